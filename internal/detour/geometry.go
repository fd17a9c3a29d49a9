package detour

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// signError bounds the error of n.p relative to the length of n, where n is
// (a-b) x (a+b) in floating point and p is a unit vector. With u = 2^-53 the
// product has the error 5.3u |a-b||a+b|, which is 5.3u |n|, and the dot product
// 3u |n|: together 9.3e-16.
const signError = 1.5e-15

// normal returns twice the cross product of a and b. It keeps its relative
// precision where a and b are close, or nearly opposite.
func normal(a, b s2.Point) r3.Vector {
	return a.Sub(b.Vector).Cross(a.Add(b.Vector))
}

// side tells on which side of the great circle from a to b the point p lies: 1
// for the left. It is 0 only if two of the points are equal.
func side(a, b, p s2.Point) int {
	n := normal(a, b)
	d, e := n.Dot(p.Vector), signError*n.Norm()
	switch {
	case d > e:
		return 1
	case d < -e:
		return -1
	}
	return sphere.Sign(a, b, p)
}

// angle returns the angle between two unit vectors in radians.
func angle(a, b s2.Point) float64 {
	d := a.Sub(b.Vector).Norm2()
	switch {
	case d < 1:
		return angleOf(d)
	case d < 2:
		return 2 * math.Asin(math.Sqrt(d)/2)
	}
	return sphere.Angle(a, b)
}

// angleOf returns the angle of a squared chord below 1. It is the rational form of
// the arc sine in FreeBSD's e_asin.c, true to one unit in the last place.
func angleOf(d float64) float64 {
	const (
		p0 = 1.66666666666666657415e-01
		p1 = -3.25565818622400915405e-01
		p2 = 2.01212532134862925881e-01
		p3 = -4.00555345006794114027e-02
		p4 = 7.91534994289814532176e-04
		p5 = 3.47933107596021167570e-05
		q1 = -2.40339491173441421878e+00
		q2 = 2.02094576023350569471e+00
		q3 = -6.88283971605453293030e-01
		q4 = 7.70381505559019352791e-02
	)
	z, chord := d/4, math.Sqrt(d)
	p := z * (p0 + z*(p1+z*(p2+z*(p3+z*(p4+z*p5)))))
	q := 1 + z*(q1+z*(q2+z*(q3+z*q4)))
	return chord + chord*(p/q)
}

// opposite tells whether the arc between two points is not defined, or so little
// that its great circle would hang on rounding.
func opposite(a, b s2.Point) bool {
	return a.Add(b.Vector).Norm2() < sphere.MinGap*sphere.MinGap
}

// span is an arc prepared for tests against many edges.
type span struct {
	a, b   s2.Point
	n      r3.Vector    // its plane
	planes [3]r3.Vector // the plane, and those through its ends that have the arc on their positive sides
	abs    [3]r3.Vector
	slack  float64
	signs  float64
}

func newSpan(a, b s2.Point) span {
	n := normal(a, b)
	s := span{a: a, b: b, n: n, planes: [3]r3.Vector{n, n.Cross(a.Vector), b.Cross(n)}}
	for i, p := range s.planes {
		s.abs[i] = p.Abs()
	}
	norm := n.Norm()
	s.slack, s.signs = 1e-14*norm, signError*norm
	return s
}

// sideOf tells on which side of the arc's great circle p lies; 0 only for an end.
func (s *span) sideOf(p s2.Point) int {
	d := s.n.Dot(p.Vector)
	switch {
	case d > s.signs:
		return 1
	case d < -s.signs:
		return -1
	}
	return sphere.Sign(s.a, s.b, p)
}

// crosses tells whether the arc crosses the edge from c to d, which share no
// end with it; sc is the side of c, and d lies on the other.
func (s *span) crosses(c, d s2.Point, sc int) bool {
	return side(c, d, s.a) == -sc && side(c, d, s.b) == sc
}

// arm is an edge that leaves a vertex.
type arm struct {
	to         s2.Point
	closedLeft bool // the closed side is on the left of one who leaves; else on the right
}

// enters tells whether one who leaves v towards d goes into a closed sector. arms
// are all wall edges at v. To go along an edge is not to enter. The closed
// sectors of several layers may overlap; each has as many arms that begin it as
// end it, and somewhere at v it is open.
func enters(v, d s2.Point, arms []arm) bool {
	switch {
	case len(arms) < 2:
		return false // a line's end encloses nothing
	case len(arms) == 2:
		if arms[0].closedLeft == arms[1].closedLeft {
			break
		}
		from, to := arms[0].to, arms[1].to
		if !arms[0].closedLeft {
			from, to = to, from
		}
		return between(v, from, d, to)
	}
	order := make([]turned, 0, 8)
	for _, a := range arms {
		order = insertTurned(v, d, order, a)
	}
	k, least := 0, 0
	for _, t := range order {
		if t.closedLeft {
			k++
		} else {
			k--
		}
		least = min(least, k)
	}
	return least < 0
}

// between tells whether d lies strictly inside the sector at v that goes
// counterclockwise from one direction to another.
func between(v, from, d, to s2.Point) bool {
	if d == from || d == to || from == to {
		return false
	}
	if side(v, from, to) > 0 {
		return side(v, from, d) > 0 && side(v, d, to) > 0
	}
	return side(v, to, d) < 0 || side(v, d, from) < 0
}

// turned is an arm with its place in the order counterclockwise from a direction.
type turned struct {
	arm
	half int // 0 just after, 1 and 2 for the two halves of the turn, 3 just before
}

// insertTurned puts an arm in order, counterclockwise from d.
func insertTurned(v, d s2.Point, order []turned, a arm) []turned {
	t := turned{arm: a}
	switch s := side(v, d, a.to); {
	case s > 0:
		t.half = 1
	case s < 0:
		t.half = 2
	case !a.closedLeft:
		t.half = 3
	}
	i := len(order)
	for i > 0 && (order[i-1].half > t.half || order[i-1].half == t.half && side(v, order[i-1].to, t.to) < 0) {
		i--
	}
	order = append(order, turned{})
	copy(order[i+1:], order[i:])
	order[i] = t
	return order
}

// onEdge tells whether p lies exactly on the edge from c to d, and is no end.
func onEdge(p, c, d s2.Point) bool {
	n := normal(c, d)
	if math.Abs(n.Dot(p.Vector)) > signError*n.Norm() || n.Cross(c.Vector).Dot(p.Vector) <= 0 || d.Cross(n).Dot(p.Vector) <= 0 {
		return false
	}
	x := r3.PreciseVectorFromVector(c.Vector).Cross(r3.PreciseVectorFromVector(d.Vector))
	return x.Dot(r3.PreciseVectorFromVector(p.Vector)).Sign() == 0
}

// ordered tells whether four directions at v come in this order
// counterclockwise, within one turn. Neighbours may be equal.
func ordered(v, a, b, c, d s2.Point) bool {
	return inSector(v, a, b, d) && inSector(v, a, c, d) && (b == c || b == a || c == d || inSector(v, b, c, d))
}

// inSector tells whether d lies in the sector from one direction to another, or
// on its edge.
func inSector(v, from, d, to s2.Point) bool {
	return d == from || d == to || between(v, from, d, to)
}
