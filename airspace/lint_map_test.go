package airspace

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// sizes returns the sizes of all overlaps and gaps of a report by their areas.
func sizes(r *LintReport) map[string]float64 {
	out := map[string]float64{}
	for _, f := range r.Findings {
		if f.Kind == "overlap" || f.Kind == "gap" || f.Kind == "pocket" {
			out[f.Kind+" "+strings.Join(f.Areas, " ")] += f.Km2
		}
	}
	return out
}

// boxKm2 is the size of a rectangle of longitude and latitude.
func boxKm2(west, south, east, north float64) float64 {
	const deg = math.Pi / 180
	return (east - west) * deg * (math.Sin(north*deg) - math.Sin(south*deg)) * sphere.RadiusKm * sphere.RadiusKm
}

// TestLintOverlapsOfRectangles holds the sizes of overlaps against those of the cells
// of the grid that the sides of the rectangles make.
func TestLintOverlapsOfRectangles(t *testing.T) {
	codes := []string{"CA", "MX", "US"}
	rng := newRand(41)
	for range 15 { // each builds a map, 10 ms
		var pairs []string
		var boxes [3][4]int
		for i := range boxes {
			w, s := rng.IntN(8), rng.IntN(8)-4
			boxes[i] = [4]int{w, s, w + 1 + rng.IntN(5), s + 1 + rng.IntN(5)}
			b := boxes[i]
			at := func(k int) float64 { return float64(b[k]) / 10 }
			pairs = append(pairs, codes[i], box(at(0), at(1), at(2), at(3)))
		}
		want := map[string]float64{}
		for x := range 12 {
			for y := -4; y < 8; y++ {
				var over []string
				for i, b := range boxes {
					if x >= b[0] && x < b[2] && y >= b[1] && y < b[3] {
						over = append(over, codes[i])
					}
				}
				if len(over) > 1 {
					want["overlap "+strings.Join(over, " ")] += boxKm2(float64(x)/10, float64(y)/10, float64(x+1)/10, float64(y+1)/10)
				}
			}
		}
		got := sizes(lintText(t, areasFile(pairs...), LintOptions{}))
		for k, km2 := range want {
			if math.Abs(got[k]-km2) > 1e-3*km2+0.1 {
				t.Fatalf("%v: %s: %v km2, want %v", boxes, k, got[k], km2)
			}
		}
		for k := range got {
			if strings.HasPrefix(k, "overlap") && want[k] == 0 {
				t.Fatalf("%v: %s: %v km2, want none", boxes, k, got[k])
			}
		}
	}
}

// TestLintFacesOfTriangles holds the sizes of overlaps and gaps of triangles that
// cross anyhow against a count of points.
func TestLintFacesOfTriangles(t *testing.T) {
	const n = 40
	rng := newRand(42)
	for i := range 12 {
		var pairs []string
		lat := []float64{0, 60, -85}[i%3]
		for _, code := range []string{"CA", "MX", "US"} {
			// Corners on a circle, some third of it apart, so that no triangle is thin.
			x, y := 0.4*rng.Float64()-0.2, 0.4*rng.Float64()-0.2
			var p [3]orb.Point
			for i := range p {
				turn := 2 * math.Pi / 3 * (float64(i) + 0.6*rng.Float64())
				p[i] = orb.Point{x + 0.2*math.Cos(turn), lat + y + 0.2*math.Sin(turn)}
			}
			pairs = append(pairs, code, fmt.Sprintf("[[[%v,%v],[%v,%v],[%v,%v],[%v,%v]]]", p[0][0], p[0][1], p[1][0], p[1][1], p[2][0], p[2][1], p[0][0], p[0][1]))
		}
		text := areasFile(pairs...)
		got := sizes(lintText(t, text, LintOptions{MinAreaKm2: 0.01}))
		x, err := ReadGeoJSON(strings.NewReader(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]float64{}
		total := 0.0
		for i := range n {
			for j := range n {
				west, south := -0.4+0.8*float64(i)/n, lat-0.4+0.8*float64(j)/n
				km2 := boxKm2(west, south, west+0.8/n, south+0.8/n)
				total += km2
				if over := x.At(orb.Point{west + 0.4/n, south + 0.4/n}); len(over) > 1 {
					want["overlap "+strings.ReplaceAll(ids(x, over), "+", " ")] += km2
				}
			}
		}
		for k := range got {
			if _, ok := want[k]; !ok && strings.HasPrefix(k, "overlap") {
				want[k] = 0
			}
		}
		for k, km2 := range want {
			if math.Abs(got[k]-km2) > 0.01*total {
				t.Fatalf("%s: %s: %v km2, want %v of %v", text, k, got[k], km2, total)
			}
		}
	}
}

// TestLintIsTheSameInAnyOrder wants the same sizes when the features come the other
// way round.
func TestLintIsTheSameInAnyOrder(t *testing.T) {
	pairs := []string{"US", box(0.2, 0, 0.3, 0.5), "CA", box(0, 0.2, 0.5, 0.3), "MX", "[[[0,0],[0.25,0.5],[0.5,0],[0,0]]]"}
	back := slices.Concat(pairs[4:], pairs[2:4], pairs[:2])
	a, b := sizes(lintText(t, areasFile(pairs...), LintOptions{})), sizes(lintText(t, areasFile(back...), LintOptions{}))
	if len(a) != len(b) || len(a) < 3 {
		t.Errorf("%v, %v", a, b)
	}
	for k := range a {
		if math.Abs(a[k]-b[k]) > 1e-6*a[k] {
			t.Errorf("%s: %v, %v", k, a[k], b[k])
		}
	}
}
