package policy

import (
	"cmp"
	"slices"
)

// Territory is one area as policy sees it. The zero value is an area that
// nobody rules over; the high seas are not asked about at all, nor is a zone that
// no rule names.
type Territory struct {
	Area      string   // id of the area, for print
	Code      string   // alpha-2 of its own ("GF", "HK"; that of the State for its main territory); "" none
	State     string   // alpha-2 of its sovereign in the world view; "" none
	Claimants []string // who claims it; decides nothing
	// Zones are the names under which rules may name the territory if it is a
	// zone; they are not asked for if there is a Code or a State. Only rules that
	// name a zone speak for it, and it is open if none of them has a status.
	Zones []string
	// Within are the names of the zones that lie over the part of the territory
	// which is asked about. A rule with an outline holds only where one of its
	// outlines is among them.
	Within []string
}

// At is when something is judged. Zero values are the flight's own date, and
// everything known.
type At struct {
	Date When // when the territory is flown over
	AsOf When // what was known by then: rules by the day on which they were stated
}

// Decision is what a set says about one flight over one territory for one scope.
// Its lists and its sentence are made when they are asked for, so that a decision
// alone costs no memory.
type Decision struct {
	Status Status
	Scope  Scope
	Effect Effect // of the winner; "" if no rule decided
	Layer  Layer  // of the winner; "" if no rule decided

	// Standing is, of a permission, how sure it is: announced, conditional or
	// not-asked. It is "" for other statuses.
	Standing Standing
	// Says is how the winner's issuer put it.
	Says string
	// NotCovered is true if no layer speaks for the territory, or if it has no
	// sovereign.
	NotCovered bool

	found found
}

// Decide judges a flight over a territory. It does not check the flight: see
// [Set.Validate]. A code of no State counts as not given, and a person whom the
// set does not know may be anybody. Decide is safe for concurrent use and
// always gives the same answer to the same question.
func (s *Set) Decide(f Flight, t Territory, at At, scope Scope) Decision {
	return s.decide(&f, &t, at, scope)
}

// decide is Decide without copies. It keeps neither the flight nor the territory.
func (s *Set) decide(f *Flight, t *Territory, at At, scope Scope) Decision {
	out := Decision{Scope: scope}
	if s == nil || s.prog == nil || scope >= scopeCount {
		out.NotCovered, out.found.unready = true, s.unready(scope)
		return out
	}
	q := s.prog.ask(f, t, at, scope)
	out.found.collect(s.prog, &q, f.Persons)
	settle(&out)
	return out
}

// unready says why a set cannot decide.
func (s *Set) unready(scope Scope) string {
	switch {
	case scope >= scopeCount:
		return "there is no such scope"
	case s == nil:
		return "there is no policy set"
	default:
		return "the set refers to another layer that was not given: combine them"
	}
}

// settle turns what was found into a decision.
func settle(d *Decision) {
	f := &d.found
	f.res = f.outcome(f.applied.items())
	d.Status, d.NotCovered = f.res.status, !f.covered
	if f.findMatter(f.res.status); f.matter.n > 0 {
		d.Status = Unknown
	}
	if d.Status == Unknown || f.res.win == nil {
		return
	}
	win := f.res.win
	d.Effect, d.Layer, d.Says = win.Effect, win.Layer, win.Says
	if d.Status == Permission {
		d.Standing = NotAsked
		if win.soft {
			d.Standing = win.Standing
		}
	}
}

// Winner returns the rule that decided, or nil.
func (d Decision) Winner() *Rule {
	if d.Effect == "" || d.found.res.win == nil {
		return nil
	}
	return d.found.res.win.Rule
}

// Rules returns all rules with a status that applied, the winner first, then by
// level. If Status is Unknown none of them decided.
func (d Decision) Rules() []*Rule { return d.found.order() }

// Why says why the winner won, or why nothing did, in one plain sentence.
func (d Decision) Why() string { return why(&d) }

// Flags returns the flags that applied, by id; they change no status.
func (d Decision) Flags() []*Rule { return sortedRules(d.found.flags.items()) }

// Missing returns the facts that were not given and that decide, if Status is
// Unknown.
func (d Decision) Missing() []string { return d.found.name(d.found.matter.items()) }

// Undecided returns the rules that rest on Missing, by id.
func (d Decision) Undecided() []*Rule {
	var out []*compiled
	for _, o := range d.found.matter.items() {
		out = append(out, o.rule)
	}
	return sortedRules(out)
}

// Unless returns what the issuers of Rules except, sorted; taken as not met.
func (d Decision) Unless() []string {
	var out []string
	for _, r := range d.found.applied.items() {
		for _, x := range r.Unless {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	slices.Sort(out)
	return out
}

// NotGrantable returns the rules that a supposed permission for the territory does
// not lift.
func (d Decision) NotGrantable() []*Rule {
	f := &d.found
	if f.grant == nil || f.res.win != nil && f.res.win.rank == rankSupposed {
		return nil
	}
	var out []*Rule
	for _, r := range f.order() {
		if r.Effect.Refusal() && (!r.Grantable || r.Layer == LayerSafety) {
			out = append(out, r)
		}
	}
	return out
}

// sortedRules returns rules by id; nil for none.
func sortedRules(list []*compiled) []*Rule {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b *compiled) int { return cmp.Compare(a.ID, b.ID) })
	return rulesOf(list)
}
