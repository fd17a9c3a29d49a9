package airspace

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Tolerances of [Index.Cross], in radians on the sphere.
const (
	// Tolerance is 1 cm: how near to the leg the ends of an edge must be for the
	// leg to run along it, and how long a stretch must be to be reported.
	Tolerance = 0.00001 / sphere.RadiusKm
	// MinAlong is 1 m: how long a run along a border must be.
	MinAlong = 0.001 / sphere.RadiusKm
)

// Stretch is a part of a leg over which the same areas lie.
type Stretch struct {
	// Areas are the areas over it, sorted; none is the high seas. If Along, they
	// are those that lie on both sides. The list is shared: do not change it.
	Areas []AreaID
	// Along tells that the stretch runs along a border: Left and Right are the
	// areas on its two sides, sorted and shared; they differ. Otherwise both are
	// nil.
	Along       bool
	Left, Right []AreaID
	// FromAngle and ToAngle are where it begins and ends, in radians from the
	// start of the leg.
	FromAngle, ToAngle float64
	// FromKm and ToKm are the same in kilometres on WGS 84, see [Leg.Km].
	FromKm, ToKm float64
}

// sameAreas tells whether two stretches have the same areas over them.
func (s *Stretch) sameAreas(t *Stretch) bool {
	return s.Along == t.Along && slices.Equal(s.Areas, t.Areas) &&
		slices.Equal(s.Left, t.Left) && slices.Equal(s.Right, t.Right)
}

// event is a place on the leg where something changes: it crosses an edge, or
// begins or ends to run along one.
type event struct {
	at   float64 // radians from the start of the leg
	kind eventKind
	edge int32 // a place in tree.edges; for runs a place in work.along
}

type eventKind uint8

const (
	crossing eventKind = iota
	runBegins
	runEnds
)

// alongEdge is an edge along which the leg runs, and from where to where.
type alongEdge struct {
	from, to float64
	edge     int32 // a place in tree.edges
	forward  bool  // the edge has the direction of the leg
}

// partCount counts on how many of the edges under the leg a part lies on the
// left and on the right.
type partCount struct {
	part        int32
	left, right int
}

// Cross returns the stretches of a leg in order. They partition it: the first
// begins at 0, each begins where the one before ends, the last ends at
// leg.Angle. Neighbours differ. An empty leg has none.
func (x *Index) Cross(leg Leg) iter.Seq[Stretch] {
	return func(yield func(Stretch) bool) {
		for _, s := range x.AppendCross(nil, leg) {
			if !yield(s) {
				return
			}
		}
	}
}

// AppendCross appends the stretches of a leg to dst and returns it, as [Index.Cross].
// It allocates nothing if dst has room.
func (x *Index) AppendCross(dst []Stretch, leg Leg) []Stretch {
	if leg.Angle() == 0 {
		return dst
	}
	if x == nil || x.geo == nil {
		return append(dst, Stretch{ToAngle: leg.Angle(), ToKm: leg.Km(leg.Angle())})
	}
	w := x.geo.work()
	defer x.geo.done(w)
	c := crosser{g: x.geo, w: w, leg: leg, out: dst, first: len(dst)}
	c.collect()
	c.runs()
	slices.SortFunc(w.events, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.kind, b.kind), cmp.Compare(a.edge, b.edge))
	})
	x.geo.partsOver(leg.arc.Start(), w)
	c.sweep()
	return c.out
}

// crosser is one query.
type crosser struct {
	g     *geometry
	w     *work
	leg   Leg
	out   []Stretch
	first int // the first stretch of this leg in out
}

// collect finds the crossings and the edges along which the leg runs.
func (c *crosser) collect() {
	w, arc := c.w, &c.leg.arc
	w.events, w.along, w.active = w.events[:0], w.along[:0], w.active[:0]
	a, b := arc.Start(), arc.End()
	p := newProbe(a, b)
	w.found = c.g.tree.find(w.found[:0], &p)
	for _, k := range w.found {
		s := &c.g.tree.edges[k]
		du, dv := arc.Off(s.u), arc.Off(s.v)
		if sphere.Crosses(a, b, s.u, s.v) {
			w.events = append(w.events, event{c.positionOf(s, du, dv), crossing, k})
		}
		if math.Abs(du) <= Tolerance && math.Abs(dv) <= Tolerance {
			c.addAlong(k, s)
		}
	}
}

// positionOf returns where the leg crosses an edge. du and dv are the distances
// of its ends from the leg.
func (c *crosser) positionOf(s *segment, du, dv float64) float64 {
	arc := &c.leg.arc
	a, b := arc.Start(), arc.End()
	switch {
	case s.u == a || s.v == a:
		return 0
	case s.u == b || s.v == b:
		return arc.Angle()
	}
	// Where the chord from u to v meets the plane of the leg. If they are nearly
	// parallel, rounding would tell: then it is computed exactly.
	const parallel = 1e-5
	du, dv = math.Abs(du), math.Abs(dv)
	var x s2.Point
	if du+dv > parallel*s.u.Sub(s.v.Vector).Norm() {
		x = s2.Point{Vector: s.u.Mul(dv).Add(s.v.Mul(du))}
	} else {
		x = s2.Intersection(a, b, s.u, s.v)
	}
	return max(0, min(arc.Angle(), arc.AngleOf(x)))
}

// addAlong records where the leg runs along an edge whose ends lie on its great
// circle, if it does so at all.
func (c *crosser) addAlong(k int32, s *segment) {
	arc := &c.leg.arc
	half := arc.Angle() / 2
	// Angles from the middle of the leg, which lies within half of it.
	middle := func(p s2.Point) float64 { return math.Remainder(arc.AngleOf(p)-half, 2*math.Pi) }
	u, v := middle(s.u), middle(s.v)
	forward := v > u
	add := func(from, to float64, forward bool) {
		from, to = max(from, -half), min(to, half)
		if to > from {
			c.w.along = append(c.w.along, alongEdge{from + half, to + half, k, forward})
		}
	}
	if lo, hi := min(u, v), max(u, v); hi-lo <= math.Pi {
		add(lo, hi, forward)
	} else { // it passes the point opposite to the middle
		add(-math.Pi, lo, !forward)
		add(hi, math.Pi, !forward)
	}
}

// runs drops the edges of runs that are too short, and makes events of the rest.
func (c *crosser) runs() {
	w := c.w
	slices.SortFunc(w.along, func(a, b alongEdge) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.edge, b.edge))
	})
	for i := 0; i < len(w.along); {
		end, j := w.along[i].to, i+1
		for j < len(w.along) && w.along[j].from-end < Tolerance {
			end = max(end, w.along[j].to)
			j++
		}
		if end-w.along[i].from >= MinAlong {
			for k := i; k < j; k++ {
				n := int32(k)
				w.events = append(w.events, event{w.along[k].from, runBegins, n}, event{w.along[k].to, runEnds, n})
			}
		}
		i = j
	}
}

// sweep goes through the events in order. Events with less than Tolerance from
// each to the next are one place.
func (c *crosser) sweep() {
	events, angle := c.w.events, c.leg.Angle()
	i, last := 0, 0.0
	for ; i < len(events) && events[i].at-last < Tolerance; i++ {
		last = events[i].at
		c.apply(events[i])
	}
	begin := 0.0
	for i < len(events) {
		first := events[i].at
		last = first
		j := i + 1
		for ; j < len(events) && events[j].at-last < Tolerance; j++ {
			last = events[j].at
		}
		if angle-last < Tolerance {
			break // it belongs to the end
		}
		end := (first + last) / 2
		c.emit(begin, end)
		for ; i < j; i++ {
			c.apply(events[i])
		}
		begin = end
	}
	c.emit(begin, angle)
}

// apply moves the state over an event.
func (c *crosser) apply(e event) {
	w := c.w
	switch e.kind {
	case crossing:
		w.parts.cross(c.borderOf(e.edge))
	case runBegins:
		w.active = append(w.active, e.edge)
	case runEnds:
		if i := slices.Index(w.active, e.edge); i >= 0 {
			w.active = slices.Delete(w.active, i, i+1)
		}
	}
}

func (c *crosser) borderOf(place int32) *border {
	m := c.g.mesh
	return &m.borders[m.edges[c.g.tree.edges[place].edge].border]
}

// emit reports the state from one place to another.
func (c *crosser) emit(from, to float64) {
	s := Stretch{FromAngle: from, ToAngle: to, ToKm: c.leg.Km(to)}
	if len(c.w.active) > 0 {
		c.setSides(&s)
	} else {
		s.Areas = c.g.areasOf(c.w.parts, c.w)
	}
	if n := len(c.out); n > c.first {
		last := &c.out[n-1]
		if last.sameAreas(&s) {
			last.ToAngle, last.ToKm = s.ToAngle, s.ToKm
			return
		}
		s.FromKm = last.ToKm
	}
	c.out = append(c.out, s)
}

// setSides sets the areas of a stretch along a border. A part that lies left of
// an edge under the leg is over its left side and not over its right; parts that
// have no such edge, or as many on the one hand as on the other, are over both
// sides or over neither.
func (c *crosser) setSides(s *Stretch) {
	w := c.w
	w.counts = w.counts[:0]
	for _, n := range w.active {
		e := w.along[n]
		b := c.borderOf(e.edge)
		left, right := b.left, b.right
		if !e.forward {
			left, right = right, left
		}
		for _, p := range left {
			w.count(p).left++
		}
		for _, p := range right {
			w.count(p).right++
		}
	}
	s.Left, s.Right = c.sideAreas(true), c.sideAreas(false)
	if slices.Equal(s.Left, s.Right) {
		s.Areas, s.Left, s.Right = s.Left, nil, nil
		return
	}
	s.Along = true
	w.areas = w.areas[:0]
	for _, a := range s.Left {
		if slices.Contains(s.Right, a) {
			w.areas = append(w.areas, a)
		}
	}
	s.Areas = c.g.sets.share(w.areas)
}

// sideAreas returns the areas on one side of the edges under the leg.
func (c *crosser) sideAreas(left bool) []AreaID {
	w := c.w
	w.side = append(w.side[:0], w.parts...)
	for _, n := range w.counts {
		if (n.left+n.right)%2 == 0 {
			continue
		}
		if _, in := slices.BinarySearch(w.side, n.part); in != ((n.left > n.right) == left) {
			w.side.toggle(n.part)
		}
	}
	return c.g.areasOf(w.side, w)
}

func (w *work) count(p int32) *partCount {
	for i := range w.counts {
		if w.counts[i].part == p {
			return &w.counts[i]
		}
	}
	w.counts = append(w.counts, partCount{part: p})
	return &w.counts[len(w.counts)-1]
}
