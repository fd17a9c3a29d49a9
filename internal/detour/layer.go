package detour

import (
	"slices"

	"github.com/golang/geo/s2"
)

// layer is the walls at one level of detail. Vertices have numbers of their own
// on each level.
type layer interface {
	// size is the number of vertices, pieces that of pieces of wall.
	size() int
	pieces() int
	point(v int32) s2.Point
	// corners appends the vertices of a piece in order, the last being the first
	// again if the piece is closed.
	corners(dst []int32, piece int32) []int32
	// touching appends the pieces that end at a vertex or go through it.
	touching(dst []int32, v int32) []int32
	// arms returns the other ends of the two wall edges at a vertex; ok is false
	// if there are not exactly two.
	arms(v int32) (a, b s2.Point, ok bool)
	// sector tells whether the closed side at a vertex with two arms is the
	// sector counterclockwise from the first to the second.
	sector(v int32) bool
	// within tells whether a direction at a vertex with two arms lies in the
	// closed sector.
	within(v int32, d s2.Point) bool
	// blocked is as [probe.blocked], the run being a piece of the layer.
	blocked(p *probe, a, b s2.Point) int32
}

// fine is the layer of the full borders: its vertices are points of the map, its
// pieces runs.
type fine struct {
	*walls
	joints map[int32]joint // by point
}

// joint is what meets at a node.
type joint struct {
	arms   [2]s2.Point
	first  bool
	count  int
	pieces []int32
}

func newFine(x *walls) *fine {
	f := &fine{walls: x, joints: make(map[int32]joint)}
	for _, c := range x.list {
		ch := &x.w.chains[c]
		first, last := int32(ch.First), int32(ch.First+ch.Count-1)
		left := x.side[c] == closedLeft
		f.addJoint(x.w.vertex(first), x.w.points[first+1], left, x.w.runFrom[c])
		f.addJoint(x.w.vertex(last), x.w.points[last-1], !left, x.w.runFrom[c+1]-1)
	}
	return f
}

// addJoint adds an arm to a node. closedLeft: the closed side is left of it.
func (f *fine) addJoint(v int32, to s2.Point, closedLeft bool, piece int32) {
	j := f.joints[v]
	if j.count < 2 {
		j.arms[j.count] = to
	}
	if j.count == 0 {
		j.first = closedLeft
	}
	j.count++
	if len(j.pieces) == 0 || j.pieces[len(j.pieces)-1] != piece {
		j.pieces = append(j.pieces, piece)
	}
	f.joints[v] = j
}

func (f *fine) size() int   { return len(f.w.points) }
func (f *fine) pieces() int { return len(f.w.runs) }

func (f *fine) point(v int32) s2.Point { return f.w.points[v] }

func (f *fine) corners(dst []int32, piece int32) []int32 {
	r := f.w.runs[piece]
	dst = append(dst, f.w.vertex(r.first))
	for p := r.first + 1; p < r.last; p++ {
		dst = append(dst, p)
	}
	return append(dst, f.w.vertex(r.last))
}

func (f *fine) touching(dst []int32, v int32) []int32 {
	if f.w.nodeOf(v) >= 0 {
		return append(dst, f.joints[v].pieces...)
	}
	c := f.w.chainOf[v]
	if f.side[c] == noWall {
		return dst
	}
	k := v - int32(f.w.chains[c].First)
	r := f.w.runFrom[c] + k/runEdges
	if k%runEdges == 0 {
		dst = append(dst, r-1)
	}
	return append(dst, r)
}

func (f *fine) arms(v int32) (a, b s2.Point, ok bool) {
	if f.w.nodeOf(v) >= 0 {
		j := f.joints[v]
		return j.arms[0], j.arms[1], j.count == 2
	}
	return f.w.points[v+1], f.w.points[v-1], f.side[f.w.chainOf[v]] != noWall
}

func (f *fine) sector(v int32) bool {
	if f.w.nodeOf(v) >= 0 {
		return f.joints[v].first
	}
	return f.side[f.w.chainOf[v]] == closedLeft
}

// within is part of what blocked finds.
func (f *fine) within(int32, s2.Point) bool { return false }

func (f *fine) blocked(p *probe, a, b s2.Point) int32 { return p.blocked(f.walls, a, b) }

// pieceEdges is the number of edges of a piece of a coarse layer.
const pieceEdges = 8

// rough is a layer of coarse forms.
type rough struct {
	pts   []s2.Point
	down  []int32           // the vertices in the next finer layer
	seq   []int32           // the vertices of line after line
	start []int32           // where the line of each wall begins in seq, -1 if it is left out
	from  []int32           // the first place in seq of each piece
	to    []int32           // the last
	touch [][2]int32        // pieces at each vertex
	more  map[int32][]int32 // those beyond two
	nbr   [][2]int32
	first []bool // the closed side is on the left of the first arm
	count []int8 // of arms
	tree  tree
}

func (r *rough) size() int              { return len(r.pts) }
func (r *rough) pieces() int            { return len(r.from) }
func (r *rough) point(v int32) s2.Point { return r.pts[v] }

func (r *rough) corners(dst []int32, piece int32) []int32 {
	return append(dst, r.seq[r.from[piece]:r.to[piece]+1]...)
}

func (r *rough) touching(dst []int32, v int32) []int32 {
	for _, piece := range r.touch[v] {
		if piece >= 0 {
			dst = append(dst, piece)
		}
	}
	return append(dst, r.more[v]...)
}

func (r *rough) arms(v int32) (a, b s2.Point, ok bool) {
	if r.count[v] != 2 {
		return a, b, false
	}
	return r.pts[r.nbr[v][0]], r.pts[r.nbr[v][1]], true
}

func (r *rough) sector(v int32) bool { return r.first[v] }

// vertexAt returns the vertex at a point, -1 for none.
func (r *rough) vertexAt(p s2.Point) int32 { return int32(slices.Index(r.pts, p)) }

func (r *rough) within(v int32, d s2.Point) bool {
	from, to, ok := r.arms(v)
	if !ok {
		return false
	}
	if !r.first[v] {
		from, to = to, from
	}
	return between(r.pts[v], from, d, to)
}

func (r *rough) blocked(_ *probe, a, b s2.Point) int32 {
	s := newSpan(a, b)
	for i := 0; i < len(r.tree); {
		n := &r.tree[i]
		if !n.meets(&s) {
			i = int(n.skip)
			continue
		}
		if n.leaf >= 0 && r.crossesPiece(n.leaf, &s) {
			return n.leaf
		}
		i++
	}
	return legFree
}

func (r *rough) crossesPiece(piece int32, s *span) bool {
	seq := r.seq[r.from[piece] : r.to[piece]+1]
	prev := r.pts[seq[0]]
	ps := s.sideOf(prev)
	for _, v := range seq[1:] {
		p := r.pts[v]
		q := s.sideOf(p)
		if q*ps < 0 && s.crosses(prev, p, ps) {
			return true
		}
		prev, ps = p, q
	}
	return false
}
