package detour

import (
	"math"

	"github.com/golang/geo/s2"
)

// noise is what rounding may make of a product of two unit vectors that is zero.
const noise = 1e-15

// Places of the two ends among the corners of a search.
const (
	source int32 = 0
	target int32 = 1
)

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
	queue   queue
	late    []hop // those put off
	corners []corner
	groups  []group
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

// begin makes a search ready. coarse must have begun.
func (s *search) begin(l layer, from, to s2.Point, coarse *search, down []int32, e *effort) {
	s.layer, s.coarse, s.down, s.effort = l, coarse, down, e
	s.wide, _ = l.(*wide)
	s.limit, s.over = math.Inf(1), math.Inf(1)
	s.taken = 0
	s.near, s.late = s.near[:0], s.late[:0]
	s.groups = s.groups[:0]
	s.queue, s.corners, s.settled = s.queue[:0], s.corners[:0], s.settled[:0]
	s.shadows, s.lights = s.shadows[:0], s.lights[:0]
	s.index.reset(l.size())
	s.active.reset(l.pieces())
	s.corners = append(s.corners,
		corner{p: from, vertex: -1, from: -1, g: math.Inf(1), outlook: outlook{straight: angle(from, to), bound: angle(from, to), beyond: math.Inf(1)}},
		corner{p: to, vertex: -1, from: -1, g: math.Inf(1)})
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

// extend raises the limit and offers again what was put off. Paths with it are
// longer than the limit that was in force, but no more is known.
func (s *search) extend(limit float64) {
	before := s.limit
	s.limit = limit
	if s.coarse == nil {
		return
	}
	s.over = math.Inf(1)
	late := s.late
	s.late = s.late[:0]
	for _, h := range late {
		if u := &s.corners[h.to]; h.g < u.g {
			h.key = max(before, h.g+u.straight)
			s.push(h)
		}
	}
	s.take()
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
		u.twin = i
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
	d := angle(p, s.corners[target].p)
	s.corners = append(s.corners, corner{
		p: p, vertex: vertex, from: -1, g: math.Inf(1),
		outlook: outlook{
			straight: d, bound: d, upTo: s.limit, beyond: math.Inf(1), least: angle(p, s.corners[source].p),
		},
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
	s.gathered(first)
	for _, i := range s.settled {
		s.offerAll(i, len(s.groups)-1)
	}
}

// offerAll offers the corners of groups, from the first on, to a settled one.
func (s *search) offerAll(i int32, first int) {
	v := &s.corners[i]
	if v.dead || i == target || !s.effort.more(len(s.groups)-first) {
		return
	}
	offered := 0
	for g := first; g < len(s.groups); g++ {
		x := &s.groups[g]
		if v.misses(x) || s.shadedAll(i, x) {
			continue
		}
		offered += int(x.last - x.first)
		for j := x.first; j < x.last; j++ {
			s.offer(v, i, j)
		}
	}
	s.effort.more(offered)
}

// offer queues the leg from a settled corner to another, unless it cannot be
// part of a taut path or leads to nothing shorter.
func (s *search) offer(v *corner, i, j int32) {
	u := &s.corners[j]
	if u.covered {
		return
	}
	for k := range v.count {
		if v.plane[k].Dot(u.p.Vector) < -noise {
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
	u.renew(s.limit)
	s.push(hop{key: max(v.key, g+u.bound), g: g, from: i, to: j})
}

// push queues a leg or puts it off.
func (s *search) push(h hop) {
	if h.key > s.limit && s.coarse != nil {
		s.over = min(s.over, max(s.limit, min(h.key, s.coarse.next())))
		s.late = append(s.late, h)
		return
	}
	if len(s.queue)+len(s.late) >= mostQueued {
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
	if h.g >= u.g || u.covered {
		return
	}
	if s.coarse != nil && h.to != target {
		until := h.key
		if len(s.queue) > 0 {
			until = max(until, s.queue[0].key)
		}
		if key := h.g + s.boundOf(h.to, until-h.g); key > h.key+noise {
			h.key = key
			s.push(h)
			return
		}
	}
	v := s.corners[h.from].p
	if opposite(v, u.p) || s.shaded(h.from, u.p) {
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
		s.activate(r)
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
	if v := &s.corners[h.to]; !v.dead && h.to != target {
		s.offer(v, h.to, target)
	}
	s.offerAll(h.to, 0)
}

// touch makes the pieces at a vertex walls.
func (s *search) touch(vertex int32) {
	var few [8]int32
	for _, piece := range s.layer.touching(few[:0], vertex) {
		s.activate(piece)
	}
}
