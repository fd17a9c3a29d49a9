package route

import (
	"fmt"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// WayReachKm is how far the ends of a question may lie from the ends of a
// named way for the way to be offered.
const WayReachKm = 60

// Way is a way between two places that somebody named: waypoints, and who
// spoke of it.
type Way struct {
	ID   string
	Name string
	// NamedBy is "press", or "ours" for a way of this project.
	NamedBy string
	// PressStates are the States that the press lists, separated by spaces,
	// without the high seas.
	PressStates string
	// PressKm is the length that the press gives, 0 if none.
	PressKm float64
	Source  string
	Note    string
	// Line holds the waypoints, its own ends included.
	Line orb.LineString
}

// Ways returns the ways that the project carries, in the order of the file.
func Ways() ([]Way, error) { return builtinWays() }

var builtinWays = sync.OnceValues(func() ([]Way, error) {
	return parseWays([]byte(data.Ways()))
})

func parseWays(src []byte) ([]Way, error) {
	fc, err := geojson.UnmarshalFeatureCollection(src)
	if err != nil {
		return nil, fmt.Errorf("ways: %w", err)
	}
	ways := make([]Way, 0, len(fc.Features))
	seen := map[string]bool{}
	for i, f := range fc.Features {
		line, ok := f.Geometry.(orb.LineString)
		if !ok || len(line) < 2 {
			return nil, fmt.Errorf("ways: feature %d is not a line of two points or more", i+1)
		}
		text := func(key string) string { s, _ := f.Properties[key].(string); return s }
		km, _ := f.Properties["press_km"].(float64)
		w := Way{
			ID: text("id"), Name: text("name"), NamedBy: text("named_by"), PressStates: text("press_states"),
			PressKm: km, Source: text("source"), Note: text("note"), Line: line,
		}
		if w.ID == "" || w.Name == "" || seen[w.ID] {
			return nil, fmt.Errorf("ways: feature %d has no id or name of its own", i+1)
		}
		seen[w.ID] = true
		ways = append(ways, w)
	}
	return ways, nil
}

// Between returns the way's waypoints with its ends replaced by from and to,
// if both lie within WayReachKm of them; a way is open in both directions.
func (w Way) Between(from, to orb.Point) (orb.LineString, bool) {
	first, last := w.Line[0], w.Line[len(w.Line)-1]
	inner := w.Line[1 : len(w.Line)-1].Clone()
	switch {
	case near(from, first) && near(to, last):
	case near(from, last) && near(to, first):
		inner.Reverse()
	default:
		return nil, false
	}
	line := append(orb.LineString{from}, inner...)
	return append(line, to), true
}

func near(a, b orb.Point) bool { return sphere.Km(a, b) <= WayReachKm }
