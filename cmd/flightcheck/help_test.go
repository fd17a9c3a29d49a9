package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/manual"
)

// screenHeight is that of the smallest terminal in use.
const screenHeight = 24

// answered is what a command line comes to.
type answered struct {
	code           int
	stdout, stderr string
}

func runLine(t *testing.T, words ...string) answered {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), append([]string{"flightcheck"}, words...), &stdout, &stderr)
	return answered{code, stdout.String(), stderr.String()}
}

// eachCommand calls visit for each command that is shown.
func eachCommand(prefix string, list []*cli.Command, visit func(name string, c *cli.Command)) {
	for _, c := range list {
		visit(prefix+c.Name, c)
		eachCommand(prefix+c.Name+" ", c.Subcommands, visit)
	}
}

func wantsLines(t *testing.T, what, text string, height int) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > height {
		t.Errorf("%s has %d lines, and a screen has %d", what, len(lines), height)
	}
	for _, l := range lines {
		if n := utf8.RuneCountInString(l); n > manual.Width || strings.TrimRight(l, " ") != l {
			t.Errorf("%s: %d letters, or a space at the end: %q", what, n, l)
		}
	}
}

func TestHelpFitsTheScreen(t *testing.T) {
	for _, words := range [][]string{{"--help"}, {"help"}, {"-h"}, {"help", "exit-codes"}, {"help", "formats"}, {"help", "policy"}} {
		got := runLine(t, words...)
		if got.code != exitOK || got.stderr != "" {
			t.Errorf("%q: exit %d, stderr %q", words, got.code, got.stderr)
		}
		wantsLines(t, strings.Join(words, " "), got.stdout, screenHeight)
	}
	if a, b := runLine(t, "help"), runLine(t, "--help"); a != b {
		t.Errorf("help shows\n%s--help shows\n%s", a.stdout, b.stdout)
	}
}

// The help of each command has its flags, each on a line of which nothing was cut
// off, and examples.
func TestHelpOfEachCommand(t *testing.T) {
	eachCommand("", newApp(io.Discard, io.Discard).Commands, func(name string, c *cli.Command) {
		if strings.HasPrefix(name, "help") {
			return
		}
		words := strings.Fields(name)
		got := runLine(t, append(words, "--help")...)
		if got.code != exitOK || got.stderr != "" {
			t.Errorf("%s --help: exit %d, stderr %q", name, got.code, got.stderr)
		}
		if other := runLine(t, append([]string{"help"}, words...)...); other != got && name != "policy" {
			t.Errorf("help %s shows\n%s", name, other.stdout)
		}
		wantsLines(t, name+" --help", got.stdout, 100)
		if strings.Contains(strings.ReplaceAll(got.stdout, "press, …\n", ""), "…\n") {
			t.Errorf("%s --help: a text is too long for its line; give it a short one in briefs:\n%s", name, got.stdout)
		}
		for _, f := range c.Flags {
			v, ok := f.(cli.VisibleFlag)
			shown := !ok || v.IsVisible()
			if strings.Contains(got.stdout, "\n  "+manual.Spelling(f)+" ") != shown {
				t.Errorf("%s --help has %s: %v, want %v", name, manual.Spelling(f), !shown, shown)
			}
		}
		if len(examples[name]) == 0 && !strings.HasPrefix(name, "completion ") {
			t.Errorf("%s has no example: put one into examples", name)
		}
	})
}

// stopper ends a command that goes on for ever, as soon as it has begun.
type stopper struct {
	bytes.Buffer
	stop context.CancelFunc
}

func (s *stopper) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("serving on")) {
		s.stop()
	}
	return s.Buffer.Write(p)
}

// Each example of the help ends as it says.
func TestExamplesOfHelp(t *testing.T) {
	fir, err := os.ReadFile("testdata/zones/fir.geojson")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"fir.geojson": string(fir), "my-rules.yaml": myRules, "my.cases.yaml": myCases, "my-borders.geojson": myBorders,
		"pairs.csv": "id,from,to\n1,LYS,FRA\n", "airports.txt": "LYS\nFRA\nBUD\n", "track.csv": myTrack,
		"new-rules.yaml": strings.ReplaceAll(myRules, "effect: ban", "effect: deny"),
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	names := map[string]bool{"": true}
	eachCommand("", newApp(io.Discard, io.Discard).Commands, func(name string, _ *cli.Command) { names[name] = true })
	for command, list := range examples {
		if !names[command] {
			t.Errorf("there are examples of %q, which is no command", command)
		}
		for _, e := range list {
			ctx, stop := context.WithCancel(t.Context())
			var stdout bytes.Buffer
			stderr := stopper{stop: stop}
			code := run(ctx, strings.Fields(e.shown()), &stdout, &stderr)
			stop()
			if code != e.exit {
				t.Errorf("%s: exit %d, want %d: %s", e.shown(), code, e.exit, stderr.String())
			}
			if command != "" && command != "routes" && !strings.HasPrefix(e.line+" ", command+" ") {
				t.Errorf("%s stands among the examples of %s", e.shown(), command)
			}
		}
	}
}

const myRules = `version: 1
set: my-rules
as_of: 2025-10-24
covers: [DZ, MA]
rules:
  - id: DZ-MOROCCO
    issuer: DZ
    territory: [DZ]
    subject: {registration: [MA]}
    effect: ban
    stated: 2021-09-22
    from: 2021-09-22
    basis: press
    says: closed its airspace to Moroccan aircraft
    sources:
      - {publisher: ch-aviation, date: 2021-09}
    summary: Algeria bars aircraft of Morocco.
`

const myCases = `version: 1
policies: [./my-rules.yaml]
cases:
  - name: a Moroccan aircraft over Algeria
    flight: {registration: MA, kind: civil, date: 2025-10-24}
    territory: DZ
    want: {status: blocked, rule: DZ-MOROCCO}
`

const myBorders = `{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"iso_a2": "FR", "name": "France"},
  "geometry": {"type": "Polygon", "coordinates": [[[0, 44], [4, 44], [4, 48], [0, 48], [0, 44]]]}}]}
`

const myTrack = `time,lat,lon
2025-10-30T08:00:00Z,47.0,19.0
2025-10-30T08:10:00Z,46.0,19.8
`

// The rule that the topic shows is one: it is in order, and can be added.
func TestPolicyTopicShowsARule(t *testing.T) {
	_, rest, _ := strings.Cut(policyText, "\n\n")
	yaml, _, _ := strings.Cut(rest, "\n\n")
	t.Chdir(t.TempDir())
	if err := os.WriteFile("mine.yaml", []byte(strings.ReplaceAll(yaml, "\n  ", "\n")[2:]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := runLine(t, "policy", "lint", "mine.yaml"); got.code != exitOK {
		t.Errorf("policy lint: exit %d, %s%s", got.code, got.stdout, got.stderr)
	}
	if got := runLine(t, "CMN", "TUN", "--registration", "MA", "--kind", "civil", "--with", "mine.yaml", "--json"); !strings.Contains(got.stdout, "DZ-MOROCCO") {
		t.Errorf("--with: exit %d, %s", got.code, got.stderr)
	}
}

// The formats that help names are those that commands take, and no other.
func TestFormatsTopic(t *testing.T) {
	var told []string
	for _, f := range formatHelp() {
		told = append(told, f.Name)
	}
	if want := routeFormats(); !slices.Equal(told, want) {
		t.Errorf("help formats has %q, routes takes %q", told, want)
	}
}

// The man page is that of the tables of today.
func TestManPageIsCommitted(t *testing.T) {
	committed, err := os.ReadFile(filepath.Join("..", "..", "docs", "flightcheck.1"))
	if err != nil {
		t.Fatal(err)
	}
	got := runLine(t, "help", "man")
	if got.code != exitOK || got.stdout != string(committed) {
		t.Errorf("exit %d; docs/flightcheck.1 is another: run go generate ./cmd/flightcheck", got.code)
	}
	for i, l := range strings.Split(got.stdout, "\n") {
		for _, r := range l {
			if r > 127 {
				t.Errorf("line %d: %q is not ASCII", i+1, r)
			}
		}
	}
}
