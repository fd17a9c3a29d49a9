package detour

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// boundOf returns a lower bound of the length from a corner to the target, by the
// shortest path in the coarser world: through those settled corners of the
// coarser search that can be seen from it, the best first. It stops where a path
// of length g to the corner would be longer than until. The bound is infinite if
// the path goes on to nothing within the limit.
//
// What the coarser search has not settled needs no look: a path through it is
// longer than the limit.
func (s *search) boundOf(j int32, g, until float64) float64 {
	u := &s.corners[j]
	if u.epoch >= s.epoch {
		return u.bound
	}
	if u.partly != s.epoch {
		u.partly, u.floor, u.seen = s.epoch, 0, 0
	}
	rest := s.limit - g
	if u.floor >= rest {
		return math.Inf(1)
	}
	s.near = s.near[:0]
	for i := int32(0); ; {
		for ; int(i) < len(s.coarse.lights); i++ {
			least := 0.0
			if i < u.seen {
				least = u.floor // what is less was tried before
			}
			s.consider(u, i, least, rest)
		}
		if !s.effort.more(1 + (len(s.coarse.lights)+len(s.near))/16) {
			return math.Inf(1)
		}
		best := s.nearest()
		if best < 0 {
			u.floor, u.seen = rest, i
			return math.Inf(1)
		}
		n := s.near[best]
		if g+n.length > until {
			u.floor, u.seen = n.length, i
			return n.length
		}
		r := s.sight(n.corner, j)
		if r == legFree {
			u.bound, u.epoch = n.length, s.epoch
			return n.length
		}
		s.near[best] = s.near[len(s.near)-1]
		s.near = s.near[:len(s.near)-1]
		if r >= 0 {
			s.coarse.meet(r)
			s.coarse.shade(n.corner, r)
		}
		if !s.coarse.run(false) {
			return math.Inf(1)
		}
	}
}

// sight tests the leg from a corner of the coarser search to one of this. It is
// legSector if the leg is known to meet an active wall.
func (s *search) sight(i, j int32) int32 {
	c := s.coarse
	from, to := c.corners[i].p, s.corners[j].p
	if from == to {
		return legFree
	}
	if c.shaded(i, to) {
		return legSector
	}
	return c.layer.blocked(c.probe, from, to)
}

// light is a settled corner as a finer search sees it.
type light struct {
	p      s2.Point
	g      float64
	cuts   int8
	corner int32
	cut    [3]r3.Vector
}

// shine adds a settled corner to the lights, unless nothing is reached from it.
func (s *search) shine(i int32) {
	if w := &s.corners[i]; i != target && !w.dead {
		s.lights = append(s.lights, light{p: w.p, g: w.g, cuts: w.cuts, corner: i, cut: w.cut})
	}
}

// consider makes a candidate of a light of the coarser search, if a taut path to
// u may come from it and its length is between two others.
func (s *search) consider(u *corner, i int32, least, most float64) {
	w := &s.coarse.lights[i]
	if d := most - w.g; d < 0 || w.p.Sub(u.p.Vector).Norm2() > d*d {
		return // the chord is too long already
	}
	for k := range w.cuts {
		if w.cut[k].Dot(u.p.Vector) < -noise {
			return
		}
	}
	length := w.g + angle(w.p, u.p)
	if length < least || length > most {
		return
	}
	if v := s.coarse.corners[w.corner].vertex; w.corner == source && v >= 0 && s.coarse.layer.within(v, u.p) {
		return
	}
	s.near = append(s.near, candidate{length, w.corner})
}

// nearest returns the place of the shortest candidate, -1 if there is none.
func (s *search) nearest() int {
	best := -1
	for i := range s.near {
		if best < 0 || s.near[i].length < s.near[best].length {
			best = i
		}
	}
	return best
}
