package airspace

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// part is one polygon. Areas are made of parts, and a point is in an area if it
// is in any of its parts. Parts are what the edges know.
type part struct {
	area             AreaID
	feature, polygon int32 // in the file, from 1
}

// loop is one ring of a part.
type loop struct {
	part  int32
	hole  bool
	sides []side
	whole []side  // with sides of 360 degrees, tried if the others enclose nothing; may be nil
	ring  int32   // in the polygon, from 1
	edges []int32 // while the mesh is built
	turns []int32 // its vertices, once the mesh is built

	// One edge of the boundary, and whether the part lies left of it; ok is false
	// if all edges cancel.
	u, v     s2.Point
	left, ok bool
}

// border is what lies on the two sides of an edge: the parts that have it on
// their boundary, by the side on which they lie. The lists are sorted.
type border struct{ left, right []int32 }

// edge is a great-circle arc of a boundary between two vertices.
type edge struct {
	from, to int32 // vertices
	border   int32
}

// mesh is the planar map: each vertex and each edge once, with all parts that
// share it.
type mesh struct {
	vertices []s2.Point
	places   []corner // the coordinates of the vertices
	edges    []edge
	borders  []border
	parts    []part
	origin   []int32 // the parts that contain s2.OriginPoint, sorted
}

// incidence says that a part has an edge on its boundary.
type incidence struct {
	part int32
	left bool  // the part lies left of the edge
	next int32 // the next incidence of the same edge, -1 for none
}

// meshBuilder makes a mesh of loops.
type meshBuilder struct {
	mesh
	limit     int
	vertexAt  slots
	edgeAt    slots
	incident  []incidence
	first     []int32 // of each edge
	loops     []loop
	empty     map[int32]bool // parts whose shell encloses nothing
	corners   []corner       // of one loop, reused
	pieces    []side         // of one side, reused
	emptyLoop func(loop)
}

// buildMesh makes the map of all loops. emptyLoop is called with each loop that
// encloses nothing.
func buildMesh(parts []part, loops []loop, limit int, emptyLoop func(loop)) (*mesh, error) {
	n := 0
	for _, l := range loops {
		n += len(l.sides)
	}
	b := &meshBuilder{
		mesh: mesh{parts: parts}, limit: limit, emptyLoop: emptyLoop,
		empty: map[int32]bool{}, vertexAt: newSlots(n), edgeAt: newSlots(n),
		incident: make([]incidence, 0, n), first: make([]int32, 0, n),
	}
	b.vertices, b.places, b.edges = make([]s2.Point, 0, n), make([]corner, 0, n), make([]edge, 0, n)
	split := newSplitter(loops)
	for i := range loops {
		if err := b.add(&loops[i], split); err != nil {
			return nil, err
		}
	}
	b.loops = loops
	b.classify()
	b.locateOrigin()
	b.compact()
	m := b.mesh // a copy, so that the maps of the builder can go
	return &m, nil
}

// add enters one loop.
func (b *meshBuilder) add(l *loop, split *splitter) error {
	if l.hole && b.empty[l.part] {
		return nil
	}
	for _, sides := range [...][]side{l.sides, l.whole} {
		ring, err := b.ring(l.part, sides, split)
		if err != nil {
			return err
		}
		left, ok := b.smallerOnLeft(ring)
		if !ok {
			if p, crosses := b.crossingIn(ring); crosses {
				return b.crossingError(l.part, p)
			}
			continue
		}
		l.turns, l.edges = ring, make([]int32, 0, len(ring))
		for i, v := range ring {
			l.edges = append(l.edges, b.enter(v, ring[(i+1)%len(ring)], l.part, left != l.hole))
		}
		return nil
	}
	b.empty[l.part] = b.empty[l.part] || !l.hole
	b.emptyLoop(*l)
	return nil
}

// ring returns the vertices of a ring, its long sides divided.
func (b *meshBuilder) ring(p int32, sides []side, split *splitter) ([]int32, error) {
	b.corners = b.corners[:0]
	for _, s := range sides {
		b.pieces = split.split(b.pieces[:0], s)
		for _, piece := range b.pieces {
			b.corners = divide(b.corners, piece)
		}
		if len(b.vertices)+len(b.corners) > b.limit {
			pt := b.parts[p]
			return nil, where{feature: int(pt.feature), polygon: int(pt.polygon)}.fail(
				fmt.Sprintf("the outlines have more than %d corners once their long sides are divided", b.limit),
				"simplify them, or raise MaxVertices")
		}
	}
	ring := make([]int32, 0, len(b.corners))
	for _, c := range b.corners {
		if v := b.vertex(c); len(ring) == 0 || ring[len(ring)-1] != v {
			ring = append(ring, v)
		}
	}
	for len(ring) > 1 && ring[0] == ring[len(ring)-1] {
		ring = ring[:len(ring)-1]
	}
	return ring, nil
}

func (b *meshBuilder) vertex(c corner) int32 {
	key := c.vertexKey()
	b.vertexAt.grow(func(n int32) uint64 { return b.places[n].hash() })
	place, v, found := b.vertexAt.at(key.hash(), func(n int32) bool { return b.places[n] == key })
	if !found {
		v = int32(len(b.vertices))
		b.vertexAt.put(place, v)
		b.vertices = append(b.vertices, vector(key))
		b.places = append(b.places, key)
	}
	return v
}

// smallerOnLeft tells whether the smaller side of a ring is on its left. ok is
// false if the ring encloses nothing.
//
// The area is the sum of the signed areas of the triangles from one point
// (Eriksson 1990: tan(E/2) = det(o,a,b) / (1 + oa + ab + bo)), modulo the globe.
func (b *meshBuilder) smallerOnLeft(ring []int32) (left, ok bool) {
	if len(ring) < 3 {
		return false, false
	}
	o := s2.OriginPoint() // on no line that people draw
	var sum, perimeter float64
	p := b.vertices[ring[len(ring)-1]]
	for _, v := range ring {
		q := b.vertices[v]
		d := q.Sub(p.Vector)
		det := o.Dot(p.Cross(d))
		sum += 2 * math.Atan2(det, 1+o.Dot(p.Vector)+p.Dot(q.Vector)+q.Dot(o.Vector))
		perimeter += d.Norm()
		p = q
	}
	const whole = 4 * math.Pi
	sum = math.Mod(sum, whole)
	if sum < 0 {
		sum += whole
	}
	// Vertices are known to 1e-16: a smaller area is noise.
	if noise := 1e-15 * perimeter; sum < noise || whole-sum < noise {
		return false, false
	}
	const tie = 1e-9
	return sum < whole/2+tie, true
}

// enter records that a part has the edge from u to v on its boundary.
func (b *meshBuilder) enter(u, v, p int32, left bool) int32 {
	key := edge{from: u, to: v}
	b.edgeAt.grow(func(n int32) uint64 { return b.edges[n].hash() })
	place, e, found := b.edgeAt.at(key.hash(), func(n int32) bool {
		d := &b.edges[n]
		return d.from == u && d.to == v || d.from == v && d.to == u
	})
	if !found {
		e = int32(len(b.edges))
		b.edgeAt.put(place, e)
		b.edges = append(b.edges, key)
		b.first = append(b.first, -1)
	}
	if b.edges[e].from != u {
		left = !left
	}
	b.incident = append(b.incident, incidence{p, left, b.first[e]})
	b.first[e] = int32(len(b.incident) - 1)
	return e
}

// classify gives each edge its border; border 0 is the one with nothing on
// either side.
func (b *meshBuilder) classify() {
	known := map[string]int32{"": 0}
	b.borders = []border{{}}
	var key []byte
	var left, right []int32
	for e := range b.edges {
		left, right = b.sidesOf(int32(e), left[:0], right[:0])
		key = key[:0]
		for _, p := range left {
			key = binary.AppendVarint(key, int64(p)+1)
		}
		for _, p := range right {
			key = binary.AppendVarint(key, -int64(p)-1)
		}
		n, ok := known[string(key)]
		if !ok {
			n = int32(len(b.borders))
			known[string(key)] = n
			b.borders = append(b.borders, border{slices.Clone(left), slices.Clone(right)})
		}
		b.edges[e].border = n
	}
}

// sidesOf returns the parts on the two sides of an edge. A part that has the
// edge twice, on either side, does not have it on its boundary: so artificial
// sides cancel.
func (b *meshBuilder) sidesOf(e int32, left, right []int32) (l, r []int32) {
	for i := b.first[e]; i >= 0; i = b.incident[i].next {
		if in := b.incident[i]; in.left {
			left = append(left, in.part)
		} else {
			right = append(right, in.part)
		}
	}
	slices.Sort(left)
	slices.Sort(right)
	return cancel(left, right), cancel(right, left)
}

// cancel returns the parts of a that occur more often in a than in b, and an odd
// number of times in both together.
func cancel(a, b []int32) []int32 {
	count := func(list []int32, p int32) (n int) {
		for _, q := range list {
			if q == p {
				n++
			}
		}
		return n
	}
	if len(a) == 1 && len(b) == 0 {
		return a
	}
	var out []int32
	for i, p := range a {
		if i > 0 && a[i-1] == p {
			continue
		}
		if n, m := count(a, p), count(b, p); n > m && (n+m)%2 == 1 {
			out = append(out, p)
		}
	}
	return out
}

// locateOrigin finds the parts that contain the point from which containment is
// counted.
func (b *meshBuilder) locateOrigin() {
	origin := s2.OriginPoint()
	inside := make([]bool, len(b.parts))
	for i := range b.loops {
		l := &b.loops[i]
		e, ok := b.longest(l)
		if !ok {
			continue
		}
		// The middle of an edge lies beside it, on a side that is known exactly.
		u, v := b.vertices[b.edges[e].from], b.vertices[b.edges[e].to]
		m := s2.Point{Vector: u.Add(v.Vector).Normalize()}
		l.u, l.v, l.ok = u, v, true
		l.left = slices.Contains(b.borders[b.edges[e].border].left, l.part)
		in := l.left == (sphere.Sign(u, v, m) > 0)
		if l.hole {
			in = !in // in the hole, not in the part
		}
		crosser := s2.NewEdgeCrosser(m, origin)
		for _, e := range l.edges {
			if crosser.EdgeOrVertexCrossing(b.vertices[b.edges[e].from], b.vertices[b.edges[e].to]) {
				in = !in
			}
		}
		inside[l.part] = inside[l.part] != in
	}
	for p, in := range inside {
		if in {
			b.origin = append(b.origin, int32(p))
		}
	}
}

// longest returns the longest edge of a loop that is on the boundary of its part.
func (b *meshBuilder) longest(l *loop) (longest int32, ok bool) {
	best := 0.0
	for _, e := range l.edges {
		d := b.edges[e]
		n := b.borders[d.border]
		if !slices.Contains(n.left, l.part) && !slices.Contains(n.right, l.part) {
			continue
		}
		if length := b.vertices[d.from].Sub(b.vertices[d.to].Vector).Norm2(); length > best {
			longest, best, ok = e, length, true
		}
	}
	return longest, ok
}

// compact drops the edges that are on no boundary. In the loops their places
// become -1.
func (b *meshBuilder) compact() {
	place := make([]int32, len(b.edges))
	kept := b.edges[:0]
	for i, e := range b.edges {
		place[i] = -1
		if e.border != 0 {
			place[i] = int32(len(kept))
			kept = append(kept, e)
		}
	}
	b.edges = kept
	for i := range b.loops {
		for k, e := range b.loops[i].edges {
			b.loops[i].edges[k] = place[e]
		}
	}
}
