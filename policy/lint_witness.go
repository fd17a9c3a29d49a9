package policy

import (
	"math"
	"slices"
	"strings"
	"time"
)

// Limits of the search for a witness.
const maxLands = 8

// witness looks for a flight that meets both rules, and describes it. What it finds
// is proved: both rules were asked about it.
func (l *linter) witness(a, b *compiled) (string, bool) {
	scope, ok := firstScope(a.scopes & b.scopes)
	if !ok {
		return "", false
	}
	for _, w := range l.meetings(a, b) {
		for _, x := range a.Subject.combined() {
			for _, y := range b.Subject.combined() {
				f, ok := l.flight(append(slices.Clone(x), y...), w)
				if !ok {
					continue
				}
				q := l.set.prog.ask(&f, &w.territory, At{Date: w.when}, scope)
				if q.judge(a).truth == yes && q.judge(b).truth == yes {
					return describe(&f, w, scope), true
				}
			}
		}
	}
	return "", false
}

// meeting is a place and a moment at which two rules hold.
type meeting struct {
	territory Territory
	when      When
}

// firstScope returns the first of the scopes.
func firstScope(scopes uint8) (Scope, bool) {
	for _, s := range Scopes() {
		if scopes&(1<<s) != 0 {
			return s, true
		}
	}
	return Overflight, false
}

// meetings returns places and moments at which both rules hold for certain.
func (l *linter) meetings(a, b *compiled) []meeting {
	outline := slices.Clone(a.Outline)
	if len(a.Outline) > 0 && len(b.Outline) > 0 {
		outline = slices.DeleteFunc(outline, func(z string) bool { return !slices.Contains(b.Outline, z) })
		if len(outline) == 0 {
			return nil // whether they overlap is not known here
		}
	} else {
		outline = append(outline, b.Outline...)
	}
	end := min(a.openEnd, b.openEnd)
	var out []meeting
	for _, z := range a.zones {
		s := span{max(a.holds.from, b.holds.from), min(a.holds.to, b.holds.to, end)}
		if slices.Contains(b.zones, z) && s.from <= s.to {
			out = append(out, meeting{Territory{Area: z, Zones: []string{z}, Within: outline}, momentIn(s)})
		}
	}
	for _, t := range l.lands {
		for _, s := range sharedSpans(a, b, t) {
			s.to = min(s.to, end)
			if s.from <= s.to && len(out) < maxLands {
				out = append(out, meeting{Territory{Area: t.area.String(), Code: t.area.String(), State: t.state.String(), Within: outline}, momentIn(s)})
			}
		}
	}
	return out
}

// momentIn returns an instant in the span.
func momentIn(s span) When {
	switch {
	case s.from != math.MinInt64:
		return Instant(time.Unix(s.from, 0))
	case s.to != math.MaxInt64:
		return Instant(time.Unix(s.to, 0))
	default:
		return Day(2025, time.January, 1)
	}
}

// flight makes a flight that may meet all the subjects.
func (l *linter) flight(all []*Subject, w meeting) (Flight, bool) {
	f := Flight{Kind: CivilAircraft, Scheduled: No, Date: w.when}
	ok := l.chooseHolders(&f, all, w)
	var not []string
	for _, s := range all {
		not = append(not, s.PersonsNot...)
	}
	for _, s := range all {
		if s.Kind != "" {
			f.Kind = s.Kind
		}
		if s.Scheduled != NotGiven {
			f.Scheduled = s.Scheduled
		}
		f.MTOW = max(f.MTOW, s.MTOW.FromT)
		f.Level = max(f.Level, s.Levels.FromFL)
		for _, p := range s.Persons {
			if !slices.Contains(not, p) {
				f.Persons = append(f.Persons, p)
				break
			}
		}
	}
	l.chooseLoads(&f, all)
	return f, ok && l.chooseEnds(&f, all, w)
}

// chooseLoads chooses type, mass, level, purpose and cargo.
func (l *linter) chooseLoads(f *Flight, all []*Subject) {
	first := func(of func(*Subject) []string, other string) string {
		if left, given := inAll(all, of); given && len(left) > 0 {
			return left[0]
		}
		return other
	}
	f.Type = first(func(s *Subject) []string { return s.Type }, "A320")
	f.Purpose = first(func(s *Subject) []string { return s.Purpose }, ordinaryLoad)
	f.Cargo = first(func(s *Subject) []string { return s.Cargo }, ordinaryLoad)
	for _, s := range all {
		if s.MTOW.UpToT != 0 && (f.MTOW == 0 || f.MTOW > s.MTOW.UpToT) {
			f.MTOW = s.MTOW.UpToT
		}
		if s.Levels.ToFL != 0 && (f.Level == 0 || f.Level > s.Levels.ToFL) {
			f.Level = s.Levels.ToFL
		}
	}
	if f.MTOW == 0 {
		f.MTOW = 70
	}
	if f.Level == 0 {
		f.Level = CruiseLevel
	}
}

// chooseHolders chooses registration, operator, owner and base.
func (l *linter) chooseHolders(f *Flight, all []*Subject, w meeting) bool {
	reg, ok1 := l.choose(all, w, func(s *Subject) []string { return s.Registration }, func(s *Subject) []string { return s.RegistrationNot })
	f.Registration = Registration{State: reg}
	oper, ok2 := l.choose(all, w, func(s *Subject) []string { return s.OperatorState }, func(s *Subject) []string { return s.OperatorNot })
	f.OperatorState = oper
	base, ok3 := l.choose(all, w, func(s *Subject) []string { return s.Base }, nil)
	f.Base = base
	for _, s := range all {
		if len(s.OwnerState) == 0 {
			continue
		}
		owner, ok := l.choose([]*Subject{s}, w, func(s *Subject) []string { return s.OwnerState }, nil)
		switch {
		case !ok:
			return false
		case f.OwnerState == "" || f.OwnerState == owner:
			f.OwnerState = owner
		default:
			f.ChartererState = owner
		}
	}
	return ok1 && ok2 && ok3
}

// choose returns the first code that is in all lists and in none of the others at
// that place and moment.
func (l *linter) choose(all []*Subject, w meeting, of, not func(*Subject) []string) (string, bool) {
	q := question{state: known(w.territory.State), area: known(w.territory.Code), at: momentOf(w.when)}
	for k := range code(codeCount) {
		if !states().valid.has(k) {
			continue
		}
		fits := !slices.ContainsFunc(all, func(s *Subject) bool {
			return len(of(s)) > 0 && !l.has(&q, of(s), k) || not != nil && l.has(&q, not(s), k)
		})
		if fits {
			return k.String(), true
		}
	}
	return "", false
}

// has reports whether a code is in a list of places.
func (l *linter) has(q *question, list []string, k code) bool {
	p := l.lists.places(list)
	t, _ := q.in(&p, k)
	return t == yes
}

// chooseEnds chooses origin and destination.
func (l *linter) chooseEnds(f *Flight, all []*Subject, w meeting) bool {
	var ok1, ok2 bool
	f.Origin, ok1 = l.end(all, w, func(s *Subject) []string {
		switch {
		case len(s.Origin) > 0:
			return s.Origin
		case len(s.Between) == 2:
			return s.Between[0]
		default:
			return s.FlightPlanNames
		}
	}, func(s *Subject) []string { return s.OriginNot })
	f.Destination, ok2 = l.end(all, w, func(s *Subject) []string {
		if len(s.Between) == 2 {
			return s.Between[1]
		}
		return s.Destination
	}, func(s *Subject) []string { return s.DestinationNot })
	return ok1 && ok2
}

// end chooses one end of the flight: an aerodrome if all lists that are given name
// it, else a State.
func (l *linter) end(all []*Subject, w meeting, of, not func(*Subject) []string) (Aerodrome, bool) {
	if left, given := inAll(all, of); given {
		for _, x := range left {
			if c, ok := strings.CutPrefix(x, "aerodrome "); ok {
				if len(c) == 3 {
					return Aerodrome{IATA: c, HighSeas: true}, true
				}
				return Aerodrome{ICAO: c, HighSeas: true}, true
			}
		}
	}
	state, ok := l.choose(all, w, of, not)
	return Aerodrome{State: state}, ok
}

// describe says which flight it is, where and when.
func describe(f *Flight, w meeting, scope Scope) string {
	words := []string{"a " + string(f.Kind) + " flight of " + f.Registration.State}
	if len(f.Persons) > 0 {
		words = append(words, "with "+strings.Join(f.Persons, " and ")+" on board")
	}
	return strings.Join(words, " ") + " over " + w.territory.Area + " on " + w.when.String() + " (" + scope.String() + ")"
}
