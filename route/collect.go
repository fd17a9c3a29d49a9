package route

import (
	"cmp"
	"slices"

	"github.com/flightcheck/flightcheck/policy"
)

// collect adds to a route what one decision on a crossing means for it: who
// blocks, what is unknown, whose permission it takes, which flags there are.
func (rt *Route) collect(d *Decision) {
	collectStatus(d, &rt.BlockedBy, &rt.Unknown, &rt.Permissions)
	for _, f := range d.flags {
		rt.Flags = appendNew(rt.Flags, Flag{State: d.State, Zone: d.Zone, Kind: f.kind, Rule: f.rule})
	}
}

// collectStatus is collect without the flags.
func collectStatus(d *Decision, blocks *[]Block, gaps *[]Gap, permissions *[]Permission) {
	rule := ""
	if len(d.Rules) > 0 {
		rule = d.Rules[0]
	}
	switch d.Status {
	case policy.Blocked:
		*blocks = appendNew(*blocks, Block{State: d.State, Zone: d.Zone, Scope: d.Scope, Effect: d.Effect, Rule: rule})
	case policy.Permission:
		*permissions = appendNew(*permissions, Permission{State: d.State, Zone: d.Zone, Scope: d.Scope, Standing: d.standing, Says: d.says, Rule: rule})
	case policy.Open:
	default:
		g := Gap{State: d.State, Area: d.areaID, Scope: d.Scope, Missing: d.Missing, Why: d.Why}
		if !slices.ContainsFunc(*gaps, func(o Gap) bool { return o.Area == g.Area && o.Scope == g.Scope }) {
			*gaps = append(*gaps, g)
		}
	}
}

// finish sorts the lists of a route and takes its status: the worst of its
// crossings.
func (rt *Route) finish() {
	rt.Status = policy.Open
	rt.BlockedBy, rt.Permissions, rt.Flags = []Block{}, []Permission{}, []Flag{}
	for _, c := range rt.Crossings {
		if c.Status.Worse(rt.Status) {
			rt.Status = c.Status
		}
		for i := range c.Decisions {
			rt.collect(&c.Decisions[i])
		}
	}
	slices.SortStableFunc(rt.BlockedBy, byState)
	slices.SortStableFunc(rt.Permissions, byGrantor)
	slices.SortStableFunc(rt.Unknown, byArea)
	slices.SortStableFunc(rt.Flags, func(a, b Flag) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Zone, b.Zone), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Rule, b.Rule))
	})
}

func byState(a, b Block) int {
	return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Zone, b.Zone), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Rule, b.Rule))
}

func byGrantor(a, b Permission) int {
	return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Zone, b.Zone), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Rule, b.Rule))
}

func byArea(a, b Gap) int {
	return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Scope, b.Scope))
}

// cite notes a rule for the report and returns its id.
func (r *Report) cite(rule *policy.Rule) string {
	if _, ok := r.Rules[rule.ID]; !ok {
		r.Rules[rule.ID] = RuleOf(rule)
	}
	return rule.ID
}

// RuleOf puts a rule into the words of a report.
func RuleOf(rule *policy.Rule) Rule {
	out := Rule{
		Issuer: rule.Issuer, Effect: string(rule.Effect), Basis: string(rule.Basis), Standing: string(rule.Standing),
		Says: rule.Says, Stated: rule.Stated.String(), Act: rule.Act, Summary: rule.Summary,
		Sources: []SourceOfRule{}, Unverified: slices.Clone(rule.Unverified),
	}
	for _, s := range rule.Sources {
		out.Sources = append(out.Sources, SourceOfRule{Publisher: s.Publisher, Date: s.Date, Link: s.Link, Mirror: s.Mirror})
	}
	return out
}
