package detour

import (
	"math"
	"slices"
	"sync"

	"github.com/golang/geo/s2"
)

// shape is the border of an area, made when it is first needed.
type shape struct {
	once   sync.Once
	border *walls // all but the area is closed
	centre s2.Point
	radius float64 // radians; the area lies within it of the centre
}

// widest is the radius of a shape beyond which it is not used.
const widest = 1.4

func (w *World) shapeOf(a int32) *shape {
	x := &w.shapes[a]
	x.once.Do(func() {
		x.border = w.newInside(a)
		for _, c := range x.border.list {
			for _, p := range w.chainPoints(c) {
				x.centre.Vector = x.centre.Add(p.Vector)
			}
		}
		if x.centre.Norm2() == 0 {
			x.radius = math.Pi
			return
		}
		x.centre.Vector = x.centre.Normalize()
		for _, c := range x.border.list {
			for _, p := range w.chainPoints(c) {
				x.radius = max(x.radius, angle(x.centre, p))
			}
		}
		// An edge bulges out of a circle by less than its own length, and not at
		// all if the circle is small.
		if x.radius > widest || w.encloses(x.border, s2.Point{Vector: x.centre.Mul(-1)}) {
			x.radius = math.Pi
		}
	})
	return x
}

func (w *World) chainPoints(c int32) []s2.Point {
	ch := &w.chains[c]
	return w.points[ch.First : ch.First+ch.Count]
}

// Contains tells whether a point lies inside an area. A point on its border does
// not.
func (w *World) Contains(a int32, p s2.Point) bool {
	if a < 0 || int(a) >= len(w.byArea) {
		return false
	}
	x := w.shapeOf(a)
	if x.radius < math.Pi && angle(x.centre, p) > x.radius+1e-9 {
		return false
	}
	return w.encloses(x.border, p)
}

// encloses tells whether a point lies on the open side of the walls that are the
// border of an area. It counts how often an arc to the middle of an edge crosses
// the others.
func (w *World) encloses(x *walls, p s2.Point) bool {
	if len(x.list) == 0 || w.onBorder(x, p) {
		return false
	}
	for _, c := range x.list {
		pts := w.chainPoints(c)
		for i := len(pts) / 2; i < len(pts); i++ {
			u, v := pts[i-1], pts[i]
			mid := s2.Point{Vector: u.Add(v.Vector).Normalize()}
			if off := math.Abs(normal(u, v).Dot(p.Vector)); off < 1e-9*angle(u, v) || opposite(p, mid) {
				continue // the arc would run along the edge
			}
			left := x.side[c] == closedRight // the area
			in := side(u, v, p) > 0 == left
			return in != w.oddCrossings(x, p, mid, int32(w.chains[c].First+i-1))
		}
	}
	return false
}

// oddCrossings tells whether the arc from p to q crosses an odd number of edges,
// one of them left out.
func (w *World) oddCrossings(x *walls, p, q s2.Point, but int32) bool {
	s := newSpan(p, q)
	odd := false
	for leaf := range x.tree.leaves(s.reaches) {
		r := w.runs[leaf]
		prev := s.sideOf(w.points[r.first])
		for k := r.first + 1; k <= r.last; k++ {
			m := s.sideOf(w.points[k])
			if m*prev < 0 && k-1 != but && s.crosses(w.points[k-1], w.points[k], prev) {
				odd = !odd
			}
			prev = m
		}
	}
	return odd
}

// onBorder tells whether a point lies exactly on one of the walls.
func (w *World) onBorder(x *walls, at s2.Point) bool {
	p := probe{w: w}
	return len(p.place(x, at)) > 0
}

// inside returns the areas of a set that have a point inside.
func (w *World) inside(closed Set, p s2.Point) []int32 {
	return slices.DeleteFunc(closed.Areas(), func(a int32) bool { return !w.Contains(a, p) })
}
