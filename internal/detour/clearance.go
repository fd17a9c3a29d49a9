package detour

import (
	"math"

	"github.com/golang/geo/s2"
)

// approach is where a leg comes nearest to a wall.
type approach struct {
	distance float64  // radians
	wall     s2.Point // on the wall
	leg      s2.Point // on the leg
}

// clearance returns the nearest approach of a leg to the walls that is less than
// a limit in radians; its distance is infinite if there is none.
func (p *probe) clearance(x *walls, a, b s2.Point, limit float64) approach {
	s := newSpan(a, b)
	best := approach{distance: math.Inf(1)}
	norm := s.n.Norm()
	s.slack = (limit + 1e-12) * norm
	for leaf := range x.tree.leaves(s.reaches) {
		r := x.w.runs[leaf]
		off := s.n.Dot(x.w.points[r.first].Vector)
		for k := r.first; k < r.last; k++ {
			before := off
			off = s.n.Dot(x.w.points[k+1].Vector)
			// Off the plane of the leg no point of an edge is nearer than its ends.
			if min(before, off) > s.slack || max(before, off) < -s.slack {
				continue
			}
			if y := edgeApproach(a, b, x.w.points[k], x.w.points[k+1]); y.distance < limit {
				best, limit = y, y.distance
				s.slack = (limit + 1e-12) * norm
			}
		}
	}
	return best
}

// edgeApproach returns the nearest approach of two arcs.
func edgeApproach(a, b, c, d s2.Point) approach {
	best := approach{distance: math.Inf(1)}
	for _, e := range [...]s2.Point{c, d} {
		if q, y := nearestOn(e, a, b); y < best.distance {
			best = approach{y, e, q}
		}
	}
	for _, e := range [...]s2.Point{a, b} {
		if q, y := nearestOn(e, c, d); y < best.distance {
			best = approach{y, q, e}
		}
	}
	if s := newSpan(a, b); a != c && a != d && b != c && b != d {
		if sc := s.sideOf(c); sc != s.sideOf(d) && s.crosses(c, d, sc) {
			best.distance = 0
		}
	}
	return best
}

// nearestOn returns the point of the arc from a to b that is nearest to p, and
// its distance in radians.
func nearestOn(p, a, b s2.Point) (s2.Point, float64) {
	n := normal(a, b)
	if l := n.Norm(); l > 0 {
		n = n.Mul(1 / l)
		if n.Cross(a.Vector).Dot(p.Vector) > 0 && b.Cross(n).Dot(p.Vector) > 0 {
			off := n.Dot(p.Vector)
			return s2.Point{Vector: p.Sub(n.Mul(off)).Normalize()}, math.Asin(min(1, math.Abs(off)))
		}
	}
	if da, db := angle(p, a), angle(p, b); da < db {
		return a, da
	}
	return b, angle(p, b)
}
