package route_test

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// eastward is a track along a parallel over Germany with a position a minute. The one
// in the middle lies so far north that it takes a speed in km/h to get there and back.
func eastward(kmh float64) []route.Fix {
	aside := sphere.Destination(orb.Point{2.1, 45}, 0, kmh/60)
	var out []route.Fix
	for i, p := range []orb.Point{{2, 45}, {2.1, 45}, aside, {2.1, 45}, {2.2, 45}} {
		out = append(out, route.Fix{Time: noon.Add(time.Duration(i) * time.Minute), Point: p, Line: i + 1})
	}
	return out
}

// TestAuditBelievesWhatFlies: 1,250 km/h over the ground is the most that is believed
// if nothing is said. No airliner is faster, a jet stream included.
func TestAuditBelievesWhatFlies(t *testing.T) {
	c := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t)}
	for kmh, dropped := range map[float64]int{1240: 0, 1260: 1} {
		a := audit(t, c, policy.Flight{}, eastward(kmh), route.AuditOptions{})
		if len(a.Track.Dropped) != dropped {
			t.Errorf("at %v km/h %d positions are dropped, want %d: %v", kmh, len(a.Track.Dropped), dropped, a.Track.Dropped)
		}
	}
}

// TestAuditGapToTheSecond: ten minutes without a position are flown straight, a second
// more is unknown.
func TestAuditGapToTheSecond(t *testing.T) {
	c := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t)}
	for took, gaps := range map[time.Duration]int{10 * time.Minute: 0, 10*time.Minute + time.Second: 1} {
		fixes := []route.Fix{{Time: noon, Point: orb.Point{2, 45}, Line: 1}, {Time: noon.Add(took), Point: orb.Point{3, 45}, Line: 2}}
		a := audit(t, c, policy.Flight{}, fixes, route.AuditOptions{})
		if len(a.Track.Gaps) != gaps {
			t.Errorf("after %v there are %d gaps, want %d", took, len(a.Track.Gaps), gaps)
		}
	}
}
