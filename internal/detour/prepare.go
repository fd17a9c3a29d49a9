package detour

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

// prepare returns the layers of a closed set.
func (s *Searcher) prepare(closed Set) *prepared {
	for i, p := range s.prepared {
		if p.closed.Equal(closed) {
			copy(s.prepared[1:i+1], s.prepared[:i])
			s.prepared[0] = p
			return p
		}
	}
	p := s.w.prepare(closed)
	if len(s.prepared) < kept {
		s.prepared = append(s.prepared, nil)
	}
	copy(s.prepared[1:], s.prepared)
	s.prepared[0] = p
	return p
}

// prepare makes the layers of a closed set.
func (w *World) prepare(closed Set) *prepared {
	x := w.newWalls(closed)
	p := &prepared{closed: closed, fine: newFine(x), loops: newLoops(x)}
	list := make([]sided, len(x.list))
	for i, c := range x.list {
		list[i] = sided{c, x.closedAt(c, closed)[0]}
	}
	forms := w.formsOf(list)
	for level := range levels {
		var finer *rough
		if level > 0 {
			finer = p.rough[level-1]
		}
		p.rough[level] = newRough(p.fine, level, finer, forms)
	}
	return p
}
