package policy

import (
	"errors"
	"slices"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Override is one "what if" for [Set.With]: [Grant], [Ban], [Without] or [Basis].
type Override struct {
	kind   overrideKind
	values []string
}

type overrideKind uint8

const (
	overrideGrant overrideKind = iota + 1
	overrideBan
	overrideWithout
	overrideBasis
)

// Grant supposes that the State or area permits the flight, for all scopes. It
// never lifts a closure for safety or another rule with grantable: false; the
// decision then names them ([Decision.NotGrantable]).
func Grant(code string) Override { return Override{overrideGrant, []string{code}} }

// Ban supposes that the State or area keeps the flight out, for all scopes. It
// stands before Grant.
func Ban(code string) Override { return Override{overrideBan, []string{code}} }

// Without drops a rule. What it lifted is lifted no more.
func Without(ruleID string) Override { return Override{overrideWithout, []string{ruleID}} }

// Basis keeps only rules that rest on one of the bases, and the default rules.
func Basis(names ...string) Override { return Override{overrideBasis, names} }

// With returns a set in which the overrides hold, besides those that hold
// already. Their order does not matter. An unknown State, rule or basis is an
// [*UnknownError]; all are reported, joined.
func (s *Set) With(overrides ...Override) (*Set, error) {
	if s == nil || s.prog == nil {
		return nil, errors.New("policy: " + s.unready(Overflight))
	}
	out := *s
	out.granted, out.banned = slices.Clone(s.granted), slices.Clone(s.banned)
	var errs []error
	cut := filter{drop: map[string]bool{}}
	for _, o := range overrides {
		switch o.kind {
		case overrideGrant:
			errs = append(errs, suppose(&out.granted, o.values[0], Permit))
		case overrideBan:
			errs = append(errs, suppose(&out.banned, o.values[0], BanEffect))
		case overrideWithout:
			errs = append(errs, s.needRule(o.values[0]))
			cut.drop[o.values[0]] = true
		case overrideBasis:
			errs = append(errs, needBases(o.values))
			cut.bases = append(cut.bases, o.values...)
		default:
			errs = append(errs, errors.New("policy: an override is empty; use Grant, Ban, Without or Basis"))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	out.rules, out.defs, out.byID = cut.kept(s.rules), cut.kept(s.defs), map[string]*Rule{}
	for _, r := range out.rules {
		out.byID[r.ID] = r
	}
	out.prog = compile(&out)
	return &out, nil
}

// filter says which rules stay.
type filter struct {
	drop  map[string]bool // ids that go
	bases []string        // bases that stay; all if empty
}

// kept returns the rules that stay, in a new slice. Bases never drop a rule of layer default.
func (f filter) kept(rules []*Rule) []*Rule {
	var out []*Rule
	for _, r := range rules {
		if !f.drop[r.ID] && (len(f.bases) == 0 || r.Layer == LayerDefault || slices.Contains(f.bases, string(r.Basis))) {
			out = append(out, r)
		}
	}
	return out
}

// suppose adds a supposed rule on a State or area.
func suppose(list *[]*Rule, state string, e Effect) error {
	if !ValidState(state) {
		return &UnknownError{What: "State", Value: state, Suggestions: stateHint(state), Hint: "write two capital letters"}
	}
	id, says := "supposed-permit-"+state, "as the question supposes, "+state+" permits it"
	if e == BanEffect {
		id, says = "supposed-ban-"+state, "as the question supposes, "+state+" refuses it"
	}
	if slices.ContainsFunc(*list, func(r *Rule) bool { return r.ID == id }) {
		return nil
	}
	*list = append(*list, &Rule{
		ID: id, Issuer: state, Territory: []string{state}, Effect: e, Scope: Scopes(), Basis: Supposed,
		Standing: Enacted, Layer: LayerSupposed, Grantable: true, Says: says, Summary: "Supposed by the question.",
	})
	return nil
}

// needRule returns an error if the set has no such rule.
func (s *Set) needRule(id string) error {
	if _, ok := s.Rule(id); ok {
		return nil
	}
	var ids []string
	for r := range s.Rules() {
		ids = append(ids, r.ID)
	}
	return &UnknownError{What: "rule", Value: id, Suggestions: suggest.Near(id, ids), Hint: "flightcheck policy show lists the rules"}
}

// needBases returns an error if one of the names is no basis.
func needBases(names []string) error {
	words := make([]string, len(bases))
	for i, b := range bases {
		words[i] = string(b)
	}
	if len(names) == 0 {
		return &UnknownError{What: "basis", Hint: suggest.Hint("", words)}
	}
	var errs []error
	for _, n := range names {
		if !slices.Contains(words, n) {
			e := &UnknownError{What: "basis", Value: n, Suggestions: suggest.Near(n, words)}
			if len(e.Suggestions) == 0 {
				e.Hint = suggest.Hint(n, words)
			}
			errs = append(errs, e)
		}
	}
	return errors.Join(errs...)
}
