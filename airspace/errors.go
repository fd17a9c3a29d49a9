package airspace

import "strings"

// InputError says that what was given is not usable: a file, an option. It says
// where, what is wrong, and what to do.
type InputError struct {
	Where string // "zones.geojson: feature 3 (DK), polygon 1, ring 2, position 5"
	What  string // "the latitude 5500000 is beyond 90"
	Hint  string // what to do about it; may be ""
}

// Error returns one line.
func (e *InputError) Error() string {
	var b strings.Builder
	if e.Where != "" {
		b.WriteString(e.Where + ": ")
	}
	b.WriteString(e.What)
	if e.Hint != "" {
		b.WriteString("; " + e.Hint)
	}
	return b.String()
}

// LegError says why there is no leg between two points.
type LegError struct {
	What string // "the two ends are the same point"
	Hint string // what to do about it
	Err  error  // what package sphere said, or nil
}

// Error returns one line.
func (e *LegError) Error() string { return "leg: " + e.What + "; " + e.Hint }

// Unwrap returns Err.
func (e *LegError) Unwrap() error { return e.Err }
