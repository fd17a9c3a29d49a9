package policy

import (
	"slices"
	"strings"
)

// names looks at blocs, people, zones and covers.
func (l *linter) names() {
	for i := range l.set.layers {
		file := &l.set.layers[i]
		l.blocs(file)
		l.people(file)
		l.zones(file)
		for _, x := range file.covers {
			if !l.known.empty() && !l.known.has(codeOf(x)) {
				at := l.spots[spot{file.file, "file", "", "covers"}]
				l.found = append(l.found, Finding{
					Severity: SeverityWarning, Code: "unknown-code", File: file.file, Line: at.line, Col: at.col,
					What: "covers names " + x + " (" + StateName(x) + "), and no area has that code", Hint: "leave it out",
				})
			}
		}
	}
	l.caseOnly()
}

func (l *linter) blocs(file *layer) {
	used := l.usedBlocs()
	for i := range file.blocs {
		b := &file.blocs[i]
		switch {
		case len(b.Sources) > 0:
		case b.Note == "":
			l.addNamed(SeverityWarning, "missing-source", file.file, "bloc", b.ID, "add sources:, or say in note where the members are from", "the bloc %s names no source for its members", b.ID)
		default:
			l.addNamed(SeverityNote, "missing-source", file.file, "bloc", b.ID, "add sources:", "the bloc %s names no source for its members, only a note", b.ID)
		}
		if !used[b.ID] {
			l.addNamed(SeverityNote, "unused-bloc", file.file, "bloc", b.ID, "", "no rule and no other bloc names the bloc %s", b.ID)
		}
	}
}

// usedBlocs returns the blocs that something names.
func (l *linter) usedBlocs() map[string]bool {
	used := map[string]bool{l.set.transit: true}
	mark := func(list []string) {
		for _, x := range list {
			if id, ok := strings.CutPrefix(x, "bloc:"); ok {
				used[id] = true
			}
		}
	}
	for _, b := range l.set.blocs {
		for _, m := range b.Members {
			mark([]string{m.ISO})
		}
	}
	for _, r := range l.rules {
		used[r.Issuer] = true
		mark(r.Territory)
		for _, s := range r.Subject.all() {
			for _, list := range s.places() {
				mark(list)
			}
		}
	}
	return used
}

// all returns the subject and the groups of its any_of.
func (s *Subject) all() []*Subject {
	out := []*Subject{s}
	for i := range s.AnyOf {
		out = append(out, &s.AnyOf[i])
	}
	return out
}

// places returns the lists of States and ends of a subject.
func (s *Subject) places() [][]string {
	return append([][]string{
		s.Registration, s.RegistrationNot, s.OperatorState, s.OperatorNot, s.OwnerState, s.Origin, s.Destination, s.OriginNot, s.DestinationNot,
		s.Base, s.FlightPlanNames,
	}, s.Between...)
}

func (l *linter) people(file *layer) {
	used := map[string]bool{}
	for _, r := range l.rules {
		for _, s := range r.Subject.all() {
			for _, p := range append(slices.Clone(s.Persons), s.PersonsNot...) {
				used[p] = true
			}
		}
	}
	for i := range file.people {
		p := &file.people[i]
		if len(p.Sources) == 0 && p.Note != "" {
			l.addNamed(SeverityNote, "missing-source", file.file, "person", p.ID, "add sources:", "the note on %s names no source", p.ID)
		}
		if !used[p.ID] {
			l.addNamed(SeverityNote, "unused-person", file.file, "person", p.ID, "", "no rule names %s", p.ID)
		}
	}
}

func (l *linter) zones(file *layer) {
	used := map[string]bool{}
	for _, r := range l.rules {
		for _, z := range append(r.Zones(), r.Outline...) {
			used[z] = true
		}
	}
	for _, z := range file.zones {
		if !used[z] {
			l.addNamed(SeverityWarning, "unused-zone", file.file, "zone", z, "leave it out", "no rule names the zone %q", z)
		}
	}
}

// caseOnly looks for names that differ only in capital and small letters.
func (l *linter) caseOnly() {
	type name struct{ kind, id string }
	first := map[name]string{}
	check := func(file, kind, id string) {
		key := name{kind, strings.ToLower(id)}
		other, ok := first[key]
		if !ok {
			first[key] = id
			return
		}
		if other != id {
			l.addNamed(SeverityWarning, "case-only", file, kind, id, "rename one", "the %s %q differs from %q only in capital and small letters", kind, id, other)
		}
	}
	for i := range l.set.layers {
		file := &l.set.layers[i]
		for _, id := range file.ids {
			check(file.file, "rule", id)
		}
		for j := range file.blocs {
			check(file.file, "bloc", file.blocs[j].ID)
		}
		for _, z := range file.zones {
			check(file.file, "zone", z)
		}
	}
}
