package detour

import (
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// koch returns the snowflake of Koch in an area some degrees wide, its coast drawn
// finer so many times.
func koch(degrees float64, times int) Map {
	line := []orb.Point{{-degrees / 2, -degrees / 3}, {degrees / 2, -degrees / 3}, {0, degrees * 0.55}, {-degrees / 2, -degrees / 3}}
	for range times {
		next := make([]orb.Point, 0, 4*len(line))
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			d := orb.Point{(b[0] - a[0]) / 3, (b[1] - a[1]) / 3}
			tip := orb.Point{a[0] + 1.5*d[0] + d[1]*0.86, a[1] + 1.5*d[1] - d[0]*0.86}
			next = append(next, a, orb.Point{a[0] + d[0], a[1] + d[1]}, tip, orb.Point{a[0] + 2*d[0], a[1] + 2*d[1]})
		}
		next = append(next, line[len(line)-1])
		line = next
	}
	var m Map
	for _, p := range line {
		m.Points = append(m.Points, sphere.FromLonLat(p))
	}
	m.Points[len(m.Points)-1] = m.Points[0]
	m.Chains = []Chain{{First: 0, Count: len(m.Points), Left: []int32{0}}}
	return m
}

// The finest edges are 240 m long, far below the tolerance of the coarse forms: whose
// points must get fewer all the same, though legs into a bay are barred by its other
// shore. The budget is a tenth of the default.
func TestFractalCoast(t *testing.T) {
	t.Parallel()
	w, err := NewWorld(koch(1.6, 6))
	if err != nil {
		t.Fatal(err)
	}
	s := NewSearcher(w)
	p := s.prepare(NewSet(0))
	if n := len(p.rough[levels-1].pts); n*5 > len(w.points) {
		t.Errorf("the coarsest form has %d of %d points", n, len(w.points))
	}
	from, to := sphere.FromLonLat(orb.Point{-2, 0.1}), sphere.FromLonLat(orb.Point{2, 0.2})
	path, err := s.Shortest(t.Context(), from, to, NewSet(0), Options{MaxSteps: DefaultMaxSteps / 10})
	if err != nil {
		t.Fatal(err)
	}
	if direct := angle(from, to); path.Length <= direct || path.Length > 1.2*direct || len(path.Points) < 3 {
		t.Errorf("%d points, length %g, direct %g", len(path.Points), path.Length, direct)
	}
}
