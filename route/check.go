package route

import (
	"context"
	"fmt"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
)

// DefaultPolicy is the built-in policy set that answers when none is named.
const DefaultPolicy = "budapest-2025"

// Check answers the question of the main job with the built-in airspace, the
// built-in policy set and its own flight: the direct route, the named ways and
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

// Builtin returns a checker on the built-in airspace and policy set, and the
// set's flight.
func Builtin() (Checker, policy.Flight, error) {
	idx, err := airspace.World()
	if err != nil {
		return Checker{}, policy.Flight{}, fmt.Errorf("built-in airspace: %w", err)
	}
	set, err := policy.Builtin(DefaultPolicy)
	if err != nil {
		return Checker{}, policy.Flight{}, fmt.Errorf("built-in policy: %w", err)
	}
	flight, ok := set.Flight()
	if !ok {
		return Checker{}, policy.Flight{}, fmt.Errorf("the policy set %s names no flight", DefaultPolicy)
	}
	return Checker{Airspace: idx, Policy: set}, flight, nil
}

// StopAt makes a stop of a place.
func StopAt(p place.Place) Stop {
	return Stop{Name: p.Name, Point: p.Point, IATA: p.IATA, ICAO: p.ICAO}
}
