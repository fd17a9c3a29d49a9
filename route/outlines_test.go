package route_test

import (
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

// outlineOver is a zone over the middle of Germany in twoStates.
func outlineOver(more string) string {
	return featuresOf(`"id":"EDWW","name":"Bremen"`+more, [4]float64{4, 43, 6, 47})
}

// inOutline is a rule of Germany inside that zone.
func inOutline(effect, more string) string {
	return fmt.Sprintf(`{id: inside, issuer: DE, territory: [DE], outline: EDWW, effect: %s, basis: law, summary: Inside%s}`, effect, more)
}

func TestOutlines(t *testing.T) {
	west, east := orb.Point{-3, 45}, orb.Point{13, 45}
	for _, c := range []struct {
		name  string
		zone  string
		rules []string
		level int
		want  []string
	}{
		{
			"closed inside", "",
			[]string{inOutline("ban", "")},
			0,
			[]string{"high seas [] open", "Germany [DE] open", "Germany [DE EDWW] blocked", "Germany [DE] open", "Poland [PL] open"},
		},
		{
			"open inside", "",
			[]string{banOn("all", "DE", ""), inOutline("permit", ", overrides: [all]")},
			0,
			[]string{"high seas [] open", "Germany [DE] blocked", "Germany [DE EDWW] open", "Germany [DE] blocked", "Poland [PL] open"},
		},
		{
			"below the flight", `,"ceiling":"FL245"`,
			[]string{inOutline("ban", "")},
			350,
			[]string{"high seas [] open", "Germany [DE] open", "Poland [PL] open"},
		},
		{
			"at its level", `,"ceiling":"FL245"`,
			[]string{inOutline("ban", "")},
			240,
			[]string{"high seas [] open", "Germany [DE] open", "Germany [DE EDWW] blocked", "Germany [DE] open", "Poland [PL] open"},
		},
		{
			"on another day", `,"until":"2025-10-29"`,
			[]string{inOutline("ban", "")},
			0,
			[]string{"high seas [] open", "Germany [DE] open", "Poland [PL] open"},
		},
		{
			"a part of the day", `,"until":"2025-10-30T06:00Z"`,
			[]string{inOutline("ban", "")},
			0,
			[]string{"high seas [] open", "Germany [DE] open", "Germany [DE EDWW] unknown", "Germany [DE] open", "Poland [PL] open"},
		},
		{
			"a permit in a part of the day", `,"until":"2025-10-30T06:00Z"`,
			[]string{banOn("all", "DE", ""), inOutline("permit", ", overrides: [all]")},
			0,
			[]string{"high seas [] open", "Germany [DE] blocked", "Germany [DE EDWW] blocked", "Germany [DE] blocked", "Poland [PL] open"},
		},
		{
			"for others", "",
			[]string{inOutline("ban", ", subject: {kind: state}")},
			0,
			[]string{"high seas [] open", "Germany [DE] open", "Germany [DE EDWW] open", "Germany [DE] open", "Poland [PL] open"},
		},
		{
			"of another State", "",
			[]string{`{id: inside, issuer: PL, territory: [PL], outline: EDWW, effect: ban, basis: law, summary: Inside}`},
			0,
			[]string{"high seas [] open", "Germany [DE] open", "Germany [DE EDWW] open", "Germany [DE] open", "Poland [PL] open"},
		},
		{
			"landing inside only", "",
			[]string{inOutline("ban", ", scope: [landing, departure]")},
			0,
			[]string{"high seas [] open", "Germany [DE] open", "Germany [DE EDWW] open", "Germany [DE] open", "Poland [PL] open"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := civilFlight
			f.Level = c.level
			r := checkLine(t, indexWith(t, twoStates, outlineOver(c.zone)), setOf(t, c.rules...), f, west, east)
			if diff := cmp.Diff(c.want, told(r.Routes[0])); diff != "" {
				t.Error(diff)
			}
			for _, cr := range r.Routes[0].Crossings {
				if cr.Status == policy.Blocked && len(c.rules) == 1 && (cr.Decisions[0].State != "DE" || !slices.Equal(cr.Decisions[0].Within, []string{"EDWW"})) {
					t.Errorf("%+v", cr.Decisions[0])
				}
				if cr.Status == policy.Unknown && !slices.Equal(cr.Decisions[0].Missing, []string{"time"}) {
					t.Errorf("missing %v", cr.Decisions[0].Missing)
				}
			}
		})
	}
}

// A flight that lands is judged for landing where it lands: elsewhere in the State
// an outline says nothing of it.
func TestOutlineOfLanding(t *testing.T) {
	rule := inOutline("ban", ", scope: [landing]")
	for _, c := range []struct {
		name string
		end  orb.Point
		zone string
		want []string
	}{
		{"over it", orb.Point{8, 45}, "", []string{"Germany [DE] open", "Germany [DE EDWW] open", "Germany [DE] open"}},
		{"in it", orb.Point{5, 45}, "", []string{"Germany [DE] open", "Germany [DE EDWW] blocked"}},
		{"in it, below cruise", orb.Point{5, 45}, `,"ceiling":"FL95"`, []string{"Germany [DE] open", "Germany [DE EDWW] blocked"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := checkLine(t, indexWith(t, twoStates, outlineOver(c.zone)), setOf(t, rule), civilFlight, orb.Point{2, 45}, c.end)
			got := told(r.Routes[0])
			if c.zone != "" {
				if r.Status() != policy.Blocked {
					t.Errorf("%v", got)
				}
				return
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOutlineWords(t *testing.T) {
	r := checkLine(t, indexWith(t, twoStates, outlineOver("")), setOf(t, inOutline("close", "")), civilFlight, orb.Point{-3, 45}, orb.Point{13, 45})
	if !strings.Contains(r.Answer, "Germany, in Bremen: airspace closed") {
		t.Error(r.Answer)
	}
	if b := r.Routes[0].BlockedBy; len(b) != 1 || b[0].State != "DE" || b[0].Zone != "" || b[0].Rule != "inside" {
		t.Errorf("%+v", b)
	}
}

// An outline that is nowhere is never passed over in silence.
func TestOutlineMissing(t *testing.T) {
	rule := func(outline, subject string) string {
		return fmt.Sprintf(`{id: inside, issuer: DE, territory: [DE], outline: %q, effect: ban, basis: law, summary: Inside%s}`, outline, subject)
	}
	for _, c := range []struct{ name, rule, zones, want string }{
		{"nowhere", rule("GONE", ""), outlineOver(""), `The rule inside names the outline "GONE", which is not built in and in no file`},
		{"nowhere, for others", rule("GONE", ", subject: {kind: state}"), outlineOver(""), ""},
		{"two of one name", rule("Sea Zone", ""), featuresOf(
			`"id":"A","name":"Sea Zone"`, [4]float64{1, 41, 2, 42}, `"id":"B","name":"sea zone"`, [4]float64{3, 41, 4, 42}), "2 zones have that name (A and B)"},
		{
			"built in and given", rule("south-russia", ""), featuresOf(`"id":"south-russia","name":"Mine"`, [4]float64{1, 41, 2, 42}),
			`names the zone "south-russia", which is built in`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := policy.Parse("test.yaml", []byte("version: 1\nset: test\nzones: [GONE, Sea Zone, south-russia]\nrules:\n  - "+c.rule+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			_, err = route.Checker{Airspace: indexWith(t, twoStates, c.zones), Policy: set}.Check(t.Context(), civilFlight, orb.LineString{{-3, 45}, {13, 45}})
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if input, ok := errors.AsType[*route.InputError](err); !ok || !strings.Contains(input.Msg, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// worldSet is a set for the built-in airspace.
func worldSet(t failer, rules ...string) *policy.Set {
	t.Helper()
	s, err := policy.Parse("test.yaml", []byte("version: 1\nset: test\nzones: [south-russia, strait-gibraltar]\nrules:\n  - "+strings.Join(rules, "\n  - ")+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func world(t failer) *airspace.Index {
	t.Helper()
	idx, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	return idx
}

var (
	athens = route.Stop{Name: "Athens", Point: orb.Point{23.7275, 37.9838}}
	moscow = route.Stop{Name: "Moscow", Point: orb.Point{37.6173, 55.7558}}
)

const (
	ukraineClosed = `{id: UA-CLOSED, issuer: UA, territory: [UA], effect: close, basis: notam, summary: Closed}`
	belarusClosed = `{id: BY-CLOSED, issuer: BY, territory: [BY], effect: close, basis: notam, summary: Closed}`
	southClosed   = `{id: RU-SOUTH, issuer: RU, territory: [RU], outline: south-russia, subject: {kind: civil}, effect: close, basis: notam, summary: Closed}`
)

// A civil flight from Athens to Moscow goes round southern Russia; a State's own
// aircraft, which the closure does not bind, does not see it.
func TestAthensMoscow(t *testing.T) {
	c := route.Checker{Airspace: world(t), Policy: worldSet(t, ukraineClosed, belarusClosed, southClosed)}
	rt, err := c.Shortest(t.Context(), civilFlight, athens, moscow, route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if rt.Status == policy.Blocked || rt.Proof.Gap > 1e-9 {
		t.Errorf("%v, %+v", rt.Status, rt.Proof)
	}
	again, err := c.Check(t.Context(), civilFlight, rt.Waypoints)
	if err != nil {
		t.Fatal(err)
	}
	if again.Status() == policy.Blocked {
		t.Errorf("the waypoints are blocked by %+v", again.Routes[0].BlockedBy)
	}
	free, err := route.Checker{Airspace: world(t), Policy: worldSet(t, ukraineClosed, belarusClosed)}.Shortest(t.Context(), civilFlight, athens, moscow, route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if rt.DistanceKm < 1.05*free.DistanceKm {
		t.Errorf("%v km with the closure, %v km without", rt.DistanceKm, free.DistanceKm)
	}
	state := civilFlight
	state.Kind = policy.StateAircraft
	r, err := c.Check(t.Context(), state, orb.LineString{athens.Point, moscow.Point})
	if err != nil {
		t.Fatal(err)
	}
	for _, cr := range r.Routes[0].Crossings {
		if len(cr.Zones) > 0 {
			t.Errorf("%s is cut by %v", cr.Name, cr.Zones)
		}
	}
	r, err = c.Check(t.Context(), civilFlight, orb.LineString{athens.Point, moscow.Point})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Airspace.Outlines) != 1 || !r.Airspace.Outlines[0].Approximate || !slices.ContainsFunc(r.Notes, func(n string) bool { return strings.Contains(n, "is approximate: ") }) {
		t.Errorf("outlines %+v, notes %v", r.Airspace.Outlines, r.Notes)
	}
	if !strings.Contains(r.Answer, "(approximate): airspace closed") {
		t.Error(r.Answer)
	}
}

// Transit passage covers the strait, not what lies behind it.
func TestTangierMalaga(t *testing.T) {
	set := worldSet(t, `{id: TRANSIT, issuer: ICAO, territory: [ES, MA, GB], outline: strait-gibraltar, subject: {kind: state}, scope: [overflight], effect: permit, basis: law, summary: Transit passage}`)
	f := policy.Flight{Registration: policy.Registration{State: "US"}, Kind: policy.StateAircraft, Purpose: "ordinary", Cargo: "ordinary", Date: policy.Day(2025, 10, 30)}
	r, err := route.Checker{Airspace: world(t), Policy: set}.Check(t.Context(), f, orb.LineString{{-5.9215, 35.7317}, {-4.4991, 36.6749}})
	if err != nil {
		t.Fatal(err)
	}
	statuses := map[bool][]policy.Status{}
	for _, c := range r.Routes[0].Crossings {
		if !c.HighSeas() {
			statuses[len(c.Zones) > 0] = append(statuses[len(c.Zones) > 0], c.Status)
		}
	}
	if len(statuses[true]) < 2 || slices.ContainsFunc(statuses[true], func(s policy.Status) bool { return s != policy.Open }) {
		t.Errorf("inside the strait: %v", statuses[true])
	}
	if len(statuses[false]) < 2 || slices.Contains(statuses[false], policy.Open) {
		t.Errorf("outside the strait: %v", statuses[false])
	}
}

// On a map the outline is drawn, not the whole State.
func TestOutlineOnMap(t *testing.T) {
	r := checkLine(t, indexWith(t, twoStates, outlineOver("")), setOf(t, inOutline("close", "")), civilFlight, orb.Point{-3, 45}, orb.Point{13, 45})
	var drawn []any
	for _, f := range r.FeatureCollection().Features {
		if f.Properties["kind"] == "area" {
			drawn = append(drawn, f.Properties["id"])
		}
	}
	if diff := cmp.Diff([]any{"EDWW"}, drawn); diff != "" {
		t.Error(diff)
	}
}

// Who could permit what is closed inside an outline, and who cannot.
func TestOutlineFrontier(t *testing.T) {
	idx := indexWith(t, featuresOf(`"iso_a2":"DE","name":"Germany"`, [4]float64{0, 40, 10, 50}), outlineOver(""))
	from, to := route.Stop{Point: orb.Point{3, 45}}, route.Stop{Point: orb.Point{7, 45}}
	for _, c := range []struct {
		name string
		rule string
		want []string // the needs of each route
	}{
		{"a ban", inOutline("ban", ""), []string{"", "DE"}},
		{"for safety", inOutline("close", ""), []string{""}},
		{"not grantable", inOutline("ban", ", grantable: false"), []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for rt, err := range (route.Checker{Airspace: idx, Policy: setOf(t, c.rule)}).Frontier(t.Context(), civilFlight, from, to, route.SearchOptions{}) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, strings.Join(rt.Needs, "+"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOutlineNotes(t *testing.T) {
	from, to := route.Stop{Point: orb.Point{-2, 41}}, route.Stop{Point: orb.Point{12, 49}}
	beyond := featuresOf(`"id":"EDWW","name":"Bremen"`, [4]float64{8, 43, 14, 47})
	for _, c := range []struct {
		name, zone string
		rules      []string
		want       string
	}{
		{"within the State", outlineOver(""), []string{inOutline("ban", "")}, ""},
		{"beyond the State", beyond, []string{inOutline("ban", "")}, "Inside Bremen the airspace of Germany is closed to the flight. The search keeps out of the whole of that zone"},
		{"open in a closed State", outlineOver(""), []string{banOn("all", "DE", ""), inOutline("permit", ", overrides: [all]")}, "Inside Bremen the flight may cross Germany"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := route.Checker{Airspace: indexWith(t, twoStates, c.zone), Policy: setOf(t, c.rules...)}.Candidates(t.Context(), civilFlight, from, to, route.SearchOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(r.Notes, "|"); c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("notes %q, want %q", got, c.want)
			}
		})
	}
}
