package sphere

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
)

// frame returns the unit vectors that point east and north at p. At a pole they
// follow from the longitude of p.
func frame(p orb.Point) (east, north s2.Point) {
	sinLon, cosLon := sincosDeg(p[0])
	sinLat, cosLat := sincosDeg(p[1])
	east = s2.Point{Vector: r3.Vector{X: -sinLon, Y: cosLon}}
	north = s2.Point{Vector: r3.Vector{X: -sinLat * cosLon, Y: -sinLat * sinLon, Z: cosLat}}
	return east, north
}

// direction returns the bearing of the vector v, tangent or not, at p.
func direction(p orb.Point, v s2.Point) float64 {
	east, north := frame(p)
	b := math.Atan2(v.Dot(east.Vector), v.Dot(north.Vector)) / degree
	if b < 0 {
		b += 360
	}
	if b >= 360 {
		b = 0
	}
	return b
}

// InitialBearing returns the direction at p of the great circle to q, in
// degrees from north over east, in [0, 360). If p and q are the same point or
// opposite points it is 0.
func InitialBearing(p, q orb.Point) float64 {
	a, b := FromLonLat(p), FromLonLat(q)
	if Angle(a, b) < MinAngle || Angle(a, s2.Point{Vector: b.Mul(-1)}) < MinAngle {
		return 0
	}
	return direction(p, b)
}

// Destination returns the point km from p along the great circle that begins
// with a bearing in degrees from north over east, on the sphere.
func Destination(p orb.Point, bearing, km float64) orb.Point {
	east, north := frame(p)
	sinB, cosB := sincosDeg(bearing)
	sinD, cosD := math.Sincos(km / RadiusKm)
	ahead := north.Mul(cosB).Add(east.Mul(sinB))
	return ToLonLat(s2.Point{Vector: FromLonLat(p).Mul(cosD).Add(ahead.Mul(sinD))})
}

// Intermediate returns the point of the arc from p to q at a fraction of its
// angle, 0 for p and 1 for q. The errors are those of [NewArc].
func Intermediate(p, q orb.Point, fraction float64) (orb.Point, error) {
	c, err := NewArc(FromLonLat(p), FromLonLat(q))
	if err != nil {
		return orb.Point{}, err
	}
	return ToLonLat(c.At(fraction * c.Angle())), nil
}
