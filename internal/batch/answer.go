package batch

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// Answerer answers rows, one after the other. It remembers places and flights, so it
// is worth keeping; it is for one goroutine.
type Answerer struct {
	q         *Question
	places    places
	flights   flights
	searchers map[*policy.Set]*route.Searcher
	stops     []route.Stop
	out       outcome
	told      Told // of a layout
}

// NewAnswerer makes an answerer of a question.
func NewAnswerer(q *Question) *Answerer {
	return &Answerer{q: q, flights: flights{q: q}}
}

// outcome is the answer to one row. Its lists are good until the next row.
type outcome struct {
	row      *Row
	from, to *route.Stop // nil if they are not known
	err      string      // why there is no answer; what follows is then empty
	status   policy.Status
	blocked  []route.Block
	allowed  []route.Permission
	unknown  []route.Gap
	states   []route.StateKm
	metres   int64 // of the route, -1 if there is none
	detour   int64 // how much longer it is than the great circle, -1 if that is not known
	own      bool  // the flight was that of the policy set

	stops [2]route.Stop
}

// Append answers a row and appends the answer to dst, with the end of its line. A
// row that cannot be answered gets one with its error.
func (a *Answerer) Append(dst []byte, row Row) []byte {
	dst, _ = a.append(dst, &row)
	return dst
}

// append is Append, and returns the outcome too.
func (a *Answerer) append(dst []byte, row *Row) ([]byte, *outcome) {
	a.out, a.told = outcome{row: row, metres: -1, detour: -1}, Told{Row: row}
	if a.out.err = a.answer(row); a.out.err != "" {
		a.out.status, a.out.metres, a.out.detour = policy.Unknown, -1, -1
		a.out.blocked, a.out.allowed, a.out.unknown, a.out.states = nil, nil, nil, nil
		a.told = Told{Row: row, Fault: a.out.err}
	}
	if a.q.Layout != nil {
		return a.q.Layout.Append(dst, &a.told), &a.out
	}
	if a.q.Format == NDJSON {
		return appendObject(dst, &a.out), &a.out
	}
	return appendRecord(dst, &a.out), &a.out
}

// answer fills the outcome, or says why it cannot.
func (a *Answerer) answer(row *Row) (fault string) {
	if row.Fault != "" {
		return row.Fault
	}
	f := a.places.find(row.From)
	if f.err != "" {
		return "from: " + f.err
	}
	a.out.stops[0] = f.stop
	a.out.from = &a.out.stops[0]
	t := a.places.find(row.To)
	if t.err != "" {
		return "to: " + t.err
	}
	a.out.stops[1] = t.stop
	a.out.to = &a.out.stops[1]
	a.stops = append(a.stops[:0], a.out.stops[0])
	if row.Via != "" {
		if fault := a.via(row.Via); fault != "" {
			return "via: " + fault
		}
	}
	a.stops = append(a.stops, a.out.stops[1])
	j := a.flights.of(row)
	if j.err != "" {
		return j.err
	}
	var err error
	if a.q.Mode == Find {
		err = a.find(j)
	} else {
		err = a.check(j)
	}
	if err == nil && a.q.Layout != nil {
		err = a.report(j)
	}
	if err != nil {
		return oneLine(err.Error())
	}
	a.out.own = j.flight.GivenBy == policy.GivenBySet
	return ""
}

// maxVia is how many places a row may have between its ends.
const maxVia = 1000

// via appends the places between the ends.
func (a *Answerer) via(text string) (fault string) {
	if a.q.Mode == Find {
		return "a search is from one place to another; leave it empty, or use --mode check"
	}
	for word := range strings.SplitSeq(text, ViaSeparator) {
		if strings.Contains(word, ";") { // 45,6;45,7 may be two places, or one with decimal commas
			return fmt.Sprintf("%q holds a semicolon; write %q between places, and a point as 55.75,37.62", shortened(word), ViaSeparator)
		}
		p := a.places.find(strings.TrimSpace(word))
		switch {
		case p.err != "":
			return p.err
		case len(a.stops) > maxVia:
			return "more than 1,000 places"
		}
		a.stops = append(a.stops, p.stop)
	}
	return ""
}

// check judges the route over the stops.
func (a *Answerer) check(j *judged) error {
	if len(a.stops) > 2 {
		s, err := j.screener.ScreenRoute(a.stops)
		if err != nil {
			return err
		}
		a.screened(s)
		a.out.detour = a.over(a.out.metres)
		return nil
	}
	s, err := j.screener.Screen(a.stops[0], a.stops[1])
	if err != nil {
		return err
	}
	a.screened(s)
	a.out.detour = 0
	return nil
}

// screened takes over what a screener says.
func (a *Answerer) screened(s *route.Screening) {
	o := &a.out
	o.status, o.metres = s.Status, metres(s.DistanceKm)
	o.blocked, o.allowed, o.unknown, o.states = s.BlockedBy, s.Permissions, s.Unknown, s.States
}

// metres are kilometres in whole metres.
func metres(km float64) int64 { return int64(math.Round(km * 1000)) }

// over returns how many metres a route is longer than the great circle between its
// ends, -1 if there are many such circles.
func (a *Answerer) over(length int64) int64 {
	from, to := a.out.stops[0].Point, a.out.stops[1].Point
	if from == to {
		return length
	}
	leg, err := airspace.NewLeg(from, to)
	if err != nil {
		return -1
	}
	return length - metres(leg.Km(leg.Angle()))
}

// find searches the shortest route that is not blocked. That is the great circle,
// unless it is blocked. Who blocks that is told in any case.
func (a *Answerer) find(j *judged) error {
	s, err := j.screener.Screen(a.stops[0], a.stops[1])
	if err != nil {
		return err
	}
	a.screened(s)
	if a.out.detour = 0; s.Status != policy.Blocked {
		return nil
	}
	searcher, err := a.searcher(j.checker)
	if err != nil {
		return err
	}
	straight := a.out.metres
	// The row in hand is finished, whatever else happens.
	rt, err := searcher.Shortest(context.Background(), j.flight, a.stops[0], a.stops[1], route.SearchOptions{})
	if _, ok := errors.AsType[*route.NoRouteError](err); ok {
		a.out.metres, a.out.detour, a.out.states, a.out.allowed, a.out.unknown = -1, -1, nil, nil, nil
		return nil
	}
	if err != nil {
		return err
	}
	a.out.status, a.out.metres, a.told.Route = rt.Status, metres(rt.DistanceKm), rt
	a.out.detour = a.out.metres - straight
	a.out.allowed, a.out.unknown, a.out.states = rt.Permissions, rt.Unknown, rt.StateKm()
	return nil
}

// searcher returns the searcher with the rules of a checker.
func (a *Answerer) searcher(c route.Checker) (*route.Searcher, error) {
	if s, ok := a.searchers[c.Policy]; ok {
		return s, nil
	}
	s, err := route.NewSearcher(c)
	if err != nil {
		return nil, err
	}
	if a.searchers == nil || len(a.searchers) >= maxSearchers {
		a.searchers = map[*policy.Set]*route.Searcher{}
	}
	a.searchers[c.Policy] = s
	return s, nil
}
