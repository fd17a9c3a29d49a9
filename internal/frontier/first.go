package frontier

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Try returns the shortest way if a set of refusals, sorted, is lifted and all others
// stand, provided that it is below a limit, which may be infinite. If there is none
// however long, cut has refusals that stand and of which at least one must be lifted;
// it is empty if no refusal bars the way, or if a way is there but not below the
// limit.
type Try[P any] func(ctx context.Context, lifted []int, limit float64) (w Way[P], cut []int, err error)

// enumerated is up to how many refusals [First] tries all sets.
const enumerated = 2

// First returns the first entry of the frontier and how many ways were sought: the
// shortest way for as few refusals lifted as open any. It has the number from far
// fewer searches than [Search], for a set that opens none brings a whole cut. If the
// number is more than two, the way is one of those that need as few, not the shortest,
// and proven is false. Way.OK is false if there is none within opts.MaxLifted. The
// errors are [ErrBudget] and those of try.
func First[P any](ctx context.Context, n int, required []int, try Try[P], opts Options) (e Entry[P], proven bool, tried int, err error) {
	f := &first[P]{try: try, n: n, most: opts.MaxSearches}
	if f.most <= 0 {
		f.most = 2000
	}
	if opts.MaxLifted <= 0 {
		opts.MaxLifted = n
	}
	for _, r := range required {
		f.cuts = append(f.cuts, []int{r})
	}
	for !f.best.Way.OK {
		set, ok := smallestHit(f.cuts, opts.MaxLifted)
		if !ok {
			return Entry[P]{}, true, f.tried, nil
		}
		before := len(f.cuts)
		if err := f.attempt(ctx, set, math.Inf(1)); err != nil {
			return Entry[P]{}, false, f.tried, err
		}
		if !f.best.Way.OK && len(f.cuts) == before {
			return Entry[P]{}, true, f.tried, nil
		}
	}
	f.size, f.found = len(f.best.Lifted), f.best.Lifted
	if f.size > enumerated {
		return f.best, false, f.tried, nil
	}
	if f.size > 0 {
		err = f.visit(ctx, nil, nil)
	}
	return f.best, err == nil, f.tried, err
}

type first[P any] struct {
	try   Try[P]
	n     int
	most  int
	tried int
	cuts  [][]int
	best  Entry[P]
	size  int   // how many refusals must be lifted
	found []int // the first set that opened a way
}

// attempt tries a set, and notes a shorter way or a cut.
func (f *first[P]) attempt(ctx context.Context, set []int, limit float64) error {
	if f.tried >= f.most {
		return ErrBudget
	}
	f.tried++
	w, cut, err := f.try(ctx, set, limit)
	switch {
	case err != nil:
		return err
	case w.OK && w.Length < limit:
		f.best = Entry[P]{Lifted: set, Way: w}
	case slices.ContainsFunc(cut, func(r int) bool { return r < 0 || r >= f.n || slices.Contains(set, r) }):
		return fmt.Errorf("frontier: the cut %v has a refusal that does not stand, beside %v lifted", cut, set)
	case len(cut) > 0:
		f.cuts = append(f.cuts, cut)
	}
	return nil
}

// visit tries all sets of the size that meet all cuts and have none of those barred.
func (f *first[P]) visit(ctx context.Context, set, barred []int) error {
	cut, met := smallestUnmet(f.cuts, set, barred)
	if met {
		sorted := slices.Sorted(slices.Values(set))
		if slices.Equal(sorted, f.found) {
			return nil
		}
		return f.attempt(ctx, sorted, below(f.best.Way.Length))
	}
	if disjoint(f.cuts, set) > f.size-len(set) {
		return nil
	}
	for i, e := range cut {
		if err := f.visit(ctx, append(slices.Clone(set), e), append(slices.Clone(barred), cut[:i]...)); err != nil {
			return err
		}
	}
	return nil
}
