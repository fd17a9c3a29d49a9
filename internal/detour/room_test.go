package detour_test

import (
	"math"
	"testing"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

func TestRoomOfBoxes(t *testing.T) {
	l := newLayout()
	l.ring(0, box(10, -5, 20, 5))
	l.ring(1, box(178, -5, 180, 5))
	l.ring(1, box(-180, -5, -178, 5))
	room := detour.NewSearcher(mustWorld(t, l)).Room(detour.NewSet(0, 1))
	for _, c := range []struct {
		name    string
		a, b, c s2.Point
		want    bool
	}{
		{"beside a box", at(0, 0), at(9, -5), at(9, 5), true},
		{"a side through a box", at(0, 0), at(30, -1), at(30, 20), false},
		{"a box inside", at(0, -20), at(30, -20), at(15, 40), false},
		{"a corner of a box inside", at(0, 4), at(12, 9), at(11, 4), false},
		{"a touch counts", at(0, 0), at(10, 5), at(0, 5), false},
		{"a leg by a box", at(0, 6), at(0, 6), at(30, 7), true},
		{"a leg through a box", at(0, 0), at(30, 0), at(30, 0), false},
		{"a point", at(0, 0), at(0, 0), at(0, 0), true},
		{"across 180", at(170, 6), at(-170, 6), at(180, 20), true},
		{"a box at 180", at(170, -6), at(-170, -6), at(180, 20), false},
		{"round the pole", at(0, 60), at(120, 60), at(-120, 60), true},
	} {
		for _, p := range [][3]s2.Point{{c.a, c.b, c.c}, {c.c, c.b, c.a}, {c.b, c.a, c.c}} {
			if got := room.Free(p[0], p[1], p[2]); got != c.want {
				t.Errorf("%s: %v", c.name, got)
			}
		}
	}
	for _, c := range []struct {
		name      string
		from      s2.Point
		direction r3.Vector
		want      float64 // degrees
	}{
		{"to a box", at(0, 0), r3.Vector{Y: 1}, 10},
		{"away from it, to 180", at(0, 0), r3.Vector{Y: -1}, 178},
		{"over the pole to a box", at(0, 0), r3.Vector{Z: 1}, 175},
		{"as far as was asked", at(90, 0), r3.Vector{Z: 1}, 179},
	} {
		if got := room.Ahead(c.from, c.direction, 179*math.Pi/180) * 180 / math.Pi; math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v degrees, want %v", c.name, got, c.want)
		}
	}
}

// A free triangle has no point in a closed area; one that is not has a wall in it:
// a leg from its first corner to somewhere in it is blocked.
func TestRoomProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := lattice{rows: 4, columns: 4, side: 3, jitter: 0.6, split: 1, seed: rapid.Uint64().Draw(t, "seed")}
		for range l.rows * l.columns {
			l.cells = append(l.cells, rapid.Int32Range(-1, 2).Draw(t, "cell"))
		}
		to := newLayout()
		l.add(to)
		to.ring(3, box(40, 40, 41, 41))
		m, turn := turnMap(to.build(), rapid.Uint64Range(0, 9).Draw(t, "turn"))
		w, err := detour.NewWorld(m)
		if err != nil {
			t.Fatal(err)
		}
		room := detour.NewSearcher(w).Room(detour.NewSet(0, 1))
		corner := func() s2.Point {
			return turn(at(rapid.Float64Range(-8, 8).Draw(t, "lon"), rapid.Float64Range(-8, 8).Draw(t, "lat")))
		}
		a, b, c := corner(), corner(), corner()
		inside := func(p s2.Point) bool { return w.Contains(0, p) || w.Contains(1, p) }
		if inside(a) || sphere.Angle(a, b) < 1e-9 || sphere.Angle(b, c) < 1e-9 || sphere.Angle(a, c) < 1e-9 {
			return
		}
		free, met := room.Free(a, b, c), false
		for i := range 60 {
			f := float64(i) / 59
			q := s2.Point{Vector: b.Mul(1 - f).Add(c.Mul(f)).Normalize()}
			met = met || !room.Free(a, q, q)
			for k := range 20 {
				g := float64(k) / 19
				if p := (s2.Point{Vector: a.Mul(1 - g).Add(q.Mul(g)).Normalize()}); free && inside(p) {
					t.Fatalf("a free triangle has %v in a closed area", sphere.ToLonLat(p))
				}
			}
		}
		if free && met {
			t.Fatal("a leg in a free triangle is blocked")
		}
	})
}
