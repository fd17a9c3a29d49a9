//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain is the test, or a command that copies its input slowly, as flightcheck
// batch does but that it forgets a row when FORGETFUL is set.
func TestMain(m *testing.M) {
	if os.Getenv("AS_COMMAND") == "" {
		os.Exit(m.Run())
	}
	if err := copySlowly(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// copySlowly reads batch INPUT --mode M -o OUT --summary SUM [--resume | --workers N].
func copySlowly(args []string) error {
	input, out, summary := args[1], args[5], args[7]
	text, err := os.ReadFile(input)
	if err != nil {
		return err
	}
	part := out + ".part"
	done, _ := os.ReadFile(part)
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	text = text[len(done):]
	if forgets := os.Getenv("FORGETFUL"); forgets != "" && strings.Contains(strings.Join(args, " "), forgets) {
		text = text[1:]
	}
	for len(text) > 0 {
		n := min(len(text), 1000)
		if _, err := f.Write(text[:n]); err != nil {
			return err
		}
		text = text[n:]
		time.Sleep(time.Millisecond)
	}
	if err := os.WriteFile(summary, nil, 0o600); err != nil {
		return err
	}
	return os.Rename(part, out)
}

func TestRun(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("AS_COMMAND", "1")
	o := options{binary: self, airports: "../../../data/airports.csv", mode: "check", n: 2000, seed: 1, megabytes: 1000}
	var said bytes.Buffer
	if err := run(t.Context(), &said, o); err != nil || !strings.Contains(said.String(), "1, 2 and 8 workers give the same bytes") {
		t.Errorf("%v: %s", err, &said)
	}
	o.kill = 3
	if err := run(t.Context(), &said, o); err != nil || strings.Count(said.String(), "kill ") != 3 || !strings.Contains(said.String(), "after 3 kills the output and its summary are those") {
		t.Errorf("%v: %s", err, &said)
	}
	t.Setenv("FORGETFUL", "--resume")
	if err := run(t.Context(), io.Discard, o); err == nil || !strings.Contains(err.Error(), "differs from the undisturbed one") {
		t.Errorf("a command that forgets is found out: %v", err)
	}
	t.Setenv("FORGETFUL", "--workers 8")
	o.kill = 0
	if err := run(t.Context(), io.Discard, o); err == nil || !strings.Contains(err.Error(), "8 workers give other bytes than one") {
		t.Errorf("workers that differ are found out: %v", err)
	}
	o.megabytes = 0.1
	if err := run(t.Context(), io.Discard, o); err == nil || !strings.Contains(err.Error(), "1 workers need") {
		t.Errorf("a command that is too large is found out: %v", err)
	}
}

// The same seed makes the same pairs.
func TestWritePairsAgain(t *testing.T) {
	o := options{airports: "../../../data/airports.csv", n: 100, seed: 3}
	var texts [2]string
	for i := range texts {
		path := filepath.Join(t.TempDir(), "pairs.csv")
		if err := writePairs(path, o, rand.New(rand.NewPCG(o.seed, 1))); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	if texts[0] != texts[1] || strings.Count(texts[0], "\n") != 101 {
		t.Errorf("%d bytes and %d bytes", len(texts[0]), len(texts[1]))
	}
}
