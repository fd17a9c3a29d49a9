package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// permits are what a permit desk types into its forms for one route: a row for
// each time that it enters a State, in their order.
type permits struct {
	route  *route.Route
	rows   []permitRow
	date   policy.When // of the flight
	seasKm float64     // of stretches for which nobody is asked: with the rows they are the route
}

// permitRow is one visit to the airspace of a State, or a stretch of the high seas
// on which a rule speaks for a zone.
type permitRow struct {
	state         string // alpha-2; "" if there is none
	name          string
	visit, visits int // which of how many visits to that State
	enterAt       orb.Point
	exitAt        orb.Point
	enterTime     time.Time // UTC; zero is not known
	exitTime      time.Time
	minutes       float64 // 0 is not known
	km            float64
	zones         []zoneShare
	status        policy.Status
	asks          []ask
}

// zoneShare is how much of a row lies in one zone.
type zoneShare struct {
	id string
	km float64
}

// ask is what one rule says to some scopes of a visit.
type ask struct {
	scopes    []string
	status    policy.Status
	put       string // how the State put it: "announced: would permit the overflight"
	rule      string
	authority string
	hours     int
}

// ruleBook finds a rule by its id.
type ruleBook func(id string) (*policy.Rule, bool)

// permitsOf puts a route into rows.
func permitsOf(r *route.Report, rt *route.Route, rules ruleBook) *permits {
	p := &permits{route: rt}
	p.date, _ = policy.ParseWhen(r.Flight.Date) // as it is written in a report; zero if there is none
	seas, open := 0.0, ""                       // the key of the visit that goes on
	for i := range rt.Crossings {
		c := &rt.Crossings[i]
		if !asked(c) {
			seas, open = seas+c.Km, ""
			continue
		}
		if key := visitKey(c); key != open {
			open = key
			p.rows = append(p.rows, permitRow{state: c.State, name: visitName(r, c), enterAt: c.Enter, enterTime: c.EnterTime, status: c.Status})
		}
		p.rows[len(p.rows)-1].extend(r, rt, c, rules)
	}
	p.seasKm = decimals(seas, 3)
	p.number()
	return p
}

// asked reports whether anybody is asked for a crossing: a State, or over the high
// seas the issuer of a rule on a zone.
func asked(c *route.Crossing) bool {
	return !c.HighSeas() || slices.ContainsFunc(c.Decisions, speaks)
}

// speaks reports whether a decision is more than the silence about a zone.
func speaks(d route.Decision) bool {
	return d.Zone == "" || len(d.Rules) > 0 || d.Status != policy.Open
}

// visitKey tells which crossings are one visit: those of the same areas, whatever
// zones lie over them.
func visitKey(c *route.Crossing) string {
	areas := slices.DeleteFunc(slices.Clone(c.Areas), func(id string) bool { return slices.Contains(c.Zones, id) })
	if len(areas) == 0 { // over the high seas the zones are asked
		areas = c.Zones
	}
	return strings.Join(areas, "\x00") + "\x01" + strings.Join(c.Along, "\x00")
}

// visitName names the airspace of a crossing, or the border that it runs along.
func visitName(r *route.Report, c *route.Crossing) string {
	if len(c.Along) != 2 {
		return c.Name
	}
	sides := make([]string, 2)
	for i, id := range c.Along {
		if sides[i] = "the high seas"; id != "" {
			sides[i] = r.Name(id)
		}
	}
	return fmt.Sprintf("%s, along the border of %s and %s", c.Name, sides[0], sides[1])
}

// extend adds a crossing to a visit.
func (row *permitRow) extend(r *route.Report, rt *route.Route, c *route.Crossing, rules ruleBook) {
	row.km = decimals(row.km+c.Km, 3)
	row.exitAt, row.exitTime = c.Exit, c.ExitTime
	row.minutes = decimals(row.minutes+c.Minutes, 1)
	if c.Status.Worse(row.status) {
		row.status = c.Status
	}
	for _, id := range c.Zones {
		if !slices.ContainsFunc(rt.Zones, func(z route.ZoneKm) bool { return z.ID == id }) {
			continue // it does not reach the level of the flight
		}
		if i := slices.IndexFunc(row.zones, func(z zoneShare) bool { return z.id == id }); i >= 0 {
			row.zones[i].km = decimals(row.zones[i].km+c.Km, 3)
		} else {
			row.zones = append(row.zones, zoneShare{id, c.Km})
		}
	}
	for _, d := range c.Decisions {
		if speaks(d) {
			row.add(askOf(r, rt, c, d, rules), d.Scope)
		}
	}
}

// add notes what was decided for one scope, together with what the same rule says
// to others.
func (row *permitRow) add(a ask, scope string) {
	i := slices.IndexFunc(row.asks, func(b ask) bool { return b.rule == a.rule && b.status == a.status && b.put == a.put })
	if i < 0 {
		i = len(row.asks)
		row.asks = append(row.asks, a)
	}
	if !slices.Contains(row.asks[i].scopes, scope) {
		row.asks[i].scopes = append(row.asks[i].scopes, scope)
	}
}

// askOf puts a decision into what a form asks. Who decides is named where it is not
// the State of the crossing, and the part of a State that a rule is about.
func askOf(r *route.Report, rt *route.Route, c *route.Crossing, d route.Decision, rules ruleBook) ask {
	a := ask{status: d.Status, put: putWords(rt, d, rules)}
	if who := cmp.Or(d.Zone, d.State); who != c.State && who != "" {
		a.put = strings.TrimSuffix(r.Name(who)+": "+a.put, ": ")
	}
	var parts []string
	for _, id := range d.Within {
		parts = append(parts, r.OutlineName(id))
	}
	if len(parts) > 0 {
		a.put = "in " + strings.Join(parts, " and ") + ": " + a.put
	}
	if len(d.Rules) == 0 || d.Status == policy.Unknown {
		return a
	}
	a.rule = d.Rules[0]
	if rule, ok := rules(a.rule); ok {
		a.authority, a.hours = rule.Authority, rule.Notice
	}
	return a
}

// putWords says how the State put it, or what is missing.
func putWords(rt *route.Route, d route.Decision, rules ruleBook) string {
	switch {
	case d.Status == policy.Unknown && len(d.Missing) > 0:
		return "not told: " + strings.Join(d.Missing, ", ")
	case d.Status == policy.Unknown:
		return d.Why
	case len(d.Rules) == 0:
		return ""
	}
	rule, ok := rules(d.Rules[0])
	if !ok {
		return ""
	}
	words, says := string(rule.Standing), rule.Says
	for _, p := range rt.Permissions {
		if p.State == d.State && p.Zone == d.Zone && p.Scope == d.Scope && p.Rule == d.Rules[0] && d.Status == policy.Permission {
			words, says = strings.ReplaceAll(p.Standing, "-", " "), p.Says
		}
	}
	if d.Status == policy.Blocked {
		words = string(rule.Effect) + ", " + words
	}
	if says != "" {
		words += ": " + says
	}
	return words
}

// number counts the visits to each State.
func (p *permits) number() {
	total := map[string]int{}
	for i := range p.rows {
		k := p.rows[i].state + p.rows[i].name
		total[k]++
		p.rows[i].visit = total[k]
	}
	for i := range p.rows {
		p.rows[i].visits = total[p.rows[i].state+p.rows[i].name]
	}
}

// The formats for permit desks.
const (
	formatPermits    = "permits"
	formatPermitsCSV = "permits-csv"
)

func isPermits(format string) bool { return format == formatPermits || format == formatPermitsCSV }

// routeFormats returns the names of all formats of a report on routes.
func routeFormats() []string {
	return slices.Concat([]string{"text", "json"}, chartFormats(), []string{formatPermits, formatPermitsCSV})
}

// routeFormat returns the asked format of a report on routes.
func routeFormat(c *cli.Context) (string, error) {
	format, err := formatOf(c, routeFormats()...)
	if err != nil {
		return "", err
	}
	return format, checkPermitFlags(c, format)
}

// permitFlags choose the route whose permits are listed.
func permitFlags() []cli.Flag {
	return []cli.Flag{&cli.StringFlag{
		Name: "route", Usage: "the route whose permits are listed by --format permits: its number in the list, its `ID`, or all; the first if left out",
	}}
}

// checkPermitFlags refuses what asks for permits without their format, or for a
// table in a file that is named as CSV.
func checkPermitFlags(c *cli.Context, format string) error {
	switch {
	case c.IsSet("route") && !isPermits(format):
		return usage("--route chooses among permits; add --format permits")
	case format == formatPermits && strings.EqualFold(filepath.Ext(c.String("output")), ".csv"):
		return usage("--format permits is a table for a reader; for %s write --format permits-csv", filepath.Base(c.String("output")))
	}
	return nil
}

// answerPermits delivers the permits of the chosen routes.
func answerPermits(c *cli.Context, r *route.Report, format string, rules ruleBook) error {
	routes, err := chosenRoutes(c, r)
	if err != nil {
		return err
	}
	var all []*permits
	for _, rt := range routes {
		all = append(all, permitsOf(r, rt, rules))
	}
	if format == formatPermits {
		return answer(c, r, func(w io.Writer) error {
			writeReport(w, r, writePermits(all))
			return nil
		})
	}
	return answer(c, r, func(w io.Writer) error { return writePermitsCSV(plain.Exact(w), all) })
}

// chosenRoutes returns the routes that --route names.
func chosenRoutes(c *cli.Context, r *route.Report) ([]*route.Route, error) {
	word := cmp.Or(c.String("route"), "1")
	if word == "all" {
		return r.Routes, nil
	}
	var ids []string
	for i, rt := range r.Routes {
		if rt.ID == word || strconv.Itoa(i+1) == word {
			return []*route.Route{rt}, nil
		}
		ids = append(ids, rt.ID)
	}
	return nil, usage("--route: there is no route %q; write a number from 1 to %d, all, or one of %s", word, len(ids), strings.Join(ids, ", "))
}
