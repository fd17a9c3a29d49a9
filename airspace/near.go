package airspace

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Approach is the place where a leg comes nearest to an area.
type Approach struct {
	Area  AreaID
	Km    float64   // between the two, on the sphere of radius 6371.0088 km
	At    orb.Point // the place on the border of the area, degrees
	Angle float64   // the place on the leg, radians from its start
}

// Clearance returns the nearest approach of a leg to each area that it does not
// enter and that comes within so many kilometres of it, nearest first. An area
// along whose border the leg runs is at 0 km. With +Inf it returns all areas that
// have an outline. It is exact but for rounding (1e-9 km).
func (x *Index) Clearance(leg Leg, withinKm float64) []Approach {
	if x == nil {
		return nil
	}
	return x.ClearanceWithin(leg, slices.Repeat([]float64{withinKm}, x.Len()))
}

// ClearanceWithin is [Index.Clearance] with a distance in kilometres for each area; an
// area with a negative one, and one beyond the end of the list, is left out. Small ones
// save time.
func (x *Index) ClearanceWithin(leg Leg, km []float64) []Approach {
	if x == nil || leg.Angle() == 0 {
		return nil
	}
	n := x.newNearest(probeOf(&leg.arc), leg.Angle(), km)
	defer n.done()
	for s := range x.Cross(leg) {
		for _, a := range s.Areas {
			n.best[a].angle = -1 // nothing is nearer
		}
	}
	n.search()
	var out []Approach
	for a, b := range n.best {
		if b.angle < 0 || !b.found {
			continue
		}
		out = append(out, Approach{
			Area: AreaID(a), Km: b.angle * sphere.RadiusKm, At: sphere.ToLonLat(b.place),
			Angle: n.along(b.from),
		})
	}
	slices.SortFunc(out, func(a, b Approach) int { return cmp.Or(cmp.Compare(a.Km, b.Km), cmp.Compare(a.Area, b.Area)) })
	return out
}

// Distance returns how far a point, longitude and latitude in degrees, is from an
// area in kilometres on the sphere of radius 6371.0088 km; 0 if it lies in it. ok
// is false if there is no such area, if it has no outline, or if the point is no
// place.
func (x *Index) Distance(p orb.Point, a AreaID) (km float64, ok bool) {
	if x == nil || a < 0 || int(a) >= len(x.areas) || !x.areas[a].hasOutline || !usable(p) {
		return 0, false
	}
	if slices.Contains(x.At(p), a) {
		return 0, true
	}
	v := sphere.FromLonLat(p)
	within := slices.Repeat([]float64{-1}, len(x.areas))
	within[a] = math.Inf(1)
	n := x.newNearest(probe{a: v, b: v}, 0, within)
	defer n.done()
	n.search()
	return n.best[a].angle * sphere.RadiusKm, n.best[a].found
}

// nearest is a search for the nearest approaches.
type nearest struct {
	x     *Index
	p     probe
	angle float64 // of the arc; 0 for a point
	best  []approach
	limit float64 // radians, the greatest of all areas

	tileList []nearTile // memory of search
}

// approach is the best that is known of an area. A negative angle is never
// improved.
type approach struct {
	angle       float64
	place, from s2.Point // on the area, on the arc
	found       bool
}

// nearPool keeps the memory of searches.
var nearPool = sync.Pool{New: func() any { return new(nearest) }}

// newNearest makes a search for approaches within a distance of each area.
func (x *Index) newNearest(p probe, angle float64, km []float64) *nearest {
	n, _ := nearPool.Get().(*nearest)
	*n = nearest{x: x, p: p, angle: angle, best: slices.Grow(n.best[:0], len(x.areas))[:len(x.areas)], tileList: n.tileList, limit: -1}
	for i := range n.best {
		n.best[i] = approach{angle: -1}
		if i < len(km) && km[i] >= 0 {
			n.best[i].angle = km[i] / sphere.RadiusKm
			n.limit = max(n.limit, n.best[i].angle)
		}
	}
	return n
}

// done gives the memory back.
func (n *nearest) done() {
	n.x = nil
	nearPool.Put(n)
}

// tileRadius is how far a point of a tile is at most from its middle, in radians:
// on a face lengths are not less than on the globe.
const tileRadius = cellsWide * math.Sqrt2 / 2 / cellsPerUnit

// nearTile is a tile with what may be near in it.
type nearTile struct {
	angle float64 // no edge in it is nearer
	tile  int32
	mask  uint64 // of the cells that count
}

// search goes through the tiles, nearest first. An edge is near where one of the
// tiles is near in which it lies.
func (n *nearest) search() {
	if n.limit < 0 {
		return
	}
	for i := range n.x.layers {
		l := &n.x.layers[i]
		tiles := n.tiles(n.tileList[:0], l.atlas)
		n.tileList = tiles
		slices.SortFunc(tiles, func(a, b nearTile) int { return cmp.Or(cmp.Compare(a.angle, b.angle), cmp.Compare(a.tile, b.tile)) })
		for _, t := range tiles {
			for k := l.atlas.tiles[t.tile].First; k < l.atlas.tiles[t.tile+1].First; k++ {
				if l.atlas.masks[k]&t.mask != 0 {
					n.piece(l, t.tile, k, t.angle)
				}
			}
		}
	}
}

// tiles appends the tiles within the limit. For a small one they are those that the
// arc touches if it is widened by it: on a face nothing is more than three times as
// far as on the globe.
func (n *nearest) tiles(dst []nearTile, a *atlas) []nearTile {
	const most = 1.5 // cells
	if wider := 3 * n.limit * cellsPerUnit; n.angle > 0 && wider <= most {
		for _, v := range touched(nil, n.p.a, n.p.b, n.p.middle, wider+pad, (*[allTiles / 64]uint64)(a.occupied)) {
			dst = append(dst, nearTile{0, v.tile, v.mask})
		}
		return dst
	}
	// What is off the great circle by more than that is off the arc by more.
	off := 2.0
	if n.angle > 0 && n.limit+tileRadius < math.Pi/2 {
		off = math.Sin(n.limit + tileRadius)
	}
	for t := range allTiles {
		if !a.isOccupied(t) {
			continue
		}
		x, y := tileCorner(t)
		middle := fromFace(t/faceTiles, x+cellsWide/2, y+cellsWide/2)
		if math.Abs(middle.Dot(n.p.normal)) > off {
			continue
		}
		if d := n.to(middle) - tileRadius; d <= n.limit {
			dst = append(dst, nearTile{d, int32(t), math.MaxUint64})
		}
	}
	return dst
}

// piece looks at the edges of a piece that may be nearer to one of its areas than
// what is known. least is a lower bound for its tile.
func (n *nearest) piece(l *layer, tile int32, k uint32, least float64) {
	p := &l.atlas.pieces[k]
	first, border := l.atlas.rows[p.Row], l.atlas.rows[p.Row+1]
	if !n.mayImprove(l, border, least) {
		return
	}
	if p.Far == 0 {
		face := int(tile / faceTiles)
		x, y := tileCorner(int(tile))
		at := func(i, j int16) r3.Vector {
			return fromFace(face, x+cellsWide/2+float64(i)/stepsPerCell, y+cellsWide/2+float64(j)/stepsPerCell).Vector
		}
		u, v := at(p.AX, p.AY), at(p.BX, p.BY)
		middle := s2.Point{Vector: u.Add(v).Normalize()}
		reach := u.Sub(v).Norm()/2*1.001 + (float64(p.Width)+2)/stepsPerUnit
		if !n.mayImprove(l, border, n.to(middle)-reach) {
			return
		}
	}
	du := n.to(*l.atlas.vector(first))
	for k := first; k < first+uint32(p.Count); k++ {
		u, v := l.atlas.vector(k), l.atlas.vector(k+1)
		dv := n.to(*v)
		// No point of an edge is farther from both its ends than the edge is long, and
		// an arc is at most pi/2 chords long.
		within := (du+dv-u.Sub(v.Vector).Norm()*math.Pi/2)/2 - Tolerance
		if du = dv; !n.mayImprove(l, border, within) {
			continue
		}
		angle, place, from := n.toEdge(*u, *v)
		for _, side := range [...][]uint32{l.atlas.left(border), l.atlas.right(border)} {
			for _, part := range side {
				b := &n.best[l.firstArea+AreaID(l.atlas.partArea[part])]
				if angle < b.angle || angle == b.angle && !b.found {
					*b = approach{angle, place, from, true}
				}
			}
		}
	}
}

// mayImprove tells whether an area at a border is not known to be as near as that.
func (n *nearest) mayImprove(l *layer, border uint32, angle float64) bool {
	for _, side := range [...][]uint32{l.atlas.left(border), l.atlas.right(border)} {
		for _, part := range side {
			if angle <= n.best[l.firstArea+AreaID(l.atlas.partArea[part])].angle {
				return true
			}
		}
	}
	return false
}

// to returns the angle between a point and the arc.
func (n *nearest) to(p s2.Point) float64 {
	if n.angle > 0 && p.Dot(n.p.ahead) > 0 && p.Dot(n.p.after) > 0 {
		return math.Asin(min(1, math.Abs(p.Dot(n.p.normal))))
	}
	if p.Sub(n.p.a.Vector).Norm2() <= p.Sub(n.p.b.Vector).Norm2() {
		return sphere.Angle(p, n.p.a)
	}
	return sphere.Angle(p, n.p.b)
}

// along returns the angle from the start of the arc to the place on it that is
// nearest to a point.
func (n *nearest) along(p s2.Point) float64 {
	switch {
	case p.Dot(n.p.ahead) > 0 && p.Dot(n.p.after) > 0:
		return max(0, min(n.angle, math.Atan2(p.Dot(n.p.ahead), p.Dot(n.p.a.Vector))))
	case sphere.Angle(p, n.p.a) <= sphere.Angle(p, n.p.b):
		return 0
	}
	return n.angle
}

// toEdge returns the angle between the arc and an edge, and where it is on either.
// Two arcs that do not cross are nearest at an end of one of them.
func (n *nearest) toEdge(u, v s2.Point) (angle float64, place, from s2.Point) {
	if n.angle > 0 {
		if x, ok := n.p.meets(&u, &v, n.p.normal.Dot(u.Vector), n.p.normal.Dot(v.Vector)); ok {
			x := s2.Point{Vector: x.Normalize()}
			return 0, x, x
		}
	}
	angle, place, from = n.to(u), u, u
	if d := n.to(v); d < angle {
		angle, place, from = d, v, v
	}
	edge := nearest{p: newProbe(u, v), angle: 1}
	for _, end := range [...]s2.Point{n.p.a, n.p.b} {
		if d := edge.to(end); d < angle {
			angle, from = d, end
			place = end
			if end.Dot(edge.p.ahead) > 0 && end.Dot(edge.p.after) > 0 {
				place = s2.Point{Vector: end.Sub(edge.p.normal.Mul(end.Dot(edge.p.normal))).Normalize()}
			}
		}
	}
	return angle, place, from
}
