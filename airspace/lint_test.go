package airspace

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/data"
)

// lintText lints a text against a small reference: US and CA side by side at the
// equator, MX above, JP far away.
func lintText(tb interface{ Fatal(...any) }, text string, o LintOptions) *LintReport {
	if o.Against == nil {
		o.Against = referenceIndex()
	}
	r, err := Lint(strings.NewReader(text), Options{Name: "borders.geojson"}, o)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// referenceIndex is read once.
var referenceIndex = sync.OnceValue(func() *Index {
	x, err := ReadGeoJSON(strings.NewReader(referenceText), Options{})
	if err != nil {
		panic(err)
	}
	return x
})

var referenceText = areasFile(
	"US", box(0, 0, 0.5, 0.5), "CA", box(0.5, 0, 1, 0.5), "MX", box(0, 0.5, 1, 1), "JP", box(139, 35, 140, 36), "AQ", box(-180, -90, 180, -60))

// lines writes findings in short: severity, kind, areas, place in the file, and the
// number if it is more than one. Accuracy is left out.
func lines(r *LintReport) []string {
	var out []string
	for _, f := range r.Findings {
		if f.Kind == "accuracy" {
			continue
		}
		s := fmt.Sprintf("%s %s %s", f.Severity, f.Kind, strings.Join(f.Areas, "+"))
		for _, n := range [...]struct {
			letter string
			n      int
		}{{"f", f.Feature}, {"p", f.Polygon}, {"r", f.Ring}, {"at", f.Position}} {
			if n.n > 0 {
				s += fmt.Sprintf(" %s%d", n.letter, n.n)
			}
		}
		if f.Count > 1 {
			s += fmt.Sprintf(" x%d", f.Count)
		}
		out = append(out, s)
	}
	return out
}

func TestLintFindings(t *testing.T) {
	us, ca := box(0, 0, 0.5, 0.5), box(0.5, 0, 1, 0.5)
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"clean", areasFile("US", us, "CA", ca), nil},
		{"wound the other way", areasFile("US", "[[[0,0],[0,0.5],[0.5,0.5],[0.5,0],[0,0]],[[0.1,0.1],[0.2,0.1],[0.2,0.2],[0.1,0.1]]]"), []string{"info winding US f1 p1 r1 x2"}},
		{"not closed", areasFile("US", "[[[0,0],[0.5,0],[0.5,0.5],[0,0.5]]]"), []string{"warning unclosed US f1 p1 r1"}},
		{
			"hole elsewhere", areasFile("US", "[[[0,0],[0.2,0],[0.2,0.2],[0,0.2],[0,0]],[[0.3,0.3],[0.3,0.4],[0.4,0.4],[0.4,0.3],[0.3,0.3]]]"),
			[]string{"warning stray-ring US f1 p1 r2"},
		},
		{"positions repeated", areasFile("US", "[[[0,0],[0,0],[0.5,0],[0.5,0],[0.5,0],[0.5,0.5],[0,0.5],[0,0]]]"), []string{"info repeated US f1 p1 r1 x3"}},
		{"a spike", areasFile("US", "[[[0,0],[0.5,0],[0.5,0.2],[0.7,0.3],[0.5,0.2],[0.5,0.5],[0,0.5],[0,0]]]"), []string{"warning spike US f1 p1 r1"}},
		{"a spike that ends half way", areasFile("US", "[[[0,0],[0.5,0],[0.5,0.25],[0.75,0.25],[0.5,0.25],[0.5,0.5],[0,0.5],[0,0]]]"), []string{"warning spike US f1 p1 r1"}},
		{"an empty ring", areasFile("US", "[[["+"0,0],[0.5,0],[0.5,0.5],[0,0.5],[0,0]],[[0.1,0.1],[0.2,0.2],[0.1,0.1]]]"), []string{"warning empty-ring US f1 p1 r2"}},
		{
			"the end of the Mercator map",
			areasFile("AQ", "[[[-180,-85.0511],[180,-85.0511],[180,-70],[90,-70],[0,-70],[-90,-70],[-180,-70],[-180,-85.0511]]]"),
			[]string{"info pole-row AQ f1 p1 r1", "info long-side AQ f1 p1 r1 x4"},
		},
		{"round the globe", areasFile("AQ", "[[[-180,-90],[180,-90],[180,-70],[-180,-70],[-180,-90]]]"), []string{"info whole-turn AQ f1 p1 r1"}},
		{
			"a jump", areasFile("JP", "[[[-100,30],[100,30],[100,31],[-100,31],[-100,30]]]"),
			[]string{"warning jump JP f1 p1 r1", "warning place JP f1 p1", "info winding JP f1 p1 r1", "info long-side JP f1 p1 r1 x4"},
		},
		{"a knot", areasFile("US", "[[[0,0],[0.5,0],[0.5,0.5],[0.3,0.5],[0.3003,0.5002],[0.3003,0.4998],[0,0.5],[0,0]]]"), []string{"warning knot US f1 p1"}},
		{
			"four self-crossings", areasFile("US", "[[[0,0],[0.4,0],[0.4,0.1],[0.3,-0.1],[0.2,0.1],[0.1,-0.15],[0,0.1],[0,0]]]"),
			append(slices.Repeat([]string{"error self-crossing US f1 p1"}, 4), "info winding US f1 p1 r1"),
		},
		{
			"four that leave as much on the one hand as on the other", areasFile("US", "[[[0,0],[0.4,0],[0.4,0.1],[0.3,-0.1],[0.2,0.1],[0.1,-0.1],[0,0.1],[0,0]]]"),
			slices.Repeat([]string{"error self-crossing US f1 p1"}, 4),
		},
		{
			"two bow ties and what else there is", areasFile("US", "[[[0,0],[0.5,0.5],[0.5,0],[0,0.5],[0,0]]]", "CA", "[[[0.5,0],[1,0.5],[1,0],[0.5,0.5],[0.5,0]]]", "MX", "[[[0,0.5],[0.5,0.5],[0.5,1],[0,1]]]"),
			[]string{"error self-crossing US f1 p1", "error self-crossing CA f2 p1", "warning unclosed MX f3 p1 r1"},
		},
		{
			"two positions that are none", areasFile("US", "[[[0,0],[0,91.5],[1,1],[0,0]]]", "CA", ca, "MX", "[[[0,0],[0]]]"),
			[]string{"error refused  f1 p1 r1 at2", "error refused  f3 p1 r1 at2"},
		},
		{"no polygon", `{"type":"FeatureCollection","features":[]}`, []string{"error refused "}},
		{"a line", areasFile("US", "[[[0,0],[0.5,0.5],[0,0]]]"), []string{"error refused "}},
		{"claimants", `{"type":"Feature","properties":{"disputed":"Mars"},"geometry":{"type":"Polygon","coordinates":` + us + `}}`, []string{"error refused  f1"}},
		{"no code", `{"type":"Feature","properties":{"name":"Here"},"geometry":{"type":"Polygon","coordinates":` + us + `}}`, []string{"warning no-code Here f1"}},
		{"no sovereign, and said so", `{"type":"Feature","properties":{"name":"Here","sovereign":""},"geometry":{"type":"Polygon","coordinates":` + us + `}}`, nil},
		{"unknown code", areasFile("XQ", us), []string{"warning unknown-code area 1 f1"}},
		{
			"unknown code, then a known one", `{"type":"Feature","properties":{"iso_a2":"U1","iso_a3":"USA"},"geometry":{"type":"Polygon","coordinates":` + us + `}}`,
			[]string{"warning unknown-code US f1"},
		},
		{
			"by name", `{"type":"Feature","properties":{"name":"Canada"},"geometry":{"type":"Polygon","coordinates":` + ca + `}}`,
			[]string{"info by-name CA f1"},
		},
		{
			"one id, two areas", strings.ReplaceAll(areasFile("US", us, "CA", ca), `"iso_a2"`, `"id":"A","iso_a2"`),
			[]string{"warning same-id A#2 f2"},
		},
		{
			"no outline, points and lines", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"iso_a2":"MX"},"geometry":{"type":"Point","coordinates":[0,0]}},` +
				`{"type":"Feature","properties":{"iso_a2":"US"},"geometry":{"type":"Polygon","coordinates":` + us + `}}]}`,
			[]string{"warning no-outline MX f1", "info left-out MX f1"},
		},
		{
			"polygons of one area overlap", areasFile("US", "[["+us[1:len(us)-1]+"],["+box(0.1, 0.1, 0.4, 0.6)[1:len(box(0.1, 0.1, 0.4, 0.6))-1]+"]]"),
			[]string{"info union US f1 p1 x2"},
		},
		{"exchanged axes", areasFile("JP", box(35.2, 49, 35.8, 49.5)), []string{"warning place JP f1 p1"}},
	} {
		r := lintText(t, tc.text, LintOptions{})
		if diff := cmp.Diff(tc.want, lines(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
		_, err := ReadGeoJSON(strings.NewReader(tc.text), Options{})
		if r.Refused() != (err != nil) {
			t.Errorf("%s: refused %v, but the reader says %v", tc.name, r.Refused(), err)
		}
	}
}

func TestLintSaysWhere(t *testing.T) {
	r := lintText(t, areasFile("US", "[[[0,0],[0.4,0],[0.4,0.1],[0.2,-0.1],[0,0.15],[0,0]]]"), LintOptions{})
	var got []string
	for _, f := range r.Findings {
		if f.Severity == SeverityError {
			got = append(got, fmt.Sprintf("%.3f,%.3f", math.Abs(f.At[1]), f.At[0]))
		}
	}
	slices.Sort(got)
	if want := []string{"0.000,0.120", "0.000,0.300"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	r = lintText(t, areasFile("US", "[[[0,0],[0.5,0],[0.5,0.2],[0.7,0.3],[0.5,0.2],[0.5,0.5],[0,0.5],[0,0]]]"), LintOptions{})
	if f := r.Findings[0]; f.At != [2]float64{0.7, 0.3} || !f.Placed {
		t.Errorf("the spike is at %v", f.At)
	}
}

func TestLintNamesOtherFormats(t *testing.T) {
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for _, name := range []string{"borders.dbf", "borders\n.shp"} {
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, text, what, hint string }{
		{"Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 11608665\n", "a pointer of Git LFS", "git lfs pull"},
		{"gzip", "\x1f\x8b\x08\x00", "compressed by gzip", "gunzip"},
		{"shapefile in a zip", archive.String(), `a zip archive with a shapefile ("borders\n.shp")`, "ogr2ogr"},
		{"truncated zip", "PK\x03\x04...", "zip archive", "unpack"},
		{"shapefile", "\x00\x00\x27\x0a\x00", "shapefile", ".dbf"},
		{"GeoPackage", "SQLite format 3\x00", "GeoPackage", "LAYER"},
		{"HTML", "\n<!DOCTYPE HTML><title>Sign in</title>", "a web page", "raw file"},
		{"KML", `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>`, "KML", "ogr2ogr"},
		{"GML", `<?xml version="1.0"?><x xmlns:gml="http://www.opengis.net/gml"/>`, "GML", "ogr2ogr"},
		{"AIXM", `<?xml version="1.0"?><AIXM-Snapshot/>`, "AIXM", "ogr2ogr"},
		{"other XML", `<x/>`, "XML", "ogr2ogr"},
		{"TopoJSON", `{"type":"Topology","objects":{}}`, "TopoJSON", "mapshaper"},
		{"a list", `[]`, "a JSON list", "FeatureCollection"},
		{"lines of JSON", "{\"type\":\"Feature\"}\n{\"type\":\"Feature\"}", "more than one JSON text", "FeatureCollection"},
		{"a sequence", "\x1e{}", "RFC 8142", "FeatureCollection"},
		{"text", "hello", "does not begin with {", "GeoJSON"},
	} {
		r := lintText(t, tc.text, LintOptions{})
		if len(r.Findings) != 1 {
			t.Errorf("%s: %d findings", tc.name, len(r.Findings))
			continue
		}
		f := r.Findings[0]
		if !r.Refused() || !strings.Contains(f.What, tc.what) || !strings.Contains(f.Hint, tc.hint) {
			t.Errorf("%s: %s; %s", tc.name, f.What, f.Hint)
		}
	}
}

func TestLintAgreesWithTheReader(t *testing.T) {
	for _, tc := range badFiles {
		if !lintText(t, tc.text, LintOptions{}).Refused() {
			t.Errorf("%s: not refused", tc.name)
		}
	}
}

func TestLintRefusesOptions(t *testing.T) {
	broken := errors.New("the disk is gone")
	if r, err := Lint(iotest.ErrReader(broken), Options{}, LintOptions{}); r != nil || !errors.Is(err, broken) {
		t.Errorf("got %v, %v", r, err)
	}
	for _, o := range []struct {
		opts Options
		lint LintOptions
	}{
		{Options{Worldview: "mine"}, LintOptions{}},
		{Options{}, LintOptions{MinAreaKm2: -1}},
		{Options{}, LintOptions{MinAreaKm2: math.NaN()}},
		{Options{}, LintOptions{MinAreaKm2: math.Inf(1)}},
	} {
		_, err := Lint(strings.NewReader("{}"), o.opts, o.lint)
		if _, ok := errors.AsType[*InputError](err); !ok {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if r := lintText(t, referenceText, LintOptions{}); r.Source.Areas != 5 || r.Polygons != 5 || r.Rings != 5 || r.Corners != 20 || len(r.Source.SHA256) != 64 {
		t.Errorf("%+v", r)
	}
}

func TestLintLimits(t *testing.T) {
	// Two combs across each other, with 400 crossings: all are listed, up to the limit.
	comb := func(flip bool) string {
		var out []string
		at := func(x, y float64) {
			if flip {
				x, y = y, x
			}
			out = append(out, fmt.Sprintf("[%.4f,%.4f]", x, y))
		}
		for i := range 40 {
			x := 0.01 * float64(i)
			at(x, 0)
			at(x+0.005, 0.4)
		}
		return strings.Join(out, ",")
	}
	r := lintText(t, areasFile("US", "[[["+"-0.1,-0.1],"+comb(false)+",[0.5,0.5],"+comb(true)+",[-0.1,-0.1]]]"), LintOptions{})
	n := r.Count(SeverityError)
	more := slices.ContainsFunc(r.Findings, func(f Finding) bool { return strings.Contains(f.Hint, "there may be more") })
	if n < maxRefused || n > maxRefused+1 || !more {
		t.Errorf("%d errors", n)
	}
	many := lintText(t, areasFile(slices.Repeat([]string{"US", "[[[0,0],[0.5,0.5],[0.5,0],[0,0.5],[0,0]]]"}, 30)...), LintOptions{})
	if n := many.Count(SeverityError); n < 20 || n > 30 {
		t.Errorf("%d errors of 30 bow ties", n)
	}
}

// TestLintOfTheEmbeddedBorders wants no fault in them, and no gap where they have the
// high seas.
func TestLintOfTheEmbeddedBorders(t *testing.T) {
	r, err := Lint(strings.NewReader(data.Countries()), Options{Name: "countries.geojson"}, LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Severity == SeverityError || !slices.Contains([]string{"long-side", "pocket", "accuracy"}, f.Kind) {
			t.Errorf("%s %s %v: %s", f.Severity, f.Kind, f.Areas, f.What)
		}
	}
	if len(r.Areas) != worldOf(t).Len() {
		t.Errorf("%d areas", len(r.Areas))
	}
	for _, a := range r.Areas {
		if a.Code != "" && (a.Samples == 0 || a.P95Km > 0.03) {
			t.Errorf("%+v", a)
		}
	}
}

func FuzzLint(f *testing.F) {
	for _, tc := range badFiles {
		if len(tc.text) < 1000 {
			f.Add(tc.text)
		}
	}
	f.Add(areasFile("US", box(0, 0, 0.5, 0.5), "CA", box(0.4, 0, 1, 0.5)))
	f.Add(areasFile("FJ", "[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]]", "AQ", "[[[-180,-90],[180,-90],[180,-70],[-180,-70]]]"))
	f.Add(areasFile("US", "[[[[0,0],[10,0],[10,10],[0,10]],[[2,2],[8,2],[8,8],[2,8]]],[[[1,1],[20,5],[3,9]]]]"))
	f.Add("version https://git-lfs.github.com/spec/v1\n")
	f.Fuzz(func(t *testing.T, text string) {
		opts := Options{MaxVertices: 5000}
		_, err := ReadGeoJSON(strings.NewReader(text), opts)
		r, lintErr := Lint(strings.NewReader(text), opts, LintOptions{Against: referenceIndex()})
		if lintErr != nil {
			t.Fatal(lintErr)
		}
		if r.Refused() != (err != nil) {
			t.Fatalf("refused: %v; the reader says %v", lines(r), err)
		}
		for _, f := range r.Findings {
			if f.What == "" || f.Count < 1 || strings.Contains(f.What, "\n") || math.IsNaN(f.Km2) || f.Km2 < 0 || f.Placed && !usable(f.At) {
				t.Fatalf("%+v", f)
			}
		}
	})
}
