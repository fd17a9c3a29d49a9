package batch

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/flightcheck/flightcheck/policy"
)

// NewBase returns the flight that a row leaves to the asker, under the rules of a set.
// tell notes in a flight what the asker says of it. As soon as the asker describes the
// aircraft, nothing of the set's own flight is left but its date.
func NewBase(set *policy.Set, described bool, tell func(*policy.Flight) error) (Base, error) {
	b := Base{Policy: set, Plain: policy.Flight{Date: set.Date(), GivenBy: policy.GivenByQuestion}}
	if err := tell(&b.Plain); err != nil {
		return b, err
	}
	b.Flight = b.Plain
	if own, ok := set.Flight(); ok && !described {
		if err := tell(&own); err != nil {
			return b, err
		}
		b.Flight = own
	}
	if b.Flight.Date.IsZero() {
		return b, errors.New("the policy sets name no date; say --date 2025-10-30")
	}
	return b, nil
}

// ReadSets reads one policy set, or several as layers of one; without a name, those
// that answer when none is named. read reads the names that are paths.
func ReadSets(names []string, read func(path string) ([]byte, error)) (*policy.Set, error) {
	switch len(names) {
	case 0:
		return policy.Default()
	case 1:
		return policy.Load(names[0], read)
	}
	sets := make([]*policy.Set, len(names))
	for i, n := range names {
		s, err := policy.LoadLayer(n, read)
		if err != nil {
			return nil, err
		}
		sets[i] = s
	}
	return policy.Combine(sets...)
}

// Sets makes what the built-in sets stand for that rows name, each list of them once.
type Sets struct {
	load  func(names []string) (Base, error)
	mu    sync.Mutex
	known map[string]loaded
}

// loaded is what came of a list of names.
type loaded struct {
	base Base
	err  error
}

// maxSets is how many lists are kept: layers of the built-in sets in some order.
const maxSets = 64

// maxName is so much of the name of a set as an error repeats.
const maxName = 40

// NewSets returns sets that load makes. It is called by one goroutine at a time, and
// with names of built-in sets only.
func NewSets(load func(names []string) (Base, error)) *Sets {
	return &Sets{load: load, known: map[string]loaded{}}
}

// Of returns what the names of built-in sets stand for, in their order. Files are not
// read: a table that somebody sends must not choose what is read here. It may be
// called by many at once.
func (s *Sets) Of(names []string) (Base, error) {
	for _, n := range names {
		if slices.Contains(policy.BuiltinNames(), n) {
			continue
		}
		if len(n) > maxName {
			n = strings.ToValidUTF8(n[:maxName], "") + "…"
		}
		return Base{}, fmt.Errorf("policy: there is no built-in set %q; there are %s. A file is named by --policy", n, strings.Join(policy.BuiltinNames(), ", "))
	}
	key := strings.Join(names, ViaSeparator)
	s.mu.Lock()
	defer s.mu.Unlock()
	x, ok := s.known[key]
	if !ok {
		if len(s.known) >= maxSets {
			clear(s.known)
		}
		x.base, x.err = s.load(names)
		s.known[key] = x
	}
	return x.base, x.err
}
