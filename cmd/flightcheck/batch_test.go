package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// A run that is stopped says how to go on, and the line that it says does.
func TestBatchStopped(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "pairs.csv"), filepath.Join(dir, "it's out.csv")
	if err := os.WriteFile(input, []byte("id,from,to\n1,moscow,budapest\n2,moscow,sofia\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	var out, said bytes.Buffer
	args := []string{"flightcheck", "batch", input, "-o", output, "--kind", "civil", "--ban", "RS", "--ban", "HU", "--workers=2"}
	if code := run(stopped, args, &out, &said); code != exitInterrupted || out.Len() > 0 {
		t.Fatalf("exit %d: %s%s", code, &out, &said)
	}
	_, words, ok := strings.Cut(said.String(), "go on with: flightcheck ")
	if !ok || !strings.Contains(said.String(), "0 rows are written, in "+output+".part") {
		t.Fatalf("it says %s", &said)
	}
	quoted := "'" + strings.ReplaceAll(output, "'", `'\''`) + "'"
	if want := "batch " + input + " --workers=2 --output=" + quoted + " --kind=civil --ban=RS --ban=HU --resume\n"; words != want {
		t.Fatalf("it says %s, want %s", words, want)
	}
	said.Reset()
	if code := run(t.Context(), append(args, "--policy", "budapest-2025", "--resume"), &out, &said); code != exitUsage || !strings.Contains(said.String(), "the flags, the policies, the borders or the program are not what they were") {
		t.Fatalf("with another policy: exit %d: %s", code, &said)
	}
	said.Reset()
	if code := run(t.Context(), append(args, "--resume"), &out, &said); code != exitOK {
		t.Fatalf("exit %d: %s", code, &said)
	}
	resumed, err := os.ReadFile(output)
	if err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), []string{"flightcheck", "batch", input, "--kind", "civil", "--ban", "RS", "--ban", "HU"}, &out, &said); code != exitOK || out.String() != string(resumed) {
		t.Fatalf("the undisturbed run gives %s, not %s", &out, resumed)
	}
}

// brokenPipe is a reader of the answers that has gone away.
type brokenPipe struct{ err error }

func (p brokenPipe) Write([]byte) (int, error) { return 0, p.err }

func TestBatchCannotWrite(t *testing.T) {
	input := filepath.Join(t.TempDir(), "pairs.csv")
	if err := os.WriteFile(input, []byte("id,from,to\n1,moscow,budapest\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if code := run(t.Context(), []string{"flightcheck", "batch", input}, brokenPipe{syscall.EPIPE}, &said); code != exitFailure || !strings.Contains(said.String(), "cannot write the answers: broken pipe") {
		t.Errorf("exit %d: %s", code, &said)
	}
	said.Reset()
	if code := run(t.Context(), []string{"flightcheck", "pairs", input}, brokenPipe{syscall.EPIPE}, &said); code != exitUsage {
		t.Errorf("a table of pairs is no list of places: exit %d: %s", code, &said)
	}
	said.Reset()
	if code := run(t.Context(), []string{"flightcheck", "batch", filepath.Dir(input)}, &bytes.Buffer{}, &said); code != exitFailure || !strings.Contains(said.String(), "directory") {
		t.Errorf("a folder: exit %d: %s", code, &said)
	}
}

func TestBatchWords(t *testing.T) {
	for word, want := range map[string]string{"a.csv": "a.csv", "": "''", "a b": "'a b'", "$x": "'$x'", "it's": `'it'\''s'`, "--x=1,2": "--x=1,2"} {
		if got := shellWord(word); got != want {
			t.Errorf("%q is written %s, want %s", word, got, want)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
	m := meter{size: 1000, rows: -1}
	begun := time.Unix(0, 0)
	if got := m.words(100, 100, begun); got != "100 rows" { // of an earlier run
		t.Error(got)
	}
	if got, want := m.words(2100, 400, begun.Add(2*time.Second)), "2,100 rows, 1,000 a second, 40 %, 4s left"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	r := &batchRun{input: batchInput{name: "pairs.csv"}, c: nil}
	err := &readError{"pairs.csv", errors.New("broken")}
	if exitOf(err, &bytes.Buffer{}) != exitFailure || r.how(&batch.Tally{Rows: 1}) != "one row is written; answers on stdout cannot be gone on with, with -o FILE they can" {
		t.Error(r.how(&batch.Tally{Rows: 1}))
	}
}
