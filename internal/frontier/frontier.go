// Package frontier finds what each permission buys: of a set of refusals that
// could be lifted, which to lift so that the way gets shorter, for each number of
// them.
//
// It is the method of implicit hitting sets (Moreno-Centeno and Karp, 2013; MaxHS
// of Davies and Bacchus, 2011). A cut is a set of refusals of which at least one
// must be lifted for a way shorter than a known one. For each number of refusals,
// the smallest set that meets all known cuts is tried. Either it opens a shorter
// way, or the refusals outside of it hold a new cut. If no set of that number meets
// all cuts, the shortest way known for it is proven.
package frontier

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrBudget tells that the search was given up. What was found until then holds,
// but the last entry may not be the best of its size.
var ErrBudget = errors.New("the frontier took more searches than it may")

// Way is a shortest way: its length in any unit, and which refusals it meets,
// sorted. OK is false if there is none, or none below a limit.
type Way[P any] struct {
	OK     bool
	Length float64
	Meets  []int
	Path   P
}

// Find returns the shortest way that meets none of the closed refusals. The slice
// has an entry for each refusal and must not be kept. A way of the limit or longer
// is of no interest: then, and if there is none, OK is false. The limit may be
// infinite.
type Find[P any] func(ctx context.Context, closed []bool, limit float64) (Way[P], error)

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
	MaxEntries  int // how many entries are wanted, those with fewest lifted; 0 is all
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
	best     map[int]Way[P] // the shortest that is known, by how many refusals it meets
	known    []known[P]
	searches int
}

// known is an answer: the shortest way with some refusals standing, or that there
// is none below a limit.
type known[P any] struct {
	closed []bool
	limit  float64 // what was asked for
	way    Way[P]
}

// run goes from number to number. A way that was found by the way is the shortest
// of all that meet no more than it does: it was shortest with fewer refusals
// standing.
func (s *search[P]) run(ctx context.Context) error {
	s.best = map[int]Way[P]{}
	free, err := s.way(ctx, func(int) bool { return false }, math.Inf(1))
	if err != nil || !free.OK {
		return err
	}
	limit := math.Inf(1) // the length of the last entry
	for lifted := 0; lifted <= s.opts.MaxLifted && free.Length < below(limit); lifted++ {
		if err := s.prove(ctx, lifted, limit, free); err != nil {
			return err
		}
		if w, ok := s.best[lifted]; ok && w.Length < below(limit) {
			s.entries = append(s.entries, Entry[P]{Lifted: w.Meets, Way: w})
			limit = w.Length
		}
		if n := s.opts.MaxEntries; n > 0 && len(s.entries) >= n {
			break
		}
	}
	return nil
}

// prove makes sure that no way below the limit that lifts so many refusals is
// shorter than the best that is known. free is the shortest way of all.
func (s *search[P]) prove(ctx context.Context, lifted int, limit float64, free Way[P]) error {
	for {
		d := limit
		if w, ok := s.best[lifted]; ok {
			d = min(d, w.Length)
		}
		set, ok := smallestHit(s.cuts, lifted)
		if !ok || free.Length >= below(d) {
			return nil
		}
		w, err := s.way(ctx, func(i int) bool { return !slices.Contains(set, i) }, below(d))
		if err != nil {
			return err
		}
		if w.OK {
			continue // it is among the best now
		}
		if lifted == 0 {
			return nil // nothing else can be tried
		}
		if err := s.cut(ctx, set, free, below(d)); err != nil {
			return err
		}
	}
}

// below returns a length that is shorter by more than rounding.
func below(length float64) float64 { return length * (1 - 1e-12) }

// way finds the shortest way with some refusals standing, if it is below a limit.
// A way that is shortest where fewer stand, and meets none of those that do, is it.
func (s *search[P]) way(ctx context.Context, stands func(int) bool, limit float64) (Way[P], error) {
	for i := range s.closed {
		s.closed[i] = stands(i)
	}
	if w, ok := s.recall(stands, limit); ok {
		return w, nil
	}
	if s.searches >= s.opts.MaxSearches {
		return Way[P]{}, ErrBudget
	}
	s.searches++
	w, err := s.find(ctx, s.closed, limit)
	if err != nil {
		return w, err
	}
	w.Meets = slices.Clone(w.Meets)
	slices.Sort(w.Meets)
	if i := slices.IndexFunc(w.Meets, stands); i >= 0 {
		return w, fmt.Errorf("frontier: a way meets the refusal %d, which stands", w.Meets[i])
	}
	w.OK = w.OK && w.Length < limit
	s.known = append(s.known, known[P]{slices.Clone(s.closed), limit, w})
	if b, ok := s.best[len(w.Meets)]; w.OK && (!ok || w.Length < b.Length) {
		s.best[len(w.Meets)] = w
	}
	return w, nil
}

// recall answers from what is known, with s.closed set.
func (s *search[P]) recall(stands func(int) bool, limit float64) (w Way[P], ok bool) {
	for _, k := range s.known {
		if !subset(k.closed, s.closed) {
			continue
		}
		switch {
		case !k.way.OK && k.limit >= limit, k.way.OK && k.way.Length >= limit:
			return Way[P]{}, true
		case k.way.OK && !slices.ContainsFunc(k.way.Meets, stands):
			return k.way, true
		}
	}
	return w, false
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

// cut finds a cut outside of a set: it closes one refusal after the other that the
// shortest way meets, until no way below the limit is left; then it drops what is
// not needed.
func (s *search[P]) cut(ctx context.Context, set []int, w Way[P], limit float64) error {
	var cut []int
	for w.OK && w.Length < limit {
		i := slices.IndexFunc(w.Meets, func(r int) bool { return !slices.Contains(set, r) })
		if i < 0 {
			return fmt.Errorf("frontier: a way that meets only %v was not found before", set)
		}
		cut = append(cut, w.Meets[i])
		var err error
		if w, err = s.way(ctx, func(r int) bool { return slices.Contains(cut, r) }, limit); err != nil {
			return err
		}
	}
	// The last one is needed: without it there was a shorter way.
	for i := len(cut) - 2; i >= 0; i-- {
		less := slices.Delete(slices.Clone(cut), i, i+1)
		w, err := s.way(ctx, func(r int) bool { return slices.Contains(less, r) }, limit)
		if err != nil {
			return err
		}
		if !w.OK {
			cut = less
		}
	}
	slices.Sort(cut)
	s.cuts = append(s.cuts, cut)
	return nil
}
