package airspace

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// smallLoop is the length of the outline, in radians, that a crossing may cut off
// to be put up with: 1 km. Published outlines have such knots, of a metre mostly.
const smallLoop = 1 / sphere.RadiusKm

// crossings checks whether outlines cross themselves.
type crossings struct {
	b     *builder
	m     *mesh
	small map[AreaID]int // crossings that were put up with
}

// checkCrossings refuses an index in which the outline of a polygon crosses
// itself, but for small knots, of which it warns. The test is exact; edges that
// only touch do not cross.
func (b *builder) checkCrossings(g *atlasBuilder) error {
	c := crossings{b, g.m, map[AreaID]int{}}
	b.watch.begin(g.m)
	for _, pair := range g.crossingPairs(b.watch != nil) {
		b.watch.cross(pair[0], pair[1])
		n, shared := c.m.sharedPart(pair[0], pair[1])
		e, f := c.m.edges[pair[0]], c.m.edges[pair[1]]
		v := c.m.vertices
		if !shared || !crossOnMap(v[e.from], v[e.to], v[f.from], v[f.to]) {
			continue
		}
		if err := c.judge(n, e, f); err != nil {
			return err
		}
	}
	if err := c.checkVertices(); err != nil {
		return err
	}
	for _, a := range slices.Sorted(maps.Keys(c.small)) {
		n := c.small[a]
		b.warn("the outline of %s crosses itself in %d %s by less than a kilometre; it was left as it is", b.areas[a].ID, n, plural.Form(n, "place", "places"))
	}
	return nil
}

// judge returns the error for two edges of a part that cross, nil if they only
// make a small knot.
func (c *crossings) judge(part int32, e, f edge) error {
	v := c.m.vertices
	x := s2.Intersection(v[e.from], v[e.to], v[f.from], v[f.to])
	for _, l := range c.loopsOf(part) {
		i, j := l.find(e), l.find(f)
		if i < 0 || j < 0 {
			continue
		}
		i, j = min(i, j), max(i, j)
		if c.knot(l.turns, i, j, x) {
			c.putUp(part, x)
			return nil
		}
	}
	return c.refuse(part, x)
}

// putUp counts a small knot.
func (c *crossings) putUp(part int32, x s2.Point) {
	c.small[c.b.parts[part].area]++
	c.b.watch.knot(part, x)
}

// refuse returns the error for an outline that crosses itself; nil if a watch
// takes note of it and wants to see the rest.
func (c *crossings) refuse(part int32, x s2.Point) error {
	err := c.m.crossingError(part, x)
	if c.b.watch.refuse(err) {
		return nil
	}
	return err
}

// loopsOf returns the rings of a part.
func (c *crossings) loopsOf(part int32) []loop {
	from, _ := slices.BinarySearchFunc(c.b.loops, part, func(l loop, p int32) int { return cmp.Compare(l.part, p) })
	to := from
	for to < len(c.b.loops) && c.b.loops[to].part == part {
		to++
	}
	return c.b.loops[from:to]
}

// find returns the place of the vertex of a ring with which an edge begins, -1 if
// the ring does not have it.
func (l *loop) find(e edge) int {
	for i, u := range l.turns {
		v := l.turns[(i+1)%len(l.turns)]
		if u == e.from && v == e.to || u == e.to && v == e.from {
			return i
		}
	}
	return -1
}

// knot tells whether a ring that crosses itself at x, in the edges after the
// places i and j, has only a small loop on one side of x.
func (c *crossings) knot(ring []int32, i, j int, x s2.Point) bool {
	at := func(k int) s2.Point { return c.m.vertices[ring[k%len(ring)]] }
	small := func(from, to int) bool {
		length := sphere.Angle(x, at(from)) + sphere.Angle(at(to), x)
		for k := from; k < to && length <= smallLoop; k++ {
			length += sphere.Angle(at(k), at(k+1))
		}
		return length <= smallLoop
	}
	return small(i+1, j) || small(j+1, i+len(ring))
}

// sharedPart returns a part that has both edges on its boundary.
func (m *mesh) sharedPart(e, f int32) (n int32, ok bool) {
	b, c := &m.borders[m.edges[e].border], &m.borders[m.edges[f].border]
	for _, list := range [...][]int32{b.left, b.right} {
		for _, p := range list {
			if slices.Contains(c.left, p) || slices.Contains(c.right, p) {
				return p, true
			}
		}
	}
	return 0, false
}

// selfCrossingError says that the outline of a part crosses itself. People get the
// InputError.
type selfCrossingError struct {
	*InputError
	part int32
	at   s2.Point
}

func (e *selfCrossingError) Unwrap() error { return e.InputError }

// crossingError says where the outline of a part crosses itself.
func (m *mesh) crossingError(n int32, p s2.Point) error {
	at := sphere.ToLonLat(p)
	pt := m.parts[n]
	return &selfCrossingError{where{feature: int(pt.feature), polygon: int(pt.polygon)}.fail(
		fmt.Sprintf("the outline crosses itself near longitude %.5f, latitude %.5f", at[0], at[1]),
		"mend it, for instance with ogr2ogr -makevalid or mapshaper -clean"), n, p}
}

// spoke is an edge on the boundary of a part, seen from one of its ends.
type spoke struct {
	part int32
	end  int32 // the other end
	left bool  // the part lies left of it
}

// checkVertices looks for outlines that cross themselves in a vertex: there the
// edges of a part, taken round, do not have the part on the one hand and on the
// other by turns.
func (c *crossings) checkVertices() error {
	spokes := c.m.spokes()
	for _, v := range slices.Sorted(maps.Keys(spokes)) {
		list := spokes[v]
		slices.SortStableFunc(list, func(a, b spoke) int { return cmp.Compare(a.part, b.part) })
		for len(list) > 0 {
			n := 1
			for n < len(list) && list[n].part == list[0].part {
				n++
			}
			if c.m.crossedBy(v, list[:n]) && !c.knotAt(list[0].part, v) {
				if err := c.refuse(list[0].part, c.m.vertices[v]); err != nil {
					return err
				}
			}
			list = list[n:]
		}
	}
	return nil
}

// knotAt tells whether a ring of a part comes back to a vertex after a small loop.
func (c *crossings) knotAt(part, v int32) bool {
	for _, l := range c.loopsOf(part) {
		last := -1
		for i, u := range l.turns {
			if u != v {
				continue
			}
			if last >= 0 && c.knot(l.turns, last, i, c.m.vertices[v]) {
				c.putUp(part, c.m.vertices[v])
				return true
			}
			last = i
		}
	}
	return false
}

// spokes returns the edges at each vertex where more than two meet.
func (m *mesh) spokes() map[int32][]spoke {
	degree := make([]int32, len(m.vertices))
	for _, e := range m.edges {
		degree[e.from]++
		degree[e.to]++
	}
	spokes := map[int32][]spoke{}
	add := func(v, end int32, left, right []int32) {
		if degree[v] <= 2 {
			return
		}
		for _, p := range left {
			spokes[v] = append(spokes[v], spoke{p, end, true})
		}
		for _, p := range right {
			spokes[v] = append(spokes[v], spoke{p, end, false})
		}
	}
	for _, e := range m.edges {
		b := &m.borders[e.border]
		add(e.from, e.to, b.left, b.right)
		add(e.to, e.from, b.right, b.left)
	}
	return spokes
}

// crossedBy tells whether the edges of one part cross at a vertex. It sorts them.
func (m *mesh) crossedBy(v int32, part []spoke) bool {
	if len(part) <= 2 {
		return false
	}
	first := m.vertices[part[0].end]
	slices.SortFunc(part[1:], func(a, b spoke) int {
		switch {
		case a.end == b.end:
			return 0
		case s2.OrderedCCW(first, m.vertices[a.end], m.vertices[b.end], m.vertices[v]):
			return -1
		}
		return 1
	})
	for i := range part {
		if part[i].left == part[(i+1)%len(part)].left {
			return true
		}
	}
	return false
}

// crossingIn finds where a ring that encloses as much on the one hand as on the
// other crosses itself, such as a bow tie. It gives up on long rings.
func (m *mesh) crossingIn(ring []int32) (p s2.Point, ok bool) {
	for p := range m.crossingsIn(ring) {
		return p, true
	}
	return p, false
}

// crossingsIn returns all places where a ring crosses itself, none if it is long.
func (m *mesh) crossingsIn(ring []int32) iter.Seq[s2.Point] {
	const most = 4096
	end := func(i int) s2.Point { return m.vertices[ring[i%len(ring)]] }
	return func(yield func(s2.Point) bool) {
		if len(ring) > most {
			return
		}
		for i := range ring {
			for j := range i {
				if ring[i] == ring[j] && m.crossAt(ring, i, j) && !yield(end(i)) {
					return
				}
				if s2.CrossingSign(end(i), end(i+1), end(j), end(j+1)) == s2.Cross && !yield(s2.Intersection(end(i), end(i+1), end(j), end(j+1))) {
					return
				}
			}
		}
	}
}

// crossAt tells whether a ring that comes twice through a vertex crosses itself
// there.
func (m *mesh) crossAt(ring []int32, i, j int) bool {
	at := func(k int) int32 { return ring[(k+len(ring))%len(ring)] }
	a, b, c, d := at(i-1), at(i+1), at(j-1), at(j+1)
	if a == b || c == d || a == c || a == d || b == c || b == d {
		return false
	}
	v := m.vertices
	return s2.OrderedCCW(v[a], v[c], v[b], v[ring[i]]) != s2.OrderedCCW(v[a], v[d], v[b], v[ring[i]])
}

// crossOnMap tells whether the edges ab and cd cross when drawn straight in longitude and
// latitude too, as the file means them. Between a side and its great circle are
// up to 10 m, in which sides cross that on the map do not.
func crossOnMap(a, b, c, d s2.Point) bool {
	const polar = 89.9
	var p [4][2]float64
	for i, v := range [...]s2.Point{a, b, c, d} {
		p[i] = sphere.ToLonLat(v)
		if math.Abs(p[i][1]) > polar {
			return true
		}
		p[i][0] = p[0][0] + math.Remainder(p[i][0]-p[0][0], 360)
	}
	side := func(u, v, w [2]float64) float64 {
		return (v[0]-u[0])*(w[1]-u[1]) - (v[1]-u[1])*(w[0]-u[0])
	}
	return side(p[0], p[1], p[2])*side(p[0], p[1], p[3]) <= 0 && side(p[2], p[3], p[0])*side(p[2], p[3], p[1]) <= 0
}
