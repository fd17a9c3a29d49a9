package sphere

import (
	"errors"
	"math"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
)

// Limits of what is an arc, in radians.
const (
	// MinAngle is the least angle between the ends of an arc, 6 micrometres.
	MinAngle = 1e-12
	// MinGap is the least angle between the end of an arc and the point
	// opposite to its start, 6 millimetres. Closer than that the great circle
	// would depend on the rounding of the coordinates.
	MinGap = 1e-9
)

// Errors of [NewArc].
var (
	ErrEqual     = errors.New("the two ends are the same point")
	ErrAntipodal = errors.New("the two ends are opposite points of the globe: every great circle through one passes through the other")
)

// Arc is the shorter great-circle arc between two points. Places on it are
// given as angles in radians from its start. The zero value is no arc; make one
// with [NewArc].
type Arc struct {
	start, end s2.Point
	normal     s2.Point // unit, start x end: the left of the arc
	ahead      s2.Point // unit, normal x start: 90 degrees after the start
	angle      float64
	length     series
	node       float64 // angle from the ascending node to the start
	origin     float64 // length from the node to the start, metres
	sin, cos   float64 // of twice the angle from the node to the start
	km         float64 // the whole length on WGS 84
}

// NewArc returns the arc from a to b, unit vectors. The error is [ErrEqual] if
// they are within [MinAngle], [ErrAntipodal] if b is within [MinGap] of the
// point opposite to a.
func NewArc(a, b s2.Point) (Arc, error) {
	angle := Angle(a, b)
	if angle < MinAngle {
		return Arc{}, ErrEqual
	}
	if math.Pi-angle < MinGap {
		return Arc{}, ErrAntipodal
	}
	n := s2.Point{Vector: a.Add(b.Vector).Cross(b.Sub(a.Vector)).Normalize()}
	c := Arc{start: a, end: b, normal: n, angle: angle}
	c.ahead = s2.Point{Vector: n.Cross(a.Vector).Normalize()}
	c.length = newSeries(n.X*n.X + n.Y*n.Y)
	c.node = math.Atan2(a.Z, c.ahead.Z)
	c.origin = c.length.metres(c.node)
	c.sin, c.cos = math.Sincos(2 * c.node)
	c.km = (c.length.metres(c.node+angle) - c.origin) / 1000
	return c, nil
}

// Start returns the first point.
func (c *Arc) Start() s2.Point { return c.start }

// End returns the last point.
func (c *Arc) End() s2.Point { return c.end }

// Normal returns the unit vector that points to the left of the arc.
func (c *Arc) Normal() s2.Point { return c.normal }

// Angle returns the angle between the ends in radians, in (0, pi).
func (c *Arc) Angle() float64 { return c.angle }

// SphereKm returns the length on the sphere in kilometres.
func (c *Arc) SphereKm() float64 { return c.angle * RadiusKm }

// At returns the point at an angle from the start. Angles outside
// [0, Angle] give points on the same great circle.
func (c *Arc) At(angle float64) s2.Point {
	switch angle {
	case 0:
		return c.start
	case c.angle:
		return c.end
	}
	sin, cos := math.Sincos(angle)
	return s2.Point{Vector: c.start.Mul(cos).Add(c.ahead.Mul(sin)).Normalize()}
}

// AngleOf returns the angle from the start, in (-pi, pi], of the point of the
// great circle that is nearest to p.
func (c *Arc) AngleOf(p s2.Point) float64 {
	return math.Atan2(p.Dot(c.ahead.Vector), p.Dot(c.start.Vector))
}

// Off returns the signed sine of the angle between p and the great circle,
// positive on the left.
func (c *Arc) Off(p s2.Point) float64 { return p.Dot(c.normal.Vector) }

// Offset returns the point that lies km to the left of the point at an angle,
// measured on the sphere at a right angle to the arc; negative is to the right.
func (c *Arc) Offset(angle, km float64) s2.Point {
	sin, cos := math.Sincos(km / RadiusKm)
	return s2.Point{Vector: c.At(angle).Mul(cos).Add(c.normal.Mul(sin)).Normalize()}
}

// Bearing returns the direction of travel at an angle from the start, in
// degrees from north over east, in [0, 360). At a pole it is measured from the
// meridian of longitude 0.
func (c *Arc) Bearing(angle float64) float64 {
	p := c.At(angle)
	return direction(ToLonLat(p), s2.Point{Vector: c.normal.Cross(p.Vector)})
}

// WGS84Km returns the length in kilometres of the part of the arc from its
// start to an angle, on the ellipsoid of WGS 84. See [Arc.WGS84Metres].
func (c *Arc) WGS84Km(angle float64) float64 {
	if angle == c.angle {
		return c.km
	}
	return c.WGS84Metres(angle) / 1000
}

// WGS84Metres returns the length in metres of the part of the arc from its
// start to an angle, on the ellipsoid of WGS 84, the points of the arc taken as
// geodetic. It is a function of the angle, so the lengths of parts add up. It
// is within 0.1 mm of the integral, and never less than the geodesic between
// the same points.
func (c *Arc) WGS84Metres(angle float64) float64 {
	if angle == 0 {
		return 0
	}
	return c.length.metres(c.node+angle) - c.origin
}

// WGS84KmTo is [Arc.WGS84Km] for an angle whose sine and cosine, times a common
// factor, are known: it needs no trigonometry. They must not both be zero.
func (c *Arc) WGS84KmTo(angle, sin, cos float64) float64 {
	// The double angle, then the sum with twice the node.
	k := 1 / (sin*sin + cos*cos)
	sin2, cos2 := 2*sin*cos*k, (cos*cos-sin*sin)*k
	return (c.length.sum(c.node+angle, sin2*c.cos+cos2*c.sin, cos2*c.cos-sin2*c.sin) - c.origin) / 1000
}

// Antimeridian returns the angle at which the arc crosses the meridian of 180
// degrees. ok is false if it does not, or if it runs along it, or if it only
// begins or ends there.
func (c *Arc) Antimeridian() (angle float64, ok bool) {
	a, b := c.start, c.end
	if a.Y == 0 || b.Y == 0 || a.Y > 0 == (b.Y > 0) {
		return 0, false
	}
	// Where y = 0: a.Y cos t + ahead.Y sin t = 0.
	t := math.Atan2(a.Y, -c.ahead.Y)
	if t <= 0 {
		t += math.Pi
	}
	if t >= c.angle || c.At(t).X >= 0 {
		return 0, false
	}
	return t, true
}

// Steps returns angles from 0 to Angle, both included, so close that a line
// drawn straight in longitude and latitude between their points stays within
// km of the arc. Where the arc crosses the meridian of 180 degrees there is a
// step exactly there. Within 10 m of a pole the promise ends.
func (c *Arc) Steps(km float64) []float64 {
	steps := []float64{0}
	if t, ok := c.Antimeridian(); ok {
		steps = c.refine(steps, 0, t, km)
		return c.refine(steps, t, c.angle, km)
	}
	return c.refine(steps, 0, c.angle, km)
}

// refine appends the steps after from up to to.
func (c *Arc) refine(steps []float64, from, to, km float64) []float64 {
	const shortest = 1e-6 // radians, 6 m
	if to-from > shortest && !c.straight(from, to, km) {
		mid := (from + to) / 2
		return c.refine(c.refine(steps, from, mid, km), mid, to, km)
	}
	return append(steps, to)
}

// straight tells whether the chord in longitude and latitude between two
// places stays within km of the arc.
func (c *Arc) straight(from, to, km float64) bool {
	const longest = 0.2 // radians: beyond, three samples would not be enough
	if to-from > longest {
		return false
	}
	p, q := ToLonLat(c.At(from)), ToLonLat(c.At(to))
	span := math.Remainder(q[0]-p[0], 360)
	for _, f := range [...]float64{0.25, 0.5, 0.75} {
		m := FromLonLat(orb.Point{p[0] + f*span, p[1] + f*(q[1]-p[1])})
		if math.Abs(math.Asin(c.Off(m)))*RadiusKm > km {
			return false
		}
	}
	return true
}
