package route_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// under returns the searcher with other policies; the borders are the same.
func under(tb failer, s *route.Searcher, over ...policy.Override) *route.Searcher {
	tb.Helper()
	set, err := s.Policy.With(over...)
	if err != nil {
		tb.Fatal(err)
	}
	own := *s
	own.Policy = set
	return &own
}

// What an alternative says follows from questions that know nothing of alternatives: the
// State is supposed to refuse, and those that the alternative needs are supposed to permit.
func TestAlternativesOfPlaces(t *testing.T) {
	c, presidential := budapest(t)
	s, err := route.NewSearcher(c)
	if err != nil {
		t.Fatal(err)
	}
	civil := policy.Flight{Registration: policy.Registration{State: "RS"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	for _, tc := range []struct {
		from, to string
		flight   policy.Flight
		bans     []string
		without  []string // some that must be there
	}{
		{"moscow", "budapest", presidential, nil, []string{"BG", "RS"}},
		{"moscow", "havana", presidential, nil, []string{"CA", "DK"}},
		{"belgrade", "tbilisi", civil, []string{"RO"}, []string{"BG"}},
	} {
		t.Run(tc.from+" "+tc.to+" "+strings.Join(tc.bans, " "), func(t *testing.T) {
			var over []policy.Override
			for _, b := range tc.bans {
				over = append(over, policy.Ban(b))
			}
			asked, ends := under(t, s, over...), stops(t, tc.from, tc.to)
			r, err := asked.Candidates(t.Context(), tc.flight, ends[0], ends[1], route.SearchOptions{Alternatives: route.MaxAlternatives})
			if err != nil {
				t.Fatal(err)
			}
			best := bestWay(r)
			for _, state := range tc.without {
				if !slices.ContainsFunc(r.Alternatives, func(a route.Alternative) bool { return slices.Contains(a.Without, state) }) {
					t.Errorf("nothing is said of the way without %s", state)
				}
			}
			for _, a := range r.Alternatives {
				checkAlternative(t, r, best, a)
				for _, state := range a.Without {
					over := append(slices.Clone(over), policy.Ban(state))
					if a.Route == nil || len(a.Needs) > 0 {
						_, err := under(t, asked, over...).Shortest(t.Context(), tc.flight, ends[0], ends[1], route.SearchOptions{})
						if _, ok := errors.AsType[*route.NoRouteError](err); !ok {
							t.Errorf("without %s: the alternative says that there is no way as things stand; the search says %v", state, err)
						}
					}
					if a.Route == nil {
						continue
					}
					for _, n := range a.Needs {
						over = append(over, policy.Grant(n))
					}
					rt, err := under(t, asked, over...).Shortest(t.Context(), tc.flight, ends[0], ends[1], route.SearchOptions{})
					if err != nil {
						t.Fatal(err)
					}
					if math.Abs(rt.Proof.LengthKm-a.Route.Proof.LengthKm) > 0.001 {
						t.Errorf("without %s, with %v: %.3f km, the search says %.3f", state, a.Needs, a.Route.Proof.LengthKm, rt.Proof.LengthKm)
					}
				}
			}
		})
	}
}

// bestWay is the shortest of the found routes that need fewest refusals won.
func bestWay(r *route.Report) (best *route.Route) {
	for _, rt := range r.Routes {
		if rt.Proof == nil || strings.HasPrefix(rt.ID, "without-") {
			continue
		}
		if best == nil || len(rt.Needs) < len(best.Needs) || len(rt.Needs) == len(best.Needs) && rt.DistanceKm < best.DistanceKm {
			best = rt
		}
	}
	return best
}

// checkAlternative checks what an alternative says against the report that it is in.
func checkAlternative(t *testing.T, r *route.Report, best *route.Route, a route.Alternative) {
	t.Helper()
	for _, state := range a.Without {
		if state == r.From.State || state == r.To.State {
			t.Errorf("%s is the State of an end", state)
		}
		if !strings.Contains(a.Words, r.Name(state)) {
			t.Errorf("%q does not name %s", a.Words, state)
		}
	}
	if a.Route == nil {
		return
	}
	if !slices.Contains(r.Routes, a.Route) {
		t.Errorf("the route %s is not in the report", a.Route.ID)
	}
	for _, c := range a.Route.Crossings {
		if slices.Contains(a.Without, c.State) {
			t.Errorf("the way without %v crosses %s", a.Without, c.Name)
		}
	}
	if got, want := a.OverBestKm, a.Route.DistanceKm-best.DistanceKm; math.Abs(got-want) > 0.0015 {
		t.Errorf("over the best way: %.3f km, want %.3f", got, want)
	}
	if got, want := a.OverGreatCircleKm, a.Route.DistanceKm-r.GreatCircleKm; math.Abs(got-want) > 0.0015 {
		t.Errorf("over the great circle: %.3f km, want %.3f", got, want)
	}
	km := fmt.Sprintf("%.0f km", a.Route.DistanceKm)
	if plain := strings.ReplaceAll(a.Words, ",", ""); !strings.Contains(plain, km) {
		t.Errorf("%q does not say %s", a.Words, km)
	}
	if diff := cmp.Diff(a.Route.Needs, a.Needs); diff != "" {
		t.Error(diff)
	}
}

// A number cuts the list and changes nothing else; a bound on the detour holds, and takes
// the shortest way with fewest refusals within it.
func TestAlternativesBounds(t *testing.T) {
	t.Parallel()
	c, f := budapest(t)
	s, err := route.NewSearcher(c)
	if err != nil {
		t.Fatal(err)
	}
	ends := stops(t, "moscow", "havana")
	ask := func(opts route.SearchOptions) []string {
		t.Helper()
		list, err := s.Alternatives(t.Context(), f, ends[0], ends[1], opts)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, a := range list {
			out = append(out, a.Words)
		}
		return out
	}
	all := ask(route.SearchOptions{})
	if len(all) < 3 {
		t.Fatalf("only %q", all)
	}
	if diff := cmp.Diff(all[:2], ask(route.SearchOptions{Alternatives: 2})); diff != "" {
		t.Error(diff)
	}
	ends = stops(t, "moscow", "budapest")
	for _, m := range []route.MaxDetour{{Km: 5000, Factor: 1.2}, {Km: 5}} {
		r, err := s.Candidates(t.Context(), f, ends[0], ends[1], route.SearchOptions{Alternatives: 5, MaxDetour: m})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Alternatives) == 0 {
			t.Errorf("%+v: no word", m)
		}
		for _, a := range r.Alternatives {
			switch {
			case (a.Route == nil) != (m.Km == 5) || !strings.Contains(a.Words, "within the detour"):
				t.Errorf("%+v: %s", m, a.Words)
			case a.Route == nil:
			case a.OverGreatCircleKm > m.Km, m.Factor > 0 && a.Route.DistanceKm > m.Factor*r.GreatCircleKm*1.005:
				t.Errorf("%+v: %.0f km, %.0f km over the great circle", m, a.Route.DistanceKm, a.OverGreatCircleKm)
			default:
				checkAlternative(t, r, bestWay(r), a)
			}
		}
	}
}

func TestAlternativesRefused(t *testing.T) {
	t.Parallel()
	idx := indexWith(t, twoStates)
	c := route.Checker{Airspace: idx, Policy: setOf(t)}
	from, to := route.Stop{Point: orb.Point{5, 45}}, route.Stop{Point: orb.Point{15, 45}}
	for _, opts := range []route.SearchOptions{
		{Alternatives: -1},
		{Alternatives: 21},
		{MaxDetour: route.MaxDetour{Factor: 1}},
		{MaxDetour: route.MaxDetour{Factor: -2}},
		{MaxDetour: route.MaxDetour{Factor: math.NaN()}},
		{MaxDetour: route.MaxDetour{Km: -1}},
		{MaxDetour: route.MaxDetour{Km: math.Inf(1)}},
		{MarginKm: -1},
		{MarginKm: 1001},
		{MarginKm: math.NaN()},
		{MaxPermissions: -1},
		{MaxSearches: -1},
		{CorridorSlack: 2},
	} {
		_, candidates := c.Candidates(t.Context(), civilFlight, from, to, opts)
		_, shortest := c.Shortest(t.Context(), civilFlight, from, to, opts)
		var frontier error
		for _, err := range c.Frontier(t.Context(), civilFlight, from, to, opts) {
			frontier = errors.Join(frontier, err)
		}
		s, err := route.NewSearcher(c)
		if err != nil {
			t.Fatal(err)
		}
		_, alternatives := s.Alternatives(t.Context(), civilFlight, from, to, opts)
		for name, err := range map[string]error{"Candidates": candidates, "Shortest": shortest, "Frontier": frontier, "Alternatives": alternatives} {
			if _, ok := errors.AsType[*route.InputError](err); !ok {
				t.Errorf("%s with %+v: %v", name, opts, err)
			}
		}
	}
	for s, want := range map[string]route.MaxDetour{
		"2.5": {Factor: 2.5}, "1500km": {Km: 1500}, "1500 KM": {Km: 1500}, "0": {}, "0km": {}, "1": {}, "1500": {}, "km": {}, "": {}, "two": {}, "1e9km": {}, "nan": {}, "2.5x": {},
	} {
		m, err := route.ParseMaxDetour(s)
		if want == (route.MaxDetour{}) {
			if _, ok := errors.AsType[*route.InputError](err); !ok {
				t.Errorf("%q was read as %+v, %v", s, m, err)
			}
		} else if err != nil || m != want {
			t.Errorf("%q: %+v, %v; want %+v", s, m, err, want)
		}
	}
}

// sixStates is a world of six States between two ends, in a frame that nobody may leave.
type sixStates struct {
	s        *route.Searcher
	from, to route.Stop
	refuse   []string
}

func drawSixStates(t *rapid.T) sixStates {
	x := rapid.Float64Range(3, 7).Draw(t, "x")
	y := []float64{0, rapid.Float64Range(2, 5).Draw(t, "y1"), rapid.Float64Range(7, 10).Draw(t, "y2"), 12}
	frame := `"iso_a2":"UA","name":"Ukraine"`
	parts := []any{frame, [4]float64{-30, 12, 40, 30}, frame, [4]float64{-30, -30, 40, 0}, frame, [4]float64{-30, 0, -4, 12}, frame, [4]float64{14, 0, 40, 12}}
	rules := []string{`{id: frame, issuer: UA, territory: [UA], effect: close, layer: safety, basis: law, summary: Closed}`}
	var refuse []string
	for i, code := range []string{"DE", "PL", "CZ", "FR", "AT", "HU"} {
		west, east := 0., x
		if i >= 3 {
			west, east = x, 10
		}
		parts = append(parts, fmt.Sprintf(`"iso_a2":%q,"name":%q`, code, code), [4]float64{west, y[i%3], east, y[i%3+1]})
		switch rapid.SampledFrom([]string{"open", "refused", "refused", "closed"}).Draw(t, code) {
		case "refused":
			refuse = append(refuse, code)
			rules = append(rules, banOn("ban-"+code, code, ""))
		case "closed":
			rules = append(rules, fmt.Sprintf(`{id: close-%s, issuer: %s, territory: [%s], effect: close, layer: safety, basis: law, summary: Closed}`, code, code, code))
		}
	}
	s, err := route.NewSearcher(route.Checker{Airspace: indexWith(t, featuresOf(parts...)), Policy: setOf(t, rules...)})
	if err != nil {
		t.Fatal(err)
	}
	end := func(lon float64, name string) route.Stop {
		return route.Stop{Point: orb.Point{lon, rapid.Float64Range(0.5, 11.5).Draw(t, name)}}
	}
	return sixStates{s, end(-2, "from"), end(12, "to"), refuse}
}

// first tries every set of States that could permit, the small ones first.
func (b sixStates) first(t *rapid.T, without string) (needs int, km float64) {
	for needs = range len(b.refuse) + 1 {
		km = math.Inf(1)
		for set := range 1 << len(b.refuse) {
			if bits.OnesCount(uint(set)) != needs {
				continue
			}
			over := []policy.Override{policy.Ban(without)}
			for i, r := range b.refuse {
				if set>>i&1 == 1 && r != without {
					over = append(over, policy.Grant(r))
				}
			}
			rt, err := under(t, b.s, over...).Shortest(t.Context(), civilFlight, b.from, b.to, route.SearchOptions{})
			if _, none := errors.AsType[*route.NoRouteError](err); none {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			km = min(km, rt.Proof.LengthKm)
		}
		if !math.IsInf(km, 1) {
			return needs, km
		}
	}
	return -1, km
}

// In worlds of six States each alternative is what trying every set of permissions finds.
func TestAlternativesAgainstAllSets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := drawSixStates(t)
		list, err := b.s.Alternatives(t.Context(), civilFlight, b.from, b.to, route.SearchOptions{})
		if _, none := errors.AsType[*route.NoRouteError](err); none {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i, a := range list {
			if key := fmt.Sprint(a.Without); seen[key] {
				t.Errorf("%s twice", key)
			} else {
				seen[key] = true
			}
			if i > 0 && a.Route != nil && (list[i-1].Route == nil || len(list[i-1].Needs) > len(a.Needs)) {
				t.Errorf("%q stands before %q", list[i-1].Words, a.Words)
			}
			if strings.Contains(a.Words, "under a metre") {
				continue // States that touch at a corner
			}
			for _, state := range a.Without {
				needs, km := b.first(t, state)
				switch {
				case a.Route == nil && needs >= 0:
					t.Errorf("%s; yet there is a way of %.3f km with %d permissions", a.Words, km, needs)
				case a.Route == nil:
				case needs != len(a.Needs) || math.Abs(km-a.Route.Proof.LengthKm) > 0.002:
					t.Errorf("without %s: %v, %.3f km; all sets: %d, %.3f km", state, a.Needs, a.Route.Proof.LengthKm, needs, km)
				}
			}
		}
	})
}

// The JSON has the id of the route, and nulls where there is none.
func TestAlternativeJSON(t *testing.T) {
	t.Parallel()
	for want, a := range map[string]route.Alternative{
		`{"without":["BG"],"route":"without-BG","needs":[],"distance_km":12.5,"over_best_km":2.5,"over_great_circle_km":4,"words":"so"}`: {
			Without: []string{"BG"}, Route: &route.Route{ID: "without-BG", DistanceKm: 12.5}, OverBestKm: 2.5, OverGreatCircleKm: 4, Words: "so",
		},
		`{"without":["RS"],"route":null,"needs":[],"distance_km":null,"over_best_km":null,"over_great_circle_km":null,"words":"none"}`: {
			Without: []string{"RS"}, Words: "none",
		},
	} {
		b, err := json.Marshal(a)
		if err != nil || string(b) != want {
			t.Errorf("%s, %v; want %s", b, err, want)
		}
	}
}
