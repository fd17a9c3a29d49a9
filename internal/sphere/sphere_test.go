package sphere_test

import (
	"errors"
	"math"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"github.com/tidwall/geodesic"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

var (
	vko = orb.Point{37.2615, 55.5915}
	bud = orb.Point{19.26239, 47.43018}
)

func arcOf(t interface{ Fatal(...any) }, p, q orb.Point) sphere.Arc {
	c, err := sphere.NewArc(sphere.FromLonLat(p), sphere.FromLonLat(q))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// anyPoint draws places all over the globe, with the poles, the antimeridian and
// the equator among them.
func anyPoint() *rapid.Generator[orb.Point] {
	lon := rapid.OneOf(rapid.Float64Range(-180, 180), rapid.SampledFrom([]float64{-180, -90, 0, 90, 180, 179.999999}))
	lat := rapid.OneOf(rapid.Float64Range(-90, 90), rapid.SampledFrom([]float64{-90, 0, 90, 89.999999}))
	return rapid.Custom(func(t *rapid.T) orb.Point { return orb.Point{lon.Draw(t, "lon"), lat.Draw(t, "lat")} })
}

// anyArc draws an arc, not too short and not too near to half the globe.
func anyArc(t *rapid.T) (p, q orb.Point, c sphere.Arc) {
	p = anyPoint().Draw(t, "p")
	q = anyPoint().Filter(func(q orb.Point) bool {
		angle := sphere.Angle(sphere.FromLonLat(p), sphere.FromLonLat(q))
		return angle >= 1e-6 && angle <= 3.1
	}).Draw(t, "q")
	return p, q, arcOf(t, p, q)
}

func geodesicMetres(p, q orb.Point) float64 {
	var s float64
	geodesic.WGS84.Inverse(p[1], p[0], q[1], q[0], &s, nil, nil)
	return s
}

func TestFromLonLatIsExactAtQuarterTurns(t *testing.T) {
	for _, tc := range []struct {
		name string
		p    orb.Point
		want [3]float64
	}{
		{"Gulf of Guinea", orb.Point{0, 0}, [3]float64{1, 0, 0}},
		{"90 E", orb.Point{90, 0}, [3]float64{0, 1, 0}},
		{"90 W", orb.Point{-90, 0}, [3]float64{0, -1, 0}},
		{"antimeridian", orb.Point{180, 0}, [3]float64{-1, 0, 0}},
		{"antimeridian from the west", orb.Point{-180, 0}, [3]float64{-1, 0, 0}},
		{"360", orb.Point{360, 0}, [3]float64{1, 0, 0}},
		{"North Pole", orb.Point{123.4, 90}, [3]float64{0, 0, 1}},
		{"South Pole", orb.Point{-5, -90}, [3]float64{0, 0, -1}},
	} {
		v := sphere.FromLonLat(tc.p)
		if v.X != tc.want[0] || v.Y != tc.want[1] || v.Z != tc.want[2] {
			t.Errorf("%s: got %v, want %v", tc.name, v, tc.want)
		}
	}
	if a, b := sphere.FromLonLat(orb.Point{180, 52.5}), sphere.FromLonLat(orb.Point{-180, 52.5}); a != b || a.Y != 0 {
		t.Errorf("180 and -180 differ: %v, %v", a, b)
	}
}

func TestToLonLatReturns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPoint().Draw(t, "p")
		q := sphere.ToLonLat(sphere.FromLonLat(p))
		if math.Abs(q[0]) > 180 || math.Abs(q[1]) > 90 {
			t.Fatalf("%v is out of range", q)
		}
		if km := sphere.Km(p, q); km > 1e-9 {
			t.Fatalf("%v came back as %v, %v km off", p, q, km)
		}
	})
	if p := sphere.ToLonLat(s2.PointFromCoords(0, 0, -1)); p != (orb.Point{0, -90}) {
		t.Errorf("South Pole: %v", p)
	}
}

func TestNewArcRefuses(t *testing.T) {
	a := sphere.FromLonLat(orb.Point{10, 20})
	if _, err := sphere.NewArc(a, a); !errors.Is(err, sphere.ErrEqual) {
		t.Errorf("equal ends: %v", err)
	}
	if _, err := sphere.NewArc(a, sphere.FromLonLat(orb.Point{-170, -20})); !errors.Is(err, sphere.ErrAntipodal) {
		t.Errorf("opposite ends: %v", err)
	}
	if _, err := sphere.NewArc(sphere.FromLonLat(orb.Point{0, 90}), sphere.FromLonLat(orb.Point{77, 90})); !errors.Is(err, sphere.ErrEqual) {
		t.Errorf("one pole twice: %v", err)
	}
	if _, err := sphere.NewArc(a, sphere.FromLonLat(orb.Point{-170.00001, -20})); err != nil {
		t.Errorf("a metre from the opposite point: %v", err)
	}
}

func TestArcPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q, c := anyArc(t)
		if c.At(0) != c.Start() || c.At(c.Angle()) != c.End() {
			t.Fatal("the ends are not the ends")
		}
		f := rapid.Float64Range(0, 1).Draw(t, "fraction")
		angle := f * c.Angle()
		v := c.At(angle)
		if math.Abs(c.AngleOf(v)-angle) > 1e-12 || math.Abs(c.Off(v)) > 1e-14 {
			t.Fatalf("At(%v) lies at %v, %v off", angle, c.AngleOf(v), c.Off(v))
		}
		m, err := sphere.Intermediate(p, q, f)
		if err != nil || sphere.Km(m, sphere.ToLonLat(v)) > 1e-6 {
			t.Fatalf("Intermediate: %v, %v", m, err)
		}
		km := rapid.Float64Range(-50, 50).Draw(t, "km")
		o := c.Offset(angle, km)
		if math.Abs(math.Asin(c.Off(o))*sphere.RadiusKm-km) > 1e-6 || math.Abs(c.AngleOf(o)-angle) > 1e-9 {
			t.Fatalf("Offset(%v, %v) is %v km off at %v", angle, km, math.Asin(c.Off(o))*sphere.RadiusKm, c.AngleOf(o))
		}
	})
}

func TestDestinationReachesByBearing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q, c := anyArc(t)
		d := sphere.Destination(p, sphere.InitialBearing(p, q), c.SphereKm())
		if km := sphere.Km(d, q); km > 1e-6 {
			t.Fatalf("from %v to %v: came to %v, %v km off", p, q, d, km)
		}
	})
}

func TestBearings(t *testing.T) {
	for _, tc := range []struct {
		name string
		p, q orb.Point
		want float64
	}{
		{"north", orb.Point{10, 0}, orb.Point{10, 5}, 0},
		{"east on the equator", orb.Point{10, 0}, orb.Point{20, 0}, 90},
		{"south", orb.Point{10, 5}, orb.Point{10, 0}, 180},
		{"west over the antimeridian", orb.Point{-179, 0}, orb.Point{179, 0}, 270},
		{"same point", orb.Point{7, 7}, orb.Point{7, 7}, 0},
		{"opposite point", orb.Point{7, 7}, orb.Point{-173, -7}, 0},
	} {
		if got := sphere.InitialBearing(tc.p, tc.q); math.Abs(got-tc.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
	c := arcOf(t, vko, bud)
	if got, want := c.Bearing(0), sphere.InitialBearing(vko, bud); math.Abs(got-want) > 1e-9 {
		t.Errorf("Bearing(0) = %v, InitialBearing = %v", got, want)
	}
	if got, want := c.Bearing(c.Angle()), math.Mod(sphere.InitialBearing(bud, vko)+180, 360); math.Abs(got-want) > 1e-9 {
		t.Errorf("Bearing at the end = %v, back is %v", got, want)
	}
}

func TestSignAndCrosses(t *testing.T) {
	a, b := sphere.FromLonLat(orb.Point{0, 0}), sphere.FromLonLat(orb.Point{10, 0})
	north, south := sphere.FromLonLat(orb.Point{5, 1e-13}), sphere.FromLonLat(orb.Point{5, -1e-13})
	if sphere.Sign(a, b, north) != 1 || sphere.Sign(a, b, south) != -1 {
		t.Error("a ten-millionth of a millimetre beside the equator is not told apart")
	}
	if sphere.Sign(a, b, a) != 0 {
		t.Error("a point of the edge itself has a side")
	}
	if !sphere.Crosses(a, b, north, south) || sphere.Crosses(a, b, north, sphere.FromLonLat(orb.Point{5, 1})) {
		t.Error("Crosses is wrong")
	}
}

func TestCrossesAsS2(t *testing.T) {
	// Points on a coarse grid meet, and lie on one line, often.
	point := rapid.Custom(func(t *rapid.T) s2.Point {
		return sphere.FromLonLat(orb.Point{float64(rapid.IntRange(-6, 6).Draw(t, "lon") * 30), float64(rapid.IntRange(-3, 3).Draw(t, "lat") * 30)})
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c, d := point.Draw(t, "a"), point.Draw(t, "b"), point.Draw(t, "c"), point.Draw(t, "d")
		if got, want := sphere.Crosses(a, b, c, d), s2.EdgeOrVertexCrossing(a, b, c, d); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestWGS84OfMoscowToBudapest(t *testing.T) {
	c := arcOf(t, vko, bud)
	got := c.WGS84Metres(c.Angle())
	if math.Abs(got-1537155.6389) > 1e-3 {
		t.Errorf("VKO-BUD: %.4f m", got)
	}
	if g := geodesicMetres(vko, bud); got-g < 0.025 || got-g > 0.027 {
		t.Errorf("geodesic %.4f m, great circle %.4f m", g, got)
	}
	if c.WGS84Km(0) != 0 {
		t.Error("no way has a length")
	}
	if got := c.SphereKm(); math.Abs(got-1533.69) > 0.01 {
		t.Errorf("on the sphere %v km", got)
	}
}

// ds is the length element on WGS 84 of the great circle with k = sin^2 i.
func ds(k, x float64) float64 {
	const a, f = 6378137.0, 1 / 298.257223563
	const e = f * (2 - f)
	sin2 := math.Sin(x) * math.Sin(x)
	return a * math.Sqrt(1-2*e*k+e*e*k*(1-sin2+k*sin2)) / math.Pow(1-e*k*sin2, 1.5)
}

// integral is the Gauss-Legendre integral of ds with five points on n pieces.
func integral(k, from, to float64, n int) float64 {
	x := [...]float64{0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640, -0.9061798459386640}
	w := [...]float64{0.5688888888888889, 0.4786286704993665, 0.4786286704993665, 0.2369268850561891, 0.2369268850561891}
	h, sum := (to-from)/float64(n)/2, 0.0
	for i := range n {
		mid := from + h*float64(2*i+1)
		for j := range x {
			sum += w[j] * ds(k, mid+h*x[j])
		}
	}
	return sum * h
}

func TestWGS84AgainstTheIntegralAndTheGeodesic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, q, c := anyArc(t)
		n := c.Normal()
		node := math.Atan2(c.Start().Z, n.Cross(c.Start().Vector).Z)
		got := c.WGS84Metres(c.Angle())
		want := integral(n.X*n.X+n.Y*n.Y, node, node+c.Angle(), 40)
		if math.Abs(got-want) > 1e-4 {
			t.Fatalf("%v to %v: series %.6f m, integral %.6f m", p, q, got, want)
		}
		g := geodesicMetres(p, q)
		if got < g-1e-3 || got-g > 0.002*g+1 {
			t.Fatalf("%v to %v: great circle %.4f m, geodesic %.4f m", p, q, got, g)
		}
		half := c.WGS84Metres(c.Angle() / 2)
		if half <= 0 || half >= got {
			t.Fatalf("half of %v is %v", got, half)
		}
	})
}

func TestWGS84IsTheLengthOfShortPieces(t *testing.T) {
	c := arcOf(t, orb.Point{151.1772, -33.9461}, orb.Point{-70.7858, -33.393})
	const n = 4000
	sum := 0.0
	prev := sphere.ToLonLat(c.Start())
	for i := 1; i <= n; i++ {
		next := sphere.ToLonLat(c.At(c.Angle() * float64(i) / n))
		sum += geodesicMetres(prev, next)
		prev = next
	}
	got := c.WGS84Metres(c.Angle())
	if math.Abs(got-sum) > 0.01 || math.Abs(got-11362620) > 20 {
		t.Errorf("Sydney-Santiago: %.3f m, in pieces %.3f m", got, sum)
	}
	if g := geodesicMetres(sphere.ToLonLat(c.Start()), sphere.ToLonLat(c.End())); got-g < 10 || got-g > 20 {
		t.Errorf("excess over the geodesic %.1f m, want about 15", got-g)
	}
}

func TestAntimeridian(t *testing.T) {
	c := arcOf(t, orb.Point{139.7798, 35.5523}, orb.Point{-118.4081, 33.9425})
	angle, ok := c.Antimeridian()
	if p := sphere.ToLonLat(c.At(angle)); !ok || math.Abs(p[1]-47.3666) > 0.001 || math.Abs(math.Abs(p[0])-180) > 1e-9 {
		t.Errorf("Tokyo-Los Angeles crosses at %v", p)
	}
	for name, ends := range map[string][2]orb.Point{
		"Moscow-Budapest":         {vko, bud},
		"over Greenwich":          {{-10, 50}, {10, 50}},
		"along it":                {{180, 10}, {180, 20}},
		"ends on it":              {{170, 10}, {180, 20}},
		"over the North Pole":     {{10, 80}, {-170, 80}},
		"from the pole":           {{0, 90}, {-170, 80}},
		"west of Greenwich, long": {{-100, 10}, {60, 10}},
	} {
		arc := arcOf(t, ends[0], ends[1])
		if _, ok := arc.Antimeridian(); ok {
			t.Errorf("%s: crosses", name)
		}
	}
}

func TestStepsKeepToTheArc(t *testing.T) {
	const km = 0.1
	rapid.Check(t, func(t *rapid.T) {
		_, _, c := anyArc(t)
		steps := c.Steps(km)
		if steps[0] != 0 || steps[len(steps)-1] != c.Angle() {
			t.Fatal("the ends are missing")
		}
		for i := 1; i < len(steps); i++ {
			p, q := sphere.ToLonLat(c.At(steps[i-1])), sphere.ToLonLat(c.At(steps[i]))
			if steps[i] <= steps[i-1] {
				t.Fatalf("step %d goes back", i)
			}
			if math.Abs(p[1]) > 89.99 || math.Abs(q[1]) > 89.99 {
				continue
			}
			span := math.Remainder(q[0]-p[0], 360)
			for f := 0.1; f < 1; f += 0.1 {
				m := sphere.FromLonLat(orb.Point{p[0] + f*span, p[1] + f*(q[1]-p[1])})
				if off := math.Abs(math.Asin(c.Off(m))) * sphere.RadiusKm; off > 1.1*km {
					t.Fatalf("step %d of %d, %v to %v: %v km off", i, len(steps), p, q, off)
				}
			}
		}
	})
	arc := arcOf(t, vko, bud)
	if n := len(arc.Steps(km)); n < 10 || n > 100 {
		t.Errorf("VKO-BUD in %d steps", n)
	}
}

func TestIntermediateRefusesEqualEnds(t *testing.T) {
	if _, err := sphere.Intermediate(vko, vko, 0.5); !errors.Is(err, sphere.ErrEqual) {
		t.Errorf("got %v", err)
	}
}

func BenchmarkNewArc(b *testing.B) {
	p, q := sphere.FromLonLat(vko), sphere.FromLonLat(bud)
	for b.Loop() {
		_, _ = sphere.NewArc(p, q)
	}
}

func BenchmarkWGS84Km(b *testing.B) {
	c := arcOf(b, vko, bud)
	for b.Loop() {
		c.WGS84Km(0.1)
	}
}

func TestWGS84KmTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, _, c := anyArc(t)
		angle := c.Angle() * rapid.Float64Range(0, 1).Draw(t, "part")
		factor := rapid.SampledFrom([]float64{1, 1e-9, 3e4}).Draw(t, "factor")
		sin, cos := math.Sincos(angle)
		if got, want := c.WGS84KmTo(angle, sin*factor, cos*factor), c.WGS84Km(angle); math.Abs(got-want) > 1e-10 {
			t.Fatalf("at %v: %v, want %v", angle, got, want)
		}
	})
}
