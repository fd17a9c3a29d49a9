package airspace_test

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
)

func ExampleReadZones() {
	states, err := airspace.ReadGeoJSON(strings.NewReader(`{"type": "Feature", "properties": {"iso_a2": "AT"},
		"geometry": {"type": "Polygon", "coordinates": [[[10, 46], [17, 46], [17, 49], [10, 49]]]}}`), airspace.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	upper, err := airspace.ReadZones(strings.NewReader(`{"type": "Feature", "properties": {"id": "LOVV", "name": "Wien", "floor": "FL245"},
		"geometry": {"type": "Polygon", "coordinates": [[[9, 46], [16, 46], [16, 49], [9, 49]]]}}`), airspace.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	idx := states.Join(upper)
	for _, id := range idx.At(orb.Point{15, 48}) {
		a := idx.Area(id)
		if a.Zone == nil {
			fmt.Printf("%s: sovereign %s\n", a.ID, a.Sovereign)
			continue
		}
		fmt.Printf("%s: zone %s, %s, at FL350: %v\n", a.ID, a.Name, a.Zone.Limits(), a.Zone.Meets(350, 350))
	}
	// Output:
	// AT: sovereign AT
	// LOVV: zone Wien, FL245 to UNL, at FL350: true
}
