package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/plain"
)

// fuzzFiles lie in the folder in which FuzzArgs asks, so that words can name them.
var fuzzFiles = map[string]string{
	"p.yaml": "version: 1\nset: mine\nrules:\n  - {id: A1, issuer: BG, territory: [BG], effect: deny, basis: law}\n",
	"x.yaml": "version: 1\nrules: &a [*a]\n",
	"c.yaml": "version: 1\ncases:\n  - {name: a, territory: BG, want: {status: open}}\n",
	"z.json": `{"type":"Feature","properties":{"id":"Z"},"geometry":{"type":"Polygon","coordinates":[[[20,40],[30,40],[30,60],[20,60],[20,40]]]}}`,
	"x.json": `{"type":"FeatureCollection","features":[{"type":"Feature"`,
	"b.csv":  "id,from,to\n1,55 37,47 19\n2,nowhere at all,47 19\n",
	"e.yaml": "version: 1\nset: \"\\e[31mred\"\nrules:\n  - {id: A1, issuer: BG, territory: [BG], effect: deny, basis: law, note: \"\\u202Eb\"}\n",
	"e.json": `{"type":"Feature","properties":{"id":"A\u001b[31mB","name":"L\u202eviv\u009b0m\r\nX"},"geometry":{"type":"Polygon","coordinates":[[[10,40],[30,40],[30,60],[10,60],[10,40]]]}}`,
	"e.csv":  "time,lat,lon,hex\n2025-10-30T10:00:00Z,47,19,\x1b[31ma\n2025-10-30T10:01:00Z,\u202e47.1,19,\u202eb\n",
	"t.csv":  "time,lat,lon\n2025-10-30T10:00:00Z,47,19\n2025-10-30T10:01:00Z,47.1,19\n",
	"l.txt":  "VKO\nBUD\n",
}

var stackTrace = regexp.MustCompile(`(?m)^goroutine \d+ \[|^\s.*\.go:\d+ \+0x`)

// FuzzArgs gives any words, parted by line ends or zeros, as a whole command line in
// a folder of small files, with nothing on stdin. The status is one that help knows; a
// wrong question and a failure leave stdout empty and the folder as it was, and say on
// stderr why; and what is said moves no cursor and turns no text round.
func FuzzArgs(f *testing.F) {
	for _, seed := range []string{
		"", "--help", "--version", "data --json", "moscow", "mocsow budapest", "polcy list", "policy list --json", "help policy fmt",
		"moscow budapest --kind military", "moscow budapest --registration RA96022", "moscow budapest --date 2025-13-01",
		"check NaN,1 0,0", "check 1e999,1 0,0", "check -91,0 0,181", "check 10,20 -10,-160", "check 55,37 55,37", "check 0,180 0,-180",
		"check 55,37 47,19 --json", "check 55,37 47,19 -o out.json --json", "why BG --with p.yaml", "why bulgaria --policy x.yaml",
		"check 45,19 47,19 --zones z.json --format csv", "check 45,19 47,19 --zones x.json", "check 45,19 47,19 --countries z.json",
		"check 45,19 47,19 --zones e.json", "why BG --with e.yaml", "policy show e.yaml", "policy lint e.yaml", "airspace lint e.json", "audit e.csv", "batch e.csv",
		"airspace at 47,19 --zones e.json", "batch b.csv --quiet", "batch b.csv --strict", "batch b.csv -o out.csv", "batch - --mode find", "batch b.csv --resume", "batch b.csv --workers -1",
		"batch b.csv --workers 99999999999999999999", "audit t.csv", "audit - --json", "pairs l.txt", "pairs b.csv", "policy fmt -w p.yaml", "policy fmt x.yaml",
		"policy test c.yaml --policy p.yaml", "policy lint x.yaml", "policy schema", "airspace lint z.json", "airspace lint x.json --json", "airspace at 43.36,28.78",
		"map 45,19 47,19", "map 45,19 47,19 -o out.doc", "map 45,19 47,19 -o a.svg -o a.svg", "completion bash", "schema nothing", "-- -- --", "--=x a", "-=", "---",
		"__complete bash policy \"", "__complete fish --registration", "__complete", "moscow budapest --margin NaN", "moscow budapest --margin -1e308",
		"moscow budapest --alternatives 9223372036854775808", "moscow budapest --max-detour Inf%", "moscow budapest --depart 9999-12-31T23:59Z --speed 1e-300",
		"moscow budapest --level FL-1", "moscow budapest --mtow NaN", "moscow budapest --quiet --verbose", "--json --format text moscow budapest",
		"audit \x1b[31mred", "audit \u202egnp.exe", "batch \x1b]0;title\a", "check 55,37 47,19 -o \u2066x.\x7f/y", "map 45,19 47,19 -o x.\x1b[2J", "why \xff\xfe",
		"check 55,37 47,19 --type \u202eA", "policy show \x1b[0m", "help \u009b31m", "--\x1b[31m", "moscow budapest --person \u2028", "moscow budapest -o b.csv --format \u200f",
	} {
		f.Add(strings.ReplaceAll(seed, " ", "\n"))
	}
	nothing, err := os.Open(os.DevNull)
	if err != nil {
		f.Fatal(err)
	}
	stdin := os.Stdin
	os.Stdin = nothing
	f.Cleanup(func() {
		os.Stdin = stdin
		_ = nothing.Close()
	})
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == 0 })
		if len(text) > 300 || len(words) > 12 || slices.ContainsFunc(words, leavesFolder) {
			return
		}
		t.Chdir(t.TempDir())
		for name, content := range fuzzFiles {
			if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), append([]string{"flightcheck"}, words...), &stdout, &stderr)
		checkSaid(t, words, code, stdout.Bytes(), stderr.String())
		if code == exitUsage || code == exitFailure && !slices.Contains(words, "batch") {
			if got := folder(t); !maps.Equal(got, fuzzFiles) {
				t.Fatalf("%q: exit status %d, and the folder is %q", words, code, got)
			}
		}
	})
}

// leavesFolder tells whether a word may lead out of the folder, or into what never ends.
func leavesFolder(word string) bool {
	return strings.ContainsAny(word, `/\`) || strings.Contains(word, "..") || strings.Contains(strings.ToLower(word), "serve")
}

// folder returns the files of the folder.
func folder(t *testing.T) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Clean(e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(b)
	}
	return out
}

// checkSaid holds what a command line said against its exit status.
func checkSaid(t *testing.T, words []string, code int, stdout []byte, stderr string) {
	t.Helper()
	if stackTrace.MatchString(stderr) || strings.Contains(stderr, "runtime error") {
		t.Fatalf("%q: a stack on stderr: %s", words, stderr)
	}
	if plain.Text(stderr) != stderr || len(stderr) > 20_000 {
		t.Fatalf("%q: exit status %d, %d bytes on stderr that are no plain text: %q", words, code, len(stderr), stderr)
	}
	switch code {
	case exitOK, exitBlocked, exitUnknown:
		if !forPrograms(words, stdout) && plain.Text(string(stdout)) != string(stdout) {
			t.Fatalf("%q: exit status %d, and stdout is no plain text: %q", words, code, stdout)
		}
	case exitUsage, exitFailure:
		// What batch has answered stays; a file that lint refuses is an answer.
		if len(stdout) > 0 && !slices.Contains(words, "batch") && !slices.Contains(words, "lint") {
			t.Fatalf("%q: exit status %d, and stdout is %q", words, code, stdout)
		}
		if stderr == "" && !slices.Contains(words, "lint") {
			t.Fatalf("%q: exit status %d, and nothing is said", words, code)
		}
	default:
		t.Fatalf("%q: exit status %d", words, code)
	}
}

// forPrograms tells whether an answer is one that programs read, which keeps its names.
func forPrograms(words []string, stdout []byte) bool {
	if bytes.HasPrefix(stdout, []byte("{")) || bytes.HasPrefix(stdout, []byte("[")) {
		return true
	}
	line := strings.ToLower(strings.Join(words, " "))
	for _, word := range []string{"csv", "kml", "gpx", "svg", "png", "html", "batch", "pairs", "fmt", completeWord} {
		if strings.Contains(line, word) {
			return true
		}
	}
	return false
}
