//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// elision stands in a shown output for any number of lines.
const elision = "…"

// block is a piece of code in a document.
type block struct {
	language string
	lines    []string
	line     int // of the document, on which it begins
}

// blocksOf returns the code of a Markdown text.
func blocksOf(text string) []block {
	var out []block
	var open *block
	for i, line := range strings.Split(text, "\n") {
		language, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && open == nil:
			open = &block{language: language, line: i + 1}
		case fence:
			out = append(out, *open)
			open = nil
		case open != nil:
			open.lines = append(open.lines, line)
		}
	}
	return out
}

// TestTutorial does what docs/policy.md says, as TestWalks does with its pages.
func TestTutorial(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	w := newWalk(t, "../../docs/policy.md")
	for _, b := range blocksOf(string(text)) {
		w.do(b)
	}
	if w.commands < 8 {
		t.Errorf("the tutorial has %d commands", w.commands)
	}
}

// matchesLines compares lines with a pattern in which the elision is any number of
// lines.
func matchesLines(pattern, lines []string) bool {
	switch {
	case len(pattern) == 0:
		return len(lines) == 0
	case strings.TrimSpace(pattern[0]) == elision:
		for skip := range len(lines) + 1 {
			if matchesLines(pattern[1:], lines[skip:]) {
				return true
			}
		}
		return false
	}
	return len(lines) > 0 && pattern[0] == lines[0] && matchesLines(pattern[1:], lines[1:])
}

func TestMatchesLines(t *testing.T) {
	for _, c := range []struct {
		pattern, lines string
		want           bool
	}{
		{"a b", "a b", true},
		{"a b", "a", false},
		{"a", "a b", false},
		{"a …", "a b c", true},
		{"a …", "a", true},
		{"… c", "a b c", true},
		{"a … c …", "a c b c d", true},
		{"a … d", "a b c", false},
		{"…", "", true},
		{"", "a", false},
	} {
		if got := matchesLines(strings.Fields(c.pattern), strings.Fields(c.lines)); got != c.want {
			t.Errorf("%q and %q: %v", c.pattern, c.lines, got)
		}
	}
}

// The links in the documents lead to files that are there.
func TestLinksOfDocs(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, name := range append(files, "../../README.md", "../../CONTRIBUTING.md", "../../docs/walks/README.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`).FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
