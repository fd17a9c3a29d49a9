package route_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// checkPlaces judges one route of the default flight over places.
func checkPlaces(t *testing.T, c route.Checker, f policy.Flight, names ...string) *route.Route {
	t.Helper()
	r, err := c.CheckStops(t.Context(), f, stops(t, names...))
	if err != nil {
		t.Fatal(err)
	}
	return r.Routes[0]
}

// ofKind are the remarks of one kind.
func ofKind(rt *route.Route, kind string) []route.Sensitivity {
	return slices.DeleteFunc(slices.Clone(rt.Sensitivity), func(s route.Sensitivity) bool { return s.Kind != kind })
}

// From Vnukovo the great circle clips Poland; what it says is the sum of the crossings.
func TestSensitivityClipsPoland(t *testing.T) {
	t.Parallel()
	c, f := builtin(t)
	rt := checkPlaces(t, c, f, "VKO", "BUD")
	km := map[string]float64{}
	for _, x := range rt.Crossings {
		if x.Status == policy.Blocked {
			km[x.State] += x.Km
		}
	}
	var want []string
	for state, d := range km {
		if d < route.ClipKm && d < route.ClipPart*rt.DistanceKm {
			want = append(want, fmt.Sprintf("%s %.0f", state, d))
		}
	}
	slices.Sort(want)
	var got []string
	for _, s := range ofKind(rt, route.Clip) {
		got = append(got, fmt.Sprintf("%s %.0f", s.State, s.Km))
		if !strings.Contains(s.Words, fmt.Sprintf("for %.0f km", s.Km)) || strings.Contains(s.Words, "nothing else") {
			t.Errorf("words %q for %.3f km; others block too", s.Words, s.Km)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" || !slices.Contains(got, fmt.Sprintf("PL %.0f", km["PL"])) {
		t.Errorf("clips %v; Poland for %.1f km\n%s", got, km["PL"], diff)
	}
}

// A clip is short in itself and as a part, and is at no end of the route.
func TestSensitivityClips(t *testing.T) {
	t.Parallel()
	// DE lies from 0 to 10, PL from 10 to 20 degrees east, both to 50 north; a degree of
	// longitude is 71.5 km there, and a line along a parallel bulges north.
	idx := indexWith(t, twoStates)
	set := setOf(t, `{id: pl, issuer: PL, territory: [PL], effect: ban, basis: law, scope: [overflight], summary: Closed}`)
	for _, tc := range []struct {
		name string
		line []orb.Point
		want []string
	}{
		{"a corner of Poland", []orb.Point{{5, 45}, {10.2, 49.9}, {10.2, 52}}, []string{"PL"}},
		{"much of Poland", []orb.Point{{5, 45}, {15, 45}, {15, 52}}, nil},
		{"short, but half of the way", []orb.Point{{10.2, 50.1}, {10.2, 49.8}, {9.9, 49.8}}, nil},
		{"Poland is the destination", []orb.Point{{5, 41}, {10.2, 41}}, nil},
	} {
		rt := checkLine(t, idx, set, civilFlight, tc.line...).Routes[0]
		var got []string
		for _, s := range ofKind(rt, route.Clip) {
			got = append(got, s.State)
			if !strings.HasSuffix(s.Words, "and nothing else blocks it") {
				t.Errorf("%s: %q does not say that nothing else blocks", tc.name, s.Words)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" || rt.Status != policy.Blocked {
			t.Errorf("%s: %v, %v\n%s", tc.name, rt.Sensitivity, told(rt), diff)
		}
	}
}

// Near misses are as far away as the corners of the areas say.
func TestSensitivityNearMisses(t *testing.T) {
	t.Parallel()
	c, f := builtin(t)
	ways, err := route.Ways()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(ways, func(w route.Way) bool { return w.ID == "baltic-de-cz" })
	r, err := c.Check(t.Context(), f, ways[i].Line)
	if err != nil {
		t.Fatal(err)
	}
	rt := r.Routes[0]
	near := ofKind(rt, route.Near)
	if len(near) < 2 || rt.Clearance == nil || near[0].Km != rt.Clearance.Km {
		t.Fatalf("near misses %v, clearance %v", near, rt.Clearance)
	}
	for k, s := range near {
		if k > 0 && s.Km < near[k-1].Km {
			t.Errorf("%q stands after %q", s.Words, near[k-1].Words)
		}
		var area airspace.AreaID
		for id, a := range c.Airspace.All() {
			if a.ID == s.Area {
				area = id
			}
		}
		// The nearest corner of its outline is no nearer, and hardly farther.
		least := math.Inf(1)
		for _, polygon := range c.Airspace.Outline(area) {
			for _, p := range polygon[0] {
				v := sphere.FromLonLat(p)
				for k := 1; k < len(rt.Waypoints); k++ {
					d := s2.DistanceFromSegment(v, sphere.FromLonLat(rt.Waypoints[k-1]), sphere.FromLonLat(rt.Waypoints[k]))
					least = min(least, float64(d)*sphere.RadiusKm)
				}
			}
		}
		if s.Km > least+0.001 || s.Km < least-1 || s.Km <= 0 {
			t.Errorf("%s, %.3f km; the nearest corner is %.3f km away", s.Words, s.Km, least)
		}
	}
}

// Over Crimea the verdict hangs on whose it is; the other world view says the same.
func TestSensitivityWorldView(t *testing.T) {
	t.Parallel()
	c, f := builtin(t)
	defacto, err := c.Airspace.WithWorldview(airspace.DeFacto)
	if err != nil {
		t.Fatal(err)
	}
	there := c
	there.Airspace = defacto
	over := []string{"sochi", "45.3,34.4", "43.2,32", "istanbul"}
	un, de := checkPlaces(t, c, f, over...), checkPlaces(t, there, f, over...)
	for _, tc := range []struct {
		rt, other *route.Route
		owner     string
	}{{un, de, "Russia's"}, {de, un, "Ukraine's"}} {
		s := ofKind(tc.rt, route.WorldView)
		if len(s) != 1 || !strings.Contains(s[0].Words, "Crimea") || !strings.Contains(s[0].Words, tc.owner) || tc.rt.Status == tc.other.Status {
			t.Fatalf("%v; %s in one view, %s in the other", s, tc.rt.Status, tc.other.Status)
		}
		if tc.other.Status != policy.Blocked && !strings.HasSuffix(s[0].Words, fmt.Sprintf("%s instead of %s", tc.other.Status, tc.rt.Status)) {
			t.Errorf("%q; the other view says %s", s[0].Words, tc.other.Status)
		}
		if tc.other.Status == policy.Blocked && !strings.HasSuffix(s[0].Words, "blocked by Ukraine") {
			t.Errorf("%q; the other view blocks", s[0].Words)
		}
		km := 0.
		for _, x := range tc.rt.Crossings {
			if slices.Contains(x.Areas, s[0].Area) {
				km += x.Km
			}
		}
		if math.Abs(km-s[0].Km) > 0.002 {
			t.Errorf("%.3f km, the crossings say %.3f", s[0].Km, km)
		}
	}
	// It passes by the peninsula: nothing hangs on whose it is.
	if s := ofKind(checkPlaces(t, c, f, "sochi", "istanbul"), route.WorldView); s != nil {
		t.Errorf("past Crimea: %v", s)
	}
}
