package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestHalfAnAnswer: an answer that fails on the way is not delivered in part, neither
// on stdout nor in a file, and a file that was there stays.
func TestHalfAnAnswer(t *testing.T) {
	broken := errors.New("the second half is missing")
	half := func(w io.Writer) error {
		fmt.Fprintln(w, "the first half")
		return broken
	}
	file := filepath.Join(t.TempDir(), "answer.json")
	if err := os.WriteFile(file, []byte("of yesterday"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"", "-", file, filepath.Join(filepath.Dir(file), "new.json")} {
		var stdout bytes.Buffer
		if err := deliver(&stdout, to, half); !errors.Is(err, broken) {
			t.Errorf("to %q: %v", to, err)
		}
		if stdout.Len() > 0 {
			t.Errorf("to %q: stdout has %q", to, stdout.String())
		}
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "of yesterday" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	if all, err := os.ReadDir(filepath.Dir(file)); err != nil || len(all) != 1 {
		t.Errorf("beside it lies something: %v, %v", all, err)
	}
}
