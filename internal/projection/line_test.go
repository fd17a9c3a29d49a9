package projection

import (
	"math"
	"testing"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// What is seen of a route is drawn, within 0.06 mm, and nothing else is.
func TestLineProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := frames.Draw(t, "frame")
		ps := rapid.SliceOfN(points, 2, 5).Draw(t, "points")
		for i := 1; i < len(ps); i++ {
			if sphere.Angle(ps[i-1], ps[i]) > 3.1 {
				return // nearly opposite: rounding decides which way
			}
		}
		lines := f.Line(ps)
		check(t, f, lines)
		truth := dense(f, ps)
		if small(r2.RectFromPoints(truth[0]...)) {
			return
		}
		inner := f.window.ExpandedByMargin(-0.1)
		rim := func(p s2.Point) bool { return sphere.Angle(p, f.centre) > 3.05 }
		for k, q := range truth[0] {
			if p, ok := f.Inverse(q); k%20 != 0 || !inner.ContainsPoint(q) || !ok || rim(p) {
				continue
			}
			if d := math.Sqrt(nearest(lines, q, 0)); d > 0.06 {
				t.Fatalf("the place %v of the line is %v mm from what is drawn", q, d)
			}
		}
		for _, l := range lines {
			for i := 1; i < len(l); i++ {
				for _, q := range []r2.Point{l[i], l[i].Add(l[i-1]).Mul(0.5)} {
					if p, ok := f.Inverse(q); !ok || rim(p) {
						continue
					}
					if d := math.Sqrt(nearest(truth, q, 0.05*0.05)); d > 0.06 {
						t.Fatalf("%v is drawn, %v mm from the line", q, d)
					}
				}
			}
		}
	})
}

// dense returns the arcs as a great many chords.
func dense(f *Frame, ps []s2.Point) [][]r2.Point {
	var line []r2.Point
	for i := 1; i < len(ps); i++ {
		c := arc{ps[i-1].Vector, ps[i].Vector}
		for k := range 2001 {
			line = append(line, f.plane(c.at(float64(k)/2000)))
		}
	}
	return [][]r2.Point{line}
}

func TestLinePlaces(t *testing.T) {
	europe := Fit([]s2.Point{at(55.75, 37.6), at(47.5, 19)}, sheet)
	for _, c := range []struct {
		name   string
		f      *Frame
		points []s2.Point
		lines  int
		most   int // points of a line
	}{
		{"straight if gnomonic", europe, []s2.Point{at(55.75, 37.6), at(47.5, 19)}, 1, 2},
		{"two legs", europe, []s2.Point{at(55.75, 37.6), at(50, 30), at(47.5, 19)}, 1, 3},
		{"through the window", europe, []s2.Point{at(48, -10), at(48, 64)}, 1, 2},
		{"far away", europe, []s2.Point{at(-40, 170), at(-30, -70)}, 0, 0},
		{"out and in again", europe, []s2.Point{at(50, 27), at(10, 27), at(50, 28)}, 2, 2},
		{"over a pole and 180 degrees", about(EqualArea, at(90, 0), 3), []s2.Point{at(70, -30), at(70, 150)}, 1, 3},
		{"curved if equal-area", about(EqualArea, at(0, 0), 7), []s2.Point{at(50, -80), at(50, 80)}, 1, 60},
		{"through the point opposite to the centre", about(EqualArea, at(0, 0), 7), []s2.Point{at(-20, 180), at(20, 180)}, 2, 20},
		{"a point", europe, []s2.Point{at(50, 27), at(50, 27)}, 0, 0},
		{"one point", europe, []s2.Point{at(50, 27)}, 0, 0},
		{"nothing", europe, nil, 0, 0},
	} {
		lines := c.f.Line(c.points)
		check(t, c.f, lines)
		if len(lines) != c.lines {
			t.Errorf("%s: there are %d lines, want %d: %v", c.name, len(lines), c.lines, lines)
		}
		for _, l := range lines {
			if len(l) > c.most {
				t.Errorf("%s: a line has %d points, want %d at most", c.name, len(l), c.most)
			}
		}
	}
}

func TestSimplify(t *testing.T) {
	line := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) r2.Point {
		return r2.Point{X: float64(rapid.IntRange(0, 40).Draw(t, "x")) / 100, Y: float64(rapid.IntRange(0, 40).Draw(t, "y")) / 100}
	}), 2, 40)
	rapid.Check(t, func(t *rapid.T) {
		l := line.Draw(t, "line")
		s := simplify(l)
		if s[0] != l[0] || s[len(s)-1] != l[len(l)-1] {
			t.Fatalf("the ends of %v became those of %v", l, s)
		}
		for _, p := range l {
			if d := math.Sqrt(nearest([][]r2.Point{s}, p, 0)); d > simplifyError+1e-12 {
				t.Fatalf("%v is %v from what is left of %v, %v", p, d, l, s)
			}
		}
	})
}
