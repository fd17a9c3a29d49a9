package route_test

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/route"
)

func TestAircraftOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"IL96": "IL96", "il-96-300pu": "IL96", "Il 96 300 PU": "IL96", "A20N": "A20N", "A320neo": "A20N", "737 MAX 8": "B38M",
		"SSJ100": "SU95", "Tu-214": "T204", "G650": "GLF6", "Falcon 7X": "FA7X", "Challenger 650": "CL60", "787-9": "B789", "A350-900": "A359",
		"": "", "C172": "", "IL9": "",
	} {
		a, ok := route.AircraftOf(name)
		if ok != (want != "") || a.Designator != want {
			t.Errorf("%q is %+v, want %q", name, a, want)
		}
		if ok && (a.RangeKm < 2000 || a.RangeKm > 20_000 || a.Source == "" || a.Conditions == "" || a.Date == "") {
			t.Errorf("%+v", a)
		}
	}
}

// A way is compared with the range of the type that flies it; of others nothing is said.
func TestBeyondRange(t *testing.T) {
	t.Parallel()
	c, presidential := builtin(t)
	for _, tc := range []struct {
		from, to, aircraft string
		beyond             bool
	}{
		{"moscow", "budapest", "IL96", false},
		{"moscow", "buenos aires", "IL96", true},
		{"moscow", "buenos aires", "A359", false},
		{"moscow", "vladivostok", "SU95", true},
		{"moscow", "buenos aires", "C172", false},
		{"moscow", "buenos aires", "", false},
	} {
		f := presidential
		f.Type = tc.aircraft
		ends := stops(t, tc.from, tc.to)
		r, err := c.Check(t.Context(), f, orb.LineString{ends[0].Point, ends[1].Point})
		if err != nil {
			t.Fatal(err)
		}
		rt := r.Routes[0]
		a, _ := route.AircraftOf(tc.aircraft)
		want := 0.
		if tc.beyond {
			want = rt.DistanceKm - a.RangeKm
		}
		words := r.RangeWords(rt)
		if math.Abs(rt.BeyondRangeKm-want) > 0.001 || (words != "") != tc.beyond || strings.Contains(rt.Note, "range") != tc.beyond || want < 0 {
			t.Errorf("%s to %s by %q, %.0f km: beyond by %.3f, want %.3f; %q, note %q", tc.from, tc.to, tc.aircraft, rt.DistanceKm, rt.BeyondRangeKm, want, words, rt.Note)
		}
	}
	if set, ok := c.Policy.Flight(); !ok || set.Type != "IL96" {
		t.Errorf("the set's own flight is of type %q", set.Type)
	}
}
