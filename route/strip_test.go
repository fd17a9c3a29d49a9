package route

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"

	"github.com/flightcheck/flightcheck/internal/antimeridian"
)

func arcOf(t interface{ Fatal(...any) }, a, b orb.Point) sphere.Arc {
	arc, err := sphere.NewArc(sphere.FromLonLat(a), sphere.FromLonLat(b))
	if err != nil {
		t.Fatal(err)
	}
	return arc
}

func TestCutLineTokyoLosAngeles(t *testing.T) {
	arc := arcOf(t, orb.Point{139.7798, 35.5523}, orb.Point{-118.4081, 33.9425})
	var line orb.LineString
	for _, a := range arc.Steps(drawKm) {
		line = append(line, micro(sphere.ToLonLat(arc.At(a))))
	}
	parts := antimeridian.Line(line)
	if len(parts) != 2 {
		t.Fatalf("%d parts, want 2", len(parts))
	}
	end, begin := parts[0][len(parts[0])-1], parts[1][0]
	if end[0] != 180 || begin[0] != -180 || end[1] != begin[1] {
		t.Errorf("cut at %v and %v, want the same latitude at 180 and -180", end, begin)
	}
	if math.Abs(end[1]-47.3666) > 0.001 { // the great circle's latitude there, computed elsewhere
		t.Errorf("cut at latitude %v, want 47.3666", end[1])
	}
}

// checkLine fails if a line breaks RFC 7946: longitudes out of range, a jump
// across the map, a part of one point.
func checkLine(t interface{ Errorf(string, ...any) }, parts orb.MultiLineString) {
	for _, part := range parts {
		if len(part) < 2 {
			t.Errorf("a part of %d points", len(part))
		}
		for i, p := range part {
			if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
				t.Errorf("point %v out of range", p)
			}
			if i > 0 && math.Abs(p[0]-part[i-1][0]) > 180 {
				t.Errorf("jump from %v to %v", part[i-1], p)
			}
		}
	}
}

func drawPoint(t *rapid.T, name string) orb.Point {
	lon := rapid.Float64Range(-180, 180).Draw(t, name+" lon")
	lat := math.Asin(rapid.Float64Range(-1, 1).Draw(t, name+" sin lat")) * 180 / math.Pi
	return orb.Point{lon, lat}
}

func TestCutLineIsAlwaysDrawable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPoint(t, "a"), drawPoint(t, "b")
		arc, err := sphere.NewArc(sphere.FromLonLat(a), sphere.FromLonLat(b))
		if err != nil {
			return
		}
		rt := &Route{legs: []leg{{arc: arc}}}
		parts := antimeridian.Line(rt.draw(Crossing{pieces: []piece{{0, 0, arc.Angle()}}}))
		checkLine(t, parts)
		for _, part := range parts {
			for i := 1; i < len(part); i++ {
				mid := orb.Point{(part[i-1][0] + part[i][0]) / 2, (part[i-1][1] + part[i][1]) / 2}
				if math.Abs(mid[1]) > 89.99 {
					continue
				}
				if off := math.Abs(math.Asin(arc.Off(sphere.FromLonLat(mid)))) * sphere.RadiusKm; off > 0.1 {
					t.Errorf("the line leaves the arc by %.3f km at %v", off, mid)
				}
			}
		}
	})
}

func TestStripCovers(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b orb.Point
	}{
		{"Moscow-Budapest", orb.Point{37.6, 55.75}, orb.Point{19.04, 47.5}},
		{"Tokyo-Los Angeles", orb.Point{139.78, 35.55}, orb.Point{-118.41, 33.94}},
		{"Suva-Apia across 180", orb.Point{178.4, -18.1}, orb.Point{-171.8, -13.8}},
		{"over the North Pole", orb.Point{20, 88}, orb.Point{-160, 87}},
		{"over the South Pole", orb.Point{20, -88}, orb.Point{-160, -87}},
		{"along the equator", orb.Point{170, 0}, orb.Point{-170, 0}},
		{"along 180", orb.Point{180, 10}, orb.Point{180, 20}},
	} {
		t.Run(c.name, func(t *testing.T) {
			arc := arcOf(t, c.a, c.b)
			polygons := strip(arc, drawKm)
			for _, p := range polygons {
				if p[0].Orientation() != orb.CCW {
					t.Error("ring is clockwise")
				}
				for _, q := range p[0] {
					if math.Abs(q[0]) > 180 || math.Abs(q[1]) > 90 {
						t.Errorf("point %v out of range", q)
					}
				}
			}
			for i := range 101 {
				a := arc.Angle() * float64(i) / 100
				for _, km := range []float64{-9, 0, 9} {
					if p := sphere.ToLonLat(arc.Offset(a, km)); !planar.MultiPolygonContains(polygons, p) {
						t.Errorf("%v, %v km off at %d %%, is not in the strip", p, km, i)
					}
				}
				for _, km := range []float64{-9.6, 9.6} {
					if p := sphere.ToLonLat(arc.Offset(a, km)); planar.MultiPolygonContains(polygons, p) && math.Abs(p[1]) < 89.8 {
						t.Errorf("%v, %v km off at %d %%, is in the strip", p, km, i)
					}
				}
			}
		})
	}
}
