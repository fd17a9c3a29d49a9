package airspace

import (
	"cmp"
	"math"
	"slices"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// probe is an arc that is held against the map.
type probe struct {
	a, b         s2.Point
	middle       s2.Point
	normal       r3.Vector // unit, left of the arc
	ahead, after r3.Vector // normal x a and b x normal: both look along the arc from its ends inwards
}

func newProbe(a, b s2.Point) probe {
	sum := a.Add(b.Vector)
	n := sum.Cross(b.Sub(a.Vector)).Normalize()
	return probe{a: a, b: b, middle: s2.Point{Vector: sum.Normalize()}, normal: n, ahead: n.Cross(a.Vector), after: b.Cross(n)}
}

func probeOf(arc *sphere.Arc) probe {
	p := probe{a: arc.Start(), b: arc.End(), normal: arc.Normal().Vector}
	p.ahead, p.after = p.normal.Cross(p.a.Vector), p.b.Cross(p.normal)
	if p.a.Dot(p.b.Vector) > 0 {
		p.middle = s2.Point{Vector: p.a.Add(p.b.Vector)}
	} else {
		p.middle = arc.At(arc.Angle() / 2)
	}
	return p
}

// tileLine is the plane of an arc as a tile sees it: its value at a point is
// c + a x + b y, in whole numbers, for x and y in steps from the middle. It is off
// by less than slack.
type tileLine struct{ a, b, c, slack, norm int64 }

// The factors with which the plane of an arc becomes whole numbers. A step in x
// changes normal . point by normal_u / stepsPerUnit.
const (
	stepsPerUnit = cellsPerUnit * stepsPerCell
	lineScale    = 1 << 30
	// lineSlack covers Tolerance (2.7e-9 on a face, 2^20.5 here) and all rounding
	// but that of the points to steps.
	lineSlack = 1 << 22
)

// hit is a piece that may cross the arc, and the line of its tile.
type hit struct{ piece, line uint32 }

// nearEdge is an edge that may cross the arc or come within Tolerance of it.
type nearEdge struct{ point, border uint32 }

// measured is an edge with its ends, and how far they are off the arc.
type measured struct {
	nearEdge
	u, v   s2.Point
	du, dv float64
}

// seek sets w.near to the edges near an arc. An edge may come more than once.
func (a *atlas) seek(w *work, p *probe) {
	w.visits = touched(w.visits[:0], p.a, p.b, p.middle, 0, (*[allTiles / 64]uint64)(a.occupied))
	a.seekIn(w, p)
}

// seekIn is seek in w.visits.
func (a *atlas) seekIn(w *work, p *probe) {
	w.hits, w.lines, w.near = w.hits[:0], w.lines[:0], w.near[:0]
	face := faceLine{face: -1}
	for _, v := range w.visits {
		if a.tiles[v.tile].Mask&v.mask == 0 || !a.masked(w, v) {
			continue
		}
		if f := v.tile / faceTiles; f != face.face {
			face = newFaceLine(f, p.normal)
		}
		w.lines = append(w.lines, face.in(v.tile))
	}
	a.inTube(w)
	a.fetch(w)
	a.byPoint(w)
}

// masked finds the pieces of a tile that have a cell with the arc in common, and
// tells whether there are any. Their line is the next.
func (a *atlas) masked(w *work, v visit) bool {
	first := a.tiles[v.tile].First
	masks := a.masks[first:a.tiles[v.tile+1].First]
	n := len(w.hits)
	w.hits = slices.Grow(w.hits, len(masks))
	hits := w.hits[n : n+len(masks)]
	h := hit{first, uint32(len(w.lines))}
	k := 0
	for _, m := range masks {
		hits[k] = h // overwritten unless it counts
		h.piece++
		if m&v.mask != 0 {
			k++
		}
	}
	w.hits = w.hits[:n+k]
	return k > 0
}

// faceLine is the plane of an arc as a face sees it.
type faceLine struct {
	face    int32
	w, u, v float64
	line    tileLine // without c
}

func newFaceLine(face int32, n r3.Vector) faceLine {
	w, u, v := component(int(face), n)
	l := tileLine{a: int64(math.RoundToEven(u * lineScale)), b: int64(math.RoundToEven(v * lineScale))}
	l.slack = (max(l.a, -l.a)+max(l.b, -l.b))/2 + lineSlack
	l.norm = int64(math.Sqrt(u*u+v*v)*lineScale) + 2
	return faceLine{face, w, u, v, l}
}

// in returns the plane as a tile of the face sees it. The face lies at distance 1
// on the side of its outward axis.
func (f *faceLine) in(tile int32) tileLine {
	x, y := tileCorner(int(tile))
	c := f.w + f.u*((x+cellsWide/2)/cellsPerUnit-1) + f.v*((y+cellsWide/2)/cellsPerUnit-1)
	l := f.line
	l.c = int64(c * (stepsPerUnit * lineScale))
	return l
}

// inTube drops the pieces that lie clearly on one side of the arc.
func (a *atlas) inTube(w *work) {
	hits := w.hits
	k := 0
	for _, h := range hits {
		t, l := &a.pieces[h.piece], &w.lines[h.line]
		off := l.slack + int64(t.Width)*l.norm
		u := l.c + l.a*int64(t.AX) + l.b*int64(t.AY)
		v := l.c + l.a*int64(t.BX) + l.b*int64(t.BY)
		hits[k] = h // overwritten unless it stays
		if (off-min(u, v))|(off+max(u, v)) >= 0 {
			k++
		}
	}
	w.hits = hits[:k]
}

// rowRef is where the row of a piece lies, and how it begins.
type rowRef struct {
	line          uint32
	row, end      uint32
	first, border uint32
	last          uint32
}

// fetch finds the rows of the pieces. It reads the beginning and the end of each
// and does nothing else, so that the machine fetches many at a time.
func (a *atlas) fetch(w *work) {
	w.rows = slices.Grow(w.rows[:0], len(w.hits))[:len(w.hits)]
	for i, h := range w.hits {
		p, r := &a.pieces[h.piece], &w.rows[i]
		r.line, r.row, r.end = h.line, p.Row, p.Row+2
		if p.Far == 0 {
			r.end += uint32(p.Count) + 1
		}
		r.first, r.border, r.last = a.rows[r.row], a.rows[r.row+1], a.rows[r.end-1]
	}
}

// byPoint finds the edges of the rows whose ends do not lie clearly on one side
// of the arc.
func (a *atlas) byPoint(w *work) {
	for i := range w.rows {
		r := &w.rows[i]
		points := a.rows[r.row+2 : r.end]
		if len(points) == 0 { // it is far
			w.near = append(w.near, nearEdge{r.first, r.border})
			continue
		}
		l := &w.lines[r.line]
		la, lb, lc, slack := l.a, l.b, l.c, l.slack
		before := lc + la*int64(int16(points[0])) + lb*int64(int32(points[0])>>16)
		for k, n := range points[1:] {
			d := lc + la*int64(int16(n)) + lb*int64(int32(n)>>16)
			if (slack-min(before, d))|(slack+max(before, d)) >= 0 {
				w.near = append(w.near, nearEdge{r.first + uint32(k), r.border})
			}
			before = d
		}
	}
}

// measure sets w.edges to the edges in w.near. It does nothing else, so that the
// machine fetches the points of many at a time.
func (a *atlas) measure(w *work, p *probe) {
	w.edges = slices.Grow(w.edges[:0], len(w.near))[:len(w.near)]
	for i, e := range w.near {
		m := &w.edges[i]
		m.nearEdge, m.u, m.v = e, *a.vector(e.point), *a.vector(e.point + 1)
		m.du, m.dv = p.normal.Dot(m.u.Vector), p.normal.Dot(m.v.Vector)
	}
}

// edgesNear returns the edges that may cross an arc or come within Tolerance of
// it, each once, by their points.
func (a *atlas) edgesNear(w *work, u, v s2.Point) []nearEdge {
	p := newProbe(u, v)
	a.seek(w, &p)
	slices.SortFunc(w.near, func(e, f nearEdge) int { return cmp.Compare(e.point, f.point) })
	w.near = slices.Compact(w.near)
	return w.near
}

// Bounds of rounding, for vectors of length 1 within an ulp or two.
//
// With u = 2^-53: the normal is (a+b) x (b-a) scaled to 1. Its cross product is
// off by at most 5.3 u of |a-b||a+b|, which is its length, scaling adds 3 u and a
// dot product 3 u: together under 11.3 u = 1.25e-15.
const (
	dotError = 1.5e-15
	// endError bounds X . ahead and X . after for X = u |dv| + v |du|: the distances
	// are off by dotError, and the products add a few u of their length (2 at most).
	endError = 1e-14
)

// meets tells whether the arc crosses the edge from u to v, and where: x is a
// vector in the direction of that place, of any length. du and dv are normal . u
// and normal . v. It is exact.
func (p *probe) meets(u, v *s2.Point, du, dv float64) (x r3.Vector, ok bool) {
	switch {
	case du > dotError && dv > dotError, du < -dotError && dv < -dotError:
		return x, false
	case du > dotError && dv < -dotError, du < -dotError && dv > dotError:
		x = u.Mul(math.Abs(dv)).Add(v.Mul(math.Abs(du)))
		s, t := x.Dot(p.ahead), x.Dot(p.after)
		if s < -endError || t < -endError {
			return x, false
		}
		if s > endError && t > endError {
			if isParallel(u, v, du, dv) {
				x = s2.Intersection(p.a, p.b, *u, *v).Vector
			}
			return x, true
		}
	}
	return p.meetsExactly(u, v, du, dv)
}

// meetsExactly is meets where rounding may tell.
func (p *probe) meetsExactly(u, v *s2.Point, du, dv float64) (x r3.Vector, ok bool) {
	if !sphere.Crosses(p.a, p.b, *u, *v) {
		return x, false
	}
	switch {
	case *u == p.a || *v == p.a:
		return p.a.Vector, true
	case *u == p.b || *v == p.b:
		return p.b.Vector, true
	case isParallel(u, v, du, dv):
		return s2.Intersection(p.a, p.b, *u, *v).Vector, true
	}
	return u.Mul(math.Abs(dv)).Add(v.Mul(math.Abs(du))), true
}

// isParallel tells whether the angle between an edge and the arc is so small that
// rounding would tell where they cross.
func isParallel(u, v *s2.Point, du, dv float64) bool {
	const least = 1e-5
	sum := math.Abs(du) + math.Abs(dv)
	return sum*sum <= least*least*u.Sub(v.Vector).Norm2()
}

// walk returns the parts over b, given those over a. It changes here.
func (a *atlas) walk(w *work, here partSet, from, to s2.Point) partSet {
	if from == to {
		return here
	}
	p := newProbe(from, to)
	a.seek(w, &p)
	return a.step(w, &p, here)
}

// step moves the set of parts from the start of an arc to its end, over the edges
// in w.near.
func (a *atlas) step(w *work, p *probe, here partSet) partSet {
	w.crossed = w.crossed[:0]
	a.measure(w, p)
	for i := range w.edges {
		e := &w.edges[i]
		if _, ok := p.meets(&e.u, &e.v, e.du, e.dv); ok && !w.hasCrossed(e.point) {
			w.crossed = append(w.crossed, e.point)
			here.cross(a.left(e.border), a.right(e.border), 0)
		}
	}
	return here
}

// hasCrossed tells whether an edge was counted: it may lie in several tiles.
func (w *work) hasCrossed(point uint32) bool {
	return slices.Contains(w.crossed, point)
}
