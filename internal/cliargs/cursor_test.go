package cliargs_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/cliargs"
)

// A "|" stands between the words of a line; the last one is being written.
func TestCursorAt(t *testing.T) {
	tests := map[string]struct {
		line     string
		path     string
		command  string
		commands string // some that must be offered; "-" for none at all
		flag     string // whose value it is
		lead     string
		word     string
		args     string
	}{
		"nothing":                   {line: "", command: "routes", commands: "check policy help"},
		"a command":                 {line: "che", command: "routes", commands: "check", word: "che"},
		"a place":                   {line: "moscow|bud", command: "routes", commands: "-", word: "bud", args: "moscow"},
		"a child":                   {line: "policy|", path: "policy", command: "policy", commands: "list show lint"},
		"below a child":             {line: "policy|show|x", path: "policy show", command: "show", commands: "-", word: "x"},
		"alias":                     {line: "air|at|x", path: "airspace at", command: "at", commands: "-", word: "x"},
		"a value":                   {line: "check|a|--kind|ci", path: "check", command: "check", commands: "-", flag: "kind", word: "ci", args: "a"},
		"a value in the word":       {line: "check|a|--kind=ci", path: "check", command: "check", commands: "-", flag: "kind", lead: "--kind=", word: "ci", args: "a"},
		"a value of a short flag":   {line: "map|a|b|-o|x", path: "map", command: "map", commands: "-", flag: "o", word: "x", args: "a b"},
		"a flag before the command": {line: "--json|che", command: "routes", commands: "check", word: "che"},
		"a value before it":         {line: "--kind|civil|che", command: "routes", commands: "check", word: "che"},
		"a value of no command yet": {line: "--kind|ci", command: "routes", commands: "-", flag: "kind", word: "ci"},
		"a switch takes no value":   {line: "check|--json|a", path: "check", command: "check", commands: "-", word: "a"},
		"after --":                  {line: "--|che", command: "routes", commands: "-", word: "che"},
		"a flag after --":           {line: "check|--|a|--k", path: "check", command: "check", commands: "-", word: "--k", args: "a"},
		"help":                      {line: "help|", command: "routes", commands: "check policy formats"},
		"help of a group":           {line: "help|policy|l", path: "policy", command: "policy", commands: "list lint", word: "l"},
		"an unknown flag":           {line: "check|--nonsense|a", path: "check", command: "check", commands: "-", word: "a"},
		"a latitude":                {line: "check|-33.9,151|-36", path: "check", command: "check", commands: "-", word: "-36", args: "-33.9,151"},
	}
	for name, tc := range tests {
		app, _ := newApp(io.Discard)
		c, err := cliargs.CursorAt(app, strings.Split(tc.line, "|"))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var commands []string
		for _, x := range c.Commands {
			commands = append(commands, x.Name)
		}
		flag := ""
		if c.Flag != nil {
			flag = c.Flag.Names()[0]
		}
		got := []string{strings.Join(c.Path, " "), c.Command.Name, flag, c.Lead, c.Word, strings.Join(c.Args, " ")}
		if want := []string{tc.path, tc.command, tc.flag, tc.lead, tc.word, tc.args}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		for w := range strings.FieldsSeq(strings.ReplaceAll(tc.commands, "-", "")) {
			if !slices.Contains(commands, w) {
				t.Errorf("%s: %q is not among %q", name, w, commands)
			}
		}
		if tc.commands == "-" && len(commands) > 0 {
			t.Errorf("%s: no command can stand here, not %q", name, commands)
		}
	}
}

// Flags are offered until they are given; those that repeat, always.
func TestCursorFlags(t *testing.T) {
	for line, tc := range map[string]struct{ has, hasNot string }{
		"check|":                        {"kind grant json quiet", ""},
		"check|--kind|civil|--json|":    {"grant quiet", "kind json"},
		"check|--grant|UA|":             {"grant", ""},
		"check|--quiet|":                {"kind", "quiet"},
		"":                              {"kind quiet", ""},
		"policy|list|":                  {"json", "kind"},
		"policy|show|--verbose|":        {"verbose", ""},
		"check|-r|RS|":                  {"kind", "registration"},
		"check|--|":                     {"", "kind quiet"},
		"check|--countries|f|--kind=x|": {"json", "countries kind"},
	} {
		app, _ := newApp(io.Discard)
		c, err := cliargs.CursorAt(app, strings.Split(line, "|"))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range c.Flags {
			names = append(names, f.Names()[0])
		}
		for w := range strings.FieldsSeq(tc.has) {
			if !slices.Contains(names, w) {
				t.Errorf("%q: --%s is not offered", line, w)
			}
		}
		for w := range strings.FieldsSeq(tc.hasNot) {
			if slices.Contains(names, w) {
				t.Errorf("%q: --%s is offered", line, w)
			}
		}
	}
}

// Whatever the words are, there is an answer, and it is about the last of them.
func TestCursorOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"", "-", "--", "moscow", "check", "policy", "help", "--kind", "--kind=", "-o", "--json", "-33.9,1", "--=", "=", "ü"})
		words := rapid.SliceOfN(word, 1, 5).Draw(t, "words")
		app, _ := newApp(io.Discard)
		c, err := cliargs.CursorAt(app, words)
		if err != nil || c.Lead+c.Word != words[len(words)-1] {
			t.Fatalf("%q: %+v, %v", words, c, err)
		}
	})
}

func TestCursorOfNothing(t *testing.T) {
	app, _ := newApp(io.Discard)
	if c, err := cliargs.CursorAt(app, nil); err != nil || c.Command != nil {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestNearest(t *testing.T) {
	values := []string{"text", "json", "geojson", "permits", "permits-csv", "png"}
	for word, want := range map[string]string{
		"jsno": "json", "JSON": "json", "geo": "geojson", "geojsno": "geojson", "permit": "permits", "pngg": "png",
		"perm": "", "yaml": "", "": "", "g": "",
	} {
		if got, ok := cliargs.Nearest(word, values); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", word, got, ok, want)
		}
	}
}
