package projection

import (
	"math"
	"testing"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/coast"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// sheet is a window as a map on A4 has it.
var sheet = r2.Rect{X: r1.Interval{Lo: 10, Hi: 287}, Y: r1.Interval{Lo: 25, Hi: 175}}

// at returns the point at a latitude and a longitude.
func at(lat, lon float64) s2.Point { return sphere.FromLonLat(orb.Point{lon, lat}) }

// about returns a frame whose window is so many radii of the globe wide, with the
// centre in the middle of it.
func about(kind Kind, centre s2.Point, width float64) *Frame {
	f := &Frame{kind: kind, window: sheet}
	f.turn(centre.Vector, nil)
	half := r1.Interval{Lo: -width / 2, Hi: width / 2}
	f.place(r2.Rect{X: half, Y: r1.Interval{Lo: 0, Hi: 0}})
	return f
}

func land(tb testing.TB) orb.MultiPolygon {
	tb.Helper()
	mp, err := coast.Land()
	if err != nil {
		tb.Fatal(err)
	}
	return mp
}

// points draws a point of the globe, often one that is special.
var points = rapid.Custom(func(t *rapid.T) s2.Point {
	lat := rapid.OneOf(rapid.SampledFrom([]float64{-90, 0, 90, 60}), rapid.Float64Range(-90, 90)).Draw(t, "lat")
	lon := rapid.OneOf(rapid.SampledFrom([]float64{-180, 0, 180, 90}), rapid.Float64Range(-180, 180)).Draw(t, "lon")
	return at(lat, lon)
})

// frames draws a frame of either kind, from 300 km to the globe.
var frames = rapid.Custom(func(t *rapid.T) *Frame {
	centre := points.Draw(t, "centre")
	if rapid.Bool().Draw(t, "gnomonic") {
		return about(Gnomonic, centre, rapid.Float64Range(0.05, 0.95).Draw(t, "width"))
	}
	return about(EqualArea, centre, rapid.OneOf(rapid.Just(7.8), rapid.Float64Range(0.05, 8)).Draw(t, "width"))
})

func places(w r2.Rect) *rapid.Generator[r2.Point] {
	return rapid.Custom(func(t *rapid.T) r2.Point {
		return r2.Point{
			X: rapid.Float64Range(w.X.Lo, w.X.Hi).Draw(t, "x"),
			Y: rapid.Float64Range(w.Y.Lo, w.Y.Hi).Draw(t, "y"),
		}
	})
}

// check fails the test if something is not a number or outside of the window.
func check(tb rapid.TB, f *Frame, lines [][]r2.Point) {
	tb.Helper()
	for _, l := range lines {
		if len(l) < 2 {
			tb.Fatalf("a line has %d points", len(l))
		}
		for _, q := range l {
			if !f.window.ContainsPoint(q) { // NaN as well
				tb.Fatalf("%v is not in the window %v", q, f.window)
			}
		}
	}
}

func checkClosed(tb rapid.TB, rings [][]r2.Point) {
	tb.Helper()
	for _, r := range rings {
		if len(r) < 4 || r[0] != r[len(r)-1] {
			tb.Fatalf("a ring of %d points is not closed", len(r))
		}
	}
}

// evenOdd returns the area of rings that do not cross each other.
func evenOdd(rings [][]r2.Point) float64 {
	var sum float64
	for i, r := range rings {
		var a float64
		for k := 1; k < len(r); k++ {
			a += r[k-1].Cross(r[k]) / 2
		}
		var others [][]r2.Point
		others = append(append(others, rings[:i]...), rings[i+1:]...)
		if a = math.Abs(a); inside(others, r[0]) {
			a = -a
		}
		sum += a
	}
	return sum
}
