package route_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

func day(s string) policy.When {
	w, err := policy.ParseWhen(s)
	if err != nil {
		panic(err)
	}
	return w
}

// toldChanges writes changes in short.
func toldChanges(x *route.Changes) []string {
	var out []string
	for _, c := range x.Changes {
		s := fmt.Sprintf("%s %v", c.Date, c.Status)
		for _, w := range c.What {
			s += fmt.Sprintf("; %s%s %s %v > %v", w.State, strings.Join(w.Within, ""), w.Scope, w.Before, w.After)
			if w.Rule != "" {
				s += " by " + w.Rule
			}
		}
		if c.Begins != nil || c.Ends != nil {
			s += fmt.Sprintf("; begins %v, ends %v", c.Begins, c.Ends)
		}
		out = append(out, s)
	}
	return out
}

func TestChanges(t *testing.T) {
	stops := []route.Stop{{Point: orb.Point{-3.5, 45}}, {Point: orb.Point{13.5, 45}}}
	for _, c := range []struct {
		name  string
		zone  string
		rules []string
		want  []string
	}{
		{"nothing", "", nil, []string{"2025-01-01 open"}},
		{
			"days", "",
			[]string{closedFrom("r", "DE", "2025-02-24", "2025-03-31")},
			[]string{
				"2025-01-01 open", "2025-02-24 blocked; DE overflight open > blocked by r; begins [r], ends []",
				"2025-04-01 open; DE overflight blocked > open by DEFAULT-5; begins [], ends [r]",
			},
		},
		{
			"an instant", "",
			[]string{closedFrom("r", "DE", "2025-02-24T00:45Z", "null")},
			[]string{
				"2025-01-01 open", "2025-02-24 unknown; DE overflight open > unknown by r",
				"2025-02-25 blocked; DE overflight unknown > blocked by r; begins [r], ends []",
			},
		},
		{
			"one rule follows another", "",
			[]string{closedFrom("r", "DE", "null", "2025-06-30"), closedFrom("s", "DE", "2025-07-01", "null")},
			[]string{"2025-01-01 blocked", "2025-07-01 blocked; DE overflight blocked > blocked by s; begins [s], ends [r]"},
		},
		{"for others", "", []string{inOutline("ban", ", subject: {kind: state}, from: 2025-05-05")}, []string{"2025-01-01 open"}},
		{"elsewhere", "", []string{closedFrom("r", "FR", "2025-05-05", "null")}, []string{"2025-01-01 open"}},
		{"before and after the range", "", []string{closedFrom("r", "DE", "2024-05-05", "2024-12-31"), closedFrom("s", "DE", "2026-01-01", "null")}, []string{"2025-01-01 open"}},
		{
			"a zone", `,"from":"2025-05-05"`,
			[]string{inOutline("ban", "")},
			[]string{"2025-01-01 open", "2025-05-05 blocked; DEEDWW overflight open > blocked by inside"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			checker := route.Checker{Airspace: indexWith(t, twoStates, outlineOver(c.zone)), Policy: setOf(t, c.rules...)}
			x, err := checker.Changes(t.Context(), civilFlight, stops, day("2025-01-01"), day("2025-12-31"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, toldChanges(x)); diff != "" {
				t.Error(diff)
			}
			for _, ch := range x.Changes {
				for _, w := range ch.What {
					if _, ok := x.Rules[w.Rule]; w.Rule != "" && !ok {
						t.Errorf("%s is not among the rules", w.Rule)
					}
				}
			}
		})
	}
}

func TestCandidateChanges(t *testing.T) {
	s, err := route.NewSearcher(route.Checker{Airspace: indexWith(t, oneState), Policy: setOf(t, closedFrom("r", "DE", "2025-02-24", "2025-03-31"))})
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.CandidateChanges(t.Context(), civilFlight, route.Stop{Point: orb.Point{0, 44}}, route.Stop{Point: orb.Point{10, 44}},
		day("2025-01-01"), day("2025-12-31"), route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range x.Changes {
		got = append(got, c.Date+" "+c.Best.ID)
	}
	if diff := cmp.Diff([]string{"2025-01-01 direct", "2025-02-24 shortest", "2025-04-01 direct"}, got); diff != "" {
		t.Error(diff)
	}
	if x.Status() != policy.Open {
		t.Error(x.Status())
	}
}

func TestRangesThatAreNone(t *testing.T) {
	stops := []route.Stop{{Point: orb.Point{-3.5, 45}}, {Point: orb.Point{13.5, 45}}}
	for _, c := range []struct {
		name        string
		first, last policy.When
		plan        route.Plan
		stops       []route.Stop
		want        string
	}{
		{"turned round", day("2025-02-01"), day("2025-01-01"), route.Plan{}, stops, "before it begins"},
		{"instants", day("2025-02-01T10:00Z"), day("2025-03-01"), route.Plan{}, stops, "none of days"},
		{"no end", day("2025-02-01"), policy.When{}, route.Plan{}, stops, "none of days"},
		{"a departure", day("2025-02-01"), day("2025-03-01"), route.Plan{Depart: noon, SpeedKmh: 800}, stops, "a departure was given"},
		{"one point", day("2025-02-01"), day("2025-03-01"), route.Plan{}, stops[:1], "two points"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t), Plan: c.plan}.Changes(t.Context(), civilFlight, c.stops, c.first, c.last)
			if input, ok := errors.AsType[*route.InputError](err); !ok || !strings.Contains(input.Msg, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// Judged day by day, the answer is on each day what the changes say.
func TestChangesProperty(t *testing.T) {
	stops := []route.Stop{{Point: orb.Point{-3.5, 45}}, {Point: orb.Point{13.5, 45}}}
	idx := indexWith(t, twoStates, outlineOver(`,"from":"2025-03-05T06:00Z","until":"2025-03-20"`))
	rapid.Check(t, func(rt *rapid.T) {
		var rules []string
		for i := range rapid.IntRange(0, 4).Draw(rt, "rules") {
			moment := func(label string) string {
				d := fmt.Sprintf("2025-03-%02d", rapid.IntRange(1, 28).Draw(rt, label))
				return rapid.SampledFrom([]string{"null", d, d + "T11:00Z"}).Draw(rt, label+" form")
			}
			from, until := moment("from"), moment("until")
			if from != "null" && until != "null" && from[:10] >= until[:10] {
				until = "null"
			}
			outline := rapid.SampledFrom([]string{"", ", outline: EDWW"}).Draw(rt, "outline")
			state := "DE"
			if outline == "" {
				state = rapid.SampledFrom([]string{"DE", "PL"}).Draw(rt, "state")
			}
			rules = append(rules, fmt.Sprintf(`{id: r%d, issuer: %s, territory: [%s]%s, effect: ban, from: %s, until: %s, basis: law, summary: Closed}`, i, state, state, outline, from, until))
		}
		c := route.Checker{Airspace: idx, Policy: setOf(t, rules...)}
		x, err := c.Changes(t.Context(), civilFlight, stops, day("2025-03-02"), day("2025-03-27"))
		if err != nil {
			rt.Fatal(err)
		}
		at := 0
		for d := day("2025-03-02"); !d.Start().After(day("2025-03-27").Start()); d = policy.Day(d.Start().AddDate(0, 0, 1).Date()) {
			if at+1 < len(x.Changes) && x.Changes[at+1].Date == d.String() {
				at++
			}
			f := civilFlight
			f.Date = d
			r, err := c.CheckStops(t.Context(), f, stops)
			if err != nil {
				rt.Fatal(err)
			}
			if r.Status() != x.Changes[at].Status || r.Answer != x.Changes[at].Answer {
				rt.Errorf("on %s %v (%s), the changes say %v (%s)", d, r.Status(), r.Answer, x.Changes[at].Status, x.Changes[at].Answer)
			}
		}
	})
}
