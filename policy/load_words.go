package policy

import (
	"errors"
	"slices"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// ordinaryLoad is the purpose or cargo that no rule names.
const ordinaryLoad = "ordinary"

// ValidateLoad reports a purpose or a cargo of the flight that no rule of the set
// names. It would be judged as an ordinary one, so that a misspelt word could open
// what is closed to the right one. The errors are [*UnknownError]; it returns nil
// if there is none.
func (s *Set) ValidateLoad(f Flight) error {
	return errors.Join(
		s.loadWord("purpose", f.Purpose, func(x *Subject) []string { return x.Purpose }),
		s.loadWord("cargo", f.Cargo, func(x *Subject) []string { return x.Cargo }),
	)
}

// loadWord checks one word against those that rules name.
func (s *Set) loadWord(what, word string, of func(*Subject) []string) error {
	if word == "" || word == ordinaryLoad {
		return nil
	}
	var known []string
	for r := range s.Rules() {
		known = append(known, of(&r.Subject)...)
		for i := range r.Subject.AnyOf {
			known = append(known, of(&r.Subject.AnyOf[i])...)
		}
	}
	if slices.Contains(known, word) {
		return nil
	}
	slices.Sort(known)
	known = slices.Compact(known)
	e := &UnknownError{What: what, Value: word, Suggestions: suggest.Near(word, known)}
	switch {
	case len(known) == 0:
		e.Hint = "no rule asks for the " + what + "; leave it out or write " + ordinaryLoad
	case len(known) > 12:
		e.Hint = "for one that no rule names write " + ordinaryLoad
	default:
		e.Hint = knownHint("rules name", known) + "; for any other write " + ordinaryLoad
	}
	return e
}
