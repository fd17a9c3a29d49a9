package sphere

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
)

// RadiusKm is the mean radius of the Earth in kilometres, (2a + b) / 3 of
// WGS 84: an angle in radians times RadiusKm is a length on the sphere.
const RadiusKm = 6371.0088

const degree = math.Pi / 180

// FromLonLat returns the unit vector of a point in degrees. Multiples of 90
// degrees give exact zeros and ones, so longitude 180 and -180 give the same
// vector. The coordinates must be finite.
func FromLonLat(p orb.Point) s2.Point {
	sinLon, cosLon := sincosDeg(p[0])
	sinLat, cosLat := sincosDeg(p[1])
	return s2.Point{Vector: r3.Vector{X: cosLat * cosLon, Y: cosLat * sinLon, Z: sinLat}}
}

// ToLonLat returns the longitude in [-180, 180] and the latitude in [-90, 90],
// in degrees, of a vector of any length but zero. At a pole the longitude is 0.
func ToLonLat(v s2.Point) orb.Point {
	h := math.Hypot(v.X, v.Y)
	if h == 0 {
		return orb.Point{0, math.Copysign(90, v.Z)}
	}
	return orb.Point{math.Atan2(v.Y, v.X) / degree, math.Atan2(v.Z, h) / degree}
}

// Angle returns the angle between two unit vectors in radians, accurate for
// small angles and for nearly opposite vectors.
func Angle(a, b s2.Point) float64 {
	// Kahan's formula: both lengths are free of cancellation.
	return 2 * math.Atan2(a.Sub(b.Vector).Norm(), a.Add(b.Vector).Norm())
}

// Km returns the distance between two points on the sphere in kilometres.
func Km(p, q orb.Point) float64 {
	return RadiusKm * Angle(FromLonLat(p), FromLonLat(q))
}

// Sign tells on which side of the great circle from a to b the point c lies:
// 1 for the left, -1 for the right. It is exact for the given vectors. Points
// exactly on the circle are moved by a symbolic perturbation that is the same
// in every call, so the answer is 0 only if two of the points are equal.
func Sign(a, b, c s2.Point) int { return int(s2.RobustSign(a, b, c)) }

// Crosses tells whether a point that moves from a to b passes from one side of
// the edge from c to d to the other. It is exact. A shared vertex counts once
// among the edges that meet there, so that the parity of the crossings of a
// closed line tells inside from outside even if a or b is a vertex of it.
//
// It is s2.EdgeOrVertexCrossing without its allocation.
func Crosses(a, b, c, d s2.Point) bool {
	if a == c || a == d || b == c || b == d {
		return s2.VertexCrossing(a, b, c, d)
	}
	if a == b || c == d {
		return false
	}
	// The four triangles acb, cbd, bda, dac have one orientation.
	acb := -s2.RobustSign(a, b, c)
	return s2.RobustSign(a, b, d) == acb && -s2.RobustSign(c, d, b) == acb && s2.RobustSign(c, d, a) == acb
}

// sincosDeg returns sine and cosine of an angle in degrees, exact at multiples
// of 90 degrees and symmetric about them.
func sincosDeg(deg float64) (sin, cos float64) {
	r := deg
	if math.Abs(deg) > 180 {
		r = math.Remainder(deg, 360) // exact, and slow: of what is nearer it is the angle itself
	}
	q := math.RoundToEven(r / 90)
	s, c := math.Sincos((r - 90*q) * degree)
	switch int(q) & 3 {
	case 0:
		return s, c
	case 1:
		return c, 0 - s
	case 2:
		return 0 - s, 0 - c
	default:
		return 0 - c, s
	}
}
