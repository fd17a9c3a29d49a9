package route_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// Where was this flight? Positions come from a receiver, five minutes apart, with a
// silence of half an hour.
func ExampleChecker_Audit() {
	idx, err := airspace.ReadGeoJSON(strings.NewReader(`{"type": "Feature", "properties": {"iso_a2": "FR", "name": "France"},
		"geometry": {"type": "Polygon", "coordinates": [[[0, 44], [6, 44], [6, 50], [0, 50], [0, 44]]]}}`), airspace.Options{Name: "france"})
	if err != nil {
		log.Fatal(err)
	}
	set, err := policy.Parse("mine.yaml", []byte(`
version: 1
rules:
  - {id: NO-ENTRY, issuer: FR, territory: [FR], effect: ban, basis: law, scope: [overflight], summary: Nobody flies over., sources: [{publisher: me}]}
`))
	if err != nil {
		log.Fatal(err)
	}
	var fixes []route.Fix
	for _, minute := range []int{0, 5, 10, 15, 20, 25, 55, 60} {
		fixes = append(fixes, route.Fix{
			Time:  time.Date(2025, 10, 30, 12, minute, 0, 0, time.UTC),
			Point: orb.Point{-3 + 0.16*float64(minute), 47}, // longitude, latitude
			AltFt: 36_000, HasAlt: true,
		})
	}
	flight := policy.Flight{Registration: policy.Registration{State: "CH"}, Kind: policy.CivilAircraft}
	a, err := route.Checker{Airspace: idx, Policy: set}.Audit(context.Background(), flight, fixes, route.AuditOptions{Gap: 10 * time.Minute})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(a.Status)
	for _, e := range a.Entries {
		fmt.Println(e.Words)
	}
	// Output:
	// blocked
	// over the high seas from 2025-10-30T12:00:00Z near 47,-3, where the track begins, for 228 km and 19 min
	// entered France at 2025-10-30T12:18:45Z near 47,0, for 76 km and 6 min: blocked: its own ban
	// unknown: no positions from 2025-10-30T12:25:00Z to 2025-10-30T12:55:00Z (365 km at least), from 47,1 to 47,5.8; it may have crossed France, over which the great circle between lies
	// entered France at 2025-10-30T12:55:00Z near 47,5.8 or before, in the gap, for 15 km and 75 s: blocked: its own ban
	// over the high seas from 2025-10-30T12:56:15Z near 47,6, for 46 km and 4 min
}
