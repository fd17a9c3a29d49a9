package route

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/frontier"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
)

// Searcher finds routes. It keeps what it has learned of the borders, so it is
// worth keeping; it is not safe for concurrent use: make one for each goroutine.
type Searcher struct {
	Checker
	finders map[string]*detour.Searcher // by the built-in outlines in the map
}

// NewSearcher makes a searcher of a checker. The error is an [*InputError] for a
// checker without airspace or policy.
func NewSearcher(c Checker) (*Searcher, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	s := c.searcher()
	_, err := s.finderOf(nil, nil)
	return s, err
}

// searcher makes a searcher that makes its map when it is first needed, so that what
// goes before can be done beside it.
func (c Checker) searcher() *Searcher { return &Searcher{c, map[string]*detour.Searcher{}} }

// Shortest returns the shortest route that is not blocked, found on the full
// borders, with its proof. What is unknown may be crossed; the route is then
// unknown. The error is a [*NoRouteError] if there is none.
func (s *Searcher) Shortest(ctx context.Context, flight policy.Flight, from, to Stop, opts SearchOptions) (*Route, error) {
	q, err := s.ask(flight, from, to, opts)
	if err != nil {
		return nil, err
	}
	var rt *Route
	err = q.again(func() (err error) {
		rt, err = q.shortest(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := q.bound(ctx, rt); err != nil {
		return nil, err
	}
	if err := q.addCorridors(ctx, rt); err != nil {
		return nil, err
	}
	return rt, nil
}

// shortest searches once for the shortest route as things stand.
func (q *quest) shortest(ctx context.Context) (*Route, error) {
	if len(q.barred) > 0 {
		return nil, q.noRoute(q.barred[0])
	}
	stands := q.standing(nil)
	path, err := q.finder.Shortest(ctx, q.from, q.to, q.closed(stands), q.detourOptions(math.Inf(1)))
	if err != nil {
		return nil, q.explain(err)
	}
	return q.route(ctx, path, nil)
}

// Shortest is [Searcher.Shortest] for one question. For many make a Searcher.
func (c Checker) Shortest(ctx context.Context, flight policy.Flight, from, to Stop, opts SearchOptions) (*Route, error) {
	return c.searcher().Shortest(ctx, flight, from, to, opts)
}

// outwardMetres is by how much the legs of a found route clear what is closed, so
// that its printed waypoints are open when they are read again.
const outwardMetres = 10

// quest is one question to a searcher.
type quest struct {
	*closures
	first    *closures // of the first search, if there was a second
	s        *Searcher
	finder   *detour.Searcher
	mapped   []airspace.AreaID // the built-in outlines in its map
	j        *judge
	from, to s2.Point
	stops    [2]Stop
	opts     SearchOptions
}

// ask begins a report and makes the question of its search.
func (s *Searcher) ask(flight policy.Flight, from, to Stop, opts SearchOptions) (*quest, error) {
	if err := opts.check(); err != nil {
		return nil, err
	}
	j, err := s.begin(flight, from, to)
	if err != nil {
		return nil, err
	}
	return s.question(j, from, to, opts)
}

func (s *Searcher) question(j *judge, from, to Stop, opts SearchOptions) (*quest, error) {
	finder, err := s.finderOf(j, nil)
	if err != nil {
		return nil, err
	}
	j.noteInsides()
	q := &quest{
		closures: j.closuresOf(from.Point, to.Point), s: s, finder: finder, j: j,
		from: sphere.FromLonLat(from.Point), to: sphere.FromLonLat(to.Point), stops: [2]Stop{from, to}, opts: opts,
	}
	if opts.MarginKm > 0 { // it is kept from what is not entered, too
		err = q.mapOutlines(nil)
	}
	return q, err
}

// detourOptions are the options of one search for a path below a limit in radians,
// which may be infinite.
func (q *quest) detourOptions(limit float64) detour.Options {
	opts := detour.Options{MarginKm: q.opts.MarginKm}
	if !math.IsInf(limit, 1) {
		opts.Limit = limit
	}
	return opts
}

// find is the search of the frontier: the shortest way that meets none of the
// refusals that stand, if it is below a limit in radians.
func (q *quest) find(ctx context.Context, stands []bool, limit float64) (frontier.Way[detour.Path], error) {
	var none frontier.Way[detour.Path]
	for _, r := range q.required {
		if stands[r] {
			return none, nil
		}
	}
	path, err := q.finder.Shortest(ctx, q.from, q.to, q.closed(stands), q.detourOptions(limit))
	if _, ok := errors.AsType[*detour.NoPathError](err); ok {
		return none, nil
	}
	if _, ok := errors.AsType[*detour.LongerError](err); ok {
		return none, nil
	}
	if _, ok := errors.AsType[*detour.InsideError](err); ok {
		return none, nil
	}
	if err != nil {
		return none, err
	}
	meets, err := q.meets(path, stands)
	// It may touch what it keeps out of.
	meets = slices.DeleteFunc(meets, func(r int) bool { return stands[r] })
	return frontier.Way[detour.Path]{OK: true, Length: path.Length, Meets: meets, Path: path}, err
}

// meets returns the refusals that a path meets which was found with some standing.
func (q *quest) meets(path detour.Path, stands []bool) ([]int, error) {
	out := slices.Clone(q.required)
	var stretches []airspace.Stretch
	legs, err := legsAlong(path)
	if err != nil {
		return nil, err
	}
	for _, leg := range legs {
		stretches = q.j.idx.AppendCross(stretches[:0], leg)
		for _, s := range stretches {
			areas := s.Areas
			if s.Along {
				areas = q.better(s.Left, s.Right, stands)
			}
			for _, a := range areas {
				out = q.refusalsOf(out, a)
			}
		}
		out = q.withinMargin(out, leg)
	}
	slices.Sort(out)
	return out, nil
}

// legsAlong makes the legs of a path. Where it turns twice at one place, as round two
// corners with a margin, there is none between: a leg has a length.
func legsAlong(path detour.Path) ([]airspace.Leg, error) {
	legs := make([]airspace.Leg, 0, len(path.Points))
	for i := 1; i < len(path.Points); i++ {
		leg, err := airspace.NewLeg(sphere.ToLonLat(path.Points[i-1]), sphere.ToLonLat(path.Points[i]))
		switch {
		case errors.Is(err, sphere.ErrEqual):
		case err != nil:
			return nil, err
		default:
			legs = append(legs, leg)
		}
	}
	return legs, nil
}

// withinMargin appends the refusals of areas to which a leg comes nearer than the
// margin: it does not keep off them because they do not stand.
func (q *quest) withinMargin(out []int, leg airspace.Leg) []int {
	const touch = 1e-6 // a path may have exactly the margin
	if q.opts.MarginKm == 0 {
		return out
	}
	for _, a := range q.j.idx.Clearance(leg, q.opts.MarginKm*(1-touch)) {
		out = q.refusalsOf(out, a.Area)
	}
	return out
}

// refusalsOf appends the refusals that close an area.
func (c *closures) refusalsOf(out []int, a airspace.AreaID) []int {
	for _, r := range c.refusal[a] {
		if r >= 0 {
			out = appendNew(out, int(r))
		}
	}
	return out
}

// better returns the side of a border that is not closed, and of two such the one
// that has fewer refusals.
func (q *quest) better(left, right []airspace.AreaID, stands []bool) []airspace.AreaID {
	count := func(areas []airspace.AreaID) (n int) {
		for _, a := range areas {
			n += len(q.refusal[a])
			if q.stands(a, stands) {
				n += len(q.refusal) * (1 + len(q.refusers)) // more than any number of others
			}
		}
		return n
	}
	if count(right) < count(left) {
		return right
	}
	return left
}

// route makes a route of a path and judges it. lifted are the refusals that must
// be won. A straight path is the direct route, if the report has it.
func (q *quest) route(ctx context.Context, path detour.Path, lifted []int) (*Route, error) {
	var needs []string
	for _, r := range lifted {
		needs = append(needs, q.refusers[r])
	}
	if rt := q.j.report.direct(); rt != nil && rt.Origin == Direct && len(path.Points) == 2 {
		rt.Needs, rt.Proof = needs, proofOf(path)
		if q.j.clock.timed() || q.j.outlined { // else the search knows all
			if err := rt.unforeseen(); err != nil {
				return nil, err
			}
		}
		return rt, nil
	}
	stands := q.standing(lifted)
	published, err := q.finder.Publish(path, q.closed(stands), outwardMetres)
	if err != nil {
		return nil, q.explain(err)
	}
	line := orb.LineString(published.Waypoints)
	rt := &Route{ID: "shortest", Name: "shortest as things stand", Origin: Found, Waypoints: line, Needs: needs, Proof: proofOf(path)}
	if len(needs) > 0 {
		rt.ID = "if-" + strings.Join(needs, "-")
		rt.Name = "if " + list(q.names(needs)) + plural.Form(len(needs), " permits", " permit")
	}
	if rt.legs, err = legsOf(line); err != nil {
		return nil, err
	}
	if err := q.j.judge(ctx, rt); err != nil {
		return nil, err
	}
	if err := rt.unforeseen(); err != nil {
		return nil, err
	}
	q.j.report.Routes = append(q.j.report.Routes, rt)
	return rt, nil
}

func (q *quest) names(states []string) []string {
	var out []string
	for _, s := range states {
		out = append(out, q.j.report.Name(s))
	}
	return out
}
