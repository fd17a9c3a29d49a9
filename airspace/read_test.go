package airspace

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func TestReadAntimeridianStyles(t *testing.T) {
	for name, coordinates := range map[string]string{
		"uncut":                     "[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]]",
		"uncut, clockwise":          "[[[177,-20],[177,-15],[-178,-15],[-178,-20],[177,-20]]]",
		"beyond 180":                "[[[177,-20],[182,-20],[182,-15],[177,-15],[177,-20]]]",
		"before -180":               "[[[-183,-20],[-178,-20],[-178,-15],[-183,-15],[-183,-20]]]",
		"0 to 360 and no last":      "[[[537,-20],[182,-20],[182,-15],[537,-15]]]",
		"cut in two":                "[[[[177,-20],[180,-20],[180,-15],[177,-15]]],[[[-180,-20],[-178,-20],[-178,-15],[-180,-15]]]]",
		"cut, other corners on 180": "[[[[177,-20],[180,-20],[180,-17],[180,-15],[177,-15]]],[[[-180,-20],[-178,-20],[-178,-15],[-180,-15],[-180,-18]]]]",
		"one ring through 180":      "[[[177,-20],[180,-20],[-180,-20],[-178,-20],[-178,-15],[-180,-15],[180,-15],[177,-15],[177,-20]]]",
		"corners twice":             "[[[177,-20],[177,-20],[-178,-20],[-178,-15],[-178,-15],[177,-15],[177,-20],[177,-20]]]",
		"elevation":                 "[[[177,-20,5],[-178,-20],[-178,-15,-3.5e2,7],[177,-15],[177,-20,5]]]",
	} {
		x := readText(t, areasFile("FJ", coordinates))
		for _, tc := range []struct {
			lat, lon float64
			want     string
		}{
			{-17, 179.5, "FJ"},
			{-17, -179.5, "FJ"},
			{-17, 180, "FJ"},
			{-17, -180, "FJ"},
			{-18.5, 180, "FJ"},
			{-17, 176.9, "-"},
			{-17, -177.9, "-"},
			{-17, 0, "-"},
			{-21, 180, "-"},
		} {
			if got := over(x, tc.lat, tc.lon); got != tc.want {
				t.Errorf("%s: %v, %v is %s", name, tc.lat, tc.lon, got)
			}
		}
		if got := sequence(x, legOf(t, -17, 170, -17, -170)); got != "- FJ -" {
			t.Errorf("%s: %s", name, got)
		}
		if got := sequence(x, legOf(t, -16, 180, -19, 180)); got != "FJ" {
			t.Errorf("%s, along 180: %s", name, got)
		}
		var area float64
		for _, p := range x.Outline(0) {
			for i, q := range p[0] {
				if math.Abs(q[0]) > 180 || i > 0 && math.Abs(q[0]-p[0][i-1][0]) > 5 {
					t.Errorf("%s: outline %v", name, p[0])
				}
			}
			area += planarArea(p[0][:len(p[0])-1]) / 2
		}
		if math.Abs(area-25) > 1e-9 {
			t.Errorf("%s: the outline has %v square degrees", name, area)
		}
	}
}

func TestReadPoles(t *testing.T) {
	for name, coordinates := range map[string]string{
		"artificial sides":      "[[[-180,-90],[-180,-70],[-90,-70],[0,-70],[90,-70],[180,-70],[180,-90],[-180,-90]]]",
		"round without them":    "[[[-180,-70],[-90,-70],[0,-70],[90,-70]]]",
		"round, closed at 180":  "[[[-180,-70],[-90,-70],[0,-70],[90,-70],[180,-70]]]",
		"round, the other way":  "[[[90,-70],[0,-70],[-90,-70],[-180,-70]]]",
		"ends at 85.05":         "[[[-180,-85.0511],[-90,-85.05],[0,-85.05],[170,-85.05],[180,-85.0511],[180,-70],[90,-70],[0,-70],[-90,-70],[-180,-70]]]",
		"ends at 85.05, plain":  "[[[-180,-85.05],[180,-85.05],[180,-70],[90,-70],[0,-70],[-90,-70],[-180,-70]]]",
		"four corners":          "[[[-180,-90],[180,-90],[180,-70],[-180,-70],[-180,-90]]]",
		"four corners, not cut": "[[[-180,-70],[180,-70],[180,-90],[-180,-90]]]",
		"with the pole once":    "[[[0,-70],[90,-70],[180,-70],[-90,-70],[0,-70],[0,-90],[0,-70]]]",
	} {
		x := readText(t, areasFile("AQ", coordinates))
		for _, lon := range []float64{-180, -100, 0, 33, 135, 180} {
			for lat, want := range map[float64]string{-90: "AQ", -86: "AQ", -80: "AQ", -70.01: "AQ", -69.99: "-", 0: "-", 85.06: "-"} {
				if got := over(x, lat, lon); got != want {
					t.Errorf("%s: %v, %v is %s", name, lat, lon, got)
				}
			}
		}
		if got := sequence(x, legOf(t, -60, 50, -60, -130)); got != "- AQ -" {
			t.Errorf("%s, over the pole: %s", name, got)
		}
		var area float64
		for _, p := range x.Outline(0) {
			area += planarArea(p[0][:len(p[0])-1]) / 2
		}
		if area < 360*15 || area > 360*20+1e-6 {
			t.Errorf("%s: the outline has %v square degrees: %v", name, area, x.Outline(0))
		}
	}
}

func TestReadHemispheresAndHoles(t *testing.T) {
	x := readText(t, areasFile(
		"AQ", "[[[-180,-90],[180,-90],[180,0],[-180,0],[-180,-90]],[[10,-20],[10,-10],[20,-10],[20,-20]]]"))
	for _, tc := range []struct {
		lat, lon float64
		want     string
	}{{-45, 0, "AQ"}, {-15, 15, "-"}, {-90, 0, "AQ"}, {1, 0, "-"}, {45, 170, "-"}} {
		if got := over(x, tc.lat, tc.lon); got != tc.want {
			t.Errorf("southern half, %v, %v: %s", tc.lat, tc.lon, got)
		}
	}
	// A hole wound like its shell, one that touches it, and an island in a hole.
	x = readText(t, areasFile("ZA", "[[[[0,0],[10,0],[10,10],[0,10]],[[2,2],[8,2],[8,8],[2,8]],[[0,0],[1,0.5],[0.5,1]]],[[[4,4],[6,4],[6,6],[4,6]]]]"))
	for _, tc := range []struct {
		lat, lon float64
		want     string
	}{{1, 5, "ZA"}, {3, 3, "-"}, {5, 5, "ZA"}, {0.5, 0.5, "-"}, {9, 9, "ZA"}} {
		if got := over(x, tc.lat, tc.lon); got != tc.want {
			t.Errorf("holes, %v, %v: %s", tc.lat, tc.lon, got)
		}
	}
}

func TestReadAcceptsTouchingRings(t *testing.T) {
	for name, coordinates := range map[string]string{
		"a ring that touches itself":    "[[[0,0],[5,5],[10,0],[10,10],[5,5],[0,10]]]",
		"a hole that touches its shell": "[[[0,0],[10,0],[10,10],[0,10]],[[0,0],[5,4],[4,5]]]",
		"two holes that touch":          "[[[0,0],[10,0],[10,10],[0,10]],[[2,2],[4,2],[4,4]],[[4,4],[6,4],[6,6]]]",
		"a spike":                       "[[[0,0],[10,0],[10,10],[15,15],[10,10],[0,10]]]",
	} {
		x := readText(t, areasFile("FR", coordinates))
		if got := over(x, 1, 9.5); got != "FR" {
			t.Errorf("%s: %s", name, got)
		}
		if got := over(x, 12, 12); got != "-" {
			t.Errorf("%s: %s on the spike", name, got)
		}
	}
}

func TestReadDividesLongSides(t *testing.T) {
	x := readText(t, areasFile("CA", box(-120, 49, -95, 60), "US", box(-120, 30, -95, 49)))
	for lon := -119.9; lon < -95; lon += 0.7 {
		// The border is the parallel, not the great circle, which bulges 70 km north.
		if n, s := over(x, 49.0001, lon), over(x, 48.9999, lon); n != "CA" || s != "US" {
			t.Errorf("at %v W: %s north of the border, %s south of it", -lon, n, s)
		}
	}
	if got := sequence(x, legOf(t, 49.001, -118, 49.001, -97)); got != "CA" {
		t.Errorf("the great circle between two points of the parallel: %s", got)
	}
	m := x.geo.mesh
	shared := 0
	for _, e := range m.edges {
		if b := m.borders[e.border]; len(b.left) == 1 && len(b.right) == 1 {
			shared++
		}
	}
	if shared < 100 {
		t.Errorf("only %d edges of the border are shared", shared)
	}
}

func TestReadSharesPartsOfParallels(t *testing.T) {
	// The long northern side of one meets two short ones: they get the same points.
	x := readText(t, areasFile("DZ", box(0, 20, 30, 30), "TN", box(3, 30, 11, 35), "LY", box(11, 30, 25, 35)))
	for lon := 3.05; lon < 25; lon += 0.1 {
		leg := legOf(t, 29, lon, 31, lon)
		if got := sequence(x, leg); got != "DZ TN" && got != "DZ LY" {
			t.Fatalf("at %v: %s", lon, got)
		}
	}
}

func TestReadRoots(t *testing.T) {
	geometry := `{"type":"Polygon","coordinates":` + box(0, 0, 10, 10) + `}`
	for name, text := range map[string]string{
		"a geometry":             geometry,
		"a feature":              `{"type":"Feature","geometry":` + geometry + `}`,
		"members the other way":  `{"features":[{"geometry":{"coordinates":` + box(0, 0, 10, 10) + `,"type":"Polygon"},"properties":null,"type":"Feature"}],"type":"FeatureCollection"}`,
		"a byte order mark":      "\xef\xbb\xbf" + geometry,
		"space everywhere":       " \n{ \"type\" : \"Polygon\" ,\r\n\"coordinates\" : " + strings.ReplaceAll(box(0, 0, 10, 10), ",", " , ") + " } \n",
		"a null geometry beside": `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},{"type":"Feature","properties":{},"geometry":` + geometry + `}]}`,
		"a null in a collection": `{"type":"GeometryCollection","geometries":[null,` + geometry + `]}`,
		"an empty polygon":       `{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[]},{"type":"MultiPolygon","coordinates":[]},` + geometry + `]}`,
	} {
		x := readText(t, text)
		if got := over(x, 5, 5); got == "-" {
			t.Errorf("%s: nothing over 5, 5", name)
		}
		if got := over(x, 5, -5); got != "-" {
			t.Errorf("%s: %s over 5, -5", name, got)
		}
	}
}

func TestReadIdentity(t *testing.T) {
	for _, tc := range []struct {
		name, properties string
		want             Area
	}{
		{"ours", `"id":"UA-43+40","iso_a2":"","name":"Crimea","sovereign":"UA","sovereign_defacto":"RU","disputed":"UA,RU","note":"n"`,
			Area{ID: "UA-43+40", Name: "Crimea", Sovereign: "UA", Claimants: []string{"RU", "UA"}, Disputed: true, Note: "n"}},
		{"Natural Earth, France", `"NAME":"France","ISO_A2":"-99","ISO_A2_EH":"FR","ADM0_A3":"FRA"`, Area{ID: "FR", Code: "FR", Code3: "FRA", Name: "France", Sovereign: "FR"}},
		{"Natural Earth, Kosovo", `"NAME":"Kosovo","ISO_A2":"-99","ISO_A2_EH":"-99","ISO_A3":"-99","ADM0_A3":"KOS","sovereign":"XK"`, Area{ID: "XK", Code: "XK", Code3: "XKX", Name: "Kosovo", Sovereign: "XK"}},
		{"alpha-3", `"ISO_A3":"deu"`, Area{ID: "DE", Code: "DE", Code3: "DEU", Name: "DE", Sovereign: "DE"}},
		{"number -99", `"iso_a2":-99,"name":"Nowhere"`, Area{ID: "Nowhere", Name: "Nowhere"}},
		{"name alone", `"ADMIN":"Germany"`, Area{ID: "DE", Code: "DE", Code3: "DEU", Name: "Germany", Sovereign: "DE"}},
		{"name beside an empty code", `"iso_a2":null,"name":"Germany"`, Area{ID: "Germany", Name: "Germany"}},
		{"the Union's code", `"CNTR_ID":"EL"`, Area{ID: "GR", Code: "GR", Code3: "GRC", Name: "GR", Sovereign: "GR"}},
		{"a territory", `"iso_a2":"GF"`, Area{ID: "GF", Code: "GF", Code3: "GUF", Name: "GF", Sovereign: "FR"}},
		{"no sovereign", `"iso_a2":"EH","sovereign":""`, Area{ID: "EH", Code: "EH", Code3: "ESH", Name: "EH"}},
		{"sovereign in three letters", `"iso_a2":"RE","sovereign":"FRA"`, Area{ID: "RE", Code: "RE", Code3: "REU", Name: "RE", Sovereign: "FR"}},
		{"a list of claimants", `"name":"Rock","disputed":["JP","KR"]`, Area{ID: "Rock", Name: "Rock", Disputed: true, Claimants: []string{"JP", "KR"}}},
		{"a number as id", `"id":12,"iso_a2":"PL"`, Area{ID: "12", Code: "PL", Code3: "POL", Name: "12", Sovereign: "PL"}},
		{"a car sign is no code", `"iso_a2":"RA","name":"Zone"`, Area{ID: "Zone", Name: "Zone"}},
		{"escapes", `"iso_a2":"CI","name":"C\u00f4te d\"Ivoire"`, Area{ID: "CI", Code: "CI", Code3: "CIV", Name: `Côte d"Ivoire`, Sovereign: "CI"}},
		{"nothing", ``, Area{ID: "area 1", Name: "area 1"}},
	} {
		x := readText(t, `{"type":"Feature","properties":{`+tc.properties+`},"geometry":{"type":"Polygon","coordinates":`+box(0, 0, 1, 1)+`}}`)
		tc.want.hasOutline = true
		if diff := cmp.Diff(tc.want, x.Area(0), cmp.AllowUnexported(Area{})); diff != "" {
			t.Errorf("%s:\n%s", tc.name, diff)
		}
	}
}

func TestReadOwnProperties(t *testing.T) {
	text := `{"type":"FeatureCollection","name":"zones","date":"2025-01-02","license":"CC0","features":[{"type":"Feature","id":"f1",
		"properties":{"land":"PL","land3":"POL","titel":"Polen","kennung":"Z1","iso_a2":"DE"},
		"geometry":{"type":"Polygon","coordinates":` + box(0, 0, 1, 1) + `}}]}`
	x, err := ReadGeoJSON(strings.NewReader(text), Options{
		CodeProperties: []string{"Land"}, Code3Properties: []string{"land3"}, NameProperties: []string{"Titel"}, IDProperties: []string{"kennung"}, Worldview: DeFacto,
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := x.Area(0); a.ID != "Z1" || a.Code != "PL" || a.Name != "Polen" || a.Sovereign != "PL" {
		t.Errorf("%+v", a)
	}
	s := x.Source()
	s.SHA256 = ""
	if want := (Source{Name: "zones", Date: "2025-01-02", Licence: "CC0", Worldview: DeFacto, Areas: 1}); s != want {
		t.Errorf("source %+v", s)
	}
	if x = readText(t, text); x.Area(0).ID != "f1" {
		t.Errorf("the feature's id is not used: %+v", x.Area(0))
	}
}

func TestReadSameID(t *testing.T) {
	x := readText(t, areasFile("US", box(0, 0, 1, 1), "US", box(2, 0, 3, 1), "CA", box(4, 0, 5, 1)))
	if x.Len() != 2 || over(x, 0.5, 0.5) != "US" || over(x, 0.5, 2.5) != "US" || len(x.Outline(0)) != 2 {
		t.Errorf("%d areas", x.Len())
	}
	feature := `{"type":"Feature","properties":{"iso_a2":"US","name":%q},"geometry":{"type":"Polygon","coordinates":%s}}`
	x = readText(t, `{"type":"FeatureCollection","features":[`+fmt.Sprintf(feature, "Ohio", box(0, 0, 1, 1))+","+
		fmt.Sprintf(feature, "Iowa", box(1, 0, 2, 1))+","+fmt.Sprintf(feature, "Ohio", box(2, 0, 3, 1))+`]}`)
	if got := sequence(x, legOf(t, 0.5, 0.5, 0.5, 2.5)); got != "US US#2 US" {
		t.Errorf("got %s", got)
	}
}

func TestReadWarnings(t *testing.T) {
	text := `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"iso_a2":"QX","name":"Zone 1"},"geometry":{"type":"Polygon","coordinates":` + box(0, 0, 1, 1) + `}},
		{"type":"Feature","properties":{"name":"Georgia"},"geometry":{"type":"MultiPolygon","coordinates":[` + box(5, 0, 6, 1) + `,[[[7,7],[8,8],[7,7]]]]}},
		{"type":"Feature","properties":{"iso_a2":"FI"},"geometry":{"type":"Polygon","coordinates":` + box(-60, 10, 50, 20) + `}},
		{"type":"Feature","properties":{"iso_a2":"NZ"},"geometry":{"type":"Polygon","coordinates":` + box(-100, 30, 100, 40) + `}},
		{"type":"Feature","properties":{"iso_a2":"SE"},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,1]},{"type":"Point","coordinates":[1,1]},{"type":"MultiLineString","coordinates":[]}]}}]}`
	want := []string{
		"NZ has a side that jumps by 200 degrees of longitude; it was taken the short way, over 180; give a point between if it is meant otherwise",
		"left out: 1 list of lines, 2 points in SE",
		"SE has no outline",
		"1 area has no code: Zone 1",
		"not an ISO 3166-1 code and ignored: QX in Zone 1",
		"1 area was given its State by name alone: Georgia (GE)",
		"left out: 1 ring without area in GE",
	}
	if diff := cmp.Diff(want, readText(t, text).Warnings()); diff != "" {
		t.Error(diff)
	}
}

// badFiles are texts that are refused, with a part of the message. They are seeds
// of the fuzz target too.
var badFiles = []struct{ name, text, want string }{
	{"empty", "", "the file is empty"},
	{"space", " \n", "the file is empty"},
	{"truncated", `{"type":"Polygon","coordinates":[[[0,0],[1,0],`, "truncated"},
	{"not JSON", `{"type":"Polygon",` + "\n" + `"coordinates":[[[0,0],[1,0]}}`, "line 2, column 28"},
	{"words", "hello", "does not begin with {"},
	{"a list", `[{"type":"Polygon"}]`, "does not begin with {"},
	{"KML", `<?xml version="1.0"?><kml/>`, "ogr2ogr"},
	{"zip", "PK\x03\x04...", "unpack"},
	{"UTF-16", "\xff\xfe{\x00", "UTF-8"},
	{"shapefile in SQLite", "SQLite format 3", "ogr2ogr"},
	{"no type", `{"a":1}`, "no GeoJSON"},
	{"TopoJSON", `{"type":"Topology","objects":{}}`, "TopoJSON"},
	{"unknown type", `{"type":"Circle","coordinates":[]}`, `"Circle"`},
	{"feature in place of geometry", `{"type":"Feature","geometry":{"type":"Feature"}}`, "cannot stand"},
	{"features missing", `{"type":"FeatureCollection"}`, `"features"`},
	{"a number as feature", `{"type":"FeatureCollection","features":[1]}`, "feature 1: not an object"},
	{"geometry as feature", `{"type":"FeatureCollection","features":[{"type":"Polygon"}]}`, `must be "Feature"`},
	{"geometry is a number", `{"type":"Feature","geometry":1}`, "not an object"},
	{"no features", `{"type":"FeatureCollection","features":[]}`, "no polygon"},
	{"lines alone", `{"type":"LineString","coordinates":[[0,0],[1,1]]}`, "no polygon"},
	{"no coordinates", `{"type":"Polygon"}`, `"coordinates"`},
	{"no geometries", `{"type":"GeometryCollection"}`, `"geometries"`},
	{"coordinates too flat", `{"type":"Polygon","coordinates":[[0,0],[1,0],[0,1]]}`, "not a position"},
	{"rings are numbers", `{"type":"Polygon","coordinates":[1,2]}`, "list of positions"},
	{"polygons are numbers", `{"type":"MultiPolygon","coordinates":[1]}`, "list of rings"},
	{"one number", `{"type":"Polygon","coordinates":[[[1],[1,0],[0,1]]]}`, "polygon 1, ring 1, position 1: a position of 1 number"},
	{"text as number", `{"type":"Polygon","coordinates":[[[0,0],["1",0],[0,1]]]}`, `position 2: "1" is not a number`},
	{"null as number", `{"type":"Polygon","coordinates":[[[0,0],[null,0],[0,1]]]}`, "null is not a number"},
	{"text as elevation", `{"type":"Polygon","coordinates":[[[0,0,"a text that is much longer than a message should be"],[1,0],[0,1]]]}`, "…"},
	{"NaN", `{"type":"Polygon","coordinates":[[[NaN,0],[1,0],[0,1]]]}`, "NaN"},
	{"1e999", `{"type":"Polygon","coordinates":[[[1e999,0],[1,0],[0,1]]]}`, "too large"},
	{"metres", `{"type":"Polygon","coordinates":[[[4187526,7509137],[4187600,7509137],[4187526,7509200]]]}`, "EPSG:4326"},
	{"metres near the equator", `{"type":"Polygon","coordinates":[[[4187526,7],[4187600,8],[4187526,9]]]}`, "EPSG:4326"},
	{"latitude first", `{"type":"Polygon","coordinates":[[[50,100],[51,100],[50,101]]]}`, "swapped"},
	{"bow tie", `{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}`, "crosses itself near longitude 5.00000, latitude 5.0"},
	{"lopsided bow tie", `{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,9],[0,0]]]}`, "crosses itself"},
	{"an eight through a corner", `{"type":"Polygon","coordinates":[[[0,0],[5,5],[10,10],[10,0],[5,5],[0,9],[0,0]]]}`, "crosses itself near longitude 5.00000, latitude 5.0"},
	{"hole over its shell", `{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10]],[[5,5],[15,5],[15,7],[5,7]]]}`, "crosses itself"},
	{"a line as ring", `{"type":"Polygon","coordinates":[[[0,0],[10,0],[0,0]]]}`, "encloses anything"},
	{"one point", `{"type":"Polygon","coordinates":[[[3,3],[3,3],[3,3],[3,3]]]}`, "encloses anything"},
	{"an empty ring", `{"type":"Polygon","coordinates":[[]]}`, "encloses anything"},
	{"claimant", `{"type":"Feature","properties":{"disputed":"UA,Mars"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1]]]}}`, `"Mars"`},
	{"claimants as number", `{"type":"Feature","properties":{"disputed":7},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1]]]}}`, "neither"},
	{"sovereign", `{"type":"Feature","properties":{"sovereign":"Atlantis"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1]]]}}`, `"Atlantis"`},
	{"nested deep", `{"type":"Polygon","coordinates":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, "10,000 deep"},
	{"collections nested deep", strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 100) + strings.Repeat(`]}`, 100), "64 deep"},
}

func TestReadRefuses(t *testing.T) {
	for _, tc := range badFiles {
		x, err := ReadGeoJSON(strings.NewReader(tc.text), Options{Name: "zones.geojson"})
		var input *InputError
		switch {
		case x != nil || !errors.As(err, &input):
			t.Errorf("%s: got an index %v, error %v", tc.name, x != nil, err)
		case !strings.HasPrefix(err.Error(), "zones.geojson: ") || input.Hint == "" || strings.Contains(err.Error(), "\n"):
			t.Errorf("%s: the message is %q", tc.name, err)
		case !strings.Contains(err.Error(), tc.want):
			t.Errorf("%s: %q does not say %q", tc.name, err, tc.want)
		}
	}
}

// repeated is a reader of a text that comes many times.
type repeated struct {
	text string
	left int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	r.left--
	return copy(p, r.text), nil
}

func TestReadRefusesWhatIsTooLarge(t *testing.T) {
	read := func(r io.Reader, o Options) string {
		_, err := ReadGeoJSON(r, o)
		var input *InputError
		if !errors.As(err, &input) {
			t.Fatalf("got %v", err)
		}
		return err.Error()
	}
	if got := read(&repeated{strings.Repeat(" ", 512), 1 << 40}, Options{MaxBytes: 1 << 20}); !strings.Contains(got, "1048576 bytes") {
		t.Error(got)
	}
	if got := read(&repeated{strings.Repeat("[", 512), 2000}, Options{}); !strings.Contains(got, "does not begin with {") {
		t.Error(got)
	}
	if got := read(strings.NewReader(`{"a":`+strings.Repeat("[", 1_000_000)), Options{}); !strings.Contains(got, "10,000 deep") {
		t.Error(got)
	}
	many := areasFile("US", box(0, 0, 10, 10), "CA", box(10, 0, 20, 10))
	if got := read(strings.NewReader(many), Options{MaxVertices: 9}); !strings.Contains(got, "more than 9 positions") {
		t.Error(got)
	}
	long := areasFile("US", box(-60, 45, 60, 50))
	if got := read(strings.NewReader(long), Options{MaxVertices: 100}); !strings.Contains(got, "MaxVertices") {
		t.Error(got)
	}
	if got := read(strings.NewReader(long), Options{Worldview: "mine"}); !strings.Contains(got, "defacto") {
		t.Error(got)
	}
}

func TestReadReturnsTheErrorOfTheReader(t *testing.T) {
	broken := errors.New("the disk is gone")
	_, err := ReadGeoJSON(iotest.ErrReader(broken), Options{})
	var input *InputError
	if !errors.Is(err, broken) || errors.As(err, &input) {
		t.Errorf("got %v", err)
	}
}

func TestReadDoesNotDependOnWinding(t *testing.T) {
	ring := []orb.Point{{10, 10}, {30, 12}, {28, 40}, {20, 25}, {8, 33}}
	want := ""
	for turn := range 2 * len(ring) {
		r := slices.Clone(ring)
		if turn >= len(ring) {
			slices.Reverse(r)
		}
		r = append(r[turn%len(ring):], r[:turn%len(ring)]...)
		x := readText(t, areasFile("EG", strings.ReplaceAll(fmt.Sprintf("[[%s]]", positions(r)), " ", "")))
		got := sequence(x, legOf(t, 30, 0, 30, 50)) + fmt.Sprint(over(x, 20, 20), over(x, 39, 20), len(x.geo.mesh.edges))
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("turn %d: %s, want %s", turn, got, want)
		}
	}
}

func positions(r []orb.Point) string {
	var out []string
	for _, p := range r {
		out = append(out, fmt.Sprintf("[%v,%v]", p[0], p[1]))
	}
	return strings.Join(out, ",")
}

func FuzzReadGeoJSON(f *testing.F) {
	for _, tc := range badFiles {
		if len(tc.text) < 1000 {
			f.Add(tc.text)
		}
	}
	f.Add(areasFile("FJ", "[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]]", "AQ", "[[[-180,-90],[180,-90],[180,-70],[-180,-70]]]"))
	f.Add(areasFile("ZA", "[[[[0,0],[10,0],[10,10],[0,10]],[[2,2],[8,2],[8,8],[2,8]]]]"))
	f.Add(`{"type":"Feature","id":7,"properties":{"name":"\ud83d\ude00","iso_a2":-99},"geometry":{"type":"GeometryCollection","geometries":[]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		x, err := ReadGeoJSON(strings.NewReader(text), Options{MaxVertices: 5000})
		if err != nil {
			var input *InputError
			if x != nil || !errors.As(err, &input) || strings.Contains(input.What, "\n") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for id := range x.All() {
			x.Outline(id)
		}
		for _, leg := range []Leg{legOf(t, 10, -170, 20, 170), legOf(t, -80, 0, -80, 179), legOf(t, 0, 0, 10, 10)} {
			out := x.AppendCross(nil, leg)
			checkPartition(t, leg, out)
		}
	})
}
