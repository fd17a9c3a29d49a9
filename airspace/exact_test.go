package airspace

import (
	"flag"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

var routes = flag.Int("routes", 2000, "how many random and as many adversarial routes are compared with the brute force")

// eachRoute runs a check on routes 0 to n-1, on all processors. A check returns
// what is wrong, "" if nothing is.
func eachRoute(t *testing.T, n int, check func(i int) string) {
	t.Helper()
	faults := make([]string, n)
	var next atomic.Int64
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				faults[i] = check(i)
			}
		})
	}
	group.Wait()
	wrong := 0
	for i, f := range faults {
		if f == "" {
			continue
		}
		if wrong++; wrong <= 10 {
			t.Errorf("route %d: %s", i, f)
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d routes differ", wrong, n)
	}
	t.Logf("%d routes", n)
}

func ends(leg Leg) string { return fmt.Sprintf("%v to %v", leg.From(), leg.To()) }

// The stretches of random routes are those of the brute force, and of S2.
func TestWorldExactRandom(t *testing.T) {
	t.Parallel()
	x, ref, world := worldOf(t), referenceOf(t), s2WorldOf(t)
	queries := sync.Pool{New: func() any { return world.query() }}
	eachRoute(t, *routes, func(i int) string {
		leg := randomRoute(i)
		want, doubt := ref.stretches(leg, true)
		if fault := doubt + compare(x, x.AppendCross(nil, leg), want); fault != "" {
			return ends(leg) + ":\n" + fault
		}
		q := queries.Get().(*s2Query)
		defer queries.Put(q)
		// S2 knows no runs along a border.
		if want, _ = ref.stretches(leg, false); compare(x, q.cross(leg), want) != "" {
			return ends(leg) + ", S2:\n" + compare(x, q.cross(leg), want)
		}
		return ""
	})
}

// The stretches of routes that are made to go wrong are those of the brute force.
func TestWorldExactAdversarial(t *testing.T) {
	t.Parallel()
	x, ref, adv := worldOf(t), referenceOf(t), adversaryOf(t)
	var along atomic.Int64
	eachRoute(t, *routes, func(i int) string {
		leg, kind := adv.route(i)
		got := x.AppendCross(nil, leg)
		if slices.ContainsFunc(got, func(s Stretch) bool { return s.Along }) {
			along.Add(1)
		}
		want, doubt := ref.stretches(leg, true)
		if fault := doubt + compare(x, got, want); fault != "" {
			return kind + ", " + ends(leg) + ":\n" + fault
		}
		return ""
	})
	if n := int(along.Load()); n < *routes/10 {
		t.Errorf("only %d of %d routes run along a border", n, *routes)
	}
}

// A leg flown back has the same stretches in the reverse order, what is left of
// it on its right.
func TestWorldReversal(t *testing.T) {
	t.Parallel()
	x, adv := worldOf(t), adversaryOf(t)
	eachRoute(t, *routes, func(i int) string {
		leg, kind := adv.route(i)
		if i%8 == 0 {
			leg, kind = randomRoute(i), "random"
		}
		back, err := NewLeg(leg.To(), leg.From())
		if err != nil {
			return err.Error()
		}
		again := x.AppendCross(nil, back)
		slices.Reverse(again)
		for k := range again {
			s := &again[k]
			s.FromAngle, s.ToAngle = back.Angle()-s.ToAngle, back.Angle()-s.FromAngle
			s.Left, s.Right = s.Right, s.Left
		}
		if fault := compare(x, x.AppendCross(nil, leg), again); fault != "" {
			return kind + ", " + ends(leg) + ", there and back:\n" + fault
		}
		return ""
	})
}

// What the reference skips has no part in the answer: cuts, laps and areas are
// to the last bit those of going through every edge.
func TestReferenceSkipsNothing(t *testing.T) {
	t.Parallel()
	ref, adv := referenceOf(t), adversaryOf(t)
	whole := &reference{points: ref.points, rings: ref.rings, runs: ref.runs, everyone: true}
	for _, run := range ref.runs {
		for k := run.first; k <= run.last; k++ {
			if a := sphere.Angle(s2.Point{Vector: run.centre}, ref.points[k].at); a > run.r-slack/2 {
				t.Fatalf("point %d is %v from the centre of its run, whose radius is %v", k, a, run.r)
			}
		}
	}
	eachRoute(t, 96, func(i int) string {
		leg, kind := adv.route(i)
		if i%4 == 0 {
			leg, kind = randomRoute(i), "random"
		}
		cuts, laps := ref.walk(leg)
		allCuts, allLaps := whole.walk(leg)
		if !slices.Equal(cuts, allCuts) || !slices.Equal(laps, allLaps) {
			return fmt.Sprintf("%s, %s: %d cuts and %d laps, all have %d and %d", kind, ends(leg), len(cuts), len(laps), len(allCuts), len(allLaps))
		}
		at := leg.arc.At(leg.Angle() * math.Mod(float64(i)*0.618, 1))
		if got, want := ref.over(at), whole.over(at); !slices.Equal(got, want) {
			return fmt.Sprintf("at %v: %v, all give %v", sphere.ToLonLat(at), got, want)
		}
		return ""
	})
}
