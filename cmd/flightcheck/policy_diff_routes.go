package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// hubs are airports of many States on all continents: examples for a comparison.
var hubs = strings.Fields(`
	LHR SVO IST DXB DEL PEK HND JFK LAX GRU JNB CAI LOS NBO SYD SIN
	FRA CDG MAD FCO ATH WAW KBP OTP BUD BEG HEL ARN OSL DUB LIS TLV
	AMM BEY BGW THR DOH RUH KWI KHI KBL TAS ALA GYD EVN TBS MSQ LED
	HKG ICN TPE MNL BKK CGK KUL DAC CMB ULN ADD KRT TIP ALG CMN NIM
	YYZ MEX BOG CCS LIM EZE SCL HAV AKL`)

var maxPairs = len(hubs) * (len(hubs) - 1) / 2

// pairAt returns pair i of hubs: neighbours in the list first, then those farther
// apart, so that few pairs already reach over all continents.
func pairAt(i int) (a, b string) {
	n := len(hubs)
	for step := 1; ; step++ {
		if size := n - step; i >= size {
			i -= size
			continue
		}
		return hubs[i], hubs[i+step]
	}
}

// addRoutes judges the same great circles by both sets, on all cores.
func (d *diffJSON) addRoutes(c *cli.Context, sets [2]*policy.Set, n int) error {
	if n == 0 {
		return nil
	}
	flight, err := flightOf(c, flightSet(sets))
	if err != nil {
		return err
	}
	judged := route.FlightOf(flight)
	d.Flight, d.Pairs = &judged, n
	x, err := newComparison(c, sets, flight)
	if err != nil {
		return err
	}
	found, err := x.changes(c.Context, n, newProgress(c.App.ErrWriter, n))
	for _, r := range found {
		if r != nil {
			d.Routes = append(d.Routes, *r)
		}
	}
	return err
}

// flightSet returns the set whose flight is judged: the old one if it has a flight,
// else the new one; if neither has, the first that names a date.
func flightSet(sets [2]*policy.Set) *policy.Set {
	for _, s := range sets {
		if _, ok := s.Flight(); ok {
			return s
		}
	}
	for _, s := range sets {
		if !s.Date().IsZero() {
			return s
		}
	}
	return sets[0]
}

// comparison judges by an old and a new set.
type comparison struct {
	checkers [2]route.Checker
	flights  [2]policy.Flight // the same flight, as each set can understand it
}

func newComparison(c *cli.Context, sets [2]*policy.Set, flight policy.Flight) (*comparison, error) {
	asOf, err := dayOf(c, "as-of")
	if err != nil {
		return nil, err
	}
	for i := range sets {
		if sets[i], err = whatIf(c, sets[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Args().Get(i), err)
		}
	}
	x := &comparison{}
	if x.flights, err = flightsOf(c.Args().Slice(), sets, flight); err != nil {
		return nil, err
	}
	sky, err := loadAirspace(c)
	if err != nil {
		return nil, err
	}
	for i, s := range sets {
		x.checkers[i] = route.Checker{Airspace: sky, Policy: s, AsOf: asOf}
	}
	return x, nil
}

// flightsOf returns the flight as each set can understand it. A set that knows nobody
// has no rule about people, so that its answer is the same without them; a purpose or
// a cargo is right if one of the sets asks for it.
func flightsOf(names []string, sets [2]*policy.Set, flight policy.Flight) ([2]policy.Flight, error) {
	out := [2]policy.Flight{flight, flight}
	for i, s := range sets {
		if len(s.People()) == 0 && len(sets[1-i].People()) > 0 {
			out[i].Persons = nil
		}
		if err := s.Validate(out[i]); err != nil {
			return out, fmt.Errorf("%s: %w", names[i], err)
		}
	}
	for _, f := range []policy.Flight{{Purpose: flight.Purpose}, {Cargo: flight.Cargo}} {
		if err := sets[1].ValidateLoad(f); err != nil && sets[0].ValidateLoad(f) != nil {
			return out, fmt.Errorf("%s: %w", names[1], err)
		}
	}
	return out, nil
}

// changes returns the first n pairs in order; nil for those whose status stays.
func (x *comparison) changes(ctx context.Context, n int, p *progress) ([]*changedRoute, error) {
	found, errs := make([]*changedRoute, n), make([]error, n)
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				found[i], errs[i] = x.changeOf(ctx, i)
			}
		})
	}
	for i := range n {
		next <- i
		p.show(i)
	}
	close(next)
	wait.Wait()
	p.clear()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// changeOf judges one pair; nil if its status stays.
func (x *comparison) changeOf(ctx context.Context, pair int) (*changedRoute, error) {
	from, to := pairAt(pair)
	var stops []route.Stop
	for _, code := range []string{from, to} {
		p, err := place.Lookup(code)
		if err != nil {
			return nil, err
		}
		stops = append(stops, route.StopAt(p.Place))
	}
	var routes [2]*route.Route
	for i := range x.checkers {
		r, err := x.checkers[i].CheckStops(ctx, x.flights[i], stops)
		if err != nil {
			return nil, fmt.Errorf("%s to %s: %w", from, to, err)
		}
		routes[i] = r.Routes[0]
	}
	if routes[0].Status == routes[1].Status {
		return nil, nil //nolint:nilnil // nothing changes
	}
	out := &changedRoute{From: from, To: to, Old: routes[0].Status, New: routes[1].Status}
	out.witness(routes)
	return out, nil
}

// witness finds a crossing that shows the change: the first that has the status of
// its route where that is the worse, and another in the other.
func (x *changedRoute) witness(routes [2]*route.Route) {
	worse := 0
	if x.New.Worse(x.Old) {
		worse = 1
	}
	for _, c := range routes[worse].Crossings {
		if c.Status != routes[worse].Status {
			continue
		}
		twin := twinOf(c, routes[1-worse].Crossings)
		rules := [2]string{}
		rules[worse] = leadOf(&c)
		if twin != nil {
			if twin.Status == c.Status {
				continue
			}
			rules[1-worse] = leadOf(twin)
		}
		x.State, x.Name, x.Km, x.OldRule, x.NewRule = c.State, c.Name, c.Km, rules[0], rules[1]
		return
	}
}

// twinOf returns the crossing of the same place by another set, or nil.
func twinOf(c route.Crossing, list []route.Crossing) *route.Crossing {
	for i := range list {
		if t := &list[i]; t.State == c.State && t.FromKm <= c.FromKm && c.FromKm < t.ToKm {
			return t
		}
	}
	return nil
}

// leadOf returns the rule that decides a crossing; "" if none does.
func leadOf(c *route.Crossing) string {
	for _, d := range c.Decisions {
		if d.Status == c.Status && len(d.Rules) > 0 {
			return d.Rules[0]
		}
	}
	return ""
}

// progress tells on a terminal how far a long comparison is; nil tells nothing.
type progress struct {
	w     io.Writer
	of    int
	next  time.Time // nothing is shown before
	shown bool
}

// newProgress returns nil unless w is a terminal.
func newProgress(w io.Writer, of int) *progress {
	f, ok := plain.Exact(w).(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return &progress{w: f, of: of, next: time.Now().Add(time.Second)}
}

// show tells that some are done, at most five times a second.
func (p *progress) show(done int) {
	if p == nil || time.Now().Before(p.next) {
		return
	}
	fmt.Fprintf(p.w, "\r%d of %d great circles", done, p.of)
	p.next, p.shown = time.Now().Add(200*time.Millisecond), true
}

// clear takes the line away.
func (p *progress) clear() {
	if p != nil && p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
