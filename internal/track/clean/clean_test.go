package clean_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/internal/track/clean"
)

const maxKmh = 1250

var ten = time.Date(2025, 10, 30, 10, 0, 0, 0, time.UTC)

// east is a position on the parallel of 50 degrees, minutes after ten. A degree is
// 71.5 km: 0.2 degrees a minute are 858 km/h.
func east(minutes, lon float64) clean.Fix {
	return clean.Fix{Time: ten.Add(time.Duration(minutes * float64(time.Minute))), Point: orb.Point{lon, 50}}
}

// flown is a flight to the east, one position a minute.
func flown(n int) []clean.Fix {
	var out []clean.Fix
	for i := range n {
		out = append(out, east(float64(i), 10+0.2*float64(i)))
	}
	return out
}

func with(list []clean.Fix, more ...clean.Fix) []clean.Fix {
	return slices.Concat(list, more)
}

func without(list []clean.Fix, from, to int) []clean.Fix {
	return slices.Delete(slices.Clone(list), from, to)
}

func changed(list []clean.Fix, i int, p clean.Fix) []clean.Fix {
	out := slices.Clone(list)
	out[i] = p
	return out
}

func TestClean(t *testing.T) {
	far := func(minutes float64) clean.Fix { return east(minutes, 20+minutes/10) } // some 700 km away
	for _, c := range []struct {
		name            string
		list            []clean.Fix
		dropped         []int
		jumps           []int
		sorted, doubled int
		why             string
	}{
		{name: "nothing is wrong", list: flown(10)},
		{name: "nothing at all"},
		{name: "one position", list: flown(1)},
		{name: "one wrong position 700 km away", list: changed(flown(10), 5, far(5)), dropped: []int{5}, why: "from the position before and "},
		{name: "two wrong ones apart", list: changed(changed(flown(20), 5, far(5)), 12, far(12)), dropped: []int{5, 12}},
		{name: "wrong and right in turn", list: changed(changed(changed(flown(10), 3, far(3)), 5, far(5)), 7, far(7)), dropped: []int{3, 5, 7}},
		{name: "two wrong ones in a row", list: changed(changed(flown(10), 5, far(5)), 6, far(6)), dropped: []int{5, 6}, why: "one of 2 in a row"},
		{name: "the first is wrong", list: changed(flown(10), 0, far(0)), dropped: []int{0}, why: "to the next"},
		{name: "the last is wrong", list: changed(flown(10), 9, far(9)), dropped: []int{9}, why: "from the position before, over"},
		{name: "first and last are wrong, and at one place", list: changed(changed(flown(60), 0, east(0, 40)), 59, east(59, 40)), dropped: []int{0, 59}},
		{name: "two that contradict each other", list: []clean.Fix{east(0, 10), far(1)}, jumps: []int{0}},
		{name: "a jump between two long parts", list: with(flown(10), far(10), far(11), far(12), far(13)), jumps: []int{9}},
		{name: "two at the same instant, far apart", list: with(flown(10), far(5)), dropped: []int{10}, sorted: 1, why: "at the same instant"},
		{name: "two at the same instant, near", list: with(flown(10), east(5, 11.001)), doubled: 1, sorted: 1},
		{name: "each twice", list: with(flown(10), flown(10)...), doubled: 10, sorted: 9},
		{name: "backwards", list: slices.Collect(func(yield func(clean.Fix) bool) {
			for _, p := range slices.Backward(flown(10)) {
				if !yield(p) {
					return
				}
			}
		}), sorted: 9},
		{name: "clocks in whole seconds", list: []clean.Fix{east(0, 10), east(1.0/60, 10.006), east(2.0/60, 10.013), east(3.0/60, 10.014)}},
		{name: "at speed of sound", list: []clean.Fix{east(0, 10), east(1, 10.3), east(2, 10.6), east(3, 10.9)}, dropped: []int{1, 2}, jumps: []int{0}},
		{name: "no place", list: changed(changed(flown(4), 1, clean.Fix{Time: ten, Point: orb.Point{10, 91}}), 2, clean.Fix{Time: ten, Point: orb.Point{math.NaN(), 1}}), dropped: []int{1, 2}, why: "is no place: latitude 91, longitude 10"},
		{name: "longitude 999", list: changed(flown(4), 1, clean.Fix{Time: ten, Point: orb.Point{999, 1}}), dropped: []int{1}},
		{name: "stands still", list: []clean.Fix{east(0, 10), east(1, 10), east(2, 10)}},
		{name: "over the meridian of 180", list: []clean.Fix{east(0, 179.9), east(1, -179.9), east(2, -179.7)}},
		{name: "a long silence", list: without(flown(60), 10, 50)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := clean.Clean(c.list, maxKmh)
			var dropped []int
			for _, d := range r.Dropped {
				dropped = append(dropped, d.Index)
			}
			if diff := cmp.Diff(c.dropped, dropped); diff != "" {
				t.Errorf("dropped (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.jumps, r.Jumps); diff != "" {
				t.Errorf("jumps (-want +got):\n%s", diff)
			}
			if r.Sorted != c.sorted || r.Doubled != c.doubled {
				t.Errorf("%d sorted and %d doubled, want %d and %d", r.Sorted, r.Doubled, c.sorted, c.doubled)
			}
			if c.why != "" && !strings.Contains(r.Dropped[0].Why, c.why) {
				t.Errorf("why is %q, want %q in it", r.Dropped[0].Why, c.why)
			}
			if n := len(r.Kept) + len(r.Dropped) + r.Doubled; n != len(c.list) {
				t.Errorf("%d positions are told of, want %d", n, len(c.list))
			}
		})
	}
}

// anyTrack draws flights with wrong positions among them.
func anyTrack() *rapid.Generator[[]clean.Fix] {
	return rapid.Custom(func(t *rapid.T) []clean.Fix {
		n := rapid.IntRange(0, 25).Draw(t, "positions")
		lon, minutes := 10.0, 0.0
		var out []clean.Fix
		for range n {
			minutes += rapid.SampledFrom([]float64{0, 1, 1, 1, 5, 30}).Draw(t, "minutes")
			lon += rapid.SampledFrom([]float64{0, 0.001, 0.2, 0.2, 0.2, 1}).Draw(t, "degrees")
			p := east(minutes, lon)
			if rapid.IntRange(0, 4).Draw(t, "wrong") == 0 {
				p.Point[0] = rapid.SampledFrom([]float64{0, 20, -20, 40, 200}).Draw(t, "where")
			}
			p.HasAlt = rapid.Bool().Draw(t, "altitude")
			out = append(out, p)
		}
		return out
	})
}

// In whatever order the positions come, and however often each, the same are kept.
func TestOrderIsNoMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := anyTrack().Draw(t, "track")
		mixed := slices.Clone(list)
		for _, p := range list {
			for range rapid.IntRange(0, 2).Draw(t, "again") {
				mixed = append(mixed, p)
			}
		}
		mixed = rapid.Permutation(mixed).Draw(t, "order")
		a, b := clean.Clean(list, maxKmh), clean.Clean(mixed, maxKmh)
		if diff := cmp.Diff(kept(list, a), kept(mixed, b)); diff != "" {
			t.Fatalf("kept (-in order +mixed):\n%s", diff)
		}
		if diff := cmp.Diff(a.Jumps, b.Jumps); diff != "" {
			t.Fatalf("jumps (-in order +mixed):\n%s", diff)
		}
	})
}

func kept(list []clean.Fix, r clean.Result) []clean.Fix {
	var out []clean.Fix
	for _, i := range r.Kept {
		out = append(out, list[i])
	}
	return out
}

// What is kept is in the order of time, goes no faster than it may but where it says
// so, and has no position that is too fast to both of its neighbours.
func TestKeptIsPossible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := anyTrack().Draw(t, "track")
		r := clean.Clean(list, maxKmh)
		if n := len(r.Kept) + len(r.Dropped) + r.Doubled; n != len(list) {
			t.Fatalf("%d positions are told of, want %d", n, len(list))
		}
		k := kept(list, r)
		before := false
		for i := 1; i < len(k); i++ {
			d, hours := sphere.Km(k[i-1].Point, k[i].Point), k[i].Time.Sub(k[i-1].Time).Hours()
			fast := d > 1 && d > maxKmh*hours
			if jump := slices.Contains(r.Jumps, i-1); fast != jump || hours < 0 || hours == 0 && !jump {
				t.Fatalf("after %d: %.1f km in %v h, jump %v", i-1, d, hours, jump)
			}
			if fast && before {
				t.Fatalf("position %d fits neither neighbour", i-1)
			}
			before = fast
		}
	})
}

// A track of which every other position is wrong takes no more than its size times a
// logarithm.
func TestManyWrong(t *testing.T) {
	const n = 200_000
	list := make([]clean.Fix, n)
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range list {
		list[i] = clean.Fix{Time: ten.Add(time.Duration(i) * time.Second), Point: orb.Point{float64(i) * 0.0005, 50}}
		if i%2 == 1 {
			list[i].Point = orb.Point{rnd.Float64()*360 - 180, rnd.Float64()*180 - 90}
		}
	}
	r := clean.Clean(list, maxKmh)
	for _, k := range r.Kept {
		if k%2 == 1 && sphere.Km(list[k].Point, list[k-1].Point) > 10 {
			t.Fatalf("the wrong position %d is kept", k)
		}
	}
	if len(r.Kept) < n/2-2 {
		t.Errorf("%d are kept, want the %d that are right", len(r.Kept), n/2)
	}
}
