package airspace

import (
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/antimeridian"
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
			out = append(out, antimeridian.Polygon(p)...)
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
