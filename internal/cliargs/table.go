package cliargs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// An option is what the pass has to know of one flag of the library.
type option struct {
	names      []string // the first one is written to the result
	takesValue bool
	repeats    bool // each time adds a value, or is counted
}

// spelled is the flag as a person writes it: -o, --json.
func (o *option) spelled() string { return dashed(o.names[0]) }

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// A level is one command on the way from the application to the chosen
// command, with its own flags in the order of its table.
type level struct {
	name     string         // "" for the application
	command  *cli.Command   // nil for the application
	children []*cli.Command // without the library's help command
	options  []*option
}

// find returns the option of that name, or nil.
func (l *level) find(name string) *option {
	for _, o := range l.options {
		if slices.Contains(o.names, name) {
			return o
		}
	}
	return nil
}

// child returns the command of that name or alias, or nil.
func (l *level) child(name string) *cli.Command {
	for _, c := range l.children {
		if c.HasName(name) {
			return c
		}
	}
	return nil
}

// childNames returns the names of the visible commands.
func (l *level) childNames() []string {
	var names []string
	for _, c := range l.children {
		if !c.Hidden {
			names = append(names, c.Names()...)
		}
	}
	return names
}

func rootLevel(app *cli.App) *level {
	return &level{children: app.Commands, options: options(app.Flags)}
}

func commandLevel(c *cli.Command) *level {
	return &level{name: c.Name, command: c, children: c.Subcommands, options: options(flagsOf(c))}
}

// flagsOf returns the flags of a command with that for help, which the library
// adds only when the command runs.
func flagsOf(c *cli.Command) []cli.Flag {
	if c.HideHelp || cli.HelpFlag == nil || slices.Contains(c.Flags, cli.HelpFlag) {
		return c.Flags
	}
	return append(slices.Clone(c.Flags), cli.HelpFlag)
}

func options(flags []cli.Flag) []*option {
	var list []*option
	for _, f := range flags {
		if len(f.Names()) == 0 {
			continue
		}
		o := &option{names: f.Names(), takesValue: true}
		if d, ok := f.(cli.DocGenerationFlag); ok {
			o.takesValue = d.TakesValue()
		}
		switch f := f.(type) {
		case cli.DocGenerationSliceFlag:
			o.repeats = f.IsSliceFlag()
		case *cli.BoolFlag:
			o.repeats = f.Count != nil
		}
		list = append(list, o)
	}
	return list
}

// A lexicon holds every flag of every command: before the command is known, it
// tells which flags are followed by a value.
type lexicon struct {
	options map[string]*option
	owners  map[string][]string // the commands that have the flag, in order
}

func newLexicon(app *cli.App) (*lexicon, error) {
	x := &lexicon{options: map[string]*option{}, owners: map[string][]string{}}
	if err := x.add(rootLevel(app), app.Name); err != nil {
		return nil, err
	}
	return x, nil
}

func (x *lexicon) add(l *level, path string) error {
	for _, o := range l.options {
		for _, name := range o.names {
			if old, ok := x.options[name]; ok && old.takesValue != o.takesValue {
				return fmt.Errorf("the flag %s takes a value in %q and none in %q: give one of them another name",
					dashed(name), x.owners[name][0], path)
			}
			x.options[name] = o
			x.owners[name] = append(x.owners[name], path)
		}
	}
	for _, c := range l.children {
		if err := x.add(commandLevel(c), strings.TrimSpace(path+" "+c.Name)); err != nil {
			return err
		}
	}
	return nil
}

// names returns all flag names of two letters and more, sorted.
func (x *lexicon) names() []string {
	var names []string
	for name := range x.options {
		if len(name) > 1 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
