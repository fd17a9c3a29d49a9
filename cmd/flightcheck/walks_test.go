//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWalks does what the pages of docs/walks say, in their order, each in an empty
// folder that has the files of docs/walks/NAME for the page NAME.md. A block whose
// first line is a comment with a name is that file; the commands of a block of
// console go to a shell, which finds flightcheck and Go, and print what is shown
// below them. With -update the pages are written anew, elisions kept.
func TestWalks(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("../../docs/walks/*.md")
	if err != nil || len(pages) != 5 {
		t.Fatalf("docs/walks has %d pages, want 5 (%v)", len(pages), err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".md"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			w := newWalk(t, page)
			blocks := blocksOf(string(text))
			for _, b := range blocks {
				w.do(b)
			}
			if filepath.Base(page) != "README.md" && w.commands < 8 {
				t.Errorf("the page has %d commands", w.commands)
			}
			w.prose(page, string(text), blocks)
			if *update && len(w.edits) > 0 {
				if err := os.WriteFile(page, []byte(w.edited(string(text))), 0o644); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

var (
	fenced = regexp.MustCompile("(?s)```.*?```")
	linked = regexp.MustCompile(`\]\(([^)#]+)\)`)
	// figure is a number that a command has printed: with thousands, or kilometres.
	figure = regexp.MustCompile(`\b([0-9]+(?:,[0-9]{3})+|[0-9]+ km)\b`)
)

// prose wants the text between the blocks to link to files that are there, and to
// name no figure that is not in a block.
func (w *walk) prose(page, text string, blocks []block) {
	w.t.Helper()
	var shown strings.Builder
	for _, b := range blocks {
		shown.WriteString(strings.Join(b.lines, "\n") + "\n")
	}
	text = fenced.ReplaceAllString(text, "")
	for _, m := range linked.FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
			w.t.Error(err)
		}
	}
	for _, m := range figure.FindAllStringSubmatch(text, -1) {
		number := strings.TrimSuffix(m[1], " km")
		if !regexp.MustCompile(`\b` + number + `\b`).MatchString(shown.String()) {
			w.t.Errorf("the text says %s, and no command prints it", m[1])
		}
	}
}

// walk is the reading of a page.
type walk struct {
	t        *testing.T
	dir      string // in which its commands run
	clone    string // the checkout
	status   int    // of the last command
	commands int
	edits    []edit // in order of lines
}

// edit puts lines into a page in place of those from begin to end.
type edit struct {
	begin, end int
	lines      []string
}

func newWalk(t *testing.T, page string) *walk {
	t.Helper()
	clone, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	w := &walk{t: t, dir: t.TempDir(), clone: clone}
	files := strings.TrimSuffix(page, ".md")
	if _, err := os.Stat(files); err == nil {
		if err := os.CopyFS(w.dir, os.DirFS(files)); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// nameOfFile is the first line of a block that is a file.
var nameOfFile = regexp.MustCompile(`^(?:#|//) ([a-z.-]+(?:/[a-z.-]+)?)$`)

// do makes the file that a block is, or runs its commands.
func (w *walk) do(b block) {
	w.t.Helper()
	if b.language == "console" {
		w.console(b)
		return
	}
	m := nameOfFile.FindStringSubmatch(b.lines[0])
	if m == nil {
		w.t.Fatalf("line %d: a block of %q is neither a console nor a file with a name", b.line, b.language)
	}
	name := filepath.Join(w.dir, m[1])
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if err == nil {
		err = os.WriteFile(name, []byte(strings.Join(b.lines, "\n")+"\n"), 0o644)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// console runs the commands of a block. A command goes on in the lines that begin
// with "> ". One that fails is followed by "echo $?".
func (w *walk) console(b block) {
	w.t.Helper()
	for i := 0; i < len(b.lines); {
		begin := i
		command, ok := strings.CutPrefix(b.lines[i], "$ ")
		if !ok {
			w.t.Fatalf("line %d: %q is no command", b.line+i+1, b.lines[i])
		}
		for i++; i < len(b.lines) && strings.HasPrefix(b.lines[i], "> "); i++ {
			command += "\n" + strings.TrimPrefix(b.lines[i], "> ")
		}
		end := i
		for end < len(b.lines) && !strings.HasPrefix(b.lines[end], "$ ") {
			end++
		}
		got, want := w.run(command), b.lines[i:end]
		if w.status != 0 && (end == len(b.lines) || b.lines[end] != "$ echo $?") {
			w.t.Errorf("line %d: %s ends with %d, and the page does not say so", b.line+begin+1, command, w.status)
		}
		if !matchesLines(want, got) {
			w.differ(command, edit{b.line + i, b.line + end, got}, want)
		}
		i = end
	}
}

// differ reports that a command printed something else than the page shows, or
// keeps it for the page.
func (w *walk) differ(command string, e edit, want []string) {
	w.t.Helper()
	lines, ok := abridged(want, e.lines)
	switch {
	case !ok:
		w.t.Errorf("line %d: %s prints %d lines, and not what the page shows; mend it by hand:\n%s", e.begin, command, len(e.lines), strings.Join(want, "\n"))
	case *update:
		w.edits = append(w.edits, edit{e.begin, e.end, lines})
	default:
		w.t.Errorf("line %d: %s (-page +command):\n%s", e.begin, command, cmp.Diff(want, lines))
	}
}

// run gives a command to a shell and returns the lines that it prints.
func (w *walk) run(command string) []string {
	w.t.Helper()
	w.commands++
	cmd := exec.CommandContext(w.t.Context(), "sh", "-c", "(exit "+strconv.Itoa(w.status)+")\n"+command)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "CLONE="+w.clone, "LC_ALL=C", "TZ=UTC",
		"GOFLAGS=", "GOPROXY=off", "GOWORK=off", "GOTOOLCHAIN=local")
	text, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Fatal(err)
	}
	w.status = cmd.ProcessState.ExitCode()
	for _, path := range []string{w.dir, w.clone} {
		if bytes.Contains(text, []byte(path)) {
			w.t.Errorf("%s prints the path of this machine %s", command, path)
		}
	}
	if len(text) == 0 {
		return nil
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
	}
	return lines
}

// abridged leaves out of lines what a page that shows want leaves out: the parts
// between elisions begin where they did, the last ends at the end, and all are as long
// as they were. A part of which no line begins as its first does cannot be placed.
func abridged(want, lines []string) ([]string, bool) {
	var parts [][]string
	for rest := want; ; {
		i := slices.Index(rest, elision)
		if i < 0 {
			parts = append(parts, rest)
			break
		}
		parts, rest = append(parts, rest[:i]), rest[i+1:]
	}
	last := len(parts) - 1
	if last == 0 {
		return lines, true
	}
	var out []string
	for k, part := range parts {
		at := 0
		switch {
		case k == last:
			at = len(lines) - len(part)
		case k > 0 && len(part) > 0:
			at = slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, part[0]) })
		}
		if at < 0 || at+len(part) > len(lines) {
			return nil, false
		}
		if k > 0 {
			out = append(out, elision)
		}
		out, lines = append(out, lines[at:at+len(part)]...), lines[at+len(part):]
	}
	return out, true
}

// edited returns a page with its edits.
func (w *walk) edited(text string) string {
	lines := strings.Split(text, "\n")
	for _, e := range slices.Backward(w.edits) {
		lines = slices.Replace(lines, e.begin, e.end, e.lines...)
	}
	return strings.Join(lines, "\n")
}

func TestAbridged(t *testing.T) {
	for _, c := range []struct{ want, lines, out string }{
		{"a b", "c d e", "c d e"},
		{"", "c", "c"},
		{"a …", "c d e", "c …"},
		{"… a b", "c d e", "… d e"},
		{"a … b", "c d e f", "c … f"},
		{"a … d x … z", "c d e f", "c … d e … f"},
		{"a … q … z", "c d e f", ""},
		{"a b … c", "d e", ""},
	} {
		got, ok := abridged(strings.Fields(c.want), strings.Fields(c.lines))
		if strings.Join(got, " ") != c.out || ok != (c.out != "") {
			t.Errorf("%q of %q: %q, want %q", c.want, c.lines, got, c.out)
		}
	}
}
