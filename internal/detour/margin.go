package detour

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Numbers of sides of the polygons about the vertices of walls, one after the
// other tried until the gap is small enough.
var polygons = [...]int{32, 128}

// gapWanted is the gap at which no finer polygons are tried.
const gapWanted = 1e-3

// widened are the layers of a closed set with a margin.
type widened struct {
	radius float64
	sides  int
	fine   *wide
	rough  [levels]*wide
}

// keptWide is the number of margins that are kept of a closed set.
const keptWide = 4

// inscribed returns the radius of circles round which polygons of so many sides can be drawn
// that lie within circles of a radius.
func inscribed(radius float64, sides int) float64 {
	return math.Atan(math.Tan(radius)*math.Cos(math.Pi/float64(sides))) * (1 - 1e-9)
}

// widen returns the layers with a margin in radians. The zones of a coarser layer lie
// within those of the finer one, so that its ways are no longer: it has fewer walls, which
// lie inside the others, and a smaller radius, as the corners of polygons stick out.
func (p *prepared) widen(radius float64, sides int) *widened {
	i := slices.IndexFunc(p.wides, func(w *widened) bool { return w.radius == radius && w.sides == sides })
	var w *widened
	if i >= 0 {
		w = p.wides[i]
		p.wides = slices.Delete(p.wides, i, i+1)
	} else {
		w = &widened{radius: radius, sides: sides, fine: newWide(p.strandsOf(0), p.fine.tree, radius, sides)}
		for level, r := range p.rough {
			radius = inscribed(radius, sides)
			w.rough[level] = newWide(p.strandsOf(level+1), r.tree, radius, sides)
		}
	}
	p.wides = slices.Insert(p.wides, 0, w)
	if len(p.wides) > keptWide {
		p.wides = p.wides[:keptWide]
	}
	return w
}

// strandsOf returns the strands of the full borders, 0, or of a coarse level.
func (p *prepared) strandsOf(layer int) []strand {
	if p.strands[layer] == nil {
		if layer == 0 {
			p.strands[layer] = p.fine.strands()
		} else {
			p.strands[layer] = p.rough[layer-1].strands()
		}
	}
	return p.strands[layer]
}

// shortestWide is Shortest with a margin. The path is the shortest through the
// corners of polygons drawn round circles of the margin; the bound is the length
// of such a path for so much less of a margin that those polygons lie within the
// circles.
func (s *Searcher) shortestWide(ctx context.Context, from, to s2.Point, closed Set, opts Options) (Path, error) {
	p := s.prepare(closed)
	radius := opts.MarginKm / sphere.RadiusKm
	ends := [2]s2.Point{from, to}
	if err := p.fine.checkNear(closed, ends, radius); err != nil {
		return Path{}, err
	}
	if from == to {
		return Path{Points: ends[:], MarginKm: opts.MarginKm}, nil
	}
	if none := p.separation(from, to); none != nil {
		return Path{}, none
	}
	s.limit = opts.limit()
	best := Path{Length: math.Inf(1), MarginKm: opts.MarginKm}
	var err error
	for _, sides := range polygons {
		err = s.sharpen(ctx, &best, p, ends, radius, sides, opts.MaxSteps)
		if err != nil && !errors.Is(err, errNone) || best.LowerBound >= best.Length*(1-gapWanted) {
			break
		}
	}
	switch {
	case errors.Is(err, errLonger) || err == nil && best.Length >= s.limit:
		return Path{}, &LongerError{LowerBound: best.LowerBound}
	case errors.Is(err, errNone) && best.Points == nil:
		return Path{}, s.closedBy(ctx, p, ends, opts)
	case err != nil && !errors.Is(err, errNone):
		return Path{}, err
	}
	return best, nil
}

// sharpen finds a bound and a path with polygons of so many sides. The error
// errNone says that there is no path with them.
func (s *Searcher) sharpen(ctx context.Context, best *Path, p *prepared, ends [2]s2.Point, radius float64, sides, most int) error {
	bound, err := s.keepAway(p, ends[0], ends[1], inscribed(radius, sides), sides, false, newEffort(ctx, most))
	if errors.Is(err, errLonger) {
		best.LowerBound = max(best.LowerBound, s.lower)
	}
	if err != nil {
		return err
	}
	best.LowerBound = max(best.LowerBound, bound.LowerBound)
	path, err := s.keepAway(p, ends[0], ends[1], radius, sides, true, newEffort(ctx, most))
	if err != nil {
		return err
	}
	p.widen(radius, sides).fine.straighten(&path)
	if path.Length < best.Length {
		best.Points, best.Length = path.Points, path.Length
	}
	best.LowerBound = min(best.LowerBound, best.Length-1e-12)
	return nil
}

// mostSkipped is how many corners in a row straighten leaves out.
const mostSkipped = 12

// straighten leaves out corners between which a leg keeps the margin: those of polygons that
// stand out of the zone of a wall where one piece of it follows another.
func (w *wide) straighten(path *Path) {
	points := path.Points
	out := points[:1:1]
	length := 0.0
	for i := 0; i < len(points)-1; {
		next := min(i+1+mostSkipped, len(points)-1)
		for ; next > i+1; next-- {
			if s := newSpan(points[i], points[next]); !opposite(points[i], points[next]) && w.nearest(&s) == legFree {
				break
			}
		}
		length += angle(points[i], points[next])
		out = append(out, points[next])
		i = next
	}
	path.Points, path.Length = out, length
}

// keepAway returns the shortest path through the corners of polygons drawn round
// circles of a radius whose legs keep the radius from all walls. The error errNone
// says that there is none. If spare, the ends may lie in the polygons, though not in
// the circles.
func (s *Searcher) keepAway(p *prepared, from, to s2.Point, radius float64, sides int, spare bool, e *effort) (Path, error) {
	w := p.widen(radius, sides)
	var spared [2]s2.Point
	if spare {
		spared = [2]s2.Point{from, to}
	}
	w.fine.spared = spared
	s.probe.touched = s.probe.touched[:0]
	for level := range w.rough {
		w.rough[level].spared = spared
	}
	ends := [2]s2.Point{from, to}
	if s.shutIn(w.rough[levels-1], ends, e) {
		return Path{}, errNone
	}
	if first := newEffort(e.ctx, firstClimb); first.most < e.most {
		path, err := s.climbWide(w, ends, first)
		if !errors.Is(first.err, errBudget) {
			return path, err
		}
		if s.shutIn(w.fine, ends, newEffort(e.ctx, e.most/2)) {
			return Path{}, errNone
		}
	}
	return s.climbWide(w, ends, e)
}

// climbWide searches the layers of a margin, all of them.
func (s *Searcher) climbWide(w *widened, ends [2]s2.Point, e *effort) (Path, error) {
	var above *search
	for level := levels - 1; level >= 0; level-- {
		a, b := ends[0], ends[1]
		if level%2 == 0 {
			a, b = b, a
		}
		r := &s.rough[level]
		r.probe = &s.probe
		r.begin(w.rough[level], a, b, above, nil, e)
		r.start()
		above = r
	}
	s.fine.probe = &s.probe
	s.fine.begin(w.fine, ends[0], ends[1], above, nil, e)
	s.fine.start()
	switch {
	case s.climb():
		return s.fine.path(), nil
	case errors.Is(e.err, errBudget):
		return Path{}, &BudgetError{Steps: e.steps, LowerBound: s.lower}
	}
	return Path{}, e.err
}

// firstTrial is how many steps the first trials of shutIn may take, and firstClimb how many
// a search may before it is asked whether an end is shut in on the full borders.
const (
	firstTrial = 1 << 17
	firstClimb = 4_000_000
)

// shutIn tells whether a search on one layer comes to its end without reaching the
// other end of the path. Both ends take turns, each time with more steps: round one of them
// there may be little room, and round the other half of the globe.
func (s *Searcher) shutIn(l *wide, ends [2]s2.Point, e *effort) bool {
	s.trial.probe = &s.probe
	for most := firstTrial; e.err == nil; most *= 4 {
		for i := range ends {
			x := newEffort(e.ctx, most)
			s.trial.begin(l, ends[i], ends[1-i], nil, nil, x)
			s.trial.start()
			ended := s.trial.run(true)
			if !e.more(x.steps) || ended {
				return e.err == nil && !s.trial.reached()
			}
		}
	}
	return false
}

// checkNear returns an error if one of the ends lies within the margin of a wall.
func (x *walls) checkNear(closed Set, ends [2]s2.Point, radius float64) error {
	for i, end := range ends {
		if err := x.near(closed, end, i == 1, radius); err != nil {
			return err
		}
	}
	return nil
}

// near returns an error if an end lies within the margin of a wall.
func (x *walls) near(closed Set, end s2.Point, to bool, radius float64) error {
	e := &InsideError{To: to, Near: true, Km: math.Inf(1)}
	x.around(end, keepOf(radius), func(piece int32, _ s2.Point, distance float64) {
		e.Km = min(e.Km, distance*sphere.RadiusKm)
		e.Areas = append(e.Areas, x.closedAt(x.w.runs[piece].chain, closed)...)
	})
	if e.Areas == nil {
		return nil
	}
	slices.Sort(e.Areas)
	e.Areas = slices.Compact(e.Areas)
	return e
}

// around calls see for the edges within a distance of a point, with the nearest
// point of the edge.
func (x *walls) around(p s2.Point, within float64, see func(piece int32, _ s2.Point, distance float64)) {
	for leaf := range x.tree.leaves(func(b *box) bool { return b.isNear(p, within) }) {
		r := x.w.runs[leaf]
		for k := r.first; k < r.last; k++ {
			if q, distance := nearestOn(p, x.w.points[k], x.w.points[k+1]); distance < within {
				see(leaf, q, distance)
			}
		}
	}
}
