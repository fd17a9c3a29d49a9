package route_test

import (
	"errors"
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/route"
)

var marginPairs = flag.Int("margin-pairs", 8, "random pairs of airports to search with each margin")

// keeps tells whether a leg keeps out of all that is closed, and so many kilometres away
// from it.
func (q *asked) keeps(tb testing.TB, a, b orb.Point, km float64) bool {
	tb.Helper()
	if !q.isOpen(tb, a, b) {
		return false
	}
	if a == b {
		return true
	}
	leg, err := airspace.NewLeg(a, b)
	if err != nil {
		tb.Fatal(err)
	}
	return km == 0 || !slices.ContainsFunc(q.searcher.Airspace.Clearance(leg, km), func(n airspace.Approach) bool { return q.closed[n.Area] && n.Km < km })
}

// Random pairs with random closed States and a margin of 1, 20 and 100 km: every leg of a
// route keeps it, as it is found and as its JSON is read again; a wider margin never makes
// a route shorter; and where the search says that none keeps it, a flood over the globe
// whose every leg keeps it must not get through.
func TestSearchRandomMargins(t *testing.T) {
	t.Parallel()
	s := newSearcher(t)
	var found, strait, near, givenUp int
	for i, r := range randomQuestions(t, s.Airspace, *marginPairs, 11, false) {
		q := r.ask(t, s)
		before, err := q.shortest(t)
		if err != nil {
			continue // TestSearchRandomPairs looks at those
		}
		for _, km := range []float64{1, 20, 100} {
			q.marginKm = km
			rt, err := q.searcher.Shortest(t.Context(), q.flight, q.from, q.to, route.SearchOptions{MarginKm: km})
			no, ok := errors.AsType[*route.NoRouteError](err)
			switch {
			case ok && no.Strait == nil:
				near++
				q.checkNearEnd(t, no, km)
			case ok:
				strait++
				q.checkStrait(t, no, km)
			case isGivenUp(err):
				givenUp++
				t.Logf("pair %d, %v, %v km: %v", i, r, km, err)
			case err != nil:
				t.Error(err)
			default:
				found++
				q.checkMargin(t, rt, km)
				if rt.Proof.LengthKm < before.Proof.LowerBoundKm-1e-6 {
					t.Errorf("%.3f km long, %.3f with a smaller margin", rt.Proof.LengthKm, before.Proof.LengthKm)
				}
				before = rt
				q.checkWayBack(t, rt, km)
			}
			if t.Failed() {
				t.Fatalf("pair %d, %v, %v km", i, r, km)
			}
		}
	}
	t.Logf("%d routes, %d times a strait is too narrow, %d times an end is too near, %d times given up", found, strait, near, givenUp)
	if found < *marginPairs || givenUp > *marginPairs/100 {
		t.Errorf("of %d pairs and three margins only %d have a route, and %d were given up", *marginPairs, found, givenUp)
	}
}

func isGivenUp(err error) bool {
	_, ok := errors.AsType[*route.GivenUpError](err)
	return ok
}

// checkMargin tests each leg of a route, also as its JSON is read again.
func (q *asked) checkMargin(tb testing.TB, rt *route.Route, km float64) {
	tb.Helper()
	again := q.readAgain(tb, rt)
	for _, line := range []orb.LineString{rt.Waypoints, again.Waypoints} {
		for i := 1; i < len(line); i++ {
			if !q.keeps(tb, line[i-1], line[i], km-1e-6) {
				tb.Errorf("leg %d from %v to %v does not keep %v km", i, line[i-1], line[i], km)
			}
		}
	}
}

// checkWayBack tests that the way back is as long, but for the gaps of the two proofs.
func (q *asked) checkWayBack(tb testing.TB, rt *route.Route, km float64) {
	tb.Helper()
	there := *rt.Proof
	back, err := q.searcher.Shortest(tb.Context(), q.flight, q.to, q.from, route.SearchOptions{MarginKm: km})
	if err != nil {
		tb.Errorf("there %.3f km, back %v", there.LengthKm, err)
		return
	}
	if p := back.Proof; p.LowerBoundKm > there.LengthKm+1e-6 || there.LowerBoundKm > p.LengthKm+1e-6 {
		tb.Errorf("there %+v, back %+v", there, *p)
	}
}

// What the search once got wrong. It took the end of a piece of border for the end of the
// wall, and flew to Mumbai by Canada and Japan. Its coarse zones stood out of the fine ones.
// It forgot a corner of the coarse way that became known after the limit was raised, and
// passed Crete on the wrong side.
func TestMarginThereAndBack(t *testing.T) {
	t.Parallel()
	s := newSearcher(t)
	airports := map[string]route.Stop{}
	for _, a := range largeAirports(t, s.Airspace) {
		airports[a.ICAO] = a
	}
	for _, c := range []struct {
		name, from, to, bans string
		kms                  []float64
		least, most          float64
	}{
		{"Ålesund-Mumbai", "ENAL", "VABB", "AM AR US AT NL BE BI BJ BN BO BW CH CI CM DJ EG ES ET FJ GR GT HR HT KE KP KR LC LI MH MK ML MM MU MV NG PA PK PT QA RU RW SA SI SK SL ST SY TH TJ TL VA YE", []float64{10, 50}, 8704, 8844},
		{"São Paulo-Luxor", "SBGR", "HELX", "AD AQ AR BF BH BT BY CG CM CO CV DZ FJ GA GH IQ IS IT JP KH KN KR LC LT LV LY MC MH MK MR MZ NA PH PK PL PS PW QA RO RU SB SC SD SG SN SR SZ TR TV TZ", []float64{20}, 11706, 11708},
		{"Ponta Delgada-Pune", "LPPD", "VAPO", "GR SY IQ IR", []float64{1}, 9647, 9648},
	} {
		r := randomQuestion{from: airports[c.from], to: airports[c.to], bans: strings.Fields(c.bans)}
		q := r.ask(t, s)
		for _, km := range c.kms {
			q.marginKm = km
			rt, err := q.searcher.Shortest(t.Context(), q.flight, q.from, q.to, route.SearchOptions{MarginKm: km})
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if p := rt.Proof; p.LowerBoundKm < c.least || p.LengthKm > c.most {
				t.Errorf("%s: with a margin of %v km the way is %.3f km long", c.name, km, p.LengthKm)
			}
			q.checkMargin(t, rt, km)
			q.checkWayBack(t, rt, km)
		}
	}
}

// checkNearEnd: the end that is named lies within the margin of what is closed.
func (q *asked) checkNearEnd(tb testing.TB, no *route.NoRouteError, km float64) {
	tb.Helper()
	end := q.from.Point
	if no.End == "destination" {
		end = q.to.Point
	}
	for id := range q.closedIDs() {
		if d, ok := q.searcher.Airspace.Distance(end, id); ok && d < km {
			return
		}
	}
	tb.Errorf("%v, but no closed area is within %v km", no, km)
}

// checkStrait contradicts a search that found no way with a margin, if it can.
func (q *asked) checkStrait(tb testing.TB, no *route.NoRouteError, km float64) {
	tb.Helper()
	if no.Strait.Km >= 2*km || no.Strait.MarginKm != km {
		tb.Errorf("the strait %+v is wide enough for %v km", *no.Strait, km)
	}
	if way := q.flood(tb, km); way != nil {
		tb.Errorf("%v, but a flood gets through by %v", no, way)
	}
}
