package projection

import (
	"math"
	"testing"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

func TestFitPlaces(t *testing.T) {
	for _, c := range []struct {
		name   string
		points []s2.Point
		kind   Kind
		// The centre is within so many degrees of this point.
		lat, lon, within float64
	}{
		{"Moscow, Budapest", []s2.Point{at(55.75, 37.6), at(47.5, 19)}, Gnomonic, 51.9, 27.5, 1},
		{"Budapest alone", []s2.Point{at(47.5, 19)}, Gnomonic, 47.5, 19, 1e-6},
		{"Moscow, Novosibirsk", []s2.Point{at(55.75, 37.6), at(55, 82.9)}, Gnomonic, 58, 60, 3},
		{"Moscow, Vladivostok", []s2.Point{at(55.75, 37.6), at(43.1, 131.9)}, EqualArea, 59, 92, 6},
		{"Lisbon, Tokyo", []s2.Point{at(38.8, -9.1), at(35.8, 140.4)}, EqualArea, 69, 64, 10},
		{"Sydney, Santiago", []s2.Point{at(-33.9, 151.2), at(-33.4, -70.8)}, EqualArea, -62, -139, 3},
		{"Fiji, Samoa, over 180 degrees", []s2.Point{at(-18, 178), at(-14, -172)}, Gnomonic, -16, -177, 1},
		{"the North Pole", []s2.Point{at(90, 0)}, Gnomonic, 90, 0, 1e-6},
		{"round the South Pole", []s2.Point{at(-80, 0), at(-80, 120), at(-80, -120)}, Gnomonic, -90, 0, 4},
		{"opposite points", []s2.Point{at(40, -4), at(-40, 176)}, EqualArea, 0, -94, 1},
		{"the poles", []s2.Point{at(90, 0), at(-90, 0)}, EqualArea, 0, 0, 1e-9},
		{"all round the globe", []s2.Point{at(0, 0), at(0, 120), at(0, -120), at(90, 0), at(-90, 0)}, EqualArea, 0, 0, 181},
		{"nothing", nil, EqualArea, 0, 0, 1e-9},
	} {
		f := Fit(c.points, sheet)
		if f.Kind() != c.kind {
			t.Errorf("%s: the projection is %v, want %v", c.name, f.Kind(), c.kind)
		}
		if d := sphere.Angle(f.Centre(), at(c.lat, c.lon)) / degree; d > c.within {
			t.Errorf("%s: the centre %v is %.2f degrees from where it should be", c.name, sphere.ToLonLat(f.Centre()), d)
		}
		if f.Window() != sheet {
			t.Errorf("%s: the window is %v, want %v", c.name, f.Window(), sheet)
		}
		checkFit(t, f, c.points)
		if again := Fit(c.points, sheet); *again != *f {
			t.Errorf("%s: the same question got another answer", c.name)
		}
	}
}

// checkFit wants all points in the window less the margin.
func checkFit(tb rapid.TB, f *Frame, points []s2.Point) {
	tb.Helper()
	size := f.window.Size()
	inner := f.window.ExpandedByMargin(1e-6)
	for side, n := range map[*r1.Interval]float64{&inner.X: size.X, &inner.Y: size.Y} {
		*side = side.Expanded(-math.Min(math.Max(0.08*n, 5), n/4))
	}
	for _, p := range points {
		if q, ok := f.Point(p); !ok || !inner.ContainsPoint(q) {
			tb.Fatalf("%v of %v is at %v, not in %v", f.kind, sphere.ToLonLat(p), q, inner)
		}
	}
	for _, v := range f.window.Vertices() {
		p, ok := f.Inverse(v)
		if f.kind == Gnomonic && (!ok || sphere.Angle(p, f.centre) > maxGnomonic+1e-9) {
			tb.Fatalf("gnomonic, but the corner at %v is %v degrees away", sphere.ToLonLat(p), sphere.Angle(p, f.centre)/degree)
		}
	}
	if km := f.KmPerMm(f.origin) * math.Max(size.X, size.Y); km < 299.9 {
		tb.Fatalf("the window shows %v km, want 300 at least", km)
	}
}

// All points are in the window, and unless they are all round the globe it is
// filled: their middle is its middle.
func TestFitProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := rapid.SliceOfN(points, 1, 12).Draw(t, "points")
		x, y := rapid.Float64Range(3, 900).Draw(t, "width"), rapid.Float64Range(3, 900).Draw(t, "height")
		w := r2.Rect{X: r1.Interval{Lo: -20, Hi: x - 20}, Y: r1.Interval{Lo: 7, Hi: 7 + y}}
		f := Fit(ps, w)
		checkFit(t, f, ps)
		box := r2.EmptyRect()
		for _, p := range ps {
			box = box.AddPoint(f.plane(p.Vector))
		}
		whole := f.origin.Sub(w.Center()).Norm() < 1e-9
		if d := box.Center().Sub(w.Center()).Norm(); d > 1e-6 && !whole {
			t.Fatalf("the middle of the points is %v mm from that of the window", d)
		}
	})
}

// Where the window is in the middle of things, north is up.
func TestNorthIsUp(t *testing.T) {
	for _, ps := range [][]s2.Point{
		{at(55.75, 37.6), at(47.5, 19)},
		{at(-33.9, 151.2), at(-33.4, -70.8)},
		{at(88, 10), at(88.5, 10)},
	} {
		f := Fit(ps, sheet)
		ll := sphere.ToLonLat(f.centre)
		here, north := f.plane(f.centre.Vector), f.plane(at(ll[1]+0.01, ll[0]).Vector)
		if math.Abs(north.X-here.X) > 1e-6 || north.Y >= here.Y {
			t.Errorf("about %v north is from %v to %v", ll, here, north)
		}
		if d := f.origin.Sub(sheet.Center()).Norm(); d > 0.1 {
			t.Errorf("about %v: the centre is %v mm from the middle of the window", ll, d)
		}
	}
	// At a pole the middle of the points is down.
	for _, lat := range []float64{89.5, -89.5} {
		f := Fit([]s2.Point{at(lat, 70), at(lat, 80), at(lat, 65), at(lat, -105)}, sheet)
		up := f.up.Dot(at(0, 72).Vector)
		if math.Abs(f.centre.Z) < math.Cos(nearPole) || up > -0.9 {
			t.Errorf("about %v the points' middle is not down, but at %v", sphere.ToLonLat(f.centre), up)
		}
	}
}

func TestFitTakesAnything(t *testing.T) {
	bad := []s2.Point{{}, {}, {}}
	bad[1].X = math.NaN()
	bad[2].Y = math.Inf(1)
	for _, w := range []r2.Rect{
		{},
		r2.EmptyRect(), sheet,
		{X: r1.Interval{Lo: math.NaN(), Hi: 1}, Y: r1.Interval{Lo: 0, Hi: math.Inf(1)}},
	} {
		for _, ps := range [][]s2.Point{nil, bad, append([]s2.Point{at(1, 2), at(-1, -178)}, bad...)} {
			f := Fit(ps, w)
			q, _ := f.Point(at(1, 2))
			if !(f.scale > 0) || math.IsInf(f.scale, 0) || math.IsNaN(q.X+q.Y) || math.IsNaN(f.KmPerMm(q)) {
				t.Errorf("%v in %v: %+v", ps, w, f)
			}
			rings, outline := f.Globe()
			check(t, f, rings)
			check(t, f, outline)
			check(t, f, f.Line([]s2.Point{at(1, 2), at(60, 100)}))
			for _, g := range f.Graticule() {
				check(t, f, g.Lines)
			}
		}
	}
}
