package airspace

import (
	"math"

	"github.com/paulmach/orb"
)

// Outline returns the polygons of an area for drawing: longitudes in
// [-180, 180], closed rings, shells counter-clockwise and holes clockwise (RFC
// 7946). They are as they were read, long sides divided. Polygons that reach over
// the antimeridian are cut there; those round a pole get artificial sides along it
// and the pole. It is nil for an area without outline or an unknown handle. The
// polygons are new each time.
func (x *Index) Outline(id AreaID) orb.MultiPolygon {
	if x == nil {
		return nil
	}
	var out orb.MultiPolygon
	for part, area := range x.partArea {
		if AreaID(area) != id {
			continue
		}
		l := x.layerOf(uint32(part))
		for _, p := range l.atlas.polygons(uint32(part) - l.firstPart) {
			out = append(out, cutPolygon(p)...)
		}
	}
	return out
}

// layerOf returns the layer to which a part belongs.
func (x *Index) layerOf(part uint32) *layer {
	i := len(x.layers) - 1
	for x.layers[i].firstPart > part {
		i--
	}
	return &x.layers[i]
}

// polygons returns the polygons of a part: one, or more if a hole was taken as a
// shell.
func (a *atlas) polygons(part uint32) []orb.Polygon {
	var out []orb.Polygon
	for r := a.partRings[part]; r < a.partRings[part+1]; r++ {
		ring := a.ring(r)
		if a.ringHole[r] == 1 && len(out) > 0 {
			out[0] = append(out[0], ring)
		} else {
			out = append(out, orb.Polygon{ring})
		}
	}
	return out
}

// ring returns the points of a ring, closed.
func (a *atlas) ring(r uint32) orb.Ring {
	var out orb.Ring
	for _, s := range a.spans[a.ringFirst[r]:a.ringFirst[r+1]] {
		for k, n := s.First, s.Count; n != 0; {
			out = append(out, a.corner(k).point())
			if n > 0 {
				k, n = k+1, n-1
			} else {
				k, n = k-1, n+1
			}
		}
	}
	return append(out, out[0])
}

// cutPolygon returns the pieces of a polygon between -180 and 180 degrees.
func cutPolygon(p orb.Polygon) []orb.Polygon {
	rings, lo, hi := unwrapAll(p)
	if len(rings) == 0 {
		return nil
	}
	if lo >= -180 && hi <= 180 {
		return []orb.Polygon{closed(rings)}
	}
	var out []orb.Polygon
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
	lat := 90.0
	if mean(out) < 0 {
		lat = -90
	}
	return append(out, orb.Point{back, first[1]}, orb.Point{back, lat}, orb.Point{first[0], lat})
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

// closed winds and closes the rings of a polygon.
func closed(rings []orb.Ring) orb.Polygon {
	p := make(orb.Polygon, 0, len(rings))
	for i, r := range rings {
		r = append(orb.Ring(nil), r...)
		if (planarArea(r) > 0) != (i == 0) {
			for a, b := 0, len(r)-1; a < b; a, b = a+1, b-1 {
				r[a], r[b] = r[b], r[a]
			}
		}
		p = append(p, append(r, r[0]))
	}
	return p
}
