package chart

import (
	"fmt"
	"slices"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// track is a route as it is drawn.
type track struct {
	route *route.Route
	paths [][]s2.Point  // of each crossing
	lines [][]r2.Point  // all that is seen of it
	count int           // the number of the route in the list
	enter []enteredItem // where it enters an area, and is seen there
}

// enteredItem is where a crossing begins.
type enteredItem struct {
	at  r2.Point
	ref string
	km  float64
	c   route.Crossing
}

// Radii of round marks, in units.
const (
	pointMm = 0.65
	endMm   = 1.5
)

// tracksOf returns the routes of a report.
func tracksOf(r *route.Report) []track {
	var out []track
	for i, rt := range r.Routes {
		if rt == nil {
			continue
		}
		t := track{route: rt, count: i + 1}
		for _, c := range rt.Crossings {
			t.paths = append(t.paths, pathOf(rt, c))
		}
		out = append(out, t)
	}
	return out
}

// pathOf returns the points of a crossing. A report that was read from JSON knows
// only where it begins and ends.
func pathOf(rt *route.Route, c route.Crossing) []s2.Point {
	line := rt.Path(c)
	if len(line) == 0 {
		line = orb.LineString{c.Enter, c.Exit}
	}
	out := make([]s2.Point, len(line))
	for i, p := range line {
		out[i] = sphere.FromLonLat(p)
	}
	return out
}

// routes draws corridors, routes and marks; the best on top.
func (s *scene) routes() {
	for i := range s.tracks {
		if c := s.tracks[i].route.Corridor; c != nil {
			rings, outline := s.frame.Area(c.Polygon)
			s.add(shape{
				Layer: layerCorridor, Status: s.tracks[i].route.Status, Ref: "route:" + s.tracks[i].route.ID, Best: i == 0,
				Title: fmt.Sprintf("corridor of route %d, %s: narrowest %s", s.tracks[i].count, s.tracks[i].route.Name, c.Words()),
				Rings: rings, Lines: outline,
			})
		}
	}
	for i := range slices.Backward(s.tracks) {
		s.crossings(&s.tracks[i], i == 0)
		for _, l := range s.tracks[i].lines {
			s.place.line(l)
		}
	}
	for i := range slices.Backward(s.tracks) {
		for _, e := range s.tracks[i].enter {
			s.add(shape{
				Layer: layerPoint, Status: e.c.Status, Ref: e.ref, Best: i == 0,
				Title: fmt.Sprintf("route %d enters %s after %s", s.tracks[i].count, e.c.Name, km(e.km)),
				Lines: [][]r2.Point{{e.at}}, Radius: pointMm * s.unit,
			})
		}
	}
	for _, e := range s.ends() {
		s.add(shape{Layer: layerPoint, Ref: e.ref, Title: e.place.Name, Best: true, Lines: [][]r2.Point{{e.at}}, Radius: endMm * s.unit})
	}
}

// crossings draws one route and finds where it enters areas.
func (s *scene) crossings(t *track, best bool) {
	for k, c := range t.route.Crossings {
		lines := s.frame.Line(t.paths[k])
		s.add(shape{
			Layer: layerRoute, Status: c.Status, Ref: fmt.Sprintf("crossing:%s/%d", t.route.ID, k+1),
			Title: crossingTitle(s.report, t, c), Lines: lines, Dashed: t.route.Status == policy.Blocked, Best: best,
		})
		t.lines = append(t.lines, lines...)
		if k == 0 || c.HighSeas() || slices.Equal(c.Areas, t.route.Crossings[k-1].Areas) {
			continue
		}
		if at, ok := s.frame.Point(t.paths[k][0]); ok {
			t.enter = append(t.enter, enteredItem{rounded(at), fmt.Sprintf("point:%s/%d", t.route.ID, k+1), c.FromKm, c})
		}
	}
}

// crossingTitle says what a reader is told who points at a crossing.
func crossingTitle(r *route.Report, t *track, c route.Crossing) string {
	title := fmt.Sprintf("route %d over %s, %s: %s", t.count, c.Name, km(c.Km), c.Status)
	if why := wordsOf(r.CrossingLines(c)); why != "" {
		title += " - " + why
	}
	return title
}

// end is an end of the question.
type end struct {
	place route.Place
	ref   string
	at    r2.Point
}

// ends returns the ends, both seen in any frame that fits.
func (s *scene) ends() []end {
	var out []end
	for _, e := range []end{{place: s.report.From, ref: "end:from"}, {place: s.report.To, ref: "end:to"}} {
		if at, ok := s.frame.Point(sphere.FromLonLat(e.place.Point())); ok {
			e.at = rounded(at)
			out = append(out, e)
		}
	}
	return out
}
