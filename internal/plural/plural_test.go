package plural_test

import (
	"testing"

	"github.com/flightcheck/flightcheck/internal/plural"
)

func TestCount(t *testing.T) {
	for n, want := range map[int]string{-1: "-1 rules", 0: "0 rules", 1: "1 rule", 2: "2 rules", 21: "21 rules", 1000: "1000 rules"} {
		if got := plural.Count(n, "rule", "rules"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
