package route

import (
	"fmt"

	"github.com/flightcheck/flightcheck/internal/detour"
)

// SearchOptions bound a search. The zero value has defaults.
type SearchOptions struct {
	// MarginKm is the distance that a found route keeps from every area that is
	// closed to it, from 0 to 1,000. The ends must keep it too.
	MarginKm float64
	// MaxPermissions is how many States' refusals may have to be won for a route to
	// be of interest; 0 is any number.
	MaxPermissions int
	// MaxSearches bounds the work of a frontier; 0 is 2,000.
	MaxSearches int
	// Alternatives is how many alternatives a report of candidates gives, at most
	// [MaxAlternatives]; 0 is none. MaxDetour bounds how long they may be.
	Alternatives int
	MaxDetour    MaxDetour
	// CorridorSlack, if not 0, asks for the corridor of each route that is open or
	// needs permission: by what part of its length a path in it may be longer than
	// the route, at most 1. See [DefaultCorridorSlack].
	CorridorSlack float64
}

// check refuses options that are out of their range.
func (o SearchOptions) check() error {
	switch {
	case !(o.MarginKm >= 0 && o.MarginKm <= detour.MaxMarginKm):
		return &InputError{Msg: fmt.Sprintf("a margin of %v km: it is from 0 to %d km", o.MarginKm, detour.MaxMarginKm)}
	case o.MaxPermissions < 0:
		return &InputError{Msg: fmt.Sprintf("at most %d permissions were asked for: it is 0, for any number, or more", o.MaxPermissions)}
	case o.MaxSearches < 0:
		return &InputError{Msg: fmt.Sprintf("at most %d searches were asked for: it is 0, for the default, or more", o.MaxSearches)}
	case o.Alternatives < 0 || o.Alternatives > MaxAlternatives:
		return &InputError{Msg: fmt.Sprintf("%d alternatives were asked for; at most %d are given, and not fewer than 0", o.Alternatives, MaxAlternatives)}
	case o.CorridorSlack != 0 && !(o.CorridorSlack > 0 && o.CorridorSlack <= 1):
		return &InputError{Msg: fmt.Sprintf("corridors with the slack %v: it is a part of the length of the route, over 0 and at most 1, such as %v", o.CorridorSlack, DefaultCorridorSlack)}
	}
	return o.MaxDetour.check()
}
