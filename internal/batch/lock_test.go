//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows

package batch

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Two runs never write one output: the second is refused, as long as the first lives.
func TestTwoRuns(t *testing.T) {
	text := "id,from,to\n1,45 5,45 9\n2,45 5,45 8\n"
	path := filepath.Join(t.TempDir(), "out.csv")
	first, err := Create(path, stampOf("1"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.Write(AppendHeader(nil, CSV)); err != nil {
		t.Fatal(err)
	}
	before, note := read(t, path+partEnding), read(t, path+resumeEnding)
	for _, resume := range []bool{false, true} {
		err := runFile(t, path, text, resume, -1)
		if _, ok := errors.AsType[*StateError](err); !ok || !strings.Contains(err.Error(), "out.csv.part is being written by another run; wait until it ends") {
			t.Errorf("resume %v: got %v", resume, err)
		}
		if read(t, path+partEnding) != before || read(t, path+resumeEnding) != note {
			t.Errorf("resume %v: the output of the first was changed", resume)
		}
	}
	if err := first.Close(); err != nil { // as if it had been killed
		t.Fatal(err)
	}
	if err := runFile(t, path, text, false, -1); err == nil || !strings.Contains(err.Error(), "of a run that was broken off") {
		t.Errorf("after the first: got %v", err)
	}
	if err := runFile(t, path, text, true, -1); err != nil {
		t.Fatal(err)
	}
	if want, _ := ask(t, smallQuestion(t, Check, CSV), 1, text); read(t, path) != want {
		t.Error("the output is another")
	}
}

// A part that took its name while it was being opened is gone on with by nobody.
func TestPartThatIsGone(t *testing.T) {
	part := filepath.Join(t.TempDir(), "out.csv.part")
	f, err := openLocked(part, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if !isNamed(f, part) {
		t.Error("it has its name")
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err = os.Open(part); err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, c := range []struct {
		what string
		do   func() error
	}{
		{"it was renamed", func() error { return os.Rename(part, part+".new") }},
		{"another has its name", func() error { return os.WriteFile(part, nil, 0o600) }},
	} {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		if isNamed(f, part) {
			t.Error(c.what)
		}
	}
}
