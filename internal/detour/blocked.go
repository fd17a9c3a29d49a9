package detour

import "github.com/golang/geo/s2"

// Results of a test of a leg, besides the run that it crosses.
const (
	legFree   int32 = -1
	legSector int32 = -2 // it leaves or reaches a vertex through a closed sector
)

// probe tests legs against walls. It holds the memory of a test; each goroutine
// needs its own.
type probe struct {
	w            *World
	armsA, armsB []arm
	touched      []touch // edges on which an end of the path lies
}

// touch is an edge, by its first point, in whose inside the point p lies exactly.
type touch struct {
	edge int32
	p    s2.Point
}

// blocked tells whether the inside of the leg from a to b enters the inside of
// the closed areas: legFree, legSector or a run that it crosses, the nearest to
// a if nearest. The ends must not lie inside them.
func (p *probe) blocked(x *walls, a, b s2.Point) int32 {
	s := newSpan(a, b)
	p.armsA, p.armsB = p.armsA[:0], p.armsB[:0]
	for i := 0; i < len(x.tree); {
		n := &x.tree[i]
		if !n.meets(&s) {
			i = int(n.skip)
			continue
		}
		if n.leaf >= 0 && p.crossesRun(x, n.leaf, &s) {
			return n.leaf
		}
		i++
	}
	if enters(a, b, p.armsA) || enters(b, a, p.armsB) {
		return legSector
	}
	return legFree
}

// Marks of points that are ends of the leg, beside their sides -1 and 1.
const (
	isA int8 = 2
	isB int8 = 3
)

// crossesRun tells whether the leg crosses an edge of a run from one side to the
// other. Edges that end at an end of the leg are noted.
func (p *probe) crossesRun(x *walls, r int32, s *span) bool {
	run := &p.w.runs[r]
	pts := p.w.points[run.first : run.last+1]
	left := x.side[run.chain] == closedLeft
	prev := p.mark(s, pts[0])
	for i := 1; i < len(pts); i++ {
		m := p.mark(s, pts[i])
		switch {
		case m == prev && m < isA:
		case m >= isA || prev >= isA:
			for range x.timesOf(run.chain) {
				p.note(prev, arm{pts[i], left})
				p.note(m, arm{pts[i-1], !left})
			}
		case len(p.touched) > 0 && p.noteTouch(s, run.first+int32(i)-1, pts[i-1], pts[i], left, x.timesOf(run.chain)):
		case s.crosses(pts[i-1], pts[i], int(prev)):
			return true
		}
		prev = m
	}
	return false
}

func (p *probe) mark(s *span, v s2.Point) int8 {
	d := s.n.Dot(v.Vector)
	switch {
	case d > s.signs:
		return 1
	case d < -s.signs:
		return -1
	case v == s.a:
		return isA
	case v == s.b:
		return isB
	}
	return int8(s.sideOf(v))
}

func (p *probe) note(mark int8, a arm) {
	switch mark {
	case isA:
		p.armsA = append(p.armsA, a)
	case isB:
		p.armsB = append(p.armsB, a)
	}
}

// noteTouch tells whether an end of the leg lies on the edge from c to d. Then
// the edge is taken as two, from that end.
func (p *probe) noteTouch(s *span, edge int32, c, d s2.Point, left bool, times int) bool {
	for _, t := range p.touched {
		if t.edge != edge {
			continue
		}
		switch t.p {
		case s.a:
			for range times {
				p.armsA = append(p.armsA, arm{d, left}, arm{c, !left})
			}
			return true
		case s.b:
			for range times {
				p.armsB = append(p.armsB, arm{d, left}, arm{c, !left})
			}
			return true
		}
	}
	return false
}

// place returns the runs on which a point lies exactly, and remembers the edges
// that have it inside.
func (p *probe) place(x *walls, at s2.Point) []int32 {
	var runs []int32
	for leaf := range x.tree.leaves(func(b *box) bool { return b.isNear(at, 0) }) {
		if p.placeRun(leaf, at) {
			runs = append(runs, leaf)
		}
	}
	return runs
}

func (p *probe) placeRun(leaf int32, at s2.Point) bool {
	found := false
	r := p.w.runs[leaf]
	for i := r.first; i < r.last; i++ {
		c, d := p.w.points[i], p.w.points[i+1]
		if c == at || d == at {
			found = true
		} else if onEdge(at, c, d) {
			p.touched = append(p.touched, touch{i, at})
			found = true
		}
	}
	return found
}
