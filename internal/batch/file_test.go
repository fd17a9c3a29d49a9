package batch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/outfile"
)

// stampOf is the stamp of the small question.
func stampOf(question string) Stamp {
	return Stamp{Schema: StampSchema, Question: question, Input: "1", Header: "id,from,to", Mode: "check", Format: "csv"}
}

// runFile answers a text into a file; killed is how many bytes are left of the part,
// as if the run had been killed, or -1 if it was not.
func runFile(t fataler, path, text string, resume bool, killed int) error {
	q, err := small()
	if err != nil {
		t.Fatalf("%v", err)
	}
	in, err := NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	var f *File
	var done *Done
	if resume {
		f, done, err = Resume(path, stampOf("1"), in, CSV)
	} else {
		f, err = Create(path, stampOf("1"))
	}
	if err != nil {
		return err
	}
	if _, err = Run(context.Background(), Job{Question: q, In: in, Out: f, Workers: 2, Done: done}); err != nil {
		return err
	}
	if killed < 0 {
		return f.Commit()
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(min(info.Size(), int64(killed))), f.Close())
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func read(t fataler, path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(text)
}

// However often a run is killed, and wherever, the file is the same in the end; until
// then the one that was there stays.
func TestKilledAndResumed(t *testing.T) {
	text := mixedRows(50, CSV)
	q := smallQuestion(t, Check, CSV)
	want, _ := ask(t, q, 1, text)
	path := filepath.Join(t.TempDir(), "out.csv")
	rapid.Check(t, func(rt *rapid.T) {
		if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
			rt.Fatalf("%v", err)
		}
		for i, at := range rapid.SliceOfN(rapid.IntRange(0, len(want)), 1, 4).Draw(rt, "killed at") {
			if err := runFile(rt, path, text, i > 0, at); err != nil {
				rt.Fatalf("%v", err)
			}
			if got := read(rt, path); got != "old" {
				rt.Fatalf("the old file is %q", got)
			}
		}
		if err := runFile(rt, path, text, true, -1); err != nil {
			rt.Fatalf("%v", err)
		}
		if got := read(rt, path); got != want {
			rt.Fatalf("the output is another")
		}
		if exists(path+partEnding) || exists(path+resumeEnding) {
			rt.Fatalf("something was left beside the output")
		}
	})
}

func TestFileRefuses(t *testing.T) {
	text := "id,from,to\n1,45 5,45 9\n2,45 5,45 8\n"
	begin := func(t *testing.T) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "out.csv")
		if err := runFile(t, path, text, false, 150); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		name, want string
		do         func(t *testing.T, path string) error
	}{
		{"begun again", "of a run that was broken off; go on with --resume, or remove it", func(t *testing.T, path string) error {
			t.Helper()
			return runFile(t, path, text, false, -1)
		}},
		{"other rows", `row 1 is "1", 45 5 to 45 9, in the output, and "3"`, func(t *testing.T, path string) error {
			t.Helper()
			return runFile(t, path, strings.Replace(text, "1,", "3,", 1), true, -1)
		}},
		{"without its note", "out.csv.resume, is missing", func(t *testing.T, path string) error {
			t.Helper()
			return errors.Join(os.Remove(path+resumeEnding), runFile(t, path, text, true, -1))
		}},
		{"a note that is broken", "out.csv.resume cannot be read", func(t *testing.T, path string) error {
			t.Helper()
			return errors.Join(os.WriteFile(path+resumeEnding, []byte("{"), 0o600), runFile(t, path, text, true, -1))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := begin(t)
			before := read(t, path+partEnding)
			err := c.do(t, path)
			if _, ok := errors.AsType[*StateError](err); !ok || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if after := read(t, path+partEnding); after != before {
				t.Errorf("the part was changed")
			}
		})
	}
}

func TestStampDiffers(t *testing.T) {
	s := stampOf("1")
	for _, c := range []struct {
		change func(*Stamp)
		want   string
	}{
		{func(*Stamp) {}, ""},
		{func(s *Stamp) { s.Schema = "x" }, "another version"},
		{func(s *Stamp) { s.Question = "x" }, "the flags, the policies, the borders or the program"},
		{func(s *Stamp) { s.Input = "x" }, "the input is not what it was"},
		{func(s *Stamp) { s.Header = "x" }, "the input is not what it was"},
		{func(s *Stamp) { s.Mode = "find" }, "--mode find"},
		{func(s *Stamp) { s.Format = "ndjson" }, "--format ndjson"},
	} {
		noted := s
		c.change(&noted)
		if got := s.differs(noted); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// A run that was killed before its note was written begins anew.
func TestResumeWithoutAByte(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	if err := os.WriteFile(path+partEnding, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	text := "id,from,to\n1,45 5,45 9\n"
	if err := runFile(t, path, text, true, 0); err != nil {
		t.Fatal(err)
	}
	if !exists(path + resumeEnding) {
		t.Error("there is no note")
	}
	if err := runFile(t, path, text, true, -1); err != nil {
		t.Fatal(err)
	}
	if want, _ := ask(t, smallQuestion(t, Check, CSV), 1, text); read(t, path) != want {
		t.Error("the output is another")
	}
}

// A folder in which nothing can be made, a file that may not be replaced, and what is
// no regular file.
func TestFilePlaces(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "kept.csv")
	if err := os.WriteFile(kept, []byte("old"), 0o400); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "missing", "out.csv"), dir, kept} {
		_, err := Create(path, stampOf("1"))
		if _, ok := errors.AsType[*outfile.TargetError](err); !ok {
			t.Errorf("%s: %v", path, err)
		}
		if _, _, err := Resume(path, stampOf("1"), nil, CSV); err == nil {
			t.Errorf("%s: gone on with", path)
		}
	}
	if read(t, kept) != "old" || exists(kept+partEnding) || exists(kept+resumeEnding) {
		t.Error("the file that is read-only was touched")
	}
	f, err := Create(os.DevNull, stampOf("1"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("x"); err != nil || f.Part() != "" {
		t.Errorf("%v, part %q", err, f.Part())
	}
	if err := f.Commit(); err != nil || exists(os.DevNull+partEnding) {
		t.Error(err)
	}
	path := filepath.Join(t.TempDir(), "out.csv")
	if f, err = Create(path, stampOf("1")); err != nil {
		t.Fatal(err)
	}
	if err := f.Discard(); err != nil || exists(path+partEnding) || exists(path+resumeEnding) {
		t.Errorf("discarded: %v", err)
	}
}
