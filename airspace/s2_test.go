package airspace

import (
	"cmp"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// s2World is the same map in golang/geo: a ShapeIndex with one LaxPolygon for
// each area, of the same points.
type s2World struct {
	index  *s2.ShapeIndex
	areaOf map[s2.Shape]AreaID
}

var theS2World = sync.OnceValues(func() (*s2World, error) {
	ref, err := theReference()
	if err != nil {
		return nil, err
	}
	return newS2World(ref), nil
})

func s2WorldOf(tb testing.TB) *s2World {
	tb.Helper()
	w, err := theS2World()
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func newS2World(ref *reference) *s2World {
	loops := map[AreaID][][]s2.Point{}
	last := AreaID(-1)
	for i, r := range ref.rings {
		var points []s2.Point
		for k := r.first; k < r.last; k++ {
			points = append(points, ref.points[k].at)
		}
		if !ref.isLeftOf(i) {
			slices.Reverse(points)
		}
		loops[r.area] = append(loops[r.area], points)
		last = max(last, r.area)
	}
	w := &s2World{index: s2.NewShapeIndex(), areaOf: map[s2.Shape]AreaID{}}
	for a := range last + 1 {
		shape := s2.LaxPolygonFromPoints(loops[a])
		w.index.Add(shape)
		w.areaOf[shape] = a
	}
	w.index.Build()
	return w
}

// isLeftOf tells whether the area of a ring lies left of it: at the middle of its
// longest edge.
func (ref *reference) isLeftOf(ring int) bool {
	r := ref.rings[ring]
	best, length := r.first, 0.0
	for k := r.first; k < r.last; k++ {
		// Edges along 180 degrees and through the pole may have the area on both sides.
		if math.Abs(ref.points[k].place[0]) == 180 && math.Abs(ref.points[k+1].place[0]) == 180 {
			continue
		}
		if n := ref.points[k].at.Sub(ref.points[k+1].at.Vector).Norm2(); n > length {
			best, length = k, n
		}
	}
	arc, err := sphere.NewArc(ref.points[best].at, ref.points[best+1].at)
	if err != nil {
		return true
	}
	beside := arc.Offset(arc.Angle()/2, 1e-4)
	p := sphere.ToLonLat(beside)
	in := false
	for _, k := range ref.column[columnOf(p[0])] {
		if ref.rings[ref.points[k].ring].area == r.area && ref.isNorth(k, p, beside) {
			in = !in
		}
	}
	return in
}

// s2Query answers as Index.Cross does, without runs along borders. Its memory is
// reused: an answer holds until the next.
type s2Query struct {
	world    *s2World
	contains *s2.ContainsPointQuery
	crossing *s2.CrossingEdgeQuery
	cuts     []s2Cut
	set      []AreaID
	areas    []AreaID
	out      []Stretch
}

type s2Cut struct {
	at   float64
	area AreaID
}

func (w *s2World) query() *s2Query {
	return &s2Query{
		world:    w,
		contains: s2.NewContainsPointQuery(w.index, s2.VertexModelSemiOpen),
		crossing: s2.NewCrossingEdgeQuery(w.index),
	}
}

// cross returns the stretches of a leg.
func (q *s2Query) cross(leg Leg) []Stretch {
	a, b := leg.arc.Start(), leg.arc.End()
	q.set, q.areas, q.out = q.set[:0], q.areas[:0], q.out[:0]
	for _, shape := range q.contains.ContainingShapes(a) {
		q.set = toggle(q.set, q.world.areaOf[shape])
	}
	q.findCuts(&leg.arc, a, b)
	cuts := q.cuts
	begin := 0.0
	for i := 0; i < len(cuts); {
		first := cuts[i].at
		last := first
		j := i + 1
		for ; j < len(cuts) && cuts[j].at-last < Tolerance; j++ {
			last = cuts[j].at
		}
		if leg.Angle()-last < Tolerance {
			break
		}
		if first >= Tolerance {
			q.emit(&leg.arc, begin, (first+last)/2)
			begin = (first + last) / 2
		}
		for ; i < j; i++ {
			q.set = toggle(q.set, cuts[i].area)
		}
	}
	q.emit(&leg.arc, begin, leg.Angle())
	return q.out
}

// findCuts finds where edges cross the leg, in order.
func (q *s2Query) findCuts(arc *sphere.Arc, a, b s2.Point) {
	q.cuts = q.cuts[:0]
	n := arc.Normal().Vector
	for shape, edges := range q.crossing.CrossingsEdgeMap(a, b, s2.CrossingTypeAll) {
		area := q.world.areaOf[shape]
		for _, e := range edges {
			edge := shape.Edge(e)
			u, v := edge.V0, edge.V1
			// What shares no vertex and was found does cross.
			if (a == u || a == v || b == u || b == v) && !s2.VertexCrossing(a, b, u, v) {
				continue
			}
			at := arc.AngleOf(meeting(n, u, v))
			q.cuts = append(q.cuts, s2Cut{max(0, min(arc.Angle(), at)), area})
		}
	}
	slices.SortFunc(q.cuts, func(a, b s2Cut) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.area, b.area)) })
}

// meeting returns where an edge meets the plane with normal n, not normalized.
func meeting(n r3.Vector, u, v s2.Point) s2.Point {
	return s2.Point{Vector: u.Mul(math.Abs(n.Dot(v.Vector))).Add(v.Mul(math.Abs(n.Dot(u.Vector))))}
}

// emit reports the set from one place to another.
func (q *s2Query) emit(arc *sphere.Arc, from, to float64) {
	first := len(q.areas)
	q.areas = append(q.areas, q.set...)
	s := Stretch{Areas: q.areas[first:len(q.areas):len(q.areas)], FromAngle: from, ToAngle: to, ToKm: arc.WGS84Km(to)}
	if len(s.Areas) == 0 {
		s.Areas = nil
	}
	if n := len(q.out); n > 0 {
		last := &q.out[n-1]
		if last.sameAreas(&s) {
			last.ToAngle, last.ToKm = s.ToAngle, s.ToKm
			return
		}
		s.FromKm = last.ToKm
	}
	q.out = append(q.out, s)
}

// S2 and Index agree on the pairs of airports on which they are timed, lengths
// included.
func TestS2AgreesOnAirportPairs(t *testing.T) {
	t.Parallel()
	x, q := worldOf(t), s2WorldOf(t).query()
	for _, set := range pairSets {
		for _, leg := range set.legs(t, 1000) {
			got, want := x.AppendCross(nil, leg), q.cross(leg)
			if fault := compare(x, got, want); fault != "" {
				t.Fatalf("%s, %v to %v:\n%s", set.name, leg.From(), leg.To(), fault)
			}
			for i := range got {
				if math.Abs(got[i].FromKm-want[i].FromKm) > 1e-6 || math.Abs(got[i].ToKm-want[i].ToKm) > 1e-6 {
					t.Fatalf("%s, %v to %v: stretch %d is %v to %v km, S2 has %v to %v", set.name, leg.From(), leg.To(), i, got[i].FromKm, got[i].ToKm, want[i].FromKm, want[i].ToKm)
				}
			}
		}
	}
}
