// Package frontier finds what each permission buys: of a set of refusals that
// could be lifted, which to lift so that the way gets shorter, for each number of
// them.
//
// It is the method of implicit hitting sets (Moreno-Centeno and Karp, 2013; MaxHS
// of Davies and Bacchus, 2011). A cut is a set of refusals of which at least one
// must be lifted for a way shorter than the best that is known. The smallest set
// that meets all known cuts is tried. Either it opens a shorter way, which is an
// entry of the frontier; or the refusals outside of it hold a new cut. Sets come in
// the order of their size, so each entry is proven: no set as small does better.
package frontier

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrBudget tells that the search was given up. What was found until then holds,
// but the last entry may not be the best of its size.
var ErrBudget = errors.New("the frontier took more searches than it may")

// Way is a shortest way: its length in any unit, and which refusals it meets,
// sorted. OK is false if there is none.
type Way[P any] struct {
	OK     bool
	Length float64
	Meets  []int
	Path   P
}

// Find returns the shortest way that meets none of the closed refusals. The slice
// has an entry for each refusal and must not be kept.
type Find[P any] func(ctx context.Context, closed []bool) (Way[P], error)

// Entry is a step of the frontier: no way with as many refusals lifted, or with
// fewer, is shorter.
type Entry[P any] struct {
	Lifted []int // sorted
	Way    Way[P]
}

// Options bound the work. The zero value has defaults.
type Options struct {
	MaxSearches int // 0 is 2,000
	MaxLifted   int // how many refusals an entry may lift; 0 is any number
}

// Search returns the frontier of n refusals, those with fewest lifted first, and
// how many ways were sought. required are refusals that every way meets, such as
// that of the State of the destination: they are in every entry. On [ErrBudget] or
// an error of find it returns what is proven so far.
func Search[P any](ctx context.Context, n int, required []int, find Find[P], opts Options) ([]Entry[P], int, error) {
	if opts.MaxSearches <= 0 {
		opts.MaxSearches = 2000
	}
	if opts.MaxLifted <= 0 {
		opts.MaxLifted = n
	}
	s := &search[P]{n: n, find: find, opts: opts, closed: make([]bool, n)}
	for _, r := range required {
		if r < 0 || r >= n {
			return nil, 0, fmt.Errorf("frontier: required refusal %d of %d", r, n)
		}
		s.cuts = append(s.cuts, []int{r})
	}
	err := s.run(ctx)
	return s.entries, s.searches, err
}

type search[P any] struct {
	n        int
	find     Find[P]
	opts     Options
	closed   []bool
	cuts     [][]int
	entries  []Entry[P]
	known    []known[P]
	searches int
}

// known is an answer: the shortest way with some refusals standing.
type known[P any] struct {
	closed []bool
	way    Way[P]
}

// way finds the shortest way with some refusals standing. A way that is shortest
// where fewer stand, and meets none of those that do, is it.
func (s *search[P]) way(ctx context.Context, stands func(int) bool) (Way[P], error) {
	for i := range s.closed {
		s.closed[i] = stands(i)
	}
	for _, k := range s.known {
		if subset(k.closed, s.closed) && (!k.way.OK || !slices.ContainsFunc(k.way.Meets, stands)) {
			return k.way, nil
		}
	}
	if s.searches >= s.opts.MaxSearches {
		return Way[P]{}, ErrBudget
	}
	s.searches++
	w, err := s.find(ctx, s.closed)
	if err != nil {
		return w, err
	}
	w.Meets = slices.Clone(w.Meets)
	slices.Sort(w.Meets)
	if i := slices.IndexFunc(w.Meets, stands); i >= 0 {
		return w, fmt.Errorf("frontier: a way meets the refusal %d, which stands", w.Meets[i])
	}
	s.known = append(s.known, known[P]{slices.Clone(s.closed), w})
	return w, nil
}

// hopeless tells whether it is known that no shorter way is left where these
// stand: where fewer stand there is none.
func (s *search[P]) hopeless(stands []int) bool {
	for _, k := range s.known {
		if s.shorter(k.way) {
			continue
		}
		within := true
		for i, c := range k.closed {
			within = within && (!c || slices.Contains(stands, i))
		}
		if within {
			return true
		}
	}
	return false
}

// subset tells whether all that is set in a is set in b.
func subset(a, b []bool) bool {
	for i, set := range a {
		if set && !b[i] {
			return false
		}
	}
	return true
}

// shorter tells whether a way is shorter than the best entry by more than
// rounding.
func (s *search[P]) shorter(w Way[P]) bool {
	const rounding = 1e-12
	if !w.OK || len(s.entries) == 0 {
		return w.OK
	}
	return w.Length < s.entries[len(s.entries)-1].Way.Length*(1-rounding)
}

func (s *search[P]) run(ctx context.Context) error {
	best, err := s.way(ctx, func(int) bool { return false })
	if err != nil {
		return err
	}
	for s.shorter(best) {
		lifted, ok := smallestHit(s.cuts, s.opts.MaxLifted)
		if !ok {
			return nil
		}
		w, err := s.way(ctx, func(i int) bool { return !slices.Contains(lifted, i) })
		if err != nil {
			return err
		}
		if s.shorter(w) {
			s.add(w)
			continue
		}
		if err := s.cut(ctx, lifted, best); err != nil {
			return err
		}
	}
	return nil
}

// add enters a way. It meets all that were lifted: fewer would meet all cuts, and
// would have been tried before. An entry that lifts as many is no longer the best.
func (s *search[P]) add(w Way[P]) {
	e := Entry[P]{Lifted: w.Meets, Way: w}
	if n := len(s.entries); n > 0 && len(s.entries[n-1].Lifted) >= len(e.Lifted) {
		s.entries = s.entries[:n-1]
	}
	s.entries = append(s.entries, e)
}

// cut finds a cut outside of a set: it closes one refusal after the other that the
// shortest way meets, until no shorter way is left; then it drops what is not
// needed.
func (s *search[P]) cut(ctx context.Context, lifted []int, w Way[P]) error {
	var cut []int
	for s.shorter(w) {
		i := slices.IndexFunc(w.Meets, func(r int) bool { return !slices.Contains(lifted, r) })
		if i < 0 {
			return fmt.Errorf("frontier: a way that meets only %v was not found before", lifted)
		}
		cut = append(cut, w.Meets[i])
		var err error
		if w, err = s.way(ctx, func(r int) bool { return slices.Contains(cut, r) }); err != nil {
			return err
		}
	}
	// The last one is needed: without it there was a shorter way.
	for i := len(cut) - 2; i >= 0; i-- {
		less := slices.Delete(slices.Clone(cut), i, i+1)
		if s.hopeless(less) {
			cut = less
			continue
		}
		w, err := s.way(ctx, func(r int) bool { return slices.Contains(less, r) })
		if err != nil {
			return err
		}
		if !s.shorter(w) {
			cut = less
		}
	}
	slices.Sort(cut)
	s.cuts = append(s.cuts, cut)
	return nil
}
