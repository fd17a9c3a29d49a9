package corridor

import (
	"math"
	"sort"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// spare is the part of the slack that a post may take: its cells take more.
const spare = 0.97

// Layers of a post: the first takes so much of the slack that its way from the
// station and back is within it; each next one ends at a multiple.
const (
	firstLayer  = 0.45
	moreLayers  = 1.35
	splits      = 5   // of a layer, to find how far it is good
	leastFactor = 0.7 // by which the post inside a corner is shortened
)

// view is a pair of stations that see a layer of a post.
type view struct{ from, to int }

// layer returns the height at which a layer ends.
func (f *finder) layer(k int) float64 {
	return f.slack * firstLayer * math.Pow(moreLayers, float64(k))
}

// fit makes a post about as long as it can be, layer by layer.
func (f *finder) fit(p *post) {
	far := f.room.Ahead(f.stations[p.at].p, p.direction, f.widest(p)) * 0.98
	far = f.reach(p, far)
	for p.inner > 0 && far > least && !f.opens(p, far) {
		far *= leastFactor
	}
	p.views = []view{{p.at, p.at}}
	low := min(far, f.layer(0))
	for k := 1; low < far; k++ {
		high := min(far, f.layer(k))
		v, ok := f.viewOf(p, low, high)
		if !ok {
			f.set(p, f.partOf(p, k, low, high))
			return
		}
		p.views = append(p.views, v)
		low = high
	}
	f.set(p, low)
}

// partOf returns how far the layer k of a post is good.
func (f *finder) partOf(p *post, k int, low, high float64) float64 {
	good := low
	for range splits {
		mid := (good + high) / 2
		v, ok := f.viewOf(p, low, mid)
		if !ok {
			high = mid
			continue
		}
		good = mid
		p.views = append(p.views[:k], v)
	}
	return good
}

// viewOf finds two places of the route that see a part of a post, within the
// slack.
func (f *finder) viewOf(p *post, low, high float64) (view, bool) {
	budget := f.slack * spare
	last := len(f.stations) - 1
	base, tip := f.tip(p, low), f.tip(p, high)
	tried := view{-1, -1}
	for _, share := range [...]float64{0.5, 0.35, 0.2, 0.65, 0.8} {
		u := f.back(p.at, tip, budget*share)
		v := f.on(p.at, tip, budget-f.excess(u, p.at, tip))
		if v == last {
			u = f.back(p.at, tip, budget-f.excess(v, p.at, tip))
		}
		if (view{u, v}) == tried || f.excess(u, p.at, tip)+f.excess(v, p.at, tip) > budget {
			continue
		}
		tried = view{u, v}
		if f.room.Free(f.stations[u].p, base, tip) && f.room.Free(f.stations[v].p, base, tip) {
			return view{u, v}, true
		}
	}
	return view{}, false
}

// widest bounds a post by the ellipse about the ends of a straight route.
func (f *finder) widest(p *post) float64 {
	length := f.stations[len(f.stations)-1].t
	if p.side == ends {
		return min(most, f.slack)
	}
	a, c := (length+f.slack)/2, length/2
	x := f.stations[p.at].t - c
	d := math.Sqrt((a*a - c*c) * max(0, 1-x*x/(a*a)))
	if len(f.corners) > 2 {
		d *= 1.5
	}
	return min(most, d*1.05+f.slack/2)
}

// opens tells whether the inside of a corner is free as far as a post.
func (f *finder) opens(p *post, length float64) bool {
	s := &f.stations[p.at]
	tip := f.tip(p, length)
	back := inside * math.Sin(p.inner) * length
	sin, cos := math.Sincos(back)
	for _, d := range [...]s2.Point{
		{Vector: s.p.Mul(cos).Sub(s.in.Mul(sin)).Normalize()},
		{Vector: s.p.Mul(cos).Add(s.on.Mul(sin)).Normalize()},
	} {
		if !f.room.Free(s.p, tip, d) {
			return false
		}
	}
	// The legs must be as long.
	return f.legLeft(p.at, -1) > 2*back && f.legLeft(p.at, 1) > 2*back
}

// inside is how much of the legs at a corner the post on its inside takes, as a
// multiple of what is beside it.
const inside = 1.5

// legLeft returns the length of the leg that begins or ends at a corner.
func (f *finder) legLeft(at, step int) float64 {
	i := at + step
	for i > 0 && i < len(f.stations)-1 && !f.stations[i].corner {
		i += step
	}
	return f.along(at, i)
}

// excess is by how much the way from one station to a point is longer than the
// route to another station: at most the distance of the point from that.
func (f *finder) excess(from, at int, p s2.Point) float64 {
	return sphere.Angle(f.stations[from].p, p) - f.along(from, at)
}

// back returns the nearest station before one for which the excess is within a
// budget, the first if there is none. The excess falls with the distance.
func (f *finder) back(at int, p s2.Point, budget float64) int {
	k := sort.Search(at, func(k int) bool { return f.excess(at-k, at, p) <= budget })
	return at - k
}

// on is back after a station.
func (f *finder) on(at int, p s2.Point, budget float64) int {
	n := len(f.stations) - 1 - at
	return at + sort.Search(n, func(k int) bool { return f.excess(at+k, at, p) <= budget })
}

// drop takes away the posts that would stand across the inside of a corner.
func (f *finder) drop() {
	away := make([]bool, len(f.posts))
	for i := range f.posts {
		p := &f.posts[i]
		if p.inner == 0 {
			continue
		}
		reach := inside * math.Sin(p.inner) * p.length
		for _, step := range [...]int{-1, 1} {
			for k := i + step; k > 0 && k < len(f.posts)-1; k += step {
				q := &f.posts[k]
				if q.side != p.side || f.along(p.at, q.at) >= reach || f.stations[q.at].corner || q.at == 0 || q.at == len(f.stations)-1 {
					break
				}
				away[k] = true
			}
		}
	}
	kept := f.posts[:0]
	for i, p := range f.posts {
		if !away[i] {
			kept = append(kept, p)
		}
	}
	f.posts = kept
	f.cells = make([]cell, len(kept))
}
