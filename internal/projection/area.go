package projection

import (
	"math"
	"slices"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Line returns the polyline of great-circle arcs through the points, resampled to
// 0.05 mm and cut to the window.
func (f *Frame) Line(points []s2.Point) [][]r2.Point {
	if len(points) == 0 {
		return nil
	}
	tr := tracer{f: f}
	tr.begin(points[0].Vector)
	for i := 1; i < len(points); i++ {
		tr.trace(arc{points[i-1].Vector, points[i].Vector})
	}
	return f.lines(tr.out)
}

// lines returns the sides that are stroked, cut to the window.
func (f *Frame) lines(vs []vertex) [][]r2.Point {
	var out [][]r2.Point
	var chain []r2.Point
	flush := func() {
		out = append(out, f.cut(chain)...)
		chain = nil
	}
	for i, v := range unbroken(vs) {
		if v.hidden && i > 0 {
			flush()
		}
		chain = append(chain, v.Point)
	}
	flush()
	return out
}

// unbroken returns the vertices so that a ring with sides that are not stroked begins
// after one of them: else a chain would end where the ring happens to begin.
func unbroken(vs []vertex) []vertex {
	n := len(vs) - 1
	k := slices.IndexFunc(vs, func(v vertex) bool { return v.hidden })
	if k <= 0 || vs[0].Point != vs[n].Point {
		return vs
	}
	return slices.Concat(vs[k:], vs[1:k])
}

// cut returns the parts of a chain that are seen, simplified. If it is closed and
// begins in the window, its first and its last part are one.
func (f *Frame) cut(chain []r2.Point) [][]r2.Point {
	parts := clipLine(chain, f.window)
	if n := len(parts); n > 1 {
		first, last := parts[0], parts[n-1]
		if chain[0] == chain[len(chain)-1] && first[0] == chain[0] && last[len(last)-1] == chain[0] {
			parts = append([][]r2.Point{append(last, first[1:]...)}, parts[1:n-1]...)
		}
	}
	var out [][]r2.Point
	for _, p := range parts {
		b := r2.RectFromPoints(p...)
		if small(b) {
			continue
		}
		if p[0] == p[len(p)-1] {
			p = append(loop(p), p[0])
		}
		out = append(out, simplify(p))
	}
	return out
}

// Area returns polygons as RFC 7946 has them: sides are straight in longitude and
// latitude, and what reaches over the meridian of 180 degrees is cut there. The
// rings are closed, for an even-odd fill, cut to the window and simplified to 0.05
// mm. The outline is open lines for the stroke, without the sides along the meridian
// of 180 degrees, along the poles and along the window. A ring with a point that is
// not on the globe is left out.
func (f *Frame) Area(mp orb.MultiPolygon) (rings, outline [][]r2.Point) {
	for _, p := range mp {
		for _, r := range p {
			if !onGlobe(r) || f.isFar(r) {
				continue
			}
			vs := f.ring(r)
			outline = append(outline, f.lines(vs)...)
			if ring := closed(clipRing(vs[1:], f.window)); ring != nil {
				rings = append(rings, ring)
			}
		}
	}
	// Rings tell where an area ends, but not on which side of them it lies if they
	// go round the point opposite to the centre: one place of the sheet tells.
	if q, ok := f.witness(rings); ok {
		p, _ := f.Inverse(q)
		if covers(mp, sphere.ToLonLat(p)) != inside(rings, q) {
			rings = f.turnOver(rings)
		}
	}
	return rings, outline
}

// turnOver makes inside of outside.
func (f *Frame) turnOver(rings [][]r2.Point) [][]r2.Point {
	for i, r := range rings {
		if len(r) == 5 && r2.RectFromPoints(r...) == f.window {
			return slices.Delete(rings, i, i+1)
		}
	}
	globe, _ := f.Globe()
	return append(rings, globe...)
}

// isFar tells of a ring that no part of it is seen, without laying it on the sheet.
func (f *Frame) isFar(r orb.Ring) bool {
	b := r.Bound()
	if b.Max[0]-b.Min[0] >= 180 {
		return false
	}
	box := s2.Rect{
		Lat: r1.Interval{Lo: b.Min[1] * degree, Hi: b.Max[1] * degree},
		Lng: s1.IntervalFromEndpoints(math.Remainder(b.Min[0], 360)*degree, math.Remainder(b.Max[0], 360)*degree),
	}.CapBound()
	return sphere.Angle(box.Center(), f.centre) > f.seen+box.Radius().Radians()+roundOff
}

// roundOff is more than rounding, in radians.
const roundOff = 1e-9

func onGlobe(r orb.Ring) bool {
	for _, p := range r {
		if !(math.Abs(p[0]) <= 540 && math.Abs(p[1]) <= 90) { // NaN as well
			return false
		}
	}
	return len(r) > 2
}

// ring lays a ring on the sheet. The first vertex is that of the last one again.
func (f *Frame) ring(r orb.Ring) []vertex {
	tr := tracer{f: f, out: make([]vertex, 0, len(r)+1)}
	tr.begin(sphere.FromLonLat(r[0]).Vector)
	for i := range r {
		a, b := r[i], r[(i+1)%len(r)]
		if a == b {
			continue
		}
		tr.hidden = isSeam(a, b)
		if tr.fixed = tr.hidden; tr.hidden {
			tr.out[len(tr.out)-1].fixed = true
		}
		if tr.hidden && a[0] == b[0] {
			tr.seam(a, b)
		} else {
			tr.trace(flat{a, b})
		}
	}
	if tr.out[0].fixed {
		tr.out[len(tr.out)-1].fixed = true
	}
	return tr.out
}

// isSeam tells of a side that is there only because maps are flat.
func isSeam(a, b orb.Point) bool {
	return a[0] == b[0] && math.Abs(a[0]) == 180 || a[1] == b[1] && math.Abs(a[1]) == 90
}

// seam lays a side along a meridian, cut at whole degrees, so that the vertices are
// the same for the areas on both sides of it.
func (tr *tracer) seam(a, b orb.Point) {
	for a != b {
		next := orb.Point{b[0], math.Floor(a[1]) + 1}
		if b[1] < a[1] {
			next[1] = math.Ceil(a[1]) - 1
		}
		if (next[1] > b[1]) == (b[1] > a[1]) {
			next = b
		}
		tr.trace(flat{a, next})
		a = next
	}
}

// Globe returns as much of the globe as is seen: the window, or the disc as far as
// it lies in the window. The outline is the edge of the disc.
func (f *Frame) Globe() (rings, outline [][]r2.Point) {
	v := f.window.Vertices()
	if f.kind == Gnomonic {
		return [][]r2.Point{{v[0], v[1], v[2], v[3], v[0]}}, nil
	}
	radius := f.scale * f.rim()
	steps := 4 * (rimSteps(radius, 2*math.Pi)/4 + 1)
	var disc []vertex
	for i := range steps {
		disc = append(disc, vertex{Point: f.onRim(radius, 2*math.Pi*float64(i)/float64(steps))})
	}
	if ring := closed(clipRing(disc, f.window)); ring != nil {
		rings = append(rings, ring)
	}
	return rings, f.lines(append(disc, disc[0]))
}
