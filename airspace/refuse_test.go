package airspace

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"
)

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

// A limit may be as high as a number goes, and one below zero lets nothing in. A file that
// says that it is huge gets no room for it.
func TestReadLimits(t *testing.T) {
	text := areasFile("US", box(0, 0, 10, 10), "CA", box(10, 0, 20, 10))
	zone := strings.ReplaceAll(text, "iso_a2", "id")
	for _, o := range []Options{{MaxBytes: math.MaxInt64}, {MaxBytes: int64(len(text))}, {MaxBytes: -1}, {MaxBytes: math.MinInt64}} {
		for name, r := range map[string]func() io.Reader{
			"memory": func() io.Reader { return strings.NewReader(text) },
			"pipe":   func() io.Reader { return io.MultiReader(strings.NewReader(text)) },
			"file":   func() io.Reader { return &sparse{Reader: *strings.NewReader(text), size: 1 << 60} },
		} {
			_, err := ReadGeoJSON(r(), o)
			_, lint := Lint(r(), o, LintOptions{})
			_, zones := ReadZones(strings.NewReader(zone), o)
			for reader, err := range map[string]error{"ReadGeoJSON": err, "ReadZones": zones} {
				if (err == nil) != (o.MaxBytes > 0) {
					t.Errorf("%s, %s, at most %d bytes: %v", reader, name, o.MaxBytes, err)
				}
			}
			if o.MaxBytes > 0 && lint != nil {
				t.Errorf("Lint, %s, at most %d bytes: %v", name, o.MaxBytes, lint)
			}
		}
	}
}

// sparse is a file that has more bytes than there are.
type sparse struct {
	strings.Reader
	size int64
}

func (s *sparse) Len() int { return int(s.size) }

func TestReadRefusesWhatIsTooLarge(t *testing.T) {
	read := func(r io.Reader, o Options) string {
		_, err := ReadGeoJSON(r, o)
		if _, ok := errors.AsType[*InputError](err); !ok {
			t.Fatalf("got %v", err)
		}
		return err.Error()
	}
	if got := read(&repeated{strings.Repeat(" ", 512), 1 << 40}, Options{MaxBytes: 1 << 20}); !strings.Contains(got, "larger than 1 MiB, the limit") {
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

func FuzzReadGeoJSON(f *testing.F) {
	for _, tc := range badFiles {
		if len(tc.text) < 1000 {
			f.Add(tc.text)
		}
	}
	f.Add(areasFile("FJ", "[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]]", "AQ", "[[[-180,-90],[180,-90],[180,-70],[-180,-70]]]"))
	f.Add(areasFile("ZA", "[[[[0,0],[10,0],[10,10],[0,10]],[[2,2],[8,2],[8,8],[2,8]]]]"))
	f.Add(areasFile("US", "[[[0,0],[1e999,0],[10,-1e999],[0,10]]]", "CA", "[[[-180,90],[180,90],[180,89.9999999999999999],[-180,89.99]]]"))
	f.Add(areasFile("DE", "[[[539,0],[541,0],[541,5],[539,5]]]", "FR", "[[[0,0],[0,0],[0,0],[0,0]]]"))
	f.Add("\ufeff" + strings.ReplaceAll(areasFile("DE", box(0, 0, 10, 10)), ",", ",\r\n"))
	f.Add(`{"type":"FeatureCollection","type":"Feature","features":[],"features":null,"geometry":` + strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 60) + strings.Repeat("]}", 60) + "}")
	f.Add(`{"type":"FeatureCollection","bbox":[1],"crs":{"properties":{"name":"EPSG:3857"}},"features":[{"type":"Feature","properties":{"ISO_A2":"\u202eFR","name":"\u001b]0;x\u0007"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}}]}`)
	f.Add("{\"type\":\"FeatureCollection\",\"features\":[\x00\xff")
	long := strings.Repeat("x\xff", 1500)
	f.Add(`{"type":"` + long + `"}`)
	f.Add(`{"type":"FeatureCollection","features":[{"type":"` + long + `"}]}`)
	for _, key := range []string{"sovereign", "disputed", "iso_a2", "name"} {
		f.Add(`{"type":"Feature","properties":{"` + key + `":"` + long + `"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}}`)
	}
	f.Add(`{"type":"Feature","id":7,"properties":{"name":"\ud83d\ude00","iso_a2":-99},"geometry":{"type":"GeometryCollection","geometries":[]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		x, err := ReadGeoJSON(strings.NewReader(text), Options{MaxVertices: 5000})
		if err != nil {
			var input *InputError
			if x != nil || !errors.As(err, &input) || input.What == "" || strings.ContainsAny(err.Error(), "\n\x00\x1b") || len(err.Error()) > 1500 {
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
