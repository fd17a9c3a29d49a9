package projection

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// box returns the polygons of a box in longitude and latitude, from west to east,
// cut at 180 degrees, with a hole if it is large.
func box(west, east, south, north float64, hole bool) orb.MultiPolygon {
	if east > 180 {
		return append(box(west, 180, south, north, hole), box(-180, east-360, south, north, hole)...)
	}
	p := orb.Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}
	if hole {
		x, y := (east-west)/4, (north-south)/4
		p = append(p, orb.Ring{
			{west + x, south + y}, {west + x, north - y}, {east - x, north - y}, {east - x, south + y}, {west + x, south + y},
		})
	}
	return orb.MultiPolygon{p}
}

// cap returns a polygon round a pole, whose edge goes up and down.
func capRound(north bool, lats []float64) orb.MultiPolygon {
	pole := -90.0
	if north {
		pole = 90
	}
	r := orb.Ring{{-180, pole}}
	for i, lat := range lats {
		if !north {
			lat = -lat
		}
		r = append(r, orb.Point{-180 + 360*float64(i)/float64(len(lats)), lat})
	}
	first := r[1][1]
	r = append(r, orb.Point{180, first}, orb.Point{180, pole}, orb.Point{-180, pole})
	return orb.MultiPolygon{{r}}
}

// star returns a ring round a point of the map.
func star(middle orb.Point, radii []float64) orb.MultiPolygon {
	var r orb.Ring
	for i, radius := range radii {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(radii)))
		r = append(r, orb.Point{middle[0] + radius*cos, middle[1] + radius*sin})
	}
	return orb.MultiPolygon{{append(r, r[0])}}
}

var polygons = rapid.Custom(func(t *rapid.T) orb.MultiPolygon {
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0:
		west := rapid.OneOf(rapid.Just(-180.0), rapid.Float64Range(-180, 180)).Draw(t, "west")
		wide := rapid.OneOf(rapid.Just(360.0), rapid.Float64Range(1, 360)).Draw(t, "wide")
		south := rapid.OneOf(rapid.Just(-90.0), rapid.Float64Range(-90, 80)).Draw(t, "south")
		high := rapid.OneOf(rapid.Just(180.0), rapid.Float64Range(1, 90)).Draw(t, "high")
		return box(west, west+wide, south, math.Min(south+high, 90), rapid.Bool().Draw(t, "hole"))
	case 1:
		lats := rapid.SliceOfN(rapid.Float64Range(-60, 89), 3, 20).Draw(t, "lats")
		return capRound(rapid.Bool().Draw(t, "north"), lats)
	case 2:
		middle := orb.Point{rapid.Float64Range(-120, 120).Draw(t, "lon"), rapid.Float64Range(-30, 30).Draw(t, "lat")}
		return star(middle, rapid.SliceOfN(rapid.Float64Range(0.5, 59), 3, 30).Draw(t, "radii"))
	default: // all but a hole
		hole := box(-100, 100, -50, rapid.Float64Range(-40, 80).Draw(t, "north"), false)[0][0]
		return orb.MultiPolygon{append(box(-180, 180, -90, 90, false)[0], hole)}
	}
})

// oracle tells whether a point is in polygons by the crossings of the arc from a
// point of which that is known, with exact predicates.
type oracle struct {
	from  s2.Point
	in    bool
	sides [][2]s2.Point
}

func newOracle(mp orb.MultiPolygon) *oracle {
	start := orb.Point{17.123456, 5.654321}
	o := &oracle{from: sphere.FromLonLat(start), in: planar.MultiPolygonContains(mp, start)}
	for _, p := range mp {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				a, b := r[i-1], r[i]
				n := math.Ceil(math.Max(math.Abs(b[0]-a[0]), math.Abs(b[1]-a[1]))/0.5) + 1
				last := sphere.FromLonLat(a)
				for k := 1.0; k <= n; k++ {
					next := sphere.FromLonLat(flat{a, b}.point(k / n))
					if next != last {
						o.sides = append(o.sides, [2]s2.Point{last, next})
					}
					last = next
				}
			}
		}
	}
	return o
}

func (o *oracle) contains(p s2.Point) bool {
	in := o.in
	for _, s := range o.sides {
		if sphere.Crosses(o.from, p, s[0], s[1]) {
			in = !in
		}
	}
	return in
}

// A place of the window is in the rings if its point is in the polygons, away from
// their sides.
func checkFill(t rapid.TB, name string, f *Frame, mp orb.MultiPolygon, o *oracle, places []r2.Point) {
	t.Helper()
	rings, outline := f.Area(mp)
	check(t, f, rings)
	checkClosed(t, rings)
	check(t, f, outline)
	for _, q := range places {
		p, ok := f.Inverse(q)
		if !ok {
			if inside(rings, q) && q.Sub(f.origin).Norm() > f.rim()*f.scale+0.1 {
				t.Fatalf("%s: %v is filled, and off the globe", name, q)
			}
			continue
		}
		// The oracle's sides are great circles, so a part of what is near is left out.
		near := math.Sqrt(nearest(rings, q, 0)) < 0.1+f.scale*2e-5 || sphere.Angle(p, o.from) > 3.1
		if got := inside(rings, q); !near && got != o.contains(p) {
			t.Fatalf("%s, %v about %v, scale %v: %v, %v, is filled: %v", name, f.kind, sphere.ToLonLat(f.centre), f.scale, q, sphere.ToLonLat(p), got)
		}
	}
}

func TestAreaFill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := frames.Draw(t, "frame")
		mp := polygons.Draw(t, "polygons")
		checkFill(t, "drawn", f, mp, newOracle(mp), rapid.SliceOfN(places(f.window), 20, 20).Draw(t, "places"))
	})
}

// The same where it is hardest.
func TestAreaFillPlaces(t *testing.T) {
	var grid []r2.Point
	for x := range 17 {
		for y := range 11 {
			grid = append(grid, r2.Point{X: 10 + 277*(float64(x)+0.437)/17, Y: 25 + 150*(float64(y)+0.519)/11})
		}
	}
	world := box(-180, 180, -90, 90, false)
	for name, mp := range map[string]orb.MultiPolygon{
		"all of the globe":         world,
		"the north":                box(-180, 180, 0, 90, false),
		"round the South Pole":     capRound(false, []float64{60, 70, 55, 60, 50, 30}),
		"over 180 degrees":         box(150, 220, -20, 40, true),
		"at 180 degrees":           box(160, 180, -20, 40, false),
		"a lune from pole to pole": box(170, 200, -90, 90, false),
		"all but a hole":           {append(slices.Clone(world[0]), box(10, 20, 10, 20, false)[0][0])},
		"a corner at the antipode": box(180, 200, 0, 30, false),
		"a band about the equator": box(-180, 180, -10, 10, false),
	} {
		o := newOracle(mp)
		for _, f := range hardFrames() {
			checkFill(t, name, f, mp, o, grid)
		}
	}
}

func hardFrames() []*Frame {
	var out []*Frame
	for _, c := range []s2.Point{at(0, 0), at(0, 180), at(90, 0), at(-90, 0), at(47.5, 19), at(15, 15), at(-15, -165)} {
		out = append(out, about(EqualArea, c, 7.9), about(EqualArea, c, 2), about(Gnomonic, c, 0.9), about(Gnomonic, c, 0.05))
	}
	return out
}

// What is no area, or none that can be seen, leaves nothing.
func TestAreaLeavesOut(t *testing.T) {
	for name, mp := range map[string]orb.MultiPolygon{
		"nothing":                 nil,
		"a ring that is small":    box(10, 10.000001, 10, 10.000001, false),
		"a ring without a number": {{{{0, 0}, {math.NaN(), 0}, {1, 1}, {0, 0}}}},
		"a ring off the globe":    {{{{0, 0}, {10, 0}, {10, 100}, {0, 0}}}},
		"a ring of two points":    {{{{0, 0}, {10, 0}}}},
		"a ring of one place":     {{{{0, 0}, {0, 0}, {0, 0}, {0, 0}}}},
		"polygons without a ring": {{}, {{}}},
	} {
		for _, f := range hardFrames() {
			if rings, outline := f.Area(mp); len(rings)+len(outline) > 0 {
				t.Errorf("%s: there are %d rings and %d lines", name, len(rings), len(outline))
			}
		}
	}
}

// A ring is closed if it is not.
func TestAreaCloses(t *testing.T) {
	f := about(Gnomonic, at(5, 5), 0.5)
	got, _ := f.Area(orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 10}}}})
	want, _ := f.Area(orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 10}, {0, 0}}}})
	if len(want) != 1 || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What fills the window is the window, and what does not reach it is nothing.
func TestAreaIsTheWindow(t *testing.T) {
	for _, f := range []*Frame{about(Gnomonic, at(47, 19), 0.3), about(EqualArea, at(47, 19), 0.3)} {
		rings, outline := f.Area(box(-180, 180, -90, 90, false))
		if len(rings) != 1 || len(rings[0]) != 5 || len(outline) != 0 {
			t.Errorf("%v: the globe has the rings %v and the outline %v", f.kind, rings, outline)
		}
		for name, mp := range map[string]orb.MultiPolygon{
			"far away": box(-100, -90, 10, 20, false), "at the antipode": box(-170, -150, -50, -40, false),
		} {
			if rings, outline := f.Area(mp); len(rings)+len(outline) > 0 {
				t.Errorf("%v, %s: rings %v and outline %v", f.kind, name, rings, outline)
			}
		}
	}
}

// The outline has no side on 180 degrees, at a pole or on the edge of the window.
func TestOutlineLeavesOut(t *testing.T) {
	for name, c := range map[string]struct {
		f  *Frame
		mp orb.MultiPolygon
		n  int
	}{
		"over 180 degrees":         {about(Gnomonic, at(0, 180), 0.9), box(175, 185, -5, 5, false), 2},
		"a cap":                    {about(EqualArea, at(90, 0), 7), capRound(true, []float64{60, 60, 60, 60}), 1},
		"the globe":                {about(EqualArea, at(20, 10), 7), box(-180, 180, -90, 90, false), 0},
		"over the window's edge":   {about(Gnomonic, at(0, 0), 0.2), box(0, 90, -1, 1, false), 1},
		"in the window, with hole": {about(Gnomonic, at(0, 0), 0.9), box(-5, 5, -5, 5, true), 2},
	} {
		_, outline := c.f.Area(c.mp)
		if len(outline) != c.n {
			t.Errorf("%s: there are %d lines, want %d", name, len(outline), c.n)
		}
		for _, l := range outline {
			for i := 1; i < len(l); i++ {
				m := l[i-1].Add(l[i]).Mul(0.5)
				p, _ := c.f.Inverse(m)
				ll := sphere.ToLonLat(p)
				if math.Abs(ll[0]) > 179.99 && math.Abs(ll[1]) < 89 && name != "a cap" || !c.f.window.ExpandedByMargin(-1e-9).ContainsPoint(m) {
					t.Errorf("%s: a side is stroked at %v", name, ll)
				}
			}
		}
	}
}

// Both sides of the meridian of 180 degrees have the same vertices on it.
func TestSeamIsShared(t *testing.T) {
	mp := box(170, 190, 20.3, 61.7, false)
	f := about(EqualArea, at(50, 150), 1.5)
	var both [2][]r2.Point
	for i := range both {
		rings, _ := f.Area(mp[i : i+1])
		for _, q := range rings[0][1:] {
			p, _ := f.Inverse(q)
			if ll := sphere.ToLonLat(p); math.Abs(math.Abs(ll[0])-180) < 1e-9 {
				both[i] = append(both[i], q)
			}
		}
	}
	for _, b := range both {
		slices.SortFunc(b, func(p, q r2.Point) int { return cmp.Compare(p.Y, q.Y) })
	}
	if len(both[0]) < 10 || !slices.Equal(both[0], both[1]) {
		t.Errorf("the vertices are %v and %v", both[0], both[1])
	}
}

func TestGlobe(t *testing.T) {
	whole := about(EqualArea, at(10, 10), 5)
	rings, outline := whole.Globe()
	// The window is not so high as the disc.
	checkClosed(t, rings)
	check(t, whole, rings)
	if len(rings) != 1 || len(outline) != 2 {
		t.Errorf("the disc has %d rings and %d lines", len(rings), len(outline))
	}
	fit := Fit(nil, sheet)
	rings, outline = fit.Globe()
	radius := 2 * fit.scale
	if got, want := evenOdd(rings), math.Pi*radius*radius; math.Abs(got/want-1) > 1e-3 || len(outline) != 1 {
		t.Errorf("the disc has %v mm², want %v; %d lines", got, want, len(outline))
	}
	rings, outline = about(Gnomonic, at(10, 10), 0.5).Globe()
	if len(rings) != 1 || evenOdd(rings) != 277*150 || outline != nil {
		t.Errorf("the window is %v, %v", rings, outline)
	}
}

// Whatever is given, what comes is in the window.
func TestAreaTakesAnything(t *testing.T) {
	coordinate := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-190, 190), rapid.SampledFrom([]float64{-180, -90, 0, 90, 180, math.NaN(), math.Inf(-1)}))
	ring := rapid.Custom(func(t *rapid.T) orb.Ring {
		var r orb.Ring
		for range rapid.IntRange(0, 8).Draw(t, "points") {
			r = append(r, orb.Point{coordinate.Draw(t, "lon"), coordinate.Draw(t, "lat") / 2})
		}
		return r
	})
	rapid.Check(t, func(t *rapid.T) {
		f := frames.Draw(t, "frame")
		rings, outline := f.Area(orb.MultiPolygon{rapid.SliceOfN(ring, 0, 4).Draw(t, "rings")})
		check(t, f, rings)
		checkClosed(t, rings)
		check(t, f, outline)
	})
}
