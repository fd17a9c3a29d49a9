package policy_test

import (
	"slices"
	"testing"

	"github.com/flightcheck/flightcheck/policy"
)

func TestMembersOf(t *testing.T) {
	set, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		bloc, id string
		on       policy.When
		members  int
		in, out  string
	}{
		{"EU", "EU", policy.Day(2025, 10, 30), 27, "PL", "GB"},
		{"european union", "EU", policy.Day(2020, 1, 31), 28, "GB", "NO"},
		{"eu", "EU", policy.Day(2020, 2, 1), 27, "HR", "GB"},
		{"EEA", "EEA", policy.Day(2025, 10, 30), 30, "PL", "CH"}, // the Union is in it
	} {
		id, members, ok := set.MembersOf(c.bloc, c.on)
		if !ok || id != c.id || len(members) != c.members || !slices.Contains(members, c.in) || slices.Contains(members, c.out) || !slices.IsSorted(members) {
			t.Errorf("%s on %s: %s, %d members %v, %v; want %s, %d with %s and without %s", c.bloc, c.on, id, len(members), members, ok, c.id, c.members, c.in, c.out)
		}
	}
	if id, members, ok := set.MembersOf("Hansa", policy.Day(2025, 10, 30)); ok || id != "" || members != nil {
		t.Errorf("Hansa is a bloc: %s %v", id, members)
	}
	if _, _, ok := (*policy.Set)(nil).MembersOf("EU", policy.Day(2025, 10, 30)); ok {
		t.Error("no set has a bloc")
	}
}
