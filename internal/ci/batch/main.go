//go:build unix

// Command batch shows that flightcheck batch keeps its promises on many rows: the
// same bytes for any number of workers, and for a run that was killed and gone on
// with. Build the command first, and run it at the top of the repository:
//
//	go build -o flightcheck ./cmd/flightcheck
//	go run ./internal/ci/batch -binary ./flightcheck -n 1000000
//	go run ./internal/ci/batch -binary ./flightcheck -n 200000 -kill 10
//
// It prints a line for each figure, and ends with 1 if something differs.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// options are what the command line says.
type options struct {
	binary, airports, mode, flags string
	n, kill                       int
	megabytes                     float64
	seed                          uint64
	limit                         time.Duration
}

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "./flightcheck", "the command")
	flag.StringVar(&o.airports, "airports", "data/airports.csv", "the airports")
	flag.StringVar(&o.mode, "mode", "check", "check or find")
	flag.StringVar(&o.flags, "flags", "", "further flags of the command, parted by blanks")
	flag.IntVar(&o.n, "n", 10_000, "random pairs of airports")
	flag.IntVar(&o.kill, "kill", 0, "instead of comparing workers, kill a run so many times and go on with it")
	flag.Float64Var(&o.megabytes, "mb", 200, "of memory that a run in check mode may have at its peak")
	flag.Uint64Var(&o.seed, "seed", 8, "of the pairs and of the moments")
	flag.DurationVar(&o.limit, "limit", 30*time.Minute, "in which all must be done")
	flag.Parse()
	ctx, stop := context.WithTimeout(context.Background(), o.limit)
	defer stop()
	if err := run(ctx, os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "batch:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to be stopped
	}
}

// run makes the pairs and shows what was asked.
func run(ctx context.Context, w io.Writer, o options) error {
	dir, err := os.MkdirTemp("", "flightcheck-batch")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	r := rand.New(rand.NewPCG(o.seed, uint64(o.n))) //nolint:gosec // the same pairs each time
	input := filepath.Join(dir, "pairs.csv")
	if err := writePairs(input, o, r); err != nil {
		return err
	}
	b := &bench{options: o, w: w, dir: dir, input: input}
	fmt.Fprintf(w, "seed %d, %d rows, mode %s, load before %s\n", o.seed, o.n, o.mode, load())
	if o.kill > 0 {
		err = b.killed(ctx, r)
	} else {
		err = b.workers(ctx)
	}
	fmt.Fprintf(w, "load after %s\n", load())
	return err
}

// load is what the machine says of its load, "unknown" if it does not.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil || len(text) == 0 {
		return "unknown"
	}
	return string(text[:len(text)-1])
}

// writePairs writes random pairs of different airports.
func writePairs(path string, o options, r *rand.Rand) error {
	f, err := os.Open(o.airports)
	if err != nil {
		return err
	}
	defer f.Close()
	airports, err := gazetteer.ReadAirports(f)
	if err != nil {
		return err
	}
	if len(airports) < 2 {
		return errors.New("a pair takes two airports")
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriter(out)
	fmt.Fprintln(buffered, "id,from,to")
	for i := range o.n {
		from := r.IntN(len(airports))
		to := (from + 1 + r.IntN(len(airports)-1)) % len(airports)
		fmt.Fprintf(buffered, "%d,%s,%s\n", i+1, airports[from].Ident, airports[to].Ident)
	}
	return errors.Join(buffered.Flush(), out.Close())
}
