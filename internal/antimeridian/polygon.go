package antimeridian

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Polygon cuts a polygon of closed rings, whose sides are shorter than 180 degrees of
// longitude, into its pieces between -180 and 180 degrees: closed rings, the shell
// counterclockwise and holes clockwise. A ring round a pole gets the way along the
// meridian of 180 degrees to the pole and back, and stays in one piece. There is none if the
// shell encloses nothing.
func Polygon(p orb.Polygon) orb.MultiPolygon {
	rings, lo, hi := unwrapAll(p)
	if len(rings) == 0 {
		return nil
	}
	if lo >= -180 && hi <= 180 {
		return orb.MultiPolygon{closed(rings)}
	}
	var out orb.MultiPolygon
	for turn := math.Floor((lo + 180) / 360); -180+360*turn < hi; turn++ {
		if piece := clipRings(rings, 360*turn); len(piece) > 0 {
			out = append(out, closed(piece))
		}
	}
	return out
}

// unwrapAll returns the rings of a polygon without jumps over the antimeridian,
// and the least and the greatest longitude. It has no ring if the shell encloses
// nothing.
func unwrapAll(p orb.Polygon) (rings []orb.Ring, lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for i, r := range p {
		u := unwrap(r)
		if flat(u) {
			u = open(r) // it runs round the globe along a parallel
		}
		if flat(u) {
			if i == 0 {
				return nil, 0, 0
			}
			continue
		}
		for _, q := range u {
			lo, hi = min(lo, q[0]), max(hi, q[0])
		}
		rings = append(rings, u)
	}
	return rings, lo, hi
}

// clipRings returns the part of the rings of a polygon within 180 degrees of a
// meridian, moved so that this is 0. It has no ring if the shell does not reach
// there.
func clipRings(rings []orb.Ring, meridian float64) []orb.Ring {
	var piece []orb.Ring
	for i, r := range rings {
		c := clipRing(clipRing(r, meridian-180, 1), meridian+180, -1)
		if flat(c) {
			if i == 0 {
				return nil
			}
			continue
		}
		for k := range c {
			c[k][0] -= meridian
		}
		piece = append(piece, c)
	}
	return piece
}

// unwrap returns a ring without its closing point whose longitudes have no jumps
// over the antimeridian. A ring round a pole gets the way to the pole and back.
func unwrap(r orb.Ring) orb.Ring {
	var out orb.Ring
	shift := 0.0
	for i, p := range r {
		if i > 0 {
			jump := p[0] - r[i-1][0]
			alongPole := math.Abs(jump) == 360 && math.Abs(p[1]) == 90
			if math.Abs(jump) > 180 && !alongPole {
				shift -= 360 * math.Round(jump/360)
			}
		}
		p[0] += shift
		if len(out) == 0 || p != out[len(out)-1] {
			out = append(out, p)
		}
	}
	if len(out) < 3 {
		return nil
	}
	first, last := out[0], out[len(out)-1]
	back := last[0] + math.Remainder(first[0]-last[0], 360)
	if math.Abs(back-first[0]) < 180 {
		if first == last {
			out = out[:len(out)-1]
		}
		return out
	}
	return roundPole(out, 360*math.Round((back-first[0])/360))
}

// roundPole closes a ring of continuous longitudes that goes once round a pole, that of
// the hemisphere of its mean, by turn degrees. It begins on the meridian of 180 degrees.
func roundPole(r orb.Ring, turn float64) orb.Ring {
	lat := math.Copysign(90, mean(r))
	on := func(p orb.Point, degrees float64) orb.Point { return orb.Point{p[0] + degrees, p[1]} }
	for i, p := range r {
		q := on(r[0], turn)
		if i+1 < len(r) {
			q = r[i+1]
		}
		west, east := min(p[0], q[0]), max(p[0], q[0])
		edge := 360*math.Ceil((west-180)/360) + 180
		if edge > east || p[0] == q[0] {
			continue
		}
		begin := orb.Point{edge, p[1] + (edge-p[0])/(q[0]-p[0])*(q[1]-p[1])}
		shift := math.Copysign(180, -turn) - edge // to where it begins
		out := orb.Ring{on(begin, shift)}
		for _, v := range r[i+1:] {
			out = append(out, on(v, shift))
		}
		for _, v := range r[:i+1] {
			out = append(out, on(v, shift+turn))
		}
		end := on(begin, shift+turn)
		return append(out, end, orb.Point{end[0], lat}, orb.Point{out[0][0], lat})
	}
	return nil // cannot happen: the ring meets every meridian
}

// open returns a ring without its closing point.
func open(r orb.Ring) orb.Ring {
	if len(r) > 1 && r[0] == r[len(r)-1] {
		return r[:len(r)-1]
	}
	return r
}

// mean returns the mean latitude of the corners.
func mean(r orb.Ring) float64 {
	sum := 0.0
	for _, p := range r {
		sum += p[1]
	}
	return sum / float64(len(r))
}

// clipRing returns the part of an open ring on one side of a meridian: east of it
// for sign 1, west for -1 (Sutherland and Hodgman).
func clipRing(r orb.Ring, lon float64, sign float64) orb.Ring {
	var out orb.Ring
	for i, p := range r {
		q := r[(i+1)%len(r)]
		in, next := (p[0]-lon)*sign >= 0, (q[0]-lon)*sign >= 0
		if in {
			out = append(out, p)
		}
		if in != next {
			f := (lon - p[0]) / (q[0] - p[0])
			out = append(out, orb.Point{lon, p[1] + f*(q[1]-p[1])})
		}
	}
	return out
}

// planarArea returns twice the signed area of an open ring in square degrees.
func planarArea(r orb.Ring) float64 {
	sum := 0.0
	for i, p := range r {
		q := r[(i+1)%len(r)]
		sum += (p[0]-r[0][0])*(q[1]-r[0][1]) - (q[0]-r[0][0])*(p[1]-r[0][1])
	}
	return sum
}

func flat(r orb.Ring) bool { return len(r) < 3 || planarArea(r) == 0 }

// closed winds and closes the rings of a polygon, each point once in a row.
func closed(rings []orb.Ring) orb.Polygon {
	p := make(orb.Polygon, 0, len(rings))
	for i, r := range rings {
		r = open(slices.Compact(slices.Clone(r)))
		if (planarArea(r) > 0) != (i == 0) {
			slices.Reverse(r)
		}
		p = append(p, append(r, r[0]))
	}
	return p
}
