package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"flightcheck": func() { os.Exit(runChecked(os.Args)) },
		processName:   main,
	})
}

// TestScripts runs the command as people do; what it answers in JSON must be what its
// schema says (see runChecked). Beside testscript's own commands
// there are
//
//	exits N COMMAND …      runs flightcheck and wants that exit status
//	json PATH VALUE        the value at a path of the last stdout
//	within PATH VALUE TOL  the same for a number
//	safely N COMMAND …     like exits, and nothing printed acts on a terminal
//	hostile FILE …         puts a name that would act on a terminal for HOSTILE; $HOSTILE is the name, $HOSTILE_FILE is on one line
func TestScripts(t *testing.T) {
	cases, err := filepath.Abs(filepath.Join("testdata", "cases"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("CASES", cases)
			e.Setenv("HOSTILE", hostile)
			e.Setenv("HOSTILE_FILE", strings.ReplaceAll(hostile, "\n", " "))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": cmdExits, "json": cmdJSON, "within": cmdWithin, "safely": cmdSafely, "hostile": cmdHostile,
		},
	})
}

func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS ARG …")
	}
	err := ts.Exec("flightcheck", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// at walks a path like routes.0.crossings.2.state; routes[id=direct] finds by
// a member.
func at(ts *testscript.TestScript, path string) any {
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &v); err != nil {
		ts.Fatalf("stdout is not JSON: %v", err)
	}
	for step := range strings.SplitSeq(path, ".") {
		key, cond, found := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		v = child(ts, path, v, key)
		if found {
			v = member(ts, path, v, cond)
		}
	}
	return v
}

func child(ts *testscript.TestScript, path string, v any, key string) any {
	switch x := v.(type) {
	case map[string]any:
		return x[key]
	case []any:
		if key == "len" {
			return float64(len(x))
		}
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i >= len(x) {
			ts.Fatalf("%s: no element %s of %d", path, key, len(x))
		}
		return x[i]
	}
	ts.Fatalf("%s: nothing at %s", path, key)
	return nil
}

func member(ts *testscript.TestScript, path string, v any, cond string) any {
	key, want, _ := strings.Cut(cond, "=")
	list, _ := v.([]any)
	for _, e := range list {
		if m, ok := e.(map[string]any); ok && fmt.Sprint(m[key]) == want {
			return m
		}
	}
	ts.Fatalf("%s: no member with %s", path, cond)
	return nil
}

// column lists one member of each element of a list.
func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: json PATH VALUE")
	}
	path, each, listed := strings.Cut(args[0], ".*.")
	v := at(ts, path)
	var got string
	if list, ok := v.([]any); ok && listed {
		var words []string
		for _, e := range list {
			words = append(words, fmt.Sprint(child(ts, path, e, each)))
		}
		got = strings.Join(words, " ")
	} else if s, ok := v.(string); ok {
		got = s
	} else {
		b, err := json.Marshal(v)
		ts.Check(err)
		got = string(b)
	}
	if (got == args[1]) == neg {
		ts.Fatalf("%s is %q, want %q (negated: %v)", args[0], got, args[1], neg)
	}
}

func cmdWithin(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 || neg {
		ts.Fatalf("usage: within PATH VALUE TOLERANCE")
	}
	want, err := strconv.ParseFloat(args[1], 64)
	ts.Check(err)
	tol, err := strconv.ParseFloat(args[2], 64)
	ts.Check(err)
	got, ok := at(ts, args[0]).(float64)
	if !ok || math.Abs(got-want) > tol {
		ts.Fatalf("%s is %v, want %v within %v", args[0], got, want, tol)
	}
}

// hostile is a name that does to a terminal what a name can: it moves the cursor,
// colours, rings, sets the title, turns the order round, hides, and begins a line.
const hostile = "Ev\x1b[2J\x1b[31m\a\b\r\x7f\u009b1A\x1b]0;t\a\u202eil\u2066\u200b\ufeff\u00ad\u2028\u2029 Name\nFORGED flightcheck: all is open"

// acting are signs that no text may hold that is printed on a terminal.
var acting = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f-\x9f\x{ad}\x{61d}\x{200b}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{fff9}-\x{fffb}\x{e0001}\x{e0020}-\x{e007f}]`)

// cmdSafely runs flightcheck like exits, and wants that nothing on stdout and stderr
// acts on a terminal, and that no line begins with what a name holds.
func cmdSafely(ts *testscript.TestScript, neg bool, args []string) {
	cmdExits(ts, neg, args)
	for _, name := range []string{"stdout", "stderr"} {
		text := ts.ReadFile(name)
		if !utf8.ValidString(text) {
			ts.Fatalf("%s is not UTF-8: %q", name, text)
		}
		if at := acting.FindStringIndex(text); at != nil {
			ts.Fatalf("%s holds %+q: %q", name, text[at[0]:at[1]], text[max(0, at[0]-60):min(len(text), at[1]+60)])
		}
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "FORGED") {
				ts.Fatalf("a name begins a line of %s: %q", name, line)
			}
		}
	}
}

// cmdHostile puts the name hostile for the word HOSTILE in files.
func cmdHostile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: hostile FILE …")
	}
	for _, file := range args {
		text := strings.ReplaceAll(ts.ReadFile(file), "HOSTILE", hostileIn(file))
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o600))
	}
}

// hostileIn writes the name hostile as JSON and YAML do; in CSV it stands as it is, but
// on one line.
func hostileIn(file string) string {
	if strings.HasSuffix(file, ".csv") {
		return strings.ReplaceAll(hostile, "\n", " ")
	}
	var b strings.Builder
	for _, r := range hostile {
		if r < ' ' || r > '~' {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
