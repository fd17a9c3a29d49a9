package route_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// noon is a departure at which nothing happens yet.
var noon = time.Date(2025, 10, 30, 12, 0, 0, 0, time.UTC)

// toldTimes writes the crossings of a route with their times.
func toldTimes(rt *route.Route) []string {
	var out []string
	for i, s := range told(rt) {
		c := rt.Crossings[i]
		out = append(out, fmt.Sprintf("%s %s-%s", s, c.EnterTime.Format("15:04"), c.ExitTime.Format("15:04")))
	}
	return out
}

func closedFrom(id, state, from, until string) string {
	return fmt.Sprintf(`{id: %s, issuer: %s, territory: [%s], effect: close, from: %s, until: %s, basis: notam, summary: Closed}`, id, state, state, from, until)
}

// The flight is over Germany from 12:19 to 13:16 and over Poland until 13:36.
func TestTimes(t *testing.T) {
	line := orb.LineString{{-3.5, 45}, {13.5, 45}}
	for _, c := range []struct {
		name  string
		zone  string
		rules []string
		want  []string
	}{
		{"nothing happens", "", nil, []string{"high seas [] open 12:00-12:19", "Germany [DE] open 12:19-13:16", "Poland [PL] open 13:16-13:36"}},
		{
			"closed during the overflight", "",
			[]string{closedFrom("r", "DE", "2025-10-30T13:00Z", "null")},
			[]string{"high seas [] open 12:00-12:19", "Germany [DE] open 12:19-13:00", "Germany [DE] blocked 13:00-13:16", "Poland [PL] open 13:16-13:36"},
		},
		{
			"opened during the overflight", "",
			[]string{closedFrom("r", "DE", "null", "2025-10-30T12:29:59Z")},
			[]string{"high seas [] open 12:00-12:19", "Germany [DE] blocked 12:19-12:30", "Germany [DE] open 12:30-13:16", "Poland [PL] open 13:16-13:36"},
		},
		{
			"closed before and after", "",
			[]string{closedFrom("r", "DE", "2025-10-30", "2025-10-30T12:18Z"), closedFrom("s", "DE", "2025-10-30T13:18Z", "2025-10-30")},
			[]string{"high seas [] open 12:00-12:19", "Germany [DE] open 12:19-13:16", "Poland [PL] open 13:16-13:36"},
		},
		{
			"one closure follows another", "",
			[]string{closedFrom("r", "DE", "null", "2025-10-30T12:59:59Z"), closedFrom("s", "DE", "2025-10-30T13:00Z", "null")},
			[]string{"high seas [] open 12:00-12:19", "Germany [DE] blocked 12:19-13:00", "Germany [DE] blocked 13:00-13:16", "Poland [PL] open 13:16-13:36"},
		},
		{
			"another begins that changes nothing", "",
			[]string{closedFrom("r", "DE", "2025-10-30T13:00Z", "null"), closedFrom("s", "PL", "2025-10-30T13:10Z", "2025-10-30T13:12Z")},
			[]string{"high seas [] open 12:00-12:19", "Germany [DE] open 12:19-13:00", "Germany [DE] blocked 13:00-13:16", "Poland [PL] open 13:16-13:36"},
		},
		{
			"a zone that begins", `,"from":"2025-10-30T12:50Z"`,
			[]string{inOutline("close", "")},
			[]string{"high seas [] open 12:00-12:19", "Germany [DE] open 12:19-12:50", "Germany [DE EDWW] blocked 12:50-12:54", "Germany [DE] open 12:54-13:16", "Poland [PL] open 13:16-13:36"},
		},
		{
			"a landing that is barred", "",
			[]string{`{id: r, issuer: PL, territory: [PL], scope: [landing], effect: ban, until: 2025-10-30T13:40Z, basis: law, summary: Closed}`},
			[]string{"high seas [] open 12:00-12:19", "Germany [DE] open 12:19-13:16", "Poland [PL] blocked 13:16-13:36"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			zones := []string{}
			if c.zone != "" {
				zones = append(zones, outlineOver(c.zone))
			}
			checker := route.Checker{Airspace: indexWith(t, twoStates, zones...), Policy: setOf(t, c.rules...), Plan: route.Plan{Depart: noon, SpeedKmh: 830}}
			f := civilFlight
			f.Date = policy.When{}
			r, err := checker.Check(t.Context(), f, line)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, toldTimes(r.Routes[0])); diff != "" {
				t.Error(diff)
			}
			sum := 0.0
			for _, cr := range r.Routes[0].Crossings {
				sum += cr.Minutes
			}
			if want := r.Routes[0].DistanceKm / 830 * 60; math.Abs(sum-want) > 0.5 {
				t.Errorf("%v minutes of %v", sum, want)
			}
			if r.Flight.Depart != "2025-10-30T12:00:00Z" || r.Flight.SpeedKmh != 830 || r.Flight.Date != "2025-10-30" {
				t.Errorf("%+v", r.Flight)
			}
		})
	}
}

func TestTimesInJSON(t *testing.T) {
	c := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t), Plan: route.Plan{Depart: noon.In(time.FixedZone("CET", 3600)), SpeedKmh: 830}}
	r, err := c.Check(t.Context(), civilFlight, orb.LineString{{-3.5, 45}, {13.5, 45}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(r.Routes[0].Crossings[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"enter_time":"2025-10-30T12:00:00Z"`, `"exit_time":"2025-10-30T12:19:59Z"`, `"minutes":`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s has no %s", b, want)
		}
	}
	c.Plan.Depart = time.Time{}
	r, err = c.Check(t.Context(), civilFlight, orb.LineString{{-3.5, 45}, {13.5, 45}})
	if err != nil {
		t.Fatal(err)
	}
	b, err = json.Marshal(r.Routes[0].Crossings[0])
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "_time") || !strings.Contains(string(b), `"minutes":`) {
		t.Errorf("without a departure: %s", b)
	}
}

func TestPlansThatSayNothing(t *testing.T) {
	for _, c := range []struct {
		name string
		plan route.Plan
		date policy.When
		want string
	}{
		{"no speed", route.Plan{Depart: noon}, policy.When{}, "without a speed"},
		{"a slow flight", route.Plan{SpeedKmh: 5}, policy.When{}, "from 50 to 10000"},
		{"a fast flight", route.Plan{Depart: noon, SpeedKmh: math.Inf(1)}, policy.When{}, "from 50 to 10000"},
		{"no number", route.Plan{SpeedKmh: math.NaN()}, policy.When{}, "from 50 to 10000"},
		{"another day", route.Plan{Depart: noon, SpeedKmh: 800}, policy.Day(2025, 10, 31), "which is not on its date, 2025-10-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := civilFlight
			f.Date = c.date
			_, err := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t), Plan: c.plan}.Check(t.Context(), f, orb.LineString{{0, 45}, {13.5, 45}})
			if input, ok := errors.AsType[*route.InputError](err); !ok || !strings.Contains(input.Msg, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// oneState is a State in the middle of the sea.
var oneState = featuresOf(`"iso_a2":"DE","name":"Germany"`, [4]float64{4, 40, 6, 50})

// A search keeps out of what is closed when the flight comes by, and crosses what is
// not.
func TestTimedSearch(t *testing.T) {
	from, to := route.Stop{Point: orb.Point{0, 44}}, route.Stop{Point: orb.Point{10, 44}}
	for _, c := range []struct {
		name   string
		rule   string
		around bool
		exact  bool
	}{
		{"closed all day", closedFrom("r", "DE", "null", "null"), true, true},
		{"opened in time", closedFrom("r", "DE", "null", "2025-10-30T12:15Z"), false, true},
		{"closed later", closedFrom("r", "DE", "2025-10-30T12:40Z", "null"), false, true},
		{"closed on the way", closedFrom("r", "DE", "2025-10-30T12:25Z", "null"), true, false},
		{"opened on the way", closedFrom("r", "DE", "null", "2025-10-30T12:25Z"), true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			checker := route.Checker{Airspace: indexWith(t, oneState), Policy: setOf(t, c.rule), Plan: route.Plan{Depart: noon, SpeedKmh: 1000}}
			rt, err := checker.Shortest(t.Context(), civilFlight, from, to, route.SearchOptions{})
			if err != nil {
				t.Fatal(err)
			}
			around := true
			for _, cr := range rt.Crossings {
				around = around && cr.State != "DE"
			}
			if around != c.around || rt.Status != policy.Open {
				t.Errorf("around %v, %v", around, rt.Status)
			}
			if exact := rt.Proof.Gap < 1e-9; exact != c.exact || rt.Proof.LowerBoundKm > rt.Proof.LengthKm {
				t.Errorf("%+v", rt.Proof)
			}
		})
	}
}

func TestTimedLanding(t *testing.T) {
	idx := indexWith(t, oneState)
	from, to := route.Stop{Point: orb.Point{0, 45}}, route.Stop{Point: orb.Point{5, 45}}
	find := func(rule string) error {
		_, err := route.Checker{Airspace: idx, Policy: setOf(t, rule), Plan: route.Plan{Depart: noon, SpeedKmh: 1000}}.Shortest(t.Context(), civilFlight, from, to, route.SearchOptions{})
		return err
	}
	if err := find(closedFrom("r", "DE", "2025-10-30T13:00Z", "null")); err != nil {
		t.Errorf("closed after the landing: %v", err)
	}
	err := find(`{id: r, issuer: DE, territory: [DE], scope: [landing], effect: ban, until: 2025-10-30T12:30Z, basis: law, summary: Closed}`)
	if none, ok := errors.AsType[*route.NoRouteError](err); !ok || none.End != "destination" || none.Scope != "landing" {
		t.Errorf("no landing at that time: %v", err)
	}
}

// What permission buys, with times: a refusal that stands while the flight passes.
func TestTimedFrontier(t *testing.T) {
	rule := `{id: r, issuer: DE, territory: [DE], effect: ban, from: 2025-10-30T12:25Z, basis: law, summary: Closed}`
	c := route.Checker{Airspace: indexWith(t, oneState), Policy: setOf(t, rule), Plan: route.Plan{Depart: noon, SpeedKmh: 1000}}
	r, err := c.Candidates(t.Context(), civilFlight, route.Stop{Point: orb.Point{0, 44}}, route.Stop{Point: orb.Point{10, 44}}, route.SearchOptions{Alternatives: 3, CorridorSlack: 0.02})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, rt := range r.Routes {
		got = append(got, fmt.Sprintf("%s %v %v", rt.ID, rt.Status, rt.Needs))
	}
	if diff := cmp.Diff([]string{"shortest open []", "direct blocked [DE]"}, got); diff != "" {
		t.Error(diff)
	}
}

// An alternative, too, keeps out of what is closed when the flight comes by.
func TestTimedAlternative(t *testing.T) {
	idx := indexWith(t, featuresOf(`"iso_a2":"DE","name":"Germany"`, [4]float64{4, 43, 6, 46}, `"iso_a2":"FR","name":"France"`, [4]float64{4, 41, 6, 43}))
	for _, c := range []struct {
		name, from string
		over       string
	}{{"closed later", "2025-10-30T13:00Z", "FR"}, {"closed on the way", "2025-10-30T12:22Z", ""}} {
		t.Run(c.name, func(t *testing.T) {
			checker := route.Checker{Airspace: idx, Policy: setOf(t, closedFrom("r", "FR", c.from, "null")), Plan: route.Plan{Depart: noon, SpeedKmh: 1000}}
			r, err := checker.Candidates(t.Context(), civilFlight, route.Stop{Point: orb.Point{0, 43.5}}, route.Stop{Point: orb.Point{10, 43.5}}, route.SearchOptions{Alternatives: 1})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Alternatives) != 1 || r.Alternatives[0].Route == nil {
				t.Fatalf("%+v", r.Alternatives)
			}
			rt := r.Alternatives[0].Route
			over := ""
			for _, cr := range rt.Crossings {
				over += cr.State
			}
			noted := strings.Contains(strings.Join(r.Notes, "|"), "for a part of the flight only")
			if over != c.over || rt.Status != policy.Open || noted != (c.over == "") {
				t.Errorf("over %q, %v, notes %v", over, rt.Status, r.Notes)
			}
		})
	}
}

// A search with times never finds what is blocked when it is flown, and is no better
// than the best that static searches with any areas closed can do, nor worse than its
// bound says.
func TestTimedSearchProperty(t *testing.T) {
	codes := []string{"DE", "PL", "FR"}
	rapid.Check(t, func(rt *rapid.T) {
		var features []any
		var rules []string
		for i, code := range codes {
			w, s := float64(3+4*i)+rapid.Float64Range(0, 1).Draw(rt, "west"), rapid.Float64Range(41, 46).Draw(rt, "south")
			features = append(features, fmt.Sprintf(`"iso_a2":%q,"name":"State %s"`, code, code), [4]float64{w, s, w + 2, s + rapid.Float64Range(1, 4).Draw(rt, "high")})
			at := noon.Add(time.Duration(rapid.IntRange(0, 100).Draw(rt, "minute")) * time.Minute).Format("2006-01-02T15:04Z")
			from, until := at, "null"
			if rapid.Bool().Draw(rt, "ends") {
				from, until = until, from
			}
			rules = append(rules, closedFrom("r-"+code, code, from, until))
		}
		idx := indexWith(t, featuresOf(features...))
		c := route.Checker{Airspace: idx, Policy: setOf(t, rules...), Plan: route.Plan{Depart: noon, SpeedKmh: 900}}
		from, to := route.Stop{Point: orb.Point{1, 45}}, route.Stop{Point: orb.Point{17, rapid.Float64Range(42, 48).Draw(rt, "to")}}
		way, err := c.Shortest(t.Context(), civilFlight, from, to, route.SearchOptions{})
		if err != nil {
			rt.Fatal(err)
		}
		r, err := c.Check(t.Context(), civilFlight, way.Waypoints)
		if err != nil {
			rt.Fatal(err)
		}
		if r.Status() == policy.Blocked {
			rt.Fatalf("blocked by %+v", r.Routes[0].BlockedBy)
		}
		best := math.Inf(1)
		for set := range 1 << len(codes) {
			var closed []string
			for i, code := range codes {
				if set>>i&1 == 1 {
					closed = append(closed, closedFrom("c-"+code, code, "null", "null"))
				}
			}
			static, err := route.Checker{Airspace: idx, Policy: setOf(t, closed...)}.Shortest(t.Context(), civilFlight, from, to, route.SearchOptions{})
			if err != nil {
				rt.Fatal(err)
			}
			r, err := c.Check(t.Context(), civilFlight, static.Waypoints)
			if err != nil {
				rt.Fatal(err)
			}
			if r.Status() != policy.Blocked {
				best = min(best, static.Proof.LengthKm)
			}
		}
		if way.Proof.LengthKm < best-0.002 || way.Proof.LowerBoundKm > best+0.002 {
			rt.Errorf("found %+v, the best is %v km", way.Proof, best)
		}
	})
}
