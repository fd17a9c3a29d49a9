package route_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// searchCase is a question with its answer.
type searchCase struct {
	name         string
	from, to     string
	registration string // of a civil aircraft; empty is the flight of the policy set
	bans, grants []string
	sphere       float64 // km on the sphere
	wgs84        float64 // km on the spheroid, of the published route
	states       string  // that are crossed, in their order
	status       policy.Status
	ring         []string // if there is no way
}

// searchCases are the routes of the table in the README.
var searchCases = []searchCase{
	{
		name: "Moscow-Budapest", from: "VKO", to: "BUD",
		sphere: 2915.51, wgs84: 2919.83, states: "RU BG RS HU", status: policy.Permission,
	},
	{
		name: "London-Tokyo", from: "LHR", to: "HND", registration: "TR", bans: []string{"RU"},
		sphere: 11507.74, wgs84: 11535.72, states: "GB FR BE NL DE CZ SK HU RO GE AZ KZ UZ KZ CN MN CN MN CN KP JP", status: policy.Unknown,
	},
	{
		name: "London-Tokyo, hard", from: "LHR", to: "HND", registration: "TR", bans: []string{"RU", "CN", "KZ"},
		sphere: 11700.37, wgs84: 11732.26, states: "GB DK US JP", status: policy.Unknown,
	},
	{
		name: "Helsinki-Seoul", from: "HEL", to: "ICN", registration: "TR", bans: []string{"RU"},
		sphere: 10098.68, wgs84: 10121.09, states: "FI EE LV LT PL SK HU RO GE AZ KZ UZ KZ CN MN CN KP KR", status: policy.Unknown,
	},
	{
		name: "Helsinki-Seoul, hard", from: "HEL", to: "ICN", registration: "TR", bans: []string{"RU", "CN", "KP"},
		sphere: 11466.19, wgs84: 11500.64, states: "FI NO US JP KR", status: policy.Unknown,
	},
	{
		name: "Frankfurt-Beijing", from: "FRA", to: "PEK", registration: "TR", bans: []string{"RU"},
		sphere: 8851.90, wgs84: 8874.26, states: "DE CZ DE CZ DE CZ DE CZ AT SK HU SK HU SK HU SK HU RO GE AZ KZ UZ KZ CN MN CN", status: policy.Unknown,
	},
	{
		name: "Delhi-London", from: "DEL", to: "LHR", registration: "TR", bans: []string{"PK", "IR", "UA", "RU"},
		sphere: 7264.17, wgs84: 7277.55, states: "IN CN AF TJ AF TJ AF TJ UZ TM AZ GE RO HU SK CZ DE NL BE FR GB", status: policy.Unknown,
	},
	{
		name: "Moscow-Madrid", from: "VKO", to: "MAD", registration: "RU", grants: []string{"ES"},
		sphere: 5400.61, wgs84: 5408.49, states: "RU TR ES", status: policy.Open,
	},
	{
		name: "Athens-Moscow", from: "ATH", to: "VKO", registration: "RU", grants: []string{"GR"},
		sphere: 2607.87, wgs84: 2610.56, states: "GR TR RU", status: policy.Open,
	},
	{
		name: "St Petersburg-Kaliningrad", from: "LED", to: "KGD", registration: "RU",
		sphere: 967.69, wgs84: 970.16, states: "RU", status: policy.Open,
	},
	{
		name: "Doha-Istanbul", from: "DOH", to: "IST", registration: "TR", bans: []string{"SA", "AE", "BH", "EG"},
		sphere: 2781.66, wgs84: 2782.14, states: "QA KW IQ SY TR", status: policy.Unknown,
	},
	{
		name: "Sydney-Santiago", from: "SYD", to: "SCL", registration: "TR",
		sphere: 11340.36, wgs84: 11362.63, states: "AU NZ AQ CL", status: policy.Unknown,
	},
	{
		name: "Keflavik-Anchorage", from: "KEF", to: "ANC", registration: "TR", bans: []string{"GL", "CA"},
		sphere: 5952.70, wgs84: 5974.93, states: "IS US", status: policy.Unknown,
	},
	{
		name: "Moscow-Prague", from: "VKO", to: "PRG", registration: "RU", grants: []string{"CZ"},
		ring: []string{"AT", "DE", "PL", "SK"},
	},
}

// ask makes a case ready.
func (c searchCase) ask(tb testing.TB, s *route.Searcher) *asked {
	tb.Helper()
	var over []policy.Override
	for _, b := range c.bans {
		over = append(over, policy.Ban(b))
	}
	for _, g := range c.grants {
		over = append(over, policy.Grant(g))
	}
	_, flight := builtin(tb)
	if c.registration != "" {
		flight = civil(c.registration)
	}
	return newAsked(tb, s, flight, stopOf(tb, c.from), stopOf(tb, c.to), over...)
}

func stopOf(tb testing.TB, word string) route.Stop {
	tb.Helper()
	r, err := place.Lookup(word)
	if err != nil {
		tb.Fatal(err)
	}
	return route.StopAt(r.Place)
}

// Figures, States and status, and what contradicts the search does not.
func TestSearchCases(t *testing.T) {
	s := newSearcher(t)
	for _, c := range searchCases {
		t.Run(c.name, func(t *testing.T) {
			q := c.ask(t, s)
			rt, err := q.shortest(t)
			if none, ok := errors.AsType[*route.NoRouteError](err); ok {
				if !slices.Equal(none.Ring, c.ring) {
					t.Errorf("%v; want the ring %v", none, c.ring)
				}
				return
			}
			if err != nil || c.ring != nil {
				t.Fatalf("%v, want the ring %v", err, c.ring)
			}
			t.Logf("%.2f km on the sphere, gap %.4f %%, %.2f km on WGS 84, %s by %s", rt.Proof.LengthKm, rt.Proof.Gap*100, rt.DistanceKm, rt.Status, crossed(rt))
			if math.Abs(rt.Proof.LengthKm/c.sphere-1) > 0.001 || math.Abs(rt.DistanceKm/c.wgs84-1) > 0.001 {
				t.Errorf("want %.2f km on the sphere, %.2f on WGS 84", c.sphere, c.wgs84)
			}
			if got := crossed(rt); got != c.states || rt.Status != c.status {
				t.Errorf("want %s by %s", c.status, c.states)
			}
			q.checkFound(t, rt)
			if km := q.shorter(t, rt, 250); km < rt.Proof.LengthKm-1e-3 {
				t.Errorf("a way of %.3f km was overlooked", km)
			}
		})
	}
}

// With the Union closed but for Bulgaria and Hungary, and Ukraine with Crimea. A second
// program with exact predicates, written apart, gives the same kilometres.
func TestMoscowBudapestFigures(t *testing.T) {
	t.Parallel()
	const union = "BE DE FR IT LU NL DK IE GR ES PT AT FI SE CY CZ EE LT LV MT PL SI SK RO HR UA"
	s := newSearcher(t)
	for _, c := range []struct {
		open string
		km   float64
	}{{"", 2915.50}, {"RO", 2722.24}, {"PL SK", 1562.43}} {
		bans := slices.DeleteFunc(strings.Fields(union), func(s string) bool { return strings.Contains(c.open, s) })
		q := searchCase{from: "VKO", to: "BUD", registration: "TR", bans: bans}.ask(t, s)
		rt, err := q.shortest(t)
		if err != nil {
			t.Fatalf("%q open: %v", c.open, err)
		}
		if math.Abs(rt.Proof.LengthKm/c.km-1) > 0.001 {
			t.Errorf("%q open: %.2f km, want %.2f", c.open, rt.Proof.LengthKm, c.km)
		}
		q.checkFound(t, rt)
		if km := q.shorter(t, rt, 250); km < rt.Proof.LengthKm-1e-3 {
			t.Errorf("%q open: a way of %.3f km was overlooked", c.open, km)
		}
	}
}

// The only way out of the Gulf of Finland without Finland and Estonia is the strip of
// high seas between their territorial seas, 11 km wide where it is narrowest.
func TestGulfOfFinlandStrip(t *testing.T) {
	t.Parallel()
	q := searchCase{from: "LED", to: "KGD", registration: "RU"}.ask(t, newSearcher(t))
	rt, err := q.shortest(t)
	if err != nil {
		t.Fatal(err)
	}
	idx := q.searcher.Airspace
	var shores []airspace.AreaID
	for id, a := range idx.All() {
		if a.ID == "FI" || a.ID == "EE" {
			shores = append(shores, id)
		}
	}
	width := math.Inf(1)
	for i := 1; i < len(rt.Waypoints); i++ {
		leg, err := airspace.NewLeg(rt.Waypoints[i-1], rt.Waypoints[i])
		if err != nil {
			t.Fatal(err)
		}
		for step := range 40 {
			p, sum := leg.At(leg.Angle()*float64(step)/40), 0.0
			if p[0] < 24 || p[0] > 27 {
				continue // not in the gulf
			}
			for _, a := range shores {
				km, ok := idx.Distance(p, a)
				if !ok {
					t.Fatalf("no distance from %v", p)
				}
				sum += km
			}
			width = min(width, sum)
		}
	}
	if width < 9 || width > 12 {
		t.Errorf("the strip is %.1f km wide", width)
	}
}

// What finds overlooked ways does find them: where a State is opened after the search.
func TestShorterFindsAWay(t *testing.T) {
	t.Parallel()
	s := newSearcher(t)
	for _, c := range []struct {
		searchCase
		opened []string
	}{
		{searchCase{from: "LHR", to: "HND", registration: "TR", bans: []string{"RU", "CN", "KZ"}}, []string{"RU"}},
		{searchCase{from: "DEL", to: "LHR", registration: "TR", bans: []string{"PK", "IR", "UA", "RU"}}, []string{"PK", "IR", "UA"}},
		{searchCase{from: "VKO", to: "BUD"}, nil},
	} {
		rt, err := c.ask(t, s).shortest(t)
		if err != nil {
			t.Fatal(err)
		}
		less := c.searchCase
		less.bans = c.opened
		if c.opened == nil {
			less.grants = []string{"RO"}
		}
		if km := less.ask(t, s).shorter(t, rt, 700); km >= rt.Proof.LengthKm-1 {
			t.Errorf("%s-%s: %.3f km though more is open", c.from, c.to, km)
		}
	}
}
