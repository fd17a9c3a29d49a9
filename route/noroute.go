package route

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
)

// NoRouteError says why there is no route that is not blocked.
type NoRouteError struct {
	// End is the end that is shut in or barred: "origin", "destination", or "" if
	// closed areas lie between the two without a single ring.
	End string
	// Ring are the States, or the areas without one, whose closed airspace shuts
	// the end in, sorted by name along the report. Empty if the end itself is barred.
	Ring []string
	// Barred is the State or area in which the end lies, if that is closed to the
	// flight, and Scope for what.
	Barred string
	Scope  string
	// Strait is the way that a margin closes, nil if it is not the margin.
	Strait *Strait
	words  string
}

// Strait is a way between closed areas that is too narrow for a margin.
type Strait struct {
	Km       float64   // its width
	At       orb.Point // its middle
	Between  []string  // the States, or areas without one, on either side
	MarginKm float64   // that was asked for
}

// Error says it in one sentence.
func (e *NoRouteError) Error() string { return e.words }

// noRoute explains an end that is barred.
func (q *quest) noRoute(b bar) error {
	a := q.j.idx.Area(b.area)
	d := q.j.decide(b.area, b.scope, b.in, b.slot)
	name := q.j.report.Name(stateOr(a))
	e := &NoRouteError{End: endOf(b.to), Barred: stateOr(a), Scope: b.scope.String()}
	e.words = fmt.Sprintf("No way: the %s lies in the airspace of %s, which bars the flight for %s", e.End, name, b.scope)
	if d.rule() != "" {
		e.words += fmt.Sprintf(" (%s)", d.rule())
	}
	if !b.sale {
		e.words += "; no permission lifts that"
	}
	e.words += "."
	return e
}

// stateOr returns the State of an area, else its id.
func stateOr(a airspace.Area) string {
	if a.Sovereign != "" {
		return a.Sovereign
	}
	return a.ID
}

func endOf(to bool) string {
	if to {
		return "destination"
	}
	return "origin"
}

// explain turns what the search says into words for a report. Errors that are not
// about the question stay as they are.
func (q *quest) explain(err error) error {
	if none, ok := errors.AsType[*detour.NoPathError](err); ok {
		e := &NoRouteError{Ring: q.statesOf(none.Ring)}
		switch {
		case none.From:
			e.End = endOf(false)
		case none.To:
			e.End = endOf(true)
		}
		if g := none.Gap; g != nil {
			e.Strait = &Strait{Km: metres(g.Km), At: micro(sphere.ToLonLat(g.At)), Between: q.statesOf(append(slices.Clone(g.AreasA), g.AreasB...)), MarginKm: q.opts.MarginKm}
		}
		e.words = q.noWayWords(e)
		return e
	}
	if inside, ok := errors.AsType[*detour.InsideError](err); ok {
		e := &NoRouteError{End: endOf(inside.To), Ring: q.statesOf(inside.Areas), Scope: policy.Overflight.String()}
		e.Barred = e.Ring[0]
		e.words = fmt.Sprintf("No way: the %s lies in closed airspace, of %s.", e.End, list(q.names(e.Ring)))
		if inside.Near {
			e.words = fmt.Sprintf("No way with a margin of %v km: the %s lies %.1f km from closed airspace, of %s.",
				q.opts.MarginKm, e.End, inside.Km, list(q.names(e.Ring)))
		}
		return e
	}
	if errors.Is(err, detour.ErrNarrow) {
		return &NoRouteError{words: "The only way leads through a gap in closed airspace that is too narrow for waypoints of six decimals: under a metre."}
	}
	if spent, ok := errors.AsType[*detour.BudgetError](err); ok {
		return &GivenUpError{Steps: spent.Steps, LowerBoundKm: metres(spent.LowerBound * sphere.RadiusKm)}
	}
	return err
}

func (q *quest) noWayWords(e *NoRouteError) string {
	ring := list(q.names(e.Ring))
	if t := e.Strait; t != nil {
		return fmt.Sprintf("No way with a margin of %v km: it closes the strait near %.4f,%.4f between %s, which is %.1f km wide.",
			t.MarginKm, t.At[1], t.At[0], list(q.names(t.Between)), t.Km)
	}
	if e.End == "" {
		return fmt.Sprintf("No way: closed airspace of %s lies between the two, whatever the way.", ring)
	}
	return fmt.Sprintf("No way: the %s is shut in by the closed airspace of %s.", e.End, ring)
}

// statesOf returns the States of areas, each once, in their order.
func (q *quest) statesOf(areas []int32) []string {
	var out []string
	for _, a := range areas {
		out = appendNew(out, stateOr(q.j.idx.Area(airspace.AreaID(a))))
	}
	return out
}
