package policy

import (
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// rule looks at one rule alone.
func (l *linter) rule(r *compiled) {
	l.sources(r)
	l.dates(r)
	l.territory(r)
	l.covered(r)
	l.subject(r)
	l.overrides(r)
	if r.Notice > 0 && r.Authority == "" {
		l.add(SeverityNote, "notice-without-authority", r, "notice_hours", "add authority:", "%d hours of notice are wanted, and it is not said by whom", r.Notice)
	}
	if r.Layer == LayerSafety && r.Standing != Enacted {
		l.add(SeverityNote, "soft-closure", r, "standing", "", "the closure is %s and stands above everything else all the same", r.Standing)
	}
}

// sources looks for sources that are missing, or have no link. The article of the
// project has none.
func (l *linter) sources(r *compiled) {
	if len(r.Sources) == 0 && r.Basis != Assumption {
		l.add(SeverityError, "missing-source", r, "basis", "add sources:, or write basis: assumption", "the basis is %s, and no source is named", r.Basis)
	}
	for _, s := range r.Sources {
		if s.Link == "" && r.Basis != Article {
			l.add(SeverityWarning, "missing-link", r, "sources", "add link:", "the source %q has no link", suggest.Clip(s.Publisher))
		}
	}
}

// dates looks at when the rule holds and when it was said.
func (l *linter) dates(r *compiled) {
	asOf := l.asOf[r.File]
	switch date := l.options.Date; {
	case r.Until.IsZero():
	case !date.IsZero() && r.Until.End().Before(date.Start()):
		l.add(SeverityWarning, "expired", r, "until", "", "it ended on %s, before %s", r.Until, date)
	case date.IsZero() && !asOf.IsZero() && r.Until.End().Before(asOf.Start()):
		l.add(SeverityNote, "expired", r, "until", "", "it ended on %s, before the set's as_of (%s)", r.Until, asOf)
	}
	if r.UntilOpen {
		l.add(SeverityNote, "until-unknown", r, "until", "", "it is not known when it ends: from the day after it was stated it is undecided")
	}
	if r.Stated.IsZero() {
		return
	}
	if !r.From.IsZero() && r.Stated.Start().After(r.From.End()) {
		l.add(SeverityNote, "stated-after-from", r, "stated", "", "it was stated on %s and holds from %s on", r.Stated, r.From)
	}
	if !asOf.IsZero() && r.Stated.Start().After(asOf.End()) {
		l.add(SeverityNote, "stated-after-as-of", r, "stated", "set as_of to that day, or later", "it was stated on %s, after the set's as_of (%s)", r.Stated, asOf)
	}
}

// territory looks for codes and zones that nothing has, and for what is left of the
// territory after the exceptions.
func (l *linter) territory(r *compiled) {
	l.codes(r, "territory", SeverityWarning, r.Territory)
	l.codes(r, "except", SeverityNote, r.Except)
	if l.options.Zones != nil {
		for _, z := range r.Zones() {
			l.zone(r, "territory", z)
		}
		for _, z := range r.Outline {
			l.zone(r, "outline", z)
		}
	}
	if len(r.zones) == 0 && !slices.ContainsFunc(l.lands, func(t land) bool { return len(r.spansOn(t)) > 0 }) {
		hint := "leave out except, or the rule"
		if len(r.Except) == 0 {
			hint = "look at the days of the members"
		}
		l.add(SeverityError, "empty-territory", r, "territory", hint, "nothing is left of the territory %s while the rule holds", strings.Join(r.Territory, ", "))
		return
	}
	if len(l.options.Territories) > 0 {
		l.idleExceptions(r)
	}
}

// codes looks for codes that no territory has.
func (l *linter) codes(r *compiled, key string, s Severity, list []string) {
	if l.known.empty() {
		return
	}
	for _, x := range list {
		if ValidState(x) && !l.known.has(codeOf(x)) {
			l.add(s, "unknown-code", r, key, "no flight comes over it", "no area has the code %s (%s)", x, StateName(x))
		}
	}
}

func (l *linter) zone(r *compiled, key, name string) {
	if !slices.Contains(l.options.Zones, name) {
		l.add(SeverityWarning, "unknown-zone", r, key, "load it with --zones, or mend the name", "no zone %q is loaded", name)
	}
}

// idleExceptions looks for exceptions that take nothing out.
func (l *linter) idleExceptions(r *compiled) {
	whole := *r
	whole.except = codeSet{}
	for _, x := range r.Except {
		k := codeOf(x)
		if !l.known.has(k) {
			continue
		}
		if !slices.ContainsFunc(l.lands, func(t land) bool { return (t.area == k || t.state == k) && len(whole.spansOn(t)) > 0 }) {
			l.add(SeverityNote, "except-idle", r, "except", "leave it out", "%s (%s) is not in the territory while the rule holds", x, StateName(x))
		}
	}
}

// covered looks for rules that the set does not speak for.
func (l *linter) covered(r *compiled) {
	if r.star || len(r.zones) > 0 {
		return
	}
	reached := false
	for _, t := range l.lands {
		if len(r.spansOn(t)) == 0 {
			continue
		}
		if l.set.prog.covers(t.state, t.area) {
			return
		}
		reached = true
	}
	if !reached {
		return
	}
	if r.status == Open || r.status == Permission {
		l.add(SeverityWarning, "outside-covers", r, "territory", "add the State to covers", "the set covers no part of the territory, so the rule never permits anything")
		return
	}
	l.add(SeverityNote, "outside-covers", r, "territory", "", "the set covers no part of the territory; it is refused or warned of all the same")
}

// subject looks for subjects that no flight can meet.
func (l *linter) subject(r *compiled) {
	if field := l.conflict(r, &r.Subject); field != "" {
		l.add(SeverityError, "empty-subject", r, "subject", "mend or leave out "+field, "no flight can meet the subject: %s excludes everything", field)
		return
	}
	dead := 0
	for i := range r.Subject.AnyOf {
		if field := l.conflict(r, &r.Subject, &r.Subject.AnyOf[i]); field != "" {
			dead++
			l.add(SeverityWarning, "dead-group", r, "subject", "leave the group out", "group %d of any_of can never hold: %s contradicts the rest of the subject", i+1, field)
		}
	}
	if dead > 0 && dead == len(r.Subject.AnyOf) {
		l.add(SeverityError, "empty-subject", r, "subject", "mend any_of", "no flight can meet the subject: none of the groups of any_of can hold")
	}
}

// overrides looks for rules that this one names and can never lift.
func (l *linter) overrides(r *compiled) {
	var lower []string
	for _, id := range r.Overrides {
		other, ok := l.set.Rule(id)
		if !ok {
			continue // dropped by an override of the set
		}
		o := l.set.prog.rules[other]
		switch why := l.apart(r, o); {
		case why != "":
			l.add(SeverityWarning, "override-idle", r, "overrides", "leave it out", "it overrides %s, which it can never meet: they have no %s in common", id, why).Others = []string{id}
		case o.rank < r.rank:
			l.add(SeverityWarning, "override-higher", r, "overrides", "leave it out, or raise the layer", "it overrides %s, which stands on a higher level (%s) and is not lifted", id, o.Layer).Others = []string{id}
		case o.rank > r.rank:
			lower = append(lower, id)
		}
	}
	if slices.Sort(lower); len(lower) > 0 {
		l.add(SeverityNote, "override-lower", r, "overrides", "", "it overrides %s on a lower level, which is behind it anyway", strings.Join(lower, ", ")).Others = lower
	}
}
