package route_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// featuresOf makes a FeatureCollection of pairs of properties and rectangles
// (west, south, east, north).
func featuresOf(pairs ...any) string {
	var out []string
	for i := 0; i+1 < len(pairs); i += 2 {
		b := pairs[i+1].([4]float64)
		out = append(out, fmt.Sprintf(`{"type":"Feature","properties":{%s},"geometry":{"type":"Polygon","coordinates":[[[%v,%v],[%v,%v],[%v,%v],[%v,%v]]]}}`,
			pairs[i], b[0], b[1], b[2], b[1], b[2], b[3], b[0], b[3]))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(out, ",") + `]}`
}

// twoStates are two States side by side, the high seas round them.
var twoStates = featuresOf(`"iso_a2":"DE","name":"Germany"`, [4]float64{0, 40, 10, 50}, `"iso_a2":"PL","name":"Poland"`, [4]float64{10, 40, 20, 50})

type failer interface {
	Helper()
	Fatal(args ...any)
	Context() context.Context
}

func indexWith(t failer, states string, zones ...string) *airspace.Index {
	t.Helper()
	idx, err := airspace.ReadGeoJSON(strings.NewReader(states), airspace.Options{Name: "states.geojson"})
	if err != nil {
		t.Fatal(err)
	}
	return withZones(t, idx, zones...)
}

func withZones(t failer, idx *airspace.Index, zones ...string) *airspace.Index {
	t.Helper()
	for i, text := range zones {
		z, err := airspace.ReadZones(strings.NewReader(text), airspace.Options{Name: fmt.Sprintf("zones-%d.geojson", i+1)})
		if err != nil {
			t.Fatal(err)
		}
		idx = idx.Join(z)
	}
	return idx
}

func setOf(t failer, rules ...string) *policy.Set {
	t.Helper()
	text := "version: 1\nset: test\nzones: [EDWW, EDMM, Sea Zone, GONE]\nrules:\n"
	if len(rules) == 0 {
		text += "  []\n"
	}
	for _, r := range rules {
		text += "  - " + r + "\n"
	}
	s, err := policy.Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func banOn(id, territory, more string) string {
	return fmt.Sprintf(`{id: %s, issuer: DE, territory: [%q], effect: ban, basis: law, summary: Closed%s}`, id, territory, more)
}

// civilFlight meets no rule of the Convention but Article 5: open.
var civilFlight = policy.Flight{Registration: policy.Registration{State: "RS"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}

func checkLine(t failer, idx *airspace.Index, set *policy.Set, f policy.Flight, line ...orb.Point) *route.Report {
	t.Helper()
	r, err := route.Checker{Airspace: idx, Policy: set}.Check(t.Context(), f, line)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// told writes the crossings of a route in short: name, areas, status.
func told(rt *route.Route) []string {
	var out []string
	for _, c := range rt.Crossings {
		s := fmt.Sprintf("%s %v %s", c.Name, c.Areas, c.Status)
		if c.Along != nil {
			s += fmt.Sprintf(" along %v", c.Along)
		}
		out = append(out, s)
	}
	return out
}

func TestZoneThatNoRuleNames(t *testing.T) {
	zones := featuresOf(
		`"id":"EDWW","name":"Bremen FIR"`, [4]float64{-5, 40, 8, 50},
		`"id":"EPWW","name":"Warszawa FIR"`, [4]float64{8, 40, 25, 50},
		`"id":"TOP","name":"Over both"`, [4]float64{7, 40, 9, 50},
	)
	r := checkLine(t, indexWith(t, twoStates, zones), setOf(t), civilFlight, orb.Point{-8, 45}, orb.Point{28, 45})
	rt := r.Routes[0]
	want := []string{
		"high seas [] open", "high seas [EDWW] open", "Germany [DE EDWW] open", "Germany [DE EDWW TOP] open",
		"Germany [DE EPWW TOP] open", "Germany [DE EPWW] open", "Poland [EPWW PL] open", "high seas [EPWW] open", "high seas [] open",
	}
	if diff := cmp.Diff(want, told(rt)); diff != "" {
		t.Error(diff)
	}
	for i, c := range rt.Crossings {
		if sea := slices.Contains([]int{0, 1, 7, 8}, i); c.HighSeas() != sea || (c.State == "") != sea {
			t.Errorf("crossing %d: high seas %v, State %q", i, c.HighSeas(), c.State)
		}
		for _, d := range c.Decisions {
			if d.Zone != "" {
				t.Errorf("crossing %d: the zone %s was judged", i, d.Zone)
			}
		}
	}
	var ids []string
	sum := rt.OutsideZonesKm()
	for _, z := range rt.Zones {
		ids = append(ids, z.ID)
		inside := 0.0
		for _, s := range z.States {
			inside += s.Km
		}
		if z.ID != "TOP" {
			sum += z.Km
		}
		if d := inside - z.Km; d > 1e-9 || d < -1e-9 || z.Km == 0 {
			t.Errorf("%s: %v km, in States %v", z.ID, z.Km, z.States)
		}
	}
	if diff := cmp.Diff([]string{"EDWW", "TOP", "EPWW"}, ids); diff != "" {
		t.Error(diff)
	}
	if d := sum - rt.DistanceKm; d > 1e-6 || d < -1e-6 {
		t.Errorf("the zones and the rest make %v of %v km", sum, rt.DistanceKm)
	}
	states := map[string]bool{}
	for _, s := range rt.StateKm() {
		states[s.State] = true
	}
	if len(states) != 3 || len(rt.StateKm()) != 3 {
		t.Errorf("km per State: %v", rt.StateKm())
	}
	if len(r.Airspace.Zones) != 1 || r.Airspace.Zones[0].Zones != 3 || r.Airspace.Zones[0].Source != "zones-1.geojson" {
		t.Errorf("sources: %+v", r.Airspace.Zones)
	}
	if r.Notes != nil || r.LeftOut != nil {
		t.Errorf("notes %q, left out %q", r.Notes, r.LeftOut)
	}
}

func TestZoneThatARuleNames(t *testing.T) {
	zones := featuresOf(`"id":"EDWW","name":"Bremen FIR"`, [4]float64{5, 43, 8, 48}, `"id":"SEA","name":"Sea Zone"`, [4]float64{22, 40, 24, 50})
	idx := indexWith(t, twoStates, zones)
	line := []orb.Point{{-8, 45}, {28, 45}}
	r := checkLine(t, idx, setOf(t, banOn("closed", "zone:EDWW", "")), civilFlight, line...)
	rt := r.Routes[0]
	want := []string{
		"high seas [] open", "Germany [DE] open", "Germany [DE EDWW] blocked", "Germany [DE] open",
		"Poland [PL] open", "high seas [] open", "high seas [SEA] open", "high seas [] open",
	}
	if diff := cmp.Diff(want, told(rt)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]route.Block{{Zone: "EDWW", Scope: "overflight", Effect: "ban", Rule: "closed"}}, rt.BlockedBy); diff != "" {
		t.Error(diff)
	}
	if rt.Status != policy.Blocked || !strings.Contains(r.Answer, "Bremen FIR: Germany's ban") {
		t.Errorf("%v: %s", rt.Status, r.Answer)
	}
	if c := rt.Crossings[2]; c.State != "DE" || c.Decisions[0].State != "DE" || c.Decisions[1].Zone != "EDWW" {
		t.Errorf("%+v", c)
	}

	sea := checkLine(t, idx, setOf(t, banOn("sea", "zone:Sea Zone", "")), civilFlight, line...)
	if c := sea.Routes[0].Crossings[6]; c.Status != policy.Blocked || !c.HighSeas() || c.State != "" || c.Name != "high seas" {
		t.Errorf("over the high seas: %+v", c)
	}
	if got := sea.Lines(sea.Routes[0]); len(got) != 1 || got[0].State != "SEA" || got[0].Words != "Sea Zone: Germany's ban" || got[0].Rule != "sea" {
		t.Errorf("%+v", got)
	}
	ask := `{id: ask, issuer: DE, territory: ["zone:Sea Zone"], effect: require-permission, basis: law, says: asks for a plan}`
	asked := checkLine(t, idx, setOf(t, ask), civilFlight, line...)
	if p := asked.Routes[0].Permissions; len(p) != 1 || p[0] != (route.Permission{Zone: "SEA", Scope: "overflight", Standing: "not-asked", Says: "asks for a plan", Rule: "ask"}) {
		t.Errorf("%+v", p)
	}
	warn := `{id: warn, issuer: EASA, territory: ["zone:Sea Zone"], effect: advise, basis: notam}`
	if f := checkLine(t, idx, setOf(t, warn), civilFlight, line...).Routes[0].Flags; len(f) != 1 || f[0] != (route.Flag{Zone: "SEA", Kind: "advise", Rule: "warn"}) {
		t.Errorf("%+v", f)
	}
	star := checkLine(t, idx, setOf(t, banOn("all", "*", "")), civilFlight, line...)
	if c := star.Routes[0].Crossings[6]; c.Status != policy.Open {
		t.Errorf("a rule on every State reaches a zone: %+v", c)
	}
}

func TestZoneNames(t *testing.T) {
	line := []orb.Point{{-8, 45}, {28, 45}}
	box := [4]float64{5, 43, 8, 48}
	for _, c := range []struct{ name, zones, rule, fault, note string }{
		{"by its id", featuresOf(`"id":"EDWW","name":"Bremen"`, box), "zone:EDWW", "", ""},
		{"by its name", featuresOf(`"id":"X1","name":"Sea Zone"`, box), "zone:Sea Zone", "", ""},
		{"by its name in another case", featuresOf(`"id":"X1","name":"SEA zone"`, box), "zone:Sea Zone", "", ""},
		{"by its id in another case", featuresOf(`"id":"edww","name":"Bremen"`, box), "zone:EDWW", "", ""},
		{"the id stands before the name", featuresOf(`"id":"EDWW"`, box, `"id":"X2","name":"EDWW"`, [4]float64{12, 43, 13, 48}), "zone:EDWW", "", ""},
		{"the id of a State", featuresOf(`"id":"DE","name":"Sea Zone"`, box), "zone:Sea Zone", "", ""},
		{"one id, two parts of the sky", featuresOf(`"id":"EDWW","ceiling":"FL100"`, [4]float64{12, 43, 13, 48}, `"id":"EDWW","floor":"FL100"`, box), "zone:EDWW", "", ""},
		{"one name of two zones", featuresOf(`"id":"X1","name":"Sea Zone"`, box, `"id":"X2","name":"sea zone"`, box), "zone:Sea Zone", `The rule r names the zone "Sea Zone", but 2 zones have that name (X1 and X2); name it by its id`, ""},
		{"not loaded", featuresOf(`"id":"EDWW"`, box), "zone:GONE", "", `The rule r names the zone "GONE", which is not loaded: it was not judged.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			idx := indexWith(t, twoStates, c.zones)
			r, err := route.Checker{Airspace: idx, Policy: setOf(t, banOn("r", c.rule, ""))}.Check(t.Context(), civilFlight, line)
			if c.fault != "" {
				var input *route.InputError
				if !errors.As(err, &input) || err.Error() != c.fault {
					t.Fatalf("%v\nwant %s", err, c.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.note != "" {
				if diff := cmp.Diff([]string{c.note}, r.Notes); diff != "" || r.Status() != policy.Open {
					t.Errorf("%v %s", r.Status(), diff)
				}
				return
			}
			var blocked []string
			for _, cr := range r.Routes[0].Crossings {
				if cr.Status == policy.Blocked {
					blocked = append(blocked, cr.State)
				}
			}
			if !slices.Equal(blocked, []string{"DE"}) {
				t.Errorf("blocked over %v: %v", blocked, told(r.Routes[0]))
			}
		})
	}
	none := checkLine(t, indexWith(t, twoStates), setOf(t, banOn("a", "zone:GONE", ""), banOn("b", "zone:GONE", "")), civilFlight, line...)
	if diff := cmp.Diff([]string{`The rules a and b name the zone "GONE", which is not loaded: it was not judged.`}, none.Notes); diff != "" {
		t.Error(diff)
	}
}

// A run along the border of a zone inside a State names the zones; the better side
// counts, as along every border.
func TestAlongAZone(t *testing.T) {
	zones := featuresOf(`"id":"EDWW"`, [4]float64{0, 40, 5, 50}, `"id":"EDMM"`, [4]float64{5, 40, 10, 50}, `"id":"OLD","until":"2020-01-01"`, [4]float64{5, 42, 6, 50})
	idx := indexWith(t, twoStates, zones)
	line := []orb.Point{{5, 41}, {5, 48}}
	r := checkLine(t, idx, setOf(t, banOn("r", "zone:EDWW", "")), civilFlight, line...)
	if diff := cmp.Diff([]string{"Germany [DE EDMM] open along [EDMM EDWW]"}, told(r.Routes[0])); diff != "" {
		t.Error(diff)
	}
	border := checkLine(t, idx, setOf(t, banOn("r", "zone:EDMM", "")), civilFlight, orb.Point{10, 41}, orb.Point{10, 48})
	if diff := cmp.Diff([]string{"Poland [PL] open along [DE PL]"}, told(border.Routes[0])); diff != "" {
		t.Error(diff)
	}
}

// The map shows where zones are entered, and draws the area that blocks.
func TestZonesOnTheMap(t *testing.T) {
	zones := featuresOf(`"id":"EDWW","name":"Bremen FIR"`, [4]float64{5, 43, 8, 48}, `"id":"SEA","name":"Sea Zone"`, [4]float64{22, 40, 24, 50})
	r := checkLine(t, indexWith(t, twoStates, zones), setOf(t, banOn("r", "zone:EDWW", "")), civilFlight, orb.Point{-8, 45}, orb.Point{28, 45})
	var areas, points, withZones []string
	for _, f := range r.FeatureCollection().Features {
		switch f.Properties["kind"] {
		case "area":
			areas = append(areas, fmt.Sprint(f.Properties["id"], " ", f.Properties["description"]))
		case "point":
			title, _, _ := strings.Cut(f.Properties["title"].(string), " at ")
			points = append(points, title)
		case "crossing":
			if z, ok := f.Properties["zones"].([]string); ok {
				withZones = append(withZones, strings.Join(z, "+"))
			}
		}
	}
	if diff := cmp.Diff([]string{"EDWW Bremen FIR: Germany's ban"}, areas); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"enters Germany", "enters Bremen FIR", "enters Poland", "enters Sea Zone"}, points); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"EDWW", "SEA"}, withZones); diff != "" {
		t.Error(diff)
	}
}

// Without zones the JSON has none of their keys.
func TestNoZonesNoKeys(t *testing.T) {
	r := checkLine(t, indexWith(t, twoStates), setOf(t), civilFlight, orb.Point{-8, 45}, orb.Point{28, 45})
	b, err := json.Marshal(r)
	if err != nil || strings.Contains(string(b), "zone") || strings.Contains(string(b), `"level"`) {
		t.Errorf("%v: %s", err, b)
	}
}
