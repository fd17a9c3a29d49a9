package route_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/track/tracktest"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// flownAlong is a synthetic track.
func flownAlong(t failer, p tracktest.Plan) []route.Fix {
	t.Helper()
	points, err := tracktest.Fly(p)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]route.Fix, len(points))
	for i, p := range points {
		out[i] = route.Fix{Time: p.Time, Point: p.Point, AltFt: p.AltFt, HasAlt: p.HasAlt, Ground: p.Ground, Line: p.Line}
	}
	return out
}

// overTwo is a flight over Germany from 12:19 to 13:16 and over Poland until 13:36, one
// position in ten seconds.
func overTwo(t failer) []route.Fix {
	return flownAlong(t, tracktest.Plan{Line: orb.LineString{{-3.5, 45}, {13.5, 45}}, Depart: noon, Kmh: 830, Every: 10 * time.Second, AltFt: 35_000})
}

func audit(t failer, c route.Checker, f policy.Flight, fixes []route.Fix, o route.AuditOptions) *route.Audit {
	t.Helper()
	a, err := c.Audit(t.Context(), f, fixes, o)
	if err != nil {
		t.Fatal(err)
	}
	checkAudit(t, a)
	return a
}

// checkAudit checks what is true of every audit.
func checkAudit(t failer, a *route.Audit) {
	t.Helper()
	km, at, status := 0.0, a.Track.First, policy.Open
	for i, e := range a.Entries {
		if math.Abs(e.FromKm-km) > 0.0011 || math.Abs(e.ToKm-e.FromKm-e.Km) > 1e-6 || !e.EnterTime.Equal(at) || e.ExitTime.Before(e.EnterTime) {
			t.Fatal(fmt.Sprintf("entry %d from %v km to %v, %s to %s, after %v km and %s", i, e.FromKm, e.ToKm, e.EnterTime, e.ExitTime, km, at))
		}
		km, at = e.ToKm, e.ExitTime
		if e.Status.Worse(status) {
			status = e.Status
		}
		if strings.Contains(e.Words, "violat") || e.Words == "" {
			t.Fatal(fmt.Sprintf("entry %d is told as %q", i, e.Words))
		}
	}
	if math.Abs(km-a.Km) > 0.0011 || !at.Equal(a.Track.Last) || status != a.Status {
		t.Fatal(fmt.Sprintf("the entries end at %v km, %s, %v; the track at %v km, %s, %v", km, at, status, a.Km, a.Track.Last, a.Status))
	}
	if k := a.Track; k.Points != k.Used+k.Doubled+k.Empty+len(k.Dropped) {
		t.Fatal(fmt.Sprintf("%d positions, of which %d are used, %d doubled, %d empty and %d dropped", k.Points, k.Used, k.Doubled, k.Empty, len(k.Dropped)))
	}
	if a.Track.Dropped == nil || a.Track.Gaps == nil || a.Policies == nil || a.Rules == nil {
		t.Fatal("a list is null")
	}
	for _, v := range []any{a, a.FeatureCollection()} {
		if _, err := json.Marshal(v); err != nil {
			t.Fatal(err)
		}
	}
}

func toldEntries(a *route.Audit) []string {
	var out []string
	for _, e := range a.Entries {
		s := fmt.Sprintf("%s %v %s %s-%s", e.Name, e.Areas, e.Status, e.EnterTime.Format("15:04"), e.ExitTime.Format("15:04"))
		if e.Begins != "" {
			s += " begins:" + e.Begins
		}
		if e.Ends != "" {
			s += " ends:" + e.Ends
		}
		if e.BridgedKm > 0 {
			s += fmt.Sprintf(" bridged:%.0f", e.BridgedKm)
		}
		out = append(out, s)
	}
	return out
}

func dropTime(fixes []route.Fix, from, to string) []route.Fix {
	return slices.DeleteFunc(slices.Clone(fixes), func(f route.Fix) bool {
		at := f.Time.Format("15:04:05")
		return at > from && at < to
	})
}

func TestAudit(t *testing.T) {
	straight := []string{"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-13:16", "Poland [PL] open 13:16-13:36 ends:track"}
	for _, c := range []struct {
		name    string
		zone    string
		rules   []string
		change  func(fixes []route.Fix) []route.Fix
		options route.AuditOptions
		want    []string
	}{
		{name: "nothing happens", want: straight},
		{
			name: "rules change inside", rules: []string{closedFrom("r", "DE", "2025-10-30T13:00Z", "null")},
			want: []string{"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-13:00 ends:inside", "Germany [DE] blocked 13:00-13:16 begins:inside", "Poland [PL] open 13:16-13:36 ends:track"},
		},
		{
			name: "closed before and after", rules: []string{closedFrom("r", "DE", "2025-10-30", "2025-10-30T12:18Z"), closedFrom("s", "DE", "2025-10-30T13:18Z", "2025-10-30")},
			want: straight,
		},
		{
			name: "a zone that begins", zone: `,"from":"2025-10-30T12:50Z"`, rules: []string{inOutline("close", "")},
			want: []string{
				"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-12:50", "Germany [DE EDWW] blocked 12:50-13:05 ends:inside",
				"Germany [DE] open 13:05-13:16 begins:inside", "Poland [PL] open 13:16-13:36 ends:track",
			},
		},
		{
			name: "a silence over the border", change: func(f []route.Fix) []route.Fix { return dropTime(f, "13:00:00", "13:20:00") },
			want: []string{"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-13:00 ends:gap", "no positions [] unknown 13:00-13:20", "Poland [PL] open 13:20-13:36 begins:gap ends:track"},
		},
		{
			name: "a silence within one State", change: func(f []route.Fix) []route.Fix { return dropTime(f, "12:30:00", "12:45:00") },
			want: []string{"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-12:30 ends:gap", "no positions [] unknown 12:30-12:45", "Germany [DE] open 12:45-13:16 begins:gap", "Poland [PL] open 13:16-13:36 ends:track"},
		},
		{
			name: "a silence that is short enough", change: func(f []route.Fix) []route.Fix { return dropTime(f, "13:10:00", "13:20:00") },
			want: straight,
		},
		{
			name: "a silence that is short enough by the asker", change: func(f []route.Fix) []route.Fix { return dropTime(f, "13:00:00", "13:20:00") },
			options: route.AuditOptions{Gap: 20 * time.Minute}, want: straight,
		},
		{
			name: "a bridged silence", change: func(f []route.Fix) []route.Fix { return dropTime(f, "13:00:00", "13:20:00") },
			options: route.AuditOptions{Bridge: true},
			want:    []string{"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-13:16 bridged:232", "Poland [PL] open 13:16-13:36 ends:track bridged:45"},
		},
		{
			name: "seen once between two silences, where rules changed", rules: []string{closedFrom("r", "DE", "2025-10-30T12:45:00Z", "2025-10-30T12:59Z")},
			change: func(f []route.Fix) []route.Fix {
				return dropTime(dropTime(f, "12:30:00", "12:50:00"), "12:50:00", "13:20:00")
			},
			want: []string{
				"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-12:30 ends:gap", "no positions [] unknown 12:30-12:50",
				"Germany [DE] blocked 12:50-12:50 begins:gap ends:gap", "no positions [] unknown 12:50-13:20", "Poland [PL] open 13:20-13:36 begins:gap ends:track",
			},
		},
		{
			name: "a landing that is barred, without a landing", rules: []string{banOn("r", "PL", ", scope: [landing]")}, want: straight,
		},
		{
			name: "a landing that is barred", rules: []string{`{id: r, issuer: PL, territory: [PL], scope: [landing], effect: ban, basis: law, summary: Closed}`},
			change: func(f []route.Fix) []route.Fix { f[len(f)-1].Ground = true; return f },
			want:   []string{"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-13:16", "Poland [PL] blocked 13:16-13:36 ends:track"},
		},
		{
			name: "one wrong position 700 km away", rules: []string{closedFrom("r", "PL", "null", "null")},
			change: func(f []route.Fix) []route.Fix {
				f = dropTime(f, "12:59:59", "13:40:00")
				f[200].Point = orb.Point{13, 48}
				return f
			},
			want: []string{"high seas [] open 12:00-12:19 begins:track", "Germany [DE] open 12:19-12:59 ends:track"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var zones []string
			if c.zone != "" {
				zones = append(zones, featuresOf(`"id":"EDWW","name":"North Zone"`+c.zone, [4]float64{0, 40, 8, 50}))
			}
			fixes := overTwo(t)
			if c.change != nil {
				fixes = c.change(fixes)
			}
			a := audit(t, route.Checker{Airspace: indexWith(t, twoStates, zones...), Policy: setOf(t, c.rules...)}, civilFlight, fixes, c.options)
			if diff := cmp.Diff(c.want, toldEntries(a)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}
