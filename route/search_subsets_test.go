package route_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// step is an entry of a frontier.
type step struct {
	needs []string
	km    float64
}

// refusers are the States that refuse overflight and could permit it, and to which a way
// of so many kilometres can go. Only their permission can matter to a shorter one: the
// distances of each of its places from the two ends have a sum of at most its length, and
// where it enters a State it meets an edge of the border. The nearer vertex of that is at
// most half its length away.
func (q *asked) refusers(tb testing.TB, km float64) []string {
	tb.Helper()
	b := q.searcher.Airspace.Borders()
	a, z := sphere.FromLonLat(q.from.Point), sphere.FromLonLat(q.to.Point)
	reached := func(c airspace.Chain) bool {
		for i := c.First + 1; i < c.First+c.Count; i++ {
			u, v := b.Points[i-1], b.Points[i]
			sum := min(u.Distance(a)+u.Distance(z), v.Distance(a)+v.Distance(z)) - u.Distance(v)
			if float64(sum)*sphere.RadiusKm <= km {
				return true
			}
		}
		return false
	}
	near := map[string]bool{}
	for _, c := range b.Chains {
		for _, id := range slices.Concat(c.Left, c.Right) {
			if state := q.searcher.Airspace.Area(id).Sovereign; q.closed[id] && state != "" && !near[state] && reached(c) {
				near[state] = true
			}
		}
	}
	var out []string
	for state := range near {
		if q.couldPermit(tb, state) {
			out = append(out, state)
		}
	}
	slices.Sort(out)
	return out
}

// couldPermit tells whether a permission of a State opens one of its areas.
func (q *asked) couldPermit(tb testing.TB, state string) bool {
	tb.Helper()
	permitted := newAsked(tb, q.searcher, q.flight, q.from, q.to, policy.Grant(state))
	for id, a := range q.searcher.Airspace.All() {
		if a.Sovereign == state && q.closed[id] && !permitted.closed[id] {
			return true
		}
	}
	return false
}

// granted is the length of the shortest way if some States permit, infinite if none. It
// asks the search with policies that say so, not for what stands in its way.
func (q *asked) granted(tb testing.TB, states []string) float64 {
	tb.Helper()
	over := make([]policy.Override, len(states))
	for i, s := range states {
		over[i] = policy.Grant(s)
	}
	set, err := q.searcher.Policy.With(over...)
	if err != nil {
		tb.Fatal(err)
	}
	own := *q.searcher
	own.Policy = set
	rt, err := own.Shortest(tb.Context(), q.flight, q.from, q.to, route.SearchOptions{})
	if _, none := errors.AsType[*route.NoRouteError](err); none {
		return math.Inf(1)
	}
	if err != nil {
		tb.Fatalf("if %v permit: %v", states, err)
	}
	return rt.Proof.LengthKm
}

// tryAll tries every set of States, the small ones first. A set that gives the length that
// all together give ends it, unless all is to be tried: no larger set gives more.
func (q *asked) tryAll(tb testing.TB, states []string) (steps []step, tried int) {
	tb.Helper()
	least := q.granted(tb, states)
	for size := range len(states) + 1 {
		best := step{km: math.Inf(1)}
		for set := range combinations(states, size) {
			tried++
			if km := q.granted(tb, set); km < best.km {
				best = step{slices.Clone(set), km}
			}
		}
		if n := len(steps); !math.IsInf(best.km, 1) && (n == 0 || best.km < steps[n-1].km-0.0015) {
			steps = append(steps, best)
		}
		if n := len(steps); n > 0 && steps[n-1].km <= least+0.0015 && !*subsets {
			break
		}
		if *subsets && size == 3 {
			break
		}
	}
	return steps, tried
}

// combinations yields all sets of n of some words; it uses the slice again.
func combinations(words []string, n int) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		set := make([]string, 0, n)
		var more func(from int) bool
		more = func(from int) bool {
			if len(set) == n {
				return yield(set)
			}
			for i := from; i <= len(words)-(n-len(set)); i++ {
				set = append(set, words[i])
				if !more(i + 1) {
					return false
				}
				set = set[:len(set)-1]
			}
			return true
		}
		more(0)
	}
}

func TestFrontierEqualsAllSubsets(t *testing.T) {
	t.Parallel()
	s := newSearcher(t)
	q := searchCase{from: "VKO", to: "BUD"}.ask(t, s)
	var got []step
	for rt, err := range q.searcher.Frontier(t.Context(), q.flight, q.from, q.to, route.SearchOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, step{rt.Needs, rt.Proof.LengthKm})
		q.readAgain(t, rt)
	}
	if len(got) == 0 || len(got[0].needs) > 0 {
		t.Fatalf("as things stand no way: %v", got)
	}
	states := q.refusers(t, got[0].km)
	want, tried := q.tryAll(t, states)
	t.Logf("%d sets of %v: %v", tried, states, want)
	same := slices.EqualFunc(got, want, func(a, b step) bool {
		return slices.Equal(a.needs, b.needs) && math.Abs(a.km-b.km) < 0.002
	})
	if !same {
		t.Errorf("the frontier is %v, by all sets %v", got, want)
	}
	for i, km := range []float64{2915.50, 2722.24, 1562.43} {
		if i >= len(got) || math.Abs(got[i].km/km-1) > 0.001 {
			t.Errorf("step %d of %v, want %.2f km", i, got, km)
		}
	}
}
