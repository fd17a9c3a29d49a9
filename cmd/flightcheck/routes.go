package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/chart"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// routesAction answers the main job.
func routesAction(c *cli.Context) error {
	format, err := routeFormat(c)
	if err != nil {
		return err
	}
	x, err := searchOf(c, format)
	if err != nil {
		return err
	}
	if x.days.given() {
		changes, err := x.changes(c)
		return answerChanges(c, format, changes, err)
	}
	r, err := x.candidates(c)
	return x.answer(c, r, err, format, writeText)
}

// search is a question for the routes between two places.
type search struct {
	*question
	from, to route.Stop
	opts     route.SearchOptions
}

// searchOf reads such a question, to be shown in a format.
func searchOf(c *cli.Context, format string) (*search, error) {
	if c.NArg() != 2 {
		return nil, usage("say from where to where, two places: flightcheck moscow budapest; got %s (for points between, use check)", counted(c.NArg()))
	}
	if c.String("countries") == "" {
		go readyMap() // while the places and the rules are read
	}
	opts := route.SearchOptions{CorridorSlack: corridorSlack(c, format)}
	if err := alternativesOf(c, &opts); err != nil {
		return nil, err
	}
	stops, err := stopsOf(c, c.Args().Slice())
	if err != nil {
		return nil, err
	}
	q, err := newQuestion(c)
	if err != nil {
		return nil, err
	}
	return &search{q, stops[0], stops[1], opts}, nil
}

// readyMap makes the map of the embedded airspace on which routes are searched. It is
// made once, so a search that begins in the meantime waits for it.
func readyMap() {
	if x, err := airspace.World(); err == nil {
		_, _ = route.NewSearcher(route.Checker{Airspace: x, Policy: new(policy.Set)})
	}
}

// candidates asks for the routes.
func (s *search) candidates(c *cli.Context) (*route.Report, error) {
	what := "searching ways"
	if s.opts.CorridorSlack > 0 {
		what = "searching ways and their corridors"
	}
	told := step(c, what)
	r, err := s.Candidates(c.Context, s.flight, s.from, s.to, s.opts)
	if err == nil {
		told(plural.Count(len(r.Routes), "route", "routes"))
	}
	return r, err
}

// changes asks for the days on which the answer changes.
func (s *search) changes(c *cli.Context) (*route.Changes, error) {
	searcher, err := route.NewSearcher(s.Checker)
	if err != nil {
		return nil, err
	}
	return searcher.CandidateChanges(c.Context, s.flight, s.from, s.to, s.days.first, s.days.last, s.opts)
}

func counted(n int) string {
	switch n {
	case 0:
		return "no place"
	case 1:
		return "one place"
	default:
		return fmt.Sprintf("%d places", n)
	}
}

// stopsOf looks up all places; what else they could mean goes to stderr.
func stopsOf(c *cli.Context, words []string) ([]route.Stop, error) {
	stops := make([]route.Stop, len(words))
	for i, w := range words {
		r, err := lookup(c.App.ErrWriter, w)
		if err != nil {
			return nil, err
		}
		stops[i] = route.StopAt(r.Place)
	}
	return stops, nil
}

// answer delivers the report on a question in the asked format; text prints it for a
// reader.
func (q *question) answer(c *cli.Context, r *route.Report, err error, format string, text func(io.Writer, *route.Report)) error {
	switch {
	case err != nil:
		return err
	case isPermits(format):
		return answerPermits(c, r, format, q.Policy.Rule)
	}
	return answer(c, r, func(w io.Writer) error {
		if f, ok := chart.FormatNamed(format); ok {
			return f.Write(plain.Exact(w), r)
		}
		if format == "json" {
			return writeJSON(w, r)
		}
		text(w, r)
		return nil
	})
}

// answer delivers a report as it is written, and ends with its status.
func answer(c *cli.Context, r *route.Report, write func(io.Writer) error) error {
	tellLeftOut(c, r)
	if err := deliver(c.App.Writer, c.String("output"), write); err != nil {
		return err
	}
	return statusExit(r.Status())
}

// tellLeftOut says on stderr which zones do not hold.
func tellLeftOut(c *cli.Context, r *route.Report) {
	for _, n := range r.LeftOut {
		fmt.Fprintln(c.App.ErrWriter, "flightcheck: "+plain.Line(n))
	}
}

// checkAction judges one route over the places in their order.
func checkAction(c *cli.Context) error {
	if c.NArg() < 2 {
		return usage("say at least two places: flightcheck check moscow 41.5,36 sofia budapest; got %s", counted(c.NArg()))
	}
	format, err := routeFormat(c)
	if err != nil {
		return err
	}
	stops, err := stopsOf(c, c.Args().Slice())
	if err != nil {
		return err
	}
	q, err := newQuestion(c)
	if err != nil {
		return err
	}
	if q.days.given() {
		changes, err := q.Changes(c.Context, q.flight, stops, q.days.first, q.days.last)
		return answerChanges(c, format, changes, err)
	}
	r, err := q.CheckStops(c.Context, q.flight, stops)
	return q.answer(c, r, err, format, writeLegByLeg)
}
