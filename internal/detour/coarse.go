package detour

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/golang/geo/s2"
)

// tolerances are how far the levels of coarse forms may leave the border, in
// radians: 2, 10 and 50 km.
var tolerances = [...]float64{2.0 / 6371, 10.0 / 6371, 50.0 / 6371}

// levels is the number of coarse levels.
const levels = len(tolerances)

// form is a chain in coarse form, drawn inside one of the areas at it: for each
// level some points of the level before, in order, the first being of the chain.
// Level 0 gives points of the map, the others places in the level before. A
// level is nil if the chain is left out there.
type form [levels][]int32

// sided is a chain and the area in which its form is drawn.
type sided struct{ chain, area int32 }

// formsOf returns the coarse forms of chains. Those that are not known yet are
// made, at once on all processors.
func (w *World) formsOf(list []sided) []form {
	out := make([]form, len(list))
	var missing []int
	for i, c := range list {
		var ok bool
		if out[i], ok = w.coarse[c.area].get(c.chain); !ok {
			missing = append(missing, i)
		}
	}
	var next atomic.Int64
	work := func() {
		p := &probe{w: w}
		for {
			k := int(next.Add(1)) - 1
			if k >= len(missing) {
				return
			}
			c := list[missing[k]]
			f := w.formOf(c, p)
			w.coarse[c.area].set(c.chain, f)
			out[missing[k]] = f
		}
	}
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(missing)) - 1 {
		wait.Go(work)
	}
	work()
	wait.Wait()
	return out
}

func (f *areaForms) get(chain int32) (form, bool) {
	f.lock.Lock()
	defer f.lock.Unlock()
	x, ok := f.forms[chain]
	return x, ok
}

func (f *areaForms) set(chain int32, x form) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.forms == nil {
		f.forms = make(map[int32]form)
	}
	f.forms[chain] = x
}

// formOf makes the form of a chain.
func (w *World) formOf(c sided, p *probe) form {
	inside := w.shapeOf(c.area).border
	// The area is on the right where the outside is on the left.
	return w.newForm(c.chain, inside.side[c.chain] == closedRight, func(i, j int32) bool {
		return p.blocked(inside, w.points[i], w.points[j]) == legFree
	})
}

// newForm simplifies a chain. free tells whether the leg between two points of
// the map keeps inside the area, which lies on the left or not.
func (w *World) newForm(chain int32, left bool, free func(i, j int32) bool) form {
	var f form
	c := w.chains[chain]
	at := make([]int32, c.Count)
	for i := range at {
		at[i] = int32(c.First + i)
	}
	for level, tolerance := range tolerances {
		s := simplifier{points: w.points, at: at, left: left, tolerance: tolerance, free: free}
		kept := s.simplify()
		if kept == nil {
			return f
		}
		next := make([]int32, len(kept))
		for i, k := range kept {
			next[i] = at[k]
		}
		f[level] = kept
		if level == 0 {
			f[level] = next
		}
		at = next
	}
	return f
}

// simplifier draws a line in fewer points, all of them points of the line and
// all on its inner side. Anchors are found as Douglas and Peucker do; between
// them the line is pulled tight towards the inner side.
type simplifier struct {
	points    []s2.Point
	at        []int32
	left      bool
	tolerance float64
	free      func(i, j int32) bool
	out       []int32
	stack     []pulled
}

// simplify returns places in the line; nil for a closed line that is smaller
// than the tolerance.
func (s *simplifier) simplify() []int32 {
	last := int32(len(s.at) - 1)
	s.out = append(s.out, 0)
	if s.point(0) == s.point(last) {
		far, d := s.farthest(0, last)
		if d < s.tolerance {
			return nil
		}
		s.divide(0, far)
		s.divide(far, last)
	} else {
		s.divide(0, last)
	}
	s.untwist()
	if len(s.out) < 4 && s.point(0) == s.point(last) {
		return nil // it encloses nothing
	}
	return slices.Clip(s.out)
}

func (s *simplifier) point(i int32) s2.Point { return s.points[s.at[i]] }

// divide appends what comes after from, up to to.
func (s *simplifier) divide(from, to int32) {
	if to == from+1 {
		s.out = append(s.out, to)
		return
	}
	if far, d := s.farthest(from, to); d > s.tolerance {
		s.divide(from, far)
		s.divide(far, to)
		return
	}
	s.pull(from, to, 0)
}

// farthest returns the place between two others that is farthest from their arc.
func (s *simplifier) farthest(from, to int32) (at int32, distance float64) {
	a, b := s.point(from), s.point(to)
	n := normal(a, b)
	if n.Norm2() > 0 {
		n = n.Normalize()
	}
	na, bn := n.Cross(a.Vector), b.Cross(n)
	at = (from + to) / 2
	for i := from + 1; i < to; i++ {
		p := s.point(i)
		d := n.Dot(p.Vector)
		if d < 0 {
			d = -d
		}
		if na.Dot(p.Vector) < 0 || bn.Dot(p.Vector) < 0 || a == b {
			d = min(p.Sub(a.Vector).Norm(), p.Sub(b.Vector).Norm())
		}
		if d > distance {
			at, distance = i, d
		}
	}
	return at, distance
}

// pulled is a vertex of a tight line and the last one that was left out before it.
type pulled struct{ at, out int32 }

// mostPulls is how deep legs that leave the area are divided with care.
const mostPulls = 24

// pull appends the line from one place to another, tight on its inner side. Legs
// that leave the area, as into a bay whose far shore comes after the end of the
// line, are divided further; edges of the line never do.
func (s *simplifier) pull(from, to int32, depth int) {
	want := -1
	if s.left {
		want = 1
	}
	base := len(s.stack)
	s.stack = append(s.stack, pulled{from, from})
	for i := from + 1; i <= to; i++ {
		out := i - 1
		for n := len(s.stack); n > base+1 && side(s.point(s.stack[n-2].at), s.point(s.stack[n-1].at), s.point(i)) == want; n-- {
			out = s.stack[n-1].at
			s.stack = s.stack[:n-1]
		}
		s.stack = append(s.stack, pulled{i, out})
	}
	end := len(s.stack)
	for k := base + 1; k < end; k++ {
		a, b, via := s.stack[k-1].at, s.stack[k].at, s.stack[k].out
		if b == a+1 || !opposite(s.point(a), s.point(b)) && s.point(a) != s.point(b) && s.free(s.at[a], s.at[b]) {
			s.out = append(s.out, b)
			continue
		}
		if depth >= mostPulls || via <= a {
			via, _ = s.farthest(a, b)
		}
		s.pull(a, via, depth+1)
		s.pull(via, b, depth+1)
	}
	s.stack = s.stack[:base]
}

// untwist divides legs where the sector on the inner side of the new line is not
// part of that of the old line, until it is. To take the next points of the old line
// would twist the line there, and so on along all of it.
func (s *simplifier) untwist() {
	for again := true; again; {
		again = false
		old := s.out
		s.out = append(make([]int32, 0, len(old)), old[0])
		before := false // the start of the leg is twisted
		for k := 1; k < len(old); k++ {
			from, to := old[k-1], old[k]
			after := k < len(old)-1 && s.twisted(from, to, old[k+1])
			if to > from+1 && (before || after) {
				mid := from + (to-from)/2
				s.pull(from, mid, 0)
				s.pull(mid, to, 0)
				again = true
			} else {
				s.out = append(s.out, to)
			}
			before = after
		}
	}
}

// twisted tells whether the inner sector between two legs of the new line is not
// within that of the old one.
func (s *simplifier) twisted(prev, i, next int32) bool {
	v, a, d := s.point(i), s.point(i+1), s.point(i-1)
	b, c := s.point(next), s.point(prev)
	if !s.left {
		a, b, c, d = d, c, b, a
	}
	return !ordered(v, a, b, c, d)
}
