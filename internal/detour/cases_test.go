package detour_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

func at(lon, lat float64) s2.Point { return sphere.FromLonLat(orb.Point{lon, lat}) }

// box is a ring of the sides of longitudes and latitudes, counterclockwise.
func box(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}}
}

func mustWorld(t *testing.T, l *layout) *detour.World {
	t.Helper()
	w, err := detour.NewWorld(l.build())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func length(pts ...s2.Point) float64 {
	sum := 0.0
	for i := 1; i < len(pts); i++ {
		sum += sphere.Angle(pts[i-1], pts[i])
	}
	return sum
}

func TestShortestCases(t *testing.T) {
	meridian := newLayout() // as Angola and Zambia: many points on one meridian
	var left, right orb.Ring
	for i := range 21 {
		left = append(left, orb.Point{22, -16 + float64(i)*0.2})
		right = append(right, orb.Point{22, -12 - float64(i)*0.2})
	}
	meridian.ring(0, append(left, orb.Point{18, -12}, orb.Point{18, -16}))
	meridian.ring(1, append(right, orb.Point{26, -16}, orb.Point{26, -12}))

	touch := newLayout() // two boxes that share one corner
	touch.ring(0, box(0, 0, 10, 10))
	touch.ring(1, box(10, 10, 20, 20))

	dateline := newLayout()
	dateline.ring(0, box(175, -10, 180, 10))
	dateline.ring(0, box(-180, -10, -175, 10))

	pole := newLayout()
	var rim orb.Ring
	for i := range 12 {
		rim = append(rim, orb.Point{float64(i)*30 - 180, 80})
	}
	pole.ring(0, rim)

	for _, c := range []struct {
		name   string
		l      *layout
		closed []int32
		from   s2.Point
		to     s2.Point
		want   float64
	}{
		{"Angola closed, along the meridian to Zambia's corner", meridian, []int32{0}, at(22, -17), at(22, -11), length(at(22, -17), at(22, -11))},
		{"Angola and Zambia closed, the border between is closed too", meridian, []int32{0, 1}, at(22, -17), at(22, -11), length(at(22, -17), at(18, -16), at(18, -12), at(22, -11))},
		{"between two areas that touch", touch, []int32{0, 1}, at(5, 15), at(15, 5), length(at(5, 15), at(10, 10), at(15, 5))},
		{"across the antimeridian", dateline, []int32{0}, at(170, 0), at(-170, 0), length(at(170, 0), at(175, 10), at(-175, 10), at(-170, 0))},
		{"round the pole", pole, []int32{0}, at(-90, 70), at(90, 70), length(at(-90, 70), at(-30, 80), at(0, 80), at(30, 80), at(90, 70))},
		{"from a corner along a side", touch, []int32{0}, at(0, 0), at(0, 12), length(at(0, 0), at(0, 12))},
		{"nothing closed", touch, nil, at(5, 15), at(15, 5), length(at(5, 15), at(15, 5))},
		{"from a point to itself", touch, []int32{0}, at(5, 15), at(5, 15), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := detour.NewSearcher(mustWorld(t, c.l))
			for _, ends := range [][2]s2.Point{{c.from, c.to}, {c.to, c.from}} {
				p, err := q.Shortest(t.Context(), ends[0], ends[1], detour.NewSet(c.closed...), detour.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if math.Abs(p.Length-c.want) > 1e-9 || p.LowerBound > p.Length {
					t.Errorf("length %.12f, want %.12f by %v", p.Length, c.want, lonLats(p.Points))
				}
			}
		})
	}
}

func TestEnclave(t *testing.T) {
	l := newLayout()
	l.ring(0, orb.Ring{{0, 0}, {20, 0}, {15, 5}, {5, 5}})
	l.ring(1, orb.Ring{{20, 0}, {20, 20}, {15, 15}, {15, 5}})
	l.ring(2, orb.Ring{{20, 20}, {0, 20}, {5, 15}, {15, 15}})
	l.ring(3, orb.Ring{{0, 20}, {0, 0}, {5, 5}, {5, 15}})
	l.ring(4, box(40, 0, 50, 10))
	q := detour.NewSearcher(mustWorld(t, l))
	in, out := at(10, 10), at(30, 10)
	for _, c := range []struct {
		name     string
		from, to s2.Point
		closed   []int32
		want     *detour.NoPathError
	}{
		{"the origin", in, out, []int32{0, 1, 2, 3, 4}, &detour.NoPathError{From: true, Ring: []int32{0, 1, 2, 3}}},
		{"the destination", out, in, []int32{0, 1, 2, 3, 4}, &detour.NoPathError{To: true, Ring: []int32{0, 1, 2, 3}}},
		{"a gap", out, in, []int32{0, 1, 3, 4}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := q.Shortest(t.Context(), c.from, c.to, detour.NewSet(c.closed...), detour.Options{})
			var got *detour.NoPathError
			errors.As(err, &got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%v: -want +got\n%s", err, diff)
			}
		})
	}
}

func TestShortestRefuses(t *testing.T) {
	l := newLayout()
	l.ring(3, box(0, 0, 10, 10))
	q := detour.NewSearcher(mustWorld(t, l))
	in, out := at(5, 5), at(20, 5)
	var inside *detour.InsideError
	_, err := q.Shortest(t.Context(), out, in, detour.NewSet(3), detour.Options{})
	if !errors.As(err, &inside) || !inside.To || !cmp.Equal(inside.Areas, []int32{3}) {
		t.Errorf("inside: %v", err)
	}
	if _, err := q.Shortest(t.Context(), out, at(-160, -5), detour.NewSet(3), detour.Options{}); !errors.Is(err, detour.ErrOpposite) {
		t.Errorf("opposite: %v", err)
	}
	if _, err := q.Shortest(t.Context(), s2.Point{}, out, detour.NewSet(3), detour.Options{}); !errors.Is(err, detour.ErrNotUnit) {
		t.Errorf("zero: %v", err)
	}
	for _, m := range []detour.Map{
		{Points: []s2.Point{{}, at(0, 1)}, Chains: []detour.Chain{{Count: 2, To: 1}}},
		{Points: []s2.Point{at(0, 0), at(0, 1)}, Chains: []detour.Chain{{Count: 3, To: 1}}},
		{Points: []s2.Point{at(0, 0), at(0, 0)}, Chains: []detour.Chain{{Count: 2, To: 1}}},
		{Points: []s2.Point{at(0, 0), at(0, 1)}, Chains: []detour.Chain{{Count: 2, To: 0}}},
		{Points: []s2.Point{at(0, 0), at(0, 1)}, Chains: []detour.Chain{{Count: 2, To: 1, Left: []int32{-1}}}},
		{Points: []s2.Point{at(0, 0), at(0, 1)}, Chains: []detour.Chain{{Count: 2, From: -1, To: 1}}},
	} {
		if _, err := detour.NewWorld(m); !errors.Is(err, detour.ErrBadChain) && !errors.Is(err, detour.ErrBadPoint) {
			t.Errorf("map %+v: %v", m, err)
		}
	}
}

// spiral is a corridor that winds round a point, with rough walls.
func spiral(turns, points int) *layout {
	l := newLayout()
	var out, back orb.Ring
	for i := range points {
		a := 2 * math.Pi * float64(turns) * float64(i) / float64(points)
		d := 1 + 20*float64(i)/float64(points) + 0.05*float64(i%2)
		out = append(out, orb.Point{d * math.Cos(a), d * math.Sin(a)})
		d += 0.3
		back = append(back, orb.Point{d * math.Cos(a), d * math.Sin(a)})
	}
	for i := range back {
		out = append(out, back[len(back)-1-i])
	}
	l.ring(0, wind(out, false))
	return l
}

func TestCancelAndBudget(t *testing.T) {
	q := detour.NewSearcher(mustWorld(t, spiral(6, 3000)))
	from, to := at(0, 0), at(40, 10)
	p, err := q.Shortest(t.Context(), from, to, detour.NewSet(0), detour.Options{})
	if err != nil || p.Length < 2 {
		t.Fatalf("%v %v", p.Length, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := q.Shortest(ctx, from, to, detour.NewSet(0), detour.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	var b *detour.BudgetError
	if _, err := q.Shortest(t.Context(), from, to, detour.NewSet(0), detour.Options{MaxSteps: 3000}); !errors.As(err, &b) {
		t.Fatalf("budget: %v", err)
	}
	if b.LowerBound <= 0 || b.LowerBound > p.Length {
		t.Errorf("lower bound %v of %v", b.LowerBound, p.Length)
	}
}
