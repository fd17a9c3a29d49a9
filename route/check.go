package route

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
)

// Check answers the question of the main job with the built-in airspace, the
// built-in policy sets and their own flight: the direct route, the named ways and
// what each permission buys, from one place to another. Places are names, codes or coordinates, as
// [place.Lookup] reads them; its errors come back as they are.
func Check(ctx context.Context, from, to string) (*Report, error) {
	a, err := place.Lookup(from)
	if err != nil {
		return nil, err
	}
	b, err := place.Lookup(to)
	if err != nil {
		return nil, err
	}
	c, flight, err := Builtin()
	if err != nil {
		return nil, err
	}
	return c.Candidates(ctx, flight, StopAt(a.Place), StopAt(b.Place), SearchOptions{})
}

// Builtin returns a checker on the built-in airspace and policy sets ([policy.Default]),
// and their flight.
func Builtin() (Checker, policy.Flight, error) {
	var set *policy.Set
	var failed error
	var wait sync.WaitGroup
	wait.Go(func() { set, failed = policy.Default() }) // takes as long as the airspace
	idx, err := airspace.World()
	wait.Wait()
	if err != nil {
		return Checker{}, policy.Flight{}, fmt.Errorf("built-in airspace: %w", err)
	}
	if failed != nil {
		return Checker{}, policy.Flight{}, fmt.Errorf("built-in policy: %w", failed)
	}
	flight, ok := set.Flight()
	if !ok {
		return Checker{}, policy.Flight{}, errors.New("the built-in policy set names no flight")
	}
	return Checker{Airspace: idx, Policy: set}, flight, nil
}

// StopAt makes a stop of a place.
func StopAt(p place.Place) Stop {
	return Stop{Name: p.Name, Point: p.Point, IATA: p.IATA, ICAO: p.ICAO}
}
