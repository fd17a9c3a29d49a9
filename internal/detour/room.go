package detour

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// Room tells what is free of closed areas. It holds the memory of a test, so it
// is not safe for concurrent use.
type Room struct {
	w     *World
	walls *walls
	probe probe
	last  int32 // the run that was in the way, -1 for none: it will often be again
}

// Room returns the room that a closed set leaves.
func (s *Searcher) Room(closed Set) *Room {
	return &Room{w: s.w, walls: s.w.newWalls(closed), probe: probe{w: s.w}, last: -1}
}

// Free tells whether no closed area reaches into a triangle of which one corner
// is known to lie in none, and whose sides are shorter than half a great circle.
// It is exact, but for a wall that only touches the triangle, which counts as
// reaching into it. Corners may be equal: then it tells of the leg that is left.
//
// A closed area has a part in the triangle if it has a wall there, or else holds
// all of it, the open corner too. A wall in the triangle has a vertex there, or
// an edge that crosses a side.
func (r *Room) Free(a, b, c s2.Point) bool {
	switch {
	case a == b:
		return r.leg(a, c)
	case b == c || a == c:
		return r.leg(a, b)
	case side(a, b, c) < 0:
		b, c = c, b
	}
	t := triangle{newSpan(a, b), newSpan(b, c), newSpan(c, a)}
	if r.last >= 0 && r.touches(&t, r.last) {
		return false
	}
	for leaf := range r.walls.tree.leaves(t.meets) {
		if r.touches(&t, leaf) {
			r.last = leaf
			return false
		}
	}
	return true
}

func (r *Room) touches(t *triangle, leaf int32) bool {
	x := &r.w.runs[leaf]
	return t.touches(r.w.points[x.first : x.last+1])
}

func (r *Room) leg(a, b s2.Point) bool {
	return a == b || r.probe.blocked(r.walls, a, b) == legFree
}

// triangle is the sides of a triangle, counterclockwise.
type triangle [3]span

// meets tells whether a box may have a part in the triangle.
func (t *triangle) meets(b *box) bool {
	for i := range t {
		s := &t[i]
		if s.n.Dot(b.mid)+s.abs[0].Dot(b.half) < -s.slack {
			return false
		}
	}
	return true
}

// touches tells whether a line has a point in the triangle or on its sides.
func (t *triangle) touches(pts []s2.Point) bool {
	var prev [3]int
	for k, p := range pts {
		var now [3]int
		for i := range t {
			now[i] = t[i].sideOf(p)
		}
		if now[0] >= 0 && now[1] >= 0 && now[2] >= 0 {
			return true
		}
		for i := 0; k > 0 && i < 3; i++ {
			if now[i] != prev[i] && t[i].crosses(pts[k-1], p, prev[i]) {
				return true
			}
		}
		prev = now
	}
	return false
}

// Ahead returns how far one may go from a point in a direction, a unit vector at
// a right angle to it, before one meets a wall: radians, at most the given ones,
// true to the rounding of numbers. Most must be less than pi.
func (r *Room) Ahead(from s2.Point, direction r3.Vector, most float64) float64 {
	sin, cos := math.Sincos(most)
	s := newSpan(from, s2.Point{Vector: from.Mul(cos).Add(direction.Mul(sin)).Normalize()})
	for leaf := range r.walls.tree.leaves(s.reaches) {
		x := &r.w.runs[leaf]
		for k := x.first; k < x.last; k++ {
			c, d := r.w.points[k], r.w.points[k+1]
			sc := s.sideOf(c)
			if sc == s.sideOf(d) || sc != 0 && !s.crosses(c, d, sc) {
				continue
			}
			at := s.n.Cross(normal(c, d))
			if at.Dot(c.Add(d.Vector)) < 0 {
				at = at.Mul(-1)
			}
			most = min(most, max(0, math.Atan2(at.Dot(direction), at.Dot(from.Vector))))
		}
	}
	return most
}
