package route

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/policy"
)

// Changes says on which days of a range the answer to a question changes. Between
// them it is the same.
type Changes struct {
	Schema string `json:"schema"`
	From   Place  `json:"from"`
	To     Place  `json:"to"`
	// Flight is without a date.
	Flight Flight `json:"flight"`
	// First and Last are the days of the range, both in, UTC.
	First    string `json:"first"`
	Last     string `json:"last"`
	Policies []Set  `json:"policies"`
	Airspace Source `json:"airspace"`
	// Rules holds each rule that the changes name, by id.
	Rules map[string]Rule `json:"rules"`
	// Changes begins with the first day of the range.
	Changes []Change `json:"changes"`

	names map[string]string
}

// Change is a day from which on the answer is another than on the day before.
type Change struct {
	Date string `json:"date"`
	// Before is the status on the day before, absent for the first day.
	Before *policy.Status `json:"status_before,omitempty"`
	Status policy.Status  `json:"status"`
	Answer string         `json:"answer"`
	Best   Best           `json:"best"`
	// What lists the decisions that are others than on the day before, on the routes
	// that were judged on both.
	What []StateChange `json:"what,omitempty"`
	// Begins and Ends are the rules that the answers name and that begin to hold, or
	// no longer hold, from that day on, sorted.
	Begins []string `json:"begins,omitempty"`
	Ends   []string `json:"ends,omitempty"`
}

// Best is the route that leads the answer of a day.
type Best struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	DistanceKm float64 `json:"distance_km"`
}

// StateChange is one decision that changed. For a zone or an area without a
// sovereign State is empty, and Area its id; for a part of a State Within are the
// outlines. A rule is the one that decided; of a status unknown the first that could
// not be decided; "" if there is none.
type StateChange struct {
	State      string        `json:"state,omitempty"`
	Area       string        `json:"area,omitempty"`
	Within     []string      `json:"within,omitempty"`
	Scope      string        `json:"scope"`
	Before     policy.Status `json:"status_before"`
	After      policy.Status `json:"status"`
	RuleBefore string        `json:"rule_before,omitempty"`
	Rule       string        `json:"rule,omitempty"`
}

// Name returns the name of a State or an area.
func (c *Changes) Name(code string) string { return cmp.Or(c.names[code], code) }

// Status returns the best status of all days.
func (c *Changes) Status() policy.Status {
	best := policy.Blocked
	for _, x := range c.Changes {
		if best.Worse(x.Status) {
			best = x.Status
		}
	}
	return best
}

// Changes judges a route, as [Checker.CheckStops], on each day of a range, both ends
// in, on which a rule that may touch the flight, a membership in a bloc or a zone
// begins or ends, and returns the days on which the answer changes. The flight's own
// date does not count. Plan must have no departure.
func (c Checker) Changes(ctx context.Context, flight policy.Flight, stops []Stop, first, last policy.When) (*Changes, error) {
	if len(stops) < 2 {
		return nil, &InputError{Msg: "a route takes two points or more"}
	}
	return c.changes(ctx, flight, stops, first, last, func(f policy.Flight) (*Report, error) {
		return c.CheckStops(ctx, f, stops)
	})
}

// CandidateChanges is [Checker.Changes] for the candidates between two places; see
// [Searcher.Candidates].
func (s *Searcher) CandidateChanges(ctx context.Context, flight policy.Flight, from, to Stop, first, last policy.When, opts SearchOptions) (*Changes, error) {
	return s.changes(ctx, flight, []Stop{from, to}, first, last, func(f policy.Flight) (*Report, error) {
		return s.Candidates(ctx, f, from, to, opts)
	})
}

// changes judges on the days on which something may change.
func (c Checker) changes(ctx context.Context, flight policy.Flight, stops []Stop, first, last policy.When, ask func(policy.Flight) (*Report, error)) (*Changes, error) {
	if err := c.checkRange(first, last); err != nil {
		return nil, err
	}
	days, err := c.daysOfChange(flight, stops, first, last)
	if err != nil {
		return nil, err
	}
	out := &Changes{Schema: Schema, First: first.String(), Last: last.String(), Rules: map[string]Rule{}, Changes: []Change{}, names: map[string]string{}}
	var before *Report
	for _, day := range days {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		flight.Date = day
		r, err := ask(flight)
		if err != nil {
			return nil, err
		}
		if before == nil {
			out.From, out.To, out.Flight, out.Policies, out.Airspace = r.From, r.To, r.Flight, r.Policies, r.Airspace
			out.Flight.Date = ""
		}
		maps.Copy(out.names, r.names)
		if before == nil || !slices.Equal(before.fingerprint(), r.fingerprint()) {
			out.add(c.Policy, day, before, r)
		}
		before = r
	}
	return out, nil
}

// checkRange refuses what is no range of days.
func (c Checker) checkRange(first, last policy.When) error {
	switch {
	case !c.Plan.Depart.IsZero():
		return &InputError{Msg: "a range of days was asked for, and a departure was given; leave one of the two out"}
	case !first.IsDay() || !last.IsDay():
		return &InputError{Msg: fmt.Sprintf("the range %q to %q is none of days; write 2022-01-01 to 2022-12-31", first, last)}
	case last.Start().Before(first.Start()):
		return &InputError{Msg: fmt.Sprintf("the range ends on %s, before it begins on %s; turn the two round", last, first)}
	}
	return c.complete()
}

// daysOfChange returns the first day of a range, and the days in it on which the
// answer may change.
func (c Checker) daysOfChange(flight policy.Flight, stops []Stop, first, last policy.When) ([]policy.When, error) {
	flight.Date = policy.When{}
	ends := [2]Stop{stops[0], stops[len(stops)-1]}
	if err := c.Policy.Validate(flight); err != nil {
		return nil, err
	}
	flight = c.WithEnds(flight, ends[0], ends[1])
	o, err := c.outlinesFor(flight, []orb.Point{ends[0].Point, ends[1].Point})
	if err != nil {
		return nil, err
	}
	idx, err := o.join(c.Airspace)
	if err != nil {
		return nil, err
	}
	const day = 24 * time.Hour
	starts := []time.Time{first.Start()}
	for _, t := range instants(c.Policy, idx, func(r *policy.Rule) bool { return c.touches(r, flight) }) {
		midnight := t.Truncate(day)
		starts = append(starts, midnight)
		if !t.Equal(midnight) {
			starts = append(starts, midnight.Add(day)) // the day itself is so in part
		}
	}
	starts = slices.DeleteFunc(starts, func(t time.Time) bool { return t.Before(first.Start()) || t.After(last.Start()) })
	slices.SortFunc(starts, time.Time.Compare)
	starts = slices.CompactFunc(starts, time.Time.Equal)
	var days []policy.When
	for _, t := range starts {
		days = append(days, policy.Day(t.Date()))
	}
	return days, nil
}

// fingerprint is what an answer comes to: of each route its status and length, and
// who does what to it by which rule.
func (r *Report) fingerprint() []string {
	var out []string
	for _, rt := range r.Routes {
		out = append(out, fmt.Sprint(rt.ID, rt.Status, rt.DistanceKm, rt.BlockedBy, rt.Permissions))
		for _, g := range rt.Unknown {
			out = append(out, fmt.Sprint(rt.ID, g.State, g.Area, g.Scope, g.Missing))
		}
	}
	return append(out, r.NoWay)
}

// add adds the change from one day to the next.
func (c *Changes) add(set *policy.Set, day policy.When, before, after *Report) {
	x := Change{Date: day.String(), Status: after.Status(), Answer: after.Answer}
	if b := after.Best(); b != nil {
		x.Best = Best{ID: b.ID, Name: b.Name, DistanceKm: b.DistanceKm}
	}
	if before != nil {
		status := before.Status()
		x.Before = &status
		x.What = changesOf(before, after)
		x.Begins, x.Ends = turnsOn(set, day, before, after)
	}
	cite := c.citer(set, before, after)
	for _, s := range x.What {
		cite(s.RuleBefore, s.Rule)
	}
	cite(x.Begins...)
	cite(x.Ends...)
	if before == nil {
		for _, l := range after.Lines(after.Best()) {
			cite(l.Rule)
		}
	}
	c.Changes = append(c.Changes, x)
}

// citer returns what takes rules of two reports, or of a set, into the list.
func (c *Changes) citer(set *policy.Set, reports ...*Report) func(ids ...string) {
	return func(ids ...string) {
		for _, id := range ids {
			if rule, ok := set.Rule(id); ok {
				c.Rules[id] = RuleOf(rule)
			}
			for _, r := range reports { // supposed rules are in no set
				if r == nil {
					continue
				}
				if rule, ok := r.Rules[id]; ok {
					c.Rules[id] = rule
				}
			}
		}
	}
}

// turnsOn returns the rules of two reports that begin on a day, or in the day before
// after its beginning, and those that have ended.
func turnsOn(set *policy.Set, day policy.When, before, after *Report) (begins, ends []string) {
	previous := day.Start().Add(-24 * time.Hour)
	for r := range set.Rules() {
		_, was := before.Rules[r.ID]
		if _, is := after.Rules[r.ID]; !was && !is {
			continue
		}
		if t := r.From.Start(); t.After(previous) && !t.After(day.End()) {
			begins = append(begins, r.ID)
		}
		if t := r.Until.End(); !r.Until.IsZero() && !t.Before(previous) && t.Before(day.End()) {
			ends = append(ends, r.ID)
		}
	}
	slices.Sort(begins)
	slices.Sort(ends)
	return begins, ends
}

// decided is for what a decision was taken.
type decided struct{ state, area, within, scope string }

// decisionsOf returns the decisions of the routes of a report that another has too,
// the worst for each.
func decisionsOf(r, other *Report) decisions {
	out := decisions{}
	for _, rt := range r.Routes {
		if !slices.ContainsFunc(other.Routes, func(o *Route) bool { return o.ID == rt.ID && slices.Equal(o.Waypoints, rt.Waypoints) }) {
			continue
		}
		for _, c := range rt.Crossings {
			for _, d := range c.Decisions {
				key := decided{state: d.State, within: strings.Join(d.in.names, "\x00"), scope: d.Scope}
				if d.State == "" || d.territory {
					key.area = d.areaID
				}
				if old, ok := out[key]; !ok || d.Status.Worse(old.After) {
					out[key] = StateChange{State: key.state, Area: key.area, Within: d.in.names, Scope: d.Scope, After: d.Status, Rule: d.decidedBy()}
				}
			}
		}
	}
	return out
}

// decidedBy returns the rule that decided, or the first on which it rests that nothing
// did.
func (d Decision) decidedBy() string {
	if d.rule() == "" && len(d.undecided) > 0 {
		return d.undecided[0]
	}
	return d.rule()
}

// changesOf compares the decisions of two reports. An outline that does not matter on
// one of the two days is compared with the rest of its State.
func changesOf(before, after *Report) []StateChange {
	var out []StateChange
	was, is := decisionsOf(before, after), decisionsOf(after, before)
	compare := func(key decided) {
		old, ok := was.find(key)
		now, also := is.find(key)
		if !ok || !also || old.After == now.After && old.Rule == now.Rule {
			return
		}
		now.Before, now.RuleBefore = old.After, old.Rule
		if now.Within == nil {
			now.Within = old.Within
		}
		out = append(out, now)
	}
	for key := range is {
		compare(key)
	}
	for key := range was {
		if _, both := is[key]; !both {
			compare(key)
		}
	}
	slices.SortFunc(out, func(a, b StateChange) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Area, b.Area), slices.Compare(a.Within, b.Within), cmp.Compare(a.Scope, b.Scope))
	})
	return out
}

// decisions are the decisions of some routes, the worst for each.
type decisions map[decided]StateChange

// find returns what was decided, else that for the whole of the area.
func (d decisions) find(key decided) (StateChange, bool) {
	if s, ok := d[key]; ok {
		return s, true
	}
	key.within = ""
	s, ok := d[key]
	return s, ok
}
