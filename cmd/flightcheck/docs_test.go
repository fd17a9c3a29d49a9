package main

import (
	"bytes"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// TestTutorial does what docs/policy.md says, in its order: a block of YAML whose
// first line is "# NAME.yaml" is that file, and the commands of a block of console
// print what is shown below them.
func TestTutorial(t *testing.T) {
	text, err := os.ReadFile("../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	files, commands := 0, 0
	for _, b := range blocksOf(string(text)) {
		switch b.language {
		case "yaml":
			name := strings.TrimPrefix(b.lines[0], "# ")
			if !regexp.MustCompile(`^[a-z.]+\.yaml$`).MatchString(name) {
				t.Fatalf("line %d: the file has no name", b.line)
			}
			if err := os.WriteFile(name, []byte(strings.Join(b.lines, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			files++
		case "console":
			commands += runConsole(t, b)
		default:
			t.Errorf("line %d: a block of %q is not checked", b.line, b.language)
		}
	}
	if files < 3 || commands < 8 {
		t.Errorf("the tutorial has %d files and %d commands", files, commands)
	}
}

// runConsole runs the commands of a block and compares what they print. The
// command "echo $?" shows the last exit status.
func runConsole(t *testing.T, b block) (commands int) {
	t.Helper()
	status := exitOK
	for i := 0; i < len(b.lines); {
		command, ok := strings.CutPrefix(b.lines[i], "$ ")
		if !ok {
			t.Fatalf("line %d: %q is no command", b.line+i+1, b.lines[i])
		}
		end := i + 1
		for end < len(b.lines) && !strings.HasPrefix(b.lines[end], "$ ") {
			end++
		}
		var out bytes.Buffer
		switch {
		case command == "echo $?":
			out.WriteString(strconv.Itoa(status) + "\n")
		case strings.HasPrefix(command, "flightcheck "):
			status = run(t.Context(), strings.Fields(command), &out, &out)
			commands++
		default:
			t.Fatalf("line %d: %q is not run", b.line+i+1, command)
		}
		got := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
		if out.Len() == 0 {
			got = nil
		}
		for j := range got {
			got[j] = strings.TrimRight(got[j], " ")
		}
		if want := b.lines[i+1 : end]; !matchesLines(want, got) {
			t.Errorf("line %d: %s (-document +command):\n%s", b.line+i+1, command, cmp.Diff(want, got))
		}
		i = end
	}
	return commands
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
	for _, name := range []string{"policy.md", "policy-reference.md"} {
		text, err := os.ReadFile("../../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`).FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat("../../docs/" + m[1]); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
