package detour_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

var (
	vnukovo  = sphere.FromLonLat(orb.Point{37.2615, 55.5915})
	budapest = sphere.FromLonLat(orb.Point{19.26239, 47.43018})
)

// union are the members of the Union without Bulgaria and Hungary, and Ukraine.
var union = []string{
	"BE", "DE", "FR", "IT", "LU", "NL", "DK", "IE", "GR", "ES", "PT", "AT", "FI", "SE", "CY", "CZ", "EE", "LT", "LV",
	"MT", "PL", "SI", "SK", "RO", "HR", "UA",
}

// close returns the areas of States, and Crimea.
func (s sample) close(states []string, but ...string) detour.Set {
	ids := []int32{s.ids["UA-43+40"]}
	for _, c := range states {
		if !slices.Contains(but, c) {
			ids = append(ids, s.iso[c]...)
		}
	}
	return detour.NewSet(ids...)
}

func embeddedWorld(tb testing.TB) (sample, *detour.World) {
	tb.Helper()
	s := embedded()
	w, err := detour.NewWorld(s.m)
	if err != nil {
		tb.Fatal(err)
	}
	return s, w
}

func TestMoscowBudapest(t *testing.T) {
	s, w := embeddedWorld(t)
	q := detour.NewSearcher(w)
	for _, c := range []struct {
		name string
		open []string
		km   float64
	}{
		{"as things stand", nil, 2915.50},
		{"Romania too", []string{"RO"}, 2722.24},
		{"Poland and Slovakia", []string{"PL", "SK"}, 1562.43},
	} {
		closed := s.close(union, c.open...)
		p, err := q.Shortest(t.Context(), vnukovo, budapest, closed, detour.Options{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if km := p.Length * sphere.RadiusKm; math.Abs(km-c.km) > c.km*0.001 || p.LowerBound < p.Length*0.999 {
			t.Errorf("%s: %.2f km, want %.2f", c.name, km, c.km)
		}
		r, err := q.Publish(p, closed, 10)
		if err != nil || r.Narrow || r.Length > p.Length*1.0001 {
			t.Errorf("%s: published %v %+v, %v", c.name, r.Length*sphere.RadiusKm, r, err)
		}
	}
}

// pair is a question in the embedded world.
type pair struct {
	from, to s2.Point
	closed   detour.Set
}

// randomPairs draws places on land or sea and closes half of the areas between.
func randomPairs(w *detour.World, n int, seed uint64) []pair {
	r := rand.New(rand.NewPCG(seed, 1))
	place := func() s2.Point {
		return sphere.FromLonLat(orb.Point{r.Float64()*360 - 180, math.Asin(r.Float64()*1.7-0.8) * 180 / math.Pi})
	}
	var out []pair
	for len(out) < n {
		a, b := place(), place()
		arc, err := sphere.NewArc(a, b)
		if err != nil || arc.Angle() < 0.05 {
			continue
		}
		var ids []int32
		for x := range int32(w.Areas()) {
			hit := false
			for k := 1; k < 60 && !hit; k++ {
				hit = w.Contains(x, arc.At(arc.Angle()*float64(k)/60))
			}
			if hit && r.IntN(2) == 0 && !w.Contains(x, a) && !w.Contains(x, b) {
				ids = append(ids, x)
			}
		}
		out = append(out, pair{a, b, detour.NewSet(ids...)})
	}
	return out
}

// Every path, and every path as printed, is tried against every edge.
func TestRandomPairs(t *testing.T) {
	s, w := embeddedWorld(t)
	q := detour.NewSearcher(w)
	for i, c := range randomPairs(w, 60, 11) {
		p, err := q.Shortest(t.Context(), c.from, c.to, c.closed, detour.Options{})
		if _, ok := errors.AsType[*detour.NoPathError](err); ok {
			continue
		}
		if err != nil {
			t.Fatalf("pair %d: %v", i, err)
		}
		bruteForce(t, s.m, c.closed, p.Points)
		r, err := q.Publish(p, c.closed, 10)
		if err != nil {
			t.Fatalf("pair %d: %v", i, err)
		}
		if r.Narrow {
			t.Logf("pair %d: only %.1f m of room", i, r.Clearance)
		}
		var pts []s2.Point
		for _, x := range r.Waypoints {
			pts = append(pts, sphere.FromLonLat(x))
		}
		bruteForce(t, s.m, c.closed, pts)
	}
}

// bruteForce tests the legs of a path against every edge, and their middles and
// ends against every area.
func bruteForce(t *testing.T, m detour.Map, closed detour.Set, pts []s2.Point) {
	t.Helper()
	closing := func(areas []int32) bool { return slices.ContainsFunc(areas, closed.Has) }
	for _, c := range m.Chains {
		if closing(c.Left) == closing(c.Right) {
			continue
		}
		line := m.Points[c.First : c.First+c.Count]
		for i := 1; i < len(pts); i++ {
			a, b := pts[i-1], pts[i]
			crosser := s2.NewChainEdgeCrosser(a, b, line[0])
			for k := 1; k < len(line); k++ {
				if crosser.ChainCrossingSign(line[k]) == s2.Cross {
					t.Fatalf("leg %d crosses an edge at %v", i, sphere.ToLonLat(line[k]))
				}
			}
		}
	}
	w, err := detour.NewWorld(m)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(pts); i++ {
		mid := s2.Point{Vector: pts[i-1].Add(pts[i].Vector).Normalize()}
		for _, a := range closed.Areas() {
			if w.Contains(a, mid) && !onEdgeOf(m, pts[i-1], pts[i]) {
				t.Fatalf("leg %d runs inside area %d", i, a)
			}
		}
	}
}

// onEdgeOf tells whether a leg is an edge of the map.
func onEdgeOf(m detour.Map, a, b s2.Point) bool {
	for _, c := range m.Chains {
		for i := c.First + 1; i < c.First+c.Count; i++ {
			u, v := m.Points[i-1], m.Points[i]
			if u == a && v == b || u == b && v == a {
				return true
			}
		}
	}
	return false
}

func BenchmarkMoscowBudapest(b *testing.B) {
	s, w := embeddedWorld(b)
	q := detour.NewSearcher(w)
	closed := s.close(union)
	for b.Loop() {
		if _, err := q.Shortest(b.Context(), vnukovo, budapest, closed, detour.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRandomPairs(b *testing.B) {
	_, w := embeddedWorld(b)
	pairs := randomPairs(w, 200, 3)
	q := detour.NewSearcher(w)
	i := 0
	for b.Loop() {
		c := pairs[i%len(pairs)]
		_, _ = q.Shortest(b.Context(), c.from, c.to, c.closed, detour.Options{})
		i++
	}
}

func BenchmarkNewWorld(b *testing.B) {
	s := embedded()
	for b.Loop() {
		if _, err := detour.NewWorld(s.m); err != nil {
			b.Fatal(err)
		}
	}
}
