package route

import (
	"context"
	"errors"
	"iter"
	"math"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/frontier"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
)

// Proof says how sure it is that a found route is the shortest. Lengths are on the
// sphere of radius 6371.0088 km, before waypoints are moved outward.
type Proof struct {
	Metric       string  `json:"metric"` // "sphere"
	LengthKm     float64 `json:"length_km"`
	LowerBoundKm float64 `json:"lower_bound_km"` // no route is shorter
	Gap          float64 `json:"gap"`            // by how much LengthKm is above it, as a part of it
}

func proofOf(p detour.Path) *Proof {
	out := &Proof{Metric: "sphere", LengthKm: metres(p.Length * sphere.RadiusKm), LowerBoundKm: metres(p.LowerBound * sphere.RadiusKm)}
	if p.LowerBound > 0 {
		out.Gap = micros(max(0, p.Length/p.LowerBound-1))
	}
	return out
}

// Frontier returns what each permission buys: the shortest route as things stand,
// then for each number of States whose refusals would have to be won the shortest
// route that it opens, if it is shorter than those before. Route.Needs names the
// States. No entry is dominated by another; each is proven. If the two ends cannot
// be joined even so, the sequence has the [*NoRouteError] alone.
func (s *Searcher) Frontier(ctx context.Context, flight policy.Flight, from, to Stop, opts SearchOptions) iter.Seq2[*Route, error] {
	return func(yield func(*Route, error) bool) {
		q, err := s.ask(flight, from, to, opts)
		if err != nil {
			yield(nil, err)
			return
		}
		routes, err := q.frontier(ctx)
		for _, rt := range routes {
			if !yield(rt, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// Frontier is [Searcher.Frontier] for one question. For many make a Searcher.
func (c Checker) Frontier(ctx context.Context, flight policy.Flight, from, to Stop, opts SearchOptions) iter.Seq2[*Route, error] {
	return c.searcher().Frontier(ctx, flight, from, to, opts)
}

// frontier finds the routes of the frontier, those that need fewest permissions
// first, and judges them.
func (q *quest) frontier(ctx context.Context) (routes []*Route, err error) {
	err = q.again(func() (err error) {
		routes, err = q.entries(ctx)
		return err
	})
	for _, rt := range routes {
		if err := q.bound(ctx, rt); err != nil {
			return nil, err
		}
	}
	return routes, err
}

// whyNone explains that there is no way even if every State permits.
func (q *quest) whyNone(ctx context.Context) error {
	_, err := q.finder.Shortest(ctx, q.from, q.to, q.closed(make([]bool, len(q.refusers))), q.detourOptions(math.Inf(1)))
	return q.explain(err)
}

// whyBlocked explains that there is no way as things stand; nil if there is one.
func (q *quest) whyBlocked(ctx context.Context) error {
	if len(q.barred) > 0 {
		return q.noRoute(q.barred[0])
	}
	if _, err := q.finder.Shortest(ctx, q.from, q.to, q.closed(q.standing(nil)), q.detourOptions(math.Inf(1))); err != nil {
		return q.explain(err)
	}
	return nil
}

// addFound adds the frontier to the report, and says why nothing is open.
func (q *quest) addFound(ctx context.Context) error {
	routes, err := q.frontier(ctx) // each is in the report
	none, ok := errors.AsType[*NoRouteError](err)
	switch {
	case ok:
		q.j.report.NoWay = none.Error()
		return nil
	case isGivenUp(err):
		q.j.report.Notes = append(q.j.report.Notes, "No way was found: "+err.Error()+".")
		return nil
	case errors.Is(err, frontier.ErrBudget):
		q.j.report.Notes = append(q.j.report.Notes, "The search for what permissions buy was given up; more of them may open shorter ways than are shown.")
	case err != nil:
		return err
	}
	if len(routes) == 0 || len(routes[0].Needs) == 0 {
		return nil
	}
	err = q.whyBlocked(ctx)
	if none, ok := errors.AsType[*NoRouteError](err); ok {
		q.j.report.NoWay = none.Error()
		return nil
	}
	if isGivenUp(err) {
		q.j.report.Notes = append(q.j.report.Notes, "Whether a way is open as things stand is not known: "+err.Error()+".")
		return nil
	}
	return err
}

// isGivenUp tells whether a search spent its budget.
func isGivenUp(err error) bool {
	_, ok := errors.AsType[*GivenUpError](err)
	return ok
}
