package policy

import (
	"reflect"
	"slices"
)

// covers reports whether a rule applies wherever another one does, as far as that
// can be shown: same scopes, territories, days and flights, or more.
func (l *linter) covers(b, r *compiled) bool {
	holds := b.holds
	holds.to = min(holds.to, b.openEnd)
	switch {
	case r.scopes&^b.scopes != 0 || b.known > r.known:
		return false
	case len(b.Outline) > 0 && (len(r.Outline) == 0 || !within(r.Outline, b.Outline)) || !within(r.zones, b.zones):
		return false
	case holds.from > r.holds.from || holds.to < r.holds.to:
		return false
	}
	for _, x := range r.Subject.combined() {
		if !slices.ContainsFunc(b.Subject.combined(), func(y []*Subject) bool { return l.implies(r.holds, x, y) }) {
			return false
		}
	}
	return l.landCovered(b, r)
}

// landCovered reports whether a rule holds all land that another one does. An area
// that is no land of the lint may be among what it excepts.
func (l *linter) landCovered(b, r *compiled) bool {
	if !within(b.Except, r.Except) {
		return false
	}
	for _, t := range l.lands {
		of := b.spansOn(t)
		for _, s := range r.spansOn(t) {
			if !slices.ContainsFunc(of, func(o span) bool { return o.from <= s.from && s.to <= o.to }) {
				return false
			}
		}
	}
	return true
}

// within reports whether all words of a list are in another.
func within(list, in []string) bool {
	return !slices.ContainsFunc(list, func(x string) bool { return !slices.Contains(in, x) })
}

// implies reports whether every flight that meets all subjects of x meets all of y.
func (l *linter) implies(during span, x, y []*Subject) bool {
	return !slices.ContainsFunc(y, func(s *Subject) bool {
		return !natureImplied(x, s) || !wordsImplied(x, s) || !l.placesImplied(during, x, s) || !othersImplied(x, s)
	})
}

// someHas reports whether one of the subjects has it.
func someHas(x []*Subject, has func(*Subject) bool) bool { return slices.ContainsFunc(x, has) }

// natureImplied compares kind and whether it is scheduled, and bands.
func natureImplied(x []*Subject, y *Subject) bool {
	return (y.Kind == "" || someHas(x, func(s *Subject) bool { return s.Kind == y.Kind })) &&
		(y.Scheduled == NotGiven || someHas(x, func(s *Subject) bool { return s.Scheduled == y.Scheduled })) &&
		(!y.MTOW.Given || someHas(x, func(s *Subject) bool { return s.MTOW.Given && s.MTOW.in(y.MTOW) })) &&
		(!y.Levels.Given || someHas(x, func(s *Subject) bool { return s.Levels.Given && s.Levels.in(y.Levels) }))
}

// in reports whether a band of masses lies in another.
func (m Mass) in(b Mass) bool {
	return m.FromT >= b.FromT && (b.UpToT == 0 || m.UpToT != 0 && m.UpToT <= b.UpToT)
}

// in reports whether a band of levels lies in another.
func (l Levels) in(b Levels) bool {
	return l.FromFL >= b.FromFL && (b.ToFL == 0 || l.ToFL != 0 && l.ToFL <= b.ToFL)
}

// wordsImplied compares type, persons, purpose and cargo.
func wordsImplied(x []*Subject, y *Subject) bool {
	for _, of := range []func(*Subject) []string{
		func(s *Subject) []string { return s.Type }, func(s *Subject) []string { return s.Persons },
		func(s *Subject) []string { return s.Purpose }, func(s *Subject) []string { return s.Cargo },
	} {
		if len(of(y)) > 0 && !someHas(x, func(s *Subject) bool { return len(of(s)) > 0 && within(of(s), of(y)) }) {
			return false
		}
	}
	return len(y.PersonsNot) == 0 || someHas(x, func(s *Subject) bool { return within(y.PersonsNot, s.PersonsNot) })
}

// placesImplied compares the lists of States and ends.
func (l *linter) placesImplied(during span, x []*Subject, y *Subject) bool {
	for _, of := range []func(*Subject) []string{
		func(s *Subject) []string { return s.Registration }, func(s *Subject) []string { return s.OperatorState },
		func(s *Subject) []string { return s.OwnerState }, func(s *Subject) []string { return s.Base },
		func(s *Subject) []string { return s.Origin }, func(s *Subject) []string { return s.Destination },
		func(s *Subject) []string { return s.FlightPlanNames },
	} {
		if len(of(y)) > 0 && !someHas(x, func(s *Subject) bool { return len(of(s)) > 0 && l.inside(during, of(s), of(y)) }) {
			return false
		}
	}
	for _, not := range []func(*Subject) []string{
		func(s *Subject) []string { return s.RegistrationNot }, func(s *Subject) []string { return s.OperatorNot },
		func(s *Subject) []string { return s.OriginNot }, func(s *Subject) []string { return s.DestinationNot },
	} {
		if len(not(y)) > 0 && !someHas(x, func(s *Subject) bool { return within(not(y), not(s)) }) {
			return false
		}
	}
	return true
}

// inside reports whether everything in one list of places is in another all the time.
func (l *linter) inside(during span, list, in []string) bool {
	if within(list, in) {
		return true
	}
	p, q := l.lists.places(list), l.lists.places(in)
	if p.flownOver || !within(p.aerodromes, q.aerodromes) {
		return false
	}
	ever, always := p.ever(during), q.always(during)
	for i := range ever {
		if ever[i]&^always[i] != 0 {
			return false
		}
	}
	return true
}

// othersImplied compares what must be the same: between, and lists of carriers.
func othersImplied(x []*Subject, y *Subject) bool {
	return (len(y.Between) == 0 || someHas(x, func(s *Subject) bool { return reflect.DeepEqual(s.Between, y.Between) })) &&
		(y.CarrierList == "" || someHas(x, func(s *Subject) bool { return s.CarrierList == y.CarrierList }))
}
