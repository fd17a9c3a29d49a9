package detour

// hop is a leg that waits to be tried.
type hop struct {
	key      float64 // the least length of a path with it
	g        float64 // the length up to its end
	from, to int32   // corners
}

// queue is a heap, the hop of the least key first. Hops of the same key come in
// an order that follows from the questions alone.
type queue []hop

func (q *queue) push(h hop) {
	*q = append(*q, h)
	x := *q
	i := len(x) - 1
	for i > 0 {
		up := (i - 1) / 2
		if x[up].key <= h.key {
			break
		}
		x[i] = x[up]
		i = up
	}
	x[i] = h
}

func (q *queue) pop() hop {
	x := *q
	top, h := x[0], x[len(x)-1]
	x = x[:len(x)-1]
	*q = x
	if len(x) == 0 {
		return top
	}
	i := 0
	for {
		c := 2*i + 1
		if c >= len(x) {
			break
		}
		if c+1 < len(x) && x[c+1].key < x[c].key {
			c++
		}
		if h.key <= x[c].key {
			break
		}
		x[i] = x[c]
		i = c
	}
	x[i] = h
	return top
}

// stamps is an array of numbers that is emptied in no time.
type stamps struct {
	now  int32
	slot []stamp
}

type stamp struct{ when, value int32 }

func (s *stamps) reset(size int) {
	if len(s.slot) < size {
		s.slot = make([]stamp, size)
		s.now = 0
	}
	if s.now++; s.now < 0 {
		clear(s.slot)
		s.now = 1
	}
}

func (s *stamps) get(i int32) (int32, bool) {
	if int(i) >= len(s.slot) {
		return 0, false
	}
	t := s.slot[i]
	return t.value, t.when == s.now
}

func (s *stamps) set(i, value int32) {
	for int(i) >= len(s.slot) {
		s.slot = append(s.slot, stamp{})
	}
	s.slot[i] = stamp{s.now, value}
}
