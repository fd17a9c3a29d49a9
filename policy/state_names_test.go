package policy_test

import (
	"testing"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// A State has one name in an answer, whether it comes from the borders or the codes.
func TestStateNamesAreThoseOfTheBorders(t *testing.T) {
	world, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, a := range world.All() {
		if a.Code == "" || a.ID != a.Code {
			continue
		}
		n++
		if name := policy.StateName(a.Code); name != a.Name {
			t.Errorf("%s: %q in the codes, %q in the borders", a.Code, name, a.Name)
		}
	}
	if n < 200 {
		t.Errorf("%d areas compared", n)
	}
}
