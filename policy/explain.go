package policy

import (
	"cmp"
	"slices"
	"strings"
)

// Role is what a rule did in a decision.
type Role string

// The roles.
const (
	RoleDecides   Role = "decides"   // the winner
	RoleApplies   Role = "applies"   // on the level that decides, not lifted
	RoleBehind    Role = "behind"    // on a lower level
	RoleLifted    Role = "lifted"    // removed by another rule of its level
	RoleFlag      Role = "flag"      // changes no status
	RoleUndecided Role = "undecided" // rests on a fact that was not given
	RoleNotMet    Role = "not-met"
)

// Step is one rule in an explanation.
type Step struct {
	Rule   *Rule
	Role   Role
	Field  string // of a rule that is not met or undecided: the field that failed or rests on the fact
	Reason string // one plain line
}

// Explanation is a decision and every rule that names the territory, in the
// order in which they count: the winner, other rules that applied, flags,
// undecided rules, rules that are not met.
type Explanation struct {
	Decision Decision
	Steps    []Step
}

var roleOrder = []Role{RoleDecides, RoleApplies, RoleLifted, RoleBehind, RoleFlag, RoleUndecided, RoleNotMet}

// docket is a question and what was found for it.
type docket struct {
	*question
	found *found
}

// Explain gives the decision rule by rule.
func (s *Set) Explain(f Flight, t Territory, at At, scope Scope) Explanation {
	out := Explanation{Decision: s.Decide(f, t, at, scope)}
	if s == nil || s.prog == nil || scope >= scopeCount {
		return out
	}
	q := s.prog.ask(&f, &t, at, scope)
	d := docket{question: &q, found: &out.Decision.found}
	res := d.found.res
	decided := out.Decision.Status != Unknown && res.win != nil
	lifted := d.lifted(res)
	for _, r := range d.found.applied.items() {
		out.Steps = append(out.Steps, appliedStep(r, res, decided, lifted))
	}
	for _, r := range d.candidates() {
		if v := d.judge(r); v.truth != yes || r.rank == rankAdvice || r.rank == rankDefault && !d.found.covered {
			out.Steps = append(out.Steps, d.otherStep(r, v))
		}
	}
	slices.SortStableFunc(out.Steps, func(a, b Step) int {
		if c := cmp.Compare(slices.Index(roleOrder, a.Role), slices.Index(roleOrder, b.Role)); c != 0 {
			return c
		}
		if c := cmp.Compare(ranks[a.Rule.Layer], ranks[b.Rule.Layer]); c != 0 {
			return c
		}
		return cmp.Compare(a.Rule.ID, b.Rule.ID)
	})
	return out
}

// candidates returns the rules that name the territory, or did at some time.
func (d *docket) candidates() []*compiled {
	var out []*compiled
	if d.isZone() {
		out = d.found.prog.onZone(d.zones)
	}
	if d.state != noCode {
		out = append(out, d.found.prog.byCode[d.state]...)
		out = append(out, d.found.prog.star...)
	}
	if d.area != noCode && d.area != d.state {
		for _, r := range d.found.prog.byCode[d.area] {
			if !r.reach.has(d.state) {
				out = append(out, r)
			}
		}
	}
	return out
}

// lifted returns which rules of the deciding level were removed, and by which.
func (d *docket) lifted(res result) map[*compiled]contender {
	out := map[*compiled]contender{}
	if res.win == nil {
		return out
	}
	var level []contender
	for _, r := range d.found.applied.items() {
		if r.rank == res.win.rank {
			level = append(level, contender{rule: r})
		}
	}
	lift(level)
	if res.win.rank == rankCase {
		replace(level)
	}
	d.found.ownFirst(level)
	for _, c := range level {
		if c.gone != nil {
			out[c.rule] = c
		}
	}
	return out
}

// appliedStep describes a rule whose conditions all hold.
func appliedStep(r *compiled, res result, decided bool, lifted map[*compiled]contender) Step {
	s := Step{Rule: r.Rule}
	c, gone := lifted[r]
	switch {
	case res.win == nil && res.status == Open:
		s.Role, s.Reason = RoleApplies, "only "+string(r.Standing)+": does not touch what is open"
	case !decided:
		s.Role, s.Reason = RoleApplies, "applies, but does not decide: the status is unknown"
	case r == res.win:
		s.Role, s.Reason = RoleDecides, "decides: "+r.status.String()
	case gone && c.by == reasonLifts:
		s.Role, s.Reason = RoleLifted, "lifted by "+c.gone.ID
	case gone && c.by == reasonLater:
		s.Role, s.Reason = RoleLifted, "replaced by the later "+c.gone.ID
	case gone:
		s.Role, s.Reason = RoleLifted, "the State's own permit "+c.gone.ID+" stands before it"
	case r.rank == res.win.rank:
		s.Role, s.Reason = RoleApplies, "applies as well: "+r.status.String()
	case r.rank < res.win.rank && r.soft:
		s.Role, s.Reason = RoleApplies, "only "+string(r.Standing)+": does not touch what is open"
	case r.rank < res.win.rank:
		s.Role, s.Reason = RoleApplies, "does not lift what cannot be granted away"
	default:
		s.Role, s.Reason = RoleBehind, "stands behind "+res.win.ID
	}
	return s
}

// otherStep describes a rule that does not apply, or a flag.
func (d *docket) otherStep(r *compiled, v verdict) Step {
	s := Step{Rule: r.Rule, Field: v.field}
	switch {
	case v.truth == no:
		s.Role, s.Reason = RoleNotMet, d.failure(r, v.field)
	case r.rank == rankAdvice && (v.truth == yes || v.missing == factEnd):
		s.Role, s.Field, s.Reason = RoleFlag, "", "a flag: changes no status"
		if v.truth != yes {
			s.Reason += "; when it ended is not known"
		}
	case r.rank == rankDefault && !d.found.covered:
		s.Role, s.Field, s.Reason = RoleNotMet, "covers", d.found.prog.names+" does not cover "+d.state.String()
	default:
		missing := d.found.name([]openRule{{r, v.missing}})
		s.Role, s.Reason = RoleUndecided, v.field+" rests on what was not given: "+strings.Join(missing, ", ")
	}
	return s
}

// failure says in words why a rule is not met.
func (d *docket) failure(r *compiled, field string) string {
	switch field {
	case "scope":
		return "is about " + joined(r.Scope) + ", not " + d.scope.String()
	case "stated":
		return "was stated on " + r.Stated.String() + ", after what was known"
	case "except":
		return "excepts this territory"
	case "territory":
		return strings.Join(r.Territory, ", ") + " did not hold the territory on that day"
	case "from":
		return "holds from " + r.From.String() + " only"
	case "until":
		return "held until " + r.Until.String() + " only"
	case "outline":
		return "holds only in " + strings.Join(r.Outline, ", ")
	case "any_of":
		return "none of the groups of any_of holds"
	default:
		return d.unlike(r, field)
	}
}

// unlike says in words which fact of the flight is not what a subject asks for.
func (d *docket) unlike(r *compiled, field string) string {
	f, s := d.flight, &r.Subject
	switch field {
	case "registration":
		return differs(field, f.Registration.State, s.Registration)
	case "operator_state":
		return differs(field, f.Operator(), s.OperatorState)
	case "owner_state":
		return differs(field, d.owner.String(), s.OwnerState)
	case "kind":
		return differs(field, string(f.Kind), []string{string(s.Kind)})
	case "persons":
		return differs(field, strings.Join(f.Persons, ", "), s.Persons)
	case "origin":
		return differs(field, f.Origin.State, s.Origin)
	case "destination":
		return differs(field, f.Destination.State, s.Destination)
	default:
		return field + " does not hold"
	}
}

// differs says what a fact is and what it would have to be.
func differs(field, is string, wanted []string) string {
	return field + " is " + orNone(is) + ", not " + strings.Join(wanted, " or ")
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// joined writes scopes one after the other.
func joined(list []Scope) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = s.String()
	}
	return strings.Join(words, ", ")
}
