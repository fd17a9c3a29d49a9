//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// bench is what all measures share.
type bench struct {
	scale  scale
	dir    string // for what is built and written
	stderr io.Writer
}

// command is the path of the stripped command.
func (b *bench) command() string { return filepath.Join(b.dir, "flightcheck") }

// build builds the command as a release does, and the program for many rows.
func (b *bench) build(ctx context.Context) error {
	for _, args := range [][]string{
		{"build", "-trimpath", "-ldflags", "-s -w", "-o", b.command(), "./cmd/flightcheck"},
		{"build", "-o", filepath.Join(b.dir, "batch"), "./internal/ci/batch"},
	} {
		c := exec.CommandContext(ctx, "go", args...) //nolint:gosec // the words are above
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("go %s: %w: %s", strings.Join(args, " "), err, tail(out))
		}
	}
	return nil
}

// tail is the end of what a program said.
func tail(out []byte) string {
	const most = 600
	out = bytes.TrimSpace(out)
	return string(out[max(0, len(out)-most):])
}

// ran is what one run of a process took.
type ran struct {
	time time.Duration
	mb   float64 // the most that it had in memory at once
}

// runOnce runs a program. The statuses 3 and 4 of the command are answers.
func runOnce(ctx context.Context, program string, args ...string) (ran, error) {
	c := exec.CommandContext(ctx, program, args...) //nolint:gosec // the program that is measured
	var said bytes.Buffer
	c.Stderr = &said
	begun := time.Now()
	err := c.Run()
	took := time.Since(begun)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && slices.Contains([]int{3, 4}, exit.ExitCode()) {
		err = nil
	}
	if err != nil {
		return ran{}, fmt.Errorf("%s %s: %w: %s", filepath.Base(program), strings.Join(args, " "), err, tail(said.Bytes()))
	}
	return ran{took, peakMB(c.ProcessState)}, nil
}

// peakMB is the most memory that a process had at once.
func peakMB(s *os.ProcessState) float64 {
	use, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // bytes there
		return float64(use.Maxrss) / (1 << 20)
	}
	return float64(use.Maxrss) / 1024
}

// runs repeats a program n times after one run that does not count.
func runs(ctx context.Context, n int, program string, args ...string) (times []time.Duration, mb float64, err error) {
	for i := range n + 1 {
		r, err := runOnce(ctx, program, args...)
		if err != nil {
			return nil, 0, err
		}
		if i > 0 {
			times, mb = append(times, r.time), max(mb, r.mb)
		}
	}
	return times, mb, nil
}

// starts measures what the command takes to say next to nothing, less what the
// machine takes to start a process.
func (b *bench) starts(ctx context.Context) ([]figure, error) {
	empty, err := exec.LookPath("true")
	if err != nil {
		return nil, err
	}
	nothing, _, err := runs(ctx, b.scale.starts, empty)
	if err != nil {
		return nil, err
	}
	less := medianOf(nothing)
	by := fmt.Sprintf("%d processes each", b.scale.starts)
	out := []figure{{what: "start of an empty process (true), median", value: ms(less), unit: "ms", by: by}}
	for _, word := range []string{"--version", "--help"} {
		times, _, err := runs(ctx, b.scale.starts, b.command(), word)
		if err != nil {
			return out, err
		}
		out = append(out,
			figure{what: word + ", median, less the empty process", value: ms(medianOf(times) - less), unit: "ms", want: atMost(50), by: by},
			figure{what: word + ", slowest, less the empty process", value: ms(percentile(times, 100) - less), unit: "ms", by: by})
	}
	return out, nil
}

// processes measures whole questions, from the start of the process to its end.
func (b *bench) processes(ctx context.Context) ([]figure, error) {
	var out []figure
	by := fmt.Sprintf("%d processes each", b.scale.processes)
	for _, q := range []struct {
		words    string
		most, mb wanted
	}{
		{"check VKO BUD", atMost(50), atMost(100)},
		{"moscow budapest", atMost(250), wanted{}},
	} {
		times, mb, err := runs(ctx, b.scale.processes, b.command(), strings.Fields(q.words)...)
		if err != nil {
			return out, err
		}
		out = append(out,
			figure{what: "`flightcheck " + q.words + "`, a whole process, median", value: ms(medianOf(times)), unit: "ms", want: q.most, by: by},
			figure{what: "the same, most memory", value: mb, unit: "MB", want: q.mb, by: by})
	}
	return out, nil
}

// size measures the stripped command.
func (b *bench) size(context.Context) ([]figure, error) {
	info, err := os.Stat(b.command())
	if err != nil {
		return nil, err
	}
	return []figure{{
		what: "stripped command", value: float64(info.Size()) / 1e6, unit: "MB", want: atMost(40), by: "`go build -trimpath -ldflags '-s -w'`",
	}}, nil
}
