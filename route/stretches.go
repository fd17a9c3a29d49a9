package route

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// leg is one leg of a route and where it begins along it.
type leg struct {
	airspace.Leg
	arc     sphere.Arc
	startKm float64
}

// piece is a part of one leg, in radians from its start.
type piece struct {
	leg      int
	from, to float64
}

// stretch is one stretch of a whole route: the airspace's stretches, joined
// where the same areas lie on both sides of a waypoint.
type stretch struct {
	areas       []airspace.AreaID
	along       bool
	left, right []airspace.AreaID
	fromKm      float64
	toKm        float64
	pieces      []piece
	slot        int  // of time in which it is entered
	end         bool // the route begins or ends in it
}

// legsOf makes the legs of a line of waypoints.
func legsOf(line orb.LineString) ([]leg, error) {
	if len(line) < 2 {
		return nil, &InputError{Msg: "a route takes two points or more"}
	}
	legs := make([]leg, 0, len(line)-1)
	km := 0.0
	for i := 1; i < len(line); i++ {
		l, err := airspace.NewLeg(line[i-1], line[i])
		if err != nil {
			if bad, ok := errors.AsType[*airspace.LegError](err); ok {
				return nil, &InputError{Msg: fmt.Sprintf("leg %d, %s to %s: %s; %s", i, latLon(line[i-1]), latLon(line[i]), bad.What, bad.Hint), Err: err}
			}
			return nil, err
		}
		arc, err := sphere.NewArc(sphere.FromLonLat(line[i-1]), sphere.FromLonLat(line[i]))
		if err != nil {
			return nil, fmt.Errorf("leg %d: %w", i, err)
		}
		legs = append(legs, leg{Leg: l, arc: arc, startKm: km})
		km += l.Km(l.Angle())
	}
	return legs, nil
}

// latLon writes a point as people do.
func latLon(p orb.Point) string { return fmt.Sprintf("%.6g,%.6g", p[1], p[0]) }

// stretchesOf returns the stretches that partition a route.
func stretchesOf(ctx context.Context, idx *airspace.Index, legs []leg) ([]stretch, error) {
	var out []stretch
	for i, l := range legs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for s := range idx.Cross(l.Leg) {
			p := piece{leg: i, from: s.FromAngle, to: s.ToAngle}
			if n := len(out); n > 0 && out[n-1].same(s) {
				out[n-1].pieces = append(out[n-1].pieces, p)
				out[n-1].toKm = l.startKm + s.ToKm
				continue
			}
			out = append(out, stretch{
				areas: s.Areas, along: s.Along, left: s.Left, right: s.Right,
				fromKm: l.startKm + s.FromKm, toKm: l.startKm + s.ToKm, pieces: []piece{p},
			})
		}
	}
	return out, nil
}

// same tells whether a stretch goes on in s. A run along a border has its two
// sides in any order: the route may turn on it.
func (a stretch) same(s airspace.Stretch) bool {
	if a.along != s.Along || !slices.Equal(a.areas, s.Areas) {
		return false
	}
	return slices.Equal(a.left, s.Left) && slices.Equal(a.right, s.Right) ||
		slices.Equal(a.left, s.Right) && slices.Equal(a.right, s.Left)
}
