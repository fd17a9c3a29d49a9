package frontier

import (
	"context"
	"errors"
	"math"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// road is a way of a world without geometry.
type road struct {
	length float64
	meets  []int
}

// findIn takes the shortest of some roads.
func findIn(roads []road) Find[int] {
	return func(_ context.Context, closed []bool, limit float64) (Way[int], error) {
		var best Way[int]
		for i, r := range roads {
			if slices.ContainsFunc(r.meets, func(m int) bool { return closed[m] }) {
				continue
			}
			if !best.OK || r.length < best.Length {
				best = Way[int]{OK: true, Length: r.length, Meets: r.meets, Path: i}
			}
		}
		if best.Length >= limit {
			return Way[int]{}, nil
		}
		return best, nil
	}
}

// bySubsets tries every subset: the least length for each number lifted.
func bySubsets(n int, roads []road) []float64 {
	find := findIn(roads)
	best := make([]float64, n+1)
	for i := range best {
		best[i] = math.Inf(1)
	}
	for set := range 1 << n {
		closed := make([]bool, n)
		for i := range n {
			closed[i] = set>>i&1 == 0
		}
		if w, _ := find(context.Background(), closed, math.Inf(1)); w.OK {
			k := bits.OnesCount(uint(set))
			best[k] = min(best[k], w.Length)
		}
	}
	return best
}

func anyRoads(t *rapid.T, n int) []road {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) road {
		meets := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 0, n, rapid.ID[int]).Draw(t, "meets")
		slices.Sort(meets)
		return road{float64(rapid.IntRange(1, 30).Draw(t, "length")), meets}
	}), 0, 25).Draw(t, "roads")
}

func TestSearchAgainstEverySubset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "n")
		roads := anyRoads(t, n)
		got, _, err := Search(context.Background(), n, nil, findIn(roads), Options{})
		if err != nil {
			t.Fatal(err)
		}
		best := bySubsets(n, roads)
		k, last := 0, math.Inf(1)
		for size, length := range best {
			if length >= last {
				continue
			}
			last = length
			if k == len(got) || len(got[k].Lifted) != size || got[k].Way.Length != length {
				t.Fatalf("with %d lifted: want %v, got %+v of %+v", size, length, k, got)
			}
			r := roads[got[k].Way.Path]
			if r.length != length || !slices.Equal(r.meets, got[k].Lifted) {
				t.Fatalf("the entry %+v is not its way %+v", got[k], r)
			}
			k++
		}
		if k != len(got) {
			t.Fatalf("%d entries, want %d: %+v", len(got), k, got)
		}
	})
}

func TestSearchIsTheSameEachTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		roads := anyRoads(t, 5)
		a, na, _ := Search(context.Background(), 5, nil, findIn(roads), Options{})
		b, nb, _ := Search(context.Background(), 5, nil, findIn(roads), Options{})
		if na != nb || !slices.EqualFunc(a, b, func(x, y Entry[int]) bool { return x.Way.Path == y.Way.Path }) {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

func TestSearchBounds(t *testing.T) {
	roads := []road{{10, nil}, {8, []int{0}}, {5, []int{1, 2}}, {3, []int{0, 1, 2}}}
	for _, tc := range []struct {
		name     string
		required []int
		opts     Options
		find     Find[int]
		want     []float64
		err      error
	}{
		{"all", nil, Options{}, findIn(roads), []float64{10, 8, 5, 3}, nil},
		{"at most one", nil, Options{MaxLifted: 1}, findIn(roads), []float64{10, 8}, nil},
		{"two searches", nil, Options{MaxSearches: 2}, findIn(roads), []float64{10}, ErrBudget},
		{"two entries", nil, Options{MaxEntries: 2}, findIn(roads), []float64{10, 8}, nil},
		{"none at all", nil, Options{}, findIn(nil), nil, nil},
		{"the destination refuses", []int{0}, Options{}, findIn([]road{{8, []int{0}}, {5, []int{0, 1}}}), []float64{8, 5}, nil},
		{"cancelled", nil, Options{}, func(_ context.Context, _ []bool, _ float64) (Way[int], error) { return Way[int]{}, context.Canceled }, nil, context.Canceled},
	} {
		got, _, err := Search(context.Background(), 3, tc.required, tc.find, tc.opts)
		var lengths []float64
		for _, e := range got {
			lengths = append(lengths, e.Way.Length)
		}
		if !slices.Equal(lengths, tc.want) || !errors.Is(err, tc.err) {
			t.Errorf("%s: %v %v, want %v %v", tc.name, lengths, err, tc.want, tc.err)
		}
	}
	if _, _, err := Search(context.Background(), 2, []int{5}, findIn(nil), Options{}); err == nil {
		t.Error("an unknown refusal was taken")
	}
}
