package detour_test

import (
	"math"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// walls are the edges with a closed area on one side only.
func (r *reference) walls() (out []refEdge) {
	for _, e := range r.edges {
		if r.hasClosed(e.left) != r.hasClosed(e.right) {
			out = append(out, e)
		}
	}
	return out
}

// apart is the distance between two legs, by S2.
func apart(a, b, c, d s2.Point) float64 {
	if s2.CrossingSign(a, b, c, d) != s2.DoNotCross {
		return 0
	}
	return min(
		s2.DistanceFromSegment(a, c, d).Radians(), s2.DistanceFromSegment(b, c, d).Radians(),
		s2.DistanceFromSegment(c, a, b).Radians(), s2.DistanceFromSegment(d, a, b).Radians())
}

// keeps tells whether a leg keeps a distance from all walls.
func keeps(walls []refEdge, a, b s2.Point, radius float64) bool {
	for _, e := range walls {
		if apart(a, b, e.a, e.b) < radius-max(1e-9*radius, 1e-13) {
			return false
		}
	}
	return true
}

// refSides is the number of sides of the polygons of the reference.
const refSides = 16

// shortestWide is the length of the shortest path through the corners of polygons
// round all vertices of walls, whose legs keep a distance from all walls; infinite
// if there is none.
func (r *reference) shortestWide(from, to s2.Point, radius float64) float64 {
	walls := r.walls()
	pts := []s2.Point{from, to}
	far := math.Atan(math.Tan(radius) / math.Cos(math.Pi/refSides))
	seen := map[s2.Point]bool{}
	for _, e := range walls {
		for _, v := range []s2.Point{e.a, e.b} {
			if seen[v] {
				continue
			}
			seen[v] = true
			x := v.Ortho()
			y := v.Cross(x)
			for i := range refSides {
				sin, cos := math.Sincos(2 * math.Pi * float64(i) / refSides)
				d := x.Mul(cos).Add(y.Mul(sin))
				p := s2.Point{Vector: v.Mul(math.Cos(far)).Add(d.Mul(math.Sin(far))).Normalize()}
				if keeps(walls, p, p, radius) {
					pts = append(pts, p)
				}
			}
		}
	}
	return dijkstra(pts, func(a, b s2.Point) bool { return a.Add(b.Vector).Norm() > 1e-9 && keeps(walls, a, b, radius) })
}

// dijkstra is the length of the shortest path from the first point to the second.
func dijkstra(pts []s2.Point, free func(a, b s2.Point) bool) float64 {
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
			d := dist[best] + sphere.Angle(pts[best], pts[i])
			if !done[i] && d < dist[i] && d+sphere.Angle(pts[i], pts[1]) < dist[1] && free(pts[best], pts[i]) {
				dist[i] = d
			}
		}
	}
}
