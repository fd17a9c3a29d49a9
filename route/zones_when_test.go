package route_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

func TestZoneDates(t *testing.T) {
	at := func(s string) policy.When {
		w, err := policy.ParseWhen(s)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	for _, c := range []struct {
		name, dates string
		date        policy.When
		status      policy.Status
		over        int // crossings that have the zone
		leftOut     string
		missing     string
	}{
		{"holds", `"from":"2025-10-30","until":"2025-10-30"`, at("2025-10-30"), policy.Blocked, 1, "", ""},
		{"the day after", `"until":"2025-10-29"`, at("2025-10-30"), policy.Open, 0, "zones-1.geojson: 1 zone does not hold on 2025-10-30 and is left out: Bremen (until 2025-10-29)", ""},
		{"the day before", `"from":"2025-10-31T06:00Z"`, at("2025-10-30"), policy.Open, 0, "zones-1.geojson: 1 zone does not hold on 2025-10-30 and is left out: Bremen (from 2025-10-31T06:00:00Z)", ""},
		{"a part of the day", `"from":"2025-10-30T06:00Z"`, at("2025-10-30"), policy.Unknown, 1, "", "time"},
		{"that part of the day", `"from":"2025-10-30T06:00Z"`, at("2025-10-30T06:00Z"), policy.Blocked, 1, "", ""},
		{"the other part of the day", `"from":"2025-10-30T06:00Z"`, at("2025-10-30T05:59Z"), policy.Open, 0, "zones-1.geojson: 1 zone does not hold on 2025-10-30T05:59:00Z and is left out: Bremen (from 2025-10-30T06:00:00Z)", ""},
		{"no date", `"from":"2025-10-30"`, policy.When{}, policy.Unknown, 1, "", "date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			idx := indexWith(t, twoStates, featuresOf(`"id":"EDWW","name":"Bremen",`+c.dates, [4]float64{5, 43, 8, 48}))
			f := civilFlight
			f.Date = c.date
			r := checkLine(t, idx, setOf(t, banOn("r", "zone:EDWW", "")), f, orb.Point{-8, 45}, orb.Point{28, 45})
			over := 0
			for _, cr := range r.Routes[0].Crossings {
				over += len(cr.Zones)
			}
			if r.Status() != c.status || over != c.over || strings.Join(r.LeftOut, "|") != c.leftOut {
				t.Errorf("%v, over %d, left out %q", r.Status(), over, r.LeftOut)
			}
			if c.missing == "" {
				return
			}
			u := r.Routes[0].Unknown
			if len(u) == 0 || u[0].Area != "EDWW" || !slices.Equal(u[0].Missing, []string{c.missing}) || !strings.Contains(u[0].Why, "Bremen holds from 2025-10-30") {
				t.Errorf("%+v", u)
			}
			// What no rule names stays open; without a date Article 5 is unknown.
			if r := checkLine(t, idx, setOf(t), f, orb.Point{-8, 45}, orb.Point{28, 45}); (r.Status() == policy.Open) == c.date.IsZero() {
				t.Errorf("without a rule: %v", r.Status())
			}
		})
	}
}

// Ten zones that do not hold make one sentence.
func TestManyZonesLeftOut(t *testing.T) {
	var pairs []any
	for i := range 10 {
		pairs = append(pairs, fmt.Sprintf(`"id":"Z%d","until":"2025-10-29"`, i), [4]float64{float64(i), 40, float64(i) + 1, 50})
	}
	r := checkLine(t, indexWith(t, twoStates, featuresOf(pairs...)), setOf(t), civilFlight, orb.Point{-8, 45}, orb.Point{28, 45})
	if len(r.LeftOut) != 1 || !strings.HasPrefix(r.LeftOut[0], "zones-1.geojson: 10 zones do not hold on 2025-10-30 and are left out: Z0 (until 2025-10-29), ") ||
		!strings.HasSuffix(r.LeftOut[0], "Z7 (until 2025-10-29) and 2 more") {
		t.Errorf("%q", r.LeftOut)
	}
	if got := told(r.Routes[0]); !slices.Equal(got, []string{"high seas [] open", "Germany [DE] open", "Poland [PL] open", "high seas [] open"}) {
		t.Errorf("the route is cut where no zone is: %q", got)
	}
}

func TestZoneLevels(t *testing.T) {
	const note = "The flight level was not given; zones with limits are judged at FL350."
	for _, c := range []struct {
		name, limits string
		level        int
		counts       bool
		note         string
	}{
		{"no limits", ``, 0, true, ""},
		{"the cruise level lies in it", `,"floor":"FL245"`, 0, true, note},
		{"it does not", `,"ceiling":"FL245"`, 0, false, note + " Left out for that: Bremen (GND to FL245)."},
		{"below it", `,"floor":"FL245"`, 200, false, ""},
		{"at its floor", `,"floor":"FL245"`, 245, true, ""},
		{"above it", `,"ceiling":"5000 ft"`, 200, false, ""},
		{"in metres", `,"ceiling":"12500 m"`, 410, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			idx := indexWith(t, twoStates, featuresOf(`"id":"EDWW","name":"Bremen"`+c.limits, [4]float64{5, 43, 8, 48}))
			f := civilFlight
			f.Level = c.level
			r := checkLine(t, idx, setOf(t, banOn("r", "zone:EDWW", "")), f, orb.Point{-8, 45}, orb.Point{28, 45})
			want := policy.Open
			if c.counts {
				want = policy.Blocked
			}
			if r.Status() != want || (len(r.Routes[0].Zones) == 1) != c.counts || strings.Join(r.Notes, "|") != c.note {
				t.Errorf("%v, zones %v, notes %q", r.Status(), r.Routes[0].Zones, r.Notes)
			}
		})
	}
}

// A flight that begins or ends in a zone below its level passes it there, for
// departure and landing alone, as rules with levels have it.
func TestZoneBelowTheEnds(t *testing.T) {
	low := featuresOf(`"id":"EDWW","name":"Bremen","ceiling":"FL100"`, [4]float64{2, 43, 4, 48}, `"id":"MID","ceiling":"FL100"`, [4]float64{6, 43, 7, 48})
	idx := indexWith(t, twoStates, low)
	line := []orb.Point{{3, 45}, {15, 45}}
	for rule, want := range map[string]string{", scope: [departure]": "departure", ", scope: [overflight]": "", ", scope: [landing]": ""} {
		r := checkLine(t, idx, setOf(t, banOn("r", "zone:EDWW", rule)), civilFlight, line...)
		got := ""
		for _, b := range r.Routes[0].BlockedBy {
			got += b.Scope
		}
		if got != want {
			t.Errorf("%s: blocked for %q", rule, got)
		}
		if diff := cmp.Diff([]string{"DE EDWW", "DE", "PL"}, areasOf(r.Routes[0])); diff != "" {
			t.Error(diff)
		}
		if len(r.Routes[0].Zones) != 0 {
			t.Errorf("kilometres at cruise level: %v", r.Routes[0].Zones)
		}
	}
}

// Over the high seas nobody departs or lands, and so no zone there is asked that.
func TestZoneEndsOverTheHighSeas(t *testing.T) {
	sea := featuresOf(`"id":"EDWW"`, [4]float64{22, 43, 30, 48}, `"id":"EDMM","ceiling":"FL100"`, [4]float64{22, 43, 30, 48})
	idx := indexWith(t, twoStates, sea)
	for rule, blocked := range map[string]bool{"": true, ", scope: [departure, landing]": false} {
		r := checkLine(t, idx, setOf(t, banOn("r", "zone:EDWW", rule), banOn("low", "zone:EDMM", "")), civilFlight, orb.Point{23, 45}, orb.Point{29, 45})
		if diff := cmp.Diff([]string{"EDWW"}, areasOf(r.Routes[0])); diff != "" {
			t.Error(diff)
		}
		var want []route.Block
		if blocked {
			want = []route.Block{{Zone: "EDWW", Scope: "overflight", Effect: "ban", Rule: "r"}}
		}
		if diff := cmp.Diff(want, r.Routes[0].BlockedBy, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: %s", rule, diff)
		}
	}
}

func areasOf(rt *route.Route) []string {
	var out []string
	for _, c := range rt.Crossings {
		out = append(out, strings.Join(c.Areas, " "))
	}
	return out
}
