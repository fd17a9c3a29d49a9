package corridor

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// Sides of the route on which posts stand.
const (
	left  int8 = 1
	right int8 = -1
	ends  int8 = 0
)

// post is a straight line from a station to the border of the corridor.
type post struct {
	at        int // station
	side      int8
	direction r3.Vector
	inner     float64 // half the turn of the route, on the inside of a corner; else 0
	length    float64
	tip       s2.Point
	views     []view // of its layers
}

func (f *finder) set(p *post, length float64) { p.length, p.tip = length, f.tip(p, length) }

// tip returns the point of a post at a height.
func (f *finder) tip(p *post, height float64) s2.Point {
	if height == 0 {
		return f.stations[p.at].p
	}
	sin, cos := math.Sincos(height)
	return s2.Point{Vector: f.stations[p.at].p.Mul(cos).Add(p.direction.Mul(sin)).Normalize()}
}

// upTo returns the point of a post where a layer ends, or its tip before.
func (f *finder) upTo(p *post, layer int) s2.Point {
	switch {
	case layer < 0:
		return f.stations[p.at].p
	case f.layer(layer) >= p.length:
		return p.tip
	}
	return f.tip(p, f.layer(layer))
}

// view returns the stations that see a layer of a post.
func (p *post) view(layer int) view { return p.views[min(layer, len(p.views)-1)] }

// Angles of fans.
const (
	fanStep   = math.Pi / 9
	leastTurn = math.Pi / 36 // below, a corner has one post to either side
)

// plant sets the posts clockwise round the route: forward on its left, round its
// end, back on its right, round its start.
func (f *finder) plant() {
	last := len(f.stations) - 1
	for i := range f.stations {
		f.plantAt(i, left)
	}
	f.fan(last, ends, f.stations[last].in, math.Pi/2, -math.Pi/2, false)
	for i := last; i >= 0; i-- {
		f.plantAt(i, right)
	}
	f.fan(0, ends, f.stations[0].on, -math.Pi/2, -3*math.Pi/2, false)
}

// plantAt sets the posts at a station on one side.
func (f *finder) plantAt(i int, side int8) {
	s := &f.stations[i]
	across := float64(side) * math.Pi / 2
	if !s.corner {
		f.posts = append(f.posts, post{at: i, side: side, direction: s.toward(s.on, across)})
		return
	}
	turn := s.turn()
	p := post{at: i, side: side, direction: s.toward(s.in, turn/2+across)}
	switch outside := turn*float64(side) < 0; {
	case !outside:
		p.inner = math.Abs(turn) / 2
	case math.Abs(turn) > leastTurn && side == left:
		f.fan(i, side, s.in, across, turn+across, true)
		return
	case math.Abs(turn) > leastTurn:
		f.fan(i, side, s.in, turn+across, across, true)
		return
	}
	f.posts = append(f.posts, p)
}

// fan sets posts between two directions, those included or not.
func (f *finder) fan(at int, side int8, ahead r3.Vector, from, to float64, both bool) {
	n := int(math.Ceil(math.Abs(to-from)/fanStep - 1e-9))
	for k := range n + 1 {
		if !both && (k == 0 || k == n) {
			continue
		}
		angle := from + (to-from)*float64(k)/float64(n)
		f.posts = append(f.posts, post{at: at, side: side, direction: f.stations[at].toward(ahead, angle)})
	}
}

// reach is how far a post may go until some other place of the route is nearer to
// its tip than its own station.
func (f *finder) reach(p *post, far float64) float64 {
	own := func(length float64) bool {
		f.set(p, length)
		return f.distance(p.tip) >= math.Asin(math.Sin(length)*math.Cos(p.inner))*(1-1e-7)-1e-13
	}
	if own(far) {
		return far
	}
	low := 0.0
	for range 24 {
		if mid := (low + far) / 2; own(mid) {
			low = mid
		} else {
			far = mid
		}
	}
	return low * 0.98
}
