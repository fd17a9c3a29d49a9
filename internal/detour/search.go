package detour

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// noise is what rounding may make of a product of two unit vectors that is zero.
const noise = 1e-15

// Places of the two ends among the corners of a search.
const (
	source int32 = 0
	target int32 = 1
)

// corner is a vertex of an active wall, or an end of the path, with its label.
type corner struct {
	p        s2.Point
	a, b     s2.Point // the other ends of its two wall edges, if tight
	tight    bool     // both edges belong to active walls, and there are no others
	closed   bool     // it was reached by a free leg
	dead     bool     // no shortest path goes on from it
	covered  bool     // an active wall is nearer than the margin: no leg reaches it
	armed    int8     // the number of its edges in active walls
	cuts     int8     // of the planes in cut that count: all or none
	vertex   int32
	from     int32
	epoch    int32        // of bound
	partly   int32        // the epoch of floor
	seen     int32        // the lights of the coarser search known to floor
	shadow   int32        // its last shadow and one, 0 for none
	floor    float64      // bound is no less
	g, key   float64      // the length so far, and the least length of a path through it
	straight float64      // to the target
	bound    float64      // to the target, by the coarser search
	cut      [3]r3.Vector // a path that goes on is on the positive side of all
}

// search is a lazy A* over the taut corners of one layer. Walls become active
// when a leg meets them. The bound of a corner comes from a coarser search in
// the opposite direction.
type search struct {
	layer   layer
	wide    *wide // the layer, if it has a margin
	probe   *probe
	coarse  *search // nil for the coarsest
	down    []int32 // of the vertices of the coarser layer, those of this one
	limit   float64 // paths that must be longer are put off
	over    float64 // the least length of those put off
	epoch   int32
	queue   queue
	corners []corner
	settled []int32 // the closed corners, in order
	taken   int     // of the coarser search's settled corners
	index   stamps  // of the vertices
	active  stamps  // pieces
	buf     []int32
	near    []candidate
	shadows []shadow
	lights  []light
	effort  *effort
}

// mostQueued is the number of legs that may wait, 400 MB of them.
const mostQueued = 1 << 24

// candidate is a settled corner of the coarser search from which a corner may be
// seen, and the length of the path through it.
type candidate struct {
	length float64
	corner int32
}

// begin makes a search ready. coarse must have begun.
func (s *search) begin(l layer, from, to s2.Point, coarse *search, down []int32, e *effort) {
	s.layer, s.coarse, s.down, s.effort = l, coarse, down, e
	s.wide, _ = l.(*wide)
	s.limit, s.over = math.Inf(1), math.Inf(1)
	s.epoch++
	s.taken = 0
	s.queue, s.corners, s.settled = s.queue[:0], s.corners[:0], s.settled[:0]
	s.shadows, s.lights = s.shadows[:0], s.lights[:0]
	s.index.reset(l.size())
	s.active.reset(l.pieces())
	d := angle(from, to)
	s.corners = append(s.corners,
		corner{p: from, vertex: -1, from: -1, g: math.Inf(1), straight: d, epoch: -1},
		corner{p: to, vertex: -1, from: -1, g: math.Inf(1), epoch: -1})
}

// start labels the source.
func (s *search) start() { s.settle(hop{key: s.corners[source].straight, to: source, from: -1}) }

// reached tells whether the target is reached.
func (s *search) reached() bool { return s.corners[target].closed }

// next returns the least length of a path through what is not settled yet.
func (s *search) next() float64 {
	if len(s.queue) > 0 {
		return min(s.over, s.queue[0].key)
	}
	return s.over
}

// extend raises the limit and offers again what was put off.
func (s *search) extend(limit float64) {
	s.limit = limit
	if s.coarse == nil {
		return
	}
	s.over = math.Inf(1)
	s.epoch++
	s.take()
	for _, i := range s.settled {
		s.offerAll(i, 0)
	}
}

// take makes corners of what the coarser search has settled since the last time.
func (s *search) take() {
	if s.coarse == nil {
		return
	}
	first := len(s.corners)
	for ; s.taken < len(s.coarse.settled); s.taken++ {
		i := s.coarse.settled[s.taken]
		if i == source || i == target {
			continue
		}
		c := &s.coarse.corners[i]
		j := s.add(s.below(c.vertex))
		u := &s.corners[j]
		u.bound, u.epoch = c.g, math.MaxInt32
		if !u.tight && c.tight {
			u.a, u.b, u.tight = c.a, c.b, true
		}
	}
	s.offerNew(first)
}

// below returns the vertex that stands for one of the coarser search.
func (s *search) below(v int32) int32 {
	if s.wide != nil {
		return s.wide.adopt(s.coarse.wide, v)
	}
	return s.down[v]
}

// add returns the corner at a vertex, a new one if there is none.
func (s *search) add(vertex int32) int32 {
	if j, ok := s.index.get(vertex); ok {
		return j
	}
	j := int32(len(s.corners))
	s.index.set(vertex, j)
	p := s.layer.point(vertex)
	s.corners = append(s.corners, corner{
		p: p, vertex: vertex, from: -1, g: math.Inf(1), straight: angle(p, s.corners[target].p), epoch: -1,
	})
	return j
}

// activate makes a piece a wall and offers its corners to all settled ones.
func (s *search) activate(piece int32) {
	if _, ok := s.active.get(piece); ok {
		return
	}
	s.active.set(piece, 1)
	first := len(s.corners)
	s.buf = s.layer.corners(s.buf[:0], piece)
	for i, v := range s.buf {
		j := s.add(v)
		arms := int8(2)
		if i == 0 || i == len(s.buf)-1 {
			arms = 1
		}
		u := &s.corners[j]
		if u.armed += arms; u.armed >= 2 {
			if a, b, ok := s.layer.arms(v); ok {
				u.a, u.b, u.tight = a, b, true
			}
		}
	}
	s.offerNew(first)
}

// offerNew offers the corners from the first on to all settled ones.
func (s *search) offerNew(first int) {
	if first == len(s.corners) {
		return
	}
	for _, i := range s.settled {
		s.offerAll(i, first)
	}
}

// offerAll offers corners, from the first on, to a settled one.
func (s *search) offerAll(i int32, first int) {
	v := &s.corners[i]
	if v.dead || i == target || !s.effort.more(len(s.corners)-first) {
		return
	}
	for j := first; j < len(s.corners); j++ {
		s.offer(v, i, int32(j))
	}
}

// offer queues the leg from a settled corner to another, unless it cannot be
// part of a taut path or leads to nothing shorter.
func (s *search) offer(v *corner, i, j int32) {
	u := &s.corners[j]
	if u.covered {
		return
	}
	for k := range v.cuts {
		if v.cut[k].Dot(u.p.Vector) < -noise {
			return
		}
	}
	if u.tight {
		n := v.p.Cross(u.p.Vector)
		a, b := n.Dot(u.a.Vector), n.Dot(u.b.Vector)
		if a > noise && b < -noise || a < -noise && b > noise {
			return
		}
	}
	if u.p == v.p && j != target {
		return
	}
	g := v.g + angle(v.p, u.p)
	if g >= u.g {
		return
	}
	rest := u.straight
	switch {
	case u.epoch >= s.epoch:
		rest = max(rest, u.bound)
	case u.partly == s.epoch:
		rest = max(rest, u.floor)
	}
	s.push(hop{key: max(v.key, g+rest), g: g, from: i, to: j})
}

// push queues a leg or puts it off.
func (s *search) push(h hop) {
	if h.key > s.limit && s.coarse != nil {
		s.over = min(s.over, h.key)
		return
	}
	if len(s.queue) >= mostQueued {
		s.effort.spent()
		return
	}
	s.queue.push(h)
}

// run settles corners until all that is left is beyond the limit, or, if
// untilReached, the target is reached. It returns false if the effort is spent.
func (s *search) run(untilReached bool) bool {
	for len(s.queue) > 0 && s.queue[0].key <= s.limit && (!untilReached || !s.reached()) {
		if !s.effort.more(1) {
			return false
		}
		s.step(s.queue.pop())
		if s.coarse != nil && s.taken < len(s.coarse.settled) {
			s.take()
		}
	}
	return s.effort.err == nil
}

// step tries one leg.
func (s *search) step(h hop) {
	u := &s.corners[h.to]
	if h.g >= u.g || u.covered || s.shaded(h.from, u.p) {
		return
	}
	if s.coarse != nil && h.to != target {
		until := h.key
		if len(s.queue) > 0 {
			until = max(until, s.queue[0].key)
		}
		if key := h.g + s.boundOf(h.to, h.g, until); key > h.key+noise {
			if key > s.limit {
				key = max(s.limit, min(key, s.coarse.next()))
				s.over = min(s.over, key)
				return
			}
			h.key = key
			s.queue.push(h)
			return
		}
	}
	v := s.corners[h.from].p
	if opposite(v, u.p) {
		return
	}
	if v == u.p { // the target, reached as a vertex
		s.settle(h)
		return
	}
	switch r := s.layer.blocked(s.probe, v, u.p); {
	case r == legFree:
		if !s.sealed(h) {
			s.settle(h)
		}
	case r >= 0:
		u.covered = s.wide != nil && s.wide.atEnd
		s.meet(r)
		s.shade(h.from, r)
	}
}

// sealed tells whether a leg that crosses no wall leaves or reaches a vertex
// through its closed sector. It has passed a vertex where several sectors meet,
// or began on a wall; no open path does that.
func (s *search) sealed(h hop) bool {
	v, u := &s.corners[h.from], &s.corners[h.to]
	return u.vertex >= 0 && s.layer.within(u.vertex, v.p) || h.from == source && v.vertex >= 0 && s.layer.within(v.vertex, u.p)
}

// settle labels a corner and offers it all others.
func (s *search) settle(h hop) {
	u := &s.corners[h.to]
	u.g, u.key, u.from = h.g, h.key, h.from
	if !u.closed {
		u.closed = true
		s.settled = append(s.settled, h.to)
		if u.vertex >= 0 {
			s.touch(u.vertex)
			u = &s.corners[h.to]
		}
	}
	if h.to >= 2 {
		u.aim(s.corners[h.from].p, s.layer)
	}
	s.shine(h.to)
	s.offerAll(h.to, 1)
}

// touch makes the pieces at a vertex walls.
func (s *search) touch(vertex int32) {
	var few [8]int32
	for _, piece := range s.layer.touching(few[:0], vertex) {
		s.activate(piece)
	}
}

// aim finds how a taut path that comes from p may go on: it turns round both
// wall edges.
func (u *corner) aim(p s2.Point, l layer) {
	u.dead, u.cuts = false, 0
	if !u.tight {
		return
	}
	in := p.Cross(u.p.Vector)
	a, b := in.Dot(u.a.Vector), in.Dot(u.b.Vector)
	turn := 1.0
	switch {
	case a > noise && b < -noise || a < -noise && b > noise:
		u.dead = true
		return
	case math.Abs(a) <= noise && math.Abs(b) <= noise:
		return
	case a < -noise || b < -noise:
		turn = -1
	}
	if u.a != u.b && (side(u.p, u.a, u.b) > 0) != l.sector(u.vertex) {
		u.dead = true // the sector between the two edges is open
		return
	}
	u.cuts = 3
	u.cut = [3]r3.Vector{u.a.Cross(u.p.Vector).Mul(turn), u.b.Cross(u.p.Vector).Mul(turn), in.Mul(turn)}
}
