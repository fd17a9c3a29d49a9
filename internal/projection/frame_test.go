package projection

import (
	"math"
	"testing"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// The numerical examples of J. P. Snyder, Map Projections: A Working Manual, USGS
// Professional Paper 1395.
func TestSnyderExamples(t *testing.T) {
	for _, c := range []struct {
		name       string
		kind       Kind
		radius     float64
		lat, lon   float64
		wantX      float64
		wantY      float64
		centreLat  float64
		centreLong float64
	}{
		{"gnomonic", Gnomonic, 1, 30, -110, -0.1542826, -0.1694739, 40, -100},
		{"Lambert azimuthal equal-area", EqualArea, 3, -20, 100, -4.2339303, 4.0257775, 40, -100},
	} {
		f := about(c.kind, at(c.centreLat, c.centreLong), 1)
		f.scale, f.origin = c.radius, r2.Point{}
		q := f.plane(at(c.lat, c.lon).Vector)
		if math.Abs(q.X-c.wantX) > 1e-7 || math.Abs(-q.Y-c.wantY) > 1e-7 {
			t.Errorf("%s: got (%.7f, %.7f), want (%v, %v)", c.name, q.X, -q.Y, c.wantX, c.wantY)
		}
		if c.kind.String() != c.name {
			t.Errorf("%v is called %s", c.kind, c.name)
		}
	}
}

// snyder projects by the formulas 22-4, 22-5, 5-3 and 24-2 of the manual.
func snyder(kind Kind, p, centre s2.Point) (x, y float64) {
	ll, l0 := s2.LatLngFromPoint(p), s2.LatLngFromPoint(centre)
	phi, lambda := ll.Lat.Radians(), ll.Lng.Radians()
	phi1, lambda0 := l0.Lat.Radians(), l0.Lng.Radians()
	cosC := math.Sin(phi1)*math.Sin(phi) + math.Cos(phi1)*math.Cos(phi)*math.Cos(lambda-lambda0)
	k := 1 / cosC
	if kind == EqualArea {
		k = math.Sqrt(2 / (1 + cosC))
	}
	x = k * math.Cos(phi) * math.Sin(lambda-lambda0)
	y = k * (math.Cos(phi1)*math.Sin(phi) - math.Sin(phi1)*math.Cos(phi)*math.Cos(lambda-lambda0))
	return x, y
}

func TestSnyderFormulas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := frames.Draw(t, "frame")
		p := points.Draw(t, "point")
		if z := f.centre.Dot(p.Vector); f.kind == Gnomonic && z < 0.6 || z < -0.999 {
			return
		}
		if math.Hypot(f.centre.X, f.centre.Y) < 0.02 {
			return // there the manual's north is another
		}
		x, y := snyder(f.kind, p, f.centre)
		q := f.plane(p.Vector)
		want := r2.Point{X: f.origin.X + x*f.scale, Y: f.origin.Y - y*f.scale}
		if q.Sub(want).Norm() > 1e-9*f.scale {
			t.Fatalf("%v of %v about %v: got %v, want %v", f.kind, p, f.centre, q, want)
		}
	})
}

func TestRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := frames.Draw(t, "frame")
		q := places(f.window).Draw(t, "place")
		if p, ok := f.Inverse(q); ok {
			again := f.plane(p.Vector)
			if _, in := f.Point(p); again.Sub(q).Norm() > 1e-6 {
				t.Fatalf("%v became %v, then %v (%v)", q, p, again, in)
			}
		} else if f.kind == Gnomonic || q.Sub(f.origin).Norm() < 2*f.scale {
			t.Fatalf("%v is taken to be off the globe", q)
		}
		p := points.Draw(t, "point")
		q, in := f.Point(p)
		if in != f.window.ContainsPoint(q) {
			t.Fatalf("%v at %v is in the window: %v", p, q, in)
		}
		if in {
			again, ok := f.Inverse(q)
			if angle := sphere.Angle(again, p); f.centre.Dot(p.Vector) > -1+1e-6 && (!ok || angle > 1e-9) {
				t.Fatalf("%v became %v, then %v, %v", p, q, again, ok)
			}
		}
	})
}

// The continuation of the gnomonic projection joins it, and grows outwards.
func TestGnomonicContinues(t *testing.T) {
	f := about(Gnomonic, at(20, 30), 0.5)
	c := arc{f.centre.Vector, f.right}
	last := 0.0
	for i := 1; i < 2000; i++ {
		p := c.at(float64(i) / 1000) // up to the opposite point
		r := f.plane(p).Sub(f.origin).Norm() / f.scale
		if r <= last || r-last > 0.01 {
			t.Fatalf("at %v degrees the radius is %v, after %v", float64(i)*0.09, r, last)
		}
		last = r
	}
	if math.Abs(last-f.rim()) > 0.01 {
		t.Errorf("the rim is at %v, want %v", last, f.rim())
	}
}

func TestOppositePoint(t *testing.T) {
	f := about(EqualArea, at(0, 0), 7)
	q := f.plane(at(0, 180).Vector)
	if r := q.Sub(f.origin).Norm(); math.Abs(r-2*f.scale) > 1e-9 {
		t.Errorf("the point opposite to the centre is %v mm from it, want %v", r, 2*f.scale)
	}
	if _, ok := f.Inverse(f.origin.Add(r2.Point{X: 2.001 * f.scale})); ok {
		t.Error("a place outside of the disc is on the globe")
	}
	for _, q := range []r2.Point{{X: math.NaN()}, {X: math.Inf(1)}, {X: math.MaxFloat64, Y: math.MaxFloat64}} {
		for _, k := range []Kind{Gnomonic, EqualArea} {
			if _, ok := about(k, at(10, 10), 0.5).Inverse(q); ok {
				t.Errorf("%v: %v is on the globe", k, q)
			}
		}
	}
}

func TestKmPerMm(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		dx   float64 // of the radius
		want float64 // times the scale at the centre
	}{
		{"gnomonic, centre", Gnomonic, 0, 1},
		// The scale along a radius is 1/cos², and tan c = 0.3.
		{"gnomonic, to the right", Gnomonic, 0.3, 1 / (1 + 0.3*0.3)},
		{"equal-area, centre", EqualArea, 0, 1},
		// The scale along a radius is cos(c/2), and 2 sin(c/2) = 1.
		{"equal-area, to the right", EqualArea, 1, 1 / math.Cos(math.Asin(0.5))},
		{"off the globe", EqualArea, 3, 1},
	} {
		f := about(c.kind, at(47, 19), 0.9)
		got := f.KmPerMm(f.origin.Add(r2.Point{X: c.dx * f.scale}))
		if want := c.want * sphere.RadiusKm / f.scale; math.Abs(got/want-1) > 1e-6 {
			t.Errorf("%s: got %v km, want %v", c.name, got, want)
		}
	}
}
