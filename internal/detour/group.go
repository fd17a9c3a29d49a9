package detour

import (
	"math"

	"github.com/golang/geo/r3"
)

// group is corners that became known together, in a ball: what holds for the ball
// need not be asked of each.
type group struct {
	first, last int32 // corners, without the last
	centre      r3.Vector
	radius      float64
	least       float64 // the length of a path to one of them
	lights      []int32 // of the coarser search, those that one of them may consider
	seen        int32   // the lights that were looked at
	limit       float64 // for which they were
	beyond      float64 // no path through those left out for the limit is shorter
}

// gathered makes a group of the corners from the first on, if there are any.
func (s *search) gathered(first int) {
	if first == len(s.corners) {
		return
	}
	n := len(s.groups)
	if n < cap(s.groups) {
		s.groups = s.groups[:n+1]
	} else {
		s.groups = append(s.groups, group{})
	}
	x := &s.groups[n]
	*x = group{first: int32(first), last: int32(len(s.corners)), lights: x.lights[:0], limit: math.Inf(-1), beyond: math.Inf(1)}
	for i := first; i < len(s.corners); i++ {
		x.centre = x.centre.Add(s.corners[i].p.Vector)
		s.corners[i].group = int32(n)
	}
	x.centre = x.centre.Mul(1 / float64(len(s.corners)-first))
	x.least = math.Inf(1)
	for i := first; i < len(s.corners); i++ {
		x.radius = max(x.radius, x.centre.Sub(s.corners[i].p.Vector).Norm())
		x.least = min(x.least, s.corners[i].least)
	}
	x.radius += noise
}

// misses tells whether all of a ball lies on the wrong side of one of the planes.
func (c *cuts) misses(x *group) bool {
	for k := range c.count {
		if c.plane[k].Dot(x.centre) < -noise-c.norm[k]*x.radius {
			return true
		}
	}
	return false
}

// look brings the lights of a group up to date.
func (s *search) look(x *group) {
	if x.limit < s.limit {
		x.limit, x.seen, x.lights, x.beyond = s.limit, 0, x.lights[:0], math.Inf(1)
	}
	s.effort.more(len(s.coarse.lights) - int(x.seen))
	for ; int(x.seen) < len(s.coarse.lights); x.seen++ {
		w := &s.coarse.lights[x.seen]
		if w.misses(x) {
			continue
		}
		if chord := w.g + w.p.Sub(x.centre).Norm() - x.radius; chord > x.limit-x.least+noise {
			x.beyond = min(x.beyond, chord)
			continue
		}
		if s.coarse.shadedAll(w.corner, x) {
			continue
		}
		x.lights = append(x.lights, x.seen)
	}
}
