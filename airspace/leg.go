package airspace

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Leg is the shorter great-circle arc between two points. Places on it are
// given by their angle from its start, in radians. A Leg is immutable; the zero
// value is empty: it has no length, and nothing lies over it.
type Leg struct {
	from, to orb.Point
	arc      sphere.Arc
}

// NewLeg returns the leg between two points, longitude and latitude in degrees.
// The error is a [*LegError] if a coordinate is no number, a longitude is beyond
// 180 or a latitude beyond 90 degrees, or if the ends are the same point (within
// 6 micrometres) or opposite points of the globe (within 6 mm).
func NewLeg(from, to orb.Point) (Leg, error) {
	for _, p := range [...]orb.Point{from, to} {
		if !usable(p) {
			return Leg{}, &LegError{
				What: fmt.Sprintf("longitude %v, latitude %v is no place", p[0], p[1]),
				Hint: "give degrees, longitude in [-180, 180] and latitude in [-90, 90]",
			}
		}
	}
	arc, err := sphere.NewArc(sphere.FromLonLat(from), sphere.FromLonLat(to))
	switch {
	case errors.Is(err, sphere.ErrAntipodal):
		return Leg{}, &LegError{What: err.Error(), Hint: "give a point between them", Err: err}
	case err != nil:
		return Leg{}, &LegError{What: err.Error(), Hint: "give two different points", Err: err}
	}
	return Leg{from: from, to: to, arc: arc}, nil
}

// usable tells whether p is a place: finite and within range.
func usable(p orb.Point) bool {
	return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 // false for NaN
}

// From returns the start as it was given.
func (l Leg) From() orb.Point { return l.from }

// To returns the end as it was given.
func (l Leg) To() orb.Point { return l.to }

// Angle returns the angle between the ends in radians.
func (l Leg) Angle() float64 { return l.arc.Angle() }

// At returns the point at an angle from the start, longitude in [-180, 180].
// Angles before the start give the start as it was given, those after the end
// the end.
func (l Leg) At(angle float64) orb.Point {
	switch {
	case angle <= 0:
		return l.from
	case angle >= l.Angle():
		return l.to
	}
	return sphere.ToLonLat(l.arc.At(angle))
}

// Km returns the length in kilometres on the ellipsoid of WGS 84 from the start
// to an angle: of the great circle, its points taken as geodetic.
func (l Leg) Km(angle float64) float64 {
	if l.Angle() == 0 {
		return 0
	}
	return l.arc.WGS84Km(angle)
}

// SphereKm returns the whole length in kilometres on the sphere of radius
// 6371.0088 km.
func (l Leg) SphereKm() float64 { return l.arc.SphereKm() }
