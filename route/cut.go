package route

import (
	"math"

	"github.com/paulmach/orb"
)

// cutLine cuts a line at the meridian of 180 degrees, as RFC 7946 section
// 3.1.9 asks. Where neighbours lie on both sides, one of them, or a point
// between them, is on the meridian: [sphere.Arc.Steps] gives that point.
func cutLine(line orb.LineString) orb.MultiLineString {
	var parts orb.MultiLineString
	var part orb.LineString
	for _, p := range line {
		if n := len(part); n > 0 && math.Abs(p[0]-part[n-1][0]) > 180 {
			last := part[n-1]
			switch {
			case math.Abs(last[0]) == 180: // begin again on the other side
				parts = appendPart(parts, part)
				part = orb.LineString{{-last[0], last[1]}}
			case math.Abs(p[0]) == 180: // end on this side
				p = orb.Point{-p[0], p[1]}
			}
		}
		part = append(part, p)
	}
	return appendPart(parts, part)
}

func appendPart(parts orb.MultiLineString, part orb.LineString) orb.MultiLineString {
	if len(part) < 2 {
		return parts
	}
	return append(parts, part)
}

// cutRing makes polygons of a ring whose sides are all shorter than 180
// degrees of longitude. It cuts at the meridian of 180 degrees and closes a
// ring round a pole over the pole; north tells which pole that would be. Rings
// come out counterclockwise and closed.
func cutRing(ring orb.Ring, north bool) orb.MultiPolygon {
	open, turn := unwrap(ring)
	if turn != 0 {
		pole := -90.0
		if north {
			pole = 90
		}
		first := open[0]
		open = append(open, orb.Point{first[0] + turn, first[1]}, orb.Point{first[0] + turn, pole}, orb.Point{first[0], pole})
	}
	west, east := math.Inf(1), math.Inf(-1)
	for _, p := range open {
		west, east = math.Min(west, p[0]), math.Max(east, p[0])
	}
	var polygons orb.MultiPolygon
	for k := math.Floor((west + 180) / 360); -180+360*k < east; k++ {
		left := -180 + 360*k
		part := clip(clip(open, left, 1), left+360, -1)
		for i := range part {
			part[i][0] -= 360 * k
		}
		if r := closeRing(part); len(r) >= 4 && hasArea(r) {
			polygons = append(polygons, orb.Polygon{r})
		}
	}
	return polygons
}

// unwrap drops the closing point and makes longitudes continuous. turn is 360
// or -360 if the ring goes once round a pole, else 0.
func unwrap(ring orb.Ring) (open orb.Ring, turn float64) {
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	shift := 0.0
	for i, p := range ring {
		if i > 0 {
			switch d := p[0] - ring[i-1][0]; {
			case d > 180:
				shift -= 360
			case d < -180:
				shift += 360
			}
		}
		open = append(open, orb.Point{p[0] + shift, p[1]})
	}
	if n := len(open); n > 0 {
		turn = 360 * math.Round((open[n-1][0]-open[0][0])/360)
	}
	return open, turn
}

// clip keeps the part of a ring that lies east (side 1) or west (side -1) of a
// meridian, by Sutherland and Hodgman's method.
func clip(open orb.Ring, lon, side float64) orb.Ring {
	var out orb.Ring
	for i, q := range open {
		p := open[(i+len(open)-1)%len(open)]
		pin, qin := side*(p[0]-lon) >= 0, side*(q[0]-lon) >= 0
		if pin != qin {
			f := (lon - p[0]) / (q[0] - p[0])
			out = append(out, orb.Point{lon, p[1] + f*(q[1]-p[1])})
		}
		if qin {
			out = append(out, q)
		}
	}
	return out
}

// closeRing drops repeated points, closes the ring and turns it
// counterclockwise.
func closeRing(open orb.Ring) orb.Ring {
	var r orb.Ring
	for _, p := range open {
		if n := len(r); n == 0 || r[n-1] != p {
			r = append(r, p)
		}
	}
	if len(r) < 3 {
		return nil
	}
	if r[0] != r[len(r)-1] {
		r = append(r, r[0])
	}
	if r.Orientation() == orb.CW {
		r.Reverse()
	}
	return r
}

// hasArea tells whether a closed ring, drawn flat, encloses anything.
func hasArea(r orb.Ring) bool {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		sum += r[i-1][0]*r[i][1] - r[i][0]*r[i-1][1]
	}
	return sum != 0
}
