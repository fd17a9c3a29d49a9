package detour

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// wide is a layer with a margin: its legs keep a distance from the walls of
// another layer. Its vertices are the corners of the zones of pieces; they are
// made when a piece becomes active, and kept. It belongs to one searcher.
type wide struct {
	strands []strand // by piece
	tree    tree
	radius  float64     // of the zones
	keep    float64     // that legs must keep: the radius less rounding
	far     float64     // how far a zone reaches
	spared  [2]s2.Point // points whose legs may cross caps
	close   []int32     // by the last test, pieces whose caps the leg may cross
	sides   int
	nodes   []node
	made    [][]int32 // the nodes of each piece, the first again at the end
	foreign []int32   // for the vertices of the coarser layer, the vertex here and one; 0 for none
	atEnd   bool      // in the last test the end of the leg was itself too near
}

// newWide puts a margin round the walls of a layer.
func newWide(strands []strand, t tree, radius float64, sides int) *wide {
	return &wide{
		strands: strands, tree: t, radius: radius, keep: keepOf(radius), sides: sides,
		far:  cornerAt(radius, 2*math.Pi/float64(sides)),
		made: make([][]int32, len(strands)),
	}
}

// keepOf returns a distance less what rounding may do to it.
func keepOf(radius float64) float64 { return radius - max(5e-10*radius, 1e-14) }

// strandsOf returns the lines of the pieces of a layer. Those of pieces that are no
// walls are empty. lines calls see with the vertices of each piece.
func strandsOf(l layer, lines func(see func(piece int32, vertices []int32))) []strand {
	out := make([]strand, l.pieces())
	lines(func(piece int32, vertices []int32) {
		line := make(strand, len(vertices))
		for i, v := range vertices {
			line[i] = l.point(v)
		}
		out[piece] = line
	})
	return out
}

func (f *fine) strands() []strand {
	return strandsOf(f, func(see func(int32, []int32)) {
		var buf []int32
		for _, c := range f.list {
			for r := f.w.runFrom[c]; r < f.w.runFrom[c+1]; r++ {
				buf = f.corners(buf[:0], r)
				see(r, buf)
			}
		}
	})
}

func (r *rough) strands() []strand {
	return strandsOf(r, func(see func(int32, []int32)) {
		for i := range r.from {
			see(int32(i), r.seq[r.from[i]:r.to[i]+1])
		}
	})
}

func (w *wide) size() int              { return len(w.nodes) }
func (w *wide) pieces() int            { return len(w.strands) }
func (w *wide) point(v int32) s2.Point { return w.nodes[v].p }

func (w *wide) corners(dst []int32, piece int32) []int32 {
	w.make(piece)
	return append(dst, w.made[piece]...)
}

// make makes the nodes of a piece.
func (w *wide) make(piece int32) {
	if w.made[piece] == nil {
		var ids []int32
		for _, n := range w.strands[piece].nodes(w.radius, w.sides) {
			ids = append(ids, int32(len(w.nodes)))
			w.nodes = append(w.nodes, n)
		}
		w.made[piece] = append(ids, ids[0])
	}
}

func (w *wide) touching(dst []int32, _ int32) []int32 { return dst }

func (w *wide) arms(v int32) (a, b s2.Point, ok bool) { return w.nodes[v].a, w.nodes[v].b, true }

func (w *wide) sector(int32) bool { return true }

func (w *wide) within(int32, s2.Point) bool { return false }

// adopt returns the vertex that stands for one of a coarser layer.
func (w *wide) adopt(coarser *wide, v int32) int32 {
	for int(v) >= len(w.foreign) {
		w.foreign = append(w.foreign, 0)
	}
	if w.foreign[v] == 0 {
		w.nodes = append(w.nodes, coarser.nodes[v])
		w.foreign[v] = int32(len(w.nodes))
	}
	return w.foreign[v] - 1
}

// blocked returns the piece that comes nearest to a leg, or a cap of which it
// crosses, legFree if there is none.
func (w *wide) blocked(_ *probe, a, b s2.Point) int32 {
	s := newSpan(a, b)
	w.atEnd = false
	if found := w.nearest(&s); found >= 0 {
		return found
	}
	if a == w.spared[0] || a == w.spared[1] || b == w.spared[0] || b == w.spared[1] {
		return legFree
	}
	for _, piece := range w.close {
		w.make(piece)
		for _, v := range w.made[piece] {
			crossed, ends := w.nodes[v].caught(&s)
			if crossed {
				w.atEnd = ends
				return piece
			}
		}
	}
	return legFree
}

// nearest returns the piece that comes nearest to a leg and is nearer than the
// margin, legFree if there is none. It notes the pieces that are not much farther.
func (w *wide) nearest(s *span) int32 {
	norm, limit := s.n.Norm(), w.far
	found := legFree
	w.close = w.close[:0]
	for i := 0; i < len(w.tree); {
		n := &w.tree[i]
		s.slack = (limit + 1e-12) * norm
		if !n.meets(s) {
			i = int(n.skip)
			continue
		}
		i++
		if n.leaf < 0 {
			continue
		}
		y := s.nearestTo(w.strands[n.leaf], limit)
		if y.distance >= limit {
			continue
		}
		if y.distance >= w.keep {
			w.close = append(w.close, n.leaf)
			continue
		}
		limit, found = y.distance, n.leaf
		w.atEnd = y.distance > 0 && y.leg == s.b
	}
	return found
}

// nearestTo returns the nearest approach of the arc to a line that is less than a
// limit; its distance is infinite if there is none.
func (s *span) nearestTo(line []s2.Point, limit float64) approach {
	best := approach{distance: math.Inf(1)}
	norm := s.n.Norm()
	before := s.n.Dot(line[0].Vector)
	for k := 1; k < len(line); k++ {
		after, far := s.n.Dot(line[k].Vector), limit*norm
		apart := before > far && after > far || before < -far && after < -far
		before = after
		if apart {
			continue
		}
		if y := edgeApproach(s.a, s.b, line[k-1], line[k]); y.distance < limit {
			best, limit = y, y.distance
		}
	}
	return best
}

// shadeWide notes what the zone of a piece hides from a corner.
func (s *search) shadeWide(i, piece int32) {
	if len(s.shadows) >= mostShadows {
		return
	}
	v, w := s.corners[i].p, s.wide
	line := w.strands[piece]
	radius := w.keep * (1 - 1e-9)
	var ahead, right, left r3.Vector
	for _, c := range line {
		ahead = ahead.Add(c.Sub(v.Mul(v.Dot(c.Vector))))
	}
	ahead = ahead.Normalize()
	far := 0.0
	for k, c := range line {
		d := angle(v, c)
		if d <= radius || d+radius > 1.5 {
			return
		}
		far = max(far, d+radius)
		sin := math.Sin(radius) / math.Sin(d)
		cos := math.Sqrt(max(0, 1-sin*sin))
		to := c.Sub(v.Mul(v.Dot(c.Vector))).Normalize()
		across := v.Cross(to)
		r, l := to.Mul(cos).Sub(across.Mul(sin)), to.Mul(cos).Add(across.Mul(sin))
		if ahead.Dot(r) < 0.1 || ahead.Dot(l) < 0.1 {
			return
		}
		if k == 0 || v.Cross(right).Dot(r) < 0 {
			right = r
		}
		if k == 0 || v.Cross(left).Dot(l) > 0 {
			left = l
		}
	}
	chord := 2 * math.Sin(far/2)
	s.cast(i, v.Cross(right), v.Cross(left), chord*chord)
}
