package airspace_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/flightcheck/flightcheck/airspace"
)

func ExampleLint() {
	// Two areas at the equator with a strip of 0.01 degrees in both.
	file := `{"type": "FeatureCollection", "features": [
		{"type": "Feature", "properties": {"name": "West", "sovereign": ""}, "geometry": {"type": "Polygon",
			"coordinates": [[[0, 0], [0.5, 0], [0.5, 0.5], [0, 0.5], [0, 0]]]}},
		{"type": "Feature", "properties": {"name": "East", "sovereign": ""}, "geometry": {"type": "Polygon",
			"coordinates": [[[0.49, 0], [0.9, 0], [0.9, 0.5], [0.49, 0.5]]]}}]}`
	report, err := airspace.Lint(strings.NewReader(file), airspace.Options{}, airspace.LintOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("refused:", report.Refused())
	for _, f := range report.Findings {
		if f.Severity == airspace.SeverityWarning {
			fmt.Printf("%s %s: %s\n", f.Kind, strings.Join(f.Areas, ", "), f.What)
		}
	}
	// Output:
	// refused: false
	// unclosed East: a ring does not end where it begins; it is closed by a straight side
	// overlap East, West: East and West lie over one another on 61.8 km2, 57 km long and 1090 m wide on the mean
}
