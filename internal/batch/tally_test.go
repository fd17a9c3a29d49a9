package batch

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

func TestSummary(t *testing.T) {
	tally := newTally()
	for i := range 200 { // detours of 0 to 199 km and 499 m
		tally.add(&outcome{status: policy.Open, detour: int64(i)*1000 + 499, states: []route.StateKm{{State: "DE", Km: 1.001}, {Km: 2}}})
	}
	for range 3 {
		tally.add(&outcome{status: policy.Blocked, detour: -1, blocked: []route.Block{
			{State: "UA", Scope: "overflight"}, {State: "UA", Scope: "landing"}, {Zone: "a zone"}, {State: "BY"},
		}})
	}
	tally.add(&outcome{err: "wrong"})
	got := tally.Summary(Find)
	want := Summary{
		Schema: SummarySchema, Mode: "find", Rows: 204, Answered: 203, Bad: 1,
		Status:     map[string]int{"open": 200, "permission": 0, "unknown": 0, "blocked": 3},
		BlockedBy:  []StateRows{{"BY", 3}, {"UA", 3}, {"a_zone", 3}},
		States:     []StateSum{{"DE", 200.2}},
		HighSeasKm: 400,
		Detour:     &Detours{Rows: 200, MeanKm: 99.999, P50Km: 99.499, P90Km: 179.499, P99Km: 197.499, WorstKm: 199.499},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if s := newTally().Summary(Find); s.Detour != nil || s.Rows != 0 || s.BlockedBy == nil {
		t.Errorf("nothing is summed up as %+v", s)
	}
	if s := tally.Summary(Check); s.Detour != nil {
		t.Error("a check has detours")
	}
}

func TestTopTen(t *testing.T) {
	of := map[string]int{highSeas: 1000, "none": 0}
	for i := range 20 {
		of[fmt.Sprintf("S%02d", i)] = i / 2
	}
	want := []string{"S18", "S19", "S16", "S17", "S14", "S15", "S12", "S13", "S10", "S11"}
	if d := cmp.Diff(want, top(of)); d != "" {
		t.Error(d)
	}
}

// It does not matter who counted what.
func TestTallyMerges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole, parts := newTally(), []*Tally{newTally(), newTally(), newTally()}
		for range rapid.IntRange(0, 40).Draw(t, "rows") {
			o := &outcome{
				status: policy.Status(rapid.IntRange(0, 3).Draw(t, "status")),
				detour: rapid.Int64Range(-1, 3000).Draw(t, "detour"),
				states: []route.StateKm{{State: rapid.SampledFrom([]string{"", "DE", "PL"}).Draw(t, "state"), Km: rapid.Float64Range(0, 100).Draw(t, "km")}},
			}
			whole.add(o)
			parts[rapid.IntRange(0, 2).Draw(t, "part")].add(o)
		}
		sum := newTally()
		sum.add(&outcome{err: "is forgotten"})
		sum.reset()
		for _, p := range parts {
			sum.merge(p)
		}
		if d := cmp.Diff(whole, sum, cmp.AllowUnexported(Tally{}, detourKm{})); d != "" {
			t.Fatalf("-whole +sum:\n%s", d)
		}
	})
}

// A percentile is not above the worst, and no more rows than it says are longer.
func TestPercentilesAreNotAboveTheWorst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := newTally()
		metres := rapid.SliceOfN(rapid.Int64Range(0, 5000), 1, 300).Draw(t, "metres")
		for _, m := range metres {
			tally.add(&outcome{status: policy.Open, detour: m})
		}
		slices.Sort(metres)
		d := tally.Summary(Find).Detour
		for _, p := range []struct {
			percent int
			km      float64
		}{{50, d.P50Km}, {90, d.P90Km}, {99, d.P99Km}} {
			exact := float64(metres[(len(metres)*p.percent+99)/100-1]) / 1000
			if p.km < exact || p.km >= exact+1 || p.km > d.WorstKm {
				t.Fatalf("%d %%: %v km, the rows have %v, the worst %v", p.percent, p.km, exact, d.WorstKm)
			}
		}
	})
}
