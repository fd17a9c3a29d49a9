package chart

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/flightcheck/flightcheck/route"
)

// csvColumns are the columns of [CSV], in this order.
var csvColumns = []string{
	"route", "route_name", "route_status", "origin", "route_km",
	"number", "state", "name", "areas", "zones", "along", "from_km", "to_km", "km",
	"enter_lat", "enter_lon", "exit_lat", "exit_lon", "enter_time", "exit_time", "status",
	"scope", "decided_by", "decision_status", "effect", "rules", "missing", "why", "flags",
	"from", "to", "date", "registration", "operator", "kind", "type", "policies", "airspace_sha256",
}

// CSV writes the crossings of a report for a spreadsheet (RFC 4180, but lines end
// with a line feed): one row for each crossing and decision, and one for a crossing
// that nobody decides. The first row names the columns:
//
//	route, route_name, route_status, origin, route_km
//	        the route; its length
//	number, state, name, areas, zones, along
//	        the crossing, counted from 1; who is over it; the two sides of a border
//	        along which it runs
//	from_km, to_km, km
//	        where on the route it begins and ends, and how long it is
//	enter_lat, enter_lon, exit_lat, exit_lon, enter_time, exit_time
//	        where that is, and when (UTC), if the departure was given
//	status  of the crossing: the worst of its decisions
//	scope, decided_by, decision_status, effect, rules, missing, why
//	        the decision: overflight, departure or landing; the State or the zone;
//	        the rules that applied, the winner first; the facts that are missing; a
//	        sentence why
//	flags   kinds of the flags that this State or zone raises on the route
//	from, to, date, registration, operator, kind, type
//	        the question
//	policies, airspace_sha256
//	        what the answer rests on: name=sha256 of each policy set
//
// Kilometres have three decimals, degrees six. Lists (areas, zones, along, rules,
// missing, flags, policies) have a space between their parts; a part that holds a
// space or a quotation mark stands in quotation marks, as in a CSV of its own.
//
// A text that a spreadsheet would take for a formula, for it begins with = + - @ or a
// tab or line break, gets an apostrophe in front, also if it has one already. Line
// breaks in a text are line feeds.
func CSV(w io.Writer, r *route.Report) error {
	if err := checkFile(r, "CSV"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(csvColumns); err != nil {
		return err
	}
	tail := csvQuestion(r)
	for _, rt := range r.Routes {
		for i, c := range rt.Crossings {
			head := slices.Concat(csvRoute(rt), csvCrossing(c, i+1))
			decisions := c.Decisions
			if len(decisions) == 0 {
				decisions = []route.Decision{{}}
			}
			for _, d := range decisions {
				if err := out.Write(slices.Concat(head, csvDecision(rt, d), tail)); err != nil {
					return err
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

func csvRoute(rt *route.Route) []string {
	return []string{csvText(rt.ID), csvText(rt.Name), rt.Status.String(), csvText(string(rt.Origin)), csvNumber(rt.DistanceKm, 3)}
}

func csvCrossing(c route.Crossing, number int) []string {
	return []string{
		strconv.Itoa(number), csvText(c.State), csvText(c.Name), csvList(c.Areas), csvList(c.Zones), csvList(c.Along),
		csvNumber(c.FromKm, 3), csvNumber(c.ToKm, 3), csvNumber(c.Km, 3),
		csvNumber(c.Enter[1], 6), csvNumber(c.Enter[0], 6), csvNumber(c.Exit[1], 6), csvNumber(c.Exit[0], 6),
		csvTime(c.EnterTime), csvTime(c.ExitTime), c.Status.String(),
	}
}

// csvDecision has empty cells for a crossing that nobody decides.
func csvDecision(rt *route.Route, d route.Decision) []string {
	if d.Scope == "" {
		return make([]string, 8)
	}
	var flags []string
	for _, f := range rt.Flags {
		if f.State == d.State && f.Zone == d.Zone && !slices.Contains(flags, f.Kind) {
			flags = append(flags, f.Kind)
		}
	}
	return []string{
		csvText(d.Scope), csvText(cmp.Or(d.State, d.Zone)), d.Status.String(), csvText(d.Effect),
		csvList(d.Rules), csvList(d.Missing), csvText(d.Why), csvList(flags),
	}
}

func csvQuestion(r *route.Report) []string {
	var sets []string
	for _, s := range r.Policies {
		sets = append(sets, s.Name+"="+s.SHA256)
	}
	f := r.Flight
	return []string{
		csvText(r.From.Name), csvText(r.To.Name), csvText(f.Date), csvText(f.Registration), csvText(f.Operator),
		csvText(f.Kind), csvText(f.Type), csvList(sets), csvText(r.Airspace.SHA256),
	}
}

// csvFormula are the characters with which a spreadsheet lets a formula begin, some
// in their wide forms.
const csvFormula = "=+-@\t\r\n＝＋－＠"

// csvText makes a text harmless. Taking one apostrophe away from what begins with
// apostrophes and one of csvFormula gives the text again.
func csvText(s string) string {
	s = strings.Map(func(c rune) rune { return c }, s) // U+FFFD for what is not UTF-8
	for strings.Contains(s, "\r\n") {
		s = strings.ReplaceAll(s, "\r\n", "\n") // as readers of CSV do
	}
	bare := strings.TrimLeft(s, "'")
	if i := strings.IndexAny(bare, csvFormula); i == 0 {
		return "'" + s
	}
	return s
}

// csvList joins the parts of a list in one cell.
func csvList(parts []string) string { return csvText(csvJoin(parts)) }

// csvJoin joins the parts of a list as a line of CSV with spaces for commas.
func csvJoin(parts []string) string {
	if len(parts) == 0 {
		return ""
	}
	var b strings.Builder
	list := csv.NewWriter(&b)
	list.Comma = ' '
	_ = list.Write(parts) // to a builder, with a comma that is allowed: it cannot fail
	list.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// csvNumber writes a number with a fixed number of decimals.
func csvNumber(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// csvTime writes an instant, UTC; nothing if it is not known.
func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
