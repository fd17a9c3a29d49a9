package policy

import (
	"iter"
	"slices"
)

// Set is one or more layers of policy, ready to decide. It does not change; a
// nil Set decides nothing and is always unknown.
type Set struct {
	layers  []layer
	rules   []*Rule // in the order of the layers and their files, without the defaults
	byID    map[string]*Rule
	defs    []*Rule // the Convention's rules
	people  []Person
	blocs   []Bloc
	zones   []string // that rules may name, sorted
	transit string
	granted []*Rule // supposed by Grant and Ban
	banned  []*Rule
	refs    []ref // references that only another layer can resolve
	prog    *program
}

// layer is what a file says about itself.
type layer struct {
	name, title, note, file, sha string
	asOf                         When
	covers                       []string
	flight                       *Flight
	ids                          []string // its rules
	people                       []Person
	blocs                        []Bloc
	zones                        []string
	transit                      string
	extend                       []extension // what the file builds on
}

// SetInfo describes one layer of a set.
type SetInfo struct {
	Name   string // the set's own name
	Title  string
	Note   string
	File   string   // as given to Parse
	Rules  int      // how many of its rules the set holds now
	AsOf   When     // what was known on that day; zero: not said
	Covers []string // States and areas, sorted; nil: everywhere
	SHA256 string   // of the file's text, in hexadecimal
}

// Flight returns the default flight of the first layer, and whether it has one.
func (s *Set) Flight() (Flight, bool) {
	if s == nil || len(s.layers) == 0 || s.layers[0].flight == nil {
		return Flight{}, false
	}
	f := *s.layers[0].flight
	f.Persons = slices.Clone(f.Persons)
	return f, true
}

// Date returns the day on which a flight is judged that gave none: the date of
// the set's flight, else its as_of, else the latest day on which one of its
// rules was stated or begins; of the first layer that has any of these. It is
// never today.
func (s *Set) Date() When {
	if s == nil {
		return When{}
	}
	for i := range s.layers {
		l := &s.layers[i]
		if l.flight != nil && !l.flight.Date.IsZero() {
			return l.flight.Date
		}
		if !l.asOf.IsZero() {
			return l.asOf
		}
		if d := s.latest(l.ids); !d.IsZero() {
			return d
		}
	}
	return When{}
}

// latest returns the latest day named by stated or from of these rules.
func (s *Set) latest(ids []string) When {
	var last When
	for _, id := range ids {
		r, ok := s.byID[id]
		if !ok {
			continue
		}
		for _, w := range []When{r.Stated, r.From} {
			if w.Start().After(last.Start()) {
				last = w
			}
		}
	}
	if last.IsZero() {
		return last
	}
	y, m, d := last.Start().Date()
	return Day(y, m, d)
}

// Rules yields the rules of all layers in the order of their files, then the
// Convention's default rules.
func (s *Set) Rules() iter.Seq[*Rule] {
	return func(yield func(*Rule) bool) {
		if s == nil {
			return
		}
		for _, list := range [][]*Rule{s.rules, s.defs} {
			for _, r := range list {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// Rule returns the rule with that id, the Convention's default rules included.
func (s *Set) Rule(id string) (*Rule, bool) {
	if s == nil {
		return nil, false
	}
	if r, ok := s.byID[id]; ok {
		return r, true
	}
	for _, r := range s.defs {
		if r.ID == id {
			return r, true
		}
	}
	return nil, false
}

// Info describes the layers, in order.
func (s *Set) Info() []SetInfo {
	if s == nil {
		return nil
	}
	out := make([]SetInfo, len(s.layers))
	for i, l := range s.layers {
		n := 0
		for _, id := range l.ids {
			if _, ok := s.byID[id]; ok {
				n++
			}
		}
		out[i] = SetInfo{
			Name: l.name, Title: l.title, Note: l.note, File: l.file, Rules: n,
			AsOf: l.asOf, Covers: slices.Clone(l.covers), SHA256: l.sha,
		}
	}
	return out
}

// Covers reports whether a layer speaks for that State or area.
func (s *Set) Covers(code string) bool {
	return s != nil && s.prog.covers(codeOf(code), noCode)
}

// People returns the people whom rules may name, sorted by id.
func (s *Set) People() []Person {
	if s == nil {
		return nil
	}
	return slices.Clone(s.people)
}

// Blocs returns the blocs of all layers, sorted by id.
func (s *Set) Blocs() []Bloc {
	if s == nil {
		return nil
	}
	return slices.Clone(s.blocs)
}

// knows reports whether the set has that person.
func (s *Set) knows(person string) bool {
	if s == nil {
		return false
	}
	_, ok := s.prog.people[person]
	return ok
}
