package main

import (
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/manual"
)

// bookOf is all that help, man page and completion say of the command.
func bookOf(app *cli.App) *manual.Book {
	book := &manual.Book{
		App:   app,
		Title: "flightcheck: may a flight go from A to B, who blocks it, which way remains?",
		Closing: "Exit status: 0 a way is open or needs permission, 4 unknown, 3 all are blocked.\n" +
			"More: flightcheck help exit-codes|formats|policy, flightcheck COMMAND --help\n",
		Examples: make(map[string][]manual.Example, len(examples)),
		Groups:   flagGroups(),
		Briefs:   briefs,
	}
	for command, list := range examples {
		for _, e := range list {
			book.Examples[command] = append(book.Examples[command], manual.Example{Line: e.line, Says: e.says})
		}
	}
	return book
}

// helpPath returns the command whose help is asked for by a line that
// [cliargs.Reorder] put in order.
func helpPath(ordered []string) ([]string, bool) {
	last := len(ordered) - 1
	if last < 1 || ordered[last] != "--help" || slices.Contains(ordered, "--") {
		return nil, false
	}
	return ordered[1:last], true
}

// showHelp prints the help of the command of that path on stdout.
func showHelp(app *cli.App, path []string) error {
	return deliver(app.Writer, "", func(w io.Writer) error {
		writeHelp(w, app, path)
		return nil
	})
}

// writeHelp prints the help of the command of that path; of the application if it
// is empty.
func writeHelp(w io.Writer, app *cli.App, path []string) { bookOf(app).WriteHelp(w, path) }

// helpCommand holds the topics.
func helpCommand() *cli.Command {
	c := &cli.Command{
		Name: "help", Aliases: []string{"h"}, ArgsUsage: "[COMMAND|TOPIC]", HideHelpCommand: true,
		Usage: "help on a command, or on a topic",
	}
	for _, t := range topics() {
		c.Subcommands = append(c.Subcommands, &cli.Command{
			Name: t.name, Usage: t.says, HideHelpCommand: true, Flags: t.flags,
			Action: func(c *cli.Context) error {
				if err := noPlaces(c); err != nil {
					return err
				}
				return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error { return t.write(w, c.App) })
			},
		})
	}
	return c
}
