// Command mutate breaks the code on purpose, one line at a time, and demands that
// a test fails each time:
//
//	go run ./internal/ci/mutate
//	go run ./internal/ci/mutate -run 'policy/' -v
//	go run ./internal/ci/mutate -run 'policy/day-ends' -all
//
// A mutation is a slip that a maintainer could make: a sign, a comparison, a
// precedence, the bound of a date, an escape. They stand in lists/, a file for each
// part of the program. No file of the checkout is touched: a mutation is laid over
// it by "go test -overlay".
//
// It prints a line for each mutation, with the test that caught it, and one of
// counts. It exits 1 if a mutation survived, does not compile, is stale (the text
// that it replaces is no longer there once), or ran out of time, and 2 if the
// question was wrong. Before it breaks anything it runs the same tests on the code
// as it is: they must pass.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"time"
)

func main() {
	o := options{}
	pattern := flag.String("run", "", "only the mutations whose names match this regular expression")
	flag.BoolVar(&o.verbose, "v", false, "show what broken code is said to be wrong with, and all tests that failed")
	flag.BoolVar(&o.all, "all", false, "run all tests of the packages, not only those that are known to fail")
	flag.DurationVar(&o.limit, "limit", 5*time.Minute, "time that one mutation may take")
	flag.Parse()
	only, err := regexp.Compile(*pattern)
	if err != nil || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	list, err := mutations()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code, err := run(ctx, os.Stdout, matching(list, only), o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
	}
	os.Exit(code)
}

// options are the words of the command line.
type options struct {
	verbose, all bool
	limit        time.Duration
}

// matching returns the mutations whose names match.
func matching(list []mutation, only *regexp.Regexp) []mutation {
	var out []mutation
	for _, m := range list {
		if only.MatchString(m.name) {
			out = append(out, m)
		}
	}
	return out
}

// run tries all mutations and returns the exit code.
func run(ctx context.Context, w io.Writer, list []mutation, o options) (int, error) {
	if len(list) == 0 {
		return 2, fmt.Errorf("no mutation has such a name")
	}
	begin := time.Now()
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return 2, err
	}
	defer func() { _ = os.RemoveAll(work) }() // in the folder for what may go
	t := tester{root: ".", work: work, options: o}
	if err := t.sound(ctx, list); err != nil {
		return 1, err
	}
	counts := map[verdict]int{}
	for i := range list {
		m := &list[i]
		r := t.try(ctx, m)
		if err := ctx.Err(); err != nil {
			return 1, err
		}
		counts[r.verdict]++
		fmt.Fprintf(w, "%-11s %5.1f s  %-32s %s\n", r.verdict, r.took.Seconds(), m.name, r.words)
		if o.verbose || r.verdict == notBuilt {
			fmt.Fprint(w, r.output)
		}
	}
	fmt.Fprintf(w, "%d mutations: %d caught, %d survived, %d do not compile, %d stale, %d out of time; %d s\n", len(list),
		counts[caught], counts[survived], counts[notBuilt], counts[stale], counts[late], int(time.Since(begin).Seconds()))
	if counts[caught] < len(list) {
		return 1, nil
	}
	return 0, nil
}
