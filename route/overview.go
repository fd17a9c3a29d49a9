package route

import (
	"maps"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// AreaStatus is what an overflight of one area meets.
type AreaStatus struct {
	ID airspace.AreaID
	// Area is the id of the area, State its sovereign in the chosen world view, empty
	// if it has none.
	Area, State, Name string
	// Zone says that the area is a zone or an outline that a rule names, not airspace
	// of a State of its own.
	Zone   bool
	Status policy.Status
	// Lines are the reasons, none for an area that is open without a rule.
	Lines []Line
}

// Overview is what the flight of a report would meet over every area.
type Overview struct {
	// Areas are in the order of the airspace.
	Areas []AreaStatus
	// Rules holds each rule that some line names, by id.
	Rules map[string]Rule
}

// Overview judges the overflight of every area, those included that no route enters,
// for the flight and the date of the report; with a departure, at that instant. A
// zone that no rule names is left out. A report that was read from JSON has no
// overview.
func (r *Report) Overview() Overview {
	if r.judge == nil {
		return Overview{}
	}
	own := *r
	own.Rules, own.Notes = maps.Clone(r.Rules), nil
	j := *r.judge
	j.report, j.memo, j.zones = &own, map[judged]Decision{}, map[airspace.AreaID]*zone{}
	for id, z := range r.judge.zones {
		copied := *z
		copied.crossed = maps.Clone(z.crossed)
		j.zones[id] = &copied
	}
	out := Overview{Rules: own.Rules}
	for id := range j.idx.All() {
		if s, ok := j.overview(id); ok {
			out.Areas = append(out.Areas, s)
		}
	}
	return out
}

// overview judges the overflight of one area. A zone that changes nothing has none.
func (j *judge) overview(id airspace.AreaID) (s AreaStatus, ok bool) {
	a, z := j.idx.Area(id), j.zones[id]
	s = AreaStatus{ID: id, Area: a.ID, State: a.Sovereign, Name: a.Name, Zone: z != nil}
	var decisions []Decision
	switch {
	case z == nil:
		decisions = append(decisions, j.decide(id, policy.Overflight, overhead{}, 0))
	case z.holds[0].out:
		return s, false
	default:
		if len(z.asked([]policy.Scope{policy.Overflight})) > 0 {
			decisions = append(decisions, j.decide(id, policy.Overflight, j.within([]airspace.AreaID{id}, policy.Overflight, 0), 0))
		}
		decisions = append(decisions, j.inside(id)...)
		s.Name = j.report.OutlineName(a.ID)
	}
	s.Status = worst(decisions)
	s.Lines = j.report.lines(decisions, s.Status)
	return s, len(decisions) > 0
}

// inside returns what the States under an outline decide for what is inside it, where
// that is worse than what they decide elsewhere.
func (j *judge) inside(id airspace.AreaID) []Decision {
	in := j.within([]airspace.AreaID{id}, policy.Overflight, 0)
	if len(in.names)+len(in.maybe) == 0 {
		return nil
	}
	var out []Decision
	for _, a := range j.reach(id) {
		d := j.decide(a, policy.Overflight, in, 0)
		if d.Status.Worse(j.decide(a, policy.Overflight, overhead{}, 0).Status) && j.liesUnder(a, id) {
			out = append(out, d)
		}
	}
	return out
}

// Outline returns the outline of an area of the report's airspace, by the id that
// [AreaStatus] has: RFC 7946, cut at 180 degrees. It is empty if there is no such
// area.
func (r *Report) Outline(id airspace.AreaID) orb.MultiPolygon {
	if r.index == nil || id < 0 || int(id) >= r.index.Len() {
		return nil
	}
	return r.index.Outline(id)
}

// Attribution is what the publisher of the borders wants to be said.
func (r *Report) Attribution() string { return r.attribution }

// Path returns the points of a crossing of the route, rounded to 1e-6 degrees and so
// dense that a straight line between neighbours stays within 100 m of the arc. It
// is not cut at 180 degrees. A crossing shorter than the rounding has one point.
func (rt *Route) Path(c Crossing) orb.LineString { return rt.draw(c) }
