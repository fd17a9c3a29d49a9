package batch

import (
	"context"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// Layout writes answers in a form of the asker's own, in which an answer may take
// several lines. Such answers cannot be read again by [Continue].
type Layout struct {
	// Header is the first line of the answers, nil if there is none.
	Header []byte
	// Append appends the answer to a row. It may be called by many at once.
	Append func(dst []byte, t *Told) []byte
}

// Told is the answer to one row with all that a report says of it.
type Told struct {
	Row *Row
	// Fault says why there is no answer; what follows is then nil.
	Fault string
	// Report is about the great circle, or the way over the row's places. Route is its
	// route, or the one that was found in its place.
	Report *route.Report
	Route  *route.Route
	Policy *policy.Set // by which it was judged
}

// header returns the first line of the answers.
func (q *Question) header() []byte {
	if q.Layout != nil {
		return q.Layout.Header
	}
	return AppendHeader(nil, q.Format)
}

// report makes the report on the stops, and keeps it beside the route that was found.
func (a *Answerer) report(j *judged) error {
	r, err := j.checker.CheckStops(context.Background(), j.flight, a.stops)
	if err != nil {
		return err
	}
	a.told.Report, a.told.Policy = r, j.checker.Policy
	if a.told.Route == nil {
		a.told.Route = r.Best()
	}
	return nil
}
