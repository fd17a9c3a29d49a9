package manual

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// Page is a man page that is being written, in the macros of man(7).
type Page struct {
	book  *Book
	b     strings.Builder
	fresh bool // a title was written last: a paragraph needs no beginning
}

// NewPage begins the page of the application. made says to who opens the file where it
// comes from; day is that of its texts.
func (b *Book) NewPage(made, day string) *Page {
	p := &Page{book: b}
	p.line(`.\" ` + made)
	p.line(`.TH ` + strings.ToUpper(b.App.Name) + ` 1 "` + day + `" "` + b.App.Name + `" "User Commands"`)
	return p
}

// String returns the page.
func (p *Page) String() string { return p.b.String() }

func (p *Page) line(s string) {
	p.b.WriteString(s + "\n")
	p.fresh = strings.HasPrefix(s, ".SH ") || strings.HasPrefix(s, ".SS ")
}

// Section begins a section.
func (p *Page) Section(title string) { p.line(".SH " + title) }

// paragraph begins one.
func (p *Page) paragraph() {
	if !p.fresh {
		p.line(".PP")
	}
}

// Text writes a paragraph.
func (p *Page) Text(s string) {
	p.paragraph()
	p.line(roff(s))
}

// Tag writes a paragraph behind a label.
func (p *Page) Tag(label, s string) {
	p.line(".TP")
	p.line(".B " + roff(label))
	p.line(roff(s))
}

// Synopsis shows a form of the command line by its arguments.
func (p *Page) Synopsis(args string) {
	p.paragraph()
	p.line(`\fB` + roff(p.book.App.Name) + `\fR ` + roff(args))
}

// Examples writes those of the application.
func (p *Page) Examples() { p.examples("") }

func (p *Page) examples(command string) {
	for _, e := range p.book.Examples[command] {
		p.line(".TP")
		p.line(".B " + roff(p.book.typed(e)))
		if e.Says == "" {
			p.line(`\&`)
			continue
		}
		p.line(roff(e.Says))
	}
}

// Commands writes each command with its own flags and its subcommands.
func (p *Page) Commands() { p.commands("", p.book.App.Commands) }

func (p *Page) commands(prefix string, list []*cli.Command) {
	for _, c := range list {
		name := prefix + c.Name
		if c.Hidden || name == helpName {
			continue
		}
		if len(c.Subcommands) == 0 || prefix == "" {
			p.line(".SS " + roff(p.book.usageLine(name, c)))
			p.line(roff(sentence(c.Usage)))
			if c.Description != "" {
				p.description(c.Description)
			}
		}
		p.flags(slices.DeleteFunc(slices.Clone(c.Flags), func(f cli.Flag) bool { return p.book.groupOf(name, f) != Own && !isFormat(f) }))
		if len(c.Subcommands) == 0 {
			p.examples(name)
		}
		p.commands(name+" ", c.Subcommands)
	}
}

// description writes what a command says of itself, as its help does.
func (p *Page) description(s string) {
	const width = 72 // what a page leaves of a line
	p.paragraph()
	if !strings.Contains(s, "\n   ") {
		p.line(roff(s))
		return
	}
	p.line(".nf")
	for _, l := range described(s, width) {
		p.line(roff(l))
	}
	p.line(".fi")
}

// SharedFlags writes the flags that several commands have, once, in their groups.
func (p *Page) SharedFlags() {
	var all []cli.Flag
	seen := map[string]bool{"format": true, cli.VersionFlag.Names()[0]: true}
	add := func(flags []cli.Flag, command string) {
		for _, f := range flags {
			if n := f.Names()[0]; !seen[n] && p.book.groupOf(command, f) != Own {
				seen[n] = true
				all = append(all, f)
			}
		}
	}
	for _, c := range p.book.App.Commands {
		add(c.Flags, c.Name)
		for _, sub := range c.Subcommands {
			add(sub.Flags, c.Name+" "+sub.Name)
		}
	}
	add(p.book.App.Flags, "")
	for _, g := range p.book.Groups {
		if g.Title != Own {
			p.line(".SS " + g.Title)
			p.flags(p.book.inGroup("", all, g))
		}
	}
}

// flags writes flags, each with all that is to be said of it.
func (p *Page) flags(list []cli.Flag) {
	for _, f := range list {
		says := usageOf(f)
		if d, ok := f.(cli.DocGenerationFlag); ok && d.TakesValue() && !IsRepeated(f) && d.GetValue() != "" {
			says += fmt.Sprintf(" (%s if left out)", strings.Trim(d.GetDefaultText(), `"`))
		}
		p.Tag(Spelling(f), sentence(says))
	}
}

// sentence makes one of a text.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// roff writes a text so that no letter of it is an instruction.
func roff(s string) string {
	s = roffSigns.Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return strings.ReplaceAll(s, "'", `\(aq`)
}

var roffSigns = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", "...", "°", `\(de`, "~", `\(ti`, "^", `\(ha`, "`", `\(ga`, "\n", " ")
