package policy

import (
	"reflect"
	"slices"
)

// pairs compares every two rules.
func (l *linter) pairs() {
	for i, r := range l.rules {
		beaten := false
		for j, b := range l.rules {
			if i == j || r.rank != b.rank {
				continue
			}
			if !beaten && l.unreachable(r, b) {
				beaten = true
			}
			if j > i {
				continue // each two once, the later one named first
			}
			switch {
			case l.overlapping(r, b):
			case l.redundant(r, b) || l.redundant(b, r):
			}
			l.contradiction(r, b)
		}
	}
}

// related reports whether one of the rules adds something to the other.
func related(a, b *compiled) bool { return a.AddsTo == b.ID || b.AddsTo == a.ID }

// lifting reports whether a rule overrides another.
func (r *compiled) lifting(o *compiled) bool {
	_, ok := r.lifts[o.Rule]
	return ok
}

// unreachable records that r never decides, because b lifts it or is stricter
// wherever it applies, and nothing can take b away.
func (l *linter) unreachable(r, b *compiled) bool {
	if r.rank == rankAdvice || b.soft && r.status == Open {
		return false // a permit that is only announced never touches open
	}
	lifted := b.lifting(r)
	if !lifted && (!b.status.Worse(r.status) || r.lifting(b) || l.removable(b)) || !l.covers(b, r) {
		return false
	}
	s, what := SeverityError, "it is stricter"
	switch {
	case lifted:
		what = "it overrides this one"
	case b.Issuer != r.Issuer:
		s = SeverityWarning
	}
	l.add(s, "unreachable", r, "effect", "narrow "+b.ID+", let this one override it, or leave this one out",
		"it can never decide: %s (%s) applies wherever it does, and %s", b.ID, b.Effect, what).Others = []string{b.ID}
	return true
}

// removable reports whether some rule may take b away where both apply: one that
// overrides it, a later decision of the same State, or a State's own permit before
// what its bloc refuses.
func (l *linter) removable(b *compiled) bool {
	return slices.ContainsFunc(l.rules, func(c *compiled) bool {
		if c.rank != b.rank || c == b {
			return false
		}
		return c.lifting(b) || replaces(c, b) ||
			b.state == noCode && c.state != noCode && c.status == Open
	})
}

// replaces reports whether a is a later decision of the same State as b.
func replaces(a, b *compiled) bool {
	return a.rank == rankCase && b.rank == rankCase && a.state == b.state && a.state != noCode &&
		!a.Stated.IsZero() && !b.Stated.IsZero() && a.known > b.known
}

// alike reports whether two rules say the same of the same flights over the same
// territory.
func alike(a, b *compiled) bool {
	return a.Issuer == b.Issuer && a.Effect == b.Effect && reflect.DeepEqual(a.Subject, b.Subject) &&
		sameList(a.Territory, b.Territory) && sameList(a.Except, b.Except) && sameList(a.Outline, b.Outline)
}

func sameList(a, b []string) bool { return within(a, b) && within(b, a) }

// overlapping records that two rules are alike and their dates overlap.
func (l *linter) overlapping(r, b *compiled) bool {
	w := r.window().common(b.window())
	if !alike(r, b) || related(r, b) || r.lifting(b) || b.lifting(r) || w.scopes == 0 || w.from > w.to {
		return false
	}
	l.add(SeverityWarning, "overlapping-dates", r, "from", "end one before the other begins, or write adds_to",
		"it says the same as %s, and both hold on the same days", b.ID).Others = []string{b.ID}
	return true
}

// redundant records that b says as much as r wherever r applies.
func (l *linter) redundant(r, b *compiled) bool {
	same := r.Issuer == b.Issuer && r.Effect == b.Effect && r.Basis == b.Basis && r.Standing == b.Standing && r.Grantable == b.Grantable
	if !same || related(r, b) || r.lifting(b) || b.lifting(r) || !l.covers(b, r) {
		return false
	}
	l.add(SeverityNote, "redundant", r, "subject", "", "%s says the same wherever it applies", b.ID).Others = []string{b.ID}
	return true
}

// contradiction records that two rules of one issuer permit and refuse the same
// flight. A refusal of some of the flights that the other permits is none, nor is
// a permit that the refusal covers: that one is unreachable.
func (l *linter) contradiction(r, b *compiled) {
	permit, refusal := r, b
	if permit.Effect != Permit {
		permit, refusal = b, r
	}
	if permit.Effect != Permit || !refusal.Effect.Refusal() || r.Issuer != b.Issuer || r.lifting(b) || b.lifting(r) {
		return
	}
	if replaces(r, b) || replaces(b, r) {
		return
	}
	if l.covers(permit, refusal) || l.covers(refusal, permit) && !l.removable(refusal) {
		return
	}
	words, ok := l.witness(r, b)
	if !ok {
		return
	}
	l.add(SeverityError, "contradiction", r, "effect", "let one override the other, or narrow one",
		"%s and %s by the same issuer both apply to %s; %s refuses it and %s permits it", r.ID, b.ID, words, refusal.ID, permit.ID).Others = []string{b.ID}
}
