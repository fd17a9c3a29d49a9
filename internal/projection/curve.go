package projection

import (
	"math"
	"slices"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/r3"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// What is drawn is within 0.05 mm of the truth: one part of that is lost where
// curves become chords, the rest where points are left out.
const (
	chordError    = 0.015 // mm
	simplifyError = 0.035 // mm
)

const (
	maxPiece = 5 * degree // longer ones are always halved
	minPiece = 1e-10      // radians, 0.6 mm on the globe: shorter ones never
	maxHalve = 48         // times
	jump     = 1.0        // mm: between neighbours nearer than minPiece the rim lies
)

// vertex is a point of a curve on the sheet.
type vertex struct {
	r2.Point
	fixed  bool // must not be left out
	hidden bool // the side that leads here is not stroked
}

// curve is a piece of a line on the globe.
type curve interface {
	// at returns the point at t, from 0 to 1.
	at(t float64) r3.Vector
	// bend is at least by how much the piece between two places turns against the
	// great circle, and how wide it may be in degrees of the map, both in radians.
	bend(from, to float64) (turn, width float64)
}

// arc is the shorter great-circle arc between two unit vectors.
type arc struct{ a, b r3.Vector }

func (c arc) at(t float64) r3.Vector {
	switch t {
	case 0:
		return c.a
	case 1:
		return c.b
	}
	angle := math.Atan2(c.a.Cross(c.b).Norm(), c.a.Dot(c.b))
	ahead := across(c.b, c.a)
	n := ahead.Norm()
	if n == 0 {
		return c.a
	}
	sin, cos := math.Sincos(t * angle)
	return c.a.Mul(cos).Add(ahead.Mul(sin / n)).Normalize()
}

func (arc) bend(_, _ float64) (turn, width float64) { return 0, 0 }

// flat is a side that is straight in longitude and latitude.
type flat struct{ a, b orb.Point }

func (c flat) point(t float64) orb.Point {
	switch t {
	case 0:
		return c.a
	case 1:
		return c.b
	}
	return orb.Point{c.a[0] + (c.b[0]-c.a[0])*t, c.a[1] + (c.b[1]-c.a[1])*t}
}

func (c flat) at(t float64) r3.Vector { return sphere.FromLonLat(c.point(t)).Vector }

func (c flat) bend(from, to float64) (turn, width float64) {
	turn = math.Abs(c.b[0]-c.a[0]) * (to - from) * degree
	return 2 * turn, math.Max(turn, math.Abs(c.b[1]-c.a[1])*(to-from)*degree)
}

// end is a place of a curve.
type end struct {
	t float64
	v r3.Vector
	q r2.Point
}

// tracer lays curves on the sheet.
type tracer struct {
	f    *Frame
	out  []vertex
	last end // of what is laid
	// fixed and hidden are what the vertices that are added become.
	fixed, hidden bool
}

func (f *Frame) end(t float64, v r3.Vector) end { return end{t, v, f.plane(v)} }

// begin adds the first point.
func (tr *tracer) begin(v r3.Vector) {
	tr.last = tr.f.end(0, v)
	tr.add(tr.last.q)
}

// trace appends the vertices of the curve after its start, which is the last point.
func (tr *tracer) trace(c curve) {
	b := tr.f.end(1, c.at(1))
	tr.halve(c, tr.last, b, maxHalve)
	tr.last = end{0, b.v, b.q}
}

func (tr *tracer) halve(c curve, a, b end, depth int) {
	length := a.v.Sub(b.v).Norm()
	if depth == 0 || length < minPiece && b.t-a.t < 1 || length == 0 && isPoint(c, a, b) {
		tr.leap(a.q, b.q)
		return
	}
	if !tr.straight(c, a, b, length) {
		t := (a.t + b.t) / 2
		mid := tr.f.end(t, c.at(t))
		tr.halve(c, a, mid, depth-1)
		tr.halve(c, mid, b, depth-1)
		return
	}
	tr.add(b.q)
}

// isPoint tells of a piece whose ends are equal that it is nothing but that point.
func isPoint(c curve, a, b end) bool {
	_, width := c.bend(a.t, b.t)
	return width < maxPiece || c.at((a.t+b.t)/2) == a.v
}

func (tr *tracer) add(q r2.Point) { tr.out = append(tr.out, vertex{q, tr.fixed, tr.hidden}) }

// straight tells whether the chord of a piece will do.
func (tr *tracer) straight(c curve, a, b end, length float64) bool {
	turn, width := c.bend(a.t, b.t)
	// How near the point is that has no place: there the sheet is torn.
	gap := math.Min(a.v.Add(tr.f.centre.Vector).Norm(), b.v.Add(tr.f.centre.Vector).Norm())
	if width > maxPiece || length > maxPiece || length > gap/4 {
		return false
	}
	d := b.q.Sub(a.q)
	chord := d.Norm()
	if tr.unseen(a.q, b.q, chord/4) || chord*(turn+2*length/gap)/8 < chordError {
		return true
	}
	for _, t := range [...]float64{0.5, 0.25, 0.75} {
		m := tr.f.plane(c.at(a.t + (b.t-a.t)*t)).Sub(a.q)
		if math.Abs(d.Cross(m)) > chordError*chord {
			return false
		}
	}
	return true
}

// unseen tells whether the chord, and all within room of it, is on one side of the
// window.
func (tr *tracer) unseen(a, b r2.Point, room float64) bool {
	w := tr.f.window
	return math.Max(a.X, b.X)+room < w.X.Lo || math.Min(a.X, b.X)-room > w.X.Hi ||
		math.Max(a.Y, b.Y)+room < w.Y.Lo || math.Min(a.Y, b.Y)-room > w.Y.Hi
}

// leap adds b. If the point opposite to the centre lies between a and b it goes
// there along the rim, the shorter way, and that is not stroked.
func (tr *tracer) leap(a, b r2.Point) {
	if b.Sub(a).Norm() < jump {
		tr.add(b)
		return
	}
	hidden := tr.hidden
	tr.hidden = true
	// The points are the same there and back.
	if a.X < b.X || a.X == b.X && a.Y < b.Y {
		for _, q := range tr.f.rimBetween(a, b) {
			tr.add(q)
		}
	} else {
		for _, q := range slices.Backward(tr.f.rimBetween(b, a)) {
			tr.add(q)
		}
	}
	tr.add(b)
	tr.hidden = hidden
}

// rimBetween returns points of the rim.
func (f *Frame) rimBetween(a, b r2.Point) []r2.Point {
	from, to := a.Sub(f.origin), b.Sub(f.origin)
	turn := math.Atan2(from.Cross(to), from.Dot(to))
	start := math.Atan2(from.Y, from.X)
	radius := f.scale * f.rim()
	steps := rimSteps(radius, turn)
	var out []r2.Point
	for i := range steps + 1 {
		out = append(out, f.onRim(radius, start+turn*float64(i)/float64(steps)))
	}
	return out
}

func (f *Frame) onRim(radius, angle float64) r2.Point {
	sin, cos := math.Sincos(angle)
	return r2.Point{X: f.origin.X + radius*cos, Y: f.origin.Y + radius*sin}
}

// rimSteps returns into how many chords a part of the rim is cut.
func rimSteps(radius, turn float64) int {
	step := 2 * math.Acos(math.Max(1-chordError/radius, 0))
	return int(math.Ceil(math.Abs(turn)/step)) + 1
}
