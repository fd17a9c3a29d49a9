package policy

import (
	"cmp"
	"math"
	"slices"
)

// result is what a group of applied rules comes to.
type result struct {
	status Status
	win    *compiled // the rule that decides; nil: none
	reason reason
	over   *compiled // the rule that the winner stands before, for the sentence
	base   Status    // what it would be without announced permits, if one decides
}

// reason is why the winner won.
type reason uint8

const (
	reasonNone     reason = iota // no rule reaches the case
	reasonAlone                  // the only rule on the highest level
	reasonLifts                  // (a) it lifts the other
	reasonLater                  // (b) it replaces an earlier decision
	reasonOwn                    // (c) own permit before the bloc's refusal
	reasonStrict                 // (d) the strictest
	reasonOwnFirst               // among equals: own before bloc
	reasonEarlier                // among equals: earliest from
	reasonLaw                    // among equals: law first
	reasonID                     // among equals: smaller id
	reasonSoft                   // announced or conditional permit
)

// outcome decides a group of applied rules: levels, steps (a) to (d), announced
// permits, and what is not covered.
func (f *found) outcome(applied []*compiled) result {
	res, soft := f.top(applied, true)
	if soft {
		base, _ := f.top(applied, false)
		if base.status == Open || res.status == Open {
			res = base
		} else if res.win != nil && res.win.soft {
			res.reason, res.base, res.over = reasonSoft, base.status, base.win
		}
	}
	if !f.covered && res.status != Blocked && (res.win == nil || res.win.rank != rankSupposed) {
		return result{}
	}
	return res
}

// top decides the highest level that has a rule. It leaves announced and
// conditional permits out unless soft is set, and reports whether the level
// holds one.
func (f *found) top(applied []*compiled, soft bool) (result, bool) {
	noGrant := false
	for _, r := range applied {
		noGrant = noGrant || r.status == Blocked && !r.Grantable
	}
	var room [16]contender
	level, hasSoft, rank := room[:0], false, uint8(math.MaxUint8)
	for _, r := range applied {
		switch {
		case r.soft && !soft, noGrant && r.rank == rankSupposed && r.status == Open, r.rank > rank:
			continue
		case r.rank < rank:
			level, hasSoft, rank = level[:0], false, r.rank
		}
		level = append(level, contender{rule: r})
		hasSoft = hasSoft || r.soft
	}
	if len(level) == 0 {
		return f.nothing(), false
	}
	return f.level(level, rank), hasSoft
}

// nothing is what comes out where no rule has a status: a zone is nobody's, and so
// it is open.
func (f *found) nothing() result {
	if f.zone {
		return result{status: Open}
	}
	return result{}
}

// contender is a rule of the level that decides; gone says which rule removed it.
type contender struct {
	rule *compiled
	gone *compiled
	by   reason
}

// level decides among the rules of one level.
func (f *found) level(level []contender, rank uint8) result {
	if len(level) == 1 {
		return result{status: level[0].rule.status, win: level[0].rule, reason: reasonAlone}
	}
	lift(level)
	if rank == rankCase {
		replace(level)
	}
	f.ownFirst(level)
	var win *compiled
	for i := range level {
		r := level[i].rule
		if level[i].gone == nil && (win == nil || r.status.Worse(win.status) || r.status == win.status && f.equals(r, win) < 0) {
			win = r
		}
	}
	if win == nil {
		return result{} // only if rules lift each other, which no set may hold
	}
	why, over := f.explain(level, win)
	return result{status: win.status, win: win, reason: why, over: over}
}

// lift is step (a): what a rule of the level overrides is removed.
func lift(level []contender) {
	for i := range level {
		if level[i].rule.lifts == nil {
			continue
		}
		for j := range level {
			if _, ok := level[i].rule.lifts[level[j].rule.Rule]; ok && level[j].gone == nil {
				level[j].gone, level[j].by = level[i].rule, reasonLifts
			}
		}
	}
}

// replace is step (b): the later decision of a State replaces its earlier one.
func replace(level []contender) {
	for i := range level {
		a := level[i].rule
		if level[i].by == reasonLifts || a.state == noCode || a.Stated.IsZero() {
			continue
		}
		for j := range level {
			b := level[j].rule
			if level[j].gone == nil && b.state == a.state && !b.Stated.IsZero() && b.known < a.known {
				level[j].gone, level[j].by = a, reasonLater
			}
		}
	}
}

// ownFirst is step (c): an enacted permit of the State itself stands before
// what its bloc refuses.
func (f *found) ownFirst(level []contender) {
	var own *compiled
	for i := range level {
		r := level[i].rule
		if level[i].gone == nil && r.status == Open && f.own(r) && (own == nil || f.equals(r, own) < 0) {
			own = r
		}
	}
	if own == nil {
		return
	}
	for i := range level {
		r := level[i].rule
		if level[i].gone == nil && r.status == Blocked && r.state == noCode {
			level[i].gone, level[i].by = own, reasonOwn
		}
	}
}

// own reports whether the rule is of the State flown over, or of the area.
func (f *found) own(r *compiled) bool {
	return r.state >= 0 && (r.state == f.state || r.state == f.area)
}

// equals compares rules of one status: own before others, the earliest from,
// law before other bases, the smaller id.
func (f *found) equals(a, b *compiled) int {
	_, c := f.compare(a, b)
	return c
}

// compare says which of two rules of one status comes first, and why.
func (f *found) compare(a, b *compiled) (reason, int) {
	if oa, ob := f.own(a), f.own(b); oa != ob {
		return reasonOwnFirst, before(oa)
	}
	if c := cmp.Compare(a.holds.from, b.holds.from); c != 0 {
		return reasonEarlier, c
	}
	if la, lb := a.Basis == Law, b.Basis == Law; la != lb {
		return reasonLaw, before(la)
	}
	return reasonID, cmp.Compare(a.ID, b.ID)
}

// explain finds the step that made the winner win, and before which rule: what
// it removed comes first, then the rule that is next in line, then a milder one.
func (f *found) explain(level []contender, win *compiled) (reason, *compiled) {
	why, over := reasonNone, (*compiled)(nil)
	for i := range level {
		r, w := level[i].rule, reasonNone
		switch {
		case r == win:
		case level[i].gone == win:
			w = level[i].by
		case level[i].gone != nil:
		case r.status != win.status:
			w = reasonStrict
		default:
			w, _ = f.compare(win, r)
		}
		if w == reasonNone {
			continue
		}
		if a, b := w.class(), why.class(); over == nil || a < b || a == b && f.equals(r, over) < 0 {
			why, over = w, r
		}
	}
	if over == nil {
		return reasonAlone, nil
	}
	return why, over
}

// class orders reasons by how much they say.
func (r reason) class() int {
	switch r {
	case reasonLifts, reasonLater, reasonOwn:
		return 0
	case reasonStrict:
		return 2
	default:
		return 1
	}
}

// maxGroups is for how many undecided rules all groups are tried.
const maxGroups = 12

// findMatter finds the undecided rules that could make the status worse; if the
// status is unknown, those that could change it: the rules of every least group of
// them that does. Of more than maxGroups, each is tried alone and with those that
// lift others, since they may bring it back.
func (f *found) findMatter(status Status) {
	n := f.open.n
	if n == 0 || status == Blocked {
		return
	}
	hit := make([]bool, n)
	if n <= maxGroups {
		f.tryGroups(status, hit)
	} else {
		f.tryLifters(status, hit)
	}
	for i, o := range f.open.items() {
		if hit[i] {
			f.matter.add(o)
		}
	}
}

// tryGroups tries all groups of undecided rules, smaller ones before those that hold
// them.
func (f *found) tryGroups(status Status, hit []bool) {
	n := len(hit)
	done := make([]bool, 1<<n) // by the group, or a part of it
	for mask := 1; mask < len(done); mask++ {
		for i := 0; i < n && !done[mask]; i++ {
			done[mask] = mask&(1<<i) != 0 && done[mask&^(1<<i)]
		}
		if done[mask] || !changes(f.tried(mask), status) {
			continue
		}
		done[mask] = true
		for i := range n {
			hit[i] = hit[i] || mask&(1<<i) != 0
		}
	}
}

// tryLifters tries each undecided rule, alone and with those that lift others.
func (f *found) tryLifters(status Status, hit []bool) {
	var lifters []int
	for i, o := range f.open.items()[:min(f.open.n, 60)] {
		if len(o.rule.lifts) > 0 && len(lifters) < 8 {
			lifters = append(lifters, i)
		}
	}
	for i := range hit {
		for mask := range 1 << len(lifters) {
			group := []*compiled{f.open.items()[i].rule}
			for b, k := range lifters {
				if mask&(1<<b) != 0 && k != i {
					group = append(group, f.open.items()[k].rule)
				}
			}
			if !changes(f.outcome(append(slices.Clone(f.applied.items()), group...)).status, status) {
				continue
			}
			hit[i] = true
			for b, k := range lifters {
				hit[k] = hit[k] || mask&(1<<b) != 0
			}
			break
		}
	}
}

// changes tells whether a status is worse than another, or known where that is not.
func changes(s, status Status) bool { return s.Worse(status) || status == Unknown && s != Unknown }

// tried returns the status that would come out if the undecided rules of a group
// were met.
func (f *found) tried(mask int) Status {
	var room [32]*compiled
	group := append(room[:0], f.applied.items()...)
	for i, o := range f.open.items() {
		if mask&(1<<i) != 0 {
			group = append(group, o.rule)
		}
	}
	return f.outcome(group).status
}
