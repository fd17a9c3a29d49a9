package projection

import (
	"math"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Kind is a projection.
type Kind uint8

// The projections.
const (
	Gnomonic  Kind = iota // every great circle is straight
	EqualArea             // Lambert's azimuthal equal-area projection, up to the whole globe
)

// String returns the name of the projection.
func (k Kind) String() string {
	if k == EqualArea {
		return "Lambert azimuthal equal-area"
	}
	return "gnomonic"
}

// Frame is a projection with its place on the sheet. It is made by [Fit], never
// changes, and is safe for concurrent use.
type Frame struct {
	kind   Kind
	window r2.Rect
	// right and up point to the right and upwards on the sheet, centre at the reader.
	right, up r3.Vector
	centre    s2.Point
	scale     float64  // millimetres for the radius of the globe, at the centre
	origin    r2.Point // of the centre, on the sheet
	seen      float64  // angle from the centre within which all is that is seen
}

// The gnomonic projection cannot show half the globe. What lies farther from the
// centre than 60 degrees is never seen; it is laid round the rest without a gap, as
// the equal-area projection would, so that the whole globe but one point has a
// place, and outlines stay closed.
const (
	farZ      = 0.5                // cosine of these 60 degrees
	farFactor = 1.7320508075688772 // fits the two together there
)

// rim is the distance from the centre of the point opposite to it, for a globe of
// radius 1: it is laid out as a circle.
func (f *Frame) rim() float64 {
	if f.kind == Gnomonic {
		return 2 * farFactor
	}
	return 2
}

// plane returns the place on the sheet of p, anywhere. Of the point opposite to the
// centre it is the foot of the rim.
func (f *Frame) plane(p r3.Vector) r2.Point {
	x, y, z := p.Dot(f.right), p.Dot(f.up), p.Dot(f.centre.Vector)
	k := f.scale
	switch {
	case f.kind == Gnomonic && z > farZ:
		k /= z
	case z > -0.99:
		k *= f.rim() / 2 * math.Sqrt(2/(1+z))
	default:
		// Near the rim: the same without cancellation, for (1 + z) (1 - z) = h * h.
		h := math.Hypot(x, y)
		if h == 0 {
			y, h = -1, 1
		}
		x, y = x/h, y/h
		k *= f.rim() / 2 * math.Sqrt(2*(1-z))
	}
	return r2.Point{X: f.origin.X + k*x, Y: f.origin.Y - k*y}
}

// Kind returns the projection.
func (f *Frame) Kind() Kind { return f.kind }

// Window returns the part of the sheet in which the globe is seen.
func (f *Frame) Window() r2.Rect { return f.window }

// Centre returns the point of the globe about which it is projected. North is up
// there.
func (f *Frame) Centre() s2.Point { return f.centre }

// Point returns the place of p on the sheet. It is false if that is not in the window.
func (f *Frame) Point(p s2.Point) (r2.Point, bool) {
	q := f.plane(p.Vector)
	return q, f.window.ContainsPoint(q)
}

// Inverse returns the point of the globe at a place of the sheet, in the window or
// not. It is false if the place is off the globe.
func (f *Frame) Inverse(q r2.Point) (s2.Point, bool) {
	u, v := (q.X-f.origin.X)/f.scale, (f.origin.Y-q.Y)/f.scale
	k, z := 1.0, 1.0
	if f.kind == EqualArea {
		quarter := (u*u + v*v) / 4
		if !(quarter <= 1) { // NaN as well
			return s2.Point{}, false
		}
		k, z = math.Sqrt(1-quarter), 1-2*quarter
	}
	p := f.right.Mul(k * u).Add(f.up.Mul(k * v)).Add(f.centre.Mul(z))
	n := p.Norm()
	if !(n > 0) || math.IsInf(n, 0) {
		return s2.Point{}, false
	}
	return s2.Point{Vector: p.Mul(1 / n)}, true
}

// KmPerMm returns how many kilometres of the globe are one millimetre of the sheet
// at a place of it, along the horizontal of the sheet. Off the globe it is that of
// the centre.
func (f *Frame) KmPerMm(q r2.Point) float64 {
	const half = 0.05 // mm
	a, ok1 := f.Inverse(r2.Point{X: q.X - half, Y: q.Y})
	b, ok2 := f.Inverse(r2.Point{X: q.X + half, Y: q.Y})
	if !ok1 || !ok2 {
		return sphere.RadiusKm / f.scale
	}
	return sphere.Angle(a, b) * sphere.RadiusKm / (2 * half)
}
