package frontier

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// tryIn takes the shortest of some roads; the cut is what stands on any of them.
func tryIn(roads []road) Try[int] {
	return func(_ context.Context, lifted []int, limit float64) (Way[int], []int, error) {
		var best Way[int]
		var cut []int
		for i, r := range roads {
			var stands []int
			for _, m := range r.meets {
				if !slices.Contains(lifted, m) {
					stands = append(stands, m)
				}
			}
			if len(stands) == 0 && (!best.OK || r.length < best.Length) {
				best = Way[int]{OK: true, Length: r.length, Meets: r.meets, Path: i}
			}
			cut = append(cut, stands...)
		}
		if best.OK {
			if best.Length >= limit {
				best = Way[int]{}
			}
			return best, nil, nil
		}
		slices.Sort(cut)
		return best, slices.Compact(cut), nil
	}
}

// The number is the smallest that any subset has, and the length, if proven, the
// shortest of all subsets of that number.
func TestFirstAgainstAllSubsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "refusals")
		var roads []road
		for range rapid.IntRange(0, 12).Draw(t, "roads") {
			roads = append(roads, road{
				rapid.Float64Range(1, 9).Draw(t, "length"),
				rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 0, n, rapid.ID).Draw(t, "meets"),
			})
		}
		size, length := -1, math.Inf(1)
		for k := 0; k <= n && size < 0; k++ {
			for set := range 1 << n {
				if bits.OnesCount(uint(set)) != k {
					continue
				}
				var lifted []int
				for i := range n {
					if set>>i&1 == 1 {
						lifted = append(lifted, i)
					}
				}
				if w, _, _ := tryIn(roads)(t.Context(), lifted, math.Inf(1)); w.OK {
					size, length = k, min(length, w.Length)
				}
			}
		}
		e, proven, tried, err := First(t.Context(), n, nil, tryIn(roads), Options{})
		if err != nil || e.Way.OK != (size >= 0) || e.Way.OK && len(e.Lifted) != size {
			t.Fatalf("got %v, %v after %d tries, want %d refusals of %v", e, err, tried, size, roads)
		}
		if proven != (size <= enumerated) {
			t.Fatalf("%d refusals: proven is %v", size, proven)
		}
		if e.Way.OK && proven && math.Abs(e.Way.Length-length) > 1e-9 {
			t.Fatalf("length %v, want %v of %v", e.Way.Length, length, roads)
		}
	})
}

func TestFirstBounds(t *testing.T) {
	two := tryIn([]road{{1, []int{0, 1}}})
	closed := func(cut []int, err error) Try[int] {
		return func(context.Context, []int, float64) (Way[int], []int, error) { return Way[int]{}, cut, err }
	}
	for _, tc := range []struct {
		name     string
		required []int
		try      Try[int]
		opts     Options
		want     string
		err      error
	}{
		{"both", nil, two, Options{}, "[0 1] true", nil},
		{"one is too few", nil, two, Options{MaxLifted: 1}, "[] false", nil},
		{"nothing bars the way but safety", nil, closed(nil, nil), Options{}, "[] false", nil},
		{"the destination refuses", []int{2}, tryIn([]road{{1, nil}}), Options{}, "[2] true", nil},
		{"one try", nil, two, Options{MaxSearches: 1}, "[] false", ErrBudget},
		{"cancelled", nil, closed(nil, context.Canceled), Options{}, "[] false", context.Canceled},
	} {
		e, _, _, err := First(t.Context(), 3, tc.required, tc.try, tc.opts)
		if got := fmt.Sprint(e.Lifted, e.Way.OK); got != tc.want || !errors.Is(err, tc.err) {
			t.Errorf("%s: got %s, %v; want %s, %v", tc.name, got, err, tc.want, tc.err)
		}
	}
	if _, _, _, err := First(t.Context(), 3, []int{1}, closed([]int{1}, nil), Options{}); err == nil {
		t.Error("a cut that has a lifted refusal was taken")
	}
}
