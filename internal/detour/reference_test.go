package detour_test

import (
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// reference answers by looking at every edge of a map. It shares no code with
// the search.
type reference struct {
	m      detour.Map
	closed detour.Set
	edges  []refEdge
}

type refEdge struct {
	a, b        s2.Point
	left, right []int32
}

func newReference(m detour.Map, closed detour.Set) *reference {
	r := &reference{m: m, closed: closed}
	for _, c := range m.Chains {
		for i := c.First + 1; i < c.First+c.Count; i++ {
			r.edges = append(r.edges, refEdge{m.Points[i-1], m.Points[i], c.Left, c.Right})
		}
	}
	return r
}

func (r *reference) hasClosed(areas []int32) bool {
	return slices.ContainsFunc(areas, r.closed.Has)
}

// contains tells whether a point that is on no border lies in an area.
func (r *reference) contains(area int32, p s2.Point) bool {
	for i, e := range r.edges {
		l, g := slices.Contains(e.left, area), slices.Contains(e.right, area)
		if l == g {
			continue
		}
		mid := s2.Point{Vector: e.a.Add(e.b.Vector).Normalize()}
		s := s2.RobustSign(e.a, e.b, p)
		if math.Abs(e.a.Cross(e.b.Vector).Dot(p.Vector)) < 1e-12 || mid.Add(p.Vector).Norm() < 1e-6 {
			continue
		}
		in := (s > 0) == l
		for k, f := range r.edges {
			if k != i && slices.Contains(f.left, area) != slices.Contains(f.right, area) && sphere.Crosses(p, mid, f.a, f.b) {
				in = !in
			}
		}
		return in
	}
	return false
}

func (r *reference) open(p s2.Point) bool {
	for a := range int32(64) {
		if r.closed.Has(a) && r.contains(a, p) {
			return false
		}
	}
	return true
}

// free tells whether a leg keeps out of the closed areas.
func (r *reference) free(a, b s2.Point) bool {
	if a.Add(b.Vector).Norm() < 1e-9 {
		return false
	}
	for _, e := range r.edges {
		l, g := r.hasClosed(e.left), r.hasClosed(e.right)
		if (e.a == a && e.b == b) || (e.a == b && e.b == a) {
			if l && g {
				return false
			}
			continue
		}
		if l == g {
			continue
		}
		if s2.CrossingSign(a, b, e.a, e.b) == s2.Cross {
			return false
		}
	}
	for _, e := range r.edges {
		if (e.a == a && e.b == b) || (e.a == b && e.b == a) {
			return true // along an edge that is open on one side
		}
	}
	return r.open(s2.Point{Vector: a.Add(b.Vector).Normalize()})
}

// shortest is the length of the shortest path by the full visibility graph,
// infinite if there is none.
func (r *reference) shortest(from, to s2.Point) float64 {
	pts := []s2.Point{from, to}
	for _, e := range r.edges {
		if r.hasClosed(e.left) != r.hasClosed(e.right) {
			for _, p := range []s2.Point{e.a, e.b} {
				if !slices.Contains(pts, p) {
					pts = append(pts, p)
				}
			}
		}
	}
	dist := make([]float64, len(pts))
	done := make([]bool, len(pts))
	for i := range dist {
		dist[i] = math.Inf(1)
	}
	dist[0] = 0
	for {
		best := -1
		for i := range pts {
			if !done[i] && !math.IsInf(dist[i], 1) && (best < 0 || dist[i] < dist[best]) {
				best = i
			}
		}
		if best < 0 || best == 1 {
			return dist[1]
		}
		done[best] = true
		for i := range pts {
			if d := dist[best] + sphere.Angle(pts[best], pts[i]); !done[i] && d < dist[i] && r.free(pts[best], pts[i]) {
				dist[i] = d
			}
		}
	}
}
