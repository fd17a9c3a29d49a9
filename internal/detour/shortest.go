package detour

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/golang/geo/s2"
)

var errBudget = errors.New("the budget of the search is spent")

// Options are what a search may be told. The zero value has defaults.
type Options struct {
	// MaxSteps bounds the work of one search; 0 stands for DefaultMaxSteps. The
	// memory is bounded too, to some hundred megabytes.
	MaxSteps int
	// Limit, if it is not 0, is a length in radians that a path must be below to be
	// of interest. Otherwise the error is a [LongerError], which is known sooner
	// than the path.
	Limit float64
	// MarginKm is the distance that the path must keep from every closed area, from
	// 0 to MaxMarginKm. A strait that is wider than twice the margin by less than
	// 0.1 percent may count as closed. An end within the margin is refused.
	MarginKm float64
}

// limit returns the length that a path must be below.
func (o *Options) limit() float64 {
	if o.Limit > 0 {
		return o.Limit
	}
	return math.Inf(1)
}

// MaxMarginKm is the largest margin, in kilometres.
const MaxMarginKm = 1000

// DefaultMaxSteps is the work that a search may do unless told otherwise. On the
// map of all States it is a hundred times what hard questions take; a hostile map
// takes some 30 s to use it up.
const DefaultMaxSteps = 60_000_000

// Path is a shortest path.
type Path struct {
	Points     []s2.Point // unit vectors, from one end to the other
	Length     float64    // radians
	LowerBound float64    // radians: no path is shorter
	MarginKm   float64    // that was asked for; each leg keeps it
}

// Searcher finds paths. It reuses its memory and keeps what it knows of closed
// sets; it is not safe for concurrent use. Make one for each goroutine.
type Searcher struct {
	w        *World
	probe    probe
	fine     search
	rough    [levels]search
	trial    search     // whether an end is shut in
	prepared []expected // the last used first
	lower    float64    // of the current question, radians
	limit    float64    // of the current question; infinite if there is none
}

// NewSearcher returns a searcher in a world.
func NewSearcher(w *World) *Searcher { return &Searcher{w: w, probe: probe{w: w}} }

// Shortest returns the shortest path between two points, unit vectors, that does
// not enter the inside of a closed area, and keeps the margin.
func (s *Searcher) Shortest(ctx context.Context, from, to s2.Point, closed Set, opts Options) (Path, error) {
	if !(opts.MarginKm >= 0 && opts.MarginKm <= MaxMarginKm) {
		return Path{}, fmt.Errorf("%w: it is %g", ErrMargin, opts.MarginKm)
	}
	if err := s.checkEnds(from, to, closed); err != nil {
		return Path{}, err
	}
	if opts.MarginKm > 0 {
		return s.shortestWide(ctx, from, to, closed, opts)
	}
	if from == to {
		return Path{Points: []s2.Point{from, to}}, nil
	}
	s.limit = opts.limit()
	p := s.prepare(closed)
	e := newEffort(ctx, opts.MaxSteps)
	s.probe.touched = s.probe.touched[:0]
	pieces := s.probe.place(p.fine.walls, from)
	pieces = append(pieces, s.probe.place(p.fine.walls, to)...)
	if len(pieces) == 0 {
		if none := p.separation(from, to); none != nil {
			return Path{}, none
		}
	}
	// An end in the midst of an edge may lie on the wrong side of a coarse form.
	var above *search
	if len(s.probe.touched) == 0 {
		above = s.begin(p, from, to, len(pieces) > 0, e)
	}
	s.fine.probe = &s.probe
	s.fine.begin(p.fine, from, to, above, p.rough[0].down, e)
	for _, piece := range pieces {
		s.fine.activate(piece)
	}
	s.fine.start()
	if s.climb() {
		if p := s.fine.path(); p.Length < s.limit {
			return p, nil
		}
		return Path{}, &LongerError{LowerBound: s.limit}
	}
	return Path{}, s.failure(p, e)
}

// checkEnds checks the ends of a path.
func (s *Searcher) checkEnds(from, to s2.Point, closed Set) error {
	for i, p := range [...]s2.Point{from, to} {
		if n := p.Norm2(); !(math.Abs(n-1) < 1e-14) {
			return fmt.Errorf("%w: the %s has the length %g", ErrNotUnit, endName(i == 1), math.Sqrt(n))
		}
		if in := s.w.inside(closed, p); len(in) > 0 {
			return &InsideError{To: i == 1, Areas: in}
		}
	}
	if opposite(from, to) {
		return ErrOpposite
	}
	return nil
}

// failure tells why a search ended without a path.
func (s *Searcher) failure(p *prepared, e *effort) error {
	switch {
	case errors.Is(e.err, errLonger):
		return &LongerError{LowerBound: s.lower}
	case errors.Is(e.err, errBudget):
		return &BudgetError{Steps: e.steps, LowerBound: s.lower}
	case !errors.Is(e.err, errNone):
		return e.err
	}
	met := &NoPathError{}
	for piece := range s.w.runs {
		if _, ok := s.fine.active.get(int32(piece)); ok {
			met.Ring = append(met.Ring, p.fine.closedAt(s.w.runs[piece].chain, p.closed)...)
		}
	}
	slices.Sort(met.Ring)
	met.Ring = slices.Compact(met.Ring)
	return met
}

// begin makes the coarse searches ready and returns the finest of them. onWall
// tells that an end may be a vertex of a wall.
func (s *Searcher) begin(p *prepared, from, to s2.Point, onWall bool, e *effort) *search {
	var above *search
	for level := levels - 1; level >= 0; level-- {
		a, b := from, to
		if level%2 == 0 {
			a, b = to, from
		}
		var down []int32
		if level+1 < levels {
			down = p.rough[level+1].down
		}
		r := &s.rough[level]
		r.probe = &s.probe
		r.begin(p.rough[level], a, b, above, down, e)
		if onWall {
			r.corners[source].vertex = p.rough[level].vertexAt(a)
			r.corners[target].vertex = p.rough[level].vertexAt(b)
		}
		r.start()
		above = r
	}
	return above
}

// Steps of the limit, as parts of the length. They begin small again where a finer
// search has reached the target: what is left is what the next one finds longer.
const (
	firstStep = 0.0001
	moreSteps = 2
)

// climb raises the limit until the target is reached.
func (s *Searcher) climb() bool {
	s.lower = s.fine.corners[source].straight
	all := make([]*search, 0, levels+1)
	for x := &s.fine; x != nil; x = x.coarse {
		all = append(all, x)
	}
	slices.Reverse(all)
	if !all[0].run(true) {
		return false
	}
	if !all[0].reached() {
		all[0].effort.err = errNone
		return false
	}
	if s.fine.reached() {
		return true
	}
	limit := all[0].corners[target].g
	s.lower = limit
	if s.isLonger() {
		return false
	}
	finest := 0
	for step := firstStep; ; step *= moreSteps {
		limit = min(limit*(1+step)+1e-12, s.limit)
		reached, next, ok := advance(all, limit)
		if !ok {
			return false
		}
		if s.fine.reached() {
			return true
		}
		if math.IsInf(next, 1) {
			s.fine.effort.err = errNone
			return false
		}
		s.lower = max(s.lower, min(limit, next))
		if s.isLonger() {
			return false
		}
		limit = max(limit, next)
		if reached > finest {
			finest, step = reached, firstStep/moreSteps
		}
	}
}

// advance runs the searches up to a limit, the coarsest first, as far as they reach
// the target. It returns how many do, and the least length of a path that was not
// looked at. ok is false if the effort is spent.
func advance(all []*search, limit float64) (reached int, next float64, ok bool) {
	next = math.Inf(1)
	for i, x := range all {
		x.extend(limit)
		if !x.run(i == len(all)-1) {
			return reached, next, false
		}
		next = min(next, x.next())
		if !x.reached() {
			break
		}
		reached++
	}
	return reached, next, true
}

// isLonger tells whether no path is below the limit of the question, and notes it.
func (s *Searcher) isLonger() bool {
	if s.lower < s.limit {
		return false
	}
	s.fine.effort.err = errLonger
	return true
}

var (
	errNone   = errors.New("there is no path")
	errLonger = errors.New("no path is below the limit")
)

// path reads the path that was found. An end that is a vertex may have been
// reached as that vertex.
func (s *search) path() Path {
	var pts []s2.Point
	for i := target; i >= 0; i = s.corners[i].from {
		if p := s.corners[i].p; len(pts) == 0 || pts[len(pts)-1] != p {
			pts = append(pts, p)
		}
	}
	slices.Reverse(pts)
	length := s.corners[target].g
	return Path{Points: pts, Length: length, LowerBound: max(0, length-1e-12)}
}
