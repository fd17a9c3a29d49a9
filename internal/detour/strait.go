package detour

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// The margin that a strait just lets pass is found by halving an interval, to 2^-12 of it or
// as long as each answer comes within so many steps. The strait is that of a path which
// keeps the largest margin that is known to pass; its width is measured on the spot.
const (
	straitSteps  = 12
	straitEffort = 6_000_000
)

// closedBy says why no path keeps a margin: there is none without it, or a strait
// is too narrow.
func (s *Searcher) closedBy(ctx context.Context, p *prepared, ends [2]s2.Point, opts Options) error {
	radius := opts.MarginKm / sphere.RadiusKm
	opts.MarginKm, opts.Limit = 0, 0
	best, err := s.Shortest(ctx, ends[0], ends[1], p.closed, opts)
	if err != nil {
		return err
	}
	low, high := 0.0, radius
	for range straitSteps {
		mid := (low + high) / 2
		path, err := s.keepAway(p, ends[0], ends[1], mid, polygons[0], true, newEffort(ctx, straitEffort))
		if _, unknown := errors.AsType[*BudgetError](err); unknown {
			break
		}
		switch {
		case err == nil:
			low, best = mid, path
		case errors.Is(err, errNone):
			high = mid
		default:
			return err
		}
	}
	gap := p.narrowest(best.Points, low, high)
	e := &NoPathError{Gap: gap, Ring: slices.Concat(gap.AreasA, gap.AreasB)}
	slices.Sort(e.Ring)
	e.Ring = slices.Compact(e.Ring)
	return e
}

// narrows is a place on a leg between the nearest walls on its left and right.
type narrows struct {
	wall  [2]s2.Point
	piece [2]int32
	width float64
}

// narrowest finds where a path that keeps the distance low passes a strait in
// which none keeps high.
func (p *prepared) narrowest(path []s2.Point, low, high float64) *Gap {
	best := narrows{width: math.Inf(1)}
	step := max(high/4, 1e-7)
	var arc sphere.Arc
	centre := 0.0
	for i := 1; i < len(path); i++ {
		c, err := sphere.NewArc(path[i-1], path[i])
		if err != nil {
			continue
		}
		n := int(math.Ceil(c.Angle() / step))
		for k := range n + 1 {
			at := c.Angle() * float64(k) / float64(n)
			if y := p.across(&c, at, 3*high); y.width < best.width {
				best, arc, centre = y, c, at
			}
		}
	}
	for span := step; span > low*1e-4+1e-12 && !math.IsInf(best.width, 1); span /= 4 {
		from := centre
		for k := -4; k <= 4; k++ {
			at := min(max(from+span*float64(k)/4, 0), arc.Angle())
			if y := p.across(&arc, at, 3*high); y.width < best.width {
				best, centre = y, at
			}
		}
	}
	if math.IsInf(best.width, 1) {
		return &Gap{Km: 2 * low * sphere.RadiusKm, At: path[len(path)/2]}
	}
	a, b := p.closedNear(best, 0), p.closedNear(best, 1)
	return &Gap{
		Km: best.width * sphere.RadiusKm, AreasA: a, AreasB: b,
		At: s2.Point{Vector: best.wall[0].Add(best.wall[1].Vector).Normalize()},
	}
}

func (p *prepared) closedNear(y narrows, k int) []int32 {
	x := p.fine.walls
	out := x.closedAt(x.w.runs[y.piece[k]].chain, p.closed)
	slices.Sort(out)
	return out
}

// across returns the narrows at a place of a leg, of infinite width if there is no
// wall on one side within a distance.
func (p *prepared) across(c *sphere.Arc, at, within float64) narrows {
	q := c.At(at)
	least := [2]float64{math.Inf(1), math.Inf(1)}
	y := narrows{width: math.Inf(1)}
	p.fine.around(q, within, func(piece int32, w s2.Point, distance float64) {
		k := 0
		if c.Off(w) < 0 {
			k = 1
		}
		if distance < least[k] {
			least[k], y.wall[k], y.piece[k] = distance, w, piece
		}
	})
	if !math.IsInf(least[0]+least[1], 1) {
		y.width = angle(y.wall[0], y.wall[1])
	}
	return y
}
