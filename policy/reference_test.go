package policy

import (
	"slices"
	"strings"
)

// The reference decider: the sentences of the design, one after the other, on the
// rules as their files say them. It has no index, compiles nothing and shares no
// code with the decider but words. What a flight is asked for stands in
// reference_subject_test.go.
type reference struct {
	rules  []*Rule // that are left, the Convention's included
	blocs  map[string]Bloc
	people map[string]bool
	agreed string     // the bloc of the transit agreement
	covers [][]string // of each layer; nil is everywhere
	grants []string   // States and areas supposed to permit
	bans   []string

	flight Flight
	over   Territory
	date   When
	asOf   When
	scope  Scope
	seen   map[string]*[3]int // how often a field was false, not known and true
}

// newReference reads the rules of a set: what-ifs drop rules first, never defaults by their basis.
func newReference(s *Set, w whatIf) *reference {
	q := &reference{blocs: map[string]Bloc{}, people: map[string]bool{}, agreed: s.transit, grants: w.grants, bans: w.bans, seen: map[string]*[3]int{}}
	for r := range s.Rules() {
		if slices.Contains(w.without, r.ID) || len(w.bases) > 0 && r.Layer != LayerDefault && !slices.Contains(w.bases, string(r.Basis)) {
			continue
		}
		q.rules = append(q.rules, r)
	}
	for _, b := range s.Blocs() {
		q.blocs[b.ID] = b
	}
	for _, p := range s.People() {
		q.people[p.ID] = true
	}
	for _, l := range s.Info() {
		q.covers = append(q.covers, l.Covers)
	}
	return q
}

// ask puts a question. A code of no State counts as not given.
func (q *reference) ask(f Flight, over Territory, at At, scope Scope) {
	q.flight, q.over, q.date, q.asOf, q.scope = f, over, at.Date, at.AsOf, scope
	if at.Date.IsZero() {
		q.date = f.Date
	}
	q.over.State, q.over.Code = existing(over.State), existing(over.Code)
}

func existing(code string) string {
	if ValidState(code) {
		return code
	}
	return ""
}

// answer is what the reference says. Lists are sorted.
type answer struct {
	Status       Status
	Winner       string
	Standing     Standing
	NotCovered   bool
	Applied      []string
	Flags        []string
	Undecided    []string
	Missing      []string
	Unless       []string
	NotGrantable []string
}

// met: does the rule apply to the question.
func (q *reference) met(r *Rule) told {
	if !slices.Contains(r.Scope, q.scope) {
		return q.note("scope", no3)
	}
	if !q.asOf.IsZero() && r.Stated.Start().After(q.asOf.End()) {
		return q.note("stated", no3)
	}
	return all(q.onTerritory(r), q.inOutline(r), q.inForce(r), q.subject(r.Subject))
}

// inForce: from and until, both ends in; until unknown is undecided after the day on which it was stated.
func (q *reference) inForce(r *Rule) told {
	holds := q.note("from, until", q.during(r.From, r.Until))
	if !r.UntilOpen {
		return holds
	}
	last := r.Stated
	if last.IsZero() {
		last = r.From
	}
	switch {
	case q.date.IsZero():
		return all(holds, q.note("until unknown", lacks(factDate)))
	case last.IsZero(), q.date.End().After(last.End()):
		return all(holds, q.note("until unknown", lacks(factEnd)))
	}
	return all(holds, q.note("until unknown", yes3))
}

// during: days are UTC, both ends in; a day that is in only in part is not known.
func (q *reference) during(from, until When) told {
	switch {
	case from.IsZero() && until.IsZero():
		return yes3
	case q.date.IsZero():
		return lacks(factDate)
	case !from.IsZero() && q.date.End().Before(from.Start()), !until.IsZero() && q.date.Start().After(until.End()):
		return no3
	case !from.IsZero() && q.date.Start().Before(from.Start()), !until.IsZero() && q.date.End().After(until.End()):
		return lacks(factTime)
	}
	return yes3
}

// onTerritory: a rule on a State covers its areas unless it excepts some; none covers a zone that it does not name.
func (q *reference) onTerritory(r *Rule) told {
	state, code := q.over.State, q.over.Code
	switch {
	case slices.Contains(r.Except, code) || slices.Contains(r.Except, state):
		return q.note("except", no3)
	case state == "" && code == "":
		return q.note("zone", known3(slices.ContainsFunc(q.over.Zones, func(z string) bool { return slices.Contains(r.Territory, "zone:"+z) })))
	case slices.Contains(r.Territory, "*"):
		return q.note("territory *", known3(state != ""))
	}
	out := no3
	for _, x := range []string{state, code} {
		if x != "" {
			out = some(out, q.among(r.Territory, x))
		}
	}
	return q.note("territory", out)
}

// inOutline: a rule with an outline holds only where one of its zones lies over the territory.
func (q *reference) inOutline(r *Rule) told {
	if len(r.Outline) == 0 {
		return yes3
	}
	return q.note("outline", known3(slices.ContainsFunc(r.Outline, func(z string) bool { return slices.Contains(q.over.Within, z) })))
}

// isZone: an area without a State and without a code, which rules may name.
func (q *reference) isZone() bool {
	return q.over.State == "" && q.over.Code == "" && len(q.over.Zones) > 0
}

// covered: a layer speaks for the State or for the area. Without a sovereign nobody does; a zone needs nobody.
func (q *reference) covered() bool {
	return q.isZone() || q.over.State != "" && slices.ContainsFunc(q.covers, func(list []string) bool {
		return list == nil || slices.Contains(list, q.over.State) || slices.Contains(list, q.over.Code)
	})
}

// ownRule: the State flown over, or the area itself, has spoken.
func (q *reference) ownRule(r *Rule) bool {
	return ValidState(r.Issuer) && (r.Issuer == q.over.State || r.Issuer == q.over.Code)
}

// The levels, highest first.
var referenceLevels = [][]Layer{{LayerSafety}, {LayerSupposed}, {LayerCase}, {LayerClearance}, {LayerNational, LayerBloc}, {LayerDefault}}

func levelOf(r *Rule) int {
	return slices.IndexFunc(referenceLevels, func(l []Layer) bool { return slices.Contains(l, r.Layer) })
}

func refusal(r *Rule) bool {
	return slices.Contains([]Effect{Deny, BanEffect, Close, ForceLanding}, r.Effect)
}
func firmPermit(r *Rule) bool { return r.Effect == Permit && r.Standing == Enacted }
func announced(r *Rule) bool  { return r.Effect == Permit && r.Standing != Enacted }

// comesTo: the status of one rule.
func comesTo(r *Rule) Status {
	switch {
	case refusal(r):
		return Blocked
	case firmPermit(r):
		return Open
	}
	return Permission
}

// decided is a status and the rule that decided, if one did.
type decided struct {
	status Status
	by     *Rule
}

// highest: the highest level that has a rule with a status decides. A supposed permission never lifts a rule that
// cannot be granted away. Where no rule speaks it is unknown, but a zone is nobody's and so it is open.
func (q *reference) highest(rules []*Rule) decided {
	kept := slices.ContainsFunc(rules, func(r *Rule) bool { return refusal(r) && !r.Grantable })
	for i := range referenceLevels {
		var level []*Rule
		for _, r := range rules {
			if levelOf(r) == i && (!kept || r.Layer != LayerSupposed || r.Effect != Permit) {
				level = append(level, r)
			}
		}
		if len(level) > 0 {
			return q.within(level)
		}
	}
	if q.isZone() {
		return decided{status: Open}
	}
	return decided{}
}

// within a level: (a), (b), (c), (d), and the winner among equals.
func (q *reference) within(level []*Rule) decided {
	if len(level) == 1 {
		return decided{comesTo(level[0]), level[0]}
	}
	remove := func(gone func(r *Rule) bool) { // all at once, then on with the rest
		level = slices.DeleteFunc(slices.Clone(level), gone)
	}
	before := level
	remove(func(r *Rule) bool { // (a) what a rule overrides
		return slices.ContainsFunc(before, func(o *Rule) bool { return slices.Contains(o.Overrides, r.ID) })
	})
	if before := level; level[0].Layer == LayerCase {
		remove(func(r *Rule) bool { // (b) a State's later decision replaces its earlier one
			return ValidState(r.Issuer) && !r.Stated.IsZero() && slices.ContainsFunc(before, func(o *Rule) bool {
				return o.Issuer == r.Issuer && o.Stated.Start().After(r.Stated.Start())
			})
		})
	}
	if slices.ContainsFunc(level, func(r *Rule) bool { return firmPermit(r) && q.ownRule(r) }) {
		remove(func(r *Rule) bool { return refusal(r) && !ValidState(r.Issuer) }) // (c) before its bloc's ban
	}
	worst := Open
	for _, r := range level { // (d) the strictest
		if comesTo(r).Worse(worst) {
			worst = comesTo(r)
		}
	}
	remove(func(r *Rule) bool { return comesTo(r) != worst })
	return decided{worst, slices.MinFunc(level, q.firstAmongEquals)}
}

// firstAmongEquals: own before bloc, earliest from, law before other bases, smaller id.
func (q *reference) firstAmongEquals(a, b *Rule) int {
	for _, first := range [][2]bool{
		{q.ownRule(a), q.ownRule(b)},
		{a.From.Start().Before(b.From.Start()), b.From.Start().Before(a.From.Start())},
		{a.Basis == Law, b.Basis == Law},
	} {
		switch {
		case first[0] && !first[1]:
			return -1
		case first[1] && !first[0]:
			return 1
		}
	}
	return strings.Compare(a.ID, b.ID)
}

// status of a group of rules. An announced permit makes permission of what would be blocked or unknown, and never
// touches open: not what is open without it, and it opens nothing itself by what it replaces. What is not covered is
// unknown unless a rule refuses or the asker supposes.
func (q *reference) status(rules []*Rule) decided {
	out := q.highest(rules)
	if slices.ContainsFunc(rules, announced) {
		firm := q.highest(slices.DeleteFunc(slices.Clone(rules), announced))
		if firm.status == Open || out.status == Open {
			out = firm
		}
	}
	if !q.covered() && out.status != Blocked && (out.by == nil || out.by.Layer != LayerSupposed) {
		return decided{}
	}
	return out
}

// undecided is a rule that rests on facts which were not given.
type undecided3 struct {
	rule *Rule
	need facts
}

// gather asks every rule. The Convention's defaults do not speak for what is not covered.
func (q *reference) gather() (applied []*Rule, flags []string, open []undecided3) {
	for _, r := range q.rules {
		if r.Layer == LayerDefault && !q.covered() {
			continue
		}
		t := q.met(r)
		switch {
		case r.Layer == LayerAdvice: // shown as well if only its end is not known
			if t.is == isTrue || t.is == notKnown && t.need == factEnd {
				flags = append(flags, r.ID)
			}
		case t.is == isTrue:
			applied = append(applied, r)
		case t.is == notKnown:
			open = append(open, undecided3{r, t.need})
		}
	}
	for name, list := range map[string][]string{"ban": q.bans, "permit": q.grants} {
		for _, x := range list {
			if x == q.over.State || x == q.over.Code {
				applied = append(applied, &Rule{ID: "supposed-" + name + "-" + x, Issuer: x, Effect: Effect(name), Standing: Enacted, Layer: LayerSupposed, Grantable: true})
			}
		}
	}
	return applied, flags, open
}

// answer: the status of what applies, unless undecided rules could make it worse.
func (q *reference) answer() answer {
	applied, flags, open := q.gather()
	res := q.status(applied)
	out := answer{Status: res.status, NotCovered: !q.covered(), Flags: flags}
	for _, r := range applied {
		out.Applied = append(out.Applied, r.ID)
		for _, x := range r.Unless {
			if !slices.Contains(out.Unless, x) {
				out.Unless = append(out.Unless, x)
			}
		}
		granted := slices.Contains(q.grants, q.over.State) || slices.Contains(q.grants, q.over.Code)
		if granted && (res.by == nil || res.by.Layer != LayerSupposed) && refusal(r) && (!r.Grantable || r.Layer == LayerSafety) {
			out.NotGrantable = append(out.NotGrantable, r.ID)
		}
	}
	var matter facts
	for _, i := range q.matter(applied, open, res.status) {
		out.Undecided = append(out.Undecided, open[i].rule.ID)
		if matter |= open[i].need; open[i].need&factEnd != 0 {
			out.Missing = append(out.Missing, "end of "+open[i].rule.ID)
		}
	}
	out.Missing = append(out.Missing, q.words(matter)...)
	switch {
	case len(out.Undecided) > 0:
		out.Status = Unknown
	case res.by != nil:
		if out.Winner = res.by.ID; res.status == Permission {
			out.Standing = NotAsked
			if announced(res.by) {
				out.Standing = res.by.Standing
			}
		}
	}
	for _, list := range [][]string{out.Applied, out.Flags, out.Undecided, out.Missing, out.Unless, out.NotGrantable} {
		slices.Sort(list)
	}
	return out
}

// matter finds the undecided rules that could make the status worse, or, if it is unknown, another: those of every
// least group of them that does. All groups are tried, whatever the facts turn out to be.
func (q *reference) matter(applied []*Rule, open []undecided3, status Status) []int {
	if status == Blocked || len(open) == 0 {
		return nil
	}
	hit, found := make([]bool, len(open)), make([]bool, 1<<len(open)) // found: by the group, or a part of it
	for mask := 1; mask < len(found); mask++ {
		for i := range open {
			found[mask] = found[mask] || mask&(1<<i) != 0 && found[mask&^(1<<i)]
		}
		if found[mask] {
			continue
		}
		group := slices.Clone(applied)
		for i, o := range open {
			if mask&(1<<i) != 0 {
				group = append(group, o.rule)
			}
		}
		s := q.status(group).status
		if found[mask] = s.Worse(status) || status == Unknown && s != Unknown; found[mask] {
			for i := range open {
				hit[i] = hit[i] || mask&(1<<i) != 0
			}
		}
	}
	var out []int
	for i := range open {
		if hit[i] {
			out = append(out, i)
		}
	}
	return out
}
