package airspace

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
)

// hardPoints are places on the embedded data where an index goes wrong easily.
var hardPoints = []struct {
	name     string
	lat, lon float64
	id       string // "-" is the high seas
}{
	{"off Varna, inside the baselines", 43.36, 28.78, "BG"},
	{"off Varna, beyond them", 43.36, 28.82, "-"},
	{"Fiji west of 180", -16.8, 179.9, "FJ"},
	{"Fiji east of 180", -16.8, -179.9, "FJ"},
	{"Fiji on 180", -16.8, 180, "FJ"},
	{"Fiji on -180", -16.8, -180, "FJ"},
	{"Chukotka west of 180", 67.5, 179, "RU"},
	{"Chukotka east of 180", 67.5, -178, "RU"},
	{"Chukotka on 180", 67.5, 180, "RU"},
	{"Chukotka on -180", 67.5, -180, "RU"},
	{"North Pole", 90, 0, "-"},
	{"North Pole, from the other side", 90, 180, "-"},
	{"South Pole", -90, 0, "AQ"},
	{"South Pole, another longitude", -90, -123.4, "AQ"},
	{"a little off the South Pole", -89.9, 12, "AQ"},
	{"McMurdo", -77.85, 166.67, "AQ"},
	{"Antarctica on 180", -80, 180, "AQ"},
	{"Maseru, Lesotho", -29.31, 27.49, "LS"},
	{"Bloemfontein", -29.1, 26.2, "ZA"},
	{"Vatican", 41.9029, 12.4534, "VA"},
	{"Rome", 41.9, 12.5, "IT"},
	{"San Marino", 43.94, 12.45, "SM"},
	{"Kaliningrad", 54.71, 20.5, "RU"},
	{"Klaipeda", 55.7, 21.14, "LT"},
	{"Baarle-Hertog, Belgium in the Netherlands", 51.441, 4.93, "BE"},
	{"Baarle-Nassau beside it", 51.449, 4.92, "NL"},
	{"Nahwa, the Emirates in Oman in the Emirates", 25.27, 56.272, "AE"},
	{"Madha, Oman in the Emirates", 25.285, 56.333, "OM"},
	{"Fujairah", 25.12, 56.33, "AE"},
	{"Cabinda", -5.55, 12.2, "AO"},
	{"Pointe-Noire", -4.78, 11.86, "CG"},
	{"Moanda", -5.93, 12.35, "CD"},
	{"Gibraltar", 36.14, -5.35, "GI"},
	{"Ceuta", 35.889, -5.32, "ES"},
	{"Ilemi", 4.75, 35.55, "KE"},
	{"Bir Tawil", 21.87, 33.75, "EG-SD"},
	{"Simferopol", 44.95, 34.1, "UA-43+40"},
	{"Gulf of Guinea", 0, 0, "-"},
	{"Greenwich", 51.4779, 0, "GB"},
	{"Quito, on the equator", 0, -78.45, "EC"},
	{"Point Nemo", -48.87, -123.39, "-"},
}

func TestWorldHardPoints(t *testing.T) {
	x := worldOf(t)
	for _, tc := range hardPoints {
		if got := over(x, tc.lat, tc.lon); got != tc.id {
			t.Errorf("%s (%v, %v): got %s, want %s", tc.name, tc.lat, tc.lon, got, tc.id)
		}
	}
}

func TestWorldMoscowBudapest(t *testing.T) {
	x := worldOf(t)
	leg := legOf(t, 55.5915, 37.2615, 47.43018, 19.26239)
	if got, want := sequence(x, leg), "RU BY RU BY UA PL SK PL SK HU"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	out := x.AppendCross(nil, leg)
	checkPartition(t, leg, out)
	sum := map[string]float64{}
	for _, s := range out {
		sum[ids(x, s.Areas)] += s.ToKm - s.FromKm
	}
	for state, want := range map[string]float64{"UA": 406.9, "BY": 404.3, "RU": 385.5, "HU": 181.4, "SK": 110.1, "PL": 49.0} {
		if got := sum[state]; math.Abs(got-want) > 0.003*want {
			t.Errorf("%s: %.2f km, want %.1f", state, got, want)
		}
	}
	if got := leg.Km(leg.Angle()); math.Abs(got-1537.16) > 0.005 {
		t.Errorf("in all %.3f km, want 1537.16", got)
	}
}

func TestWorldLegs(t *testing.T) {
	x := worldOf(t)
	for _, tc := range []struct {
		name                           string
		fromLat, fromLon, toLat, toLon float64
		want                           string
	}{
		{"over the North Pole", 85, 10, 85, -170, "-"},
		{"over the South Pole", -80, 20, -80, -160, "AQ"},
		{"Vanua Levu to Taveuni over 180", -16.8, 179.9, -16.8, -179.9, "FJ"},
		{"along 180 in Chukotka", 67, 180, 68.5, -180, "RU"},
		{"Chukotka over 180", 67.5, 178, 67.5, -177, "RU"},
		{"into Lesotho and out of it", -29.5, 26.5, -29.5, 29.9, "ZA LS ZA"},
		{"along the equator in Brazil", 0, -60, 0, -55, "BR"},
	} {
		if got := sequence(x, legOf(t, tc.fromLat, tc.fromLon, tc.toLat, tc.toLon)); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestWorldSovereigns(t *testing.T) {
	x := worldOf(t)
	defacto, err := x.WithWorldview(DeFacto)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]Area{}
	for _, a := range x.All() {
		byID[a.ID] = a
	}
	for id, want := range map[string]string{
		"GI": "GB", "GF": "FR", "FO": "DK", "HK": "CN", "SJ": "NO", "CK": "NZ", "GB-SBA": "GB", "EG-SD": "",
		"UA-43+40": "UA", "EH": "", "XK": "RS", "HU": "HU", "GB": "GB",
	} {
		if got, ok := byID[id]; !ok || got.Sovereign != want {
			t.Errorf("%s: sovereign %q (known: %v), want %q", id, got.Sovereign, ok, want)
		}
	}
	crimea := byID["UA-43+40"]
	if !crimea.Disputed || !slices.Equal(crimea.Claimants, []string{"RU", "UA"}) {
		t.Errorf("Crimea: %+v", crimea)
	}
	for id, a := range defacto.All() {
		want := map[string]string{"UA-43+40": "RU", "XK": "XK", "EH": "MA"}[a.ID]
		if want != "" && a.Sovereign != want {
			t.Errorf("%s de facto: %q, want %q", a.ID, a.Sovereign, want)
		}
		if b := x.Area(id); b.ID != a.ID {
			t.Errorf("area %d is %s in one view and %s in the other", id, b.ID, a.ID)
		}
	}
	if x.Source().Worldview != UN || defacto.Source().Worldview != DeFacto {
		t.Error("the source does not name the world view")
	}
	if _, err := x.WithWorldview("mine"); err == nil || !strings.Contains(err.Error(), "defacto") {
		t.Errorf("unknown view: %v", err)
	}
}

func TestWorldIsValid(t *testing.T) {
	src := []byte(data.Countries())
	if !json.Valid(src) {
		t.Fatal("not JSON")
	}
	x, err := ReadGeoJSON(bytes.NewReader(src), Options{})
	if err != nil {
		t.Fatalf("the embedded file does not pass the checks: %v", err)
	}
	w := worldOf(t)
	if diff := cmp.Diff(w.Source(), x.Source()); diff != "" {
		t.Errorf("World differs from the file:\n%s", diff)
	}
	if w.Source().Areas != w.Len() || w.Len() < 240 || w.Source().Licence == "" || w.Source().Attribution == "" || len(w.Source().SHA256) != 64 {
		t.Errorf("source: %+v, %d areas", w.Source(), w.Len())
	}
	for id, a := range w.All() {
		if !a.HasOutline() || len(w.Outline(id)) == 0 || a.Name == "" {
			t.Errorf("%s has no outline or name", a.ID)
		}
	}
}

func TestWorldOutlines(t *testing.T) {
	x := worldOf(t)
	for id, a := range x.All() {
		for _, p := range x.Outline(id) {
			for _, r := range p {
				if len(r) < 4 || r[0] != r[len(r)-1] {
					t.Fatalf("%s: a ring of %d points, from %v to %v", a.ID, len(r), r[0], r[len(r)-1])
				}
				for i, q := range r {
					if math.Abs(q[0]) > 180 || math.Abs(q[1]) > 90 {
						t.Fatalf("%s: %v", a.ID, q)
					}
					if i > 0 && math.Abs(q[0]-r[i-1][0]) > 180 && math.Abs(q[1]) < 90 {
						t.Fatalf("%s jumps from %v to %v", a.ID, r[i-1], q)
					}
				}
			}
		}
	}
	if x.Outline(-1) != nil || x.Outline(AreaID(x.Len())) != nil {
		t.Error("an unknown handle has an outline")
	}
}

func TestWorldAtAgreesWithCross(t *testing.T) {
	x := worldOf(t)
	rng := newRand(7)
	for range 500 {
		leg, err := NewLeg(randomPoint(rng), randomPoint(rng))
		if err != nil {
			continue
		}
		out := x.AppendCross(nil, leg)
		checkPartition(t, leg, out)
		for _, s := range out {
			if s.Along || s.ToAngle-s.FromAngle < 1e-8 {
				continue
			}
			if p := leg.At((s.FromAngle + s.ToAngle) / 2); !slices.Equal(x.At(p), s.Areas) {
				t.Fatalf("%v to %v: At(%v) is %s, the stretch is %s", leg.From(), leg.To(), p, ids(x, x.At(p)), ids(x, s.Areas))
			}
		}
	}
}

func TestAtRefusesWhatIsNoPlace(t *testing.T) {
	x := worldOf(t)
	for _, p := range []orb.Point{{math.NaN(), 0}, {0, math.NaN()}, {math.Inf(1), 0}, {20, 91}, {20, -90.001}, {181, 50}, {-540, 50}} {
		if got := x.At(p); got != nil {
			t.Errorf("%v: %s", p, ids(x, got))
		}
	}
}

func TestZeroIndex(t *testing.T) {
	var x Index
	if x.Len() != 0 || x.At(orb.Point{0, 0}) != nil || x.Warnings() != nil || x.Outline(0) != nil || x.Area(3).ID != "" {
		t.Error("the zero Index holds something")
	}
	if got := sequence(&x, legOf(t, 0, 0, 0, 10)); got != "-" {
		t.Errorf("a leg over nothing: %s", got)
	}
	if y, err := x.WithWorldview(DeFacto); err != nil || y.Len() != 0 {
		t.Errorf("WithWorldview: %v, %v", y, err)
	}
}
