package route

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"

	"github.com/flightcheck/flightcheck/internal/antimeridian"
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
	ring := parallel(arc, -half, drawKm)
	end := sphere.ToLonLat(arc.End())
	ring = append(ring, halfCircle(end, arc.Bearing(arc.Angle())+90, half)...)
	left := parallel(arc, half, drawKm)
	left.Reverse()
	ring = append(ring, left...)
	start := sphere.ToLonLat(arc.Start())
	ring = append(ring, halfCircle(start, arc.Bearing(0)-90, half)...)
	return antimeridian.Polygon(orb.Polygon{ring})
}

// parallel returns the line that runs km to the left of an arc, its points so
// close that straight lines in longitude and latitude stay within drawKm of it.
func parallel(arc sphere.Arc, km, drawKm float64) orb.Ring {
	const longest, shortest = 0.1, 1e-5 // radians, 637 km and 64 m
	at := func(t float64) orb.Point { return sphere.ToLonLat(arc.Offset(t, km)) }
	straight := func(p, q orb.Point) bool {
		span := math.Remainder(q[0]-p[0], 360)
		for _, f := range [...]float64{0.25, 0.5, 0.75} {
			m := sphere.FromLonLat(orb.Point{p[0] + f*span, p[1] + f*(q[1]-p[1])})
			if math.Abs(math.Asin(arc.Off(m))*sphere.RadiusKm-km) > drawKm {
				return false
			}
		}
		return math.Abs(span) < 90
	}
	ring := orb.Ring{at(0)}
	var refine func(from, to float64)
	refine = func(from, to float64) {
		if to-from > longest || to-from > shortest && !straight(at(from), at(to)) {
			mid := (from + to) / 2
			refine(from, mid)
			refine(mid, to)
			return
		}
		ring = append(ring, at(to))
	}
	refine(0, arc.Angle())
	return ring
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
