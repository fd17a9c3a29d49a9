package antimeridian_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/antimeridian"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// circle is a ring round a centre, closed.
func circle(centre orb.Point, km float64, clockwise bool) orb.Ring {
	var r orb.Ring
	for i := range 721 {
		bearing := float64(i%720) / 2
		if clockwise {
			bearing = 360 - bearing
		}
		r = append(r, sphere.Destination(centre, bearing, km))
	}
	return r
}

func place(t *rapid.T, name string) orb.Point {
	lon := rapid.OneOf(rapid.Float64Range(-180, 180), rapid.Float64Range(179, 180), rapid.Just(180.0), rapid.Just(-180.0)).Draw(t, name+" lon")
	lat := rapid.OneOf(rapid.Float64Range(-90, 90), rapid.Float64Range(85, 90), rapid.Float64Range(-90, -85)).Draw(t, name+" lat")
	return orb.Point{lon, lat}
}

// What lies in a circle, and not in a smaller one about the same centre, lies in the
// pieces, over 180 degrees and the poles too; the pieces are as RFC 7946 wants them.
func TestPolygonOfCircles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		centre := place(t, "centre")
		km := rapid.Float64Range(50, 4000).Draw(t, "km")
		p := orb.Polygon{circle(centre, km, rapid.Bool().Draw(t, "clockwise"))}
		hole := 0.0
		pole := sphere.Km(centre, orb.Point{0, math.Copysign(90, centre[1])})
		if pole > km+1 { // a hole within a ring round a pole may go round it too
			hole = km / 2
			p = append(p, circle(centre, hole, rapid.Bool().Draw(t, "clockwise hole")))
		}
		pieces := antimeridian.Polygon(p)
		for _, piece := range pieces {
			for i, ring := range piece {
				if ring[0] != ring[len(ring)-1] || ring.Orientation() != [...]orb.Orientation{orb.CCW, orb.CW}[min(i, 1)] {
					t.Fatalf("ring %d is not closed, or wound the wrong way", i)
				}
				for k, q := range ring {
					if math.Abs(q[0]) > 180 || math.Abs(q[1]) > 90 {
						t.Fatalf("%v is no place", q)
					}
					if k > 0 && q == ring[k-1] {
						t.Fatalf("%v stands there twice", q)
					}
				}
			}
		}
		if pole < km-1 && len(pieces) != 1 {
			t.Fatalf("a ring round a pole is in %d pieces", len(pieces))
		}
		for range 20 {
			q := sphere.Destination(centre, rapid.Float64Range(0, 360).Draw(t, "bearing"), rapid.Float64Range(0, 1.5).Draw(t, "part")*km)
			d := sphere.Km(centre, q)
			// Sides are straight on the map, not on the globe.
			if math.Abs(d-km) < 0.02*km || math.Abs(d-hole) < 0.02*km || math.Abs(q[1]) > 89 || math.Abs(pole-km) < 0.02*km {
				continue
			}
			if got, want := planar.MultiPolygonContains(pieces, q), d < km && d > hole; got != want {
				t.Fatalf("%v, %v km from the centre: in the pieces %v, want %v", q, d, got, want)
			}
		}
	})
}

func TestPolygonOfNothing(t *testing.T) {
	for name, p := range map[string]orb.Polygon{
		"no ring":  {},
		"no point": {{}},
		"a point":  {{{1, 2}, {1, 2}, {1, 2}}},
		"a line":   {{{1, 2}, {3, 4}, {1, 2}}},
	} {
		if got := antimeridian.Polygon(p); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}
