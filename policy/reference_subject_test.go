package policy

import (
	"slices"
	"strings"
)

// logic is true, false or not known.
type logic int

const (
	isFalse logic = iota
	notKnown
	isTrue
)

// told is the answer of a condition and, if it is not known, the facts that it rests on.
type told struct {
	is   logic
	need facts
}

var (
	no3  = told{is: isFalse}
	yes3 = told{is: isTrue}
)

func lacks(f facts) told { return told{notKnown, f} }

func known3(b bool) told {
	if b {
		return yes3
	}
	return no3
}

// joined joins answers: the least of them for all, the greatest for some.
func joined3(is logic, list []told) told {
	out := told{is: is}
	if is == notKnown {
		for _, t := range list {
			out.need |= t.need
		}
	}
	return out
}

func all(list ...told) told {
	least := isTrue
	for _, t := range list {
		least = min(least, t.is)
	}
	return joined3(least, list)
}

func some(list ...told) told {
	most := isFalse
	for _, t := range list {
		most = max(most, t.is)
	}
	return joined3(most, list)
}

func opposite(t told) told { return told{isTrue - t.is, t.need} }

// note counts what a field came to.
func (q *reference) note(field string, t told) told {
	n, ok := q.seen[field]
	if !ok {
		n = &[3]int{}
		q.seen[field] = n
	}
	n[t.is]++
	return t
}

// member: is the State in the bloc on the date; in a bloc of blocs only while the inner one is a member.
func (q *reference) member(bloc, state string, from, until When) told {
	if bloc == "transit-agreement" {
		bloc = q.agreed
	}
	out := no3
	for _, m := range q.blocs[bloc].Members {
		begin, end := from, until
		if m.From.Start().After(begin.Start()) {
			begin = m.From
		}
		if !m.To.IsZero() && (end.IsZero() || m.To.End().Before(end.End())) {
			end = m.To
		}
		inner, nested := strings.CutPrefix(m.ISO, "bloc:")
		switch {
		case nested:
			out = some(out, q.member(inner, state, begin, end))
		case m.ISO == state && (begin.IsZero() || end.IsZero() || !begin.Start().After(end.End())):
			out = some(out, q.during(begin, end))
		}
	}
	return out
}

// among: is the State one of the list.
func (q *reference) among(list []string, state string) told {
	out := no3
	for _, x := range list {
		bloc, isBloc := strings.CutPrefix(x, "bloc:")
		switch {
		case isBloc:
			out = some(out, q.member(bloc, state, When{}, When{}))
		case x == state, x == "flown-over" && (state == q.over.State || state == q.over.Code):
			out = yes3
		}
	}
	return out
}

// holder: a State that is asked for; the registration has no default.
func (q *reference) holder(list []string, state string, fact facts) told {
	if existing(state) == "" {
		return lacks(fact)
	}
	return q.among(list, state)
}

// end: one end of the flight. A place without a code is none of the aerodromes; a code without a State is in no known State.
func (q *reference) end(list []string, a Aerodrome, fact facts) told {
	named := func(code string) bool { return code != "" && slices.Contains(list, "aerodrome "+code) }
	states := slices.ContainsFunc(list, func(x string) bool { return !strings.HasPrefix(x, "aerodrome ") })
	switch {
	case named(a.ICAO) || named(a.IATA):
		return yes3
	case existing(a.State) != "":
		return q.among(list, a.State)
	case a.HighSeas:
		return no3
	case a.ICAO == "" && a.IATA == "", states:
		return lacks(fact)
	}
	return no3
}

// aboard: is one of them on board. A person whom the set does not know may be anybody.
func (q *reference) aboard(list []string) told {
	out := no3
	for _, p := range q.flight.Persons {
		switch {
		case slices.Contains(list, p):
			out = yes3
		case !q.people[p]:
			out = some(out, lacks(factPerson))
		}
	}
	return out
}

// word: one of a list of words; an empty one was not given.
func word3(list []string, word string, fact facts) told {
	if word == "" {
		return lacks(fact)
	}
	return known3(slices.Contains(list, word))
}

func or3(given, otherwise string) string {
	if given == "" {
		return otherwise
	}
	return given
}

// subject: all fields that are there must hold.
func (q *reference) subject(s Subject) told {
	f := q.flight
	reg, origin, destination := f.Registration.State, f.Origin, f.Destination
	var list []told
	ask := func(field string, there bool, answer func() told) {
		if there {
			list = append(list, q.note(field, answer()))
		}
	}
	holder := func(field string, wanted []string, state string, fact facts, not bool) {
		ask(field, len(wanted) > 0, func() told {
			if t := q.holder(wanted, state, fact); !not {
				return t
			}
			return opposite(q.holder(wanted, state, fact))
		})
	}
	holder("registration", s.Registration, reg, factRegistration, false)
	holder("registration_not", s.RegistrationNot, reg, factRegistration, true)
	holder("operator_state", s.OperatorState, or3(f.OperatorState, reg), factRegistration, false)
	holder("operator_state_not", s.OperatorNot, or3(f.OperatorState, reg), factRegistration, true)
	holder("base", s.Base, f.Base, factBase, false)
	ask("owner_state", len(s.OwnerState) > 0, func() told { // owner or charterer
		return some(q.holder(s.OwnerState, or3(f.OwnerState, reg), factRegistration), q.holder(s.OwnerState, or3(f.ChartererState, reg), factRegistration))
	})
	ask("kind", s.Kind != "", func() told {
		if f.Kind != StateAircraft && f.Kind != CivilAircraft {
			return lacks(factKind)
		}
		return known3(f.Kind == s.Kind)
	})
	ask("scheduled", s.Scheduled != NotGiven, func() told { return known3((f.Scheduled == Yes) == (s.Scheduled == Yes)) })
	ask("type", len(s.Type) > 0, func() told { return word3(s.Type, f.Type, factType) })
	ask("mtow", s.MTOW.Given, func() told {
		switch {
		case f.MTOW > 0 && f.MTOW >= s.MTOW.FromT && (s.MTOW.UpToT == 0 || f.MTOW <= s.MTOW.UpToT):
			return yes3
		case f.MTOW > 0:
			return no3
		}
		return lacks(factMTOW)
	})
	ask("persons", len(s.Persons) > 0, func() told { return q.aboard(s.Persons) })
	ask("persons_not", len(s.PersonsNot) > 0, func() told { return opposite(q.aboard(s.PersonsNot)) })
	ask("origin", len(s.Origin) > 0, func() told { return q.end(s.Origin, origin, factOrigin) })
	ask("origin_not", len(s.OriginNot) > 0, func() told { return opposite(q.end(s.OriginNot, origin, factOrigin)) })
	ask("destination", len(s.Destination) > 0, func() told { return q.end(s.Destination, destination, factDestination) })
	ask("destination_not", len(s.DestinationNot) > 0, func() told { return opposite(q.end(s.DestinationNot, destination, factDestination)) })
	ask("between", len(s.Between) > 0, func() told {
		there := all(q.end(s.Between[0], origin, factOrigin), q.end(s.Between[1], destination, factDestination))
		back := all(q.end(s.Between[1], origin, factOrigin), q.end(s.Between[0], destination, factDestination))
		return some(there, back)
	})
	ask("flight_plan_names", len(s.FlightPlanNames) > 0, func() told {
		return some(q.end(s.FlightPlanNames, origin, factOrigin), q.end(s.FlightPlanNames, destination, factDestination))
	})
	usual := "" // purpose and cargo of a civil flight are ordinary
	if f.Kind == CivilAircraft {
		usual = "ordinary"
	}
	ask("purpose", len(s.Purpose) > 0, func() told { return word3(s.Purpose, or3(f.Purpose, usual), factPurpose) })
	ask("cargo", len(s.Cargo) > 0, func() told { return word3(s.Cargo, or3(f.Cargo, usual), factCargo) })
	ask("levels", s.Levels.Given, func() told { return known3(q.inLevels(s.Levels)) })
	ask("carrier_list", s.CarrierList != "", func() told { return lacks(factCarrierList) })
	ask("any_of", len(s.AnyOf) > 0, func() told {
		var groups []told
		for _, g := range s.AnyOf {
			groups = append(groups, q.subject(g))
		}
		return some(groups...)
	})
	return all(list...)
}

// inLevels: both ends in. A flight that lands or departs passes every level below its own.
func (q *reference) inLevels(band Levels) bool {
	high := q.flight.Level
	if high <= 0 {
		high = 350
	}
	low := high
	if q.scope != Overflight {
		low = 0
	}
	return high >= band.FromFL && (band.ToFL == 0 || low <= band.ToFL)
}

// words: the facts as a decision names them, without the ends of rules.
func (q *reference) words(need facts) []string {
	var out []string
	for _, w := range []struct {
		fact facts
		word string
	}{
		{factRegistration, "registration"},
		{factKind, "kind"},
		{factType, "type"},
		{factMTOW, "mtow"},
		{factBase, "base"},
		{factOrigin, "origin"},
		{factDestination, "destination"},
		{factPurpose, "purpose"},
		{factCargo, "cargo"},
		{factCarrierList, "carrier_list"},
		{factDate, "date"},
		{factTime, "time"},
	} {
		if need&w.fact != 0 {
			out = append(out, w.word)
		}
	}
	for _, p := range q.flight.Persons {
		if need&factPerson != 0 && !q.people[p] {
			out = append(out, "person "+p)
		}
	}
	return out
}
