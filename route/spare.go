package route

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/frontier"
	"github.com/flightcheck/flightcheck/internal/plural"
)

// spared is the answer for one State, before it is put into words.
type spared struct {
	without []string
	q       *quest // in which the State is closed
	way     frontier.Entry[detour.Path]
	states  []string // that the way crosses, sorted
	none    error    // why there is no way
}

// errTooLong stands for ways that take more than was asked for, in length or in
// permissions.
var errTooLong = errors.New("no way is within what was asked for")

// spare finds the best way without a State.
func (q *quest) spare(ctx context.Context, state string) (*spared, error) {
	x := &spared{without: []string{state}, q: q.without(state)}
	var err error
	x.way, err = x.q.firstEntry(ctx)
	switch {
	case errors.Is(err, frontier.ErrBudget):
		x.none = err
		return x, nil
	case err != nil:
		return nil, q.explain(err)
	case x.way.Way.OK:
		x.states, err = q.statesAlong(x.way.Way.Path)
		return x, err
	}
	x.none = x.q.whyNone(ctx)
	if x.none == nil {
		x.none = errTooLong
	} else if _, ok := errors.AsType[*NoRouteError](x.none); !ok {
		return nil, x.none
	}
	return x, nil
}

// firstEntry returns the first entry of the frontier: the shortest of the ways that
// need fewest refusals won, within the bound on detours.
func (q *quest) firstEntry(ctx context.Context) (frontier.Entry[detour.Path], error) {
	opts := frontier.Options{MaxLifted: q.opts.MaxPermissions, MaxSearches: q.opts.MaxSearches, MaxEntries: 1}
	most := q.opts.MaxDetour.most(float64(q.from.Angle(q.to.Vector)))
	e, proven, _, err := frontier.First(ctx, len(q.refusers), q.required, q.try, opts)
	if err != nil || !e.Way.OK || proven && e.Way.Length < most {
		return e, err
	}
	if e.Way.Length < most {
		opts.MaxLifted, most = len(e.Lifted), e.Way.Length*(1+1e-9)
	}
	entries, _, err := frontier.Search(ctx, len(q.refusers), q.required, func(ctx context.Context, stands []bool, limit float64) (frontier.Way[detour.Path], error) {
		return q.find(ctx, stands, min(limit, most))
	}, opts)
	if len(entries) == 0 {
		return frontier.Entry[detour.Path]{}, err
	}
	return entries[0], err
}

// try seeks a way with some refusals lifted. If there is none it returns those that
// stand round an end or between the two; one of them must be lifted.
func (q *quest) try(ctx context.Context, lifted []int, limit float64) (w frontier.Way[detour.Path], cut []int, err error) {
	stands := q.standing(lifted)
	path, err := q.finder.Shortest(ctx, q.from, q.to, q.closed(stands), q.detourOptions(limit))
	if err == nil {
		return frontier.Way[detour.Path]{OK: true, Length: path.Length, Path: path}, nil, nil
	}
	if _, ok := errors.AsType[*detour.LongerError](err); ok {
		return w, nil, nil
	}
	var areas []int32
	if none, ok := errors.AsType[*detour.NoPathError](err); ok {
		areas = none.Ring
	} else if inside, ok := errors.AsType[*detour.InsideError](err); ok {
		areas = inside.Areas
	} else {
		return w, nil, err
	}
	for _, a := range areas {
		for _, r := range q.refusal[a] {
			if r >= 0 {
				cut = appendNew(cut, int(r))
			}
		}
	}
	slices.Sort(cut)
	return w, cut, nil
}

// equal tells whether the best ways without two States are one: it crosses the same
// States and needs the same. Then it crosses neither, and both are as long.
func (x *spared) equal(y *spared) bool {
	return x.none == nil && y.none == nil && slices.Equal(x.way.Lifted, y.way.Lifted) && slices.Equal(x.states, y.states)
}

// statesAlong returns the States that a path crosses, sorted; along a border those
// of both sides.
func (q *quest) statesAlong(path detour.Path) ([]string, error) {
	var out []string
	legs, err := legsAlong(path)
	if err != nil {
		return nil, err
	}
	for _, leg := range legs {
		for s := range q.j.idx.Cross(leg) {
			for _, a := range slices.Concat(s.Areas, s.Left, s.Right) {
				if state := q.j.idx.Area(a).Sovereign; state != "" {
					out = appendNew(out, state)
				}
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// alternative makes the route, unless the report has it, and puts it into words.
func (x *spared) alternative(ctx context.Context, best *Route) (Alternative, error) {
	a := Alternative{Without: x.without}
	if x.none == nil {
		rt, err := x.open(ctx)
		if none, ok := errors.AsType[*NoRouteError](err); ok {
			x.none = none // too narrow to be flown
			a.Words = x.words(a, best)
			return a, nil
		}
		if err != nil {
			return a, err
		}
		a.Route, a.Needs = rt, rt.Needs
		a.OverBestKm = metres(rt.DistanceKm - best.DistanceKm)
		a.OverGreatCircleKm = rt.DetourKm
	}
	a.Words = x.words(a, best)
	return a, nil
}

// open makes the route. If it meets what the search did not know to be closed, the
// next best is sought.
func (x *spared) open(ctx context.Context) (*Route, error) {
	for range maxRounds {
		rt, err := x.route(ctx)
		met, ok := errors.AsType[*metError](err)
		if !ok {
			if err != nil {
				return nil, err
			}
			return rt, x.q.bound(ctx, rt)
		}
		if err := x.q.close(met); err != nil {
			return nil, err
		}
		x.way, err = x.q.firstEntry(ctx)
		if err != nil {
			return nil, x.q.explain(err)
		}
		if !x.way.Way.OK {
			if err := x.q.whyNone(ctx); err != nil {
				return nil, err
			}
			return nil, &NoRouteError{words: errTooLong.Error()}
		}
	}
	return nil, &NoRouteError{words: errTooLong.Error()}
}

func (x *spared) route(ctx context.Context) (*Route, error) {
	path := x.way.Way.Path
	var needs []string
	for _, r := range x.way.Lifted {
		needs = append(needs, x.q.refusers[r])
	}
	for _, rt := range x.q.j.report.Routes {
		if rt.Proof == nil || !slices.Equal(rt.Needs, needs) || rt.Proof.LengthKm != proofOf(path).LengthKm {
			continue
		}
		// It may be as long and touch a corner where the State lies.
		if !slices.ContainsFunc(x.q.crossed(rt), func(s string) bool { return slices.Contains(x.without, s) }) {
			return rt, nil
		}
	}
	rt, err := x.q.route(ctx, path, x.way.Lifted)
	if err != nil || rt.Origin != Found {
		return rt, err
	}
	rt.alternative = true
	rt.ID = "without-" + strings.Join(x.without, "-")
	rt.Name = x.head()
	if len(needs) > 0 {
		rt.Name += ", if " + list(x.q.names(needs)) + plural.Form(len(needs), " permits", " permit")
	}
	return rt, nil
}
