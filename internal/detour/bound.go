package detour

import (
	"math"

	"github.com/golang/geo/s2"
)

// boundOf returns a lower bound of the length from a corner to the target, by the
// shortest path in the coarser world: through those settled corners of the
// coarser search that can be seen from it, the best first. It stops where the bound
// is above most. The bound is infinite if the path goes on to nothing within the
// limit.
//
// What the coarser search has not settled needs no look: a path through it is
// longer than the limit. For a higher limit the bound is found anew, but what was
// seen or not seen then is not tried again.
func (s *search) boundOf(j int32, most float64) float64 {
	u := &s.corners[j]
	u.renew(s.limit)
	if u.twin > 0 {
		u.bound, u.firm = max(u.bound, s.coarse.corners[u.twin].g), true
	}
	for !u.firm && u.bound <= most {
		s.gather(u)
		if !s.effort.more(1 + int(u.candidates)/16) {
			return math.Inf(1)
		}
		best := s.nearest(u)
		if best < 0 || s.near[best].length > u.beyond {
			return math.Inf(1)
		}
		n := &s.near[best]
		u.bound, u.firm = max(u.bound, n.length), n.free
		if u.firm || u.bound > most {
			break
		}
		r := s.sight(n.corner, j)
		if r == legFree {
			n.free, u.firm = true, true
			break
		}
		from := n.corner
		u.candidates--
		*n = s.near[u.place+u.candidates]
		if r >= 0 {
			s.coarse.activate(r)
			s.coarse.shade(from, r)
		}
		if !s.coarse.run(false) {
			return math.Inf(1)
		}
	}
	return u.bound
}

// renew forgets the bound that was found for a lower limit.
func (u *corner) renew(limit float64) {
	if u.upTo != limit {
		u.upTo, u.bound, u.firm = limit, u.straight, false
	}
}

// gather makes candidates of the lights that a corner has not considered. Those
// that are too long for the limit are left out until it is raised.
func (s *search) gather(u *corner) {
	lights := int32(len(s.coarse.lights))
	again := u.seen > 0 && u.limit < s.limit && u.beyond <= s.limit-u.least
	if !again {
		u.limit = s.limit // of those left out none is short enough, of the new ones some may be
	}
	if u.seen == lights && !again {
		return
	}
	if end := int32(len(s.near)); u.place+u.candidates != end {
		s.near = append(s.near, s.near[u.place:u.place+u.candidates]...)
		u.place = end
	}
	x := &s.groups[u.group]
	s.look(x)
	before := math.Inf(-1)
	if again {
		before = u.limit - u.least
		u.limit, u.beyond = s.limit, math.Inf(1)
	}
	u.beyond = min(u.beyond, x.beyond)
	for _, i := range x.lights {
		switch {
		case i >= u.seen:
			s.consider(u, i, math.Inf(-1))
		case again:
			s.consider(u, i, before)
		}
	}
	u.seen = lights
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
	cuts
	p      s2.Point
	g      float64
	corner int32
}

// shine adds a settled corner to the lights, unless nothing is reached from it.
func (s *search) shine(i int32) {
	if w := &s.corners[i]; i != target && !w.dead {
		s.lights = append(s.lights, light{cuts: w.cuts, p: w.p, g: w.g, corner: i})
	}
}

// consider makes a candidate of a light of the coarser search, if a taut path to
// u may come from it whose length is beyond what was considered before.
func (s *search) consider(u *corner, i int32, before float64) {
	w := &s.coarse.lights[i]
	for k := range w.count {
		if w.plane[k].Dot(u.p.Vector) < -noise {
			return
		}
	}
	d := w.p.Sub(u.p.Vector).Norm2()
	if chord := w.g + math.Sqrt(d); chord > u.limit-u.least {
		u.beyond = min(u.beyond, chord)
		return
	}
	length := w.g + angle(w.p, u.p)
	switch {
	case length <= before:
		return
	case length > u.limit-u.least:
		u.beyond = min(u.beyond, length)
		return
	}
	if v := s.coarse.corners[w.corner].vertex; w.corner == source && v >= 0 && s.coarse.layer.within(v, u.p) {
		return
	}
	if s.coarse.shaded(w.corner, u.p) {
		return
	}
	s.near = append(s.near, candidate{length: length, corner: w.corner})
	u.candidates++
}

// nearest returns the place of the shortest candidate, -1 if there is none.
func (s *search) nearest(u *corner) int {
	best := -1
	for i := int(u.place); i < int(u.place+u.candidates); i++ {
		if best < 0 || s.near[i].length < s.near[best].length {
			best = i
		}
	}
	return best
}
