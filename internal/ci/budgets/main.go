//go:build unix

// Command budgets measures what flightcheck promises of time, size and memory, and
// prints it beside what is wanted, as a table in Markdown. Run it at the top of the
// repository, on a machine with nothing else to do:
//
//	go run ./internal/ci/budgets          # about five minutes
//	go run ./internal/ci/budgets -quick   # about one; fewer rows, rougher figures
//
// It judges and does not refuse: a figure that misses its budget is told in the table.
// The exit status is 1 only if something could not be measured.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
)

func main() {
	quick := flag.Bool("quick", false, "fewer rows and repetitions")
	only := flag.String("only", "", "measure nothing but the groups whose name begins so")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Stderr, *quick, *only)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "budgets:", err)
		os.Exit(1)
	}
}

// errMissing says that the table has holes.
var errMissing = errors.New("not everything could be measured; the table says what, and why")

// group is what is measured together.
type group struct {
	name    string
	measure func(*bench, context.Context) ([]figure, error)
}

// groups are all that is measured, in the order of the table.
func groups() []group {
	return []group{
		{"start", (*bench).starts},
		{"process", (*bench).processes},
		{"size", (*bench).size},
		{"open", (*bench).opens},
		{"cross", (*bench).crossings},
		{"decide", (*bench).decisions},
		{"search", (*bench).searches},
		{"frontier", (*bench).frontiers},
		{"row", (*bench).rows},
		{"batch", (*bench).batches},
		{"chart", (*bench).charts},
		{"serve", (*bench).served},
	}
}

// run measures and writes the table. What a group cannot measure is a line of it.
func run(ctx context.Context, stdout, stderr io.Writer, quick bool, only string) error {
	if _, err := os.Stat("cmd/flightcheck/main.go"); err != nil {
		return fmt.Errorf("run this at the top of the repository: %w", err)
	}
	dir, err := os.MkdirTemp("", "flightcheck-budgets")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	where := machine(ctx, quick)
	b := &bench{dir: dir, scale: scaleOf(quick), stderr: stderr}
	if err := b.build(ctx); err != nil {
		return err
	}
	var all []figure
	for _, g := range groups() {
		if !strings.HasPrefix(g.name, only) {
			continue
		}
		fmt.Fprintf(stderr, "budgets: %s\n", g.name)
		figures, err := g.measure(b, ctx)
		all = append(all, figures...)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			all = append(all, figure{what: g.name, err: err})
		}
	}
	if len(all) == 0 {
		return fmt.Errorf("no group has a name that begins with %q", only)
	}
	writeTable(stdout, where, all)
	for _, f := range all {
		if f.err != nil {
			return errMissing
		}
	}
	return nil
}

// machine names what the figures were measured on.
func machine(ctx context.Context, quick bool) string {
	words := []string{fmt.Sprintf("%d processors", runtime.NumCPU())}
	if runtime.NumCPU() == 1 {
		words[0] = "1 processor"
	}
	if name := model(); name != "" {
		words = append(words, name)
	}
	version := runtime.Version()
	if out, err := exec.CommandContext(ctx, "go", "env", "GOVERSION").Output(); err == nil {
		version = strings.TrimSpace(string(out))
	}
	words = append(words, version, runtime.GOOS+"/"+runtime.GOARCH)
	if quick {
		words = append(words, "measured with -quick")
	}
	if busy := load(); busy >= 0.5 {
		words = append(words, fmt.Sprintf("under a load of %.1f by other programs", busy))
	}
	return strings.Join(words, ", ")
}

// load is how many programs ran or waited for a processor in the last minute, as Linux
// tells it; 0 if it does not.
func load() float64 {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(text), " ")
	busy, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return 0
	}
	return busy
}

// model is the name of the processor as Linux tells it, "" if it does not.
func model() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
