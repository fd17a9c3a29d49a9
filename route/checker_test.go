package route_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

func builtin(t interface{ Fatal(...any) }) (route.Checker, policy.Flight) {
	c, f, err := route.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return c, f
}

// budapest is builtin with the set budapest-2025 alone, for figures that rest on it.
func budapest(t interface{ Fatal(...any) }) (route.Checker, policy.Flight) {
	c, f := builtin(t)
	set, err := policy.Builtin("budapest-2025")
	if err != nil {
		t.Fatal(err)
	}
	c.Policy = set
	return c, f
}

func stops(t *testing.T, names ...string) []route.Stop {
	t.Helper()
	var out []route.Stop
	for _, n := range names {
		r, err := place.Lookup(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, route.StopAt(r.Place))
	}
	return out
}

func candidates(t *testing.T, from, to string, overrides ...policy.Override) *route.Report {
	t.Helper()
	c, f := builtin(t)
	set, err := c.Policy.With(overrides...)
	if err != nil {
		t.Fatal(err)
	}
	c.Policy = set
	s := stops(t, from, to)
	r, err := c.Candidates(t.Context(), f, s[0], s[1], route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func find(t *testing.T, r *route.Report, id string) *route.Route {
	t.Helper()
	for _, rt := range r.Routes {
		if rt.ID == id {
			return rt
		}
	}
	t.Fatalf("no route %s", id)
	return nil
}

func blockers(rt *route.Route) []string {
	var out []string
	for _, b := range rt.BlockedBy {
		out = append(out, b.State+" "+b.Effect)
	}
	return slices.Compact(out)
}

func TestVnukovoBudapestDirect(t *testing.T) {
	r := candidates(t, "VKO", "BUD")
	rt := find(t, r, "direct")
	var order []string
	km := map[string]float64{}
	for _, c := range rt.Crossings {
		order = append(order, c.State)
		km[c.State] += c.Km
	}
	if got := strings.Join(order, " "); got != "RU BY RU BY UA PL SK PL SK HU" {
		t.Errorf("crosses %s", got)
	}
	for state, want := range map[string]float64{"UA": 406.9, "BY": 404.3, "RU": 385.5, "HU": 181.4, "SK": 110.1, "PL": 49.0} {
		if math.Abs(km[state]-want) > 0.003*want {
			t.Errorf("%s: %.2f km, want %.1f within 0.3 %%", state, km[state], want)
		}
	}
	if math.Abs(rt.DistanceKm-1537.155) > 0.005 || rt.DistanceKm != r.GreatCircleKm || rt.DetourKm != 0 {
		t.Errorf("distance %v, great circle %v, detour %v", rt.DistanceKm, r.GreatCircleKm, rt.DetourKm)
	}
	if diff := cmp.Diff([]string{"PL force-landing", "SK ban", "UA close"}, blockers(rt)); diff != "" {
		t.Error(diff)
	}
	for _, b := range rt.BlockedBy {
		if b.State == "SK" && b.Rule != "EU-RU-3D" {
			t.Errorf("SK blocks by %s, want the ban of 2022", b.Rule)
		}
	}
}

func TestMoscowBudapestCandidates(t *testing.T) {
	r := candidates(t, "moscow", "budapest")
	sets := map[string]bool{}
	for _, rt := range r.Routes {
		var states []string
		for _, c := range rt.Crossings {
			if c.State != "" {
				states = append(states, c.State)
			}
		}
		slices.Sort(states)
		sets[strings.Join(slices.Compact(states), " ")] = true
	}
	if len(sets) < 5 {
		t.Errorf("%d different sets of States, want 5 or more", len(sets))
	}
	for id, want := range map[string][]string{
		"direct":              {"PL force-landing", "SK ban", "UA close"},
		"north-pl-sk":         {"PL force-landing", "SK ban"},
		"latvia-baltic-de-cz": {"CZ ban", "DE ban", "LV deny", "SK ban"},
		"blacksea-ro":         {"RO ban"},
		"blacksea-tr-bg-rs":   nil,
		"tr-med-me-rs":        {"ME ban"},
		"tr-med-al-rs":        {"AL ban"},
		"tr-med-ba-rs":        {"HR ban"},
		"caspian-ir-tr-me-rs": {"ME ban"},
	} {
		if diff := cmp.Diff(want, blockers(find(t, r, id))); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	best := r.Best()
	if best.ID != "shortest" || best.Origin != route.Found || r.Status() != policy.Permission {
		t.Errorf("best is %s, %v", best.ID, r.Status())
	}
	var asks []string
	for _, p := range best.Permissions {
		if p.Scope == "overflight" {
			asks = append(asks, p.State+" "+p.Standing)
		}
	}
	if diff := cmp.Diff([]string{"BG announced", "HU announced", "RS announced"}, asks); diff != "" {
		t.Error(diff)
	}
}

func TestArticleAloneClosesBudapest(t *testing.T) {
	r := candidates(t, "moscow", "budapest", policy.Basis("article"))
	if r.Status() != policy.Blocked {
		t.Fatalf("status %v", r.Status())
	}
	for _, want := range []string{"Budapest itself lies under the Union's ban", "the article names no permission of Hungary", "; if Hungary permits, 1,5"} {
		if !strings.Contains(r.Answer, want) {
			t.Errorf("the answer %q lacks %q", r.Answer, want)
		}
	}
	if got := blockers(find(t, r, "blacksea-tr-bg-rs")); !slices.Equal(got, []string{"HU ban"}) {
		t.Errorf("blocked by %v, want HU alone", got)
	}
}

// Latvia's permission opens Latvia and changes no other crossing.
func TestGrantLatviaLiftsNothingElse(t *testing.T) {
	before, after := candidates(t, "moscow", "budapest"), candidates(t, "moscow", "budapest", policy.Grant("LV"))
	for _, rt := range before.Routes {
		now := find(t, after, rt.ID)
		for i, c := range rt.Crossings {
			want := c.Status
			if c.State == "LV" {
				want = policy.Open
			}
			if now.Crossings[i].Status != want {
				t.Errorf("%s, %s: %v, want %v", rt.ID, c.State, now.Crossings[i].Status, want)
			}
		}
	}
}

func TestSafetyClosureCannotBeGranted(t *testing.T) {
	r := candidates(t, "moscow", "budapest", policy.Grant("UA"))
	if !slices.Contains(blockers(find(t, r, "direct")), "UA close") {
		t.Error("the closure was lifted")
	}
	if len(r.Notes) == 0 || !strings.Contains(r.Notes[0], "cannot be granted") {
		t.Errorf("notes %q do not say so", r.Notes)
	}
}

// Nobody asks for departure or landing over the high seas.
func TestHighSeasToSofia(t *testing.T) {
	c, f := builtin(t)
	r, err := c.CheckStops(t.Context(), f, stops(t, "43.2,34", "sofia"))
	if err != nil {
		t.Fatal(err)
	}
	rt := r.Routes[0]
	first, last := rt.Crossings[0], rt.Crossings[len(rt.Crossings)-1]
	if !first.HighSeas() || first.Status != policy.Open || len(first.Decisions) != 0 || r.From.State != "" {
		t.Errorf("it begins in %+v", first)
	}
	for _, d := range last.Decisions {
		switch {
		case d.Scope == "overflight" && d.Status == policy.Permission:
		case d.Scope == "landing" && d.Status == policy.Blocked && d.Rules[0] == "BG-RU-2022" && slices.Contains(d.Rules, "EU-RU-3D"):
		default:
			t.Errorf("decision %+v", d)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	c, f := builtin(t)
	moscow, budapest := orb.Point{37.6, 55.75}, orb.Point{19.04, 47.5}
	for name, q := range map[string]struct {
		c    route.Checker
		line orb.LineString
	}{
		"no airspace":    {route.Checker{Policy: c.Policy}, orb.LineString{moscow, budapest}},
		"empty airspace": {route.Checker{Airspace: &airspace.Index{}, Policy: c.Policy}, orb.LineString{moscow, budapest}},
		"no policy":      {route.Checker{Airspace: c.Airspace}, orb.LineString{moscow, budapest}},
		"nothing at all": {route.Checker{}, orb.LineString{moscow, budapest}},
		"no point":       {c, nil},
		"one point":      {c, orb.LineString{moscow}},
		"equal ends":     {c, orb.LineString{moscow, moscow}},
		"antipodal":      {c, orb.LineString{{20, 10}, {-160, -10}}},
		"not a number":   {c, orb.LineString{{math.NaN(), 0}, budapest}},
		"infinite":       {c, orb.LineString{{math.Inf(1), 0}, budapest}},
		"latitude 91":    {c, orb.LineString{{0, 91}, budapest}},
		"turn back":      {c, orb.LineString{moscow, budapest, moscow}},
	} {
		r, err := q.c.Check(t.Context(), f, q.line)
		var input *route.InputError
		if r != nil || !errors.As(err, &input) {
			t.Errorf("%s: report %v, error %v; want an InputError", name, r, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Check(ctx, f, orb.LineString{moscow, budapest}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := c.Check(t.Context(), policy.Flight{Kind: "military"}, orb.LineString{moscow, budapest}); err == nil {
		t.Error("an unknown kind was accepted")
	}
	if _, err := route.Check(t.Context(), "mocsow", "budapest"); err == nil {
		t.Error("an unknown place was accepted")
	}
	if _, err := route.Check(t.Context(), "moscow", "budapset"); err == nil {
		t.Error("an unknown place was accepted")
	}
}

// A flight of which nothing is known is nowhere open over land.
func TestEmptyFlightIsNeverOpen(t *testing.T) {
	c, _ := builtin(t)
	r, err := c.Check(t.Context(), policy.Flight{}, orb.LineString{{37.6, 55.75}, {19.04, 47.5}})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range r.Routes[0].Crossings {
		if x.Status == policy.Open || x.Status == policy.Permission {
			t.Errorf("%s is %v", x.Name, x.Status)
		}
	}
}

// Whatever the route, its crossings partition it and their kilometres add up.
func TestCrossingsPartitionTheRoute(t *testing.T) {
	c, f := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		var line orb.LineString
		for range rapid.IntRange(2, 5).Draw(t, "points") {
			lon := rapid.Float64Range(-180, 180).Draw(t, "lon")
			lat := rapid.Float64Range(-90, 90).Draw(t, "lat")
			line = append(line, orb.Point{lon, lat})
		}
		r, err := c.Check(context.Background(), f, line)
		if _, ok := errors.AsType[*route.InputError](err); ok {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		rt := r.Routes[0]
		at, sum := 0.0, 0
		for i, x := range rt.Crossings {
			if x.FromKm != at || x.ToKm < x.FromKm {
				t.Fatalf("crossing %d from %v to %v km, the last ended at %v", i, x.FromKm, x.ToKm, at)
			}
			if i > 0 && x.Enter != rt.Crossings[i-1].Exit {
				t.Fatalf("crossing %d begins at %v, the last ended at %v", i, x.Enter, rt.Crossings[i-1].Exit)
			}
			at, sum = x.ToKm, sum+int(math.Round(x.Km*1000))
		}
		if at != rt.DistanceKm || sum != int(math.Round(rt.DistanceKm*1000)) {
			t.Fatalf("ends at %v km, parts sum to %d m, the route has %v km", at, sum, rt.DistanceKm)
		}
	})
}

func TestSameQuestionSameBytes(t *testing.T) {
	var want []byte
	for i := range 5 {
		got, err := json.Marshal(candidates(t, "moscow", "budapest"))
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && !slices.Equal(got, want) {
			t.Fatal("another answer to the same question")
		}
		want = got
	}
}

// Over a disputed area and a zone each area is judged and the worst counts;
// along a border the better side counts.
func TestOverlapsAndBorders(t *testing.T) {
	const world = `{"type": "FeatureCollection", "features": [
	{"type": "Feature", "properties": {"iso_a2": "FR", "name": "France"}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[10,0],[10,10],[0,10],[0,0]]]}},
	{"type": "Feature", "properties": {"iso_a2": "DE", "name": "Germany"}, "geometry": {"type": "Polygon", "coordinates": [[[10,0],[20,0],[20,10],[10,10],[10,0]]]}},
	{"type": "Feature", "properties": {"name": "Zone"}, "geometry": {"type": "Polygon", "coordinates": [[[4,4],[6,4],[6,6],[4,6],[4,4]]]}}]}`
	idx, err := airspace.ReadGeoJSON(strings.NewReader(world), airspace.Options{Name: "world"})
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Parse("rules.yaml", []byte("version: 1\nrules:\n  - {id: FR-NO, issuer: FR, territory: [FR], effect: ban, basis: law, scope: [overflight], summary: No.}\n"))
	if err != nil {
		t.Fatal(err)
	}
	c := route.Checker{Airspace: idx, Policy: set}
	flight := policy.Flight{Registration: policy.Registration{State: "CH"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 1, 1)}
	check := func(line orb.LineString) []route.Crossing {
		r, err := c.Check(t.Context(), flight, line)
		if err != nil {
			t.Fatal(err)
		}
		return r.Routes[0].Crossings
	}
	border := check(orb.LineString{{10, -5}, {10, 15}})
	if len(border) != 3 || !slices.Equal(border[1].Along, []string{"DE", "FR"}) || border[1].Status != policy.Open {
		t.Errorf("along the border: %+v", border)
	}
	zone := check(orb.LineString{{2, -2}, {5, 5}, {5, 12}})
	var inZone *route.Crossing
	for i, x := range zone {
		if len(x.Areas) == 2 {
			inZone = &zone[i]
		}
	}
	if inZone == nil || inZone.Status != policy.Blocked || inZone.State != "FR" || len(inZone.Decisions) != 2 {
		t.Errorf("in the zone: %+v", zone)
	}
	outside := check(orb.LineString{{12, -2}, {12, 12}})
	if len(outside) != 3 || outside[1].Status != policy.Open {
		t.Errorf("over Germany: %+v", outside)
	}
}
