package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/route"
)

// corridorFlags ask for corridors.
func corridorFlags() []cli.Flag {
	return []cli.Flag{&cli.Float64Flag{
		Name: "corridor-slack", Value: route.DefaultCorridorSlack,
		Usage: "`PART` of its length by which a route may be exceeded in its corridor, at most 1; 0 is no corridor; without it a map alone has corridors",
	}}
}

// showsCorridors tells whether a format has corridors unless they are refused.
func showsCorridors(format string) bool {
	switch format {
	case "geojson", "html", "svg", "png", "kml":
		return true
	default:
		return false
	}
}

// corridorSlack returns the slack of corridors: a map has them, another format if
// that was said.
func corridorSlack(c *cli.Context, format string) float64 {
	if !showsCorridors(format) && !c.IsSet("corridor-slack") {
		return 0
	}
	return c.Float64("corridor-slack")
}

// writeCorridors says how wide the corridors of a map are where they are
// narrowest.
func writeCorridors(w io.Writer, r *route.Report) {
	for _, rt := range r.Routes {
		if c := rt.Corridor; c != nil {
			fmt.Fprintf(w, "flightcheck: corridor of %q: narrowest %s\n", rt.Name, c.Words())
		}
	}
}
