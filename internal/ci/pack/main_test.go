package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// entry is what an archive says of a file.
type entry struct {
	Name, Text string
	Mode       int64
	At         int64
}

var want = []entry{
	{"tool/LICENSE", "licence", 0o644, 1000000000},
	{"tool/bin/tool", "program", 0o755, 1000000000},
}

// folder makes a folder, its files written in an order and at a time of no matter.
func folder(t *testing.T, at time.Time) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tool")
	if err := os.MkdirAll(filepath.Join(dir, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{"bin/tool": 0o700, "LICENSE": 0o600} {
		text := map[string]string{"bin/tool": "program", "LICENSE": "licence"}[name]
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.WriteFile(p, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestPack(t *testing.T) {
	for ending, read := range map[string]func(*testing.T, []byte) []entry{".tar.gz": readTar, ".zip": readZip} {
		var packed [2][]byte
		for i := range packed {
			out := filepath.Join(t.TempDir(), "out"+ending)
			if err := pack([]string{out, folder(t, time.Unix(int64(1234567890*(i+1)), 0)), "1000000000"}); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			packed[i] = b
		}
		if !bytes.Equal(packed[0], packed[1]) {
			t.Errorf("%s: the same files give other bytes", ending)
		}
		if diff := cmp.Diff(want, read(t, packed[0])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", ending, diff)
		}
	}
}

func TestPackRefuses(t *testing.T) {
	dir := folder(t, time.Unix(0, 0))
	for text, args := range map[string][]string{
		"usage":      {"x.zip"},
		"no instant": {filepath.Join(dir, "x.zip"), dir, "today"},
		"ends in":    {filepath.Join(dir, "x.rar"), dir, "0"},
		"no such":    {filepath.Join(dir, "x.zip"), filepath.Join(dir, "nowhere"), "0"},
	} {
		if err := pack(args); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q: %v, want %q", args, err, text)
		}
	}
}

func readTar(t *testing.T, b []byte) []entry {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out []entry
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, entry{h.Name, string(text), h.Mode, h.ModTime.Unix()})
	}
}

func readZip(t *testing.T, b []byte) []entry {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out []entry
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, entry{f.Name, string(text), int64(f.Mode().Perm()), f.Modified.Unix()})
	}
	return out
}
