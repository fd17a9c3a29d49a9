package route

import (
	"fmt"
	"maps"
	"strings"
	"sync"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/detour"
)

// maxFinders is how many maps a searcher keeps.
const maxFinders = 8

// finderOf returns the finder on the map of the airspace and some of the built-in
// outlines that a judge has.
func (s *Searcher) finderOf(j *judge, outlines []airspace.AreaID) (*detour.Searcher, error) {
	idx, number := s.Airspace, numbers(s.Airspace)
	var ids []string
	for _, id := range outlines {
		ids = append(ids, fmt.Sprintf("%d %s", id, j.zones[id].ID))
	}
	key := strings.Join(ids, "\n")
	if known, ok := s.finders[key]; ok {
		return known, nil
	}
	for i := 0; i < len(outlines); {
		x, err := j.zones[outlines[i]].built.index()
		if err != nil {
			return nil, err
		}
		idx = idx.Join(x)
		for range x.Len() {
			number = append(number, int32(outlines[i]))
			i++
		}
	}
	w, err := mapFor(idx, number)
	if err != nil {
		return nil, fmt.Errorf("the borders cannot be searched: %w", err)
	}
	if len(s.finders) >= maxFinders {
		maps.DeleteFunc(s.finders, func(k string, _ *detour.Searcher) bool { return k != "" })
	}
	s.finders[key] = detour.NewSearcher(w)
	return s.finders[key], nil
}

// mapFor makes what is searched of an index. That of the embedded airspace is made
// once, and shared by all searchers.
func mapFor(x *airspace.Index, number []int32) (*detour.World, error) {
	if embedded, err := airspace.World(); err == nil && x == embedded {
		return embeddedMap()
	}
	return detour.NewWorld(mapOf(x.Borders(), number))
}

var embeddedMap = sync.OnceValues(func() (*detour.World, error) {
	x, err := airspace.World()
	if err != nil {
		return nil, err
	}
	b, fill := x.BordersToFill()
	m := mapOf(b, numbers(x))
	m.Fill = fill
	return detour.NewWorld(m)
})

// numbers are the areas of an index that is searched as it is.
func numbers(x *airspace.Index) []int32 {
	number := make([]int32, x.Len())
	for i := range number {
		number[i] = int32(i)
	}
	return number
}

// mapOf makes the map of the search of the planar map of an index, whose areas have
// other numbers there.
func mapOf(b airspace.Borders, number []int32) detour.Map {
	m := detour.Map{Points: b.Points, Chains: make([]detour.Chain, len(b.Chains))}
	numbers := func(list []airspace.AreaID) []int32 {
		out := make([]int32, len(list))
		for i, a := range list {
			out[i] = number[a]
		}
		return out
	}
	for i, c := range b.Chains {
		m.Chains[i] = detour.Chain{First: c.First, Count: c.Count, From: c.From, To: c.To, Left: numbers(c.Left), Right: numbers(c.Right)}
	}
	return m
}
