package outfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write makes a file, with the folders above it.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Chmod(path, 0o600)); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// alone fails if a file that is not complete lies in a folder.
func alone(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasPrefix(filepath.Base(path), Prefix) {
			t.Errorf("%s was left", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCommitAndDiscard(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out")
	for _, before := range []string{"", "old"} {
		if before != "" {
			write(t, path, before)
		}
		f, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("half"); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); before == "" && !errors.Is(err, fs.ErrNotExist) || before != "" && read(t, path) != before {
			t.Error("the name has changed before Commit")
		}
		if err := errors.Join(f.Discard(), f.Discard()); err != nil {
			t.Error(err)
		}
		alone(t, dir)
		if err := Write(path, []byte("whole")); err != nil || read(t, path) != "whole" {
			t.Errorf("%v", err)
		}
		alone(t, dir)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode is %v", info.Mode())
	}
}

// A file that cannot take its name in the end leaves nothing.
func TestCommitFails(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out")
	f, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("text"); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(path, "in the way"), "x") // a folder by now
	if err := f.Commit(); err == nil {
		t.Error("it took its name")
	}
	alone(t, dir)
	if read(t, filepath.Join(path, "in the way")) != "x" {
		t.Error("what was in the way has changed")
	}
}

func TestLinksStay(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "real", "a", "old"), "old")
	for _, l := range []struct{ to, name string }{
		{"real/a", "folder"},
		{"../a/old", "real/a/up"},
		{"old", "real/a/near"},
		{"near", "real/a/far"},
		{filepath.Join(dir, "real", "a", "old"), "absolute"},
		{"../new", "real/a/dangling"},
	} {
		if err := os.Symlink(l.to, filepath.Join(dir, l.name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"folder/up": "real/a/old", "folder/near": "real/a/old", "folder/far": "real/a/old", "absolute": "real/a/old", "folder/dangling": "real/new",
	} {
		path := filepath.Join(dir, name)
		if err := Write(path, []byte(name)); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if info, err := os.Lstat(path); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is a link no more", name)
		}
		if got := read(t, filepath.Join(dir, want)); got != name {
			t.Errorf("%s: %s holds %q", name, want, got)
		}
	}
	alone(t, dir)
}

func TestFindRefuses(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "old"), "old")
	write(t, filepath.Join(dir, "kept"), "kept")
	if err := os.Chmod(filepath.Join(dir, "kept"), 0o400); err != nil {
		t.Fatal(err)
	}
	for _, l := range []string{"one", "two"} {
		if err := os.Symlink(map[string]string{"one": "two", "two": "one"}[l], filepath.Join(dir, l)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"":        "is a folder; name a file in it",
		"new/":    "names a folder that is not there",
		"new/out": "the folder " + filepath.Join(dir, "new") + " is not there; make it",
		"old/out": "no file can be made in the folder",
		"kept":    "it is read-only; make it writable, or name another file",
		"one":     "(too many levels of symbolic links)",
	} {
		f, err := Create(dir + string(filepath.Separator) + name)
		var target *TargetError
		if err == nil {
			t.Errorf("%q: no error", name)
			_ = f.Discard()
		} else if !errors.As(err, &target) || !strings.Contains(target.Words(), want) {
			t.Errorf("%q: got %v, want %s", name, err, want)
		}
	}
	if read(t, filepath.Join(dir, "kept")) != "kept" {
		t.Error("the file that is read-only has changed")
	}
	alone(t, dir)
}

// A device is written, and stays.
func TestDevice(t *testing.T) {
	if err := Write(os.DevNull, []byte("x")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is %v", os.DevNull, info.Mode())
	}
}
