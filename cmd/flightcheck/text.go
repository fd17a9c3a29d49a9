package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// textWidth is the width of printed text: fullWidth in every pipe and file, less on
// a terminal that has less. It is set once, before a command begins.
var textWidth = fullWidth

const fullWidth = 110

// writeText prints the candidates for a reader.
func writeText(w io.Writer, r *route.Report) { writeReport(w, r, writeRoutes) }

// writeLegByLeg prints the one route of a check with each of its crossings.
func writeLegByLeg(w io.Writer, r *route.Report) {
	writeReport(w, r, func(w io.Writer, r *route.Report, cites *citations) {
		for _, rt := range r.Routes {
			writeCrossings(w, r, rt, cites)
			writeRemarks(w, r, rt)
		}
	})
}

// writeReport prints the flight, the answer, a table, the sources that it
// cites, and what all of it rests on.
func writeReport(w io.Writer, r *route.Report, table func(io.Writer, *route.Report, *citations)) {
	para(w, "Flight", flightWords(r.Flight))
	para(w, "Answer", r.Answer)
	for _, n := range r.Notes {
		para(w, "Note", n)
	}
	fmt.Fprintln(w)
	cites := &citations{rules: r.Rules, number: map[string]int{}}
	table(w, r, cites)
	writeAlternatives(w, r)
	fmt.Fprintln(w)
	cites.write(w)
	writeBase(w, r)
}

// indent is how far the words of a paragraph stand behind its label.
const indent = 9

// para prints a labelled paragraph with a hanging indent.
func para(w io.Writer, label, words string) { hang(w, indent, label, words) }

// hang prints a paragraph whose lines stand behind the label.
func hang(w io.Writer, indent int, label, words string) {
	for line := range strings.SplitSeq(text.WrapSoft(plain.Line(words), textWidth-indent), "\n") {
		fmt.Fprintf(w, "%-*s%s\n", indent, label, strings.TrimRight(line, " "))
		label = ""
	}
}

// wrap breaks each of the lines at a width and indents what it carries over. On a
// narrow terminal the width is less, in proportion to what is left beside the
// columns of numbers.
func wrap(lines []string, width int) string {
	const numbers = 48
	if textWidth < fullWidth {
		width = max(12, width*(textWidth-numbers)/(fullWidth-numbers))
	}
	var out []string
	for _, l := range lines {
		l = text.WrapSoft(plain.Line(l), width-2)
		out = append(out, strings.ReplaceAll(l, "\n", "\n  "))
	}
	return strings.Join(out, "\n")
}

// flightWords describes the flight and where it came from.
func flightWords(f route.Flight) string {
	var words []string
	name := "registration not given"
	if f.Registration != "" {
		name = "registration " + f.Registration
		if f.Example != "" {
			name += " (such as " + f.Example + ")"
		}
	}
	words = append(words, name)
	switch f.Kind {
	case "state":
		words = append(words, "state aircraft")
	case "civil":
		words = append(words, "civil aircraft")
	default:
		words = append(words, "state or civil not given")
	}
	if f.Type != "" {
		words = append(words, "type "+f.Type)
	}
	if f.Operator != "" {
		words = append(words, "operator of "+f.Operator)
	}
	words = append(words, factWords(f)...)
	if len(f.Persons) > 0 {
		words = append(words, "with "+strings.Join(f.Persons, ", ")+" on board")
	}
	if f.Level != "" {
		words = append(words, "at "+f.Level)
	}
	words = append(words, "on "+f.Date)
	if plan := planWords(f); plan != "" {
		words = append(words, plan)
	}
	s := strings.Join(words, ", ")
	if f.GivenBy == "set" {
		s += " (the flight of the policy set)"
	}
	return s + "."
}

// newTable returns a table in the one style of the command.
func newTable(w io.Writer, header ...any) table.Writer {
	t := table.NewWriter()
	t.SetOutputMirror(w)
	style := table.StyleLight
	style.Format.Header = text.FormatDefault
	style.Options.DrawBorder = false
	style.Options.SeparateColumns = false
	t.SetStyle(style)
	t.SuppressTrailingSpaces()
	t.AppendHeader(header)
	return t
}

// writeRoutes prints one row a route.
func writeRoutes(w io.Writer, r *route.Report, cites *citations) {
	t := newTable(w, "", "way", "km", "detour", "status", "by whom, and why")
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 3, Align: text.AlignRight},
		{Number: 4, Align: text.AlignRight},
	})
	for i, rt := range r.Routes {
		if i > 0 {
			t.AppendSeparator()
		}
		detour := "-"
		if rt.Origin != route.Direct {
			detour = fmt.Sprintf("+%.0f", rt.DetourKm)
		}
		t.AppendRow(table.Row{
			i + 1, wrap([]string{rt.Name}, 32), fmt.Sprintf("%.0f", rt.DistanceKm), detour, rt.Status.String(),
			wrap(routeWords(r, rt, cites), 50),
		})
	}
	t.Render()
}

// routeWords says who blocks a route, or whose permission it takes, and what
// else should be known of it.
func routeWords(r *route.Report, rt *route.Route, cites *citations) []string {
	var lines []string
	for _, l := range r.Lines(rt) {
		lines = append(lines, l.Words+cites.mark(l.Rule))
	}
	if len(lines) == 0 {
		lines = append(lines, "no State's rule stands against it")
	}
	for _, l := range r.PassageLines(rt) {
		lines = append(lines, l.Words+cites.mark(l.Rule))
	}
	if c := rt.Clearance; c != nil {
		lines = append(lines, clearanceWords(r, c))
	}
	if c := rt.Corridor; c != nil {
		lines = append(lines, "corridor: narrowest "+c.Words())
	}
	lines = append(lines, remarkLines(r, rt)...)
	lines = append(lines, flagLines(r, rt, cites)...)
	if words := zoneWords(rt); words != "" {
		lines = append(lines, words)
	}
	if words := arrivalWords(rt); words != "" {
		lines = append(lines, words)
	}
	return lines
}

// clearanceWords says how near a route comes to closed airspace that it does not
// enter.
func clearanceWords(r *route.Report, c *route.Clearance) string {
	name := r.Name(cmp.Or(c.Area, c.State))
	if c.WithinBorders() {
		return fmt.Sprintf("passes %.0f m from %s: within the error of the borders", c.Km*1000, name)
	}
	return fmt.Sprintf("passes %.0f km from %s", c.Km, name)
}

// flagLines names the flags of a route, one line a rule. Of a blocked route it
// names those alone that a State which blocks it spoke itself.
func flagLines(r *route.Report, rt *route.Route, cites *citations) []string {
	var lines, rules []string
	states := map[string][]string{}
	for _, f := range rt.Flags {
		if rt.Status == policy.Blocked && r.Rules[f.Rule].Issuer != f.State {
			continue
		}
		key := f.Kind + " " + f.Rule
		if states[key] == nil {
			rules = append(rules, key)
		}
		states[key] = append(states[key], r.Name(cmp.Or(f.State, f.Zone)))
	}
	for _, key := range rules {
		kind, rule, _ := strings.Cut(key, " ")
		lines = append(lines, fmt.Sprintf("flag %s: %s%s", kind, strings.Join(states[key], ", "), cites.mark(rule)))
	}
	return lines
}

// citations numbers the rules in the order in which they are named.
type citations struct {
	rules  map[string]route.Rule
	number map[string]int
	order  []string
}

func (c *citations) mark(rule string) string {
	if _, ok := c.rules[rule]; !ok {
		return ""
	}
	if c.number[rule] == 0 {
		c.order = append(c.order, rule)
		c.number[rule] = len(c.order)
	}
	return fmt.Sprintf(" [%d]", c.number[rule])
}

// write prints the rules that were named, each with its sources.
func (c *citations) write(w io.Writer) {
	if len(c.order) == 0 {
		return
	}
	fmt.Fprintln(w, "Sources")
	for i, id := range c.order {
		rule := c.rules[id]
		para(w, fmt.Sprintf("  [%d]", i+1), ruleWords(id, rule))
		for _, s := range rule.Sources {
			para(w, "", sourceWords(s))
		}
	}
	fmt.Fprintln(w)
}

func ruleWords(id string, rule route.Rule) string {
	parts := []string{rule.Basis, rule.Standing}
	if rule.Stated != "" {
		parts = append(parts, "of "+rule.Stated)
	}
	s := fmt.Sprintf("%s (%s): %s", id, strings.Join(parts, ", "), rule.Summary)
	if rule.Act != "" {
		s += " " + rule.Act + "."
	}
	if len(rule.Unverified) > 0 {
		s += " Not verified: " + strings.Join(rule.Unverified, "; ") + "."
	}
	return s
}

func sourceWords(s route.SourceOfRule) string {
	words := s.Publisher
	if s.Date != "" {
		words += ", " + s.Date
	}
	if s.Mirror {
		words += " (copy)"
	}
	if s.Link != "" {
		words += ", " + s.Link
	}
	return words
}

// writePolicies prints the sets that an answer rests on.
func writePolicies(w io.Writer, sets []route.Set) {
	for _, s := range sets {
		covers := "every State"
		if len(s.Covers) > 0 {
			covers = fmt.Sprintf("%d States", len(s.Covers))
		}
		asOf := ""
		if s.AsOf != "" {
			asOf = ", as of " + s.AsOf
		}
		para(w, "Policy", fmt.Sprintf("%s: %s%s, for %s, sha256 %.12s", s.Name, plural.Count(s.Rules, "rule", "rules"), asOf, covers, s.SHA256))
	}
}

// writeBase prints what the answer rests on.
func writeBase(w io.Writer, r *route.Report) {
	writePolicies(w, r.Policies)
	a := r.Airspace
	date := ""
	if a.Date != "" {
		date = ", of " + a.Date
	}
	para(w, "Airspace", fmt.Sprintf("%s%s: %d areas, world view %s, sha256 %.12s", a.Source, date, a.Areas, a.Worldview, a.SHA256))
	writeZoneFiles(w, a.Zones)
	if len(r.Flight.Defaults) > 0 {
		para(w, "Taken", strings.Join(r.Flight.Defaults, "; ")+".")
	}
}

// whyWidth is the width of the last column of writeCrossings, beside which more
// numbers stand than in other tables.
func whyWidth() int {
	if textWidth < fullWidth {
		return 30
	}
	return 40
}

// writeCrossings prints one route leg by leg.
func writeCrossings(w io.Writer, r *route.Report, rt *route.Route, cites *citations) {
	t := newTable(w, "from km", "to km", "km", "airspace", "enters at", "status", "why")
	t.SetColumnConfigs([]table.ColumnConfig{
		{Number: 1, Align: text.AlignRight},
		{Number: 2, Align: text.AlignRight},
		{Number: 3, Align: text.AlignRight},
	})
	for _, c := range rt.Crossings {
		var why []string
		for _, l := range r.CrossingLines(c) {
			why = append(why, l.Words+cites.mark(l.Rule))
		}
		t.AppendRow(table.Row{
			fmt.Sprintf("%.1f", c.FromKm), fmt.Sprintf("%.1f", c.ToKm), kmLines(c), wrap(placeLines(r, c), 22),
			entryLines(c), c.Status.String(), wrap(why, whyWidth()),
		})
	}
	t.Render()
	if len(r.Airspace.Zones) > 0 {
		writeShares(w, r, rt)
	}
}
