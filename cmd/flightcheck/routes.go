package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/route"
)

// routesAction answers the main job.
func routesAction(c *cli.Context) error {
	format, err := formatOf(c, "text", "json", "geojson")
	if err != nil {
		return err
	}
	r, err := candidates(c, format)
	if err != nil {
		return err
	}
	return answer(c, r, format, writeText)
}

// candidates asks for the routes between two places, to be shown in a format.
func candidates(c *cli.Context, format string) (*route.Report, error) {
	if c.NArg() != 2 {
		return nil, usage("say from where to where, two places: flightcheck moscow budapest; got %s (for points between, use check)", counted(c.NArg()))
	}
	opts := route.SearchOptions{CorridorSlack: corridorSlack(c, format)}
	if err := alternativesOf(c, &opts); err != nil {
		return nil, err
	}
	stops, err := stopsOf(c, c.Args().Slice())
	if err != nil {
		return nil, err
	}
	q, err := newQuestion(c)
	if err != nil {
		return nil, err
	}
	return q.Candidates(c.Context, q.flight, stops[0], stops[1], opts)
}

func counted(n int) string {
	switch n {
	case 0:
		return "no place"
	case 1:
		return "one place"
	default:
		return fmt.Sprintf("%d places", n)
	}
}

// stopsOf looks up all places; what else they could mean goes to stderr.
func stopsOf(c *cli.Context, words []string) ([]route.Stop, error) {
	stops := make([]route.Stop, len(words))
	for i, w := range words {
		r, err := lookup(c.App.ErrWriter, w)
		if err != nil {
			return nil, err
		}
		stops[i] = route.StopAt(r.Place)
	}
	return stops, nil
}

// answer delivers a report and ends with its status.
func answer(c *cli.Context, r *route.Report, format string, text func(io.Writer, *route.Report)) error {
	for _, n := range r.LeftOut {
		fmt.Fprintln(c.App.ErrWriter, "flightcheck: "+n)
	}
	err := deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		switch format {
		case "json":
			return writeJSON(w, r)
		case "geojson":
			return writeJSON(w, r.FeatureCollection())
		default:
			text(w, r)
			return nil
		}
	})
	if err != nil {
		return err
	}
	return statusExit(r.Status())
}

// checkAction judges one route over the places in their order.
func checkAction(c *cli.Context) error {
	if c.NArg() < 2 {
		return usage("say at least two places: flightcheck check moscow 41.5,36 sofia budapest; got %s", counted(c.NArg()))
	}
	format, err := formatOf(c, "text", "json", "geojson")
	if err != nil {
		return err
	}
	stops, err := stopsOf(c, c.Args().Slice())
	if err != nil {
		return err
	}
	q, err := newQuestion(c)
	if err != nil {
		return err
	}
	r, err := q.CheckStops(c.Context, q.flight, stops)
	if err != nil {
		return err
	}
	return answer(c, r, format, writeLegByLeg)
}

// mapAction writes the candidates as a map.
func mapAction(c *cli.Context) error {
	if _, err := formatOf(c, "geojson"); err != nil {
		return err
	}
	file := c.String("output")
	if ext := strings.ToLower(filepath.Ext(file)); file != "" && file != "-" && ext != ".geojson" && ext != ".json" {
		return usage("a map is written as GeoJSON; name the file %s.geojson instead of %s", strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), filepath.Base(file))
	}
	r, err := candidates(c, "geojson")
	if err != nil {
		return err
	}
	if file != "" && file != "-" {
		defer func() {
			fmt.Fprintf(c.App.ErrWriter, "flightcheck: %s\n", r.Answer)
			writeCorridors(c.App.ErrWriter, r)
		}()
	}
	return answer(c, r, "geojson", nil)
}
