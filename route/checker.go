package route

import (
	"cmp"
	"context"
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// Checker judges routes with an airspace and a policy of the caller's choice.
// A nil field is an error, never an open sky. It holds no state and is safe for
// concurrent use.
type Checker struct {
	Airspace *airspace.Index
	Policy   *policy.Set
	// AsOf is the day on which the question is asked: what was stated later is
	// not known. The zero value is known always.
	AsOf policy.When
	// Plan says when the flight is where. The zero value is some time of its date.
	Plan Plan
}

// Stop is a point of a question with its name; Name may be empty.
type Stop struct {
	Name  string
	Point orb.Point // longitude, latitude
	IATA  string    // code of the aerodrome, if it is one
	ICAO  string
}

// Check judges one route, given by its waypoints, longitude and latitude in
// degrees. The flight's origin and destination are taken from the ends unless
// the flight names them. The error is an [*InputError] for a line that is no
// route, or one of package policy for a flight that the set cannot understand.
// [Checker.CheckStops] is the same for waypoints with names and codes: the report
// has the names, and rules about an aerodrome meet its code.
func (c Checker) Check(ctx context.Context, flight policy.Flight, line orb.LineString) (*Report, error) {
	stops := make([]Stop, len(line))
	for i, p := range line {
		stops[i].Point = p
	}
	return c.CheckStops(ctx, flight, stops)
}

// CheckStops is Check for waypoints with names.
func (c Checker) CheckStops(ctx context.Context, flight policy.Flight, stops []Stop) (*Report, error) {
	line := make(orb.LineString, len(stops))
	for i, s := range stops {
		line[i] = s.Point
	}
	legs, err := legsOf(line)
	if err != nil {
		return nil, err
	}
	j, err := c.begin(flight, stops[0], stops[len(stops)-1])
	if err != nil {
		return nil, err
	}
	rt := &Route{ID: "direct", Name: "great circle", Origin: Direct, Waypoints: line, legs: legs}
	if len(stops) > 2 {
		rt.ID, rt.Name, rt.Origin = "given", viaName(stops), Via
	}
	if err := j.add(ctx, rt); err != nil {
		return nil, err
	}
	return j.end()
}

// Candidates is [Searcher.Candidates] for one question. For many make a Searcher.
func (c Checker) Candidates(ctx context.Context, flight policy.Flight, from, to Stop, opts SearchOptions) (*Report, error) {
	return c.searcher().Candidates(ctx, flight, from, to, opts)
}

// Candidates judges the ways from one place to another: the direct route, the
// named ways (see [Ways]) and the frontier of what each permission buys (see
// [Searcher.Frontier]).
func (s *Searcher) Candidates(ctx context.Context, flight policy.Flight, from, to Stop, opts SearchOptions) (*Report, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	j, err := s.begin(flight, from, to)
	if err != nil {
		return nil, err
	}
	q, err := s.question(j, from, to, opts)
	if err != nil {
		return nil, err
	}
	q.foresee()
	if err := j.addKnown(ctx, from, to); err != nil {
		return nil, err
	}
	if err := q.addFound(ctx); err != nil {
		return nil, err
	}
	if err := q.addAlternatives(ctx); err != nil {
		return nil, err
	}
	if err := q.addCorridors(ctx, j.report.Routes...); err != nil {
		return nil, err
	}
	return j.end()
}

// addKnown judges the direct route and the named ways.
func (j *judge) addKnown(ctx context.Context, from, to Stop) error {
	lines := []*Route{{ID: "direct", Name: "great circle", Origin: Direct, Waypoints: orb.LineString{from.Point, to.Point}}}
	ways, err := Ways()
	if err != nil {
		return err
	}
	for _, w := range ways {
		if line, ok := w.Between(from.Point, to.Point); ok {
			lines = append(lines, &Route{ID: w.ID, Name: w.Name, Origin: Via, Note: w.note(), Waypoints: line})
		}
	}
	for _, rt := range lines {
		if rt.legs, err = legsOf(rt.Waypoints); err != nil {
			return err
		}
		if err := j.add(ctx, rt); err != nil {
			return err
		}
	}
	return nil
}

// complete tells what is missing in a checker.
func (c Checker) complete() error {
	switch {
	case c.Airspace == nil:
		return &InputError{Msg: "the checker has no airspace; use airspace.World or airspace.ReadGeoJSON"}
	case c.Airspace.Len() == 0:
		return &InputError{Msg: "the checker's airspace has no areas; everything would be high seas"}
	case c.Policy == nil:
		return &InputError{Msg: "the checker has no policy; use policy.Builtin or policy.Parse"}
	}
	return nil
}

// begin checks the question and starts a report.
func (c Checker) begin(flight policy.Flight, from, to Stop) (*judge, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	if err := c.Plan.check(); err != nil {
		return nil, err
	}
	flight, err := c.Plan.dated(flight)
	if err != nil {
		return nil, err
	}
	if err := c.Policy.Validate(flight); err != nil {
		return nil, err
	}
	direct, err := legsOf(orb.LineString{from.Point, to.Point})
	if err != nil {
		return nil, err
	}
	j, err := c.judgeOf(c.WithEnds(flight, from, to), []orb.Point{from.Point, to.Point})
	if err != nil {
		return nil, err
	}
	j.report.From, j.report.To = j.report.placeOf(from), j.report.placeOf(to)
	j.report.GreatCircleKm = metres(direct[0].Km(direct[0].Angle()))
	return j, nil
}

// judgeOf makes the judge of a flight between two ends, or whatever the ends if there
// are none.
func (c Checker) judgeOf(flight policy.Flight, ends []orb.Point) (*judge, error) {
	o, err := c.outlinesFor(flight, ends)
	if err != nil {
		return nil, err
	}
	idx, err := o.join(c.Airspace)
	if err != nil {
		return nil, err
	}
	j := &judge{idx: idx, set: c.Policy, flight: flight, memo: map[judged]Decision{}, asOf: c.AsOf}
	j.clock = c.clockOf(flight, idx)
	j.report = newReport(c, idx)
	j.report.Flight = FlightOf(j.flight)
	j.report.Flight.timed(c.Plan)
	if err := j.findZones(o, airspace.AreaID(c.Airspace.Len())); err != nil {
		return nil, err
	}
	return j, nil
}

// clockOf makes the clock of a flight.
func (c Checker) clockOf(f policy.Flight, idx *airspace.Index) clock {
	if c.Plan.Depart.IsZero() {
		return newClock(c.Plan, nil)
	}
	return newClock(c.Plan, instants(c.Policy, idx, func(r *policy.Rule) bool { return c.touches(r, f) }))
}

// add judges a route and puts it into the report.
func (j *judge) add(ctx context.Context, rt *Route) error {
	if err := j.judge(ctx, rt); err != nil {
		return err
	}
	j.report.Routes = append(j.report.Routes, rt)
	return nil
}

// judge judges a route.
func (j *judge) judge(ctx context.Context, rt *Route) error {
	if err := j.crossings(ctx, rt); err != nil {
		return err
	}
	rt.Waypoints = rt.Waypoints.Clone()
	for i, p := range rt.Waypoints {
		rt.Waypoints[i] = micro(p)
	}
	near := j.approaches(rt)
	rt.Clearance = j.clearance(near)
	j.sumZones(rt)
	return j.remark(ctx, rt, near)
}

// crossings judges what a route crosses, and takes its length and its status.
func (j *judge) crossings(ctx context.Context, rt *Route) error {
	stretches, err := stretchesOf(ctx, j.idx, rt.legs)
	if err != nil {
		return err
	}
	stretches = j.leaveOut(j.inSlots(rt, stretches))
	asks := j.asks(stretches)
	j.endAreas = [2][]airspace.AreaID{j.idx.At(rt.Waypoints[0]), j.idx.At(rt.Waypoints[len(rt.Waypoints)-1])}
	j.lastSlot = j.clock.slotAt(stretches[len(stretches)-1].toKm)
	for i, s := range stretches {
		c := j.crossing(s, asks[i])
		if n := len(rt.Crossings); n > 0 && stretches[i-1].alike(s) && stretches[i-1].slot != s.slot && rt.Crossings[n-1].goesOn(c) {
			rt.Crossings[n-1] = rt.Crossings[n-1].and(c)
			continue
		}
		rt.Crossings = append(rt.Crossings, c)
	}
	for i := range rt.Crossings {
		c := &rt.Crossings[i]
		c.Enter = micro(rt.at(c.pieces[0], false))
		c.Exit = micro(rt.at(c.pieces[len(c.pieces)-1], true))
		j.clock.stamp(c)
	}
	rt.DistanceKm = metres(stretches[len(stretches)-1].toKm)
	rt.DetourKm = metres(rt.DistanceKm - j.report.GreatCircleKm)
	rt.finish()
	return nil
}

// at returns the first or the last point of a piece.
func (rt *Route) at(p piece, last bool) orb.Point {
	if last {
		return rt.legs[p.leg].At(p.to)
	}
	return rt.legs[p.leg].At(p.from)
}

// end sorts the routes and writes the answer.
func (j *judge) end() (*Report, error) {
	r := j.report
	j.noteLevel()
	j.noteOutlines()
	j.noteAge()
	slices.SortStableFunc(r.Routes, func(a, b *Route) int {
		switch {
		case a.Status.Worse(b.Status):
			return 1
		case b.Status.Worse(a.Status):
			return -1
		}
		return cmp.Or(cmp.Compare(a.DistanceKm, b.DistanceKm), cmp.Compare(a.ID, b.ID))
	})
	r.Answer = r.answer()
	r.judge = j
	return r, nil
}
