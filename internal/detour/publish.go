package detour

import (
	"errors"
	"math"
	"strconv"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Route is a path as it can be printed.
type Route struct {
	// Waypoints are degrees with six decimals: as text and back they are the
	// same numbers, and no leg between them enters a closed area.
	Waypoints []orb.Point
	Length    float64 // radians
	// Clearance is the least distance in metres that was kept from the closed
	// areas, apart from the surroundings of the ends, where it may be what the
	// ends have: the margin of the path and what was asked for, or less of that if
	// Narrow. The margin is kept everywhere.
	Clearance float64
	Narrow    bool // somewhere there was no room for the clearance that was asked for
}

// ErrNarrow says that a path passes where even waypoints of six decimals cannot
// keep out of the closed areas.
var ErrNarrow = errors.New("the way is too narrow for waypoints of six decimals")

// ErrNoPoints says that a path has no two points.
var ErrNoPoints = errors.New("a path to publish needs two points")

// Metres of a publication.
const (
	earthMetres   = sphere.RadiusKm * 1000
	rounding      = 0.2 // more than what six decimals and two legs can move
	leastMetres   = 0.3
	mostWaypoints = 12 // put in for one leg
)

// Publish moves the corners of a path outward until each leg keeps a clearance
// in metres from the closed areas, beyond the margin of the path, where there is
// room, and rounds them. Each leg of the result is tested as it will be read
// again. The ends are rounded only: an [InsideError] says that this brings one into a closed area or its margin,
// as it may if it lies on a border. The other error is [ErrNarrow].
func (s *Searcher) Publish(p Path, closed Set, clearance float64) (Route, error) {
	if len(p.Points) < 2 {
		return Route{}, ErrNoPoints
	}
	for i, end := range [...]s2.Point{p.Points[0], p.Points[len(p.Points)-1]} {
		e, _ := rounded(end)
		if in := s.w.inside(closed, e); len(in) > 0 {
			return Route{}, &InsideError{To: i == 1, Areas: in}
		}
	}
	x := s.expect(closed).walls()
	margin := p.MarginKm / sphere.RadiusKm
	first, _ := rounded(p.Points[0])
	last, _ := rounded(p.Points[len(p.Points)-1])
	if err := x.checkNear(closed, [2]s2.Point{first, last}, margin); err != nil {
		return Route{}, err
	}
	s.probe.touched = s.probe.touched[:0]
	for metres := clearance; ; metres /= 2 {
		if metres < leastMetres {
			metres = leastMetres
		}
		b := publisher{probe: &s.probe, walls: x, margin: margin, more: metres / earthMetres, path: p.Points}
		if b.publish() {
			r := Route{Waypoints: b.text, Clearance: p.MarginKm*1000 + metres, Narrow: metres < clearance}
			for i := 1; i < len(b.out); i++ {
				r.Length += angle(b.out[i-1], b.out[i])
			}
			return r, nil
		}
		if metres == leastMetres {
			return Route{}, ErrNarrow
		}
	}
}

// publisher moves the corners of one path.
type publisher struct {
	probe  *probe
	walls  *walls
	margin float64 // radians
	more   float64 // to keep beyond the margin, radians
	path   []s2.Point
	out    []s2.Point
	text   []orb.Point
}

// rounded returns a point as it will be read.
func rounded(p s2.Point) (s2.Point, orb.Point) {
	q := sphere.ToLonLat(p)
	for i, x := range q {
		// What was written as a number is read as one.
		q[i], _ = strconv.ParseFloat(strconv.FormatFloat(x, 'f', 6, 64), 64)
	}
	return sphere.FromLonLat(q), q
}

func (b *publisher) push(p s2.Point) {
	v, q := rounded(p)
	b.out = append(b.out, v)
	b.text = append(b.text, q)
}

// publish tells whether all legs keep their distance.
func (b *publisher) publish() bool {
	last := len(b.path) - 1
	b.push(b.path[0])
	for i := 1; i < last; i++ {
		for _, p := range b.outward(b.path[i-1], b.path[i], b.path[i+1]) {
			if !b.lead(p) {
				return false
			}
		}
	}
	return b.lead(b.path[last])
}

// outward returns the places to which a corner is moved: so far that legs which
// keep their directions keep the distance. A sharp turn takes two.
func (b *publisher) outward(prev, v, next s2.Point) []s2.Point {
	in := v.Cross(prev.Vector).Cross(v.Vector).Normalize().Mul(-1) // the direction of travel
	on := v.Cross(next.Vector).Cross(v.Vector).Normalize()
	far := b.more + rounding/earthMetres
	turn := -1.0 // the wall is on the side to which the path turns
	if in.Cross(on).Dot(v.Vector) < 0 {
		turn = 1
	}
	right := func(d r3.Vector) r3.Vector { return d.Cross(v.Vector).Mul(-turn) }
	mid := in.Add(on)
	half := mid.Norm() / 2 // the cosine of half the turn
	if half < 0.5 {
		return []s2.Point{
			shift(v, right(in).Mul(1).Add(in), far*math.Sqrt2),
			shift(v, right(on).Mul(1).Add(on.Mul(-1)), far*math.Sqrt2),
		}
	}
	return []s2.Point{shift(v, right(mid), far/half)}
}

// shift moves a point in a direction by radians.
func shift(v s2.Point, d r3.Vector, far float64) s2.Point {
	return s2.Point{Vector: v.Add(d.Normalize().Mul(far)).Normalize()}
}

// lead goes on to a point, round what comes too near on the way.
func (b *publisher) lead(to s2.Point) bool {
	goal, _ := rounded(to)
	return b.bend(goal, to, mostWaypoints)
}

// bend goes on to a point by at most so many more waypoints.
func (b *publisher) bend(goal, to s2.Point, more int) bool {
	from := b.out[len(b.out)-1]
	if from == goal {
		return true
	}
	near, ok := b.clear(from, goal)
	if ok {
		b.push(to)
		return true
	}
	away := near.leg.Sub(near.wall.Vector)
	if more == 0 || math.IsInf(near.distance, 1) || near.distance < 1e-12 || near.leg == from || near.leg == goal {
		return false
	}
	via := shift(near.wall, away, b.more+2*rounding/earthMetres)
	if b.margin > 0 {
		away = away.Sub(near.wall.Mul(near.wall.Dot(away)))
		via = polar(near.wall, away.Normalize(), b.margin+b.more+2*rounding/earthMetres)
	}
	mid, _ := rounded(via)
	half := (more - 1) / 2
	return b.bend(mid, via, half) && b.bend(goal, to, half)
}

// clear tells whether a leg is free and keeps its distance; if not it returns
// where it is too near.
func (b *publisher) clear(from, to s2.Point) (approach, bool) {
	keep := b.margin + b.more
	for _, end := range [...]s2.Point{b.path[0], b.path[len(b.path)-1]} {
		if e, _ := rounded(end); e == from || e == to {
			// An end may itself be nearer; then the leg from it may be as near.
			away := b.probe.clearance(b.walls, e, shift(e, e.Ortho(), 1e-9), keep)
			keep = max(min(keep, away.distance*0.999-1e-9), keepOf(b.margin))
		}
	}
	near := approach{distance: math.Inf(1)}
	if keep > 0 {
		near = b.probe.clearance(b.walls, from, to, keep)
	}
	if near.distance < keep {
		return near, false
	}
	return near, b.probe.blocked(b.walls, from, to) == legFree
}
