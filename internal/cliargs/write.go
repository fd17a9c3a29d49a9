package cliargs

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// write assigns each flag to its command and builds the new line.
func (p *pass) write(program string) ([]string, error) {
	if p.asksHelp() {
		return p.help(program), nil
	}
	values, err := p.assign()
	if err != nil {
		return nil, err
	}
	out := []string{program}
	for i, l := range p.levels {
		if i > 0 {
			out = append(out, l.name)
		}
		for _, o := range l.options {
			for _, v := range values[o] {
				out = append(out, o.spelled()+"="+v)
			}
		}
	}
	places := slices.Concat(p.line.words, p.line.shielded)
	if len(places) == 0 {
		return out, nil
	}
	return append(append(out, "--"), places...), nil
}

// asksHelp reports whether the line asks for help, by word or by flag.
func (p *pass) asksHelp() bool {
	if p.helpWord {
		return true
	}
	if cli.HelpFlag == nil || p.last().find(cli.HelpFlag.Names()[0]) == nil {
		return false
	}
	return slices.ContainsFunc(p.line.flags, func(g given) bool {
		return g.value == "true" && slices.Contains(cli.HelpFlag.Names(), g.name)
	})
}

// help is the line that shows the help of the chosen command. Places would be
// read as the names of help topics.
func (p *pass) help(program string) []string {
	out := []string{program}
	for _, l := range p.levels[1:] {
		out = append(out, l.name)
	}
	return append(out, dashed(cli.HelpFlag.Names()[0]))
}

// assign maps each option to its values in the order of the line.
func (p *pass) assign() (map[*option][]string, error) {
	values := map[*option][]string{}
	for _, g := range p.line.flags {
		o := p.owner(g.name)
		if o == nil {
			return nil, p.unknownFlag(g)
		}
		old := values[o]
		if len(old) == 0 || o.repeats {
			values[o] = append(old, g.value)
			continue
		}
		if old[0] != g.value {
			return nil, &Error{
				Word:    g.raw,
				Problem: "the flag " + quote(o.spelled()) + " is given twice, with " + quote(old[0]) + " and " + quote(g.value),
				Hint:    "give one of them",
			}
		}
	}
	return values, nil
}

// owner returns the flag of that name of the chosen command, or of the nearest
// one above it.
func (p *pass) owner(name string) *option {
	for _, l := range slices.Backward(p.levels) {
		if o := l.find(name); o != nil {
			return o
		}
	}
	return nil
}

// unknownFlag is the error for a flag that the chosen command does not have.
func (p *pass) unknownFlag(g given) error {
	if g.known {
		owners := slices.DeleteFunc(slices.Clone(p.lex.owners[g.name]), func(s string) bool { return s == p.path() })
		slices.Sort(owners)
		return &Error{
			Word:    g.raw,
			Problem: quote(p.path()) + " has no flag " + quote(g.raw),
			Hint:    "it belongs to: " + strings.Join(owners, ", "),
		}
	}
	e := &Error{Word: g.raw, Problem: "unknown flag " + quote(g.raw)}
	var own []string
	for _, l := range p.levels {
		for _, o := range l.options {
			own = append(own, o.names...)
		}
	}
	if guess, ok := nearest(g.name, own); ok {
		e.Hint = "did you mean " + quote(dashed(guess)) + "?"
	} else if guess, ok := nearest(g.name, p.lex.names()); ok {
		e.Hint = "did you mean " + quote(dashed(guess)) + " of " + quote(p.lex.owners[guess][0]) + "?"
	} else {
		e.Hint = quote(p.path()+" --help") + " lists the flags"
	}
	return e
}
