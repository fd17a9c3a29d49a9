package detour

import (
	"errors"
	"fmt"

	"github.com/golang/geo/s2"
)

// Faults of a question.
var (
	ErrOpposite = errors.New("the two ends are opposite points of the globe: no great circle between them is the shortest; add a point in between")
	ErrNotUnit  = errors.New("an end is no unit vector")
	ErrMargin   = errors.New("the margin must be from 0 to 1000 km")
)

// InsideError says that an end lies inside closed areas, or nearer to them than
// the margin. A path cannot leave such an end: ask for a smaller margin.
type InsideError struct {
	To    bool    // the destination; else the origin
	Areas []int32 // ascending
	Near  bool    // the end is outside of all of them, but within the margin
	Km    float64 // if Near, the distance of the nearest
}

func (e *InsideError) Error() string {
	if e.Near {
		return fmt.Sprintf("the %s lies within the margin of closed areas %v, %.3f km from the nearest: ask for a smaller margin, or choose another place", endName(e.To), e.Areas, e.Km)
	}
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
	// overlap, it is all areas that the search met. With a Gap it is the areas of
	// the gap.
	Ring []int32
	// Gap is set if there is a path without the margin.
	Gap *Gap
}

// Gap is the strait that a margin closes: the narrowest one on that path which
// keeps farthest from the closed areas.
type Gap struct {
	Km             float64  // its width, not more than twice the margin
	At             s2.Point // its middle
	AreasA, AreasB []int32  // the closed areas on either side, ascending
}

func (e *NoPathError) Error() string {
	switch {
	case e.Gap != nil:
		return fmt.Sprintf("there is no path: the margin closes a strait of %.3f km between areas %v and %v; ask for a margin of less than %.3f km",
			e.Gap.Km, e.Gap.AreasA, e.Gap.AreasB, e.Gap.Km/2)
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
