package policy

import "slices"

// group is a list of conditions that must all hold.
type group []condition

// condition is one field of a subject. It is data and no function, so that asking
// it costs no memory.
type condition struct {
	field subjectField

	plain  bool     // the list holds codes alone
	list   places   // of registration, operator, owner, base, origin, destination
	other  places   // the second list of between
	words  []string // of type, persons, purpose, cargo
	kind   Kind
	yes    bool // of scheduled
	mass   Mass
	levels Levels
}

// subjectField is a field of a subject, in the order in which they are asked.
type subjectField uint8

const (
	onRegistration subjectField = iota
	onRegistrationNot
	onOperator
	onOperatorNot
	onOwner
	onBase
	onKind
	onScheduled
	onType
	onMTOW
	onPersons
	onPersonsNot
	onOrigin
	onDestination
	onOriginNot
	onDestinationNot
	onBetween
	onFlightPlan
	onPurpose
	onCargo
	onLevels
	onCarrierList
)

// fieldWords are the fields as a file names them.
var fieldWords = [...]string{
	onRegistration: "registration", onRegistrationNot: "registration_not",
	onOperator: "operator_state", onOperatorNot: "operator_state_not",
	onOwner: "owner_state", onBase: "base", onKind: "kind", onScheduled: "scheduled", onType: "type", onMTOW: "mtow",
	onPersons: "persons", onPersonsNot: "persons_not", onOrigin: "origin", onDestination: "destination",
	onOriginNot: "origin_not", onDestinationNot: "destination_not", onBetween: "between",
	onFlightPlan: "flight_plan_names", onPurpose: "purpose", onCargo: "cargo", onLevels: "levels", onCarrierList: "carrier_list",
}

func (f subjectField) String() string { return fieldWords[f] }

// subject compiles a subject into its conditions, in the order of the fields.
func (c *compiler) subject(s *Subject) (group, []group) {
	var g group
	for _, x := range [...]struct {
		field subjectField
		list  []string
	}{
		{onRegistration, s.Registration},
		{onRegistrationNot, s.RegistrationNot},
		{onOperator, s.OperatorState},
		{onOperatorNot, s.OperatorNot},
		{onOwner, s.OwnerState},
		{onBase, s.Base},
		{onOrigin, s.Origin},
		{onDestination, s.Destination},
		{onOriginNot, s.OriginNot},
		{onDestinationNot, s.DestinationNot},
		{onFlightPlan, s.FlightPlanNames},
	} {
		if len(x.list) > 0 {
			list := c.places(x.list)
			g = append(g, condition{field: x.field, list: list, plain: len(list.blocs) == 0 && !list.flownOver && len(list.aerodromes) == 0})
		}
	}
	for _, x := range [...]struct {
		field subjectField
		words []string
	}{{onType, s.Type}, {onPersons, s.Persons}, {onPersonsNot, s.PersonsNot}, {onPurpose, s.Purpose}, {onCargo, s.Cargo}} {
		if len(x.words) > 0 {
			g = append(g, condition{field: x.field, words: x.words})
		}
	}
	g = append(g, c.single(s)...)
	slices.SortFunc(g, func(a, b condition) int { return int(a.field) - int(b.field) })
	var anyOf []group
	for i := range s.AnyOf {
		inner, _ := c.subject(&s.AnyOf[i])
		anyOf = append(anyOf, inner)
	}
	return g, anyOf
}

// single compiles the fields that are no lists of one kind.
func (c *compiler) single(s *Subject) group {
	var g group
	if s.Kind != "" {
		g = append(g, condition{field: onKind, kind: s.Kind})
	}
	if s.Scheduled != NotGiven {
		g = append(g, condition{field: onScheduled, yes: s.Scheduled == Yes})
	}
	if s.MTOW.Given {
		g = append(g, condition{field: onMTOW, mass: s.MTOW})
	}
	if len(s.Between) == 2 {
		g = append(g, condition{field: onBetween, list: c.places(s.Between[0]), other: c.places(s.Between[1])})
	}
	if s.Levels.Given {
		g = append(g, condition{field: onLevels, levels: s.Levels})
	}
	if s.CarrierList != "" {
		g = append(g, condition{field: onCarrierList})
	}
	return g
}

// test asks one condition.
func (q *question) test(c *condition) (truth, facts) {
	switch c.field {
	case onRegistration, onRegistrationNot, onOperator, onOperatorNot, onOwner, onBase:
		return q.holders(c)
	case onOrigin, onDestination, onOriginNot, onDestinationNot, onBetween, onFlightPlan:
		return q.ends(c)
	case onPersons:
		return q.onBoard(c.words)
	case onPersonsNot:
		return not(q.onBoard(c.words))
	case onPurpose:
		return wordIn(c.words, q.load(q.flight.Purpose), factPurpose)
	case onCargo:
		return wordIn(c.words, q.load(q.flight.Cargo), factCargo)
	case onCarrierList:
		return undecided, factCarrierList
	default:
		return q.nature(c)
	}
}

// holders asks for registration, operator, owner and base.
func (q *question) holders(c *condition) (truth, facts) {
	switch c.field {
	case onRegistration:
		return q.holder(&c.list, q.reg, factRegistration)
	case onRegistrationNot:
		return not(q.holder(&c.list, q.reg, factRegistration))
	case onOperator:
		return q.holder(&c.list, q.oper, factRegistration)
	case onOperatorNot:
		return not(q.holder(&c.list, q.oper, factRegistration))
	case onOwner:
		t1, m1 := q.holder(&c.list, q.owner, factRegistration)
		t2, m2 := q.holder(&c.list, q.charter, factRegistration)
		return either(t1, m1, t2, m2)
	default:
		return q.holder(&c.list, q.base, factBase)
	}
}

// holder asks whether a State is one of the places; no code was not given.
func (q *question) holder(list *places, k code, missing facts) (truth, facts) {
	if k == noCode {
		return undecided, missing
	}
	return q.in(list, k)
}

// ends asks for origin, destination and what is between.
func (q *question) ends(c *condition) (truth, facts) {
	from, to := &q.flight.Origin, &q.flight.Destination
	switch c.field {
	case onOrigin:
		return q.meets(&c.list, from, factOrigin)
	case onOriginNot:
		return not(q.meets(&c.list, from, factOrigin))
	case onDestination:
		return q.meets(&c.list, to, factDestination)
	case onDestinationNot:
		return not(q.meets(&c.list, to, factDestination))
	default: // both ends
		return q.bothEnds(c, from, to)
	}
}

// bothEnds asks what is between, and which end a flight plan names.
func (q *question) bothEnds(c *condition, from, to *Aerodrome) (truth, facts) {
	t1, m1 := q.meets(&c.list, from, factOrigin)
	t2, m2 := q.meets(&c.list, to, factDestination)
	if c.field == onFlightPlan {
		return either(t1, m1, t2, m2)
	}
	t3, m3 := q.meets(&c.other, to, factDestination)
	t4, m4 := q.meets(&c.other, from, factOrigin)
	t1, m1 = both(t1, m1, t3, m3)
	t2, m2 = both(t4, m4, t2, m2)
	return either(t1, m1, t2, m2)
}

// nature asks for kind, scheduled, type, mass and level.
func (q *question) nature(c *condition) (truth, facts) {
	switch c.field {
	case onKind:
		if k := q.flight.Kind; k != StateAircraft && k != CivilAircraft {
			return undecided, factKind
		}
		return truly(q.flight.Kind == c.kind), 0
	case onScheduled:
		return truly((q.flight.Scheduled == Yes) == c.yes), 0
	case onType:
		return wordIn(c.words, q.flight.Type, factType)
	case onMTOW:
		t := q.flight.MTOW
		if !(t > 0) { // NaN as well
			return undecided, factMTOW
		}
		return truly(t >= c.mass.FromT && (c.mass.UpToT == 0 || t <= c.mass.UpToT)), 0
	default:
		return q.inBand(c.levels)
	}
}

// truly turns a known answer into a truth.
func truly(is bool) truth {
	if is {
		return yes
	}
	return no
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

// ordinary is the purpose and cargo of a civil flight that gave none.
const ordinary = "ordinary"

// load returns the purpose or the cargo, and what is taken for it.
func (q *question) load(word string) string {
	if word == "" && q.flight.Kind == CivilAircraft {
		return ordinary
	}
	return word
}

// inBand asks whether the flight flies in the band of levels. A flight that
// lands or departs passes every level below its own.
func (q *question) inBand(l Levels) (truth, facts) {
	level := q.flight.Level
	if level <= 0 {
		level = CruiseLevel
	}
	low := level
	if q.scope != Overflight || q.anywhere {
		low = 0
	}
	return truly(level >= l.FromFL && (l.ToFL == 0 || low <= l.ToFL)), 0
}
