package route

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// StripHalfWidthNM is the half-width of the strip that the map draws round a
// route, in nautical miles. The strip shows where a route runs; it is no
// corridor: nothing says that all of it is free.
const StripHalfWidthNM = 5

const kmPerNM = 1.852

// strip returns the strip round one leg, cut at 180 degrees: all points within
// the half-width of the leg, its ends rounded.
func strip(arc sphere.Arc, drawKm float64) orb.MultiPolygon {
	const half = StripHalfWidthNM * kmPerNM
	steps := arc.Steps(drawKm)
	var ring orb.Ring
	for _, t := range steps {
		ring = append(ring, sphere.ToLonLat(arc.Offset(t, -half)))
	}
	end := sphere.ToLonLat(arc.End())
	ring = append(ring, halfCircle(end, arc.Bearing(arc.Angle())+90, half)...)
	for i := len(steps) - 1; i >= 0; i-- {
		ring = append(ring, sphere.ToLonLat(arc.Offset(steps[i], half)))
	}
	start := sphere.ToLonLat(arc.Start())
	ring = append(ring, halfCircle(start, arc.Bearing(0)-90, half)...)
	ring = append(ring, ring[0])
	return cutRing(ring, sphere.ToLonLat(arc.At(arc.Angle() / 2))[1] > 0)
}

// halfCircle goes counterclockwise from a bearing over 180 degrees, both ends
// left out.
func halfCircle(centre orb.Point, bearing, km float64) orb.Ring {
	const n = 12
	var r orb.Ring
	for i := 1; i < n; i++ {
		b := math.Mod(bearing-180*float64(i)/n+720, 360)
		r = append(r, sphere.Destination(centre, b, km))
	}
	return r
}
