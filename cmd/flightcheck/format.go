package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// formatOf returns the asked format; the first allowed one is the default.
func formatOf(c *cli.Context, allowed ...string) (string, error) {
	format := c.String("format")
	switch {
	case c.Bool("json") && format != "" && format != "json":
		return "", usage("--json and --format %s contradict each other; leave one out", format)
	case c.Bool("json"):
		format = "json"
	case format == "":
		format = allowed[0]
	}
	if !slices.Contains(allowed, format) {
		return "", usage("unknown format %q for %s; use %s", format, c.Command.FullName(), strings.Join(allowed, ", "))
	}
	return format, nil
}

// noPlaces refuses words that a command has no use for.
func noPlaces(c *cli.Context) error {
	if c.NArg() > 0 {
		return usage("%s takes no place; leave out %q", c.Command.FullName(), c.Args().First())
	}
	return nil
}
