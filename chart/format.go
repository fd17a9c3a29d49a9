package chart

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/route"
)

// Format is a kind of file that a report can be written as.
type Format struct {
	// Name is how the format is asked for, Ending how a file of it ends, with the dot.
	Name, Ending string
	// Says tells in a few words what it is for.
	Says string
	// Write writes a report. An error of the writer is handed on as it is.
	Write func(io.Writer, *route.Report) error
}

// Formats returns all formats, the one for every map first.
func Formats() []Format {
	return []Format{
		{"geojson", ".geojson", "a map for geojson.io, QGIS and programs", GeoJSON},
		{"html", ".html", "a page that opens in a browser, without a network", HTML},
		{"svg", ".svg", "a picture that can be edited and printed", SVG},
		{"png", ".png", "a picture", PNG},
		{"kml", ".kml", "Google Earth and flight planners", KML},
		{"gpx", ".gpx", "routes and waypoints for planners and simulators", GPX},
		{"csv", ".csv", "one line for each crossing and decision, for a spreadsheet", CSV},
	}
}

// FormatNamed returns the format with a name.
func FormatNamed(name string) (Format, bool) {
	return find(func(f Format) bool { return strings.EqualFold(f.Name, name) })
}

// FormatOf returns the format of a file by its ending. A file that ends in .json is
// GeoJSON.
func FormatOf(file string) (Format, bool) {
	ending := strings.ToLower(filepath.Ext(file))
	if ending == ".json" {
		ending = ".geojson"
	}
	return find(func(f Format) bool { return f.Ending == ending })
}

func find(is func(Format) bool) (Format, bool) {
	all := Formats()
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], true
	}
	return Format{}, false
}

// SVG draws a report and writes the picture; see [New].
func SVG(w io.Writer, r *route.Report) error {
	d, err := New(r, Options{})
	if err != nil {
		return err
	}
	return d.SVG(w)
}

// PNG draws a report and writes the picture as a bitmap; see [New].
func PNG(w io.Writer, r *route.Report) error {
	d, err := New(r, Options{})
	if err != nil {
		return err
	}
	return d.PNG(w)
}
