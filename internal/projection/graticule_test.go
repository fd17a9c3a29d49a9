package projection

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/golang/geo/s2"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

func TestGraticulePlaces(t *testing.T) {
	for _, c := range []struct {
		name   string
		points []s2.Point
		want   string
	}{
		{"Moscow, Budapest", []s2.Point{at(55.75, 37.6), at(47.5, 19)}, "15°E 20°E 25°E 30°E 35°E 40°E 48°N 50°N 52°N 54°N 56°N"},
		{"Budapest alone", []s2.Point{at(47.5, 19)}, "17°E 18°E 19°E 20°E 21°E 47°N 47.5°N 48°N"},
		{"Fiji, Samoa", []s2.Point{at(-18, 178), at(-14, -172)}, "178°E 180° 178°W 176°W 174°W 172°W 19°S 18°S 17°S 16°S 15°S 14°S 13°S"},
		{"the Gulf of Guinea", []s2.Point{at(-4, -4), at(4, 4)}, "8°W 6°W 4°W 2°W 0° 2°E 4°E 6°E 8°E 4°S 2°S 0° 2°N 4°N"},
		{"the North Pole", []s2.Point{at(90, 0)}, "150°W 120°W 90°W 60°W 30°W 0° 30°E 60°E 90°E 120°E 150°E 180° 88.5°N 89°N 89.5°N"},
		{"the globe", nil, "150°W 120°W 90°W 60°W 30°W 0° 30°E 60°E 90°E 120°E 150°E 180° 60°S 30°S 0° 30°N 60°N"},
	} {
		var got []string
		f := Fit(c.points, sheet)
		for _, g := range f.Graticule() {
			got = append(got, g.Text)
			check(t, f, g.Lines)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: got  %s\nwant %s", c.name, text, c.want)
		}
	}
}

// Each line is where its text says, ends are on the edge, and there are neither too
// few nor too many.
func TestGraticuleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Fit(rapid.SliceOfN(points, 1, 4).Draw(t, "points"), sheet)
		seen := map[string]int{}
		var texts []string
		for _, g := range f.Graticule() {
			check(t, f, g.Lines)
			if len(g.Lines) == 0 {
				t.Fatalf("%s is not seen", g.Text)
			}
			kind := strings.TrimLeft(g.Text, "0123456789.°")
			seen[kind]++
			texts = append(texts, g.Text)
			for _, q := range g.At {
				onX := q.X == sheet.X.Lo || q.X == sheet.X.Hi
				if !onX && q.Y != sheet.Y.Lo && q.Y != sheet.Y.Hi {
					t.Fatalf("%s ends at %v, not on the edge", g.Text, q)
				}
			}
			checkDegrees(t, f, g)
		}
		if n := len(texts); n < 4 || n > 30 {
			t.Fatalf("there are %d lines: %v", n, texts)
		}
		slices.Sort(texts)
		for i := 1; i < len(texts); i++ {
			if texts[i] == texts[i-1] && texts[i] != "0°" {
				t.Fatalf("%s comes twice", texts[i])
			}
		}
	})
}

// checkDegrees wants the points of a line at the degrees of its text.
func checkDegrees(t *rapid.T, f *Frame, g GraticuleLine) {
	text := g.Text
	for _, l := range g.Lines {
		p, ok := f.Inverse(l[len(l)/2])
		if !ok || sphere.Angle(p, f.centre) > 2.5 { // near the rim degrees are narrow
			continue
		}
		ll := sphere.ToLonLat(p)
		lon := degrees(math.Round(math.Abs(ll[0])*2)/2*sign(ll[0]), "E", "W")
		lat := degrees(math.Round(ll[1]*2)/2, "N", "S")
		if text != lon && text != lat && math.Abs(ll[1]) < 89 {
			t.Fatalf("%s is at %v", text, ll)
		}
	}
}

func sign(v float64) float64 { return math.Copysign(1, v) }
