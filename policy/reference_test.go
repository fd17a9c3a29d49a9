package policy

import (
	"slices"
	"strings"
)

// The reference decider: the sentences of the design, one after the other, on
// the rules as the file says them. It has no index and compiles nothing. It
// knows the fields of a subject that the generator writes.
type reference struct {
	set    *Set
	grants []string // States supposed to permit
	bans   []string
	flight Flight
	over   Territory
	date   When
	asOf   When
	scope  Scope
}

// answer is what the reference says.
type answer struct {
	status  Status
	winner  string
	applied []string // sorted
	flags   []string // sorted
	missing bool     // the status is unknown for want of a fact
}

// logic is true, false or not known.
type logic int

const (
	isFalse logic = iota
	notKnown
	isTrue
)

func and(list ...logic) logic { return slices.Min(append(list, isTrue)) }
func or(list ...logic) logic  { return slices.Max(append(list, isFalse)) }

func truthOf(b bool) logic {
	if b {
		return isTrue
	}
	return isFalse
}

// during: days are UTC, both ends included; a day that is in only in part is not known.
func (q reference) during(from, until When) logic {
	switch {
	case from.IsZero() && until.IsZero():
		return isTrue
	case q.date.IsZero():
		return notKnown
	case !from.IsZero() && q.date.End().Before(from.Start()), !until.IsZero() && q.date.Start().After(until.End()):
		return isFalse
	case !from.IsZero() && q.date.Start().Before(from.Start()), !until.IsZero() && q.date.End().After(until.End()):
		return notKnown
	}
	return isTrue
}

// member: is the State in the bloc on the date.
func (q reference) member(bloc, state string) logic {
	if bloc == transitBloc {
		bloc = q.set.transit
	}
	out := isFalse
	for _, b := range q.set.blocs {
		for _, m := range b.Members {
			if b.ID != bloc {
				continue
			}
			if inner, ok := strings.CutPrefix(m.ISO, "bloc:"); ok {
				out = or(out, and(q.during(m.From, m.To), q.member(inner, state)))
			} else if m.ISO == state {
				out = or(out, q.during(m.From, m.To))
			}
		}
	}
	return out
}

// among: is the State one of the list.
func (q reference) among(list []string, state string) logic {
	out := isFalse
	for _, x := range list {
		switch {
		case x == state, x == flownOver && (state == q.over.State || state == q.over.Code):
			out = isTrue
		case strings.HasPrefix(x, "bloc:"):
			out = or(out, q.member(strings.TrimPrefix(x, "bloc:"), state))
		}
	}
	return out
}

func (q reference) onTerritory(r *Rule) logic {
	if slices.Contains(r.Except, q.over.Code) || slices.Contains(r.Except, q.over.State) {
		return isFalse
	}
	if slices.Contains(r.Territory, "*") {
		return truthOf(q.over.State != "")
	}
	out := isFalse
	for _, x := range []string{q.over.State, q.over.Code} {
		if x != "" {
			out = or(out, q.among(r.Territory, x))
		}
	}
	return out
}

func (q reference) subject(s Subject) logic {
	f, list := q.flight, []logic{}
	state := func(wanted []string, is string) {
		switch {
		case len(wanted) == 0:
		case is == "":
			list = append(list, notKnown)
		default:
			list = append(list, q.among(wanted, is))
		}
	}
	state(s.Registration, f.Registration.State)
	state(s.OperatorState, f.Operator())
	state(s.Base, f.Base)
	if s.Kind != "" {
		list = append(list, map[Kind]logic{"": notKnown, s.Kind: isTrue}[f.Kind])
	}
	if s.Scheduled != NotGiven {
		list = append(list, truthOf((s.Scheduled == Yes) == (f.Scheduled == Yes)))
	}
	if len(s.Type) > 0 && f.Type == "" {
		list = append(list, notKnown)
	} else if len(s.Type) > 0 {
		list = append(list, truthOf(slices.Contains(s.Type, f.Type)))
	}
	aboard := func(wanted []string) logic {
		out := isFalse
		for _, p := range f.Persons {
			if slices.Contains(wanted, p) {
				return isTrue
			}
			if !q.set.knows(p) {
				out = notKnown
			}
		}
		return out
	}
	if len(s.Persons) > 0 {
		list = append(list, aboard(s.Persons))
	}
	if len(s.PersonsNot) > 0 {
		list = append(list, isTrue-aboard(s.PersonsNot))
	}
	if len(s.AnyOf) > 0 {
		some := isFalse
		for _, g := range s.AnyOf {
			some = or(some, q.subject(g))
		}
		list = append(list, some)
	}
	return and(list...)
}

// met: does the rule apply to the question. The second result is true if all
// that is not known is when it ended.
func (q reference) met(r *Rule) (logic, bool) {
	if !slices.Contains(r.Scope, q.scope) {
		return isFalse, false
	}
	if !q.asOf.IsZero() && r.Stated.Start().After(q.asOf.End()) {
		return isFalse, false
	}
	rest := and(q.onTerritory(r), q.during(r.From, r.Until), q.subject(r.Subject))
	end := isTrue
	if r.UntilOpen {
		stated := r.Stated
		if stated.IsZero() {
			stated = r.From
		}
		if q.date.IsZero() || stated.IsZero() || q.date.End().After(stated.End()) {
			end = notKnown
		}
	}
	return and(rest, end), rest == isTrue && end == notKnown && !q.date.IsZero()
}

var referenceLevels = []Layer{LayerSafety, LayerSupposed, LayerCase, LayerClearance, LayerNational, LayerDefault}

func levelOf(r *Rule) int {
	if r.Layer == LayerBloc {
		return slices.Index(referenceLevels, LayerNational)
	}
	return slices.Index(referenceLevels, r.Layer)
}

func announced(r *Rule) bool { return r.Effect == Permit && r.Standing != Enacted }

func (q reference) ownRule(r *Rule) bool { return r.Issuer == q.over.State || r.Issuer == q.over.Code }

// decide one group of rules: the highest level decides.
func (q reference) among2(rules []*Rule) (Status, *Rule) {
	ungrantable := slices.ContainsFunc(rules, func(r *Rule) bool { return r.Effect.Refusal() && !r.Grantable })
	for i := range referenceLevels {
		var level []*Rule
		for _, r := range rules {
			if levelOf(r) == i && (!ungrantable || r.Layer != LayerSupposed || r.Effect != Permit) {
				level = append(level, r)
			}
		}
		if len(level) > 0 {
			return q.within(level)
		}
	}
	return Unknown, nil
}

// within a level: (a), (b), (c), (d), and the winner among equals.
func (q reference) within(level []*Rule) (Status, *Rule) {
	remove := func(gone func(r *Rule) bool) { // all at once, then on with the rest
		level = slices.DeleteFunc(slices.Clone(level), gone)
	}
	all := level
	remove(func(r *Rule) bool {
		return slices.ContainsFunc(all, func(o *Rule) bool { return slices.Contains(o.Overrides, r.ID) })
	})
	if all := level; level[0].Layer == LayerCase {
		remove(func(r *Rule) bool {
			return ValidState(r.Issuer) && !r.Stated.IsZero() && slices.ContainsFunc(all, func(o *Rule) bool {
				return o.Issuer == r.Issuer && o.Stated.Start().After(r.Stated.Start())
			})
		})
	}
	if slices.ContainsFunc(level, func(r *Rule) bool { return r.Effect == Permit && r.Standing == Enacted && q.ownRule(r) }) {
		remove(func(r *Rule) bool { return r.Effect.Refusal() && !ValidState(r.Issuer) })
	}
	worst := statusOf(level[0].Effect, level[0].Standing)
	for _, r := range level {
		worst = Worst(worst, statusOf(r.Effect, r.Standing))
	}
	remove(func(r *Rule) bool { return statusOf(r.Effect, r.Standing) != worst })
	return worst, slices.MinFunc(level, func(a, b *Rule) int {
		for _, x := range [][2]bool{{q.ownRule(a), q.ownRule(b)}, {a.From.Start().Before(b.From.Start()), b.From.Start().Before(a.From.Start())}, {a.Basis == Law, b.Basis == Law}} {
			if x[0] != x[1] {
				return before(x[0])
			}
		}
		return strings.Compare(a.ID, b.ID)
	})
}

// status of a group: announced permits, and what is not covered.
func (q reference) status(rules []*Rule, covered bool) (Status, *Rule) {
	s, w := q.among2(rules)
	firm := slices.DeleteFunc(slices.Clone(rules), announced)
	top := len(referenceLevels)
	if w != nil {
		top = levelOf(w)
	}
	if s != Blocked && slices.ContainsFunc(rules, func(r *Rule) bool { return announced(r) && levelOf(r) == top }) {
		if base, bw := q.among2(firm); base == Open || s == Open {
			s, w = base, bw
		}
	}
	if !covered && s != Blocked && (w == nil || w.Layer != LayerSupposed) {
		return Unknown, nil
	}
	return s, w
}

func (q reference) answer() answer {
	covered := q.over.State != "" && (q.set.Covers(q.over.State) || q.set.Covers(q.over.Code))
	var out answer
	var applied, open []*Rule
	for r := range q.set.Rules() {
		if r.Layer == LayerSupposed || r.Layer == LayerDefault && !covered {
			continue
		}
		m, endOnly := q.met(r)
		switch {
		case r.Effect.Flag():
			if m == isTrue || endOnly {
				out.flags = append(out.flags, r.ID)
			}
		case m == isTrue:
			applied = append(applied, r)
		case m == notKnown:
			open = append(open, r)
		}
	}
	suppose := func(states []string, e Effect, name string) {
		for _, x := range states {
			if x == q.over.State || x == q.over.Code {
				applied = append(applied, &Rule{ID: name + x, Issuer: x, Effect: e, Standing: Enacted, Layer: LayerSupposed, Grantable: true})
			}
		}
	}
	suppose(q.grants, Permit, "supposed-permit-")
	suppose(q.bans, BanEffect, "supposed-ban-")
	status, w := q.status(applied, covered)
	out.status = status
	if w != nil {
		out.winner = w.ID
	}
	for mask := range 1 << len(open) { // whatever the facts turn out to be
		group := slices.Clone(applied)
		for i, r := range open {
			if mask&(1<<i) != 0 {
				group = append(group, r)
			}
		}
		s, _ := q.status(group, covered)
		if s.Worse(status) || status == Unknown && s != Unknown {
			out.missing = true
		}
	}
	if out.missing {
		out.status, out.winner = Unknown, ""
	}
	for _, r := range applied {
		out.applied = append(out.applied, r.ID)
	}
	slices.Sort(out.applied)
	slices.Sort(out.flags)
	return out
}
