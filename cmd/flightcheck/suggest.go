package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
	"github.com/flightcheck/flightcheck/internal/manual"
)

// choices are the values of flags that take one of a few words.
var choices = map[string][]string{
	"worldview": {"un", "defacto"},
	"kind":      {"state", "civil"},
	"mode":      {"check", "find"},
	"basis":     {"article", "law", "notam", "statement", "press", "assumption"},
}

// valuesOf returns the few words that a flag of a command takes, nil if it takes
// any.
func valuesOf(f cli.Flag) []string {
	name := f.Names()[0]
	if name == "format" {
		return manual.Formats(f)
	}
	return choices[name]
}

// valueWords says what the value of a flag is, in an error.
var valueWords = map[string]string{"worldview": "world view", "kind": "kind of aircraft"}

// checkValues refuses a misspelt word before any work is done, and says which was
// meant.
func checkValues(c *cli.Context) error {
	for _, f := range c.Command.Flags {
		name := f.Names()[0]
		known := valuesOf(f)
		if len(known) == 0 || !c.IsSet(name) {
			continue
		}
		given := c.StringSlice(name)
		if !manual.IsRepeated(f) {
			given = []string{c.String(name)}
		}
		for _, word := range given {
			if !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, word) }) {
				return unknownValue(c, name, word, known)
			}
		}
	}
	return nil
}

// unknownValue is the error for a value that is none of those that are known.
func unknownValue(c *cli.Context, flag, word string, known []string) error {
	what := flag
	if w, ok := valueWords[flag]; ok {
		what = w
	}
	use := "use " + known[0]
	if n := len(known) - 1; n > 0 {
		use = "use " + strings.Join(known[:n], ", ") + " or " + known[n]
	}
	if guess, ok := cliargs.Nearest(word, known); ok {
		return usage("unknown %s %q for %s; did you mean %q? %s", what, word, commandName(c), guess, use)
	}
	return usage("unknown %s %q for %s; %s", what, word, commandName(c), use)
}
