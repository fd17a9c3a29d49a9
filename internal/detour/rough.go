package detour

import "github.com/golang/geo/s2"

// newRough puts the forms of the walls together, all but what finish does. finer is the
// layer below, nil if that is the fine one.
func newRough(x *walls, level int, finer *rough, forms []form) *roughBuilder {
	n := 0
	for i := range forms {
		n += len(forms[i][level])
	}
	b := &roughBuilder{rough: makeRough(n), x: x, nodes: make(map[int32]int32)}
	// A line has a piece more than its length is a multiple of, at most.
	pieces := n/pieceEdges + len(forms)
	b.leaves, b.from, b.to = make([]box, 0, pieces), make([]int32, 0, pieces), make([]int32, 0, pieces)
	b.start = make([]int32, len(x.list))
	for i, c := range x.list {
		b.start[i] = -1
		if f := forms[i]; f[level] != nil {
			b.start[i] = int32(len(b.seq))
			first := int32(len(b.leaves))
			b.add(c, i, f[level], finer)
			b.rows = append(b.rows, row{first, int32(len(b.leaves))})
		}
	}
	return b
}

// finish makes a layer of which all points are there ready for searches.
func (b *roughBuilder) finish(joints map[int32]joint) {
	b.untwist(joints)
	b.tree = newTree(b.leaves, b.rows)
}

// makeRough makes a layer with room for lines of so many points.
func makeRough(n int) *rough {
	return &rough{
		pts: make([]s2.Point, 0, n), down: make([]int32, 0, n), seq: make([]int32, 0, n), first: make([]bool, 0, n),
		nbr: make([][2]int32, 0, n), count: make([]int8, 0, n), touch: make([][2]int32, 0, n),
	}
}

type roughBuilder struct {
	*rough
	x      *walls
	nodes  map[int32]int32 // the vertex of each node
	leaves []box
	rows   []row // of the leaves of each line
	buf    []s2.Point
}

// add adds the line of a wall.
func (b *roughBuilder) add(chain int32, wall int, line []int32, finer *rough) {
	w := b.x.w
	first := len(b.seq)
	for i, k := range line {
		var down int32
		if finer == nil {
			down = w.vertex(k)
		} else {
			down = finer.seq[finer.start[wall]+k]
		}
		node := int32(-1)
		switch i {
		case 0:
			node = w.chains[chain].From
		case len(line) - 1:
			node = w.chains[chain].To
		}
		b.seq = append(b.seq, b.vertexAt(node, down, finer))
	}
	seq := b.seq[first:]
	left := b.x.side[chain] == closedLeft
	for i := 1; i < len(seq); i++ {
		b.link(seq[i-1], seq[i], left)
		b.link(seq[i], seq[i-1], !left)
	}
	for i := 0; i < len(seq)-1; i += pieceEdges {
		b.piece(first+i, first+min(i+pieceEdges, len(seq)-1))
	}
}

// vertexAt returns the vertex at a node, or a new one.
func (b *roughBuilder) vertexAt(node, down int32, finer *rough) int32 {
	if node >= 0 {
		if v, ok := b.nodes[node]; ok {
			return v
		}
	}
	pts := b.x.w.points
	if finer != nil {
		pts = finer.pts
	}
	v := int32(len(b.pts))
	b.pts = append(b.pts, pts[down])
	b.down = append(b.down, down)
	b.first = append(b.first, false)
	b.nbr = append(b.nbr, [2]int32{-1, -1})
	b.count = append(b.count, 0)
	b.touch = append(b.touch, [2]int32{-1, -1})
	if node >= 0 {
		b.nodes[node] = v
	}
	return v
}

// link adds an arm; the closed side is on its left or not.
func (b *roughBuilder) link(v, to int32, left bool) {
	k := b.count[v]
	if k < 2 {
		b.nbr[v][k] = to
	}
	if k == 0 {
		b.first[v] = left
	}
	b.count[v] = min(k+1, 3)
}

// untwist looks at the nodes. If the closed sector between the two arms is not
// part of the closed sector of the full borders, as where the forms of two sides
// of a narrow tongue cross, the node is taken as one with more arms.
func (b *roughBuilder) untwist(joints map[int32]joint) {
	for node, v := range b.nodes {
		j := joints[b.x.w.node[node]]
		if b.count[v] != 2 {
			continue
		}
		if j.count != 2 {
			b.count[v] = 3
			continue
		}
		from, to := j.arms[0], j.arms[1]
		if !j.first {
			from, to = to, from
		}
		first, second := b.pts[b.nbr[v][0]], b.pts[b.nbr[v][1]]
		if !b.first[v] {
			first, second = second, first
		}
		if !ordered(b.pts[v], from, first, second, to) {
			b.count[v] = 3
		}
	}
}

func (b *roughBuilder) piece(from, to int) {
	piece := int32(len(b.from))
	b.from = append(b.from, int32(from))
	b.to = append(b.to, int32(to))
	b.buf = b.buf[:0]
	for i := from; i <= to; i++ {
		v := b.seq[i]
		b.buf = append(b.buf, b.pts[v])
		switch t := &b.touch[v]; {
		case t[0] == piece || t[1] == piece:
		case t[0] < 0:
			t[0] = piece
		case t[1] < 0:
			t[1] = piece
		default:
			if b.more == nil {
				b.more = make(map[int32][]int32)
			}
			b.more[v] = append(b.more[v], piece)
		}
	}
	b.leaves = append(b.leaves, boxOf(b.buf))
}
