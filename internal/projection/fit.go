package projection

import (
	"math"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

const (
	degree = math.Pi / 180

	maxGnomonic = 35 * degree           // from the centre to a corner of the window
	minExtent   = 300 / sphere.RadiusKm // of the longer side of the window
	marginShare = 0.08                  // of a side of the window
	minMargin   = 5.0                   // mm
	minSide     = 1.0                   // mm, of a window that has no extent
	nearPole    = 1 * degree            // there north is no direction to rely on
	nearlyAll   = 120 * degree          // if points are farther from the centre the whole globe is seen

	// The centre is moved to bring the points into the middle of the window.
	balanceSteps = 12
	balanced     = 0.1 / sphere.RadiusKm // is near enough
	worseLimit   = 10 * degree           // by how much the farthest point may move away
	farLimit     = 175 * degree          // how far it may be
)

// wholeGlobe is what the equal-area projection makes of a globe of radius 1.
var wholeGlobe = r2.Rect{X: r1.Interval{Lo: -2, Hi: 2}, Y: r1.Interval{Lo: -2, Hi: 2}}

// Fit returns the frame in which all points are seen in the window, a part of the
// sheet in millimetres with y downwards. Round the points a margin of 8 % of the
// window is left, 5 mm at least; the longer side of the window shows 300 km at
// least. The projection is gnomonic if the corners of the window are then within 35
// degrees of the centre. Without points, or with points all round the globe, the
// whole globe is seen. A window without extent is taken as one of 1 mm.
func Fit(points []s2.Point, window r2.Rect) *Frame {
	window = r2.Rect{X: extent(window.X), Y: extent(window.Y)}
	var ps []r3.Vector
	for _, p := range points {
		if n := p.Norm(); n > 0 && !math.IsInf(n, 0) { // not NaN
			ps = append(ps, p.Mul(1/n))
		}
	}
	if len(ps) == 0 {
		f := &Frame{kind: EqualArea, window: window}
		f.turn(r3.Vector{X: 1}, nil)
		f.place(wholeGlobe)
		return f
	}
	centre := middle(ps)
	limit := math.Min(farthest(centre, ps)+worseLimit, farLimit)
	f := lay(centre, ps, window)
	for range balanceSteps {
		next, ok := f.Inverse(window.Center())
		if !ok || sphere.Angle(next, f.centre) < balanced || farthest(next.Vector, ps) > limit {
			break
		}
		f = lay(next.Vector, ps, window)
	}
	return f
}

// extent returns the interval if it is one, else a small one.
func extent(i r1.Interval) r1.Interval {
	if n := i.Length(); n > 0 && !math.IsInf(n, 0) {
		return i
	}
	if math.IsNaN(i.Lo) || math.IsInf(i.Lo, 0) {
		i.Lo = 0
	}
	return r1.Interval{Lo: i.Lo, Hi: i.Lo + minSide}
}

// lay returns the frame with a centre, gnomonic if that will do.
func lay(centre r3.Vector, points []r3.Vector, window r2.Rect) *Frame {
	f := &Frame{kind: Gnomonic, window: window}
	f.turn(centre, points)
	if f.fit(points); f.seen <= maxGnomonic {
		return f
	}
	f.kind = EqualArea
	f.fit(points)
	return f
}

// turn sets the directions of the sheet.
func (f *Frame) turn(centre r3.Vector, points []r3.Vector) {
	f.centre = s2.Point{Vector: centre.Normalize()}
	c := f.centre.Vector
	up := r3.Vector{Z: 1}
	if math.Hypot(c.X, c.Y) < math.Sin(nearPole) {
		// The middle of the points is down, else the meridian of Greenwich.
		var sum r3.Vector
		for _, p := range points {
			sum = sum.Add(p)
		}
		sum = sum.Mul(1 / math.Max(float64(len(points)), 1))
		if across(sum, c).Norm() < 1e-6 {
			sum = r3.Vector{X: 1}
		}
		up = sum.Mul(-1)
	}
	f.up = across(up, c).Normalize()
	f.right = f.up.Cross(c)
}

// across returns the part of v that is at right angles to the unit vector c.
func across(v, c r3.Vector) r3.Vector { return v.Sub(c.Mul(v.Dot(c))) }

// fit sets scale and origin for the points.
func (f *Frame) fit(points []r3.Vector) {
	f.scale, f.origin = 1, r2.Point{}
	bound := r2.EmptyRect()
	if f.kind == EqualArea && farthest(f.centre.Vector, points) > nearlyAll {
		bound = wholeGlobe
	}
	for _, p := range points {
		q := f.plane(p)
		bound = bound.AddPoint(r2.Point{X: q.X, Y: -q.Y})
	}
	f.place(bound)
}

// place sets scale and origin so that a rectangle of the plane, for a globe of
// radius 1 and y upwards, is seen in the middle of the window.
func (f *Frame) place(bound r2.Rect) {
	room := func(side r1.Interval) float64 {
		n := side.Length()
		return n - 2*math.Min(math.Max(marginShare*n, minMargin), n/4)
	}
	size := f.window.Size()
	f.scale = math.Max(size.X, size.Y) / minExtent
	if x := bound.X.Length(); x > 0 {
		f.scale = math.Min(f.scale, room(f.window.X)/x)
	}
	if y := bound.Y.Length(); y > 0 {
		f.scale = math.Min(f.scale, room(f.window.Y)/y)
	}
	mid, at := bound.Center(), f.window.Center()
	f.origin = r2.Point{X: at.X - f.scale*mid.X, Y: at.Y + f.scale*mid.Y}
	far := f.corner() / f.scale
	switch {
	case f.kind == Gnomonic:
		f.seen = math.Atan(far)
	case far < f.rim():
		f.seen = 2 * math.Asin(far/f.rim())
	default:
		f.seen = math.Pi
	}
}

// corner returns how far the farthest corner of the window is from the centre, mm.
func (f *Frame) corner() float64 {
	far := 0.0
	for _, v := range f.window.Vertices() {
		far = math.Max(far, v.Sub(f.origin).Norm())
	}
	return far
}
