package detour_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// On small worlds the path and its bound lie on either side of what a full graph
// of polygons gives, and every leg keeps the margin.
func TestMarginEqualsVisibilityGraph(t *testing.T) {
	w := world{layers: 1, sides: []float64{0.01, 1, 8}, split: [2]int{0, 1}, most: 3}
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, w)
		km := rapid.SampledFrom([]float64{0.3, 1, 20, 100, 300}).Draw(t, "margin")
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
	t.Logf("NONTRIVIAL %v %v", len(p.Points), err)
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
