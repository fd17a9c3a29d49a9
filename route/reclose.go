package route

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/frontier"
	"github.com/flightcheck/flightcheck/policy"
)

// A search knows neither the time at which a path will be where, nor what several
// outlines together do. It begins with what is closed during the whole flight. A path
// that then meets something closed has that closed too, and the search is repeated.
// So a found route keeps out of some airspace that it could have crossed at another
// time; the first search, with less closed, bounds from below what is lost.

// metError says that a found path is closed where the search did not know.
type metError struct{ blocks []Decision }

func (e *metError) Error() string {
	var states []string
	for _, d := range e.blocks {
		states = appendNew(states, stateOr(airspace.Area{ID: d.areaID, Sovereign: d.State}))
	}
	return "internal error: the route that was found is blocked by " + list(states)
}

// maxRounds bounds how often a search is repeated. Each round closes something.
const maxRounds = 60

// again runs a search until what it finds is closed nowhere, closing each time what
// was met closed. search must put nothing into the report if it fails so.
func (q *quest) again(search func() error) error {
	routes := len(q.j.report.Routes)
	for range maxRounds {
		err := search()
		if _, none := errors.AsType[*NoRouteError](err); none && q.first != nil {
			q.j.report.Notes = appendNew(q.j.report.Notes, "What a way met closed at its time counts as closed at all times; with another departure a way may be open.")
		}
		met, ok := errors.AsType[*metError](err)
		if !ok {
			return err
		}
		q.forget(routes)
		if err := q.close(met); err != nil {
			return err
		}
	}
	return fmt.Errorf("no way was found in %d searches, each of which met airspace that is closed at the time of the flight", maxRounds)
}

// mapOutlines puts the built-in outlines that are closed at some time of the flight
// into the map, and others that were met, and closes those that are closed all the
// time.
func (q *quest) mapOutlines(met []airspace.AreaID) error {
	more := map[airspace.AreaID]shut{}
	ids := slices.Concat(q.mapped, met)
	for id := range q.j.idx.All() {
		if z := q.j.zones[id]; z != nil && z.built != nil && q.j.shutDuring(id, 0, q.j.clock.slots()-1) {
			more[id] = q.j.shutAlways(id)
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(more)) {
		if closed, _ := q.j.differInside(id); q.j.beyond(id, closed) {
			q.j.noteBeyond(id, closed)
		}
	}
	var err error
	q.mapped = q.j.whole(ids)
	q.finder, err = q.s.finderOf(q.j, q.mapped)
	q.closures, _ = q.with(q.j.idx, more, nil)
	if q.first != nil {
		q.first, _ = q.first.with(q.j.idx, more, nil)
	}
	return err
}

// whole returns the places of some built-in outlines with all their parts, sorted.
func (j *judge) whole(ids []airspace.AreaID) []airspace.AreaID {
	var out []airspace.AreaID
	for id := range j.idx.All() {
		z := j.zones[id]
		if z != nil && z.built != nil && slices.ContainsFunc(ids, func(o airspace.AreaID) bool { return j.zones[o].built == z.built }) {
			out = append(out, id)
		}
	}
	return out
}

// forget takes routes out of the report again.
func (q *quest) forget(from int) {
	r := q.j.report
	r.Routes = r.Routes[:from]
	for _, rt := range r.Routes {
		if rt.Origin == Direct {
			rt.Needs, rt.Proof = nil, nil
		}
	}
}

// close closes what a path met closed. The error is that of the path if all of that
// was closed already.
func (q *quest) close(met *metError) error {
	more := map[airspace.AreaID]shut{}
	var bars []bar
	var built []airspace.AreaID // that are not in the map
	for _, d := range met.blocks {
		if d.Scope != policy.Overflight.String() {
			bars = append(bars, bar{to: d.Scope == policy.Landing.String(), area: d.area, scope: d.scope, in: d.in, slot: d.slot, sale: q.j.sale(d)})
			continue
		}
		s := shut{good: true}
		if q.j.sale(d) {
			s = shut{states: []string{d.State}}
		}
		for _, id := range q.j.closable(d) {
			more[id] = more[id].and(s)
			if z := q.j.zones[id]; z != nil && z.built != nil && !slices.Contains(q.mapped, id) {
				built = append(built, id)
			}
		}
	}
	if len(built) > 0 {
		if err := q.mapOutlines(built); err != nil {
			return err
		}
	}
	closures, changed := q.with(q.j.idx, more, bars)
	if changed {
		if q.first == nil {
			q.first = q.closures
		}
		q.closures = closures
	}
	if !changed && len(built) == 0 {
		return met
	}
	return nil
}

// sale tells whether a State could lift by a permission what blocks.
func (j *judge) sale(d Decision) bool {
	_, sale := j.blocks(d.area, d.scope, d.in, d.slot)
	return sale
}

// closable returns the areas that are closed to keep a path out of what it met: the
// outlines inside which it is blocked, if it is not blocked outside them.
func (j *judge) closable(d Decision) []airspace.AreaID {
	if blocked, _ := j.blocks(d.area, d.scope, overhead{}, d.slot); blocked || len(d.in.names) == 0 {
		return []airspace.AreaID{d.area}
	}
	var all, alone []airspace.AreaID
	for id := range j.idx.All() {
		z := j.zones[id]
		if z == nil || !slices.ContainsFunc(z.outlines, func(n string) bool { return slices.Contains(d.in.names, n) }) {
			continue
		}
		all = append(all, id)
		if j.shutAt(id, d.slot).is() {
			alone = append(alone, id)
		}
	}
	if len(alone) > 0 {
		return alone
	}
	return all
}

// and returns what is closed by either.
func (s shut) and(o shut) shut {
	if s.good || o.good {
		return shut{good: true}
	}
	states := slices.Clone(s.states)
	for _, state := range o.states {
		states = appendNew(states, state)
	}
	return shut{states: states}
}

// unforeseen returns an error if a judged route is blocked by others than the States
// that it needs.
func (rt *Route) unforeseen() error {
	var met metError
	for _, c := range rt.Crossings {
		for _, d := range c.Decisions {
			if d.Status == policy.Blocked && (d.State == "" || !slices.Contains(rt.Needs, d.State)) {
				met.blocks = append(met.blocks, d)
			}
		}
	}
	if len(met.blocks) == 0 {
		return nil
	}
	return &met
}

// bound lowers the bound of a proof to what the first search proves, if there was
// more than one.
func (q *quest) bound(ctx context.Context, rt *Route) error {
	if q.first == nil {
		return nil
	}
	stands := make([]bool, len(q.first.refusers))
	for i, state := range q.first.refusers {
		stands[i] = !slices.Contains(rt.Needs, state)
	}
	path, err := q.finder.Shortest(ctx, q.from, q.to, q.first.closed(stands), q.detourOptions(math.Inf(1)))
	if err != nil {
		return q.explain(err)
	}
	least := proofOf(path)
	rt.Proof.LowerBoundKm = min(rt.Proof.LowerBoundKm, least.LowerBoundKm)
	if rt.Proof.LowerBoundKm > 0 {
		rt.Proof.Gap = micros(max(0, rt.Proof.LengthKm/rt.Proof.LowerBoundKm-1))
	}
	if km := rt.Proof.LengthKm - rt.Proof.LowerBoundKm; km >= 0.001 {
		q.j.report.Notes = appendNew(q.j.report.Notes, fmt.Sprintf(
			"The way %q keeps out of airspace that is closed for a part of the flight only; one that is up to %s shorter may be open at its time.", rt.Name, shortKm(km)))
	}
	return nil
}

// foresee tells the finder what the frontier begins with: nothing refused, and all. It
// makes ready for that beside what is done until then.
func (q *quest) foresee() {
	q.finder.Expect(q.closed(make([]bool, len(q.refusers))))
	q.finder.Expect(q.closed(q.standing(nil)))
}

// entries searches the frontier once and judges what it finds.
func (q *quest) entries(ctx context.Context) ([]*Route, error) {
	if b, ok := q.forGood(); ok {
		return nil, q.noRoute(b)
	}
	q.foresee()
	entries, _, err := frontier.Search(ctx, len(q.refusers), q.required, q.find,
		frontier.Options{MaxLifted: q.opts.MaxPermissions, MaxSearches: q.opts.MaxSearches})
	if err != nil && !errors.Is(err, frontier.ErrBudget) {
		return nil, q.explain(err)
	}
	var routes []*Route
	for _, e := range entries {
		rt, err := q.route(ctx, e.Way.Path, e.Lifted)
		if err != nil {
			return nil, err
		}
		routes = append(routes, rt)
	}
	if len(routes) == 0 && err == nil {
		return nil, q.whyNone(ctx)
	}
	return routes, err
}
