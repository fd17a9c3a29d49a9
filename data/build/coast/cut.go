package main

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// holeAtPole is a latitude: a hole beyond it stands for the pole and is none.
const holeAtPole = -89.99

// cut returns a polygon cut at the meridian of 180 degrees, outer rings
// anticlockwise, holes clockwise. A hole must not reach over the meridian.
func cut(p orb.Polygon) ([]orb.Polygon, error) {
	outer, err := cutRing(p[0])
	if err != nil {
		return nil, err
	}
	var out []orb.Polygon
	for _, r := range outer {
		if r.Orientation() != 0 { // else it has no area at all
			out = append(out, orb.Polygon{turned(r, orb.CCW)})
		}
	}
	for _, hole := range p[1:] {
		if hole.Bound().Max[1] < holeAtPole {
			continue
		}
		pieces, err := cutRing(hole)
		if err != nil || len(pieces) != 1 {
			return nil, fmt.Errorf("the hole at %v reaches over the meridian of 180 degrees", hole[0])
		}
		i := 0
		for i < len(outer) && !planar.RingContains(outer[i], hole[0]) {
			i++
		}
		if i == len(outer) || len(out) < len(outer) {
			return nil, fmt.Errorf("the hole at %v is in no piece", hole[0])
		}
		out[i] = append(out[i], turned(hole, orb.CW))
	}
	return out, nil
}

func turned(r orb.Ring, to orb.Orientation) orb.Ring {
	if r.Orientation() != to {
		r.Reverse()
	}
	return r
}

// cutRing returns the pieces of a ring. It must cross the meridian twice, or not
// at all, or once if it goes round the south pole.
func cutRing(r orb.Ring) ([]orb.Ring, error) {
	flat, crossings := unroll(r)
	turn := flat[len(flat)-1][0] - flat[0][0]
	if math.Abs(turn) > 1 {
		if crossings != 1 {
			return nil, fmt.Errorf("a ring round a pole crosses the meridian of 180 degrees %d times", crossings)
		}
		return []orb.Ring{roundPole(r)}, nil
	}
	b := flat.Bound()
	switch {
	case b.Min[0] >= -180 && b.Max[0] <= 180:
		return []orb.Ring{flat}, nil
	case crossings > 2:
		return nil, fmt.Errorf("a ring crosses the meridian of 180 degrees %d times", crossings)
	}
	at := math.Copysign(180, b.Max[0]-180)
	var out []orb.Ring
	for _, east := range []bool{false, true} {
		piece := half(flat, at, east)
		if east && at > 0 {
			shift(piece, -360)
		}
		if !east && at < 0 {
			shift(piece, 360)
		}
		if len(piece) >= 4 {
			out = append(out, piece)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("nothing is left of a ring")
	}
	return out, nil
}

// unroll returns the ring without jumps, each side taken the shorter way round,
// and how often it crosses the meridian.
func unroll(r orb.Ring) (flat orb.Ring, crossings int) {
	flat = orb.Ring{r[0]}
	for i := 1; i < len(r); i++ {
		last := flat[i-1]
		d := math.Remainder(r[i][0]-r[i-1][0], 360)
		next := orb.Point{last[0] + d, r[i][1]}
		// Points on the meridian stay on it.
		if math.Abs(r[i][0]) == 180 {
			next[0] = 180 * math.Round(next[0]/180)
		}
		if (last[0]-180)*(next[0]-180) < 0 || (last[0]+180)*(next[0]+180) < 0 {
			crossings++
		}
		flat = append(flat, next)
	}
	// A jump between two points that are both on the meridian is a crossing too.
	for i := 1; i < len(r); i++ {
		if math.Abs(r[i][0]-r[i-1][0]) > 180 && (math.Abs(r[i][0]) == 180 || math.Abs(r[i-1][0]) == 180) {
			crossings++
		}
	}
	return flat, crossings
}

// half returns the part of a ring on one side of a meridian, closed.
func half(r orb.Ring, at float64, east bool) orb.Ring {
	in := func(p orb.Point) bool { return p[0] == at || p[0] > at == east }
	var out orb.Ring
	add := func(p orb.Point) {
		if n := len(out); n == 0 || out[n-1] != p {
			out = append(out, p)
		}
	}
	for i := 1; i < len(r); i++ {
		p, q := r[i-1], r[i]
		if in(p) {
			add(p)
		}
		if in(p) != in(q) && p[0] != at && q[0] != at {
			add(orb.Point{at, p[1] + (q[1]-p[1])*(at-p[0])/(q[0]-p[0])})
		}
	}
	if len(out) > 0 {
		add(out[0])
	}
	return out
}

func shift(r orb.Ring, by float64) {
	for i := range r {
		r[i][0] += by
	}
}

// roundPole closes a ring that goes round the south pole along the meridian.
func roundPole(r orb.Ring) orb.Ring {
	n := len(r) - 1 // points, the last of which is the first
	for i := range n {
		p, q := r[i], r[i+1]
		if math.Abs(q[0]-p[0]) <= 180 {
			continue
		}
		side := math.Copysign(180, p[0])
		lat := p[1]
		if run := math.Abs(math.Remainder(q[0]-p[0], 360)); run > 0 {
			lat += (q[1] - p[1]) * (180 - math.Abs(p[0])) / run
		}
		out := orb.Ring{{-side, -90}, {-side, lat}}
		for k := range n {
			out = append(out, r[(i+1+k)%n])
		}
		return append(out, orb.Point{side, lat}, orb.Point{side, -90}, out[0])
	}
	return r
}
