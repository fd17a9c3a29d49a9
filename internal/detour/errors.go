package detour

import (
	"errors"
	"fmt"
)

// Faults of a question.
var (
	ErrOpposite = errors.New("the two ends are opposite points of the globe: no great circle between them is the shortest; add a point in between")
	ErrNotUnit  = errors.New("an end is no unit vector")
)

// InsideError says that an end lies inside closed areas.
type InsideError struct {
	To    bool    // the destination; else the origin
	Areas []int32 // ascending
}

func (e *InsideError) Error() string {
	return fmt.Sprintf("the %s lies inside closed areas %v: open them, or choose another place", endName(e.To), e.Areas)
}

func endName(to bool) string {
	if to {
		return "destination"
	}
	return "origin"
}

// NoPathError says that closed areas lie between the two ends whatever the way.
type NoPathError struct {
	// From and To tell which end is shut in; the other has the greater part of
	// the globe. Both are false if the ring is not known.
	From, To bool
	// Ring are the closed areas whose walls bound the open space round the end
	// that is shut in, ascending. If no single ring does, as with areas that
	// overlap, it is all areas that the search met.
	Ring []int32
}

func (e *NoPathError) Error() string {
	switch {
	case e.From:
		return fmt.Sprintf("there is no path: the origin is shut in by areas %v", e.Ring)
	case e.To:
		return fmt.Sprintf("there is no path: the destination is shut in by areas %v", e.Ring)
	}
	return fmt.Sprintf("there is no path: areas %v separate the two ends", e.Ring)
}

// BudgetError says that a search was given up before it was finished.
type BudgetError struct {
	Steps      int     // done
	LowerBound float64 // radians: no path is shorter
}

func (e *BudgetError) Error() string {
	return fmt.Sprintf("the search was given up after %d steps, more than its budget; no path is shorter than %.3f rad", e.Steps, e.LowerBound)
}

// LongerError says that no path is below the limit that was given.
type LongerError struct {
	LowerBound float64 // radians: no path is shorter
}

func (e *LongerError) Error() string {
	return fmt.Sprintf("no path is below the limit: all are longer than %.6f rad", e.LowerBound)
}
