package detour

import (
	"iter"
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// box is a node of a tree, in preorder. The box holds the points of the edges
// below it; an arc can only cross an edge if the plane sector of the arc meets
// the chord of the edge, so the bulge of the edges does not matter.
type box struct {
	mid, half r3.Vector
	skip      int32 // the node after this one and all below it
	leaf      int32 // -1 if it is none
}

// tree is a hierarchy of boxes.
type tree []box

// boxOf returns the box round points.
func boxOf(pts []s2.Point) box {
	lo := r3.Vector{X: math.Inf(1), Y: math.Inf(1), Z: math.Inf(1)}
	hi := lo.Mul(-1)
	for _, p := range pts {
		lo = r3.Vector{X: min(lo.X, p.X), Y: min(lo.Y, p.Y), Z: min(lo.Z, p.Z)}
		hi = r3.Vector{X: max(hi.X, p.X), Y: max(hi.Y, p.Y), Z: max(hi.Z, p.Z)}
	}
	return makeBox(lo, hi)
}

// makeBox rounds outward.
func makeBox(lo, hi r3.Vector) box {
	const out = 1e-15
	h := hi.Sub(lo).Mul(0.5)
	return box{mid: lo.Add(hi).Mul(0.5), half: r3.Vector{X: h.X + out, Y: h.Y + out, Z: h.Z + out}, leaf: -1}
}

func join(a, b box) box {
	lo1, hi1, lo2, hi2 := a.mid.Sub(a.half), a.mid.Add(a.half), b.mid.Sub(b.half), b.mid.Add(b.half)
	return makeBox(
		r3.Vector{X: min(lo1.X, lo2.X), Y: min(lo1.Y, lo2.Y), Z: min(lo1.Z, lo2.Z)},
		r3.Vector{X: max(hi1.X, hi2.X), Y: max(hi1.Y, hi2.Y), Z: max(hi1.Z, hi2.Z)})
}

// unitLeaves is the number of leaves of a row that a tree takes together.
const unitLeaves = 4

// unit is some leaves in a row, the last one excluded.
type unit struct {
	mid         r3.Vector
	first, last int32
}

// row is leaves that follow each other on a line, the last one excluded.
type row struct{ first, last int32 }

// newTree makes the tree of rows of leaves by splitting at medians.
func newTree(leaves []box, rows []row) tree {
	n, most := int32(0), len(rows) // a row has a unit more than its length is a multiple of, at most
	for _, r := range rows {
		n += r.last - r.first
		most += int(r.last-r.first) / unitLeaves
	}
	units := make([]unit, 0, most)
	for _, r := range rows {
		for i := r.first; i < r.last; i += unitLeaves {
			end := min(i+unitLeaves, r.last)
			units = append(units, unit{leaves[(i+end)/2].mid, i, end})
		}
	}
	if n == 0 {
		return nil
	}
	g := grower{leaves: leaves, tree: make(tree, 0, 2*n-1)}
	g.grow(units)
	return g.tree
}

// grower makes a tree.
type grower struct {
	leaves []box
	tree   tree
}

// grow appends the tree of some units.
func (g *grower) grow(units []unit) box {
	if len(units) == 1 {
		return g.row(units[0].first, units[0].last)
	}
	lo, hi := units[0].mid, units[0].mid
	for _, u := range units[1:] {
		lo = r3.Vector{X: min(lo.X, u.mid.X), Y: min(lo.Y, u.mid.Y), Z: min(lo.Z, u.mid.Z)}
		hi = r3.Vector{X: max(hi.X, u.mid.X), Y: max(hi.Y, u.mid.Y), Z: max(hi.Z, u.mid.Z)}
	}
	half := len(units) / 2
	selectNth(units, half, hi.Sub(lo).LargestComponent())
	at := g.open()
	return g.close(at, g.grow(units[:half]), g.grow(units[half:]))
}

// row appends the tree of leaves in a row.
func (g *grower) row(first, last int32) box {
	if last == first+1 {
		b := g.leaves[first]
		b.leaf, b.skip = first, int32(len(g.tree)+1)
		g.tree = append(g.tree, b)
		return b
	}
	half := (first + last) / 2
	at := g.open()
	return g.close(at, g.row(first, half), g.row(half, last))
}

// open appends a node whose children follow.
func (g *grower) open() int {
	g.tree = append(g.tree, box{})
	return len(g.tree) - 1
}

// close makes the node of its two children.
func (g *grower) close(at int, first, second box) box {
	b := join(first, second)
	b.skip = int32(len(g.tree))
	g.tree[at] = b
	return b
}

func coordinate(v r3.Vector, axis r3.Axis) float64 {
	switch axis {
	case r3.XAxis:
		return v.X
	case r3.YAxis:
		return v.Y
	default:
		return v.Z
	}
}

// selectNth puts the unit that is nth along the axis in its place, and smaller
// ones before it.
func selectNth(units []unit, nth int, axis r3.Axis) {
	for lo, hi := 0, len(units)-1; lo < hi; {
		a, b, c := coordinate(units[lo].mid, axis), coordinate(units[(lo+hi)/2].mid, axis), coordinate(units[hi].mid, axis)
		pivot := max(min(a, b), min(max(a, b), c))
		i, j := lo, hi
		for i <= j {
			for coordinate(units[i].mid, axis) < pivot {
				i++
			}
			for coordinate(units[j].mid, axis) > pivot {
				j--
			}
			if i <= j {
				units[i], units[j] = units[j], units[i]
				i++
				j--
			}
		}
		switch {
		case nth <= j:
			hi = j
		case nth >= i:
			lo = i
		default:
			return
		}
	}
}

// meets tells whether an arc may touch an edge in the box.
func (b *box) meets(s *span) bool {
	d := s.planes[0].Dot(b.mid)
	r := s.abs[0].Dot(b.half) + s.slack
	if d > r || d < -r {
		return false
	}
	return s.planes[1].Dot(b.mid)+s.abs[1].Dot(b.half) >= -s.slack &&
		s.planes[2].Dot(b.mid)+s.abs[2].Dot(b.half) >= -s.slack
}

// reaches is [box.meets], asked of the arc.
func (s *span) reaches(b *box) bool { return b.meets(s) }

// isNear tells whether an edge in the box may be within a distance of a point.
func (b *box) isNear(p s2.Point, within float64) bool {
	d := p.Sub(b.mid).Abs()
	grow := within + b.half.Norm2() + 1e-14 // the bulge of an edge over its chord is beyond the box
	return d.X <= b.half.X+grow && d.Y <= b.half.Y+grow && d.Z <= b.half.Z+grow
}

// leaves yields in order the leaves that meet something, as all boxes above them do. The
// few loops in which a search spends its time do the same without calls.
func (t tree) leaves(meets func(*box) bool) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := 0; i < len(t); {
			n := &t[i]
			if !meets(n) {
				i = int(n.skip)
				continue
			}
			if n.leaf >= 0 && !yield(n.leaf) {
				return
			}
			i++
		}
	}
}
