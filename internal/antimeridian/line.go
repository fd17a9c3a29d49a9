package antimeridian

import (
	"math"

	"github.com/paulmach/orb"
)

// Line cuts a line at the meridian of 180 degrees. Where neighbours lie on both sides, one of them, or a point
// between them, is on the meridian: the steps of an arc have that point.
func Line(line orb.LineString) orb.MultiLineString {
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
