package projection

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

const (
	ballSteps = 1000 // the centre is then within some thousandths of the radius
	ballDepth = 0.05 // less: the points lie all round the globe
	tries     = 2000 // centres that are tried then
)

// middle returns the centre of a small cap that holds all points, which are unit
// vectors and at least one.
//
// The smallest ball round them and the smallest cap have the same axis as long as
// the cap is less than half the globe. The ball's centre is found by moving it
// towards the farthest point, ever less.
func middle(points []r3.Vector) r3.Vector {
	c := points[0]
	for i := range ballSteps {
		far, most := c, -1.0
		for _, p := range points {
			if d := p.Sub(c).Norm2(); d > most {
				far, most = p, d
			}
		}
		c = c.Add(far.Sub(c).Mul(1 / float64(i+2)))
	}
	if c.Norm() > ballDepth {
		return c.Normalize()
	}
	return facing(points)
}

// facing returns, of many centres all over the globe, the one whose farthest point
// is nearest.
func facing(points []r3.Vector) r3.Vector {
	best, least := r3.Vector{X: 1}, math.Inf(1)
	try := func(c r3.Vector) {
		if d := farthest(c, points); d < least {
			best, least = c, d
		}
	}
	try(best)
	// On the equator, a quarter round from the first point: the best for a route
	// between opposite points.
	if side := points[0].Cross(r3.Vector{Z: 1}); side.Norm() > 0 {
		try(side.Normalize())
		try(side.Mul(-1).Normalize())
	}
	golden := math.Pi * (3 - math.Sqrt(5))
	for i := range tries {
		z := 1 - (2*float64(i)+1)/tries
		r := math.Sqrt(1 - z*z)
		sin, cos := math.Sincos(golden * float64(i))
		try(r3.Vector{X: r * cos, Y: r * sin, Z: z})
	}
	return best
}

// farthest returns the angle from c to the farthest of the points.
func farthest(c r3.Vector, points []r3.Vector) float64 {
	least, far := math.Inf(1), c
	for _, p := range points {
		if d := c.Dot(p); d < least {
			least, far = d, p
		}
	}
	return sphere.Angle(s2.Point{Vector: c}, s2.Point{Vector: far})
}
