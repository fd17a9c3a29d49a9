package detour_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// fort is four walls with a gate of 0.2 degrees, 22.24 km, between areas 4 and 5
// in the east.
func fort() *layout {
	l := newLayout()
	l.ring(1, box(-3, -2, -1, 12))
	l.ring(2, box(-2, -3, 12.5, -1))
	l.ring(3, box(-2.5, 11, 12.6, 13))
	l.ring(4, box(10, -2.5, 12, 5))
	l.ring(5, box(10.1, 5.2, 12.1, 12.5))
	return l
}

func TestMarginGate(t *testing.T) {
	q := detour.NewSearcher(mustWorld(t, fort()))
	closed := detour.NewSet(1, 2, 3, 4, 5)
	in, out := at(5, 5), at(20, 5)
	p, err := q.Shortest(t.Context(), in, out, closed, detour.Options{MarginKm: 10.8})
	if err != nil || p.Length < length(in, out) {
		t.Errorf("through the gate: %v, %v", p, err)
	}
	for _, km := range []float64{11.2, 50, 200} {
		_, err := q.Shortest(t.Context(), in, out, closed, detour.Options{MarginKm: km})
		none, ok := errors.AsType[*detour.NoPathError](err)
		if !ok || none.Gap == nil {
			t.Fatalf("%v km: %v", km, err)
		}
		sides := [][]int32{none.Gap.AreasA, none.Gap.AreasB}
		slices.SortFunc(sides, slices.Compare)
		if diff := cmp.Diff([][]int32{{4}, {5}}, sides); diff != "" || !cmp.Equal(none.Ring, []int32{4, 5}) {
			t.Errorf("%v km: ring %v, %s", km, none.Ring, diff)
		}
		if want := 0.2 * math.Pi / 180 * sphere.RadiusKm; math.Abs(none.Gap.Km-want) > want*0.01 {
			t.Errorf("%v km: the gate is %.3f km wide, want %.3f", km, none.Gap.Km, want)
		}
		if x := sphere.ToLonLat(none.Gap.At); x[0] < 10 || x[0] > 12.1 || math.Abs(x[1]-5.1) > 0.02 {
			t.Errorf("%v km: the gate is at %v", km, x)
		}
	}
	// Without a gate the margin is not the reason.
	l := fort()
	l.ring(6, box(11, 4, 11.5, 6))
	_, err = detour.NewSearcher(mustWorld(t, l)).Shortest(t.Context(), in, out, detour.NewSet(1, 2, 3, 4, 5, 6), detour.Options{MarginKm: 50})
	if none, ok := errors.AsType[*detour.NoPathError](err); !ok || none.Gap != nil {
		t.Errorf("no gate: %v", err)
	}
}

func TestMarginRefuses(t *testing.T) {
	l := newLayout()
	l.ring(3, box(0, 0, 10, 10))
	q := detour.NewSearcher(mustWorld(t, l))
	closed := detour.NewSet(3)
	in, near, out := at(5, 5), at(10.1, 5), at(20, 5)
	for _, km := range []float64{-1, 1000.1, math.NaN(), math.Inf(1)} {
		if _, err := q.Shortest(t.Context(), near, out, closed, detour.Options{MarginKm: km}); !errors.Is(err, detour.ErrMargin) {
			t.Errorf("%v km: %v", km, err)
		}
	}
	for _, c := range []struct {
		name     string
		from, to s2.Point
		want     detour.InsideError
	}{
		{"origin inside", in, out, detour.InsideError{Areas: []int32{3}}},
		{"origin near", near, out, detour.InsideError{Areas: []int32{3}, Near: true}},
		{"destination near", out, near, detour.InsideError{Areas: []int32{3}, Near: true, To: true}},
	} {
		_, err := q.Shortest(t.Context(), c.from, c.to, closed, detour.Options{MarginKm: 20})
		got, ok := errors.AsType[*detour.InsideError](err)
		if !ok {
			t.Fatalf("%s: %v", c.name, err)
		}
		if want := 0.1 * math.Pi / 180 * sphere.RadiusKm * math.Cos(5*math.Pi/180); got.Near && math.Abs(got.Km-want) > 0.01 {
			t.Errorf("%s: %v km, want %v", c.name, got.Km, want)
		}
		got.Km = 0
		if diff := cmp.Diff(&c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	var longer *detour.LongerError
	opts := detour.Options{MarginKm: 20, Limit: length(at(-5, 5), out) * 1.001}
	if _, err := q.Shortest(t.Context(), at(-5, 5), out, closed, opts); !errors.As(err, &longer) || longer.LowerBound < opts.Limit {
		t.Errorf("limit: %v", err)
	}
	p, err := q.Shortest(t.Context(), out, out, closed, detour.Options{MarginKm: 20})
	if err != nil || p.Length != 0 {
		t.Errorf("from a place to itself: %v, %v", p, err)
	}
}

// What a flood over a grid says of margins, a grid's step more or less.
func TestMarginFlood(t *testing.T) {
	t.Parallel()
	const n, side, grid = 5, 4.0, 60
	step := n * side / grid * math.Pi / 180
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
		l := lattice{rows: n, columns: n, side: side, seed: 1}
		for i := range n * n {
			cell := int32(0) // the rim is closed
			if r, c := i/n, i%n; min(r, c) > 0 && max(r, c) < n-1 && random.IntN(3) > 0 {
				cell = -1
			}
			l.cells = append(l.cells, cell)
		}
		l.cells[n+1] = -1
		lay := newLayout()
		l.add(lay)
		m := lay.build()
		km := 20 + 230*random.Float64()
		place := func(i int) s2.Point {
			return at((float64(i%grid)+0.5)*side*n/grid-n*side/2, (float64(i/grid)+0.5)*side*n/grid-n*side/2)
		}
		inner := func() int {
			for {
				r, c := random.IntN(grid), random.IntN(grid)
				if l.cells[r*n/grid*n+c*n/grid] < 0 {
					return r*grid + c
				}
			}
		}
		from, to := inner(), inner()
		q := detour.NewSearcher(mustNewWorld(t, m))
		_, err := q.Shortest(t.Context(), place(from), place(to), detour.NewSet(0), detour.Options{MarginKm: km})
		if _, ok := errors.AsType[*detour.InsideError](err); ok {
			return
		}
		ref := newReference(m, detour.NewSet(0))
		walls := ref.walls()
		flood := func(keep float64) bool {
			return reaches(grid, from, to, func(i int) bool { return keeps(walls, place(i), place(i), keep) })
		}
		_, none := errors.AsType[*detour.NoPathError](err)
		switch r := km / sphere.RadiusKm; {
		case err != nil && !none:
			t.Fatal(err)
		case none && flood(r+step):
			t.Fatalf("%v, but the flood gets there", err)
		case !none && !flood(r-step):
			t.Fatal("there is a path, but the flood does not get there")
		}
	})
}

// reaches tells whether a flood over the open places of a square grid gets from
// one to another, which are open themselves.
func reaches(grid, from, to int, open func(int) bool) bool {
	seen := map[int]bool{from: true}
	stack := []int{from}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if i == to {
			return true
		}
		for k := range 9 {
			r, c := i/grid+k/3-1, i%grid+k%3-1
			j := r*grid + c
			if min(r, c) < 0 || max(r, c) >= grid || seen[j] {
				continue
			}
			seen[j] = true
			if j == to || open(j) {
				stack = append(stack, j)
			}
		}
	}
	return false
}

func mustNewWorld(t *rapid.T, m detour.Map) *detour.World {
	w, err := detour.NewWorld(m)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
