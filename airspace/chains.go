package airspace

import (
	"slices"

	"github.com/golang/geo/s2"
)

// Borders is the planar map of an [Index]: every border once, with the areas on
// either side. Areas that overlap may cross each other without a common point.
type Borders struct {
	Points []s2.Point // unit vectors, chain after chain
	Chains []Chain
}

// Chain is a row of edges, great-circle arcs, with the same areas on either side.
type Chain struct {
	First, Count int      // its points are Points[First:First+Count]; Count is at least 2
	From, To     int32    // nodes: chains that meet share one; a closed chain has From == To
	Left, Right  []AreaID // the areas that end here and lie left and right of it, sorted
}

// Borders returns the planar map. Its points are those of the index, so they must
// not be changed. Nodes of joined indexes are not shared.
func (x *Index) Borders() Borders {
	if x == nil {
		return Borders{}
	}
	for _, l := range x.layers {
		l.atlas.fillAll()
	}
	return x.borders()
}

// BordersToFill returns the planar map of an index as [Index.Borders] does, but a point
// is sound only after fill was called for it: fill computes so many points, from the
// first on, unless they are known. To compute all takes longer than to read the map. fill
// is safe for concurrent use.
func (x *Index) BordersToFill() (b Borders, fill func(first, count int)) {
	if x == nil || len(x.layers) != 1 { // the points of several are copied
		return x.Borders(), func(int, int) {}
	}
	return x.borders(), x.layers[0].atlas.fillFrom
}

// borders is Borders whose points may not be computed.
func (x *Index) borders() Borders {
	var out Borders
	node := int32(0)
	for _, l := range x.layers {
		base := len(out.Points)
		if points := l.atlas.vectors[:l.atlas.edges()]; base == 0 {
			out.Points = slices.Clip(points) // 15 MB of the world: not copied
		} else {
			out.Points = append(out.Points, points...)
		}
		most := int32(-1)
		for c, border := range l.atlas.chainBorder {
			from, to := int32(l.atlas.chainNodes[2*c]), int32(l.atlas.chainNodes[2*c+1])
			most = max(most, from, to)
			first, next := int(l.atlas.chainFirst[c]), int(l.atlas.chainFirst[c+1])
			out.Chains = append(out.Chains, Chain{
				First: base + first, Count: next - first, From: node + from, To: node + to,
				Left: l.areasOf(l.atlas.left(border)), Right: l.areasOf(l.atlas.right(border)),
			})
		}
		node += most + 1
	}
	return out
}

// areasOf returns the areas of parts, sorted.
func (l *layer) areasOf(parts []uint32) []AreaID {
	out := make([]AreaID, 0, len(parts))
	for _, p := range parts {
		out = append(out, l.firstArea+AreaID(l.atlas.partArea[p]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// atlasBuilder makes an atlas of a mesh.
type atlasBuilder struct {
	*atlas
	m       *mesh
	pointOf []uint32 // of each edge of the mesh the point with which it begins
	edgeAt  []int32  // of each point the edge of the mesh that begins there, -1 for none
}

// newAtlas makes the atlas of a mesh, without its rings.
func newAtlas(m *mesh) *atlasBuilder {
	b := &atlasBuilder{atlas: &atlas{}, m: m}
	b.addBorders()
	b.addChains()
	b.addTiles()
	b.addLabels()
	return b
}

func (b *atlasBuilder) addBorders() {
	b.borderFirst = []uint32{0}
	add := func(parts []int32) {
		for _, p := range parts {
			b.borderParts = append(b.borderParts, uint32(p))
		}
		b.borderFirst = append(b.borderFirst, uint32(len(b.borderParts)))
	}
	for _, n := range b.m.borders {
		add(n.left)
		add(n.right)
	}
	for _, p := range b.m.parts {
		b.partArea = append(b.partArea, uint32(p.area))
	}
}

// addChains joins edges that follow each other.
func (b *atlasBuilder) addChains() {
	m := b.m
	degree := make([]uint8, len(m.vertices))
	for _, e := range m.edges {
		degree[e.from] = min(degree[e.from], 2) + 1
		degree[e.to] = min(degree[e.to], 2) + 1
	}
	nodes := map[int32]uint32{}
	node := func(v int32) uint32 {
		n, ok := nodes[v]
		if !ok {
			n = uint32(len(nodes))
			nodes[v] = n
		}
		return n
	}
	b.pointOf = make([]uint32, len(m.edges))
	b.coords = make([]byte, 0, cornerSize*(len(m.edges)+len(m.edges)/64))
	b.vectors = make([]s2.Point, 0, len(m.edges)+len(m.edges)/64)
	b.edgeAt = make([]int32, 0, cap(b.vectors))
	for i := 0; i < len(m.edges); {
		j := i + 1
		for j < len(m.edges) && m.edges[j].from == m.edges[j-1].to && m.edges[j].border == m.edges[i].border && degree[m.edges[j].from] == 2 {
			j++
		}
		b.chainFirst = append(b.chainFirst, uint32(len(b.vectors)))
		b.chainBorder = append(b.chainBorder, uint32(m.edges[i].border))
		b.chainNodes = append(b.chainNodes, node(m.edges[i].from), node(m.edges[j-1].to))
		for ; i < j; i++ {
			b.pointOf[i] = uint32(len(b.vectors))
			b.addPoint(m.edges[i].from, int32(i))
		}
		b.addPoint(m.edges[j-1].to, -1)
	}
	b.chainFirst = append(b.chainFirst, uint32(len(b.vectors)))
	b.close()
}

// addPoint appends a vertex of the mesh.
func (b *atlasBuilder) addPoint(v, edge int32) {
	b.coords = appendCorner(b.coords, b.m.places[v])
	b.vectors = append(b.vectors, b.m.vertices[v])
	b.edgeAt = append(b.edgeAt, edge)
}

// addRings enters the rings of all parts, each as rows of points of chains; where
// its edges are on no boundary it gets loose points. Then the atlas is complete.
func (b *atlasBuilder) addRings(loops []loop) {
	b.partRings = make([]uint32, 1, len(b.m.parts)+1)
	b.ringFirst = []uint32{0}
	for i := range loops {
		l := &loops[i]
		for len(b.partRings) <= int(l.part) {
			b.partRings = append(b.partRings, uint32(len(b.ringHole)))
		}
		if l.turns == nil {
			continue
		}
		b.addRing(l)
		hole := byte(0)
		if l.hole {
			hole = 1
		}
		b.ringHole = append(b.ringHole, hole)
		b.ringFirst = append(b.ringFirst, uint32(len(b.spans)))
	}
	for len(b.partRings) <= len(b.m.parts) {
		b.partRings = append(b.partRings, uint32(len(b.ringHole)))
	}
}

func (b *atlasBuilder) addRing(l *loop) {
	first := len(b.spans)
	for i, v := range l.turns {
		e := l.edges[i]
		var k uint32
		step := int32(1)
		switch {
		case e < 0:
			k = uint32(len(b.vectors))
			b.addPoint(v, -1)
		case b.m.edges[e].from == v:
			k = b.pointOf[e]
		default:
			k, step = b.pointOf[e]+1, -1
		}
		if n := len(b.spans); n > first {
			last := &b.spans[n-1]
			if int64(last.First)+int64(last.Count) == int64(k) && (last.Count > 0) == (step > 0) {
				last.Count += step
				continue
			}
		}
		b.spans = append(b.spans, span{k, step})
	}
}
