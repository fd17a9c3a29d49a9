package route_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/route"
)

// Two closed zones of one file whose sides run together for a part enclose nobody who
// is outside, and no way that is found enters one of them.
func TestZonesWithSidesInCommon(t *testing.T) {
	t.Parallel()
	first := [4]float64{12, 44.25, 13, 45.25}
	for name, second := range map[string][4]float64{
		"west side, higher":  {12, 45, 12.6, 46.7},
		"west side, inside":  {12, 44.5, 12.5, 45},
		"east side, lower":   {12.5, 43.5, 13, 44.75},
		"the same":           first,
		"two sides":          {12, 44.25, 12.5, 46},
		"a neighbour":        {13, 44, 14, 45},
		"north side, beyond": {12.5, 44.75, 14, 45.25},
		"round it":           {11, 44.25, 14, 46},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			zones := featuresOf(`"id":"EDWW","name":"Bremen"`, first, `"id":"EDMM","name":"Munich"`, second)
			idx := indexWith(t, featuresOf(`"iso_a2":"DE","name":"Germany"`, [4]float64{0, 40, 20, 50}), zones)
			c := route.Checker{Airspace: idx, Policy: setOf(t, banOn("one", "zone:EDWW", ""), banOn("two", "zone:EDMM", ""))}
			s, err := route.NewSearcher(c)
			if err != nil {
				t.Fatal(err)
			}
			for _, from := range []orb.Point{{1, 41}, {11.9, 41}, {10, 45}, {1, 48}} {
				for _, to := range []orb.Point{{19, 44}, {19, 45.1}, {19, 47}, {19, 47.5}, {12.3, 48}} {
					rt, err := s.Shortest(t.Context(), civilFlight, route.Stop{Point: from}, route.Stop{Point: to}, route.SearchOptions{})
					if err != nil {
						t.Errorf("%v to %v: %v", from, to, err)
						continue
					}
					r, err := c.Check(t.Context(), civilFlight, rt.Waypoints)
					if err != nil {
						t.Fatal(err)
					}
					if fmt.Sprint(r.Routes[0].Status) != "open" {
						t.Errorf("%v to %v: the way that was found is %v", from, to, r.Routes[0].Status)
					}
				}
			}
		})
	}
}
