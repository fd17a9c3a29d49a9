package airspace

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// zonesFile makes a FeatureCollection of pairs of properties and coordinates of a
// Polygon.
func zonesFile(pairs ...string) string {
	var features []string
	for i := 0; i+1 < len(pairs); i += 2 {
		features = append(features, fmt.Sprintf(
			`{"type":"Feature","properties":{%s},"geometry":{"type":"Polygon","coordinates":%s}}`, pairs[i], pairs[i+1]))
	}
	return `{"type":"FeatureCollection","date":"2025-10-24","features":[` + strings.Join(features, ",") + `]}`
}

func readZonesText(tb testing.TB, text string) *Index {
	tb.Helper()
	x, err := ReadZones(strings.NewReader(text), Options{Name: "fir.geojson"})
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// theZone returns the zone of a file of one.
func theZone(tb testing.TB, properties string) Area {
	tb.Helper()
	return readZonesText(tb, zonesFile(properties, box(20, 40, 30, 50))).Area(0)
}

func TestZoneIdentity(t *testing.T) {
	for _, c := range []struct{ name, properties, id, title, code string }{
		{"Lviv", `"id":"UKLV","name":"Lviv FIR"`, "UKLV", "Lviv FIR", ""},
		{"Lviv by its name", `"name":" Lviv FIR "`, "Lviv FIR", "Lviv FIR", ""},
		{"Lviv by its id", `"ID":"UKLV"`, "UKLV", "UKLV", ""},
		{"Lviv as designator", `"ident":"UKLV","FIRname":"Lviv"`, "UKLV", "Lviv", ""},
		{"a number for an id", `"id":12,"name":"Lviv FIR"`, "12", "Lviv FIR", ""},
		{"a code keeps out of sovereignty", `"id":"UKLV","iso_a2":"ua"`, "UKLV", "UKLV", "UA"},
		{"a code of three letters", `"id":"UKLV","iso_a2":"-99","iso_a3":"UKR"`, "UKLV", "UKLV", "UA"},
		{"a State's name is no code", `"name":"Ukraine"`, "Ukraine", "Ukraine", ""},
		{"a sovereign is not read", `"name":"Lviv FIR","sovereign":"UA","disputed":"UA,RU"`, "Lviv FIR", "Lviv FIR", ""},
	} {
		a := theZone(t, c.properties)
		if a.ID != c.id || a.Name != c.title || a.Code != c.code || a.Sovereign != "" || a.Disputed || a.Claimants != nil || !a.HasOutline() {
			t.Errorf("%s: %+v", c.name, a)
		}
		if a.Zone == nil || a.Zone.ID != c.id || a.Zone.Source.Name != "fir.geojson" || a.Zone.Source.Date != "2025-10-24" || a.Zone.Source.Areas != 1 {
			t.Errorf("%s: zone %+v", c.name, a.Zone)
		}
	}
}

func TestZoneLimitsAndDates(t *testing.T) {
	for _, c := range []struct{ properties, limits, period string }{
		{``, "", ""},
		{`"floor":null,"ceiling":"","from":null,"until":""`, "", ""},
		{`"floor":"FL245","ceiling":"UNL"`, "FL245 to UNL", ""},
		{`"FLOOR":"fl285"`, "FL285 to UNL", ""},
		{`"ceiling":"5000 ft"`, "GND to 5000 ft", ""},
		{`"floor":"SFC","ceiling":"1500 m"`, "GND to 1500 m", ""},
		{`"floor":"FL195","ceiling":"FL195"`, "FL195 to FL195", ""},
		{`"from":"2025-10-01"`, "", "from 2025-10-01"},
		{`"until":"2025-10-31"`, "", "until 2025-10-31"},
		{`"from":"2025-10-30","until":"2025-10-30"`, "", "from 2025-10-30 until 2025-10-30"},
		{`"from":"2025-10-30T08:00Z","until":"2025-10-30T09:30:15Z"`, "", "from 2025-10-30T08:00:00Z until 2025-10-30T09:30:15Z"},
	} {
		z := theZone(t, strings.TrimSuffix(`"name":"Lviv FIR",`+c.properties, ",")).Zone
		if z.Limits() != c.limits || z.Period() != c.period || z.Always() != (c.period == "") {
			t.Errorf("%s: %q, %q", c.properties, z.Limits(), z.Period())
		}
	}
}

func TestZoneRefused(t *testing.T) {
	good := zonesFile(`"name":"Lviv FIR"`, box(20, 40, 30, 50))
	for _, c := range []struct{ name, text, want string }{
		{"no name", zonesFile(`"name":"Lviv FIR"`, box(0, 0, 1, 1), `"iso_a2":"UA"`, box(1, 1, 2, 2)), `fir.geojson: feature 2: the zone has no name; give it a property "name", "id" or both`},
		{"a bare number", zonesFile(`"name":"Lviv FIR","floor":245`, box(0, 0, 1, 1)), `fir.geojson: feature 1, floor: the altitude "245" has no unit; write FL245, 245 ft or 245 m`},
		{"a bare number as text", zonesFile(`"name":"Lviv FIR","ceiling":"66000"`, box(0, 0, 1, 1)), `feature 1, ceiling: the altitude "66000" has no unit; write 66000 ft or 66000 m`},
		{"no value", zonesFile(`"name":"Lviv FIR","ceiling":-99`, box(0, 0, 1, 1)), `feature 1, ceiling: the altitude "-99" is below the sea`},
		{"a truth", zonesFile(`"name":"Lviv FIR","ceiling":true`, box(0, 0, 1, 1)), `feature 1, ceiling: true is no text; write it in quotation marks`},
		{"a list", zonesFile(`"name":"Lviv FIR","from":["2025-10-30"]`, box(0, 0, 1, 1)), `feature 1, from: ["2025-10-30"] is no text`},
		{"upside down", zonesFile(`"name":"Lviv FIR","floor":"FL245","ceiling":"5000 ft"`, box(0, 0, 1, 1)), `feature 1: the floor FL245 is above the ceiling 5000 ft; turn them round`},
		{"no room above", zonesFile(`"name":"Lviv FIR","floor":"UNL"`, box(0, 0, 1, 1)), `feature 1: the floor is UNL, which leaves nothing above it`},
		{"no room below", zonesFile(`"name":"Lviv FIR","ceiling":"GND"`, box(0, 0, 1, 1)), `feature 1: the ceiling is the ground, which leaves nothing below it`},
		{"a day that is none", zonesFile(`"name":"Lviv FIR","from":"2025-02-30"`, box(0, 0, 1, 1)), `feature 1, from: "2025-02-30" is neither a day nor an instant; write 2025-10-30 or 2025-10-30T08:00:00Z`},
		{"a year", zonesFile(`"name":"Lviv FIR","until":2025`, box(0, 0, 1, 1)), `feature 1, until: "2025" is neither a day nor an instant`},
		{"an end that is unknown", zonesFile(`"name":"Lviv FIR","until":"unknown"`, box(0, 0, 1, 1)), `feature 1, until: "unknown" is neither a day nor an instant`},
		{"local time", zonesFile(`"name":"Lviv FIR","until":"2025-10-30T08:00:00+02:00"`, box(0, 0, 1, 1)), `is not in UTC; write 2025-10-30T06:00:00Z`},
		{"the end first", zonesFile(`"name":"Lviv FIR","from":"2025-10-30","until":"2025-10-29"`, box(0, 0, 1, 1)), `feature 1: the zone ends before it begins (from 2025-10-30 until 2025-10-29); turn from and until round`},
		{"points", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[1,2]}}]}`, `there is no polygon in it (1 feature); zones are areas`},
		{"no features", `{"type":"FeatureCollection","features":[]}`, `there is no polygon in it (0 features)`},
		{"cut off", good[:len(good)-5], `fir.geojson: line 1`},
		{"nothing", ``, `fir.geojson: the file is empty`},
		{"a list of features", `[]`, `the file does not begin with {`},
		{"swapped", zonesFile(`"name":"a"`, `[[[50,120],[51,120],[51,121],[50,120]]]`), `looks as if longitude and latitude were swapped`},
	} {
		x, err := ReadZones(strings.NewReader(c.text), Options{Name: "fir.geojson"})
		var input *InputError
		if x != nil || !errors.As(err, &input) || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
	}
	for name, opts := range map[string]Options{
		"larger than":         {MaxBytes: 10},
		"more than 3 pos":     {MaxVertices: 3},
		`"them" is not known`: {Worldview: "them"},
	} {
		if _, err := ReadZones(strings.NewReader(good), opts); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
	}
	broken := errors.New("the disk is gone")
	if _, err := ReadZones(failing{broken}, Options{}); !errors.Is(err, broken) {
		t.Errorf("%v, want the error of the reader", err)
	}
}

// failing is a reader that gives nothing but its error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// Features with all the same are one zone; other limits under one id are another,
// and no two zones have one id.
func TestZoneIDs(t *testing.T) {
	x := readZonesText(t, zonesFile(
		`"id":"UKLV","name":"Lviv","floor":"FL275"`, box(20, 40, 30, 50),
		`"id":"UKLV","name":"Lviv","floor":"FL275"`, box(30, 40, 40, 50),
		`"id":"UKLV","name":"Lviv","ceiling":"FL275"`, box(20, 40, 30, 50),
		`"id":"UKLV#3","name":"another"`, box(0, 0, 1, 1),
		`"id":"UKLV","name":"Lviv upper"`, box(20, 40, 30, 50),
		`"id":"UKLV","name":"Lviv","floor":"FL275","from":"2025-10-30"`, box(20, 40, 30, 50),
	))
	var got []string
	for _, a := range x.All() {
		got = append(got, a.ID+" of "+a.Zone.ID)
	}
	if diff := cmp.Diff([]string{"UKLV of UKLV", "UKLV#2 of UKLV", "UKLV#3 of UKLV#3", "UKLV#4 of UKLV", "UKLV#5 of UKLV"}, got); diff != "" {
		t.Error(diff)
	}
	if over := ids(x, x.At(orb.Point{35, 45})); over != "UKLV" {
		t.Errorf("the second box of the first zone: %s", over)
	}
}

func TestZoneWarnings(t *testing.T) {
	x := readZonesText(t, `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"name":"Lviv FIR","upper_limit":"FL660","lower_limit":null},"geometry":{"type":"GeometryCollection","geometries":[
			{"type":"Polygon","coordinates":[[[20,40],[30,40],[30,50]]]},{"type":"Point","coordinates":[25,45]}]}},
		{"type":"Feature","properties":{"name":"Kyiv FIR","upper_limit":660},"geometry":null}]}`)
	want := []string{
		"left out: 1 point in Lviv FIR",
		`the property "upper_limit" is not read (2 features); limits and dates are called floor, ceiling, from and until`,
		"Kyiv FIR has no outline",
	}
	if diff := cmp.Diff(want, x.Warnings()); diff != "" {
		t.Error(diff)
	}
}

func TestZoneMeets(t *testing.T) {
	for _, c := range []struct {
		floor, ceiling string
		low, high      int
		want           bool
	}{
		{"", "", 350, 350, true},
		{"FL245", "", 245, 245, true},
		{"FL245", "", 244, 244, false},
		{"", "FL245", 245, 245, true},
		{"", "FL245", 246, 246, false},
		{"", "FL245", 0, 350, true},
		{"FL245", "UNL", 0, 245, true},
		{"FL245", "UNL", 0, 240, false},
		{"FL195", "FL285", 350, 350, false},
		{"FL195", "FL285", 195, 195, true},
		{"GND", "10000 m", 328, 328, true},  // 32,808.4 ft
		{"GND", "10000 m", 329, 329, false}, // the level above
		{"24550 ft", "UNL", 245, 245, false},
		{"24550 ft", "UNL", 246, 246, true},
	} {
		z := Zone{}
		for text, to := range map[string]*Altitude{c.floor: &z.Floor, c.ceiling: &z.Ceiling} {
			if a, err := ParseAltitude(text); text != "" && err == nil {
				*to = a
			}
		}
		if got := z.Meets(c.low, c.high); got != c.want {
			t.Errorf("%s, FL%d to FL%d: %v", z.Limits(), c.low, c.high, got)
		}
	}
}

func TestZoneDuring(t *testing.T) {
	for _, c := range []struct {
		from, until string // of the zone
		first, last string // what is asked
		some, all   bool
		describes   string
	}{
		{"", "", "2025-10-30T00:00:00Z", "2025-10-30T23:59:59Z", true, true, "always"},
		{"2025-10-30", "2025-10-30", "2025-10-30T00:00:00Z", "2025-10-30T23:59:59Z", true, true, "that day"},
		{"2025-10-31", "", "2025-10-30T00:00:00Z", "2025-10-30T23:59:59Z", false, false, "from the day after"},
		{"", "2025-10-29", "2025-10-30T00:00:00Z", "2025-10-30T23:59:59Z", false, false, "until the day before"},
		{"2025-10-30T08:00Z", "", "2025-10-30T00:00:00Z", "2025-10-30T23:59:59Z", true, false, "from the morning on"},
		{"", "2025-10-30T08:00Z", "2025-10-30T00:00:00Z", "2025-10-30T23:59:59Z", true, false, "until the morning"},
		{"2025-10-30T08:00Z", "2025-10-30T09:00Z", "2025-10-30T09:00:00Z", "2025-10-30T09:00:00Z", true, true, "the last second"},
		{"2025-10-30T08:00Z", "2025-10-30T09:00Z", "2025-10-30T09:00:01Z", "2025-10-30T09:00:01Z", false, false, "a second later"},
		{"2025-10-30T08:00Z", "2025-10-30T09:00Z", "2025-10-30T07:59:59Z", "2025-10-30T07:59:59Z", false, false, "a second before"},
	} {
		properties := `"name":"Lviv FIR"`
		for key, v := range map[string]string{"from": c.from, "until": c.until} {
			if v != "" {
				properties += fmt.Sprintf(`,%q:%q`, key, v)
			}
		}
		first, err1 := time.Parse(time.RFC3339, c.first)
		last, err2 := time.Parse(time.RFC3339, c.last)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if some, all := theZone(t, properties).Zone.During(first, last); some != c.some || all != c.all {
			t.Errorf("%s: some %v, all %v", c.describes, some, all)
		}
	}
}

// Zones joined to States overlap them and each other; a hole is a hole.
func TestZonesJoined(t *testing.T) {
	states := readText(t, areasFile("DE", box(0, 40, 10, 50), "PL", box(10, 40, 20, 50)))
	zones := readZonesText(t, zonesFile(
		`"id":"EDWW"`, `[[[2,42],[8,42],[8,48],[2,48]],[[4,44],[6,44],[6,46],[4,46]]]`, // with a hole
		`"id":"EPWW"`, box(7, 42, 25, 48), // over the State's end, and over the first
		`"id":"PL"`, box(30, 40, 40, 50), // the id of a State
	))
	x := states.Join(zones)
	if states.Len() != 2 || zones.Len() != 3 || x.Len() != 5 {
		t.Fatalf("%d and %d areas make %d", states.Len(), zones.Len(), x.Len())
	}
	for lon, want := range map[float64]string{1: "DE", 3: "DE+EDWW", 5: "DE", 7.5: "DE+EDWW+EPWW", 15: "EPWW+PL", 22: "EPWW", 28: "-", 35: "PL#2"} {
		if got := ids(x, x.At(orb.Point{lon, 45})); got != want {
			t.Errorf("at %v: %s, want %s", lon, got, want)
		}
	}
	for _, a := range x.All() {
		if isZone := strings.HasPrefix(a.ID, "E") || a.ID == "PL#2"; isZone != (a.Zone != nil) || isZone != (a.Sovereign == "") {
			t.Errorf("%s: zone %v, sovereign %q", a.ID, a.Zone, a.Sovereign)
		}
		if a.ID == "PL#2" && a.Zone.ID != "PL" {
			t.Errorf("the file's id of %s is %s", a.ID, a.Zone.ID)
		}
	}
	defacto, err := x.WithWorldview(DeFacto)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range defacto.All() {
		if (a.Zone == nil) == (a.Sovereign == "") {
			t.Errorf("%s in another world view: %q", a.ID, a.Sovereign)
		}
	}
	leg, err := NewLeg(orb.Point{-1, 45}, orb.Point{26, 45})
	if err != nil {
		t.Fatal(err)
	}
	var along []string
	for s := range x.Cross(leg) {
		along = append(along, ids(x, s.Areas))
	}
	if got, want := strings.Join(along, " "), "- DE DE+EDWW DE DE+EDWW DE+EDWW+EPWW DE+EPWW EPWW+PL EPWW -"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// FuzzReadZones reads anything: an index of zones or an error that says what.
func FuzzReadZones(f *testing.F) {
	f.Add(zonesFile(`"id":"UKLV","name":"Lviv FIR","floor":"FL245","ceiling":"UNL","from":"2025-10-30","until":"2025-10-31T08:00Z"`, box(20, 40, 30, 50)))
	f.Add(zonesFile(`"id":7,"iso_a2":"UA"`, box(170, -90, 190, -80), `"id":7,"floor":"1500 m"`, box(-180, -90, 180, 90)))
	f.Add(zonesFile(`"name":"a","floor":245`, box(0, 0, 1, 1)))
	f.Add(`{"type":"Feature","id":"A","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1]]]}}`)
	f.Add(`{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1]]]}`)
	f.Add("\xef\xbb\xbf{}")
	f.Add(zonesFile(`"id":"A\u001b[31m","name":"L\u202eviv\u009b\r\nFIR","id":"B","floor":"UNL","ceiling":"GND"`, box(20, 40, 30, 50)))
	f.Add(zonesFile(`"id":1e999,"floor":-1e308,"ceiling":9223372036854775808,"from":"0000-00-00","until":"9999-12-31T23:59:60Z"`, box(179.9, 89.9, 180, 90)))
	f.Add(zonesFile(`"id":"A","floor":[],"ceiling":{}`, "[[[1e999,0],[181,91],[0,0,0,0],[]]]"))
	f.Add(zonesFile(`"id":"A","name":"\ud800"`, strings.Repeat("[", 50)+strings.Repeat("]", 50)))
	f.Fuzz(func(t *testing.T, text string) {
		x, err := ReadZones(strings.NewReader(text), Options{MaxBytes: 4000, MaxVertices: 2000})
		if err != nil {
			var input *InputError
			if !errors.As(err, &input) || input.What == "" || x != nil || strings.ContainsAny(err.Error(), "\n\x00\x1b") || len(err.Error()) > 1500 {
				t.Fatalf("%v, %q", x, err)
			}
			return
		}
		seen := map[string]bool{}
		for _, a := range x.All() {
			if a.Zone == nil || a.Sovereign != "" || a.ID == "" || a.Name == "" || seen[a.ID] || a.Zone.Floor.Feet() > a.Zone.Ceiling.Feet() && !a.Zone.Ceiling.IsZero() {
				t.Fatalf("%+v", a)
			}
			seen[a.ID] = true
		}
		again, err := ReadZones(strings.NewReader(strings.ReplaceAll(text, "\n", "\r\n")), Options{MaxBytes: 8000, MaxVertices: 2000})
		if err != nil || again.Len() != x.Len() {
			t.Fatalf("with CRLF it is %v, %v", again, err)
		}
	})
}
