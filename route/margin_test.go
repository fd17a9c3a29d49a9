package route_test

import (
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/route"
)

// TestMarginInKilometres: a found route keeps the margin that was asked for, in
// kilometres, from what is closed; without one it goes along it.
func TestMarginInKilometres(t *testing.T) {
	c := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t, banOn("d", "DE", ""))}
	from, to := route.Stop{Point: orb.Point{-5, 44}}, route.Stop{Point: orb.Point{15, 44}}
	near, err := c.Shortest(t.Context(), civilFlight, from, to, route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	far, err := c.Shortest(t.Context(), civilFlight, from, to, route.SearchOptions{MarginKm: 15})
	if err != nil {
		t.Fatal(err)
	}
	if near.Clearance == nil || near.Clearance.Km > 0.1 {
		t.Errorf("without a margin the clearance is %+v", near.Clearance)
	}
	if far.Clearance == nil || far.Clearance.Km < 15 || far.Clearance.Km > 15.1 {
		t.Errorf("with a margin of 15 km the clearance is %+v", far.Clearance)
	}
	if far.DistanceKm < near.DistanceKm+1 {
		t.Errorf("the way with a margin is %v km long, without %v", far.DistanceKm, near.DistanceKm)
	}
}
