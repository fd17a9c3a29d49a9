package route_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// One call, with what is built in.
func ExampleCheck() {
	report, err := route.Check(context.Background(), "moscow", "budapest")
	if err != nil {
		log.Fatal(err)
	}
	for _, rt := range report.Routes[:3] {
		fmt.Printf("%s: %s\n", rt.Name, rt.Status)
		for _, b := range rt.BlockedBy {
			fmt.Printf("  %s: %s\n", b.State, b.Effect)
		}
	}
	// Output:
	// shortest as things stand: permission
	// Black Sea, Turkey, Bulgaria, Serbia: permission
	// great circle: blocked
	//   PL: force-landing
	//   SK: ban
	//   UA: close
}

// Your own airspace and rules.
func ExampleChecker_Check() {
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
	flight := policy.Flight{Registration: policy.Registration{State: "CH"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	c := route.Checker{Airspace: idx, Policy: set}
	report, err := c.Check(context.Background(), flight, orb.LineString{{-3, 47}, {9, 47}})
	if err != nil {
		log.Fatal(err)
	}
	for _, x := range report.Routes[0].Crossings {
		fmt.Printf("%s: %.1f km, %s\n", x.Name, x.Km, x.Status)
	}
	fmt.Println(report.Answer)
	// Output:
	// high seas: 228.3 km, open
	// France: 455.2 km, blocked
	// high seas: 228.3 km, open
	// From 47,-3 to 47,9 the great circle, 912 km, is blocked (France: its own ban).
}

// A map of the candidates.
func ExampleReport_FeatureCollection() {
	report, err := route.Check(context.Background(), "moscow", "riga")
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range report.FeatureCollection().Features {
		if f.Properties["kind"] == "crossing" && f.Properties["route"] == "direct" {
			fmt.Println(f.Properties["state"], f.Properties["status"], f.Geometry.GeoJSONType())
		}
	}
	// Output:
	// RU open LineString
	// LV blocked LineString
}
