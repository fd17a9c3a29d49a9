package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
)

// helpWidth is the width of all help: that of the smallest terminal in use.
const helpWidth = 80

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
func writeHelp(w io.Writer, app *cli.App, path []string) {
	c := commandAt(app.Commands, path)
	if c == nil || c.Name == "help" {
		writeAppHelp(w, app)
		return
	}
	name := strings.Join(path, " ")
	fmt.Fprintln(w, wrapped("flightcheck "+name+": "+briefOf(name, c.Usage), helpWidth))
	fmt.Fprintf(w, "\nUsage: %s\n", strings.ReplaceAll(wrapped(usageLine(name, c), helpWidth-7), "\n", "\n       "))
	if list := examples[name]; len(list) > 0 {
		fmt.Fprintln(w)
		writeExamples(w, list)
	}
	if len(c.Subcommands) > 0 {
		fmt.Fprintln(w, "\nCommands")
		writeCommands(w, name+" ", c.Subcommands)
	}
	writeFlags(w, app, name, c)
	if c.Description != "" {
		fmt.Fprintln(w)
		for _, line := range described(c.Description, helpWidth) {
			fmt.Fprintln(w, line)
		}
	}
	if len(c.Subcommands) > 0 {
		fmt.Fprintf(w, "\nMore: flightcheck %s COMMAND --help\n", name)
	}
}

// commandAt returns the command of that path, or nil.
func commandAt(commands []*cli.Command, path []string) *cli.Command {
	var found *cli.Command
	for _, name := range path {
		i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(name) })
		if i < 0 {
			return nil
		}
		found, commands = commands[i], commands[i].Subcommands
	}
	return found
}

// usageLine shows the form of a command.
func usageLine(name string, c *cli.Command) string {
	words := []string{"flightcheck", name}
	if name == "routes" {
		words[1] = "[routes]"
	}
	switch args := strings.TrimSpace(c.ArgsUsage); {
	case args != "":
		words = append(words, args)
	case len(c.Subcommands) > 0:
		words = append(words, "COMMAND")
	}
	return strings.Join(append(words, "[flags]"), " ")
}

// writeAppHelp prints the help of the whole command, on one screen.
func writeAppHelp(w io.Writer, app *cli.App) {
	fmt.Fprint(w, "flightcheck: may a flight go from A to B, who blocks it, which way remains?\n\n")
	writeExamples(w, examples[""])
	fmt.Fprintln(w, "\nCommands")
	writeCommands(w, "", slices.DeleteFunc(slices.Clone(app.Commands), func(c *cli.Command) bool { return c.Name == "help" }))
	fmt.Fprint(w, "\nExit status: 0 a way is open or needs permission, 4 unknown, 3 all are blocked.\n"+
		"More: flightcheck help exit-codes|formats|policy, flightcheck COMMAND --help\n")
}

// writeExamples prints command lines, each with what it is for: behind it if that
// fits, else below.
func writeExamples(w io.Writer, list []example) {
	const gap = 2
	longest, column := 0, 0
	for _, e := range list {
		longest = max(longest, utf8.RuneCountInString(e.says))
	}
	for _, e := range list {
		if n := utf8.RuneCountInString(e.shown()); e.says != "" && gap+n+gap+longest <= helpWidth {
			column = max(column, n)
		}
	}
	for _, e := range list {
		switch {
		case e.says == "":
			fmt.Fprintf(w, "  %s\n", e.shown())
		case utf8.RuneCountInString(e.shown()) > column:
			fmt.Fprintf(w, "  %s\n      %s\n", e.shown(), e.says)
		default:
			fmt.Fprintf(w, "  %-*s  %s\n", column, e.shown(), e.says)
		}
	}
}

// writeCommands prints the commands, each on one line.
func writeCommands(w io.Writer, prefix string, list []*cli.Command) {
	column := 0
	for _, c := range list {
		column = max(column, len(c.Name))
	}
	for _, c := range list {
		if c.Hidden {
			continue
		}
		fmt.Fprintf(w, "  %-*s  %s\n", column, c.Name, clipped(briefOf(prefix+c.Name, c.Usage), helpWidth-column-4))
	}
}

// writeFlags prints the flags of a command in their groups, each on one line.
func writeFlags(w io.Writer, app *cli.App, name string, c *cli.Command) {
	flags := slices.Clone(c.Flags)
	if len(flags) == 0 && len(c.Subcommands) > 0 {
		return
	}
	for _, f := range app.Flags {
		if f != cli.VersionFlag && !slices.ContainsFunc(c.Flags, func(own cli.Flag) bool { return own.Names()[0] == f.Names()[0] }) {
			flags = append(flags, f)
		}
	}
	flags = slices.DeleteFunc(flags, func(f cli.Flag) bool {
		v, ok := f.(cli.VisibleFlag)
		return ok && !v.IsVisible()
	})
	column, repeats := 0, false
	for _, f := range flags {
		column = max(column, utf8.RuneCountInString(spelling(f)))
	}
	for _, group := range flagGroups {
		for i, f := range inGroup(name, flags, group.title) {
			if i == 0 {
				fmt.Fprintln(w, "\n"+group.title)
			}
			repeats = repeats || isRepeated(f)
			fmt.Fprintf(w, "  %-*s  %s\n", column, spelling(f), clipped(flagBrief(name, f), helpWidth-column-4))
		}
	}
	if repeats {
		fmt.Fprintln(w, "\nA flag with … may be given more than once. Flags may stand anywhere.")
	}
}

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
