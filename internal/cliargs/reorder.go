package cliargs

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// Reorder returns args, the whole command line with the program's name first,
// as app reads it rightly: the chosen command, its flags as "--name=value"
// under their first name, then "--" and the places.
//
// The first word that is no flag is the command if it names one; otherwise the
// command is app.DefaultCommand and the word a place. A flag may stand
// anywhere and belongs to the chosen command, or else to a command above it.
// Words that begin with a minus and a digit are places, a lone "-" is one, and
// so is every word after "--". A request for help keeps the command and drops
// everything else. A flag that takes no list may be repeated only with the
// same value.
//
// A word that is near to a command's name (see [MistypedCommand]) is refused
// as a mistyped command if the words after it suit that command, unless they are
// two, or one alone, and places. isPlace answers that; it is asked only then, and should
// say yes to exact names alone. If it is nil, no word is known to be a place.
//
// An application may have a help command of its own, whose subcommands are
// topics: "help formats" chooses the topic of that name, unless more words
// follow and it is a command too.
//
// Reorder completes app ([cli.App.Setup]) and sets DisableSliceFlagSeparator
// in it, so that a comma stays part of a value, and HideHelpCommand in every
// command without subcommands, so that a place may be called "help". It is not
// safe for concurrent use with the same app. The error is an [*Error] for a
// line that cannot be read, and of another type only for an app in which one
// name is a flag with a value here and without one there.
func Reorder(app *cli.App, args []string, isPlace func(word string) bool) ([]string, error) {
	app.DisableSliceFlagSeparator = true
	app.Setup()
	hideHelpCommands(app.Commands)
	if len(args) == 0 {
		return []string{app.Name}, nil
	}
	if app.EnableBashCompletion && isCompletion(args[len(args)-1]) {
		return slices.Clone(args), nil
	}
	lex, err := newLexicon(app)
	if err != nil {
		return nil, err
	}
	ln, err := lex.split(args[1:])
	if err != nil {
		return nil, err
	}
	p := &pass{app: app, lex: lex, line: ln, levels: []*level{rootLevel(app)}, isPlace: isPlace}
	if err := p.choose(); err != nil {
		return nil, err
	}
	return p.write(args[0])
}

func hideHelpCommands(commands []*cli.Command) {
	for _, c := range commands {
		if len(c.Subcommands) == 0 && c.Name != helpWord {
			c.HideHelpCommand = true
		}
		hideHelpCommands(c.Subcommands)
	}
}

func isCompletion(word string) bool {
	return slices.ContainsFunc(cli.BashCompletionFlag.Names(), func(name string) bool { return word == "--"+name })
}

// helpWord is the command by which the library shows help; it has a short form.
const (
	helpWord  = "help"
	helpShort = "h"
)

// A pass is one call of Reorder.
type pass struct {
	app      *cli.App
	lex      *lexicon
	line     *line
	levels   []*level // the application, then the commands down to the chosen one
	helpWord bool     // "help" stood where a command may stand
	isPlace  func(string) bool
}

// last is the chosen command so far.
func (p *pass) last() *level { return p.levels[len(p.levels)-1] }

// path is the chosen command as it is typed.
func (p *pass) path() string {
	parts := []string{p.app.Name}
	for _, l := range p.levels[1:] {
		parts = append(parts, l.name)
	}
	return strings.Join(parts, " ")
}

// choose finds the command and leaves the places in p.line.words.
func (p *pass) choose() error {
	for len(p.line.words) > 0 {
		word := p.line.words[0]
		children := len(p.last().children) > 0
		if p.helpWord && p.topic(word) {
			return nil
		}
		switch c := p.last().child(word); {
		case children && (word == helpWord || word == helpShort):
			p.helpWord = true
		case c != nil:
			p.levels = append(p.levels, commandLevel(c))
		case children && (len(p.levels) > 1 || p.helpWord):
			return p.unknownCommand(word)
		default:
			return p.chooseDefault()
		}
		p.line.words = p.line.words[1:]
	}
	if len(p.levels) > 1 && len(p.last().children) > 0 && len(p.line.shielded) > 0 {
		return p.unknownCommand(p.line.shielded[0])
	}
	return p.chooseDefault()
}

// topic chooses the topic of that name, and reports whether there is one.
func (p *pass) topic(word string) bool {
	root := p.levels[0]
	help := root.child(helpWord)
	if len(p.levels) > 1 || help == nil {
		return false
	}
	l := commandLevel(help)
	t := l.child(word)
	if t == nil || len(p.line.words) > 1 && root.child(word) != nil {
		return false
	}
	p.helpWord = false
	p.levels = append(p.levels, l, commandLevel(t))
	p.line.words = p.line.words[1:]
	return true
}

// chooseDefault takes the default command if the line names none.
func (p *pass) chooseDefault() error {
	if len(p.levels) > 1 || p.helpWord {
		return nil
	}
	if guess, ok := p.mistyped(); ok {
		return &Error{
			Word:    p.line.words[0],
			Problem: "unknown command " + quote(p.line.words[0]),
			Hint:    "did you mean " + quote(guess) + "?",
		}
	}
	c := p.app.Command(p.app.DefaultCommand)
	if c == nil && len(p.line.words) == 0 && len(p.line.shielded) > 0 && p.last().child(p.line.shielded[0]) != nil {
		word := p.line.shielded[0] // the library would run it
		return &Error{Word: word, Problem: quote(word) + ` stands after "--", where no command can stand`, Hint: "leave the -- out"}
	}
	if c == nil || len(p.line.words)+len(p.line.shielded) == 0 && !p.hasFlagOf(c) {
		return nil
	}
	p.levels = append(p.levels, commandLevel(c))
	return nil
}

// hasFlagOf reports whether a flag was given that only the default command
// has: a line of such flags alone is a question without places.
func (p *pass) hasFlagOf(c *cli.Command) bool {
	l := commandLevel(c)
	return slices.ContainsFunc(p.line.flags, func(f given) bool {
		return p.levels[0].find(f.name) == nil && l.find(f.name) != nil
	})
}

// unknownCommand is the error for a word that stands where only a command can
// stand.
func (p *pass) unknownCommand(word string) error {
	prefix := strings.TrimPrefix(p.path()+" ", p.app.Name+" ")
	e := &Error{Word: word, Problem: "unknown command " + quote(prefix+word)}
	names := p.last().childNames()
	if help := p.levels[0].child(helpWord); p.helpWord && len(p.levels) == 1 && help != nil && len(help.Subcommands) > 0 {
		names = append(names, commandLevel(help).childNames()...)
		prefix = helpWord + " "
		e.Problem = "no help on " + quote(word)
	}
	if guess, ok := MistypedCommand(word, names); ok {
		e.Hint = "did you mean " + quote(prefix+guess) + "?"
		return e
	}
	slices.Sort(names)
	e.Hint = quote(p.path()) + " has: " + strings.Join(names, ", ")
	return e
}

// mistyped reports whether the first word was meant to be a command.
func (p *pass) mistyped() (string, bool) {
	words := p.line.words
	if len(words) == 0 {
		return "", false
	}
	root := p.levels[0]
	guess, ok := MistypedCommand(words[0], root.childNames())
	if !ok {
		return "", false
	}
	if p.isPlace != nil && len(words) <= 2 && all(words, p.isPlace) {
		return "", false
	}
	if len(words) != 2 {
		return guess, true // no question from one place to another
	}
	l := commandLevel(root.child(guess))
	if l.child(words[1]) != nil {
		return guess, true
	}
	if _, ok := nearest(words[1], l.childNames()); ok {
		return guess, true
	}
	return guess, p.isPlace != nil && !p.isPlace(words[0])
}

func all(words []string, is func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !is(w) })
}
