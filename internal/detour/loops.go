package detour

import (
	"math"
	"slices"

	"github.com/golang/geo/s2"
)

// loops join the walls to closed lines. Where several closed sectors meet at a
// node, a line keeps to one of them: a path may pass between sectors that only
// touch. Each closed line that the arc between two points crosses an odd number
// of times separates them, because a path that crosses the line enters a closed
// area.
type loops struct {
	of []int32 // by chain: the least chain of its line; -1 for chains that are no walls
}

// end is an end of a wall at a node.
type end struct {
	arm
	chain int32
}

func newLoops(x *walls) loops {
	l := loops{of: make([]int32, len(x.w.chains))}
	for i := range l.of {
		l.of[i] = -1
	}
	at := map[int32][]end{}
	for _, c := range x.list {
		l.of[c] = c
		ch, pts := &x.w.chains[c], x.w.chainPoints(c)
		left := x.side[c] == closedLeft
		for range x.timesOf(c) { // the border of two areas belongs to a line of each
			at[ch.From] = append(at[ch.From], end{arm{pts[1], left}, c})
			at[ch.To] = append(at[ch.To], end{arm{pts[len(pts)-2], !left}, c})
		}
	}
	for node, ends := range at {
		v := x.w.points[x.w.node[node]]
		if len(ends) > 2 {
			slices.SortStableFunc(ends[1:], func(a, b end) int { return compareTurn(v, ends[0].to, a.to, b.to) })
		}
		l.pair(ends)
	}
	for i := range l.of {
		if l.of[i] >= 0 {
			l.of[i] = l.find(int32(i))
		}
	}
	return l
}

// compareTurn orders directions at v counterclockwise from a first one.
func compareTurn(v, first, a, b s2.Point) int {
	switch {
	case a == b:
		return 0
	case a == first:
		return -1
	case b == first:
		return 1
	}
	ha, hb := side(v, first, a) < 0, side(v, first, b) < 0
	switch {
	case ha != hb && hb:
		return -1
	case ha != hb:
		return 1
	}
	return -side(v, a, b)
}

// pair joins the two walls of each closed sector, which nest if they overlap.
func (l *loops) pair(ends []end) {
	var open []int32
	for range 2 { // the first sector may begin near the end of the turn
		for _, e := range ends {
			if e.closedLeft {
				open = append(open, e.chain)
			} else if n := len(open); n > 0 {
				a, b := l.find(open[n-1]), l.find(e.chain)
				l.of[max(a, b)] = min(a, b)
				open = open[:n-1]
			}
		}
		if len(open) == 0 {
			return
		}
	}
}

func (l *loops) find(c int32) int32 {
	for l.of[c] != c {
		l.of[c] = l.of[l.of[c]]
		c = l.of[c]
	}
	return c
}

// passage is where an arc crosses a line of walls.
type passage struct {
	loop   int32
	odd    bool
	first  float64 // the angle of the first crossing from the start
	openIn bool    // there the open side is the one that it comes from
}

// passages returns the lines that the arc between two points crosses. The points
// must not lie on walls.
func (l *loops) passages(x *walls, a, b s2.Point) []passage {
	s := newSpan(a, b)
	var out []passage
	for leaf := range x.tree.leaves(s.reaches) {
		r := x.w.runs[leaf]
		prev := s.sideOf(x.w.points[r.first])
		for k := r.first + 1; k <= r.last; k++ {
			m := s.sideOf(x.w.points[k])
			if m*prev < 0 && s.crosses(x.w.points[k-1], x.w.points[k], prev) {
				// From its left to its right if the edge begins on the right.
				fromLeft := prev < 0
				open := fromLeft == (x.side[r.chain] == closedRight)
				for range x.timesOf(r.chain) {
					out = addPassage(out, l.of[r.chain], s.where(x.w.points[k-1], x.w.points[k]), open)
				}
			}
			prev = m
		}
	}
	return out
}

// where returns how far from the start of the arc it crosses an edge.
func (s *span) where(c, d s2.Point) float64 {
	p := s2.Point{Vector: normal(c, d).Cross(s.n).Normalize()}
	if p.Dot(c.Add(d.Vector)) < 0 {
		p.Vector = p.Mul(-1)
	}
	return angle(s.a, p)
}

func addPassage(out []passage, loop int32, at float64, open bool) []passage {
	for i := range out {
		if p := &out[i]; p.loop == loop {
			p.odd = !p.odd
			if at < p.first {
				p.first, p.openIn = at, open
			}
			return out
		}
	}
	return append(out, passage{loop, true, at, open})
}

// separation says why there is no path between two points, nil if no single
// line of walls separates them.
func (p *prepared) separation(a, b s2.Point) *NoPathError {
	if opposite(a, b) {
		return nil
	}
	x := p.fine.walls
	from, to := ring{area: math.Inf(1)}, ring{area: math.Inf(1)}
	for _, g := range p.loops.passages(x, a, b) {
		if !g.odd {
			continue
		}
		end, r := a, &from
		if !g.openIn {
			end, r = b, &to
		}
		if area := p.areaRound(g.loop, end); area < r.area {
			*r = ring{area: area, loop: g.loop}
		}
	}
	if math.IsInf(from.area, 1) && math.IsInf(to.area, 1) {
		return nil
	}
	e := &NoPathError{From: from.area <= to.area}
	e.To = !e.From
	r := from
	if e.To {
		r = to
	}
	e.Ring = p.ringAreas(r.loop)
	return e
}

// ring is a line of walls and the size of the side on which an end lies.
type ring struct {
	area float64
	loop int32
}

// areaRound returns the area on the open side of a line, steradians, as seen
// from a point on that side.
func (p *prepared) areaRound(loop int32, from s2.Point) float64 {
	x := p.fine.walls
	sum := 0.0
	for _, c := range x.list {
		if p.loops.of[c] != loop {
			continue
		}
		part := 0.0
		pts := x.w.chainPoints(c)
		for i := 1; i < len(pts); i++ {
			if pts[i-1] != from && pts[i] != from {
				part += s2.SignedArea(from, pts[i-1], pts[i])
			}
		}
		if x.side[c] == closedLeft {
			part = -part
		}
		sum += part * float64(x.timesOf(c))
	}
	sum = math.Mod(sum, 4*math.Pi)
	if sum < 0 {
		sum += 4 * math.Pi
	}
	return sum
}

// ringAreas returns the closed areas along a line.
func (p *prepared) ringAreas(loop int32) []int32 {
	var out []int32
	x := p.fine.walls
	for _, c := range x.list {
		if p.loops.of[c] == loop {
			out = append(out, x.closedAt(c, p.closed)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// closedAt returns the closed areas at a wall.
func (x *walls) closedAt(c int32, closed Set) []int32 {
	areas := x.w.chains[c].Left
	if x.side[c] == closedRight {
		areas = x.w.chains[c].Right
	}
	return slices.DeleteFunc(slices.Clone(areas), func(a int32) bool { return !closed.Has(a) })
}
