package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/internal/outfile"
)

// processName is the command as a process of its own, with its signals.
const processName = "flightcheck-process"

// patienceOfTests is how long a process may take before a test gives up. No test
// depends on it.
const patienceOfTests = 4 * time.Minute

// ended is how a process ended.
type ended struct {
	code           int // -1 after a signal
	signal         string
	stdout, stderr string
}

// processOf prepares the command in a folder.
func processOf(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath(processName)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), patienceOfTests)
	t.Cleanup(stop)
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = dir
	return cmd
}

// howEnded waits for a process that was begun, or runs it.
func howEnded(t *testing.T, cmd *exec.Cmd) ended {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if cmd.Process == nil {
		if cmd.Stdout == nil {
			cmd.Stdout = &stdout
		}
		cmd.Stderr = &stderr
	}
	var err error
	if cmd.Process == nil {
		err = cmd.Run()
	} else {
		err = cmd.Wait()
	}
	e := ended{code: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
	if b, ok := cmd.Stderr.(*bytes.Buffer); ok {
		e.stderr = b.String()
	}
	if e.code < 0 {
		e.signal = cmd.ProcessState.String()
	}
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		t.Fatal(err)
	}
	if strings.Contains(e.stderr, "goroutine ") || strings.Contains(e.stderr, "panic") {
		t.Errorf("a stack instead of a message: %.300s", e.stderr)
	}
	return e
}

// runIn runs the command in a folder.
func runIn(t *testing.T, dir string, args ...string) ended {
	t.Helper()
	return howEnded(t, processOf(t, dir, args...))
}

// wants fails if a process did not end with a code and these words on stderr.
func (e ended) wants(t *testing.T, what string, code int, words ...string) {
	t.Helper()
	if e.code != code {
		t.Errorf("%s: exit %d%s, want %d: %.300s", what, e.code, e.signal, code, e.stderr)
	}
	for _, w := range words {
		if !strings.Contains(e.stderr, w) {
			t.Errorf("%s: stderr lacks %q: %.300s", what, w, e.stderr)
		}
	}
}

// A search that is told to stop says so, and does not take itself for a wrong question.
func TestFaultStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"flightcheck", "VKO", "BUD"}, &stdout, &stderr)
	if want := "flightcheck: stopped before the answer was complete; nothing was written to a file\n"; code != exitInterrupted || stderr.String() != want || stdout.Len() > 0 {
		t.Errorf("exit %d, %q, %q", code, stderr.String(), stdout.String())
	}
}

// put writes a file of a test.
func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// textOf reads a file of a test.
func textOf(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// holds fails if a folder does not hold these files and no others.
func holds(t *testing.T, what, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	sort.Strings(want)
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%s: the folder holds %v, want %v", what, got, want)
	}
}

// await waits until something is so.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(patienceOfTests); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never came that %s", what)
		}
	}
}

// growing tells whether a file that is not complete lies in a folder.
func growing(dir string) bool {
	found := false
	_ = filepath.WalkDir(dir, func(path string, _ fs.DirEntry, _ error) error {
		info, err := os.Stat(path)
		found = found || err == nil && strings.HasPrefix(filepath.Base(path), outfile.Prefix) && info.Size() > 0
		return nil
	})
	return found
}

// someRows are rows for a batch: n of them, which take no long answer.
func someRows(n int) string {
	places := []string{"VKO", "BUD", "SOF", "BEG", "WAW", "IST", "FRA", "HEL"}
	var b strings.Builder
	b.WriteString("id,from,to\n")
	for i := range n {
		b.WriteString(strings.Join([]string{"r" + places[i%8], places[i%8], places[(i+1+i/8%7)%8]}, ",") + "\n")
	}
	return b.String()
}
