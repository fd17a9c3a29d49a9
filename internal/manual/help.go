package manual

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
)

// helpName is the command that shows help: it has none itself.
const helpName = "help"

// WriteHelp prints the help of the command of a path; of the application if the path
// is empty, or that of no command.
func (b *Book) WriteHelp(w io.Writer, path []string) {
	c := b.commandAt(path)
	if c == nil || c.Name == helpName {
		b.writeAppHelp(w)
		return
	}
	name := strings.Join(path, " ")
	fmt.Fprintln(w, Wrapped(b.App.Name+" "+name+": "+b.Brief(name, c.Usage), Width, 0))
	const usage = "Usage: "
	fmt.Fprintf(w, "\n%s%s\n", usage, Wrapped(b.usageLine(name, c), Width, len(usage)))
	if list := b.Examples[name]; len(list) > 0 {
		fmt.Fprintln(w)
		b.writeExamples(w, list)
	}
	if len(c.Subcommands) > 0 {
		fmt.Fprintln(w, "\nCommands")
		b.writeCommands(w, name+" ", c.Subcommands)
	}
	b.writeFlags(w, name, c)
	if c.Description != "" {
		fmt.Fprintln(w)
		for _, line := range described(c.Description, Width) {
			fmt.Fprintln(w, line)
		}
	}
	if len(c.Subcommands) > 0 {
		fmt.Fprintf(w, "\nMore: %s %s COMMAND --help\n", b.App.Name, name)
	}
}

// writeAppHelp prints the help of the whole application.
func (b *Book) writeAppHelp(w io.Writer) {
	fmt.Fprint(w, b.Title, "\n\n")
	b.writeExamples(w, b.Examples[""])
	fmt.Fprintln(w, "\nCommands")
	b.writeCommands(w, "", slices.DeleteFunc(slices.Clone(b.App.Commands), func(c *cli.Command) bool { return c.Name == helpName }))
	fmt.Fprint(w, "\n", b.Closing)
}

// writeExamples prints command lines, each with what it is for: behind it if that
// fits, else below.
func (b *Book) writeExamples(w io.Writer, list []Example) {
	const gap = 2
	longest, column := 0, 0
	for _, e := range list {
		longest = max(longest, utf8.RuneCountInString(e.Says))
	}
	for _, e := range list {
		if n := utf8.RuneCountInString(b.typed(e)); e.Says != "" && gap+n+gap+longest <= Width {
			column = max(column, n)
		}
	}
	for _, e := range list {
		switch line := b.typed(e); {
		case e.Says == "":
			fmt.Fprintf(w, "  %s\n", line)
		case utf8.RuneCountInString(line) > column:
			fmt.Fprintf(w, "  %s\n      %s\n", line, e.Says)
		default:
			fmt.Fprintf(w, "  %-*s  %s\n", column, line, e.Says)
		}
	}
}

// writeCommands prints the commands, each on one line.
func (b *Book) writeCommands(w io.Writer, prefix string, list []*cli.Command) {
	column := 0
	for _, c := range list {
		column = max(column, len(c.Name))
	}
	for _, c := range list {
		if c.Hidden {
			continue
		}
		fmt.Fprintf(w, "  %-*s  %s\n", column, c.Name, Clipped(b.Brief(prefix+c.Name, c.Usage), Width-column-4))
	}
}

// writeFlags prints the flags of a command in their groups, each on one line.
func (b *Book) writeFlags(w io.Writer, name string, c *cli.Command) {
	flags := slices.Clone(c.Flags)
	if len(flags) == 0 && len(c.Subcommands) > 0 {
		return
	}
	for _, f := range b.App.Flags {
		if f != cli.VersionFlag && !slices.ContainsFunc(c.Flags, func(own cli.Flag) bool { return own.Names()[0] == f.Names()[0] }) {
			flags = append(flags, f)
		}
	}
	flags = slices.DeleteFunc(flags, func(f cli.Flag) bool { return !isShown(f) })
	column, repeats := 0, false
	for _, f := range flags {
		column = max(column, utf8.RuneCountInString(Spelling(f)))
	}
	for _, group := range b.Groups {
		for i, f := range b.inGroup(name, flags, group) {
			if i == 0 {
				fmt.Fprintln(w, "\n"+group.Title)
			}
			repeats = repeats || IsRepeated(f)
			fmt.Fprintf(w, "  %-*s  %s\n", column, Spelling(f), Clipped(b.FlagBrief(name, f), Width-column-4))
		}
	}
	if repeats {
		fmt.Fprintln(w, "\nA flag with … may be given more than once. Flags may stand anywhere.")
	}
}
