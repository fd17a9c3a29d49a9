package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/plural"
)

// lintCommand is a subcommand of airspace.
func lintCommand() *cli.Command {
	return &cli.Command{
		Name: "lint", Usage: "what is wrong or strange in a GeoJSON file of borders; exit status 2 if it would be refused", ArgsUsage: "FILE",
		Flags: slices.Concat([]cli.Flag{
			&cli.Float64Flag{
				Name: "min-area", Value: airspace.DefaultMinAreaKm2, Usage: "list gaps and overlaps from this size on, in square `KM`; smaller ones are summed",
			},
		}, outputFlags("text or json")),
		Action: airspaceLint,
	}
}

// findingJSON is one finding in JSON.
type findingJSON struct {
	Severity string   `json:"severity"`
	Kind     string   `json:"kind"`
	Areas    []string `json:"areas"`
	Feature  int      `json:"feature,omitempty"`
	Polygon  int      `json:"polygon,omitempty"`
	Ring     int      `json:"ring,omitempty"`
	Position int      `json:"position,omitempty"`
	Lat      *float64 `json:"lat,omitempty"`
	Lon      *float64 `json:"lon,omitempty"`
	Count    int      `json:"count"`
	Km2      float64  `json:"km2,omitempty"`
	Km       float64  `json:"km,omitempty"`
	What     string   `json:"what"`
	Hint     string   `json:"hint,omitempty"`
}

// lintAreaJSON is what was measured of one area.
type lintAreaJSON struct {
	ID         string  `json:"id"`
	Code       string  `json:"code"`
	Corners    int     `json:"corners"`
	MeanSideKm float64 `json:"mean_side_km"`
	Samples    int     `json:"samples"`
	MedianKm   float64 `json:"median_km"`
	P95Km      float64 `json:"p95_km"`
}

// lintJSON is the whole answer.
type lintJSON struct {
	File     string         `json:"file"`
	SHA256   string         `json:"sha256"`
	Refused  bool           `json:"refused"`
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Infos    int            `json:"infos"`
	Polygons int            `json:"polygons"`
	Rings    int            `json:"rings"`
	Corners  int            `json:"corners"`
	Findings []findingJSON  `json:"findings"`
	Areas    []lintAreaJSON `json:"areas"`
}

func toLintJSON(name string, r *airspace.LintReport) lintJSON {
	out := lintJSON{
		File: name, SHA256: r.Source.SHA256, Refused: r.Refused(),
		Errors: r.Count(airspace.SeverityError), Warnings: r.Count(airspace.SeverityWarning), Infos: r.Count(airspace.SeverityInfo),
		Polygons: r.Polygons, Rings: r.Rings, Corners: r.Corners, Findings: []findingJSON{}, Areas: []lintAreaJSON{},
	}
	for _, f := range r.Findings {
		j := findingJSON{
			Severity: string(f.Severity), Kind: f.Kind, Areas: append([]string{}, f.Areas...),
			Feature: f.Feature, Polygon: f.Polygon, Ring: f.Ring, Position: f.Position,
			Count: f.Count, Km2: decimals(f.Km2, 6), Km: decimals(f.Km, 3), What: f.What, Hint: f.Hint,
		}
		if f.Placed {
			lat, lon := decimals(f.At[1], 6), decimals(f.At[0], 6)
			j.Lat, j.Lon = &lat, &lon
		}
		out.Findings = append(out.Findings, j)
	}
	for _, a := range r.Areas {
		out.Areas = append(out.Areas, lintAreaJSON{
			ID: a.ID, Code: a.Code, Corners: a.Corners, MeanSideKm: decimals(a.MeanSideKm, 3),
			Samples: a.Samples, MedianKm: decimals(a.MedianKm, 3), P95Km: decimals(a.P95Km, 3),
		})
	}
	return out
}

// decimals rounds to so many digits after the point.
func decimals(x float64, n int) float64 {
	unit := math.Pow10(n)
	return math.Round(x*unit) / unit
}

func airspaceLint(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("say which file: flightcheck airspace lint borders.geojson")
	}
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	least := c.Float64("min-area")
	if !(least > 0) {
		return usage("--min-area takes square kilometres above 0, not %v", least)
	}
	name := c.Args().First()
	report, err := lintFile(name, airspace.LintOptions{MinAreaKm2: least})
	if err != nil {
		return err
	}
	out := toLintJSON(name, report)
	err = deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, out)
		}
		writeLint(w, out)
		return nil
	})
	if err == nil && out.Refused {
		return statusError(exitUsage)
	}
	return err
}

func lintFile(name string, lint airspace.LintOptions) (*airspace.LintReport, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return airspace.Lint(f, airspace.Options{Name: name}, lint)
}

// writeLint prints the findings for a reader, worst first.
func writeLint(w io.Writer, r lintJSON) {
	var list []finding
	for _, f := range r.Findings {
		list = append(list, finding{f.Severity, f.Kind, f.words()})
	}
	writeFindings(w, list, string(airspace.SeverityInfo))
	verdict := "it can be used"
	if r.Refused {
		verdict = "it would be refused"
	}
	para(w, "File", fmt.Sprintf("%s: %s, %s, %s, %s; %s, %s, %s; %s", r.File,
		plural.Count(len(r.Areas), "area", "areas"), plural.Count(r.Polygons, "polygon", "polygons"), plural.Count(r.Rings, "ring", "rings"),
		plural.Count(r.Corners, "corner", "corners"), plural.Count(r.Errors, "error", "errors"), plural.Count(r.Warnings, "warning", "warnings"),
		plural.Count(r.Infos, "remark", "remarks"), verdict))
}

// words is a finding in one paragraph: kind, where, what, hint.
func (f *findingJSON) words() string {
	var where []string
	if len(f.Areas) == 1 {
		where = append(where, f.Areas[0])
	}
	for _, n := range [...]struct {
		name string
		n    int
	}{{"feature", f.Feature}, {"polygon", f.Polygon}, {"ring", f.Ring}, {"position", f.Position}} {
		if n.n > 0 {
			where = append(where, fmt.Sprintf("%s %d", n.name, n.n))
		}
	}
	if f.Lat != nil && f.Lon != nil {
		where = append(where, fmt.Sprintf("near %.4f,%.4f", *f.Lat, *f.Lon))
	}
	s := f.Kind + ": "
	if len(where) > 0 {
		s += strings.Join(where, ", ") + ": "
	}
	s += f.What
	if f.Hint != "" {
		s += "; " + f.Hint
	}
	return s + "."
}
