package route

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/frontier"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
)

// MaxAlternatives is how many alternatives may be asked for.
const MaxAlternatives = 20

// MaxDetour bounds how long an alternative may be, on the sphere. The zero value
// is no bound; if both are given, both hold.
type MaxDetour struct {
	Factor float64 // of the great circle, over 1 and at most 100; 0 is no bound
	Km     float64 // beyond the great circle, over 0 and at most 100,000; 0 is no bound
}

// ParseMaxDetour reads a bound: "2.5", a way of at most two and a half times the
// great circle, or "1500km", at most 1,500 km longer than it. The error is an
// [*InputError].
func ParseMaxDetour(s string) (MaxDetour, error) {
	number, isKm := strings.CutSuffix(strings.ToLower(strings.TrimSpace(s)), "km")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil {
		return MaxDetour{}, &InputError{Msg: fmt.Sprintf("the detour %q is neither a factor of the great circle, 2.5, nor a length beyond it, 1500km", s), Err: err}
	}
	m := MaxDetour{Factor: v}
	if isKm {
		m = MaxDetour{Km: v}
	}
	if v == 0 {
		return m, &InputError{Msg: fmt.Sprintf("the detour %q leaves the great circle alone; say more, such as 2.5 or 1500km", s)}
	}
	return m, m.check()
}

func (m MaxDetour) check() error {
	if f := m.Factor; f != 0 && !(f > 1 && f <= 100) {
		return &InputError{Msg: fmt.Sprintf("a way of at most %g times the great circle: the factor must be over 1 and at most 100 (for a length write 1500km)", f)}
	}
	if km := m.Km; km != 0 && !(km > 0 && km <= 100_000) {
		return &InputError{Msg: fmt.Sprintf("a detour of at most %g km: it must be over 0 and at most 100,000 km", km)}
	}
	return nil
}

// most returns the length below which a way must be; radians on the sphere.
func (m MaxDetour) most(direct float64) float64 {
	most := math.Inf(1)
	if m.Factor != 0 {
		most = m.Factor * direct
	}
	if m.Km != 0 {
		most = min(most, direct+m.Km/sphere.RadiusKm)
	}
	return most
}

// Alternative says what remains if a State that the best way crosses refuses. The
// best way is the shortest as things stand, or, if there is none, the shortest of
// those that need fewest refusals won.
type Alternative struct {
	// Without are the States that it does without, in their order along the best
	// way. There are several if the best way without each of them is the same.
	Without []string
	// Route is the shortest route that crosses none of them as things stand; if
	// there is none, the shortest of those that need fewest refusals won, which
	// Needs names. It is nil if there is no route even so.
	Route *Route
	Needs []string
	// OverBestKm and OverGreatCircleKm are how much longer Route is than the best way
	// and the great circle; OverBestKm is negative for a way that is shorter, but
	// needs a refusal won.
	OverBestKm, OverGreatCircleKm float64
	// Words say it in one sentence without its full stop.
	Words string
}

// MarshalJSON writes the alternative with the id of its route; that and the lengths
// are null if there is none.
func (a Alternative) MarshalJSON() ([]byte, error) {
	out := struct {
		Without           []string `json:"without"`
		Route             *string  `json:"route"`
		Needs             []string `json:"needs"`
		DistanceKm        *float64 `json:"distance_km"`
		OverBestKm        *float64 `json:"over_best_km"`
		OverGreatCircleKm *float64 `json:"over_great_circle_km"`
		Words             string   `json:"words"`
	}{Without: a.Without, Needs: append([]string{}, a.Needs...), Words: a.Words}
	if a.Route != nil {
		out.Route, out.DistanceKm, out.OverBestKm, out.OverGreatCircleKm = &a.Route.ID, &a.Route.DistanceKm, &a.OverBestKm, &a.OverGreatCircleKm
	}
	return json.Marshal(out)
}

// Alternatives returns what remains if one of the States that the best way crosses
// refuses, those of the ends excepted: for each such State the shortest route that
// keeps out of all its areas. Those that are open as things stand come first, then
// those with fewest refusals to be won, the shorter first; then the States without
// which there is no way. opts.Alternatives bounds their number, 0 is all. The error
// is a [*NoRouteError] if there is no way to begin with.
func (s *Searcher) Alternatives(ctx context.Context, flight policy.Flight, from, to Stop, opts SearchOptions) ([]Alternative, error) {
	q, err := s.ask(flight, from, to, opts)
	if err != nil {
		return nil, err
	}
	if _, err := q.frontier(ctx); err != nil && !errors.Is(err, frontier.ErrBudget) {
		return nil, err
	}
	return q.alternatives(ctx)
}

// addAlternatives adds them to the report, if they were asked for.
func (q *quest) addAlternatives(ctx context.Context) (err error) {
	if q.opts.Alternatives > 0 {
		q.j.report.Alternatives, err = q.alternatives(ctx)
	}
	return err
}

// base returns the best way of the frontier, nil if there is none.
func (q *quest) base() (best *Route) {
	for _, rt := range q.j.report.Routes {
		if rt.Proof == nil {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(len(rt.Needs), len(best.Needs)), cmp.Compare(rt.DistanceKm, best.DistanceKm)) < 0 {
			best = rt
		}
	}
	return best
}

func (q *quest) alternatives(ctx context.Context) ([]Alternative, error) {
	best := q.base()
	if best == nil {
		return nil, nil
	}
	var all []*spared
	for _, state := range q.dispensable(best) {
		x, err := q.spare(ctx, state)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, x.equal); i >= 0 {
			all[i].without = append(all[i].without, state)
			continue
		}
		all = append(all, x)
	}
	slices.SortStableFunc(all, func(a, b *spared) int {
		if none := cmp.Compare(btoi(a.none != nil), btoi(b.none != nil)); none != 0 {
			return none
		}
		return cmp.Or(cmp.Compare(len(a.way.Lifted), len(b.way.Lifted)), cmp.Compare(a.way.Way.Length, b.way.Way.Length))
	})
	if n := q.opts.Alternatives; n > 0 && len(all) > n {
		all = all[:n]
	}
	var out []Alternative
	for _, x := range all {
		a, err := x.alternative(ctx, best)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	slices.SortStableFunc(out, func(a, b Alternative) int { return cmp.Compare(btoi(a.Route == nil), btoi(b.Route == nil)) })
	return out, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// dispensable returns the States that a route crosses, in their order along it, but
// for those in which it begins or ends.
func (q *quest) dispensable(rt *Route) []string {
	var ends, out []string
	for _, stop := range q.stops {
		for _, id := range q.j.idx.At(stop.Point) {
			ends = append(ends, q.j.idx.Area(id).Sovereign)
		}
	}
	for _, s := range q.crossed(rt) {
		if !slices.Contains(ends, s) {
			out = append(out, s)
		}
	}
	return out
}

// without returns the same question with the areas of a State closed for good.
func (q *quest) without(state string) *quest {
	shuts := map[airspace.AreaID]shut{}
	for id, a := range q.j.idx.All() {
		if a.Sovereign == state {
			shuts[id] = shut{good: true}
		}
	}
	x := *q
	x.closures, _ = q.with(q.j.idx, shuts, nil)
	if q.first != nil {
		x.first, _ = q.first.with(q.j.idx, shuts, nil)
	}
	return &x
}

// crossed returns the States whose airspace decides on a route, in their order along
// it.
func (q *quest) crossed(rt *Route) []string {
	var out []string
	for _, c := range rt.Crossings {
		for _, d := range c.Decisions {
			if s := q.j.idx.Area(d.area).Sovereign; s != "" {
				out = appendNew(out, s)
			}
		}
	}
	return out
}
