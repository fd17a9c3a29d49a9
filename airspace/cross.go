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
		(!s.Along || slices.Equal(s.Left, t.Left) && slices.Equal(s.Right, t.Right))
}

// event is a place on the leg where something changes: it crosses an edge, or
// begins or ends to run along one.
type event struct {
	at     float64 // radians from the start of the leg
	km     float64 // the same in kilometres, for a crossing
	kind   eventKind
	layer  uint8
	edge   uint32 // the point with which the edge begins; for runs a place in work.along
	border uint32
}

// before tells whether an event comes before another.
func (e *event) before(f *event) bool {
	switch {
	case e.at != f.at:
		return e.at < f.at
	case e.kind != f.kind:
		return e.kind < f.kind
	case e.layer != f.layer:
		return e.layer < f.layer
	}
	return e.edge < f.edge
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
	layer    uint8
	edge     uint32 // the point with which it begins
	border   uint32
	forward  bool // the edge has the direction of the leg
}

// partCount counts on how many of the edges under the leg a part lies on the
// left and on the right.
type partCount struct {
	part        uint32
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
	if x == nil || len(x.layers) == 0 {
		return append(dst, Stretch{ToAngle: leg.Angle(), ToKm: leg.Km(leg.Angle())})
	}
	w := getWork()
	defer w.done()
	w.leg = leg // here it costs no allocation
	c := crosser{x: x, w: w, leg: &w.leg, out: dst, first: len(dst)}
	c.collect()
	c.runs()
	w.sortEvents()
	x.partsOver(leg.arc.Start(), w)
	c.sweep()
	return c.out
}

// crosser is one query.
type crosser struct {
	x     *Index
	w     *work
	leg   *Leg
	out   []Stretch
	first int // the first stretch of this leg in out
}

// collect finds the crossings and the edges along which the leg runs.
func (c *crosser) collect() {
	w := c.w
	w.events, w.along, w.active = w.events[:0], w.along[:0], w.active[:0]
	p := probeOf(&c.leg.arc)
	for i := range c.x.layers {
		a := c.x.layers[i].atlas
		a.seek(w, &p)
		a.measure(w, &p)
		for k := range w.edges {
			c.edge(&p, uint8(i), &w.edges[k])
		}
	}
}

// edge makes the events of one edge near the leg.
func (c *crosser) edge(p *probe, layer uint8, e *measured) {
	if x, ok := p.meets(&e.u, &e.v, e.du, e.dv); ok {
		sin, cos := x.Dot(p.ahead), x.Dot(p.a.Vector)
		at := math.Atan2(sin, cos)
		km := c.leg.arc.WGS84KmTo(at, sin, cos)
		if at < 0 || at > c.leg.Angle() {
			at = max(0, min(c.leg.Angle(), at))
			km = c.leg.arc.WGS84Km(at)
		}
		c.w.events = append(c.w.events, event{at, km, crossing, layer, e.point, e.border})
	}
	if math.Abs(e.du) <= Tolerance && math.Abs(e.dv) <= Tolerance {
		c.addAlong(alongEdge{layer: layer, edge: e.point, border: e.border}, &e.u, &e.v)
	}
}

// sortEvents sorts the events and drops those of edges that were found twice.
func (w *work) sortEvents() {
	events := w.events
	if n := len(events); n > 1 && events[0].at > events[n-1].at {
		slices.Reverse(events) // tiles are walked in one direction
	}
	if len(events) > 64 {
		slices.SortFunc(events, func(a, b event) int {
			if a.before(&b) {
				return -1
			}
			if b.before(&a) {
				return 1
			}
			return 0
		})
	} else {
		for i := 1; i < len(events); i++ {
			e := events[i]
			k := i
			for k > 0 && e.before(&events[k-1]) {
				events[k] = events[k-1]
				k--
			}
			events[k] = e
		}
	}
	k := 0
	for i := range events {
		if e := &events[i]; i == 0 || e.kind != crossing || e.at != events[k-1].at || e.edge != events[k-1].edge || e.layer != events[k-1].layer {
			events[k] = *e
			k++
		}
	}
	w.events = events[:k]
}

// addAlong records where the leg runs along an edge whose ends lie on its great
// circle, if it does so at all.
func (c *crosser) addAlong(e alongEdge, u, v *s2.Point) {
	arc := &c.leg.arc
	half := arc.Angle() / 2
	// Angles from the middle of the leg, which lies within half of it.
	middle := func(p *s2.Point) float64 { return math.Remainder(arc.AngleOf(*p)-half, 2*math.Pi) }
	s, t := middle(u), middle(v)
	add := func(from, to float64, forward bool) {
		from, to = max(from, -half), min(to, half)
		if to > from {
			e.from, e.to, e.forward = from+half, to+half, forward
			c.w.along = append(c.w.along, e)
		}
	}
	if lo, hi := min(s, t), max(s, t); hi-lo <= math.Pi {
		add(lo, hi, t > s)
	} else { // it passes the point opposite to the middle
		add(-math.Pi, lo, t <= s)
		add(hi, math.Pi, t <= s)
	}
}

// runs drops the edges of runs that are too short, and makes events of the rest.
func (c *crosser) runs() {
	w := c.w
	if len(w.along) == 0 {
		return
	}
	slices.SortFunc(w.along, func(a, b alongEdge) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.layer, b.layer), cmp.Compare(a.edge, b.edge))
	})
	w.along = slices.Compact(w.along) // an edge may be found in several tiles
	for i := 0; i < len(w.along); {
		end, j := w.along[i].to, i+1
		for j < len(w.along) && w.along[j].from-end < Tolerance {
			end = max(end, w.along[j].to)
			j++
		}
		if end-w.along[i].from >= MinAlong {
			for k := i; k < j; k++ {
				n := uint32(k)
				w.events = append(w.events, event{at: w.along[k].from, kind: runBegins, edge: n}, event{at: w.along[k].to, kind: runEnds, edge: n})
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
		c.apply(&events[i])
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
		end, km := first, events[i].km
		if j > i+1 || events[i].kind != crossing {
			end = (first + last) / 2
			km = c.leg.arc.WGS84Km(end)
		}
		c.emit(begin, end, km)
		for ; i < j; i++ {
			c.apply(&events[i])
		}
		begin = end
	}
	c.emit(begin, angle, c.leg.arc.WGS84Km(angle))
}

// apply moves the state over an event.
func (c *crosser) apply(e *event) {
	w := c.w
	switch e.kind {
	case crossing:
		l := &c.x.layers[e.layer]
		if p := l.atlas.pairs[e.border]; !p.some || !w.parts.swap(p.left+l.firstPart, p.right+l.firstPart) {
			w.parts.cross(l.atlas.left(e.border), l.atlas.right(e.border), l.firstPart)
		}
	case runBegins:
		w.active = append(w.active, int32(e.edge))
	case runEnds:
		if i := slices.Index(w.active, int32(e.edge)); i >= 0 {
			w.active = slices.Delete(w.active, i, i+1)
		}
	}
}

// emit reports the state from one place to another, which lies at km.
func (c *crosser) emit(from, to, km float64) {
	s := Stretch{FromAngle: from, ToAngle: to, ToKm: km}
	if len(c.w.active) > 0 {
		c.setSides(&s)
	} else {
		s.Areas = c.x.areasOf(c.w.parts, c.w)
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
		l := &c.x.layers[e.layer]
		left, right := l.atlas.left(e.border), l.atlas.right(e.border)
		if !e.forward {
			left, right = right, left
		}
		for _, p := range left {
			w.count(l.firstPart+p).left++
		}
		for _, p := range right {
			w.count(l.firstPart+p).right++
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
	s.Areas = c.x.sets.share(w.areas)
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
	return c.x.areasOf(w.side, w)
}

func (w *work) count(p uint32) *partCount {
	for i := range w.counts {
		if w.counts[i].part == p {
			return &w.counts[i]
		}
	}
	w.counts = append(w.counts, partCount{part: p})
	return &w.counts[len(w.counts)-1]
}
