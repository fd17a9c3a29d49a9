package route

import (
	"context"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// begin makes the judge of the track. Its clock has the slots of time of the track,
// and knows from the track, not from a speed, where the flight was when they begin.
func (a *auditor) begin(c Checker, flight policy.Flight) error {
	first, last := a.fixes[0], a.fixes[len(a.fixes)-1]
	depart := first.Time.UTC().Truncate(time.Second)
	flight.Date = policy.Day(depart.Date())
	if err := c.Policy.Validate(flight); err != nil {
		return err
	}
	if a.ground[0] && !flight.Origin.Given() {
		flight.Origin = aerodrome(Stop{}, stateAt(c.Airspace, first.Point))
	}
	if a.ground[1] && !flight.Destination.Given() {
		flight.Destination = aerodrome(Stop{}, stateAt(c.Airspace, last.Point))
	}
	// A plan whose longest route takes as long as the track opens the same window of
	// time; its speed is of no other use.
	c.Plan = Plan{Depart: depart, SpeedKmh: farthestKm / last.Time.Sub(depart).Hours()}
	j, err := c.judgeOf(flight, []orb.Point{first.Point, last.Point})
	if err != nil {
		return err
	}
	j.report.Flight = FlightOf(j.flight)
	j.clock.km = nil
	for _, t := range j.clock.begins {
		j.clock.km = append(j.clock.km, a.kmAt(t))
	}
	j.clock.km[0] = 0
	j.endAreas = [2][]airspace.AreaID{j.idx.At(first.Point), j.idx.At(last.Point)}
	j.lastSlot = j.slotOf(last.Time)
	a.j = j
	return nil
}

// slotOf returns the slot of an instant.
func (j *judge) slotOf(t time.Time) int {
	slot := 0
	for i, begin := range j.clock.begins {
		if !begin.After(t) {
			slot = i
		}
	}
	return slot
}

// judgeParts makes the entries of all parts and gaps.
func (a *auditor) judgeParts(ctx context.Context) error {
	for i := range a.gaps {
		a.over(&a.gaps[i])
	}
	out := &Audit{Entries: []AuditEntry{}, report: a.j.report, route: a.route, spans: a.spans}
	for i, p := range a.parts {
		if p.gap >= 0 {
			out.Entries = append(out.Entries, a.gapEntry(p))
		}
		crossings, err := a.crossings(ctx, i)
		if err != nil {
			return err
		}
		out.Entries = append(out.Entries, a.entries(i, crossings)...)
	}
	for _, e := range out.Entries {
		a.route.Crossings = append(a.route.Crossings, e.Crossing)
	}
	a.route.finish()
	a.j.report.Routes = []*Route{a.route}
	a.audit = out
	return nil
}

// crossings judges one part of the track.
func (a *auditor) crossings(ctx context.Context, part int) ([]Crossing, error) {
	j := a.j
	ends := [2]bool{part == 0 && a.ground[0], part == len(a.parts)-1 && a.ground[1]}
	stretches, err := a.stretches(ctx, a.parts[part])
	if err != nil {
		return nil, err
	}
	for i := range stretches {
		stretches[i].end = i == 0 && ends[0] || i == len(stretches)-1 && ends[1]
	}
	stretches = j.leaveOut(stretches)
	asks := j.asks(stretches)
	var out []Crossing
	for i, s := range stretches {
		c := j.crossing(s, onlyEnds(asks[i], ends))
		if n := len(out); n > 0 && stretches[i-1].alike(s) && stretches[i-1].slot != s.slot && out[n-1].goesOn(c) {
			out[n-1] = out[n-1].and(c)
			continue
		}
		out = append(out, c)
	}
	return out, nil
}

// stretches returns the stretches of a part, cut where a slot of time ends. A part of
// one place has one without a length.
func (a *auditor) stretches(ctx context.Context, p auditPart) ([]stretch, error) {
	j := a.j
	if p.legs == p.endOfLegs {
		at := a.fixes[p.first]
		return []stretch{{areas: j.idx.At(at.Point), fromKm: p.fromKm, toKm: p.fromKm, slot: j.slotOf(at.Time)}}, nil
	}
	out, err := stretchesOf(ctx, j.idx, a.route.legs[p.legs:p.endOfLegs])
	if err != nil {
		return nil, err
	}
	for i := range out {
		for k := range out[i].pieces {
			out[i].pieces[k].leg += p.legs
		}
	}
	return j.inSlots(a.route, out), nil
}

// onlyEnds takes departure and landing out of what is asked, unless the part begins
// or ends on the ground.
func onlyEnds(q asked, ends [2]bool) asked {
	cut := func(scopes []policy.Scope) []policy.Scope {
		return slices.DeleteFunc(slices.Clone(scopes), func(s policy.Scope) bool {
			return s == policy.Departure && !ends[0] || s == policy.Landing && !ends[1]
		})
	}
	return asked{cut(q.states), cut(q.zones)}
}

// entries makes the entries of a part: its crossings with times and places.
func (a *auditor) entries(part int, crossings []Crossing) []AuditEntry {
	p := a.parts[part]
	at := a.fixes[p.first].Time
	out := make([]AuditEntry, len(crossings))
	for i, c := range crossings {
		last := i == len(crossings)-1
		exit := a.fixes[p.last].Time
		c.Enter, c.Exit = micro(a.fixes[p.first].Point), micro(a.fixes[p.last].Point)
		if n := len(c.pieces); n > 0 {
			c.Enter, c.Exit = micro(a.route.at(c.pieces[0], false)), micro(a.route.at(c.pieces[n-1], true))
			if !last {
				exit = a.timeOn(c.pieces[n-1], true)
			}
		}
		c.EnterTime, c.ExitTime, c.Minutes = toSecond(at), toSecond(exit), minutesOf(exit.Sub(at))
		at = exit
		e := AuditEntry{Kind: EntryEntered, Crossing: c}
		if len(c.Areas) == 0 && len(c.Along) == 0 {
			e.Kind = EntryHighSeas
		}
		e.BridgedKm = a.bridgedKm(c)
		e.AltFt = a.altitudes(c, p)
		out[i] = e
	}
	a.setEnds(part, out)
	return out
}

// setEnds says of entries where no border is crossed.
func (a *auditor) setEnds(part int, list []AuditEntry) {
	for i := 1; i < len(list); i++ {
		before, e := &list[i-1], &list[i]
		e.enters = a.j.report.enters(before.Crossing, e.Crossing)
		if len(e.enters) == 0 && e.Kind != EntryHighSeas ||
			slices.Equal(before.Areas, e.Areas) && slices.Equal(before.Along, e.Along) {
			before.Ends, e.Begins = AtInside, AtInside
		}
	}
	first, last := &list[0], &list[len(list)-1]
	first.Begins, last.Ends = AtGap, AtGap
	if part == 0 {
		first.Begins = AtTrack
	}
	if part == len(a.parts)-1 {
		last.Ends = AtTrack
	}
}

// bridgedKm returns how much of a crossing lies in gaps.
func (a *auditor) bridgedKm(c Crossing) float64 {
	km, seen := 0.0, false
	for _, p := range c.pieces {
		if l := a.route.legs[p.leg]; a.spans[p.leg].bridged {
			km += l.Km(p.to) - l.Km(p.from)
		} else {
			seen = true
		}
	}
	if !seen && len(c.pieces) > 0 {
		return c.Km
	}
	return metres(km)
}

// altitudes returns the altitudes of the fixes in and beside a crossing, as far as it
// was seen.
func (a *auditor) altitudes(c Crossing, p auditPart) *AltRange {
	var out *AltRange
	add := func(f Fix) {
		switch {
		case !f.HasAlt:
		case out == nil:
			out = &AltRange{f.AltFt, f.AltFt}
		default:
			out.Min, out.Max = min(out.Min, f.AltFt), max(out.Max, f.AltFt)
		}
	}
	if len(c.pieces) == 0 {
		for _, f := range a.fixes[p.first : p.last+1] {
			add(f)
		}
	}
	for _, x := range c.pieces {
		if s := a.spans[x.leg]; !s.bridged {
			add(a.fixes[s.from])
			add(a.fixes[s.to])
		}
	}
	return out
}

// over finds what lies over the great circle of a gap.
func (a *auditor) over(g *AuditGap) {
	l, ok := legBetween(g.Enter, g.Exit, 0)
	if !ok {
		return
	}
	for s := range a.j.idx.Cross(l.Leg) {
		for _, id := range a.j.onlyStates(s.Areas) {
			area := a.j.idx.Area(id)
			code := area.Sovereign
			if code == "" {
				code = area.ID
			}
			if !slices.Contains(g.Over, code) {
				g.Over, g.names = append(g.Over, code), append(g.names, a.j.report.Name(code))
			}
		}
	}
}

// gapEntry makes the entry of the gap before a part.
func (a *auditor) gapEntry(p auditPart) AuditEntry {
	g := a.gaps[p.gap]
	km := p.fromKm - g.exact
	c := Crossing{
		Name: "no positions", Areas: []string{}, Decisions: []Decision{}, Status: policy.Unknown, FromKm: metres(km), ToKm: metres(p.fromKm),
		Enter: g.Enter, Exit: g.Exit, EnterTime: g.EnterTime, ExitTime: g.ExitTime, Minutes: g.Minutes,
	}
	c.Km = metres(c.ToKm - c.FromKm)
	return AuditEntry{Kind: EntryGap, Crossing: c, Gap: &g}
}

// end writes the answer.
func (a *auditor) end() *Audit {
	out, r := a.audit, a.j.report
	a.j.noteLevel()
	a.j.noteOutlines()
	a.j.noteAge()
	out.Schema, out.Track = AuditSchema, a.track
	out.Track.Gaps = append([]AuditGap{}, a.gaps...)
	out.Flight, out.Policies, out.Airspace, out.Rules, out.LeftOut = r.Flight, r.Policies, r.Airspace, r.Rules, r.LeftOut
	out.Status, out.Flags = a.route.Status, a.route.Flags
	out.Km = metres(a.km)
	out.Minutes = minutesOf(a.fixes[len(a.fixes)-1].Time.Sub(a.fixes[0].Time))
	for i := range out.Entries {
		out.Entries[i].Words = out.words(&out.Entries[i])
	}
	out.Notes = append(a.notes(), r.Notes...)
	out.Answer = out.answer()
	return out
}
