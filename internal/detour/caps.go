package detour

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// node is a corner of the zone that a margin adds to a piece of wall. Its arms
// are points in the directions of the two sides of the zone, the zone being
// counterclockwise from a to b. cap is what the zone has beyond the disc, drawn
// smaller by what rounding may do: the two places where the sides touch the disc,
// and the corner between them; all zero if there is none.
type node struct {
	p, a, b s2.Point
	cap     [3]s2.Point
}

// armLength is how far the arms of a node reach, radians: so far that their
// directions do not hang on rounding.
const armLength = 0.01

func newNode(p, a, b s2.Point) node {
	if side(p, a, b) < 0 {
		a, b = b, a
	}
	return node{p: p, a: a, b: b}
}

// caught tells whether a leg crosses the cap of a node, and whether its end lies
// in it.
func (n *node) caught(s *span) (crossed, ends bool) {
	c := &n.cap
	if c[1] == (s2.Point{}) {
		return false, false
	}
	x, y, z := s.sideOf(c[0]), s.sideOf(c[1]), s.sideOf(c[2])
	crossed = x*y < 0 && s.crosses(c[0], c[1], x) || y*z < 0 && s.crosses(c[1], c[2], y)
	if crossed {
		turn := side(c[0], c[1], c[2])
		ends = side(c[0], c[1], s.b) == turn && side(c[1], c[2], s.b) == turn && side(c[2], c[0], s.b) == turn
	}
	return crossed, ends
}

// polar returns the point at a distance from v in a direction, unit vectors.
func polar(v s2.Point, direction r3.Vector, distance float64) s2.Point {
	sin, cos := math.Sincos(distance)
	return s2.Point{Vector: v.Mul(cos).Add(direction.Mul(sin)).Normalize()}
}

// disc is the zone round a vertex of a wall.
type disc struct {
	v      s2.Point
	e1, e2 r3.Vector // unit vectors, at right angles to v and each other
	radius float64
	sides  int
}

// radial returns the direction at an angle from e1 to e2, and the direction in
// which it turns.
func (d *disc) radial(angle float64) (out, turn r3.Vector) {
	sin, cos := math.Sincos(angle)
	return d.e1.Mul(cos).Add(d.e2.Mul(sin)), d.e2.Mul(cos).Sub(d.e1.Mul(sin))
}

// fan appends the corners of the line that is drawn round the disc from e1 over
// an angle, its sides touching the disc and no shorter than those of a regular
// polygon with so many sides.
func (d *disc) fan(dst []node, angle float64) []node {
	n := max(1, int(math.Ceil(angle*float64(d.sides)/(2*math.Pi)-1e-9)))
	step := angle / float64(n)
	keep := keepOf(d.radius)
	far, keptFar := cornerAt(d.radius, step), cornerAt(keep, step)
	for i := range n {
		from := float64(i) * step
		mid, _ := d.radial(from + step/2)
		a, back := d.radial(from)
		b, on := d.radial(from + step)
		n := newNode(
			polar(d.v, mid, far),
			polar(polar(d.v, a, d.radius), back, -armLength),
			polar(polar(d.v, b, d.radius), on, armLength))
		n.cap = [3]s2.Point{polar(d.v, a, keep), polar(d.v, mid, keptFar), polar(d.v, b, keep)}
		dst = append(dst, n)
	}
	return dst
}

// cornerAt returns how far the corner lies from the centre of a disc whose two
// sides touch it a step apart.
func cornerAt(radius, step float64) float64 {
	return math.Atan(math.Tan(radius) / math.Cos(step/2))
}

// turnAt returns the disc at v of a line from a by v to b, its e1 square to the
// edge from a on the outer side of the turn and e2 onward, and the angle of the
// turn.
func turnAt(a, v, b s2.Point, radius float64, sides int) (d disc, angle float64) {
	left, after := normal(a, v).Normalize(), normal(v, b).Normalize()
	d = disc{v: v, e1: left, e2: left.Cross(v.Vector).Normalize(), radius: radius, sides: sides}
	if side(a, v, b) > 0 {
		d.e1 = left.Mul(-1)
	}
	return d, 2 * math.Atan2(left.Sub(after).Norm(), left.Add(after).Norm())
}

// strand is the line of a piece of wall.
type strand []s2.Point

// nodes returns the corners of the zone of a piece: all points within the radius of its
// line, and more where the line turns and at its ends, as the sides of the polygons are
// straight. The zone goes round the ends, also where the wall goes on in the next piece:
// so each piece is an obstacle by itself, and a search that knows of some pieces alone
// finds the way round them.
func (l strand) nodes(radius float64, sides int) []node {
	last := len(l) - 1
	out := endNodes(nil, l[1], l[0], radius, sides)
	for i := 1; i < last; i++ {
		d, angle := turnAt(l[i-1], l[i], l[i+1], radius, sides)
		out = d.fan(out, angle)
	}
	return endNodes(out, l[last-1], l[last], radius, sides)
}

// endNodes appends the corners round the end v of a line that comes from a.
func endNodes(dst []node, a, v s2.Point, radius float64, sides int) []node {
	left := normal(a, v).Normalize()
	d := disc{v: v, e1: left, e2: left.Cross(v.Vector).Normalize(), radius: radius, sides: sides}
	return d.fan(dst, math.Pi)
}
