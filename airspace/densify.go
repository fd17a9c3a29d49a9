package airspace

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// maxSagitta is by how much a side may leave the great circle between its ends,
// in radians: 10 m.
const maxSagitta = 0.010 / sphere.RadiusKm

// divide appends the corners after s.from up to s.to, so close that no part of
// the side leaves its great circle by more than 10 m. The points between do not
// depend on the direction of the side.
func divide(out []corner, s side) []corner {
	if nearlyStraight(s) {
		return append(out, s.to)
	}
	if s.from.compare(s.to) <= 0 {
		return bisect(out, s)
	}
	first := len(out)
	out = bisect(out, side{s.to, s.from, -s.turn})
	// Now they end with s.from and run backwards: turn them round.
	inner := out[first : len(out)-1]
	for i, j := 0, len(inner)-1; i < j; i, j = i+1, j-1 {
		inner[i], inner[j] = inner[j], inner[i]
	}
	out[len(out)-1] = s.to
	return out
}

// nearlyStraight tells of a short side, without trigonometry, that it cannot
// leave the great circle by 10 m. The curvature of a line straight in longitude
// and latitude against the sphere is at most twice that of the parallel, so it
// leaves the chord by at most a quarter of turn times length.
func nearlyStraight(s side) bool {
	const unit = math.Pi / halfTurn
	turn := float64(abs(s.turn)) * unit
	length := turn + float64(abs(s.to.lat-s.from.lat))*unit
	return !s.long() && turn*length/4 < maxSagitta
}

// long tells whether the side spans more than a quarter of the globe.
func (s side) long() bool {
	return abs(s.turn) > halfTurn/2 || abs(s.to.lat-s.from.lat) > halfTurn/2
}

// bisect appends the corners after s.from.
func bisect(out []corner, s side) []corner {
	if s.straight() {
		return append(out, s.to)
	}
	mid := s.along(2, 4)
	half := s.turn / 2
	out = bisect(out, side{s.from, mid, half})
	return bisect(out, side{mid, s.to, s.turn - half})
}

// along returns the corner k n-ths along the side.
func (s side) along(k, n int64) corner {
	return corner{normalLon(s.from.lon + s.turn*k/n), s.from.lat + (s.to.lat-s.from.lat)*k/n}
}

// straight tells whether the side stays within 10 m of the great circle.
func (s side) straight() bool {
	if s.long() {
		return false
	}
	if s.turn == 0 || s.from.lat == 0 && s.to.lat == 0 {
		return true // a meridian, the equator
	}
	a, b := vector(s.from), vector(s.to)
	n := s2.Point{Vector: a.Add(b.Vector).Cross(b.Sub(a.Vector))}
	length := n.Norm()
	if length == 0 {
		return true
	}
	for k := range int64(3) {
		if math.Abs(n.Dot(vector(s.along(k+1, 4)).Vector)) > maxSagitta*length {
			return false
		}
	}
	return true
}

func vector(c corner) s2.Point { return sphere.FromLonLat(c.point()) }
