package corridor

import (
	"math"
	"slices"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Distances between stations.
const (
	parts   = 160         // of the route, where there is nothing to see
	closest = 100 * metre // to a waypoint
	growth  = 2           // of the distance from it, at most
)

// stand places the stations.
func (f *finder) stand(route []s2.Point) error {
	f.corners = slices.CompactFunc(slices.Clone(route), func(a, b s2.Point) bool { return sphere.Angle(a, b) < sphere.MinAngle })
	if len(f.corners) < 2 {
		return ErrRoute
	}
	var arcs []sphere.Arc
	length := 0.0
	for i := 1; i < len(f.corners); i++ {
		arc, err := sphere.NewArc(f.corners[i-1], f.corners[i])
		if err != nil {
			return ErrRoute
		}
		arcs = append(arcs, arc)
		length += arc.Angle()
	}
	begin := 0.0
	for i := range arcs {
		arc := &arcs[i]
		for k, x := range marks(arc.Angle(), length/parts) {
			p := arc.At(x)
			ahead := arc.Normal().Cross(p.Vector)
			s := station{p: p, t: begin + x, in: ahead, on: ahead}
			if k == 0 && i > 0 {
				before := &arcs[i-1]
				s.in, s.corner = before.Normal().Cross(p.Vector), true
			}
			f.stations = append(f.stations, s)
		}
		begin += arc.Angle()
	}
	last := &arcs[len(arcs)-1]
	ahead := last.Normal().Cross(last.End().Vector)
	f.stations = append(f.stations, station{p: last.End(), t: begin, in: ahead, on: ahead})
	return nil
}

// marks returns the places of stations on a leg, its end left out.
func marks(length, step float64) []float64 {
	var near []float64
	first := min(closest, step)
	for x := first; x < length/2-first/3; x += min(step, growth*x) {
		near = append(near, x)
	}
	out := append([]float64{0}, near...)
	if len(near) > 0 {
		out = append(out, length/2)
	}
	for _, x := range slices.Backward(near) {
		out = append(out, length-x)
	}
	return out
}

// distance returns how far a point is from the route.
func (f *finder) distance(p s2.Point) float64 {
	d := math.Inf(1)
	for i := 1; i < len(f.corners); i++ {
		d = min(d, fromLeg(p, f.corners[i-1], f.corners[i]))
	}
	return d
}

// fromLeg returns the distance of a point from a leg.
func fromLeg(p, a, b s2.Point) float64 {
	n := a.Sub(b.Vector).Cross(a.Add(b.Vector))
	if n.Cross(a.Vector).Dot(p.Vector) > 0 && b.Cross(n).Dot(p.Vector) > 0 {
		return math.Asin(min(1, math.Abs(n.Dot(p.Vector))/n.Norm()))
	}
	return min(sphere.Angle(p, a), sphere.Angle(p, b))
}

// turn is the angle by which the route turns at a station, positive to the left.
func (s *station) turn() float64 {
	return math.Atan2(s.in.Cross(s.on).Dot(s.p.Vector), s.in.Dot(s.on))
}

// toward returns the direction at a station that is an angle to the left of
// another.
func (s *station) toward(ahead r3.Vector, left float64) r3.Vector {
	sin, cos := math.Sincos(left)
	return ahead.Mul(cos).Add(s.p.Cross(ahead).Mul(sin)).Normalize()
}
