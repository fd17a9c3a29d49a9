package airspace

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// tree finds the edges near an arc: a binary tree of boxes over runs of edges
// that follow one another. It is stored in the order of a walk, each node with
// the place where the walk goes on if its box is missed.
type tree struct {
	nodes []treeNode
	edges []segment // in the order of the leaves
}

type treeNode struct {
	center, half r3.Vector
	next         int32 // the node after this one and all below it
	first, count int32 // of a leaf: its edges; count is 0 for an inner node
}

// segment is an edge with its ends, so that a leaf is read in one go.
type segment struct {
	u, v s2.Point
	edge int32
}

// runLength is how many edges a leaf has at most.
const runLength = 16

// run is a leaf before the tree is built.
type run struct {
	lo, hi       r3.Vector
	first, count int32
}

func buildTree(m *mesh) *tree {
	t := &tree{edges: make([]segment, 0, len(m.edges))}
	var runs []run
	for i := 0; i < len(m.edges); {
		j := i + 1
		for j < len(m.edges) && j-i < runLength && m.edges[j].from == m.edges[j-1].to {
			j++
		}
		runs = append(runs, m.runOf(i, j))
		i = j
	}
	t.build(m, runs)
	return t
}

// runOf returns the run of the edges from i to j, with a box that holds the arcs
// and not the vertices alone.
func (m *mesh) runOf(i, j int) run {
	inf := math.Inf(1)
	r := run{r3.Vector{X: inf, Y: inf, Z: inf}, r3.Vector{X: -inf, Y: -inf, Z: -inf}, int32(i), int32(j - i)}
	longest := 0.0
	for _, e := range m.edges[i:j] {
		u, v := m.vertices[e.from], m.vertices[e.to]
		for _, p := range [...]s2.Point{u, v} {
			r.lo = r3.Vector{X: min(r.lo.X, p.X), Y: min(r.lo.Y, p.Y), Z: min(r.lo.Z, p.Z)}
			r.hi = r3.Vector{X: max(r.hi.X, p.X), Y: max(r.hi.Y, p.Y), Z: max(r.hi.Z, p.Z)}
		}
		longest = max(longest, u.Sub(v.Vector).Norm2())
	}
	// An arc leaves its chord c by 1 - sqrt(1 - c^2/4) at most.
	pad := 1 - math.Sqrt(max(0, 1-longest/4)) + 1e-15
	p := r3.Vector{X: pad, Y: pad, Z: pad}
	r.lo, r.hi = r.lo.Sub(p), r.hi.Add(p)
	return r
}

// build appends the node over the runs and all below it.
func (t *tree) build(m *mesh, runs []run) {
	if len(runs) == 0 {
		return
	}
	lo, hi := runs[0].lo, runs[0].hi
	for _, r := range runs[1:] {
		lo = r3.Vector{X: min(lo.X, r.lo.X), Y: min(lo.Y, r.lo.Y), Z: min(lo.Z, r.lo.Z)}
		hi = r3.Vector{X: max(hi.X, r.hi.X), Y: max(hi.Y, r.hi.Y), Z: max(hi.Z, r.hi.Z)}
	}
	at := len(t.nodes)
	n := treeNode{center: lo.Add(hi).Mul(0.5), half: hi.Sub(lo).Mul(0.5)}
	if len(runs) == 1 {
		r := runs[0]
		n.first, n.count = int32(len(t.edges)), r.count
		for i := r.first; i < r.first+r.count; i++ {
			e := m.edges[i]
			t.edges = append(t.edges, segment{m.vertices[e.from], m.vertices[e.to], i})
		}
		t.nodes = append(t.nodes, n)
	} else {
		t.nodes = append(t.nodes, n)
		axis := widest(runs)
		mid := len(runs) / 2
		partition(runs, mid, axis)
		t.build(m, runs[:mid])
		t.build(m, runs[mid:])
	}
	t.nodes[at].next = int32(len(t.nodes))
}

// widest returns the axis along which the middles of the runs spread most.
func widest(runs []run) r3.Axis {
	best, axis := -1.0, r3.XAxis
	for _, a := range [...]r3.Axis{r3.XAxis, r3.YAxis, r3.ZAxis} {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, r := range runs {
			m := r.middle(a)
			lo, hi = min(lo, m), max(hi, m)
		}
		if hi-lo > best {
			best, axis = hi-lo, a
		}
	}
	return axis
}

// middle returns twice the middle of the box along an axis.
func (r *run) middle(a r3.Axis) float64 {
	switch a {
	case r3.XAxis:
		return r.lo.X + r.hi.X
	case r3.YAxis:
		return r.lo.Y + r.hi.Y
	default:
		return r.lo.Z + r.hi.Z
	}
}

// partition moves the runs so that none before mid has a greater middle than any
// from mid on (Hoare's selection).
func partition(runs []run, mid int, a r3.Axis) {
	lo, hi := 0, len(runs)-1
	for lo < hi {
		pivot := runs[(lo+hi)/2].middle(a)
		i, j := lo, hi
		for i <= j {
			for runs[i].middle(a) < pivot {
				i++
			}
			for runs[j].middle(a) > pivot {
				j--
			}
			if i <= j {
				runs[i], runs[j] = runs[j], runs[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case mid <= j:
			hi = j
		case mid >= i:
			lo = i
		default:
			return
		}
	}
}

// probe is an arc to be held against the tree.
type probe struct {
	normal, middle       r3.Vector // unit
	absNormal, absMiddle r3.Vector
	cosHalf              float64
}

// margin is by how much more than the arc a probe finds, in radians: more than
// Tolerance and far more than rounding.
const margin = 2e-9

func newProbe(a, b s2.Point) probe {
	p := probe{
		normal: a.Add(b.Vector).Cross(b.Sub(a.Vector)).Normalize(),
		middle: a.Add(b.Vector).Normalize(),
	}
	p.absNormal, p.absMiddle = p.normal.Abs(), p.middle.Abs()
	p.cosHalf = min(p.middle.Dot(a.Vector), p.middle.Dot(b.Vector))
	return p
}

// find appends the places in t.edges of all edges that may cross the arc or come
// within Tolerance of it: no edge whose ends lie both clearly on one side.
func (t *tree) find(dst []int32, p *probe) []int32 {
	for i := 0; i < len(t.nodes); {
		n := &t.nodes[i]
		if math.Abs(p.normal.Dot(n.center)) > p.absNormal.Dot(n.half)+margin ||
			p.middle.Dot(n.center)+p.absMiddle.Dot(n.half) < p.cosHalf-margin {
			i = int(n.next)
			continue
		}
		for k := n.first; k < n.first+n.count; k++ {
			s := &t.edges[k]
			du, dv := p.normal.Dot(s.u.Vector), p.normal.Dot(s.v.Vector)
			if du > margin && dv > margin || du < -margin && dv < -margin {
				continue
			}
			dst = append(dst, k)
		}
		i++
	}
	return dst
}
