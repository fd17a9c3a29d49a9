package policy

import "slices"

// truth is the answer of a condition. Undecided means that it rests on a fact
// which was not given.
type truth uint8

const (
	no truth = iota
	undecided
	yes
)

// facts are facts that were not given and that a condition rests on.
type facts uint32

const (
	factRegistration facts = 1 << iota
	factKind
	factType
	factMTOW
	factBase
	factOrigin
	factDestination
	factPurpose
	factCargo
	factCarrierList
	factPerson // somebody on board whom the set does not know
	factDate
	factTime // a day was given, an instant is needed
	factEnd  // the rule does not say when it ends
)

// factWords are the facts as a decision names them. Persons and ends are named one by one.
var factWords = []struct {
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
}

// question is a flight over a territory, made ready to be asked about.
type question struct {
	flight   *Flight
	people   map[string]struct{} // whom the set knows
	scope    Scope
	state    code     // of the territory
	area     code     // own code of the area
	zones    []string // names of the territory, if it is a zone
	within   []string // names of the zones over it
	reg      code
	oper     code
	owner    code
	charter  code
	base     code
	at       moment
	asOf     int64
	knowAll  bool // no as-of was given
	anywhere bool // whatever the territory and the scope
}

// known returns the code of a State that exists.
func known(s string) code {
	if k := codeOf(s); states().valid.has(k) {
		return k
	}
	return noCode
}

// ask makes a question ready.
func (p *program) ask(f *Flight, t *Territory, at At, scope Scope) question {
	q := question{
		flight: f, people: p.people, scope: scope, state: known(t.State), area: known(t.Code), zones: t.Zones, within: t.Within,
		reg: known(f.Registration.State), base: known(f.Base), knowAll: at.AsOf.IsZero(),
	}
	q.oper, q.owner, q.charter = q.reg, q.reg, q.reg
	if f.OperatorState != "" {
		q.oper = known(f.OperatorState)
	}
	if f.OwnerState != "" {
		q.owner = known(f.OwnerState)
	}
	if f.ChartererState != "" {
		q.charter = known(f.ChartererState)
	}
	q.at = momentOf(at.Date)
	if at.Date.IsZero() {
		q.at = momentOf(f.Date)
	}
	if !q.knowAll {
		q.asOf = at.AsOf.End().Unix()
	}
	return q
}

// in reports whether a code is one of the places at the moment of the question.
func (q *question) in(list *places, k code) (truth, facts) {
	if list.codes.has(k) || list.flownOver && k >= 0 && (k == q.state || k == q.area) {
		return yes, 0
	}
	if list.flownOver && q.anywhere {
		return undecided, 0
	}
	var missing facts
	for _, b := range list.blocs {
		if !b.codes.has(k) {
			continue
		}
		for _, s := range b.of(k) {
			t, m := q.at.during(s)
			if t == yes {
				return yes, 0
			}
			missing |= m
		}
	}
	if missing != 0 {
		return undecided, missing
	}
	return no, 0
}

// reaches reports whether the rule is about the territory of the question, and
// if not, whether it was taken out of it.
func (q *question) reaches(r *compiled) (t truth, missing facts, excepted bool) {
	switch {
	case r.except.has(q.area) || r.except.has(q.state):
		return no, 0, true
	case q.isZone() && q.names(r):
		return yes, 0, false
	case r.star:
		if q.state == noCode {
			return no, 0, false
		}
		return yes, 0, false
	}
	t1, m1 := q.in(&r.where, q.state)
	if t1 == yes || q.area == noCode || q.area == q.state {
		return t1, m1, false
	}
	t2, m2 := q.in(&r.where, q.area)
	if t2 == yes || t1 == no {
		return t2, m2, false
	}
	return undecided, m1 | m2, false
}

// verdict is how a rule meets a question.
type verdict struct {
	truth   truth
	missing facts
	field   string // which field failed, or rests on what is missing
}

// passes tells cheaply of most rules that they do not apply: they are about another
// scope, another time, or another State of registration.
func (q *question) passes(r *compiled) bool {
	if r.scopes&(1<<q.scope) == 0 {
		return true
	}
	if q.at.given && (q.at.to < r.holds.from || q.at.from > r.holds.to) {
		return true
	}
	if len(r.subject) > 0 {
		if c := &r.subject[0]; c.field == onRegistration && q.reg != noCode && c.plain {
			return !c.list.codes.has(q.reg)
		}
	}
	return false
}

// judge asks a rule. Fields are asked in a fixed order; a field that fails ends it.
func (q *question) judge(r *compiled) verdict {
	if r.scopes&(1<<q.scope) == 0 {
		return verdict{field: "scope"}
	}
	if !q.knowAll && r.known > q.asOf {
		return verdict{field: "stated"}
	}
	v := verdict{truth: yes}
	t, m, excepted := q.reaches(r)
	if excepted {
		return verdict{field: "except"}
	}
	if !v.and(t, m, "territory") {
		return v
	}
	if len(r.Outline) > 0 && !v.and(q.inside(r), 0, "outline") {
		return v
	}
	t, m = q.at.during(r.holds)
	if !v.and(t, m, q.dateField(r)) {
		return v
	}
	if r.UntilOpen {
		switch {
		case !q.at.given:
			v.and(undecided, factDate, "until")
		case q.at.to > r.openEnd:
			v.and(undecided, factEnd, "until")
		}
	}
	q.subject(r, &v)
	return v
}

// subject adds what the rule says of the flight; it reports whether the rule can
// still be met.
func (q *question) subject(r *compiled, v *verdict) bool {
	if !q.group(&r.subject, v) {
		return false
	}
	if len(r.anyOf) > 0 {
		q.anyOf(r.anyOf, v)
	}
	return v.truth != no
}

// dateField says which end of the rule the moment lies beyond.
func (q *question) dateField(r *compiled) string {
	if q.at.given && q.at.from > r.holds.from && q.at.to > r.holds.to {
		return "until"
	}
	return "from"
}

// and adds a condition; it reports whether the rule can still be met.
func (v *verdict) and(t truth, m facts, field string) bool {
	switch t {
	case no:
		*v = verdict{field: field}
		return false
	case undecided:
		if v.truth == yes {
			v.field = field
		}
		v.truth = undecided
		v.missing |= m
	default: // it holds
	}
	return true
}

// group adds all conditions of a group.
func (q *question) group(g *group, v *verdict) bool {
	for i := range *g {
		c := &(*g)[i]
		if t, m := q.test(c); !v.and(t, m, c.field.String()) {
			return false
		}
	}
	return true
}

// anyOf adds that at least one of the groups holds.
func (q *question) anyOf(groups []group, v *verdict) {
	var missing facts
	best := no
	for i := range groups {
		w := verdict{truth: yes}
		q.group(&groups[i], &w)
		if w.truth == yes {
			return
		}
		if w.truth == undecided {
			best = undecided
			missing |= w.missing
		}
	}
	v.and(best, missing, "any_of")
}

// meets reports whether an aerodrome is one of the places. An end that was
// given without a code is no aerodrome of the list.
func (q *question) meets(list *places, a *Aerodrome, missing facts) (truth, facts) {
	state := known(a.State) // a State that does not exist was not given
	if state == noCode && !a.HighSeas && a.ICAO == "" && a.IATA == "" {
		return undecided, missing
	}
	for _, x := range list.aerodromes {
		if x == a.ICAO || x == a.IATA {
			return yes, 0
		}
	}
	if state == noCode && !a.HighSeas && (!list.codes.empty() || len(list.blocs) > 0) {
		return undecided, missing // a code was given, but not the State
	}
	return q.in(list, state)
}

// not turns an answer round.
func not(t truth, m facts) (truth, facts) {
	switch t {
	case yes:
		return no, 0
	case no:
		return yes, 0
	default:
		return undecided, m
	}
}

// either joins two answers of which one is enough.
func either(t1 truth, m1 facts, t2 truth, m2 facts) (truth, facts) {
	switch {
	case t1 == yes || t2 == yes:
		return yes, 0
	case t1 == undecided || t2 == undecided:
		return undecided, m1 | m2
	default:
		return no, 0
	}
}

// both joins two answers that must both hold.
func both(t1 truth, m1 facts, t2 truth, m2 facts) (truth, facts) {
	switch {
	case t1 == no || t2 == no:
		return no, 0
	case t1 == undecided || t2 == undecided:
		return undecided, m1 | m2
	default:
		return yes, 0
	}
}

// word asks whether a word is one of the list; an empty word was not given.
func wordIn(list []string, s string, missing facts) (truth, facts) {
	switch {
	case s == "":
		return undecided, missing
	case slices.Contains(list, s):
		return yes, 0
	default:
		return no, 0
	}
}
