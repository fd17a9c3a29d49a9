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
	// Black Sea, Türkiye, Bulgaria, Serbia: permission
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

// When a flight is where: a closure begins while it is on its way.
func ExamplePlan() {
	idx, err := airspace.World()
	if err != nil {
		log.Fatal(err)
	}
	set, err := policy.Parse("mine.yaml", []byte(`
version: 1
rules:
  - {id: RS-CLOSED, issuer: RS, territory: [RS], effect: close, from: 2022-02-24T00:45Z, basis: notam, summary: Closed}
`))
	if err != nil {
		log.Fatal(err)
	}
	flight := policy.Flight{Registration: policy.Registration{State: "TR"}, Kind: policy.CivilAircraft}
	depart := time.Date(2022, time.February, 24, 0, 10, 0, 0, time.UTC)
	c := route.Checker{Airspace: idx, Policy: set, Plan: route.Plan{Depart: depart, SpeedKmh: 800}}
	report, err := c.Check(context.Background(), flight, orb.LineString{{19.2624, 47.4302}, {23.9445, 37.9364}})
	if err != nil {
		log.Fatal(err)
	}
	for _, x := range report.Routes[0].Crossings[:3] {
		fmt.Println(x.EnterTime.Format(time.RFC3339), x.Name, x.Status)
	}
	// Output:
	// 2022-02-24T00:10:00Z Hungary open
	// 2022-02-24T00:21:14Z Serbia open
	// 2022-02-24T00:45:00Z Serbia blocked
}

// On which days an answer changes.
func ExampleChecker_Changes() {
	idx, err := airspace.World()
	if err != nil {
		log.Fatal(err)
	}
	set, err := policy.Parse("mine.yaml", []byte(`
version: 1
rules:
  - {id: RS-CLOSED, issuer: RS, territory: [RS], effect: close, from: 2022-02-24, until: 2022-03-31, basis: notam, summary: Closed}
`))
	if err != nil {
		log.Fatal(err)
	}
	flight := policy.Flight{Registration: policy.Registration{State: "TR"}, Kind: policy.CivilAircraft}
	stops := []route.Stop{{Name: "Budapest", Point: orb.Point{19.2624, 47.4302}}, {Name: "Athens", Point: orb.Point{23.9445, 37.9364}}}
	changes, err := route.Checker{Airspace: idx, Policy: set}.Changes(context.Background(), flight, stops, policy.Day(2022, 1, 1), policy.Day(2022, 12, 31))
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range changes.Changes {
		fmt.Println(c.Date, c.Status, c.Begins, c.Ends)
	}
	// Output:
	// 2022-01-01 open [] []
	// 2022-02-24 blocked [RS-CLOSED] []
	// 2022-04-01 open [] [RS-CLOSED]
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
