package detour

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// corner is a vertex of an active wall, or an end of the path, with its label.
type corner struct {
	p       s2.Point
	a, b    s2.Point // the other ends of its two wall edges, if tight
	tight   bool     // both edges belong to active walls, and there are no others
	closed  bool     // it was reached by a free leg
	dead    bool     // no shortest path goes on from it
	covered bool     // an active wall is nearer than the margin: no leg reaches it
	armed   int8     // the number of its edges in active walls
	vertex  int32
	from    int32
	shadow  int32   // its last shadow and one, 0 for none
	shadows int8    // how many it has
	g, key  float64 // the length so far, and the least length of a path through it
	outlook
	cuts
}

// cuts are planes: a taut path that goes on from a corner is on the positive side of
// all.
type cuts struct {
	count int8 // three or none
	plane [3]r3.Vector
	norm  [3]float64
}

// outlook is what is known of the way from a corner to the target.
type outlook struct {
	straight   float64 // no path is shorter
	bound      float64 // nor is a path to it, with which the whole is within upTo
	upTo       float64
	firm       bool    // no better bound will be had from the coarser search
	twin       int32   // the same corner in the coarser search, if it is settled there
	group      int32   // in which it became known
	seen       int32   // the lights of the coarser search that were considered
	place      int32   // of its candidates
	candidates int32   // the number of those that were not found hidden
	limit      float64 // for the length of a path with a candidate
	beyond     float64 // no light that is no candidate gives a shorter path
	least      float64 // the length of a path to the corner
}

// candidate is a settled corner of the coarser search from which a corner may be
// seen, and the length of the path through it.
type candidate struct {
	length float64
	corner int32
	free   bool // it was seen
}

// aim finds how a taut path that comes from p may go on: it turns round both
// wall edges.
func (u *corner) aim(p s2.Point, l layer) {
	u.dead, u.count = false, 0
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
	u.count = 3
	u.plane = [3]r3.Vector{u.a.Cross(u.p.Vector).Mul(turn), u.b.Cross(u.p.Vector).Mul(turn), in.Mul(turn)}
	for k := range u.norm {
		u.norm[k] = u.plane[k].Norm()
	}
}
