package detour_test

import (
	"math"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

var ankara = sphere.FromLonLat(orb.Point{32.9951, 40.1281})

// Every published leg is measured against every edge of a closed area.
func TestMarginOnTheWorld(t *testing.T) {
	t.Parallel()
	s, w := embeddedWorld(t)
	q := detour.NewSearcher(w)
	closed := s.close(union)
	for _, c := range []struct {
		name string
		to   s2.Point
		km   float64
	}{
		{"Budapest", budapest, 1},
		{"Budapest", budapest, 20},
		{"Ankara", ankara, 100},
	} {
		p, err := q.Shortest(t.Context(), vnukovo, c.to, closed, detour.Options{MarginKm: c.km})
		if err != nil {
			t.Fatalf("%s by %v km: %v", c.name, c.km, err)
		}
		back, err := q.Shortest(t.Context(), c.to, vnukovo, closed, detour.Options{MarginKm: c.km})
		if err != nil {
			t.Fatalf("back from %s by %v km: %v", c.name, c.km, err)
		}
		if math.Abs(back.Length-p.Length) > 1e-12 || math.Abs(back.LowerBound-p.LowerBound) > 1e-12 {
			t.Errorf("%s by %v km: length %v, bound %v, back %v, %v", c.name, c.km, p.Length, p.LowerBound, back.Length, back.LowerBound)
		}
		r, err := q.Publish(p, closed, 10)
		if err != nil || r.Narrow {
			t.Fatalf("%s by %v km: %v, %+v", c.name, c.km, err, r)
		}
		if p.LowerBound < p.Length*0.999 || r.Length > p.Length*1.0001+1e-6 {
			t.Errorf("%s by %v km: length %v, bound %v, published %v", c.name, c.km, p.Length, p.LowerBound, r.Length)
		}
		var pts []s2.Point
		for _, x := range r.Waypoints {
			pts = append(pts, sphere.FromLonLat(x))
		}
		bruteForce(t, s.m, closed, pts)
		ref := newReference(s.m, closed)
		walls := ref.walls()
		for i := 1; i < len(pts); i++ {
			if km := nearestWall(walls, pts[i-1], pts[i]) * sphere.RadiusKm; km < c.km*(1-1e-9) {
				t.Errorf("%s: leg %d comes as near as %.6f km, margin %v", c.name, i, km, c.km)
			}
		}
	}
}

// nearestWall is the distance of a leg from the nearest wall.
func nearestWall(walls []refEdge, a, b s2.Point) float64 {
	mid := s2.Point{Vector: a.Add(b.Vector).Normalize()}
	reach := a.Sub(mid.Vector).Norm() * 1.1 // chords, so that far edges cost little
	n := a.Cross(b.Vector).Normalize()
	best := math.Inf(1)
	for _, e := range walls {
		long := 1.1 * e.a.Sub(e.b.Vector).Norm()
		if math.Abs(n.Dot(e.a.Vector))-long < best && e.a.Sub(mid.Vector).Norm()-long-reach < best {
			best = min(best, apart(a, b, e.a, e.b))
		}
	}
	return best
}

// A greater margin takes no shorter path.
func TestMarginIsMonotonic(t *testing.T) {
	t.Parallel()
	s, w := embeddedWorld(t)
	q := detour.NewSearcher(w)
	closed := s.close(union)
	bound := 0.0
	for _, km := range []float64{0, 5, 12, 25} {
		p, err := q.Shortest(t.Context(), vnukovo, budapest, closed, detour.Options{MarginKm: km})
		if err != nil {
			t.Fatalf("%v km: %v", km, err)
		}
		if p.Length < bound || p.LowerBound > p.Length || p.LowerBound < p.Length*0.999 {
			t.Errorf("%v km: length %v, bound %v; with less %v", km, p.Length, p.LowerBound, bound)
		}
		bound = p.LowerBound
	}
}

func BenchmarkMargin(b *testing.B) {
	s, w := embeddedWorld(b)
	closed := s.close(union)
	for _, c := range []struct {
		name string
		to   s2.Point
		km   float64
	}{
		{"Budapest/1km", budapest, 1},
		{"Budapest/20km", budapest, 20},
		{"Ankara/100km", ankara, 100},
	} {
		b.Run(c.name, func(b *testing.B) {
			q := detour.NewSearcher(w)
			for b.Loop() {
				if _, err := q.Shortest(b.Context(), vnukovo, c.to, closed, detour.Options{MarginKm: c.km}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
