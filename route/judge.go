package route

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// judge decides the crossings of one question. It is made per question and not
// shared.
type judge struct {
	idx    *airspace.Index
	set    *policy.Set
	flight policy.Flight
	asOf   policy.When
	report *Report
	memo   map[judged]Decision

	zones    map[airspace.AreaID]*zone
	assumed  bool     // a zone was judged at a level that was not given
	below    []string // zones left out for that level
	outlined bool     // some zone is an outline, or built in
	shuts    knownShuts
	clock    clock

	// Of the route in hand: the areas over its ends, and the slot of its arrival.
	endAreas [2][]airspace.AreaID
	lastSlot int

	elsewhere *view // the same question in the other world view, once it was needed
}

// judged is what a decision depends on.
type judged struct {
	area   airspace.AreaID
	scope  policy.Scope
	slot   int    // of time
	within string // see [overhead.key]
}

// scopes returns what is asked of a crossing: overflight always, departure of
// the first, landing of the last.
func scopes(first, last bool) []policy.Scope {
	s := []policy.Scope{policy.Overflight}
	if first {
		s = append(s, policy.Departure)
	}
	if last {
		s = append(s, policy.Landing)
	}
	return s
}

// crossing judges one stretch. Over several areas each is judged and the worst
// counts; along a border the better of the two sides. A zone that no rule names is
// named and not judged.
func (j *judge) crossing(s stretch, q asked) Crossing {
	c := Crossing{FromKm: metres(s.fromKm), ToKm: metres(s.toKm), Status: policy.Open, Areas: []string{}, Decisions: []Decision{}, pieces: s.pieces}
	c.Km = metres(c.ToKm - c.FromKm)
	areas := s.areas
	var decisions []Decision
	if s.along {
		left, right := j.over(s.left, q, s.slot), j.over(s.right, q, s.slot)
		areas, decisions = s.left, left
		if worst(left).Worse(worst(right)) {
			areas, decisions = s.right, right
		}
		c.Along = j.sides(s.left, s.right)
	} else {
		decisions = j.over(areas, q, s.slot)
	}
	c.Decisions = append(c.Decisions, decisions...)
	c.Status = worst(decisions)
	for _, id := range areas {
		c.Areas = append(c.Areas, j.idx.Area(id).ID)
		if j.zones[id] != nil {
			c.Zones, c.zones = append(c.Zones, j.idx.Area(id).ID), append(c.zones, id)
		}
	}
	slices.Sort(c.Areas)
	slices.Sort(c.Zones)
	j.title(&c, j.onlyStates(areas))
	return c
}

// over judges a set of areas for every scope that is asked. Departure and landing
// are judged where and when the route begins and ends.
func (j *judge) over(areas []airspace.AreaID, q asked, slot int) []Decision {
	var out []Decision
	for _, id := range areas {
		scopes := q.states
		if z := j.zones[id]; z != nil {
			scopes = z.asked(q.zones)
		}
		for _, scope := range scopes {
			where, when := areas, slot
			switch scope {
			case policy.Departure:
				where, when = j.endAreas[0], 0
			case policy.Landing:
				where, when = j.endAreas[1], j.lastSlot
			case policy.Overflight, policy.TechnicalStop:
			}
			out = append(out, j.decide(id, scope, j.within(where, scope, when), when))
		}
	}
	return out
}

// worst returns the worst status of decisions; none is open: the high seas.
func worst(decisions []Decision) policy.Status {
	s := policy.Open
	for _, d := range decisions {
		if d.Status.Worse(s) {
			s = d.Status
		}
	}
	return s
}

// sides names the two sides of a border: their States, or, if those are the same,
// their zones.
func (j *judge) sides(left, right []airspace.AreaID) []string {
	l, r := j.onlyStates(left), j.onlyStates(right)
	if slices.Equal(l, r) {
		without := func(a, b []airspace.AreaID) []airspace.AreaID {
			return slices.DeleteFunc(slices.Clone(a), func(id airspace.AreaID) bool { return slices.Contains(b, id) })
		}
		l, r = without(left, right), without(right, left)
	}
	out := []string{j.side(l), j.side(r)}
	slices.Sort(out)
	return out
}

// side names one side of a border: its State, else its area, else the high
// seas.
func (j *judge) side(areas []airspace.AreaID) string {
	if len(areas) == 0 {
		return ""
	}
	a := j.idx.Area(areas[0])
	if a.Sovereign != "" {
		return a.Sovereign
	}
	return a.ID
}

// title gives the crossing its State and its name: of the area that decides. Zones
// are not among the areas.
func (j *judge) title(c *Crossing, areas []airspace.AreaID) {
	if len(areas) == 0 {
		c.Name = "high seas"
		return
	}
	lead := areas[0]
	for _, d := range c.Decisions {
		if d.Status == c.Status && slices.Contains(areas, d.area) {
			lead = d.area
			break
		}
	}
	c.State = j.idx.Area(lead).Sovereign
	var names []string
	for _, id := range areas {
		names = appendNew(names, j.idx.Area(id).Name)
	}
	c.Name = strings.Join(names, " and ")
}

// territory returns an area as policy sees it, or its part within outlines.
func (j *judge) territory(id airspace.AreaID, within []string) policy.Territory {
	a := j.idx.Area(id)
	if z := j.zones[id]; z != nil {
		return policy.Territory{Area: a.ID, Zones: z.names, Within: within}
	}
	return policy.Territory{Area: a.ID, Code: a.Code, State: a.Sovereign, Claimants: a.Claimants, Within: within}
}

// ask asks the policies about an area, or its part within outlines, in a slot of
// time.
func (j *judge) ask(id airspace.AreaID, scope policy.Scope, within []string, slot int) policy.Decision {
	return j.set.Decide(j.flight, j.territory(id, within), policy.At{Date: j.clock.date(slot), AsOf: j.asOf}, scope)
}

// decide asks the policies about one area and notes what the report needs.
func (j *judge) decide(id airspace.AreaID, scope policy.Scope, in overhead, slot int) Decision {
	key := judged{id, scope, slot, in.key()}
	if d, ok := j.memo[key]; ok {
		return d
	}
	a, z := j.idx.Area(id), j.zones[id]
	p := j.ask(id, scope, in.names, slot)
	d := Decision{
		State: a.Sovereign, Scope: scope.String(), Status: p.Status, Effect: string(p.Effect),
		Rules: []string{}, Missing: append([]string{}, p.Missing()...), Why: p.Why(), Unless: p.Unless(),
		area: id, scope: scope, in: in, slot: slot, areaID: a.ID, territory: a.Sovereign != "" && a.Code != a.Sovereign, standing: string(p.Standing), says: p.Says,
	}
	if kept := p.NotGrantable(); len(kept) > 0 {
		j.notGrantable(a, kept)
	}
	for _, r := range p.Rules() {
		d.Rules = append(d.Rules, j.report.cite(r))
		d.outlines = append(d.outlines, j.outlinesOf(r, in.names)...)
	}
	for _, r := range p.Flags() {
		d.flags = append(d.flags, flagged{string(r.Effect), j.report.cite(r)})
		d.outlines = append(d.outlines, j.outlinesOf(r, in.names)...)
	}
	for _, r := range p.Undecided() {
		d.undecided = append(d.undecided, r.ID)
	}
	d.Within = j.outlinesOf(p.Winner(), in.names)
	j.undecided(&d, scope, in, slot)
	if z != nil {
		d.Zone, d.territory = a.ID, false
		z.undecided(&d, z.holds[slot].missing)
	}
	j.memo[key] = d
	return d
}

// notGrantable notes that a supposed permission lifts nothing.
func (j *judge) notGrantable(a airspace.Area, rules []*policy.Rule) {
	for _, r := range rules {
		why := ""
		if r.Layer == policy.LayerSafety {
			why = ", being a closure for safety,"
		}
		j.report.Notes = appendNew(j.report.Notes, fmt.Sprintf(
			"The permission of %s was supposed, but %s%s cannot be granted away and still holds.", a.Name, r.ID, why))
	}
}
