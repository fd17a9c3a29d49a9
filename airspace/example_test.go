package airspace_test

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
)

// Two made-up rectangles with real codes, and a zone over their border.
const zones = `{"type": "FeatureCollection", "features": [
	{"type": "Feature", "properties": {"iso_a2": "AT"}, "geometry": {"type": "Polygon", "coordinates": [[[10, 46], [17, 46], [17, 49], [10, 49]]]}},
	{"type": "Feature", "properties": {"iso_a2": "HU"}, "geometry": {"type": "Polygon", "coordinates": [[[17, 46], [22, 46], [22, 49], [17, 49]]]}},
	{"type": "Feature", "properties": {"name": "Zone"}, "geometry": {"type": "Polygon", "coordinates": [[[16, 47], [18, 47], [18, 48], [16, 48]]]}}]}`

func ExampleReadGeoJSON() {
	idx, err := airspace.ReadGeoJSON(strings.NewReader(zones), airspace.Options{Name: "zones.geojson"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range idx.All() {
		fmt.Printf("%s: sovereign %q\n", a.ID, a.Sovereign)
	}
	for _, w := range idx.Warnings() {
		fmt.Println("warning:", w)
	}
	// Output:
	// AT: sovereign "AT"
	// HU: sovereign "HU"
	// Zone: sovereign ""
	// warning: 1 area has no code: Zone
}

func ExampleIndex_Cross() {
	idx, err := airspace.ReadGeoJSON(strings.NewReader(zones), airspace.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	leg, err := airspace.NewLeg(orb.Point{15, 47.5}, orb.Point{25, 47.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	for s := range idx.Cross(leg) {
		var names []string
		for _, id := range s.Areas {
			names = append(names, idx.Area(id).ID)
		}
		fmt.Printf("%6.2f to %6.2f km %v\n", s.FromKm, s.ToKm, names)
	}
	// Output:
	//   0.00 to  75.44 km [AT]
	//  75.44 to 150.78 km [AT Zone]
	// 150.78 to 226.05 km [HU Zone]
	// 226.05 to 526.87 km [HU]
	// 526.87 to 752.92 km []
}

func ExampleIndex_Cross_along() {
	idx, err := airspace.ReadGeoJSON(strings.NewReader(zones), airspace.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	leg, err := airspace.NewLeg(orb.Point{17, 48.2}, orb.Point{17, 48.8})
	if err != nil {
		fmt.Println(err)
		return
	}
	for s := range idx.Cross(leg) {
		fmt.Println("along a border:", s.Along, "left:", idx.Area(s.Left[0]).ID, "right:", idx.Area(s.Right[0]).ID)
	}
	// Output:
	// along a border: true left: AT right: HU
}

func ExampleIndex_At() {
	idx, err := airspace.World()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []orb.Point{{28.78, 43.36}, {28.82, 43.36}, {-5.35, 36.14}} { // longitude, latitude
		over := "the high seas"
		for _, id := range idx.At(p) {
			over = idx.Area(id).Name
		}
		fmt.Printf("%v N %v E: %s\n", p[1], p[0], over)
	}
	// Output:
	// 43.36 N 28.78 E: Bulgaria
	// 43.36 N 28.82 E: the high seas
	// 36.14 N -5.35 E: Gibraltar
}

func ExampleWorld() {
	idx, err := airspace.World()
	if err != nil {
		fmt.Println(err)
		return
	}
	defacto, err := idx.WithWorldview(airspace.DeFacto)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(idx.Source().Worldview, defacto.Source().Worldview, idx.Len() == defacto.Len())
	// Output:
	// un defacto true
}
