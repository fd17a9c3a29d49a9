package clean

import (
	"cmp"
	"container/heap"
	"fmt"
)

// run is a part of the track in which each position can be reached from the one
// before. Between runs it cannot.
type run struct {
	first, last int // in Kept
	n           int // positions
	prev, next  int // runs, -1 for none
	gone        bool
	version     int // of what is said of it in the heap
}

// suspect is a run that may be dropped.
type suspect struct {
	run, version int
	rank         int // the least is dropped first
	score        int // then the greatest: how much more speaks against it than for it
}

// The ranks of suspects.
const (
	strayed = iota // the track goes on past it as if it were not there
	alone          // one position that fits neither neighbour
	atEnd          // one position at an end that does not fit the others
)

type suspects []suspect

// Len is of [heap.Interface].
func (s *suspects) Len() int { return len(*s) }

// Swap is of [heap.Interface].
func (s *suspects) Swap(i, j int) { (*s)[i], (*s)[j] = (*s)[j], (*s)[i] }

// Less is of [heap.Interface].
func (s *suspects) Less(i, j int) bool {
	a, b := (*s)[i], (*s)[j]
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.score, a.score), cmp.Compare(a.run, b.run)) < 0
}

// Push is of [heap.Interface].
func (s *suspects) Push(x any) {
	if v, ok := x.(suspect); ok {
		*s = append(*s, v)
	}
}

// Pop is of [heap.Interface].
func (s *suspects) Pop() any {
	old := *s
	x := old[len(old)-1]
	*s = old[:len(old)-1]
	return x
}

// chain is the track as runs.
type chain struct {
	*cleaner
	runs []run
	heap suspects
}

// dropFast drops what the aircraft cannot have reached, worst first.
func (c *cleaner) dropFast() {
	h := &chain{cleaner: c}
	for k := range c.Kept {
		if k == 0 || c.tooFast(c.Kept[k-1], c.Kept[k]) {
			h.runs = append(h.runs, run{first: k, prev: len(h.runs) - 1, next: len(h.runs) + 1})
		}
		r := &h.runs[len(h.runs)-1]
		r.last = k
		r.n++
	}
	if len(h.runs) < 2 {
		return
	}
	h.runs[len(h.runs)-1].next = -1
	for i := range h.runs {
		h.judge(i)
	}
	why := map[int]string{} // by place in Kept
	for h.heap.Len() > 0 {
		s, ok := heap.Pop(&h.heap).(suspect)
		if !ok || h.runs[s.run].gone || h.runs[s.run].version != s.version {
			continue
		}
		h.drop(s.run, why)
	}
	var kept []int
	for k, i := range c.Kept {
		if words, dropped := why[k]; dropped {
			c.Dropped = append(c.Dropped, Drop{i, words})
			continue
		}
		kept = append(kept, i)
	}
	c.Kept = kept
}

// fits tells whether a run can follow another.
func (h *chain) fits(a, b int) bool {
	return !h.tooFast(h.Kept[h.runs[a].last], h.Kept[h.runs[b].first])
}

// judge puts a run among the suspects, if it is one.
func (h *chain) judge(i int) {
	if i < 0 || h.runs[i].gone {
		return
	}
	r := &h.runs[i]
	r.version++
	s := suspect{run: i, version: r.version}
	switch {
	case r.prev < 0 && r.next < 0:
		return
	case r.prev < 0 || r.next < 0:
		if r.n > 1 || h.runs[max(r.prev, r.next)].n < 2 {
			return
		}
		s.rank = atEnd
	case h.fits(r.prev, r.next) && r.n < h.runs[r.prev].n+h.runs[r.next].n:
		s.rank, s.score = strayed, h.runs[r.prev].n+h.runs[r.next].n-r.n
	case r.n == 1:
		s.rank = alone
	default:
		return
	}
	heap.Push(&h.heap, s)
}

// drop drops a run and joins its neighbours, if they fit.
func (h *chain) drop(i int, why map[int]string) {
	r := &h.runs[i]
	h.explain(i, why)
	r.gone = true
	a, b := r.prev, r.next
	if a >= 0 {
		h.runs[a].next = b
	}
	if b >= 0 {
		h.runs[b].prev = a
	}
	if a >= 0 && b >= 0 && h.fits(a, b) {
		x, y := &h.runs[a], &h.runs[b]
		x.last, x.next = y.last, y.next
		x.n += y.n
		y.gone = true
		if x.next >= 0 {
			h.runs[x.next].prev = a
		}
		b = x.next
	}
	for _, k := range []int{a, b} {
		h.judge(k)
	}
	if a >= 0 {
		h.judge(h.runs[a].prev)
	}
	if b >= 0 {
		h.judge(h.runs[b].next)
	}
}

// explain says of the positions of a run why they are dropped. Those of runs that
// were dropped in between are explained already.
func (h *chain) explain(i int, why map[int]string) {
	r := h.runs[i]
	words := "implies "
	if r.n > 1 {
		words = fmt.Sprintf("is one of %d in a row that imply ", r.n)
	}
	if r.prev >= 0 {
		words += h.speed(h.Kept[h.runs[r.prev].last], h.Kept[r.first]) + " from the position before"
	}
	if r.next >= 0 {
		if r.prev >= 0 {
			words += " and "
		}
		words += h.speed(h.Kept[r.last], h.Kept[h.runs[r.next].first]) + " to the next"
	}
	words += fmt.Sprintf(", over %.0f km/h", h.maxKmh)
	for k := r.first; k <= r.last; k++ {
		if _, said := why[k]; !said {
			why[k] = words
		}
	}
}
