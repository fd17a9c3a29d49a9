package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// batchCommand answers many questions in one go.
func batchCommand() *cli.Command {
	return &cli.Command{
		Name: "batch", Usage: "many at once, streamed: a row of CSV or NDJSON for each", ArgsUsage: "FILE|-",
		Description: batchWords,
		Flags:       slices.Concat(batchFlags(), questionFlags()),
		Action:      batchAction,
	}
}

const batchWords = `Reads CSV with a header (parted by comma, semicolon or tab; UTF-8) or NDJSON, and writes
a row for each row, in the same order, in constant memory. Columns, or keys:
id, from, to        needed; places are names, codes or coordinates, 55.75,37.62 or 55,75 37,62
via                 places between, joined by "|"; in NDJSON a list, too; with --mode check
registration, operator, kind, type, date, policy
                    of this row; what is left out is that of the flags, else of the policy set.
                    policy names built-in sets, joined by "|"; files are named by --policy alone
Answers: id, from, to, status, blocked_by (state:scope:rule), permissions
(state:scope:standing:rule), unknown (state:scope:missing+facts), distance_km, detour_km,
states (kilometres by State, in the order of entry; "-" is the high seas), error. Lists are parted
by blanks. Answers as CSV are parted by commas with decimal points, whatever the input has: a
spreadsheet that parts by semicolons would take 95.198 for thousands, so import them as text.
Every cell is as it came: before you open them there, mind ids that begin with = + - or @.
--format permits-csv is what a permit desk types into its forms: the id and the date of the row,
then the columns of flightcheck check --format permits-csv, a line for each visit to a State, then
error; one line for a flight for which nobody is asked. --format permits is the same to read.
With --mode find the route is the shortest that is not blocked, blocked_by names who
blocks the great circle, and detour_km is over that. A row without such a route is blocked;
its permits are those of the great circle.
A row that cannot be answered has its error in the output and does not stop the others.
With -o the answers grow in FILE.part, which takes the name FILE when it is whole; after a run
that was broken off, even by kill -9, the same command with --resume goes on. Answers on
stdout, and permits, cannot be gone on with.
Exit: 0 if rows were answered, also if they are blocked; 4 if none could be; 2 for a wrong
question, and with --strict for a wrong row; 1 for a failure; 130 after Ctrl-C.`

// batchFlags say how rows are read, answered and written.
func batchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "mode", Value: "check", Usage: "`check|find`: judge the great circle, or find the shortest route that is not blocked"},
		&cli.IntFlag{Name: "workers", DefaultText: "one for each processor", Usage: "`N` rows at the same time"},
		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the answers: csv, ndjson, permits or permits-csv; without it the ending of the output says it, else the input"},
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the answers to `FILE` instead of stdout"},
		&cli.BoolFlag{Name: "resume", Usage: "go on with a run that was broken off; with -o"},
		&cli.BoolFlag{Name: "strict", Usage: "stop at the first row that cannot be answered"},
		&cli.StringFlag{Name: "summary", Usage: "write the summary to `FILE` as JSON, too"},
		&cli.BoolFlag{Name: "quiet", Usage: "neither progress nor summary on stderr"},
	}
}

// batchRun is a run of the batch command.
type batchRun struct {
	c        *cli.Context
	input    batchInput
	question *batch.Question
	file     *batch.File // nil for stdout
	job      batch.Job
	permits  string // the format of permits that is asked for, "" for another
}

func batchAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("say which file: flightcheck batch pairs.csv, or - for stdin; got %s", counted(c.NArg()))
	}
	switch {
	case c.Int("workers") < 0 || c.Int("workers") > 1024:
		return usage("--workers: %d is no number of workers; write 1 to 1024, or leave it out", c.Int("workers"))
	case c.Bool("resume") && toStdout(c.String("output")):
		return usage("--resume goes on with a file; name it with -o. Answers on stdout cannot be gone on with")
	case c.Bool("resume") && isPermits(c.String("format")):
		return usage("--resume cannot go on with %s: a flight takes several lines there, and nobody can tell whether all of the last one were written; "+
			"begin anew without --resume, and remove %s.part if it is there", c.String("format"), c.String("output"))
	case c.String("output") != "" && c.String("output") == c.String("summary"):
		return usage("-o and --summary name the same file")
	}
	r := &batchRun{c: c}
	if err := r.open(); err != nil {
		return err
	}
	defer r.input.close()
	return r.run()
}

// open reads the question and opens input and output.
func (r *batchRun) open() (err error) {
	mode, err := batch.ParseMode(r.c.String("mode"))
	if err != nil {
		return usage("--mode: %v", err)
	}
	if r.input, err = openBatch(r.c, r.c.Args().First()); err != nil {
		return err
	}
	if r.job.In, err = batch.NewReader(r.input); err != nil {
		return r.input.says(err)
	}
	if r.question, err = batchQuestion(r.c); err != nil {
		return err
	}
	r.question.Mode = mode
	if said := r.c.String("format"); isPermits(said) {
		r.permits, r.question.Layout = said, permitsLayout(said)
	}
	if r.question.Format, err = batchFormat(r.c, r.job.In.Format()); err != nil {
		return err
	}
	r.job.Question, r.job.Strict, r.job.Out = r.question, r.c.Bool("strict"), r.c.App.Writer
	if r.job.Workers = r.c.Int("workers"); r.job.Workers == 0 {
		r.job.Workers = runtime.GOMAXPROCS(0)
	}
	return r.openOutput()
}

// batchFormat returns the format of the answers.
func batchFormat(c *cli.Context, input batch.Format) (batch.Format, error) {
	if said := c.String("format"); isPermits(said) {
		return batch.CSV, checkPermitFlags(c, said)
	} else if said != "" {
		f, err := batch.ParseFormat(said)
		if err != nil {
			return f, usage("%v", err)
		}
		return f, nil
	}
	if f, ok := batch.FormatOf(c.String("output")); ok {
		return f, nil
	}
	return input, nil
}

// openOutput opens the named file, or goes on with it.
func (r *batchRun) openOutput() error {
	path := r.c.String("output")
	if toStdout(path) {
		return nil
	}
	stamp, err := r.newStamp()
	if err != nil {
		return err
	}
	if r.c.Bool("resume") {
		r.file, r.job.Done, err = batch.Resume(path, stamp, r.job.In, r.question.Format)
	} else {
		r.file, err = batch.Create(path, stamp)
	}
	if _, ok := errors.AsType[*batch.StateError](err); ok {
		return err
	}
	if err != nil {
		return &writeError{to: path, err: err}
	}
	r.job.Out = r.file
	if d := r.job.Done; d != nil && !r.c.Bool("quiet") {
		fmt.Fprintf(r.c.App.ErrWriter, "flightcheck: going on after %s\n", rowsWords(d.Rows))
	}
	return nil
}

// run answers the rows.
func (r *batchRun) run() error {
	signal.Ignore(syscall.SIGPIPE) // a reader that goes away is an error like a full disk
	finishes(r.c.Context)
	done := r.showProgress()
	tally, err := batch.Run(r.c.Context, r.job)
	done()
	if err != nil {
		return r.broken(tally, err)
	}
	if r.file != nil {
		if err := r.file.Commit(); err != nil {
			if r.permits != "" {
				_ = r.file.Discard() // nobody can go on with it
			}
			return &writeError{r.c.String("output"), err, r.how(tally)}
		}
	}
	return r.finish(tally)
}

// broken says how a run ended before its time, and how to go on.
func (r *batchRun) broken(tally *batch.Tally, err error) error {
	r.tellOwnFlight(tally)
	row, strict := errors.AsType[*batch.RowError](err)
	if r.file != nil && strict {
		err = errors.Join(usage("%s: %v; nothing was written", r.input.name, row), r.file.Discard())
		return err
	}
	switch {
	case r.file != nil && r.permits != "":
		_ = r.file.Discard() // nobody can go on with it
	case r.file != nil:
		_ = r.file.Close() // what it holds is whole to the last row that can be read
	}
	switch write, failed := errors.AsType[*batch.WriteError](err); {
	case strict:
		return usage("%s: %v; %s before it were answered", r.input.name, row, rowsWords(tally.Rows))
	case failed && r.file == nil:
		return &writeError{to: "the answers", err: write.Err}
	case failed:
		return &writeError{r.file.Name(), write.Err, r.how(tally)}
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(r.c.App.ErrWriter, "flightcheck: stopped; %s\n", r.how(tally))
		return statusError(exitInterrupted)
	}
	return &readError{r.input.name, fmt.Errorf("%w; %s", causeOf(err), r.how(tally))}
}

// readError is an input that cannot be read on. It ends the command like a file that
// cannot be read.
type readError struct {
	name string
	err  error
}

func (e *readError) Error() string { return fmt.Sprintf("cannot read %s: %v", e.name, e.err) }

func (e *readError) Unwrap() error { return &writeError{to: e.name, err: e.err} }

// how says how a run that was broken off is gone on with.
func (r *batchRun) how(tally *batch.Tally) string {
	words := rowsWords(tally.Rows) + " are written"
	if tally.Rows == 1 {
		words = "one row is written"
	}
	switch {
	case r.permits != "" && r.file != nil && r.file.Part() != "":
		return "nothing is written, since " + r.permits + " cannot be gone on with"
	case r.permits != "":
		return words + "; " + r.permits + " cannot be gone on with"
	case r.file == nil:
		return words + "; answers on stdout cannot be gone on with, with -o FILE they can"
	case r.file.Part() == "":
		return words
	case r.input.name == "-":
		return words + ", in " + r.file.Part() + "; go on with the same command, the same rows on stdin, and --resume"
	}
	return words + ", in " + r.file.Part() + "; go on with: " + r.again()
}

// again is the command line with --resume.
func (r *batchRun) again() string {
	words := []string{"flightcheck", "batch", shellWord(r.c.Args().First())}
	for _, f := range r.c.Command.Flags {
		name := f.Names()[0]
		if !r.c.IsSet(name) || name == "resume" {
			continue
		}
		switch f.(type) {
		case *cli.BoolFlag:
			if r.c.Bool(name) {
				words = append(words, "--"+name)
			} else {
				words = append(words, "--"+name+"=false")
			}
		case *cli.StringSliceFlag:
			for _, v := range r.c.StringSlice(name) {
				words = append(words, "--"+name+"="+shellWord(v))
			}
		case *cli.IntFlag:
			words = append(words, fmt.Sprintf("--%s=%d", name, r.c.Int(name)))
		default:
			words = append(words, "--"+name+"="+shellWord(r.c.String(name)))
		}
	}
	return strings.Join(append(words, "--resume"), " ")
}

// shellWord puts a word in quotes, if a shell would take it apart.
func shellWord(word string) string {
	plain := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("-_./,:+=@%", c)
	}
	if word != "" && !strings.ContainsFunc(word, func(c rune) bool { return !plain(c) }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// batchInput is the input under its name.
type batchInput struct {
	io.Reader
	name string
	size int64 // 0 if it is not known
	file *os.File
}

// openBatch opens a file, or stdin under the name -.
func openBatch(c *cli.Context, name string) (batchInput, error) {
	if name == "-" {
		return batchInput{Reader: c.App.Reader, name: name}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return batchInput{}, err
	}
	in := batchInput{Reader: f, name: name, file: f}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		in.size = info.Size()
	}
	return in, nil
}

func (in *batchInput) close() {
	if in.file != nil {
		_ = in.file.Close()
	}
}

// says names the input in an error about it.
func (in *batchInput) says(err error) error {
	if _, ok := errors.AsType[*batch.InputError](err); ok {
		name := in.name
		if name == "-" {
			name = "stdin"
		}
		return usage("%s: %s", name, strings.ReplaceAll(err.Error(), "\n", "\n  "))
	}
	return err
}
