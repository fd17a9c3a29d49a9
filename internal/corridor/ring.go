package corridor

import (
	"math"
	"slices"
	"strconv"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Margins of the printed ring.
const (
	marginPart = 0.2        // of a post
	marginMost = 50 * metre // and no more
	bend       = 1.0 / 8    // of the margin: how far a printed side may leave the arc
)

// beside is how much of the leg a post inside a corner stands over.
func (p *post) beside() float64 { return math.Sin(p.inner) * p.length }

func margin(length float64) float64 { return min(length*marginPart, marginMost) }

// printed is the ring as it will be read.
type printed struct {
	text  orb.Ring
	at    []s2.Point
	owner []int // the post at a point or before it
	tips  []s2.Point
}

func (r *printed) add(p s2.Point, owner int) {
	v, ll := rounded(p)
	r.text, r.at, r.owner = append(r.text, ll), append(r.at, v), append(r.owner, owner)
}

// print makes the ring, within its cells.
func (f *finder) print() *printed {
	r := &printed{}
	for i := range f.posts {
		p := &f.posts[i]
		v, _ := rounded(f.tip(p, p.length-margin(p.length)))
		r.tips = append(r.tips, v)
	}
	for i, a := range r.tips {
		k := (i + 1) % len(r.tips)
		r.add(a, i)
		r.bow(a, r.tips[k], bend*min(margin(f.posts[i].length), margin(f.posts[k].length)), i)
	}
	return r
}

// crossed returns the posts at sides of the ring that cross each other.
func (r *printed) crossed() []int {
	var hit []int
	n := len(r.at)
	for i, a := range r.at {
		b := r.at[(i+1)%n]
		long := a.Sub(b.Vector).Norm()
		for k := i + 2; k < n; k++ {
			c, d := r.at[k], r.at[(k+1)%n]
			near := a.Sub(c.Vector).Norm2()
			if i == 0 && k == n-1 || near > 4*long*long && near > 4*c.Sub(d.Vector).Norm2()*1.01 {
				continue
			}
			if sphere.Crosses(a, b, c, d) {
				hit = append(hit, r.owner[i], r.owner[k])
			}
		}
	}
	return hit
}

// shape prints the ring and measures it. If sides of it cross each other it
// shortens their posts, and there is no shape yet.
func (f *finder) shape() (Shape, bool) {
	r := f.print()
	if hit := r.crossed(); len(hit) > 0 {
		for _, i := range hit {
			for _, p := range [...]*post{&f.posts[i], &f.posts[(i+1)%len(f.posts)]} {
				if p.length > 2*least {
					f.set(p, p.length*0.85)
				}
			}
		}
		return Shape{}, false
	}
	s := Shape{Ring: r.text}
	s.Width, s.At = f.narrowest(r.tips)
	tips := slices.Clone(r.tips)
	slices.Reverse(tips) // the ring goes clockwise
	s.Area = s2.LoopFromPoints(tips).Area()
	return s, true
}

// bow adds points between two, so that straight lines in longitude and latitude
// stay within a tolerance of the arc.
func (r *printed) bow(a, b s2.Point, tolerance float64, owner int) {
	const shortest = 1e-7 // radians, 0.6 m
	arc, err := sphere.NewArc(a, b)
	if err != nil {
		return
	}
	var between func(from, to float64)
	between = func(from, to float64) {
		p, q := sphere.ToLonLat(arc.At(from)), sphere.ToLonLat(arc.At(to))
		span := math.Remainder(q[0]-p[0], 360)
		straight := math.Abs(span) < 90
		for _, x := range [...]float64{0.25, 0.5, 0.75} {
			m := sphere.FromLonLat(orb.Point{p[0] + x*span, p[1] + x*(q[1]-p[1])})
			straight = straight && math.Abs(arc.Off(m)) <= tolerance
		}
		if straight || to-from < shortest {
			return
		}
		mid := (from + to) / 2
		between(from, mid)
		r.add(arc.At(mid), owner)
		between(mid, to)
	}
	between(0, arc.Angle())
}

// rounded returns a point as it will be read.
func rounded(p s2.Point) (s2.Point, orb.Point) {
	q := sphere.ToLonLat(p)
	for i, x := range q {
		q[i], _ = strconv.ParseFloat(strconv.FormatFloat(x, 'f', 6, 64), 64)
	}
	return sphere.FromLonLat(q), q
}

// narrowest returns the least distance between the borders on the left and on the
// right, whose corners are given, and where on the route that is.
func (f *finder) narrowest(tips []s2.Point) (float64, s2.Point) {
	best, at := math.Inf(1), f.stations[0].p
	for i, p := range tips {
		side := f.posts[i].side
		if side == ends {
			continue
		}
		for k := range len(tips) - 1 {
			if f.posts[k].side != -side || f.posts[k+1].side != -side {
				continue
			}
			a, b := tips[k], tips[k+1]
			// The side is no nearer than one of its ends less its length.
			if p.Sub(a.Vector).Norm()-a.Sub(b.Vector).Norm()*1.01 > best {
				continue
			}
			if d := fromLeg(p, a, b); d < best {
				best, at = d, f.stations[f.posts[i].at].p
			}
		}
	}
	return best, at
}
