package airspace

import (
	"cmp"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// cutMap is a mesh whose edges are cut where they cross, so that its faces are known.
// Edge e has two half-edges: 2e runs from its start to its end, 2e+1 back. A face
// lies left of the half-edges that go round it.
//
// Which edges cross and in what order they leave a vertex is exact. The order of
// several crossings on one edge is by distance, so faces of the size of rounding may
// come out wrong; larger ones do not.
type cutMap struct {
	m      *mesh
	points []s2.Point // the vertices of the mesh, then the crossings
	edges  []cutEdge
	next   []int32 // of each half-edge the next one round its face
}

// cutEdge is a piece of an edge of the mesh.
type cutEdge struct{ from, to, edge int32 }

// cut is a crossing on an edge.
type cut struct {
	far  float64 // chord from the start of the edge
	node int32
}

// newCutMap cuts the edges of a mesh at the given pairs that cross.
func newCutMap(m *mesh, pairs [][2]int32) *cutMap {
	c := &cutMap{m: m, points: slices.Clone(m.vertices)}
	cuts := map[int32][]cut{}
	for _, p := range pairs {
		e, f := m.edges[p[0]], m.edges[p[1]]
		v := m.vertices
		x := s2.Intersection(v[e.from], v[e.to], v[f.from], v[f.to])
		node := int32(len(c.points))
		c.points = append(c.points, x)
		for _, k := range p {
			cuts[k] = append(cuts[k], cut{x.Sub(v[m.edges[k].from].Vector).Norm2(), node})
		}
	}
	for k, e := range m.edges {
		list := cuts[int32(k)]
		slices.SortFunc(list, func(a, b cut) int { return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.node, b.node)) })
		from := e.from
		for _, x := range list {
			c.edges = append(c.edges, cutEdge{from, x.node, int32(k)})
			from = x.node
		}
		c.edges = append(c.edges, cutEdge{from, e.to, int32(k)})
	}
	c.link(pairs)
	return c
}

// start returns the point from which a half-edge runs.
func (c *cutMap) start(h int32) int32 {
	if h&1 == 0 {
		return c.edges[h>>1].from
	}
	return c.edges[h>>1].to
}

// link finds the next half-edge of each: where it ends, the first one clockwise from
// the way back.
func (c *cutMap) link(pairs [][2]int32) {
	c.next = make([]int32, 2*len(c.edges))
	first := make([]int32, len(c.points)+1)
	for h := range c.next {
		first[c.start(int32(h))+1]++
	}
	for i := range c.points {
		first[i+1] += first[i]
	}
	out := make([]int32, len(c.next))
	fill := slices.Clone(first)
	for h := range c.next {
		v := c.start(int32(h))
		out[fill[v]] = int32(h)
		fill[v]++
	}
	for v := range c.points {
		list := out[first[v]:first[v+1]]
		switch n := len(c.m.vertices); {
		case v >= n:
			c.turnCrossing(list, pairs[v-n])
		case len(list) > 2:
			c.turn(int32(v), list)
		}
		for i, h := range list {
			c.next[h^1] = list[(i+len(list)-1)%len(list)]
		}
	}
}

// end returns the vertex of the mesh towards which a half-edge runs.
func (c *cutMap) end(h int32) s2.Point {
	e := c.m.edges[c.edges[h>>1].edge]
	if h&1 == 0 {
		return c.m.vertices[e.to]
	}
	return c.m.vertices[e.from]
}

// turn sorts the half-edges from a vertex counter-clockwise.
func (c *cutMap) turn(v int32, list []int32) {
	at, zero := c.m.vertices[v], c.end(list[0])
	slices.SortFunc(list[1:], func(a, b int32) int {
		p, q := c.end(a), c.end(b)
		switch {
		case p == q:
			return cmp.Compare(a, b)
		case s2.OrderedCCW(zero, p, q, at):
			return -1
		}
		return 1
	})
}

// turnCrossing sorts the four half-edges from where two edges cross.
func (c *cutMap) turnCrossing(list []int32, pair [2]int32) {
	e, f := c.m.edges[pair[0]], c.m.edges[pair[1]]
	v := c.m.vertices
	toLeft := sphere.Sign(v[e.from], v[e.to], v[f.to]) > 0
	rank := func(h int32) int {
		forward := h&1 == 0
		switch {
		case c.edges[h>>1].edge == pair[0] && forward:
			return 0
		case c.edges[h>>1].edge == pair[0]:
			return 2
		case forward == toLeft:
			return 1
		}
		return 3
	}
	slices.SortFunc(list, func(a, b int32) int { return cmp.Compare(rank(a), rank(b)) })
}

// ringOfFace is one row of half-edges round a face. A face has one or more.
type ringOfFace struct {
	half      []int32
	left      float64 // what lies left of it, in steradians, in [0, 4 pi)
	perimeter float64 // radians
	longest   int     // place in half
	center    s2.Point
	radius    float64 // all its points are within this chord of center
}

// rings returns all rows of half-edges round faces.
func (c *cutMap) rings() []ringOfFace {
	done := make([]bool, len(c.next))
	store := make([]int32, 0, len(c.next))
	var out []ringOfFace
	for h := range c.next {
		if done[h] {
			continue
		}
		n := len(store)
		for g := int32(h); !done[g]; g = c.next[g] {
			done[g] = true
			store = append(store, g)
		}
		out = append(out, c.measure(store[n:len(store):len(store)]))
	}
	return out
}

// measure finds the size of what lies left of a row. See meshBuilder.smallerOnLeft.
func (c *cutMap) measure(half []int32) ringOfFace {
	r := ringOfFace{half: half, center: c.points[c.start(half[0])]}
	o := s2.OriginPoint()
	longest := 0.0
	for i, h := range half {
		p, q := c.points[c.start(h)], c.points[c.start(h^1)]
		d := q.Sub(p.Vector)
		r.left += 2 * math.Atan2(o.Dot(p.Cross(d)), 1+o.Dot(p.Vector)+p.Dot(q.Vector)+q.Dot(o.Vector))
		length := d.Norm()
		r.perimeter += length
		if length > longest {
			longest, r.longest = length, i
		}
		r.radius = max(r.radius, p.Sub(r.center.Vector).Norm())
	}
	const whole = 4 * math.Pi
	r.left = math.Mod(r.left, whole)
	if r.left < 0 {
		r.left += whole
	}
	return r
}

// inside returns a point left of a half-edge of a row, off its middle by most radians
// or less, such that no edge of the given rows lies between.
func (c *cutMap) inside(r *ringOfFace, i int, most float64, rows ...*ringOfFace) (p s2.Point, ok bool) {
	h := r.half[i]
	u, v := c.points[c.start(h)], c.points[c.start(h^1)]
	middle := s2.Point{Vector: u.Add(v.Vector).Normalize()}
	left := u.Add(v.Vector).Cross(v.Sub(u.Vector)).Normalize()
	off := func(step float64) s2.Point {
		return s2.Point{Vector: middle.Add(left.Mul(step)).Normalize()}
	}
	width := 2 * min(r.left, 4*math.Pi-r.left) / r.perimeter
	const least = 2e-9 // 1 cm
	for step := min(most, width/4, v.Sub(u.Vector).Norm()/4); step > least; step /= 4 {
		// From a little way off the middle, so that the edge itself does not count.
		from, to := off(least/4), off(step)
		if !slices.ContainsFunc(rows, func(r *ringOfFace) bool { return c.crossed(r, from, to) > 0 }) {
			return to, true
		}
	}
	return p, false
}

// crossed counts the half-edges of a row that an arc crosses.
func (c *cutMap) crossed(r *ringOfFace, a, b s2.Point) int {
	n := 0
	crosser := s2.NewEdgeCrosser(a, b)
	for _, h := range r.half {
		if crosser.EdgeOrVertexCrossing(c.points[c.start(h)], c.points[c.start(h^1)]) {
			n++
		}
	}
	return n
}
