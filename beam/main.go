// Command beam is flightcheck batch as a pipeline of Apache Beam, for more rows than
// one machine answers:
//
//	go run . --input pairs.csv --output answers.csv
//
// It reads CSV with a header, NDJSON or Parquet, and writes one of them. The rows of
// its output are those of flightcheck batch, byte for byte; Parquet has the members of
// the NDJSON. Without --runner it runs in this process, on Prism. The other runners of
// Beam are there by --runner flink, spark or dataflow, with Beam's own flags; they were
// not tried.
//
// One worker reads the input, since a row of CSV may have several lines and rows are
// numbered; that is cheap. All workers answer. One worker puts the answers in order
// and writes them, and holds all of them in memory: with --rows-per-file N it is N rows
// to a file, and many workers write.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// options are what the command line says.
type options struct {
	input, output, format string
	rows                  int64
	question              Question
}

// addFlags adds the flags of this program to those of Beam.
func (o *options) addFlags(f *flag.FlagSet) {
	f.StringVar(&o.input, "input", "", "read rows from `FILE`: CSV, NDJSON or Parquet")
	f.StringVar(&o.output, "output", "", "write answers to `FILE`")
	f.StringVar(&o.format, "format", "", "`FORMAT` of the answers: csv, ndjson or parquet; without it the ending of the output says it, else the input")
	f.Int64Var(&o.rows, "rows-per-file", 0, "write so many rows to a file, OUTPUT-00000000 and so on; 0 writes one file")
	f.StringVar(&o.question.Mode, "mode", "check", "`check|find`: judge the great circle, or find the shortest route that is not blocked")
	f.StringVar(&o.question.Registration, "registration", "", "`STATE` of registration, or a whole mark, for rows that name none")
	f.StringVar(&o.question.Operator, "operator", "", "`STATE` of the operator, for rows that name none")
	f.StringVar(&o.question.Kind, "kind", "", "`KIND` of aircraft, civil or state, for rows that name none")
	f.StringVar(&o.question.Type, "type", "", "`DESIGNATOR` of the type, for rows that name none")
	f.StringVar(&o.question.Date, "date", "", "`DAY` of the flight, for rows that name none")
	f.Func("policy", "`NAME` of a built-in policy set; again for further layers", func(name string) error {
		if o.question.Policy != "" {
			name = o.question.Policy + batch.ViaSeparator + name
		}
		o.question.Policy = name
		return nil
	})
}

func main() {
	var o options
	o.addFlags(flag.CommandLine)
	flag.Parse()
	log.SetupLogging("warn", "text") // Beam tells of each stage
	registerFns()
	beam.Init() // does not return in a worker
	if err := run(context.Background(), os.Stderr, o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

// run answers the input.
func run(ctx context.Context, stderr io.Writer, o options, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%q is no flag; files are named by --input and --output", args[0])
	}
	job, err := newJob(ctx, o)
	if err != nil {
		return err
	}
	result, err := beamx.RunWithMetrics(ctx, newPipeline(job))
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, "beam:", countWords(result))
	return nil
}

// newJob makes a job of what the command line says, and refuses what cannot be done
// before any worker begins.
func newJob(ctx context.Context, o options) (job Job, err error) {
	switch {
	case o.input == "" || o.output == "":
		return job, errors.New("say --input FILE and --output FILE; stdin and stdout are not there on other machines")
	case o.rows < 0:
		return job, fmt.Errorf("--rows-per-file: %d is no number of rows", o.rows)
	}
	if job.Source, err = newSource(ctx, o.input); err != nil {
		return job, err
	}
	job.Sink = Sink{File: o.output, Format: formatOf(o, job.Source.Format), Rows: o.rows}
	if job.Sink.Format != formatParquet {
		f, err := batch.ParseFormat(job.Sink.Format)
		if err != nil {
			return job, fmt.Errorf("--format: %q is none of csv, ndjson and parquet", job.Sink.Format)
		}
		job.Sink.Format = f.String()
	}
	job.Question = o.question
	job.Question.Format = job.Sink.answers().String()
	_, err = job.Question.open()
	return job, err
}

// formatOf returns the format of the answers.
func formatOf(o options, input string) string {
	if o.format != "" {
		return o.format
	}
	if strings.HasSuffix(strings.ToLower(o.output), "."+formatParquet) {
		return formatParquet
	}
	if f, ok := batch.FormatOf(o.output); ok {
		return f.String()
	}
	return input
}

// countWords says how many rows were answered, as far as the runner tells.
func countWords(result beam.PipelineResult) string {
	if result == nil {
		return "done"
	}
	counts := map[string]int64{}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		if c.Key.Namespace == metricsOf {
			counts[c.Key.Name] += c.Result()
		}
	}
	words := fmt.Sprintf("%d rows", counts["rows"])
	if bad := counts["bad"]; bad > 0 {
		words += fmt.Sprintf(", of which %d could not be answered; their error says why", bad)
	}
	return words
}
