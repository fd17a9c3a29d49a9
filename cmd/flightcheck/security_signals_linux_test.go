package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/flightcheck/flightcheck/internal/outfile"
)

// begun is a process that was begun and reads rows from a pipe.
type begun struct {
	*exec.Cmd
	in io.WriteCloser
}

// begin begins a process.
func begin(t *testing.T, cmd *exec.Cmd) begun {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = &bytes.Buffer{}
	// Tests that run under nohup hand on that SIGHUP is ignored. A signal that is caught
	// here does in a process that is begun what it does by default.
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return begun{cmd, in}
}

// feed gives it rows, and closes the pipe if these are the last.
func (b begun) feed(t *testing.T, rows string, last bool) {
	t.Helper()
	if _, err := io.WriteString(b.in, rows); err != nil {
		t.Fatal(err)
	}
	if last {
		if err := b.in.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func (b begun) send(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := b.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// answeredSome tells whether a file has some rows of answers: of 500 that came, less
// than a chunk may wait for more.
func answeredSome(part string) func() bool {
	return func() bool {
		text, err := os.ReadFile(part)
		return err == nil && bytes.Count(text, []byte("\n")) > 200
	}
}

// A batch that a signal ends says how to go on; one that kill -9 ends cannot. Both go
// on to the byte, and the file that was there stays until then.
func TestFaultBatchKilled(t *testing.T) {
	dir := t.TempDir()
	out, rows := filepath.Join(dir, "out.csv"), someRows(1000)
	half := strings.LastIndex(rows[:len(rows)/2], "\n") + 5 // in the middle of a row
	put(t, filepath.Join(dir, "rows.csv"), rows)
	runIn(t, dir, "batch", "rows.csv", "--quiet", "-o", "want.csv").wants(t, "undisturbed", exitOK)
	want := textOf(t, filepath.Join(dir, "want.csv"))
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGKILL} {
		what := s.String()
		put(t, out, "old")
		b := begin(t, processOf(t, dir, "batch", "-", "--quiet", "-o", "out.csv"))
		b.feed(t, rows[:half], false)
		await(t, "rows were answered", answeredSome(out+".part"))
		b.send(t, s)
		e := howEnded(t, b.Cmd)
		if s == syscall.SIGKILL {
			e.wants(t, what, -1)
		} else {
			e.wants(t, what, exitInterrupted, "flightcheck: stopped; ", "in out.csv.part; go on with the same command, the same rows on stdin, and --resume")
		}
		if textOf(t, out) != "old" {
			t.Errorf("%s: the old file has changed", what)
		}
		holds(t, what, dir, "rows.csv", "want.csv", "out.csv", "out.csv.part", "out.csv.resume")
		b = begin(t, processOf(t, dir, "batch", "-", "--quiet", "-o", "out.csv", "--resume"))
		b.feed(t, rows, true)
		howEnded(t, b.Cmd).wants(t, what+", resumed", exitOK)
		if textOf(t, out) != want {
			t.Errorf("%s: the output is another", what)
		}
		holds(t, what, dir, "rows.csv", "want.csv", "out.csv")
	}
}

// Who shuts the terminal ends a run, unless nohup was asked to keep it.
func TestFaultNohup(t *testing.T) {
	dir := t.TempDir()
	rows := someRows(1000)
	cmd := processOf(t, dir)
	cmd.Args = []string{"sh", "-c", `trap "" HUP; exec "$0" batch - --quiet -o out.csv`, cmd.Path}
	var err error
	if cmd.Path, err = exec.LookPath("sh"); err != nil {
		t.Fatal(err)
	}
	b := begin(t, cmd)
	b.feed(t, rows[:len(rows)/2], false)
	await(t, "rows were answered", answeredSome(filepath.Join(dir, "out.csv.part")))
	b.send(t, syscall.SIGHUP)
	b.feed(t, rows[len(rows)/2:], true)
	howEnded(t, b.Cmd).wants(t, "nohup", exitOK)
	if n := strings.Count(textOf(t, filepath.Join(dir, "out.csv")), "\n"); n != 1001 {
		t.Errorf("%d lines", n)
	}
}

// While one run writes a file, another is refused, with --resume and without, and the
// first loses nothing by it.
func TestFaultTwoRuns(t *testing.T) {
	dir := t.TempDir()
	out, rows := filepath.Join(dir, "out.csv"), someRows(1000)
	put(t, filepath.Join(dir, "rows.csv"), rows)
	runIn(t, dir, "batch", "rows.csv", "--quiet", "-o", "want.csv").wants(t, "alone", exitOK)
	b := begin(t, processOf(t, dir, "batch", "-", "--quiet", "-o", "out.csv"))
	b.feed(t, rows[:len(rows)/2], false)
	await(t, "rows were answered", answeredSome(out+".part"))
	for _, more := range []string{"", "--resume"} {
		args := strings.Fields("batch rows.csv --quiet -o out.csv " + more)
		runIn(t, dir, args...).wants(t, "the second", exitUsage, "out.csv.part is being written by another run; wait until it ends, or name another file")
	}
	b.feed(t, rows[len(rows)/2:], true)
	howEnded(t, b.Cmd).wants(t, "the first", exitOK)
	if textOf(t, out) != textOf(t, filepath.Join(dir, "want.csv")) {
		t.Error("the output is another")
	}
	holds(t, "two runs", dir, "rows.csv", "want.csv", "out.csv")
}

// Many that go on with one broken run at the same time: each goes on, is refused, or
// comes after the end, and the output is whole.
func TestFaultManyResume(t *testing.T) {
	dir := t.TempDir()
	out, rows := filepath.Join(dir, "out.csv"), someRows(3000)
	put(t, filepath.Join(dir, "rows.csv"), rows)
	runIn(t, dir, "batch", "rows.csv", "--quiet", "-o", "want.csv").wants(t, "alone", exitOK)
	howEnded(t, limited(t, dir, 60, "batch", "rows.csv", "--quiet", "-o", "out.csv")).wants(t, "broken", exitFailure)
	var all []begun
	for range 6 {
		all = append(all, begin(t, processOf(t, dir, "batch", "rows.csv", "--quiet", "-o", "out.csv", "--resume")))
	}
	done := 0
	for _, b := range all {
		e := howEnded(t, b.Cmd)
		if e.code == exitOK {
			done++
		} else {
			e.wants(t, "one of many", exitUsage, "is being written by another run")
		}
	}
	if done == 0 || textOf(t, out) != textOf(t, filepath.Join(dir, "want.csv")) {
		t.Errorf("%d came to the end, or the output is another", done)
	}
	holds(t, "many", dir, "rows.csv", "want.csv", "out.csv")
}

// What is streamed into a file is removed when a signal ends the command. After kill
// -9 it lies there under a name of its own, and disturbs nobody.
func TestFaultStreamKilled(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "pairs.csv")
	var list strings.Builder
	for lat := range 80 {
		for lon := range 100 {
			list.WriteString(strings.Join([]string{string(rune('0'+lat/10)) + string(rune('0'+lat%10)), string(rune('0'+lon/10)) + string(rune('0'+lon%10)) + "\n"}, " "))
		}
	}
	put(t, filepath.Join(dir, "list.txt"), list.String())
	put(t, filepath.Join(dir, "short.txt"), "VKO\nBUD\n")
	put(t, out, "old")
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGKILL} {
		b := begin(t, processOf(t, dir, "pairs", "list.txt", "--both", "-o", "pairs.csv"))
		await(t, "the file grew", func() bool { return growing(dir) })
		b.send(t, s)
		e := howEnded(t, b.Cmd)
		if textOf(t, out) != "old" {
			t.Errorf("%s: the old file has changed", s)
		}
		if s == syscall.SIGKILL {
			e.wants(t, s.String(), -1)
			continue
		}
		e.wants(t, s.String(), exitInterrupted, "flightcheck: stopped before the answer was complete; nothing was written to a file")
		holds(t, s.String(), dir, "list.txt", "short.txt", "pairs.csv")
	}
	left, err := filepath.Glob(filepath.Join(dir, outfile.Prefix+"*"))
	if err != nil || len(left) != 1 {
		t.Errorf("kill -9 left %v, want one file", left)
	}
	runIn(t, dir, "pairs", "short.txt", "-o", "pairs.csv").wants(t, "after kill -9", exitOK)
	if textOf(t, out) != "id,from,to\nVKO-BUD,VKO,BUD\n" {
		t.Errorf("the pairs are %q", textOf(t, out))
	}
}

// A command that waits for something outside ends some seconds after the signal, and
// has written nothing.
func TestFaultWaitingKilled(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "policy.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"a.html", "b.svg"} {
		put(t, filepath.Join(dir, f), "old")
	}
	b := begin(t, processOf(t, dir, "map", "VKO", "BUD", "--policy", "./policy.yaml", "-o", "a.html", "-o", "b.svg"))
	writer, err := os.OpenFile(filepath.Join(dir, "policy.yaml"), os.O_WRONLY, 0) // until it reads
	if err != nil {
		t.Fatal(err)
	}
	b.send(t, syscall.SIGTERM)
	howEnded(t, b.Cmd).wants(t, "waiting", exitInterrupted, "flightcheck: stopped\n")
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if textOf(t, filepath.Join(dir, "a.html")) != "old" || textOf(t, filepath.Join(dir, "b.svg")) != "old" {
		t.Error("an old file has changed")
	}
	holds(t, "waiting", dir, "policy.yaml", "a.html", "b.svg")
}
