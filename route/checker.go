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
	s, err := NewSearcher(c)
	if err != nil {
		return nil, err
	}
	return s.Candidates(ctx, flight, from, to, opts)
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
	if err := j.addKnown(ctx, from, to); err != nil {
		return nil, err
	}
	q := s.question(j, from, to, opts)
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
	if err := c.Policy.Validate(flight); err != nil {
		return nil, err
	}
	direct, err := legsOf(orb.LineString{from.Point, to.Point})
	if err != nil {
		return nil, err
	}
	j := &judge{idx: c.Airspace, set: c.Policy, memo: map[judged]Decision{}, asOf: c.AsOf}
	j.report = newReport(c, from, to)
	j.report.GreatCircleKm = metres(direct[0].Km(direct[0].Angle()))
	j.flight = withEnds(flight, from, to, j.report)
	j.report.Flight = FlightOf(j.flight)
	if err := j.findZones(); err != nil {
		return nil, err
	}
	return j, nil
}

// add judges a route and puts it into the report.
func (j *judge) add(ctx context.Context, rt *Route) error {
	if err := j.crossings(ctx, rt); err != nil {
		return err
	}
	rt.Waypoints = rt.Waypoints.Clone()
	for i, p := range rt.Waypoints {
		rt.Waypoints[i] = micro(p)
	}
	rt.Clearance = j.clearance(rt)
	j.sumZones(rt)
	if err := j.remark(ctx, rt); err != nil {
		return err
	}
	j.report.Routes = append(j.report.Routes, rt)
	return nil
}

// crossings judges what a route crosses, and takes its length and its status.
func (j *judge) crossings(ctx context.Context, rt *Route) error {
	stretches, err := stretchesOf(ctx, j.idx, rt.legs)
	if err != nil {
		return err
	}
	stretches = j.leaveOut(stretches)
	asks := j.asks(stretches)
	for i, s := range stretches {
		c := j.crossing(s, asks[i])
		c.Enter = micro(rt.at(s.pieces[0], false))
		c.Exit = micro(rt.at(s.pieces[len(s.pieces)-1], true))
		rt.Crossings = append(rt.Crossings, c)
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
	return r, nil
}
