package detour_test

import (
	"errors"
	"testing"

	"github.com/flightcheck/flightcheck/internal/detour"
)

// A limit above the shortest path changes nothing; one below it says so, and the
// bound that it gives holds.
func TestLimit(t *testing.T) {
	q := detour.NewSearcher(mustWorld(t, spiral(3, 600)))
	from, to := at(0, 0), at(40, 10)
	closed := detour.NewSet(0)
	p, err := q.Shortest(t.Context(), from, to, closed, detour.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []float64{1.0001, 1.5, 100} {
		got, err := q.Shortest(t.Context(), from, to, closed, detour.Options{Limit: p.Length * part})
		if err != nil || got.Length != p.Length {
			t.Errorf("limit %v of the shortest: %v %v", part, got.Length, err)
		}
	}
	for _, part := range []float64{1, 0.9999, 0.7, 0.1} {
		_, err := q.Shortest(t.Context(), from, to, closed, detour.Options{Limit: p.Length * part})
		var longer *detour.LongerError
		if !errors.As(err, &longer) || longer.LowerBound < p.Length*part*(1-1e-12) || longer.LowerBound > p.Length*(1+1e-12) {
			t.Errorf("limit %v of the shortest, %v: %v", part, p.Length, err)
		}
	}
}
