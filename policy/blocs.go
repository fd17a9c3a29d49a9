package policy

import (
	"slices"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// MembersOf returns the id of a bloc of the set, named by its id or its name in any
// case, and its members on a day, sorted. It is false if the set has no such bloc.
func (s *Set) MembersOf(bloc string, on When) (id string, states []string, ok bool) {
	if s == nil {
		return "", nil, false
	}
	word := gazetteer.Fold(bloc)
	i := slices.IndexFunc(s.blocs, func(b Bloc) bool { return gazetteer.Fold(b.ID) == word || gazetteer.Fold(b.Name) == word })
	if i < 0 {
		return "", nil, false
	}
	at := on.Start().Unix()
	m := (&compiler{set: s, blocs: map[string]*members{}}).bloc(s.blocs[i].ID)
	for k := range code(codeCount) {
		if slices.ContainsFunc(m.of(k), func(x span) bool { return x.from <= at && at <= x.to }) {
			states = append(states, k.String())
		}
	}
	return s.blocs[i].ID, states, true
}
