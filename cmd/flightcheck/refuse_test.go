package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// TestValuesThatAreNoNumbers gives each flag that takes a number or a time a word
// instead: exit status 2, nothing on stdout, and one line on stderr. The library by
// itself would print its help on stdout.
func TestValuesThatAreNoNumbers(t *testing.T) {
	tried := 0
	var all func(path []string, commands []*cli.Command)
	all = func(path []string, commands []*cli.Command) {
		for _, c := range commands {
			words := slices.Concat(path, []string{c.Name})
			all(words, c.Subcommands)
			for _, f := range c.Flags {
				switch f.(type) {
				case *cli.IntFlag, *cli.Int64Flag, *cli.UintFlag, *cli.Float64Flag, *cli.DurationFlag:
				default:
					continue
				}
				tried++
				line := slices.Concat(words, []string{"moscow", "budapest", "--" + f.Names()[0] + "=much"})
				var stdout, stderr bytes.Buffer
				code := run(t.Context(), append([]string{"flightcheck"}, line...), &stdout, &stderr)
				if code != exitUsage || stdout.Len() > 0 || strings.Count(stderr.String(), "\n") != 1 {
					t.Errorf("%s: exit status %d, stdout %.60q, stderr %q", strings.Join(line, " "), code, stdout.String(), stderr.String())
				}
			}
		}
	}
	all(nil, newApp(nil, nil).Commands)
	if tried == 0 {
		t.Error("no flag takes a number")
	}
}
