package route_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/policy"
)

// TestOnePermissionForTwoEntries: who flies out of a State and into it again asks it
// once, and is refused by it once.
func TestOnePermissionForTwoEntries(t *testing.T) {
	idx := indexWith(t, twoStates)
	line := []orb.Point{{-3.5, 45}, {12, 45}, {5, 46}, {15, 47}, {25, 45}} // Germany, Poland, Germany, Poland
	state := policy.Flight{Registration: policy.Registration{State: "RS"}, Kind: policy.StateAircraft, Purpose: "ordinary", Cargo: "ordinary", Date: policy.Day(2025, 10, 30)}
	rt := checkLine(t, idx, setOf(t), state, line...).Routes[0]
	var asked []string
	for _, p := range rt.Permissions {
		asked = append(asked, p.State+" "+p.Scope)
	}
	if diff := cmp.Diff([]string{"DE overflight", "PL overflight"}, asked); diff != "" {
		t.Errorf("permissions (-want +got):\n%s", diff)
	}
	rt = checkLine(t, idx, setOf(t, banOn("p", "PL", ""), banOn("d", "DE", "")), civilFlight, line...).Routes[0]
	var refused []string
	for _, b := range rt.BlockedBy {
		refused = append(refused, b.State+" "+b.Scope)
	}
	if diff := cmp.Diff([]string{"DE overflight", "PL overflight"}, refused); diff != "" {
		t.Errorf("refusals (-want +got):\n%s", diff)
	}
}

// TestEndOverTheHighSeas: an end over the high seas is known, and lies in no State. A
// rule on flights from a State is not met by it, and nothing is missing.
func TestEndOverTheHighSeas(t *testing.T) {
	idx := indexWith(t, twoStates)
	for _, x := range []struct {
		name     string
		subject  string
		from, to orb.Point
		want     policy.Status
	}{
		{"from the sea", "origin: [PL]", orb.Point{-3.5, 45}, orb.Point{5, 45}, policy.Open},
		{"from Poland", "origin: [PL]", orb.Point{12, 45}, orb.Point{5, 45}, policy.Blocked},
		{"to the sea", "destination: [PL]", orb.Point{5, 45}, orb.Point{-3.5, 45}, policy.Open},
		{"to Poland", "destination: [PL]", orb.Point{5, 45}, orb.Point{12, 45}, policy.Blocked},
	} {
		rule := `{id: r, issuer: DE, territory: [DE], subject: {` + x.subject + `}, scope: [overflight], effect: ban, basis: law, summary: Closed}`
		rt := checkLine(t, idx, setOf(t, rule), civilFlight, x.from, x.to).Routes[0]
		if rt.Status != x.want {
			t.Errorf("%s: %v, want %v: %+v", x.name, rt.Status, x.want, rt.Unknown)
		}
	}
}
