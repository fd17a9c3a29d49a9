package route_test

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// A flight after the day on which the rules were known is told so.
func TestFlightsLaterThanTheRules(t *testing.T) {
	idx, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	const rules = "rules: [{id: a, issuer: PL, territory: [PL], effect: ban, basis: law, subject: {registration: [RU]}}]\n"
	for name, c := range map[string]struct {
		head string
		date policy.When
		want bool
	}{
		"the day itself":   {"as_of: 2025-12-31\n", policy.Day(2025, 12, 31), false},
		"the day after":    {"as_of: 2025-12-31\n", policy.Day(2026, 1, 1), true},
		"no day is known":  {"", policy.Day(2030, 1, 1), false},
		"the set's flight": {"as_of: 2025-10-24\nflight: {registration: RU, kind: state, date: 2025-10-30}\n", policy.Day(2025, 10, 30), false},
		"another day":      {"as_of: 2025-10-24\nflight: {registration: RU, kind: state, date: 2025-10-30}\n", policy.Day(2025, 11, 2), true},
	} {
		t.Run(name, func(t *testing.T) {
			set, err := policy.Parse("test.yaml", []byte("version: 1\n"+c.head+rules))
			if err != nil {
				t.Fatal(err)
			}
			flight := policy.Flight{Registration: policy.Registration{State: "FR"}, Kind: policy.CivilAircraft, Date: c.date}
			r, err := route.Checker{Airspace: idx, Policy: set}.Check(t.Context(), flight, orb.LineString{{2.35, 48.86}, {13.4, 52.5}})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(strings.Join(r.Notes, " "), "what was decided since"); got != c.want {
				t.Errorf("noted: %v, want %v: %q", got, c.want, r.Notes)
			}
		})
	}
}
