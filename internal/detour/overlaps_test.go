package detour_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/detour"
)

// TestZoneInTheNorthOfAState: a closed zone is the northern half of a closed State.
// The two share three sides, and the zone's southern side runs through the State,
// from border to border. To go along that side is to go through the State, though it
// is the edge of the zone; the way leads round.
func TestZoneInTheNorthOfAState(t *testing.T) {
	l := newLayout()
	l.ring(0, orb.Ring{{0, 0}, {10, 0}, {10, 10}, {10, 20}, {0, 20}, {0, 10}})
	l.ring(1, box(0, 10, 10, 20))
	s := detour.NewSearcher(mustWorld(t, l))
	north := length(at(0, 10), at(0, 20), at(10, 20), at(10, 10))
	for _, c := range []struct {
		name   string
		closed []int32
		want   float64
	}{
		{"the State and its zone", []int32{0, 1}, north},
		{"the State", []int32{0}, north},
		{"the zone", []int32{1}, length(at(0, 10), at(10, 10))},
	} {
		got, err := s.Shortest(t.Context(), at(0, 10), at(10, 10), detour.NewSet(c.closed...), detour.Options{})
		if err != nil || math.Abs(got.Length-c.want) > 1e-12 {
			t.Errorf("%s closed: %.4f radians through %v, want %.4f: %v", c.name, got.Length, got.Points, c.want, err)
		}
	}
}
