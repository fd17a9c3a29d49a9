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
type Decision struct {
	Status Status
	Scope  Scope
	Effect Effect // of the winner; "" if no rule decided
	Layer  Layer  // of the winner; "" if no rule decided

	// Rules are all rules with a status that applied, the winner first, then by
	// level. If Status is Unknown none of them decided.
	Rules []*Rule
	// Why says why the winner won, or why nothing did, in one plain sentence.
	Why string
	// Standing is, of a permission, how sure it is: announced, conditional or
	// not-asked. It is "" for other statuses.
	Standing Standing
	// Says is how the winner's issuer put it.
	Says string

	Flags     []*Rule  // flags that applied, by id; they change no status
	Missing   []string // facts that were not given and that decide, if Status is Unknown
	Undecided []*Rule  // rules that rest on Missing, by id
	Unless    []string // what the issuers of Rules except, sorted; taken as not met

	// NotGrantable are the rules that a supposed permission for the territory
	// does not lift.
	NotGrantable []*Rule
	// NotCovered is true if no layer speaks for the territory, or if it has no
	// sovereign.
	NotCovered bool
}

// Winner returns the rule that decided, or nil.
func (d Decision) Winner() *Rule {
	if d.Effect == "" || len(d.Rules) == 0 {
		return nil
	}
	return d.Rules[0]
}

// openRule is an undecided rule and what it rests on.
type openRule struct {
	rule    *compiled
	missing facts
}

// docket is what was found for a question.
type docket struct {
	question
	prog    *program
	covered bool
	applied []*compiled // with a status
	open    []openRule
	flags   []*compiled
	grant   *compiled // a supposed permission for the territory
}

// Decide judges a flight over a territory. It does not check the flight: see
// [Set.Validate]. A code of no State counts as not given, and a person whom the
// set does not know may be anybody. Decide is safe for concurrent use and
// always gives the same answer to the same question.
func (s *Set) Decide(f Flight, t Territory, at At, scope Scope) Decision {
	if s == nil || s.prog == nil || scope >= scopeCount {
		return Decision{Scope: scope, Why: s.unready(scope), NotCovered: true}
	}
	var room [24]*compiled
	var roomOpen [8]openRule
	d := docket{prog: s.prog, applied: room[:0], open: roomOpen[:0]}
	d.question = s.prog.ask(&f, t, at, scope)
	d.collect()
	return d.decide()
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

// collect asks every rule that may reach the territory.
func (d *docket) collect() {
	d.covered = d.isZone() || d.state != noCode && d.prog.covers(d.state, d.area)
	for _, r := range d.onZone() {
		d.consider(r)
	}
	if d.state != noCode {
		for _, r := range d.prog.byCode[d.state] {
			d.consider(r)
		}
	}
	if d.area != noCode && d.area != d.state {
		for _, r := range d.prog.byCode[d.area] {
			if !r.reach.has(d.state) {
				d.consider(r)
			}
		}
	}
	for _, r := range d.prog.star {
		d.consider(r)
	}
	for _, k := range [2]code{d.state, d.area} {
		if r, ok := d.prog.banned[k]; ok {
			d.applied = append(d.applied, r)
		}
		if r, ok := d.prog.granted[k]; ok {
			d.applied, d.grant = append(d.applied, r), r
		}
		if d.area == d.state {
			break
		}
	}
}

// consider asks one rule and files it. The Convention's rules do not speak for
// a State that is not covered.
func (d *docket) consider(r *compiled) {
	if r.rank == rankDefault && !d.covered {
		return
	}
	v := d.judge(r)
	switch {
	case v.truth == no:
	case r.rank == rankAdvice:
		if v.truth == yes || v.missing == factEnd {
			d.flags = append(d.flags, r)
		}
	case v.truth == yes:
		d.applied = append(d.applied, r)
	default:
		d.open = append(d.open, openRule{r, v.missing})
	}
}

// decide turns what was found into a decision.
func (d *docket) decide() Decision {
	res := d.outcome(d.applied)
	out := Decision{Status: res.status, Scope: d.scope, NotCovered: !d.covered}
	out.Rules = d.order(res)
	out.Unless = exceptionsOf(out.Rules)
	if len(d.flags) > 0 {
		slices.SortFunc(d.flags, func(a, b *compiled) int { return cmp.Compare(a.ID, b.ID) })
		out.Flags = rulesOf(d.flags)
	}
	if d.grant != nil && (res.win == nil || res.win.rank != rankSupposed) {
		out.NotGrantable = d.notGrantable(out.Rules)
	}
	if matter := d.matter(res.status); len(matter) > 0 {
		out.Status = Unknown
		out.Missing, out.Undecided = d.name(matter)
	}
	if out.Status != Unknown && res.win != nil {
		out.Effect, out.Layer, out.Says = res.win.Effect, res.win.Layer, res.win.Says
		if out.Status == Permission {
			out.Standing = NotAsked
			if res.win.soft {
				out.Standing = res.win.Standing
			}
		}
	}
	out.Why = d.why(&out, res)
	return out
}

// order returns the applied rules: the winner, then by level and within a level
// those that were not lifted, the strictest first.
func (d *docket) order(res result) []*Rule {
	if len(d.applied) == 0 {
		return nil
	}
	slices.SortFunc(d.applied, func(a, b *compiled) int {
		if (a == res.win) != (b == res.win) {
			return before(a == res.win)
		}
		if a.rank != b.rank {
			return cmp.Compare(a.rank, b.rank)
		}
		if a.status != b.status {
			return cmp.Compare(b.status.rank(), a.status.rank())
		}
		return d.equals(a, b)
	})
	return rulesOf(d.applied)
}

func rulesOf(list []*compiled) []*Rule {
	out := make([]*Rule, len(list))
	for i, r := range list {
		out[i] = r.Rule
	}
	return out
}

// before turns "the first is the smaller one" into a comparison.
func before(first bool) int {
	if first {
		return -1
	}
	return 1
}

// notGrantable returns the rules that keep a supposed permission from opening.
func (d *docket) notGrantable(applied []*Rule) []*Rule {
	var out []*Rule
	for _, r := range applied {
		if r.Effect.Refusal() && (!r.Grantable || r.Layer == LayerSafety) {
			out = append(out, r)
		}
	}
	return out
}

// exceptionsOf joins what the rules except, sorted.
func exceptionsOf(rules []*Rule) []string {
	var out []string
	for _, r := range rules {
		for _, x := range r.Unless {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	slices.Sort(out)
	return out
}

// name turns undecided rules into the facts that they rest on and the rules.
func (d *docket) name(open []openRule) ([]string, []*Rule) {
	slices.SortFunc(open, func(a, b openRule) int { return cmp.Compare(a.rule.ID, b.rule.ID) })
	var all facts
	rules := make([]*Rule, len(open))
	for i, o := range open {
		all |= o.missing
		rules[i] = o.rule.Rule
	}
	var out []string
	for _, w := range factWords {
		if all&w.fact != 0 {
			out = append(out, w.word)
		}
	}
	if all&factPerson != 0 {
		for _, p := range d.flight.Persons {
			if _, ok := d.people[p]; !ok {
				out = append(out, "person "+p)
			}
		}
	}
	for _, o := range open {
		if o.missing&factEnd != 0 {
			out = append(out, "end of "+o.rule.ID)
		}
	}
	return out, rules
}
