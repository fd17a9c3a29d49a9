package chart

import (
	"encoding/json"
	"io"

	"github.com/flightcheck/flightcheck/route"
)

// GeoJSON writes a report as a map, see [route.Report.FeatureCollection]: indented
// by two spaces, with a line break at the end.
func GeoJSON(w io.Writer, r *route.Report) error {
	if err := checkFile(r, "GeoJSON"); err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r.FeatureCollection())
}
