package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/policy"
)

// The files in docs are those that the table makes.
func TestDocsAreUpToDate(t *testing.T) {
	for name, want := range files() {
		got, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("docs/%s is not what the table says; run go generate ./policy (-table +file):\n%s", name, diff)
		}
	}
}

// Every key and value is in the reference, and every link in it leads somewhere.
func TestReferenceIsWhole(t *testing.T) {
	text := reference()
	var anchors []string
	for _, m := range policy.Language() {
		anchors = append(anchors, anchor(m.Name))
		for _, k := range m.Keys {
			if !strings.Contains(text, "`"+k.Name+"`") {
				t.Errorf("the reference has no %s", k.Name)
			}
		}
	}
	for _, m := range regexp.MustCompile(`<a id="([^"]+)">`).FindAllStringSubmatch(text, -1) {
		anchors = append(anchors, m[1])
	}
	for _, m := range regexp.MustCompile(`\]\(#([^)]+)\)`).FindAllStringSubmatch(text, -1) {
		if !slices.Contains(anchors, m[1]) {
			t.Errorf("a link leads to #%s, which is not there", m[1])
		}
	}
	if reference() != text {
		t.Error("the reference is not the same each time")
	}
}

// Both files are written where they are asked for, and nothing without a folder.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	if err := write([]string{dir}); err != nil {
		t.Fatal(err)
	}
	for name, want := range files() {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := write(nil); err == nil {
		t.Error("no folder was given, and that is no error")
	}
	if err := write([]string{filepath.Join(dir, "nowhere")}); err == nil {
		t.Error("a folder that is not there is no error")
	}
}
