// Package manual draws the help of a program and its man page. Both come from the
// tables of the library that reads the command line, and from a few texts of the
// program: a [Book].
//
// Help is made for the smallest terminal in use: a line for each command and each flag,
// none wider than [Width]. The man page says the same at length.
package manual

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// Width is the width of all help: that of the smallest terminal in use.
const Width = 80

// Book is all that help and man page are drawn from.
type Book struct {
	App *cli.App
	// Title stands above the help of the application, Closing below it.
	Title, Closing string
	// Examples are those of the commands, by their paths ("policy list"), and of the
	// application ("").
	Examples map[string][]Example
	// Groups are those in which flags are shown, in this order.
	Groups []Group
	// Briefs are the texts that help shows for commands ("policy lint") and flags
	// ("--date") whose own text is longer than a line; "policy lint --date" is for that
	// flag of one command.
	Briefs map[string]string
}

// Example is a command line that help shows.
type Example struct {
	Line string // without the name of the program
	Says string
}

// Group is a title with the flags that help shows under it, in their order.
type Group struct {
	Title string
	Flags []string
}

// Own is the title of the group with the flags that belong to one command alone: those
// that no group has, or that a brief tells for that command.
const Own = "This command"

// Brief is what help says of a command: its brief, else its whole usage.
func (b *Book) Brief(command, usage string) string {
	if s, ok := b.Briefs[command]; ok {
		return s
	}
	return usage
}

// FlagBrief is what help says of a flag of a command.
func (b *Book) FlagBrief(command string, f cli.Flag) string {
	name := f.Names()[0]
	if s, ok := b.Briefs[command+" --"+name]; ok {
		return s
	}
	if isFormat(f) {
		if values := Formats(f); len(values) > 0 {
			return strings.Join(values, ", ")
		}
	}
	if s, ok := b.Briefs["--"+name]; ok && b.groupOf(command, f) != Own {
		return s
	}
	return usageOf(f)
}

// groupOf is the title under which help shows a flag of a command.
func (b *Book) groupOf(command string, f cli.Flag) string {
	name := f.Names()[0]
	if _, own := b.Briefs[command+" --"+name]; own {
		return Own
	}
	for _, g := range b.Groups {
		if slices.Contains(g.Flags, name) {
			return g.Title
		}
	}
	return Own
}

// inGroup returns the flags of a command that help shows in a group, in its order.
func (b *Book) inGroup(command string, flags []cli.Flag, g Group) []cli.Flag {
	out := slices.DeleteFunc(slices.Clone(flags), func(f cli.Flag) bool { return b.groupOf(command, f) != g.Title })
	slices.SortStableFunc(out, func(x, y cli.Flag) int {
		return slices.Index(g.Flags, x.Names()[0]) - slices.Index(g.Flags, y.Names()[0])
	})
	return out
}

// commandAt returns the command of a path, or nil.
func (b *Book) commandAt(path []string) *cli.Command {
	var found *cli.Command
	commands := b.App.Commands
	for _, name := range path {
		i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(name) })
		if i < 0 {
			return nil
		}
		found, commands = commands[i], commands[i].Subcommands
	}
	return found
}

// typed is an example as it is typed.
func (b *Book) typed(e Example) string { return b.App.Name + " " + e.Line }

// usageLine shows the form of a command.
func (b *Book) usageLine(name string, c *cli.Command) string {
	words := []string{b.App.Name, name}
	if name == b.App.DefaultCommand {
		words[1] = "[" + name + "]"
	}
	switch args := strings.TrimSpace(c.ArgsUsage); {
	case args != "":
		words = append(words, args)
	case len(c.Subcommands) > 0:
		words = append(words, "COMMAND")
	}
	return strings.Join(append(words, "[flags]"), " ")
}
