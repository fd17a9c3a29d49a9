package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// CaseResult is what a set says to one case.
type CaseResult struct {
	Case     *Case
	Decision Decision
	Faults   []string // what is not as wanted, in words; nil: all is
}

// Run asks a set all cases, in order.
func (c *Cases) Run(s *Set) []CaseResult {
	out := make([]CaseResult, len(c.List))
	for i := range c.List {
		out[i] = c.List[i].run(s)
	}
	return out
}

// run asks one case.
func (c *Case) run(s *Set) CaseResult {
	out := CaseResult{Case: c}
	f, ok := c.flight(s)
	if !ok {
		out.Faults = []string{"the set has no flight of its own, and the case gives none"}
		return out
	}
	if err := errors.Join(s.Validate(f), s.ValidateLoad(f)); err != nil {
		out.Faults = append(out.Faults, strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	out.Faults = append(out.Faults, c.strangers(s)...)
	if len(out.Faults) > 0 {
		return out
	}
	out.Decision = s.decide(&f, &c.Territory, At{AsOf: c.AsOf}, c.Scope)
	out.Faults = c.compare(&out.Decision)
	return out
}

func (c *Case) flight(s *Set) (Flight, bool) {
	if c.Flight != nil {
		return *c.Flight, true
	}
	return s.Flight()
}

// strangers tells which rules and zones a case names that the set does not have. A
// zone that no rule can name decides nothing: what is wanted there would prove nothing.
func (c *Case) strangers(s *Set) []string {
	var out []string
	for _, z := range slices.Concat(c.Territory.Zones, c.Territory.Within) {
		if !slices.Contains(s.zones, z) {
			e := &UnknownError{What: "zone", Value: z, Suggestions: suggest.Near(z, s.zones), Hint: "the set's key zones declares them"}
			out = append(out, e.Error())
		}
	}
	for _, id := range c.named() {
		if _, ok := s.Rule(id); !ok && !strings.HasPrefix(id, "supposed-") {
			out = append(out, s.needRule(id).Error())
		}
	}
	return out
}

// compare tells what is not as wanted.
func (c *Case) compare(d *Decision) []string {
	var out []string
	w, won := &c.Want, ""
	if r := d.Winner(); r != nil {
		won = r.ID
	}
	if d.Status != w.Status {
		out = append(out, fmt.Sprintf("status is %s, not %s", d.Status, w.Status))
	}
	if w.Rule != "" && won != w.Rule {
		out = append(out, fmt.Sprintf("the rule is %s, not %s", orNone(won), w.Rule))
	}
	behind := slices.DeleteFunc(d.Rules(), func(r *Rule) bool { return r.ID == won || r.Layer == LayerDefault && !slices.Contains(w.Behind, r.ID) })
	out = append(out, lacking("behind it", w.Behind, behind)...)
	out = append(out, lacking("among the flags", w.Flags, d.Flags())...)
	if w.Missing != nil {
		is, wanted := d.Missing(), slices.Clone(w.Missing)
		slices.Sort(is)
		slices.Sort(wanted)
		if !slices.Equal(is, wanted) {
			out = append(out, fmt.Sprintf("missing is %s, not %s", orNone(strings.Join(is, ", ")), orNone(strings.Join(wanted, ", "))))
		}
	}
	return out
}

// lacking tells which of the wanted rules do not apply, and which do if none is
// wanted.
func lacking(where string, wanted []string, rules []*Rule) []string {
	var out []string
	if wanted != nil && len(wanted) == 0 {
		for _, r := range rules {
			out = append(out, fmt.Sprintf("%s is %s, and nothing is wanted there", r.ID, where))
		}
	}
	for _, id := range wanted {
		if !slices.ContainsFunc(rules, func(r *Rule) bool { return r.ID == id }) {
			out = append(out, fmt.Sprintf("%s is not %s", id, where))
		}
	}
	return out
}

// Uncovered returns the rules of a set that no passing case names, neither as the
// winner nor behind it, as a flag or as a rule that rests on what is missing; in
// the order of their files. The Convention's rules are left out.
func Uncovered(s *Set, results []CaseResult) []*Rule {
	covered := map[string]bool{}
	for i := range results {
		r := &results[i]
		if len(r.Faults) > 0 {
			continue
		}
		for _, id := range r.Case.named() {
			covered[id] = true
		}
		if len(r.Case.Want.Missing) > 0 {
			for _, u := range r.Decision.Undecided() {
				covered[u.ID] = true
			}
		}
	}
	var out []*Rule
	for r := range s.Rules() {
		if r.Layer != LayerDefault && !covered[r.ID] {
			out = append(out, r)
		}
	}
	return out
}

// Unnoticed returns the rules of a set that can be removed without a case failing,
// in the order of their files. All cases must pass on the set itself.
func (c *Cases) Unnoticed(s *Set) ([]*Rule, error) {
	by := map[string][]*Case{}
	for i := range c.List {
		for _, id := range c.List[i].named() {
			by[id] = append(by[id], &c.List[i])
		}
	}
	var out []*Rule
	for r := range s.Rules() {
		if r.Layer == LayerDefault {
			continue
		}
		less, err := s.With(Without(r.ID))
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(by[r.ID], func(x *Case) bool { return x.misses(less) }) && !c.anyMisses(less) {
			out = append(out, r)
		}
	}
	return out, nil
}

func (c *Cases) anyMisses(s *Set) bool {
	for i := range c.List {
		if c.List[i].misses(s) {
			return true
		}
	}
	return false
}

// misses tells whether a set that lacks a rule answers otherwise than wanted.
func (c *Case) misses(s *Set) bool {
	f, ok := c.flight(s)
	if !ok {
		return true
	}
	d := s.decide(&f, &c.Territory, At{AsOf: c.AsOf}, c.Scope)
	return len(c.compare(&d)) > 0
}
