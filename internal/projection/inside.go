package projection

import (
	"math"

	"github.com/golang/geo/r2"
	"github.com/paulmach/orb"
)

const (
	witnesses = 7    // in each direction, to choose from
	wellClear = 3.0  // mm from any side is enough
	rimShare  = 0.98 // of the disc, to be clear of its edge
)

// witness returns a place of the sheet that is on the globe, in the window, and
// well away from all rings.
func (f *Frame) witness(rings [][]r2.Point) (r2.Point, bool) {
	var best r2.Point
	most := -1.0
	lo, size := f.window.Lo(), f.window.Size()
	for i := range witnesses * witnesses {
		// From the middle outwards, and nowhere exactly in the middle of anything.
		x := spread(i%witnesses) + 0.0123
		y := spread(i/witnesses) - 0.0077
		q := r2.Point{X: lo.X + size.X*x, Y: lo.Y + size.Y*y}
		if f.kind == EqualArea && q.Sub(f.origin).Norm() > rimShare*f.rim()*f.scale {
			continue
		}
		d := nearest(rings, q, most)
		if d > most {
			best, most = q, d
		}
		if most > wellClear*wellClear {
			break
		}
	}
	return best, most > 0
}

// spread returns 0.5, then numbers to either side of it, in (0, 1).
func spread(i int) float64 {
	step := float64((i+1)/2) / witnesses
	if i%2 == 1 {
		step = -step
	}
	return 0.5 + step
}

// nearest returns the square of the distance to the nearest side, or any number up
// to least if it is not greater than that.
func nearest(rings [][]r2.Point, q r2.Point, least float64) float64 {
	d := math.Inf(1)
	for _, r := range rings {
		for i := 1; i < len(r); i++ {
			if d = math.Min(d, distance2(q, r[i-1], r[i])); d <= least {
				return d
			}
		}
	}
	return d
}

// inside tells by the even-odd rule whether a place is in closed rings.
func inside(rings [][]r2.Point, q r2.Point) bool {
	in := false
	for _, r := range rings {
		for i := 1; i < len(r); i++ {
			if above(r[i-1].X, r[i-1].Y, r[i].X, r[i].Y, q.X, q.Y) {
				in = !in
			}
		}
	}
	return in
}

// covers tells by the even-odd rule, in longitude and latitude, whether a point is
// in the polygons.
func covers(mp orb.MultiPolygon, p orb.Point) bool {
	in := false
	for _, polygon := range mp {
		for _, r := range polygon {
			if !onGlobe(r) {
				continue
			}
			b := r.Bound()
			for _, lon := range [...]float64{p[0] - 360, p[0], p[0] + 360} {
				if lon < b.Min[0] || lon > b.Max[0] || p[1] > b.Max[1] {
					continue
				}
				for i := range r {
					a, c := r[i], r[(i+1)%len(r)]
					if above(a[0], a[1], c[0], c[1], lon, p[1]) {
						in = !in
					}
				}
			}
		}
	}
	return in
}

// above tells whether a segment passes over the point (x, y).
func above(ax, ay, bx, by, x, y float64) bool {
	if (ax > x) == (bx > x) {
		return false
	}
	return ay+(by-ay)*(x-ax)/(bx-ax) > y
}
