package airspace

import (
	"encoding/json"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// reference answers as Index does, by brute force: it has every ring of the
// embedded file as it is, shares nothing between neighbours, and no code with
// the queries of Index. Containment is the parity of the edges north of a point
// on its meridian, so nothing may contain the North Pole; it takes the rings of
// an area to be disjoint or one in the other.
//
// It skips what a bound shows to be out of reach. Each bound has its proof
// beside it, and TestReferenceSkipsNothing compares with going through all.
type reference struct {
	points   []refPoint // of ring after ring; each ends with the point it begins with
	rings    []refRing
	runs     []refRun
	column   [columns][]int32 // the edges that reach into a strip of longitude
	polar    []int32          // the edges that reach beyond 89 degrees of latitude
	everyone bool             // skip nothing
}

// refPoint is a point of a ring and the edge to the next.
type refPoint struct {
	place orb.Point
	at    s2.Point
	ring  int32 // -1 for the last point of a ring, where no edge begins
}

type refRing struct {
	area        AreaID
	first, last int32 // the points
}

// refRun is a row of edges in a cap. All points of the edges lie within the
// angle r of the centre, even less by slack, since the ends do and a cap smaller
// than half the globe is convex.
type refRun struct {
	centre      r3.Vector
	r, sin      float64
	first, last int32 // the first edge, and the one after the last
}

const (
	columns    = 3600 // strips of 0.1 degree
	edgesOfRun = 24
	slack      = 2 * Tolerance // covers the tolerance of runs along a border, and all rounding many times
)

func columnOf(lon float64) int { return min(columns-1, int((lon+180)*columns/360)) }

// embedded returns the outlines in the embedded file, feature by feature: they
// are the areas of World in order.
func embedded() ([]orb.MultiPolygon, error) {
	var file struct {
		Features []struct {
			Geometry struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal([]byte(data.Countries()), &file); err != nil {
		return nil, err
	}
	out := make([]orb.MultiPolygon, len(file.Features))
	for i, f := range file.Features {
		into := any(&out[i])
		if f.Geometry.Type == "Polygon" {
			out[i] = make(orb.MultiPolygon, 1)
			into = &out[i][0]
		}
		if err := json.Unmarshal(f.Geometry.Coordinates, into); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// theReference is made once.
var theReference = sync.OnceValues(func() (*reference, error) {
	outlines, err := embedded()
	if err != nil {
		return nil, err
	}
	var loops []loop
	var areas []AreaID
	for id, multi := range outlines {
		for _, p := range multi {
			for _, r := range p {
				sides, _, _ := sidesOf(r, false)
				loops = append(loops, loop{sides: sides})
				areas = append(areas, AreaID(id))
			}
		}
	}
	ref := &reference{}
	split := newSplitter(loops)
	for i, l := range loops {
		ref.addRing(areas[i], l.sides, split)
	}
	ref.addRuns()
	ref.addColumns()
	return ref, nil
})

func referenceOf(tb testing.TB) *reference {
	tb.Helper()
	ref, err := theReference()
	if err != nil {
		tb.Fatal(err)
	}
	return ref
}

func (ref *reference) addRing(area AreaID, sides []side, split *splitter) {
	var corners []corner
	for _, s := range sides {
		for _, piece := range split.split(nil, s) {
			corners = divide(corners, piece)
		}
	}
	ring := refRing{area: area, first: int32(len(ref.points))}
	for _, c := range append(corners, corners[0]) {
		p := c.point()
		v := sphere.FromLonLat(p)
		if n := len(ref.points); n > int(ring.first) && ref.points[n-1].at == v {
			continue
		}
		ref.points = append(ref.points, refPoint{p, v, int32(len(ref.rings))})
	}
	ring.last = int32(len(ref.points)) - 1
	ref.points[ring.last].ring = -1
	ref.rings = append(ref.rings, ring)
}

func (ref *reference) addRuns() {
	for _, ring := range ref.rings {
		for first := ring.first; first < ring.last; first += edgesOfRun {
			run := refRun{first: first, last: min(first+edgesOfRun, ring.last)}
			points := ref.points[first : run.last+1]
			var sum r3.Vector
			for i := range points {
				sum = sum.Add(points[i].at.Vector)
			}
			run.centre = sum.Normalize()
			for i := range points {
				run.r = max(run.r, sphere.Angle(s2.Point{Vector: run.centre}, points[i].at))
			}
			run.r += slack
			run.sin = math.Sin(run.r)
			if run.r > 1.5 {
				run.r, run.sin = math.Pi, 2 // never skipped
			}
			ref.runs = append(ref.runs, run)
		}
	}
}

// addColumns enters each edge in the strips of longitude that it touches. An
// edge is monotone in longitude, being an arc of less than half the globe that
// passes no pole.
func (ref *reference) addColumns() {
	for k := range ref.points {
		if ref.points[k].ring < 0 {
			continue
		}
		p, q := ref.points[k].place, ref.points[k+1].place
		if max(math.Abs(p[1]), math.Abs(q[1])) > 88.9 {
			ref.polar = append(ref.polar, int32(k))
		}
		a := p[0]
		turn := math.Remainder(q[0]-a, 360)
		from, to := columnOf(a), columnOf(a)
		if turn > 0 {
			to += int(turn*columns/360) + 1
		} else {
			from += int(turn*columns/360) - 1
		}
		for c := from; c <= to; c++ {
			n := (c + columns) % columns
			ref.column[n] = append(ref.column[n], int32(k))
		}
	}
}

// toggle puts an area in a sorted set or takes it out.
func toggle(set []AreaID, a AreaID) []AreaID {
	i, found := slices.BinarySearch(set, a)
	if found {
		return slices.Delete(set, i, i+1)
	}
	return slices.Insert(set, i, a)
}

// over returns the areas over a point that is on no border.
func (ref *reference) over(v s2.Point) []AreaID {
	p := sphere.ToLonLat(v)
	var in []AreaID
	test := func(k int32) {
		if ref.isNorth(k, p, v) {
			in = toggle(in, ref.rings[ref.points[k].ring].area)
		}
	}
	if ref.everyone {
		for k := range ref.points {
			if ref.points[k].ring >= 0 {
				test(int32(k))
			}
		}
		return in
	}
	// An edge that reaches the meridian of p reaches the strip in which it lies.
	for _, k := range ref.column[columnOf(p[0])] {
		test(k)
	}
	return in
}

// isNorth tells whether edge k crosses the meridian of p north of it.
func (ref *reference) isNorth(k int32, p orb.Point, v s2.Point) bool {
	a, b := &ref.points[k], &ref.points[k+1]
	// Longitudes from the meridian of p, in [-180, 180).
	s, t := a.place[0]-p[0], b.place[0]-p[0]
	s, t = s-360*math.Floor((s+180)/360), t-360*math.Floor((t+180)/360)
	if (s < 0) == (t < 0) || math.Abs(t-s) > 180 {
		return false
	}
	// It lies north of p if p is right of it as it goes east.
	return (s < t) == (sphere.Sign(a.at, b.at, v) < 0)
}

// refCut is where an edge crosses a leg.
type refCut struct {
	at   float64
	edge int32
}

// lap is an edge along which a leg runs, and from where to where.
type lap struct {
	from, to float64
	edge     int32
}

// walk finds the edges that cross a leg, exactly, and those whose ends both lie
// within Tolerance of its great circle, as far as they lie under the leg.
func (ref *reference) walk(leg Leg) (cuts []refCut, laps []lap) {
	half := leg.Angle() / 2
	mid := leg.arc.At(half).Vector
	w := refWalk{ref: ref, leg: leg, n: leg.arc.Normal().Vector, a: leg.arc.Start(), b: leg.arc.End()}
	for i := range ref.runs {
		run := &ref.runs[i]
		if !ref.everyone && run.outOfReach(w.n, mid, half) {
			continue
		}
		w.run(run)
	}
	return w.cuts, w.laps
}

// outOfReach tells that no edge of a run crosses the leg, or runs along it.
//
// The points of the run lie within r - slack of its centre c.
//
// First: if c is further than r from the great circle, that is |n.c| > sin r
// for the unit normal n, then every point of the cap is further than slack from
// it, all on one side; the ends are beyond Tolerance, and no edge crosses.
//
// Second: the leg lies within half its angle of its middle m. If c is further
// than r + half from m, then every point of the cap is further than half + slack
// from m, so it is not on the leg. Angles in [0, pi] are compared by chords, which
// are 2 sin(angle/2). All are known to a few 1e-16, and slack is 3e-9.
func (run *refRun) outOfReach(n, mid r3.Vector, half float64) bool {
	if math.Abs(n.Dot(run.centre)) > run.sin {
		return true
	}
	reach := run.r + half
	if reach >= math.Pi {
		return false
	}
	chord := 2 * math.Sin(reach/2)
	return run.centre.Sub(mid).Norm2() > chord*chord
}

type refWalk struct {
	ref  *reference
	leg  Leg
	n    r3.Vector
	a, b s2.Point
	cuts []refCut
	laps []lap
}

func (w *refWalk) run(run *refRun) {
	points := w.ref.points[run.first : run.last+1]
	u := &points[0]
	du := w.n.Dot(u.at.Vector)
	for i := 1; i < len(points); i++ {
		v := &points[i]
		dv := w.n.Dot(v.at.Vector)
		edge := run.first + int32(i) - 1
		// An edge with both ends surely on one side does not cross: n.p is known
		// to 1.5e-15.
		const sure = 4e-15
		oneSide := du > sure && dv > sure || du < -sure && dv < -sure
		if !oneSide && s2.EdgeOrVertexCrossing(w.a, w.b, u.at, v.at) {
			w.cuts = append(w.cuts, refCut{w.meeting(u.at, v.at, du, dv), edge})
		}
		if math.Abs(du) <= Tolerance && math.Abs(dv) <= Tolerance {
			w.lap(u.at, v.at, edge)
		}
		u, du = v, dv
	}
}

// meeting returns where an edge that crosses the leg does.
func (w *refWalk) meeting(u, v s2.Point, du, dv float64) float64 {
	if min(math.Abs(du), math.Abs(dv)) < 1e-10 { // for six figures
		du, dv = w.exactly(u), w.exactly(v)
	}
	x := u.Mul(math.Abs(dv)).Add(v.Mul(math.Abs(du)))
	if du == 0 && dv == 0 { // anywhere on it
		x = u.Add(v.Vector)
	}
	return max(0, min(w.leg.Angle(), w.leg.arc.AngleOf(s2.Point{Vector: x})))
}

// exactly returns the sine of the angle between a point and the great circle to
// nearly all figures.
func (w *refWalk) exactly(v s2.Point) float64 {
	exact := r3.PreciseVectorFromVector
	det, _ := exact(w.a.Vector).Cross(exact(w.b.Vector)).Dot(exact(v.Vector)).Float64()
	return 2 * det / w.a.Add(w.b.Vector).Cross(w.b.Sub(w.a.Vector)).Norm()
}

// lap enters the part of an edge under the leg.
func (w *refWalk) lap(u, v s2.Point, edge int32) {
	half := w.leg.Angle() / 2
	// From the middle of the leg.
	s := math.Remainder(w.leg.arc.AngleOf(u)-half, 2*math.Pi)
	t := s + math.Remainder(w.leg.arc.AngleOf(v)-half-s, 2*math.Pi)
	for turn := -2 * math.Pi; turn < 7; turn += 2 * math.Pi {
		from, to := max(min(s, t)+turn, -half), min(max(s, t)+turn, half)
		if to > from {
			w.laps = append(w.laps, lap{from + half, to + half, edge})
		}
	}
}
