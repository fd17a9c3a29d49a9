package policy

import "slices"

// subject compiles a subject into its conditions, in the order of the format.
func (c *compiler) subject(s *Subject) (group, []group) {
	var g group
	add := func(field string, test func(q *question) (truth, facts)) {
		g = append(g, condition{field, test})
	}
	c.holders(s, add)
	c.nature(s, add)
	c.persons(s, add)
	c.ends(s, add)
	c.loads(s, add)
	var anyOf []group
	for i := range s.AnyOf {
		inner, _ := c.subject(&s.AnyOf[i])
		anyOf = append(anyOf, inner)
	}
	return g, anyOf
}

type adder func(field string, test func(q *question) (truth, facts))

// holders compiles registration, operator, owner and base.
func (c *compiler) holders(s *Subject, add adder) {
	one := func(field string, list []string, of func(q *question) code, missing facts) {
		if len(list) == 0 {
			return
		}
		p := c.places(list)
		add(field, func(q *question) (truth, facts) { return q.holder(&p, of(q), missing) })
	}
	one("registration", s.Registration, func(q *question) code { return q.reg }, factRegistration)
	one("operator_state", s.OperatorState, func(q *question) code { return q.oper }, factRegistration)
	if len(s.OwnerState) > 0 {
		p := c.places(s.OwnerState)
		add("owner_state", func(q *question) (truth, facts) {
			t1, m1 := q.holder(&p, q.owner, factRegistration)
			t2, m2 := q.holder(&p, q.charter, factRegistration)
			return either(t1, m1, t2, m2)
		})
	}
	one("base", s.Base, func(q *question) code { return q.base }, factBase)
}

// holder asks whether a State is one of the places; no code was not given.
func (q *question) holder(list *places, k code, missing facts) (truth, facts) {
	if k == noCode {
		return undecided, missing
	}
	return q.in(list, k)
}

// nature compiles kind, scheduled, type and mass.
func (c *compiler) nature(s *Subject, add adder) {
	if s.Kind != "" {
		kind := s.Kind
		add("kind", func(q *question) (truth, facts) {
			k := q.flight.Kind
			if k != StateAircraft && k != CivilAircraft {
				return undecided, factKind
			}
			if k == kind {
				return yes, 0
			}
			return no, 0
		})
	}
	if s.Scheduled != NotGiven {
		want := s.Scheduled == Yes
		add("scheduled", func(q *question) (truth, facts) {
			if (q.flight.Scheduled == Yes) == want {
				return yes, 0
			}
			return no, 0
		})
	}
	if len(s.Type) > 0 {
		types := s.Type
		add("type", func(q *question) (truth, facts) { return wordIn(types, q.flight.Type, factType) })
	}
	if s.MTOW.Given {
		m := s.MTOW
		add("mtow", func(q *question) (truth, facts) {
			switch t := q.flight.MTOW; {
			case !(t > 0): // NaN as well
				return undecided, factMTOW
			case t >= m.FromT && (m.UpToT == 0 || t <= m.UpToT):
				return yes, 0
			default:
				return no, 0
			}
		})
	}
}

// persons compiles who is and who is not on board.
func (c *compiler) persons(s *Subject, add adder) {
	if len(s.Persons) > 0 {
		list := s.Persons
		add("persons", func(q *question) (truth, facts) { return q.onBoard(list) })
	}
	if len(s.PersonsNot) > 0 {
		list := s.PersonsNot
		add("persons_not", func(q *question) (truth, facts) { return not(q.onBoard(list)) })
	}
}

// onBoard asks whether one of the list is on board. A person whom the set does
// not know may be anybody.
func (q *question) onBoard(list []string) (truth, facts) {
	stranger := false
	for _, p := range q.flight.Persons {
		if slices.Contains(list, p) {
			return yes, 0
		}
		if _, ok := q.people[p]; !ok {
			stranger = true
		}
	}
	if stranger {
		return undecided, factPerson
	}
	return no, 0
}

// ends compiles origin, destination and what is between.
func (c *compiler) ends(s *Subject, add adder) {
	origin := func(p *places) func(q *question) (truth, facts) {
		return func(q *question) (truth, facts) { return q.meets(p, &q.flight.Origin, factOrigin) }
	}
	destination := func(p *places) func(q *question) (truth, facts) {
		return func(q *question) (truth, facts) { return q.meets(p, &q.flight.Destination, factDestination) }
	}
	one := func(field string, list []string, test func(p *places) func(q *question) (truth, facts), negate bool) {
		if len(list) == 0 {
			return
		}
		p := c.places(list)
		t := test(&p)
		if negate {
			add(field, func(q *question) (truth, facts) { return not(t(q)) })
			return
		}
		add(field, t)
	}
	one("origin", s.Origin, origin, false)
	one("destination", s.Destination, destination, false)
	one("origin_not", s.OriginNot, origin, true)
	one("destination_not", s.DestinationNot, destination, true)
	if len(s.Between) == 2 {
		a, b := c.places(s.Between[0]), c.places(s.Between[1])
		oa, db, ob, da := origin(&a), destination(&b), origin(&b), destination(&a)
		add("between", func(q *question) (truth, facts) {
			t1, m1 := join(oa, db, q)
			t2, m2 := join(ob, da, q)
			return either(t1, m1, t2, m2)
		})
	}
	if len(s.FlightPlanNames) > 0 {
		p := c.places(s.FlightPlanNames)
		o, d := origin(&p), destination(&p)
		add("flight_plan_names", func(q *question) (truth, facts) {
			t1, m1 := o(q)
			t2, m2 := d(q)
			return either(t1, m1, t2, m2)
		})
	}
}

// join asks two conditions that must both hold.
func join(a, b func(q *question) (truth, facts), q *question) (truth, facts) {
	t1, m1 := a(q)
	t2, m2 := b(q)
	return both(t1, m1, t2, m2)
}

// ordinary is the purpose and cargo of a civil flight that gave none.
const ordinary = "ordinary"

// loads compiles purpose, cargo, level and list of carriers.
func (c *compiler) loads(s *Subject, add adder) {
	one := func(field string, list []string, of func(f *Flight) string, missing facts) {
		if len(list) == 0 {
			return
		}
		add(field, func(q *question) (truth, facts) {
			w := of(q.flight)
			if w == "" && q.flight.Kind == CivilAircraft {
				w = ordinary
			}
			return wordIn(list, w, missing)
		})
	}
	one("purpose", s.Purpose, func(f *Flight) string { return f.Purpose }, factPurpose)
	one("cargo", s.Cargo, func(f *Flight) string { return f.Cargo }, factCargo)
	if s.Levels.Given {
		l := s.Levels
		add("levels", func(q *question) (truth, facts) { return q.inBand(l) })
	}
	if s.CarrierList != "" {
		add("carrier_list", func(*question) (truth, facts) { return undecided, factCarrierList })
	}
}

// inBand asks whether the flight flies in the band of levels. A flight that
// lands or departs passes every level below its own.
func (q *question) inBand(l Levels) (truth, facts) {
	level := q.flight.Level
	if level <= 0 {
		level = CruiseLevel
	}
	low := level
	if q.scope != Overflight {
		low = 0
	}
	if level >= l.FromFL && (l.ToFL == 0 || low <= l.ToFL) {
		return yes, 0
	}
	return no, 0
}
