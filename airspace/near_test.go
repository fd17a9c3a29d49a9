package airspace

import (
	"math"
	"slices"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// bruteClearance measures every edge with the distances of golang/geo.
func bruteClearance(x *Index, a, b s2.Point) []float64 {
	out := make([]float64, x.Len())
	for i := range out {
		out[i] = math.Inf(1)
	}
	m := x.Borders()
	for _, c := range m.Chains {
		best := math.Inf(1)
		for k := c.First; k+1 < c.First+c.Count; k++ {
			u, v := m.Points[k], m.Points[k+1]
			best = min(best, float64(s2.DistanceFromSegment(a, u, v)), float64(s2.DistanceFromSegment(b, u, v)))
			if a != b {
				best = min(best, float64(s2.DistanceFromSegment(u, a, b)), float64(s2.DistanceFromSegment(v, a, b)))
				if s2.CrossingSign(a, b, u, v) == s2.Cross {
					best = 0
				}
			}
		}
		for _, id := range slices.Concat(c.Left, c.Right) {
			out[id] = min(out[id], best*sphere.RadiusKm)
		}
	}
	return out
}

func TestClearanceAgainstBruteForce(t *testing.T) {
	x := worldOf(t)
	rng := newRand(7)
	for i := range 8 {
		p, q := randomPoint(rng), randomPoint(rng)
		if i%3 == 0 {
			q = sphere.Destination(p, rng.Float64()*360, 1+300*rng.Float64())
		}
		leg, err := NewLeg(p, q)
		if err != nil {
			continue
		}
		entered := map[AreaID]bool{}
		for s := range x.Cross(leg) {
			for _, a := range s.Areas {
				entered[a] = true
			}
		}
		want := bruteClearance(x, leg.arc.Start(), leg.arc.End())
		got := x.Clearance(leg, math.Inf(1))
		if len(got)+len(entered) != x.Len() {
			t.Errorf("%v to %v: %d areas passed and %d entered, of %d", p, q, len(got), len(entered), x.Len())
		}
		last := 0.0
		for _, a := range got {
			if math.Abs(a.Km-want[a.Area]) > 1e-6 || entered[a.Area] || a.Km < last {
				t.Errorf("%v to %v: %s at %v km after %v km, want %v", p, q, x.Area(a.Area).ID, a.Km, last, want[a.Area])
			}
			if d := sphere.Km(a.At, leg.At(a.Angle)); math.Abs(d-a.Km) > 1e-6 {
				t.Errorf("%v to %v: %s: the two places are %v km apart, not %v", p, q, x.Area(a.Area).ID, d, a.Km)
			}
			last = a.Km
		}
		each := make([]float64, x.Len()-5) // those beyond its end are left out
		for id := range each {
			each[id] = []float64{-1, 0, 40, 900, math.Inf(1)}[rng.IntN(5)]
		}
		some := slices.DeleteFunc(slices.Clone(got), func(a Approach) bool { return int(a.Area) >= len(each) || a.Km > each[a.Area] })
		if within := x.ClearanceWithin(leg, each); !slices.Equal(within, some) {
			t.Errorf("%v to %v, each area within its own distance: %v, want %v", p, q, within, some)
		}
		for _, km := range []float64{0, 1, 24, 300} {
			near := x.Clearance(leg, km)
			n := 0
			for n < len(got) && got[n].Km <= km {
				n++
			}
			if !slices.Equal(near, got[:n]) {
				t.Errorf("%v to %v within %v km: %v, want %v", p, q, km, near, got[:n])
			}
		}
	}
}

func TestDistanceAgainstBruteForce(t *testing.T) {
	x := worldOf(t)
	rng := newRand(8)
	for range 6 {
		p := randomPoint(rng)
		v := sphere.FromLonLat(p)
		want := bruteClearance(x, v, v)
		for id := range x.All() {
			if id%7 != 0 {
				continue
			}
			km := want[id]
			if slices.Contains(x.At(p), id) {
				km = 0
			}
			if got, ok := x.Distance(p, id); !ok || math.Abs(got-km) > 1e-6 {
				t.Errorf("%v to %s: %v %v, want %v", p, x.Area(id).ID, got, ok, km)
			}
		}
	}
}

func TestClearancePlaces(t *testing.T) {
	x := readText(t, areasFile("LV", box(20, 56, 28, 58), "LT", box(20, 54, 28, 56), "EE", box(20, 58.1, 28, 60)))
	leg := legOf(t, 57, 18, 57, 19.9)
	got := x.Clearance(leg, 20)
	if len(got) != 1 || x.Area(got[0].Area).ID != "LV" || math.Abs(got[0].Km-sphere.Km(orb.Point{19.9, 57}, orb.Point{20, 57})) > 0.001 || math.Abs(got[0].Angle-leg.Angle()) > 1e-12 {
		t.Errorf("to the border of Latvia: %+v", got)
	}
	// Along the border of two States neither is entered.
	along := x.Clearance(legOf(t, 54.5, 20, 55.5, 20), 1)
	if len(along) != 1 || along[0].Km > 1e-9 {
		t.Errorf("along the border of Lithuania: %+v", along)
	}
	for name, ok := range map[string]bool{
		"negative":  x.Clearance(leg, -1) == nil,
		"NaN":       x.Clearance(leg, math.NaN()) == nil,
		"empty leg": x.Clearance(Leg{}, 100) == nil,
		"no index":  (*Index)(nil).Clearance(leg, 100) == nil,
		"no areas":  x.ClearanceWithin(leg, nil) == nil,
	} {
		if !ok {
			t.Errorf("%s: there is a clearance", name)
		}
	}
	if _, ok := x.Distance(orb.Point{0, 91}, 0); ok {
		t.Error("91 N has a distance")
	}
	if _, ok := x.Distance(orb.Point{0, 0}, 9); ok {
		t.Error("an unknown area has a distance")
	}
	if km, ok := x.Distance(orb.Point{24, 57}, 0); !ok || km != 0 {
		t.Errorf("within: %v %v", km, ok)
	}
}

func BenchmarkClearance(b *testing.B) {
	x := worldOf(b)
	leg := legOf(b, 55.5915, 37.2615, 47.43018, 19.26239)
	for name, km := range map[string]float64{"20km": 20, "100km": 100, "all": math.Inf(1)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				x.Clearance(leg, km)
			}
		})
	}
}
