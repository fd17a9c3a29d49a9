package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/policy"
)

//go:generate go run . help man -o ../../docs/flightcheck.1

// writeMan prints the man page, in the macros of man(7). It is the same in every
// build: its day is that on which the newest of the built-in rules were known.
func writeMan(w io.Writer, app *cli.App) error {
	day, err := newestRules()
	if err != nil {
		return err
	}
	m := &man{}
	m.line(`.\" Made by go generate ./cmd/flightcheck of the tables of the command.`)
	m.line(`.TH FLIGHTCHECK 1 "` + day + `" "flightcheck" "User Commands"`)
	m.section("NAME")
	m.text("flightcheck - may a flight go from here to there, who blocks it, and which way remains")
	m.section("SYNOPSIS")
	m.synopsis("", "FROM TO [flags]")
	m.synopsis("", "COMMAND …")
	m.section("DESCRIPTION")
	m.text("flightcheck tells whether a flight may go from one place to another through the airspace of States, who blocks it and why, and which way remains. " +
		"The borders and the rules are in the program; each rule names its source.")
	m.text("Places are city names in most languages, IATA, ICAO and city codes, and coordinates, latitude first. Flags may stand anywhere; " +
		"a word that begins with a minus and a digit is a place, and so is every word after --.")
	m.section("EXAMPLES")
	m.examples(examples[""])
	m.section("COMMANDS")
	m.commands("", app.Commands)
	m.shared(app)
	m.section("EXIT STATUS")
	for _, s := range exitHelp {
		m.tag(s.code, s.says)
	}
	m.section("FORMATS")
	for _, f := range formatHelp() {
		m.tag(f.Name, f.Says+".")
	}
	m.section("ENVIRONMENT")
	m.tag("COLUMNS", "The width of the terminal, where it cannot be asked.")
	m.tag("NO_COLOR", "If set, nothing is coloured.")
	m.section("SEE ALSO")
	m.text("The folder docs of the project has a tutorial of the policy language, its reference and its JSON Schema. flightcheck help policy has the essentials.")
	_, err = io.WriteString(w, m.b.String())
	return err
}

// newestRules is the latest day of the built-in sets.
func newestRules() (string, error) {
	set, err := policy.Default()
	if err != nil {
		return "", err
	}
	day := ""
	for _, i := range set.Info() {
		day = max(day, i.AsOf.String())
	}
	return day, nil
}

// man is a page that is being written.
type man struct {
	b     strings.Builder
	fresh bool // a title was written last: a paragraph needs no beginning
}

func (m *man) line(s string) {
	m.b.WriteString(s + "\n")
	m.fresh = strings.HasPrefix(s, ".SH ") || strings.HasPrefix(s, ".SS ")
}

func (m *man) section(title string) { m.line(".SH " + title) }

// paragraph begins one.
func (m *man) paragraph() {
	if !m.fresh {
		m.line(".PP")
	}
}

// text writes a paragraph.
func (m *man) text(s string) {
	m.paragraph()
	m.line(roff(s))
}

// tag writes a paragraph behind a label.
func (m *man) tag(label, s string) {
	m.line(".TP")
	m.line(".B " + roff(label))
	m.line(roff(s))
}

func (m *man) synopsis(command, args string) {
	m.paragraph()
	m.line(`\fB` + roff(strings.TrimSpace("flightcheck "+command)) + `\fR ` + roff(args))
}

func (m *man) examples(list []example) {
	for _, e := range list {
		m.line(".TP")
		m.line(".B " + roff(e.shown()))
		if e.says == "" {
			m.line(`\&`)
			continue
		}
		m.line(roff(e.says))
	}
}

// commands writes each command with its own flags and its subcommands.
func (m *man) commands(prefix string, list []*cli.Command) {
	for _, c := range list {
		name := prefix + c.Name
		if c.Hidden || name == "help" {
			continue
		}
		if len(c.Subcommands) == 0 || prefix == "" {
			m.line(".SS " + roff(usageLine(name, c)))
			m.line(roff(strings.ToUpper(c.Usage[:1]) + c.Usage[1:] + "."))
			if c.Description != "" {
				m.description(c.Description)
			}
		}
		m.flags(slices.DeleteFunc(slices.Clone(c.Flags), func(f cli.Flag) bool { return groupOf(name, f) != ownGroup && !isFormat(f) }))
		if list := examples[name]; len(list) > 0 && len(c.Subcommands) == 0 {
			m.examples(list)
		}
		m.commands(name+" ", c.Subcommands)
	}
}

// description writes what a command says of itself, as its help does.
func (m *man) description(s string) {
	const width = 72 // what a page leaves of a line
	m.paragraph()
	if !strings.Contains(s, "\n   ") {
		m.line(roff(s))
		return
	}
	m.line(".nf")
	for _, l := range described(s, width) {
		m.line(roff(l))
	}
	m.line(".fi")
}

// isFormat reports whether a flag is --format, whose values differ from command to
// command.
func isFormat(f cli.Flag) bool { return f.Names()[0] == "format" }

// shared writes the flags that several commands have, once, in their groups.
func (m *man) shared(app *cli.App) {
	m.section("FLAGS")
	m.text("The help of a command tells which of them it takes.")
	var all []cli.Flag
	seen := map[string]bool{"format": true}
	add := func(flags []cli.Flag, command string) {
		for _, f := range flags {
			if n := f.Names()[0]; !seen[n] && groupOf(command, f) != ownGroup && n != cli.VersionFlag.Names()[0] {
				seen[n] = true
				all = append(all, f)
			}
		}
	}
	for _, c := range app.Commands {
		add(c.Flags, c.Name)
		for _, sub := range c.Subcommands {
			add(sub.Flags, c.Name+" "+sub.Name)
		}
	}
	add(app.Flags, "")
	for _, g := range flagGroups {
		if g.title == ownGroup {
			continue
		}
		m.line(".SS " + g.title)
		m.flags(inGroup("", all, g.title))
	}
}

// flags writes flags, each with all that is to be said of it.
func (m *man) flags(list []cli.Flag) {
	for _, f := range list {
		says := usageOfFlag(f)
		if d, ok := f.(cli.DocGenerationFlag); ok && d.TakesValue() && !isRepeated(f) && d.GetValue() != "" {
			says += fmt.Sprintf(" (%s if left out)", strings.Trim(d.GetDefaultText(), `"`))
		}
		m.tag(spelling(f), strings.ToUpper(says[:1])+says[1:]+".")
	}
}

// roff writes a text so that no letter of it is an instruction.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", "...", "°", `\(de`, "~", `\(ti`, "^", `\(ha`, "`", `\(ga`, "\n", " ").Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return strings.ReplaceAll(s, "'", `\(aq`)
}
