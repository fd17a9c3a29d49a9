package detour

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// The nearest approach of a leg is that of all edges, each looked at. Some legs cross the
// coast, some run beside it, some end beyond the limit.
func TestClearanceEqualsAllEdges(t *testing.T) {
	w, err := NewWorld(koch(1.6, 4))
	if err != nil {
		t.Fatal(err)
	}
	x := w.newWalls(NewSet(0))
	p := probe{w: w}
	rapid.Check(t, func(t *rapid.T) {
		near := w.points[rapid.IntRange(0, len(w.points)-1).Draw(t, "corner")]
		from := sphere.ToLonLat(near)
		off := func(label string, far float64) float64 { return rapid.Float64Range(-far, far).Draw(t, label) }
		a := sphere.FromLonLat(orb.Point{from[0] + off("lon", 0.02), from[1] + off("lat", 0.02)})
		b := sphere.FromLonLat(orb.Point{from[0] + off("to lon", 0.5), from[1] + off("to lat", 0.5)})
		if a == b {
			return // no leg
		}
		limit := math.Pow(10, rapid.Float64Range(-6, -2).Draw(t, "limit"))
		want := math.Inf(1)
		for i := 1; i < len(w.points); i++ {
			want = min(want, edgeApproach(a, b, w.points[i-1], w.points[i]).distance)
		}
		if want >= limit {
			want = math.Inf(1)
		}
		if got := p.clearance(x, a, b, limit).distance; got != want {
			t.Errorf("%g, want %g, below %g", got, want, limit)
		}
	})
}
