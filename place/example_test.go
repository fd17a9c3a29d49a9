package place_test

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/place"
)

func ExampleLookup() {
	for _, query := range []string{"Москва", "VKO", "moscow, us", "51°28′39″N 0°27′41″W"} {
		r, err := place.Lookup(query)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %s, %.2f %.2f\n", r.Kind, r, r.Point.Lat(), r.Point.Lon())
	}
	// Output:
	// city: Moscow, Russia, 55.75 37.62
	// airport: Vnukovo International Airport (VKO), Russia, 55.59 37.26
	// city: Moscow, US-ID, 46.73 -117.00
	// point: 51.4775,-0.461389, 51.48 -0.46
}

// A typing error is not corrected in silence.
func ExampleLookup_suggestions() {
	_, err := place.Lookup("mocsow")
	if e, ok := errors.AsType[*place.NotFoundError](err); ok {
		fmt.Println(e.Suggestions[0].Query)
	}
	// Output: moscow
}

func ExampleResult_Note() {
	r, err := place.Lookup("moscow")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Note())
	// Output: Moscow, Russia; also Moscow, US-ID: write "moscow, us"
}

func ExampleParsePoint() {
	p, err := place.ParsePoint("5128N00027W")
	fmt.Printf("%.4f %.2f %v\n", p.Lat(), p.Lon(), err)
	_, err = place.ParsePoint("151.1772,-33.9461")
	fmt.Println(err)
	// Output:
	// 51.4667 -0.45 <nil>
	// "151.1772,-33.9461": the latitude 151.1772 is out of range: it lies in [-90, 90]; if it is the longitude, write "-33.9461,151.1772"
}

func ExampleFormatPoint() {
	fmt.Println(place.FormatPoint(orb.Point{-0.461389, 51.4775}))
	// Output: 51.4775,-0.461389
}

// What somebody may mean who types "mosc".
func ExampleBeginning() {
	list, err := place.Beginning("mosc", 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range list {
		fmt.Printf("%s: %s\n", o.Query, o.Place)
	}
	// Output:
	// moscow: Moscow, Russia
	// moscavide e portela: Moscavide e Portela, Portugal
}
