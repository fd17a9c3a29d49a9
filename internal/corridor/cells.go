package corridor

import (
	"context"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// cell is what is known of the part of the corridor between two posts: how many
// of its layers are good, from the route outward.
type cell struct{ good int }

// Steepness of the border.
const (
	slope = 2.5 // of the route beside it
	ratio = 1.1 // of two neighbours, besides
	fan   = 1.5 // the same at one station
)

// cut shortens posts until all cells are good and no side is steep.
func (f *finder) cut(ctx context.Context) error {
	for changed := true; changed; {
		changed = false
		for i := range f.cells {
			if err := ctx.Err(); err != nil {
				return err
			}
			a, b := &f.posts[i], &f.posts[(i+1)%len(f.posts)]
			steep, err := f.level(a, b)
			if err != nil {
				return err
			}
			changed = changed || steep
			for !f.cellGood(&f.cells[i], a, b) {
				changed = true
				if err := f.shorten(a, b); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// shorten makes the longer of two posts shorter.
func (f *finder) shorten(a, b *post) error {
	if b.length > a.length {
		a, b = b, a
	}
	next := a.length * 0.95
	if a.length > 2*b.length {
		next = a.length * 0.75
	}
	if next < least {
		return &NoRoomError{At: f.stations[a.at].p}
	}
	f.set(a, next)
	return nil
}

// level shortens the longer of two posts if the side between them is steep, for
// there rounding could move it out of its cell.
func (f *finder) level(a, b *post) (bool, error) {
	if a.length < b.length {
		a, b = b, a
	}
	limit := b.length*ratio + f.beside(a, b)*slope
	if a.at == b.at {
		limit = b.length * fan
	}
	if b.length < least {
		return false, &NoRoomError{At: f.stations[b.at].p}
	}
	if a.length <= limit*(1+1e-12) {
		return false, nil
	}
	f.set(a, limit)
	return true, nil
}

// beside is the length of the route beside a cell, without what the post inside
// a corner takes.
func (f *finder) beside(a, b *post) float64 {
	base := f.along(a.at, b.at)
	return max(0, base-a.beside()-b.beside())
}

// cellGood tells whether all layers of a cell meet the three conditions of the
// package's proof. Those that did, do.
func (f *finder) cellGood(c *cell, a, b *post) bool {
	for ; c.good == 0 || f.layer(c.good-1) < max(a.length, b.length); c.good++ {
		if !f.layerGood(c.good, a, b) {
			return false
		}
	}
	return true
}

func (f *finder) layerGood(k int, a, b *post) bool {
	c := [4]s2.Point{f.upTo(a, k-1), f.upTo(b, k-1), f.upTo(b, k), f.upTo(a, k)}
	if !f.room.Free(c[0], c[1], c[2]) || !f.room.Free(c[0], c[2], c[3]) {
		return false
	}
	x, y := a.view(k), b.view(k)
	for _, u := range [...]int{min(x.from, y.from), max(x.from, y.from)} {
		for _, v := range [...]int{max(x.to, y.to), min(x.to, y.to)} {
			if u <= v && f.within(u, v, c) && f.sees(u, c) && f.sees(v, c) {
				return true
			}
		}
	}
	return false
}

// within tells whether the ways between two stations by the corners are within
// the slack, and the distances such that the rest is then too.
func (f *finder) within(u, v int, corners [4]s2.Point) bool {
	limit := f.along(u, v) + f.slack
	for _, q := range corners {
		x, y := sphere.Angle(f.stations[u].p, q), sphere.Angle(q, f.stations[v].p)
		if x+y > limit || x > quarter || y > quarter {
			return false
		}
	}
	return true
}

// sees tells whether the straight ways from a station to all points of a free
// cell are free.
func (f *finder) sees(from int, corners [4]s2.Point) bool {
	u := f.stations[from].p
	for i, x := range corners {
		y, z, w := corners[(i+1)%4], corners[(i+2)%4], corners[(i+3)%4]
		if x == y || u == x || u == y {
			continue
		}
		if s := sphere.Sign(x, y, u); same(s, sphere.Sign(x, y, z)) && same(s, sphere.Sign(x, y, w)) {
			continue // the cell is not beyond this side
		}
		if !f.room.Free(u, x, y) {
			return false
		}
	}
	return true
}

// same tells whether a point is on the side s of a line, or at an end of it.
func same(s, of int) bool { return of == 0 || of == s }
