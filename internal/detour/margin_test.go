package detour_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// drawMargin draws a small world of one or two layers, half of it closed, and a
// margin of some parts of a cell.
func drawMargin(t *rapid.T, split, most int) (q question, km float64) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 4))
	side := []float64{0.02, 0.5, 3, 10}[r.IntN(4)]
	var m detour.Map
	for layer := range 1 + r.IntN(2) {
		l := lattice{rows: 1 + r.IntN(most), columns: 1 + r.IntN(most), side: side * (1 - 0.3*float64(layer)), jitter: 0.6, split: r.IntN(split + 1), seed: r.Uint64()}
		for range l.rows * l.columns {
			l.cells = append(l.cells, int32(8*layer+r.IntN(5)))
		}
		lay := newLayout()
		l.add(lay)
		m = merge(m, lay.build())
	}
	closed := []int32{0, 8, int32(1 + r.IntN(4)), int32(9 + r.IntN(4))}
	m, turn := turnMap(m, rapid.Uint64Range(0, 1000).Draw(t, "turn"))
	end := func(sign float64) s2.Point {
		reach := side * float64(most)
		lon := (r.Float64() - 0.5) * reach
		if r.IntN(3) > 0 { // to one side
			lon = sign * (0.4 + 0.3*r.Float64()) * reach
		}
		return turn(sphere.FromLonLat(orb.Point{lon, (r.Float64() - 0.5) * reach / 2}))
	}
	q = question{m: m, closed: detour.NewSet(closed...), from: end(-1), to: end(1)}
	part := []float64{0.0001, 0.01, 0.05, 0.1, 0.2, 0.4}[r.IntN(6)]
	return q, part * side * math.Pi / 180 * sphere.RadiusKm
}

// On small worlds the path and its bound lie on either side of what a full graph
// of polygons gives, and every leg keeps the margin.
func TestMarginEqualsVisibilityGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, km := drawMargin(t, 1, 3)
		checkMargin(t, q, km)
	})
}

// Borders so wild that the coarse forms are of use.
func TestMarginCoarseForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, km := drawMargin(t, 8, 2)
		checkMargin(t, q, km)
	})
}

func checkMargin(t *rapid.T, q question, km float64) {
	w, err := detour.NewWorld(q.m)
	if err != nil {
		t.Fatal(err)
	}
	ref := newReference(q.m, q.closed)
	radius := km / sphere.RadiusKm
	sr := detour.NewSearcher(w)
	p, err := sr.Shortest(t.Context(), q.from, q.to, q.closed, detour.Options{MarginKm: km})
	if in, ok := errors.AsType[*detour.InsideError](err); ok {
		end := q.from
		if in.To {
			end = q.to
		}
		if in.Near && (keeps(ref.walls(), end, end, radius) || !(in.Km < km)) {
			t.Fatalf("%v, but the end keeps the margin", err)
		}
		return
	}
	upper := ref.shortestWide(q.from, q.to, radius)
	lower := ref.shortestWide(q.from, q.to, math.Atan(math.Tan(radius)*math.Cos(math.Pi/refSides)))
	if none, ok := errors.AsType[*detour.NoPathError](err); ok {
		if !math.IsInf(upper, 1) {
			t.Fatalf("%v, but there is one of %.9f, margin %v, from %v to %v, %s", err, upper, km, sphere.ToLonLat(q.from), sphere.ToLonLat(q.to), text(q.m))
		}
		if g := none.Gap; (g == nil) != math.IsInf(ref.shortest(q.from, q.to), 1) || g != nil && !(g.Km < 2*km*1.001) {
			t.Fatalf("%v with the gap %+v", err, g)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(p.Points); i++ {
		if !keeps(ref.walls(), p.Points[i-1], p.Points[i], radius) {
			t.Fatalf("leg %d of %v is nearer than %v km", i, lonLats(p.Points), km)
		}
	}
	if p.LowerBound > upper || p.LowerBound > p.Length || p.Length < lower*(1-1e-12) {
		t.Fatalf("length %.9f, bound %.9f; reference from %.9f to %.9f; margin %v km, from %v to %v by %v, %s",
			p.Length, p.LowerBound, lower, upper, km, sphere.ToLonLat(q.from), sphere.ToLonLat(q.to), lonLats(p.Points), text(q.m))
	}
	if p.LowerBound < p.Length*(1-1e-3) && lower > upper*(1-1e-3) {
		t.Fatalf("length %.9f, bound %.9f; reference from %.9f to %.9f", p.Length, p.LowerBound, lower, upper)
	}
}
