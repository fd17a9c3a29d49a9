package cliargs

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// A Cursor is a word of a command line that is still being written, and what it
// may become.
type Cursor struct {
	// Path is the chosen command, below the application; empty if none is chosen.
	Path []string
	// Command is the chosen command, else the application's default command. It
	// is nil if there is neither.
	Command *cli.Command
	// Commands are those that the word may name.
	Commands []*cli.Command
	// Flags are those that the word may name, without the ones that are given and
	// cannot be repeated.
	Flags []cli.Flag
	// Flag is the flag whose value the word is, or nil.
	Flag cli.Flag
	// Lead is what of the word stands before the value: "--format=".
	Lead string
	// Word is what has been written so far, without Lead.
	Word string
	// Args are the places before the word.
	Args []string
	// Shielded is true after "--", where every word is a place.
	Shielded bool
}

// CursorAt reads the words after the program's name, of which the last one is
// still being written, as [Reorder] will read them. Whatever is wrong in the
// words before it is passed over. Like Reorder it completes app.
func CursorAt(app *cli.App, words []string) (Cursor, error) {
	app.DisableSliceFlagSeparator = true
	app.Setup()
	hideHelpCommands(app.Commands)
	lex, err := newLexicon(app)
	if err != nil || len(words) == 0 {
		return Cursor{}, err
	}
	r := &reader{app: app, lex: lex, levels: []*level{rootLevel(app)}, given: map[string]bool{}}
	for _, w := range words[:len(words)-1] {
		r.read(w)
	}
	return r.cursor(words[len(words)-1]), nil
}

// A reader walks along the words before the cursor.
type reader struct {
	app    *cli.App
	lex    *lexicon
	levels []*level
	given  map[string]bool
	args   []string

	help     bool   // "help" stood where a command may stand
	waiting  string // the flag whose value comes next
	shielded bool
}

// last is the chosen command so far.
func (r *reader) last() *level { return r.levels[len(r.levels)-1] }

// read takes one whole word.
func (r *reader) read(word string) {
	switch {
	case r.shielded:
		r.args = append(r.args, word)
	case r.waiting != "":
		r.waiting = ""
	case word == "--":
		r.shielded = true
	case isFlag(word):
		g, hasValue := cut(word)
		r.given[g.name] = true
		if o := r.lex.options[g.name]; o != nil && o.takesValue && !hasValue {
			r.waiting = g.name
		}
	default:
		r.choose(word)
	}
}

// choose takes a word as a command, if one may stand here, or as a place.
func (r *reader) choose(word string) {
	if len(r.args) > 0 {
		r.args = append(r.args, word)
		return
	}
	children := len(r.last().children) > 0
	if children && !r.help && (word == helpWord || word == helpShort) {
		r.help = true
		return
	}
	if c := r.last().child(word); c != nil {
		r.levels = append(r.levels, commandLevel(c))
		return
	}
	r.args = append(r.args, word)
}

// cursor tells what the last word may be.
func (r *reader) cursor(word string) Cursor {
	c := Cursor{Word: word, Args: r.args, Shielded: r.shielded, Command: r.last().command}
	for _, l := range r.levels[1:] {
		c.Path = append(c.Path, l.name)
	}
	levels := slices.Clone(r.levels)
	if c.Command == nil {
		if c.Command = r.app.Command(r.app.DefaultCommand); c.Command != nil {
			levels = append(levels, commandLevel(c.Command))
		}
	}
	if r.shielded {
		return c
	}
	if r.waiting != "" {
		c.Flag = flagOf(r.app, levels, r.waiting)
		return c
	}
	if name, value, found := strings.Cut(word, "="); found && isFlag(word) {
		g, _ := cut(word)
		c.Lead, c.Word, c.Flag = name+"=", value, flagOf(r.app, levels, g.name)
		return c
	}
	if len(r.args) == 0 {
		c.Commands = r.commands()
	}
	for _, l := range slices.Backward(levels) {
		c.Flags = append(c.Flags, r.open(l)...)
	}
	return c
}

// commands are those that may stand here.
func (r *reader) commands() []*cli.Command {
	var out []*cli.Command
	add := func(list []*cli.Command) {
		for _, c := range list {
			if !c.Hidden {
				out = append(out, c)
			}
		}
	}
	add(r.last().children)
	if help := r.levels[0].child(helpWord); r.help && len(r.levels) == 1 && help != nil {
		add(help.Subcommands)
	}
	return out
}

// open are the flags of a level that may still be given.
func (r *reader) open(l *level) []cli.Flag {
	var out []cli.Flag
	for _, f := range l.flags(r.app) {
		names := f.Names()
		if len(names) == 0 || !visible(f) {
			continue
		}
		if !l.find(names[0]).repeats && slices.ContainsFunc(names, func(n string) bool { return r.given[n] }) {
			continue
		}
		out = append(out, f)
	}
	return out
}

func visible(f cli.Flag) bool {
	v, ok := f.(cli.VisibleFlag)
	return !ok || v.IsVisible()
}

// flags are those of the level, as the library has them.
func (l *level) flags(app *cli.App) []cli.Flag {
	if l.command == nil {
		return app.Flags
	}
	return flagsOf(l.command)
}

// flagOf returns the flag of that name of the last command that has it, or nil.
func flagOf(app *cli.App, levels []*level, name string) cli.Flag {
	named := func(f cli.Flag) bool { return slices.Contains(f.Names(), name) }
	for _, l := range slices.Backward(levels) {
		if i := slices.IndexFunc(l.flags(app), named); i >= 0 {
			return l.flags(app)[i]
		}
	}
	return nil
}
