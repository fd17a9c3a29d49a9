package airspace

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
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
			area += planar.Area(p)
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
			area += planar.Area(p)
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

func TestReadPutsUpWithKnots(t *testing.T) {
	for name, coordinates := range map[string]string{
		"Natural Earth's, of a metre": "[[[-140.985988,69.711998],[-140.986,69.712],[-140.986,60],[-160,60],[-142.07251,69.851938],[-140.985988,69.711998]]]",
		"a loop of 400 m":             "[[[-150,60],[-140,60],[-140,65],[-139.999,65.001],[-140.001,65.001],[-139.9995,64.9995],[-140,70],[-150,70]]]",
		"through its own corner":      "[[[-150,60],[-140,60],[-140,65],[-140.001,65.001],[-139.999,65.001],[-140,65],[-140,70],[-150,70]]]",
	} {
		x := readText(t, areasFile("US", coordinates))
		if got := over(x, 62, -145); got != "US" {
			t.Errorf("%s: %s", name, got)
		}
		if w := strings.Join(x.Warnings(), " "); !strings.Contains(w, "US crosses itself in") {
			t.Errorf("%s: %q", name, w)
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
	shared := 0
	for _, c := range x.Borders().Chains {
		if len(c.Left) == 1 && len(c.Right) == 1 {
			shared += c.Count - 1
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

func TestReadRingsOutOfPlace(t *testing.T) {
	// A second ring beside the first, and a third in a hole.
	x := readText(t, areasFile("FR", "[[[0,0],[10,0],[10,10],[0,10]],[[20,0],[30,0],[30,10],[20,10]],[[22,2],[28,2],[28,8],[22,8]],[[2,2],[8,2],[8,8],[2,8]],[[4,4],[6,4],[6,6],[4,6]]]"))
	for lon, want := range map[float64]string{1: "FR", 3: "-", 5: "FR", 9: "FR", 15: "-", 21: "FR", 29: "FR"} {
		if got := over(x, 5, lon); got != want {
			t.Errorf("5, %v: %s", lon, got)
		}
	}
	for _, tc := range []struct {
		lon  float64
		want string
	}{{0, "-|FR"}, {2, "FR|-"}, {4, "-|FR"}, {20, "-|FR"}, {30, "FR|-"}} {
		if got := sequence(x, legOf(t, 4.5, tc.lon, 5.5, tc.lon)); got != tc.want {
			t.Errorf("along %v E: %s, want %s", tc.lon, got, tc.want)
		}
	}
	if got := x.Outline(0); len(got) != 3 || len(got[0]) != 3 || len(got[1]) != 1 || len(got[2]) != 1 {
		t.Errorf("outline: %v", got)
	}
	if w := strings.Join(x.Warnings(), "\n"); !strings.Contains(w, "feature 1, polygon 1: ring 2") || !strings.Contains(w, "ring 5") {
		t.Errorf("warnings: %s", w)
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
		"1 area has no code: Zone 1 (QX is no ISO 3166-1 code)",
		"1 area was given its State by name alone: Georgia (GE)",
		"left out: 1 ring without area in GE",
	}
	if diff := cmp.Diff(want, readText(t, text).Warnings()); diff != "" {
		t.Error(diff)
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
		got := sequence(x, legOf(t, 30, 0, 30, 50)) + fmt.Sprint(over(x, 20, 20), over(x, 39, 20), x.layers[0].atlas.points())
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
