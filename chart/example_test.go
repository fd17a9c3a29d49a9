package chart_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/flightcheck/flightcheck/chart"
	"github.com/flightcheck/flightcheck/route"
)

// A picture of the question whether a flight may go from Vienna to Budapest.
func Example() {
	report, err := route.Check(context.Background(), "vienna", "budapest")
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := chart.New(report, chart.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var svg bytes.Buffer
	if err := d.SVG(&svg); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Title)
	fmt.Println(d.Width, "x", d.Height, "mm")
	// Output:
	// Vienna to Budapest
	// 297 x 210 mm
}
