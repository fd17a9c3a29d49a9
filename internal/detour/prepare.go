package detour

import (
	"slices"
	"sync"
)

// prepared is what is kept of a closed set.
type prepared struct {
	closed  Set
	fine    *fine
	rough   [levels]*rough
	loops   loops
	wides   []*widened           // the last used first
	strands [levels + 1][]strand // made when they are first needed
}

// kept is the number of closed sets that a searcher remembers.
const kept = 16

// expected is a closed set whose walls and layers are made when they are first needed,
// or were. What only looks at a path needs no layers.
type expected struct {
	closed Set
	walls  func() *walls
	layers func() *prepared
}

// expect returns the place of a closed set among those that are kept, where it is now
// the first.
func (s *Searcher) expect(closed Set) expected {
	var e expected
	if i := slices.IndexFunc(s.prepared, func(e expected) bool { return e.closed.Equal(closed) }); i >= 0 {
		e = s.prepared[i]
		s.prepared = slices.Delete(s.prepared, i, i+1)
	} else {
		x := sync.OnceValue(func() *walls { return s.w.newWalls(closed) })
		e = expected{closed, x, sync.OnceValue(func() *prepared { return x().prepare(closed) })}
	}
	if len(s.prepared) == kept {
		s.prepared = s.prepared[:kept-1]
	}
	s.prepared = slices.Insert(s.prepared, 0, e)
	return e
}

// Expect tells the searcher that a closed set will be asked for soon. It makes ready for
// it beside other work and does not wait.
func (s *Searcher) Expect(closed Set) {
	e := s.expect(closed)
	go e.layers()
}

// prepare returns the layers of a closed set.
func (s *Searcher) prepare(closed Set) *prepared { return s.expect(closed).layers() }

// prepare makes the layers of the closed set of the walls, those that need nothing of each
// other at the same time.
func (x *walls) prepare(closed Set) *prepared {
	p := &prepared{closed: closed}
	var wait sync.WaitGroup
	wait.Go(func() { p.loops = newLoops(x) })
	list := make([]sided, len(x.list))
	for i, c := range x.list {
		list[i] = sided{c, x.closedAt(c, closed)[0]}
	}
	forms := x.w.formsOf(list)
	p.fine = newFine(x)
	var finer *rough
	for level := range levels {
		b := newRough(x, level, finer, forms)
		wait.Go(func() { b.finish(p.fine.joints) })
		finer = b.rough
		p.rough[level] = finer
	}
	wait.Wait()
	return p
}
