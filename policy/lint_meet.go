package policy

import "slices"

// window is when, and for which scopes, something is asked.
type window struct {
	span
	scopes uint8
}

func (r *compiled) window() window { return window{r.holds, r.scopes} }

// common returns what two windows have in common.
func (w window) common(v window) window {
	return window{span{max(w.from, v.from), min(w.to, v.to)}, w.scopes & v.scopes}
}

// overlap reports whether two spans have a second in common.
func (s span) overlap(t span) bool { return max(s.from, t.from) <= min(s.to, t.to) }

// spansOn returns when the rule reaches a territory.
func (r *compiled) spansOn(t land) []span {
	switch {
	case r.except.has(t.area) || r.except.has(t.state) || r.star && t.state == noCode:
		return nil
	case r.star || r.where.codes.has(t.state) || r.where.codes.has(t.area):
		return []span{r.holds}
	}
	var out []span
	for _, b := range r.where.blocs {
		for i, k := range []code{t.state, t.area} {
			if k == noCode || i == 1 && k == t.state {
				continue
			}
			for _, s := range b.of(k) {
				if both := (span{max(s.from, r.holds.from), min(s.to, r.holds.to)}); both.from <= both.to {
					out = append(out, both)
				}
			}
		}
	}
	return out
}

// apart returns what keeps two rules from ever applying together, or "".
func (l *linter) apart(a, b *compiled) string {
	w := a.window().common(b.window())
	switch {
	case w.scopes == 0:
		return "scope"
	case w.from > w.to:
		return "day"
	case !l.meetSomewhere(a, b):
		return "territory"
	}
	for _, x := range a.Subject.combined() {
		for _, y := range b.Subject.combined() {
			if l.conflictIn(w, append(slices.Clone(x), y...)...) == "" {
				return ""
			}
		}
	}
	return "flight"
}

// combined returns the subject alone, or with each group of its any_of: a flight
// meets the subject if it meets all of one of these.
func (s *Subject) combined() [][]*Subject {
	if len(s.AnyOf) == 0 {
		return [][]*Subject{{s}}
	}
	var out [][]*Subject
	for i := range s.AnyOf {
		out = append(out, []*Subject{s, &s.AnyOf[i]})
	}
	return out
}

// meetSomewhere reports whether both rules reach a territory at the same time.
func (l *linter) meetSomewhere(a, b *compiled) bool {
	if slices.ContainsFunc(a.zones, func(z string) bool { return slices.Contains(b.zones, z) }) {
		return true
	}
	return slices.ContainsFunc(l.lands, func(t land) bool { return len(sharedSpans(a, b, t)) > 0 })
}

// sharedSpans returns when both rules reach a territory.
func sharedSpans(a, b *compiled, t land) []span {
	var out []span
	of := b.spansOn(t)
	for _, x := range a.spansOn(t) {
		for _, y := range of {
			if x.overlap(y) {
				out = append(out, span{max(x.from, y.from), min(x.to, y.to)})
			}
		}
	}
	return out
}

// conflict returns the field by which subjects exclude each other while a rule
// holds, or "" if that cannot be shown.
func (l *linter) conflict(r *compiled, all ...*Subject) string {
	return l.conflictIn(r.window(), all...)
}

// conflictIn is conflict for a window.
func (l *linter) conflictIn(w window, all ...*Subject) string {
	for _, check := range []func(window, []*Subject) string{natureConflict, bandConflict, personConflict, l.holderConflict, l.endConflict} {
		if field := check(w, all); field != "" {
			return field
		}
	}
	return ""
}

// natureConflict compares kind, scheduled, type, purpose and cargo.
func natureConflict(_ window, all []*Subject) string {
	kind, scheduled := Kind(""), NotGiven
	for _, s := range all {
		if s.Kind != "" && kind != "" && s.Kind != kind {
			return "kind"
		}
		if s.Scheduled != NotGiven && scheduled != NotGiven && s.Scheduled != scheduled {
			return "scheduled"
		}
		if s.Kind != "" {
			kind = s.Kind
		}
		if s.Scheduled != NotGiven {
			scheduled = s.Scheduled
		}
	}
	for _, f := range []struct {
		name string
		of   func(*Subject) []string
	}{
		{"type", func(s *Subject) []string { return s.Type }},
		{"purpose", func(s *Subject) []string { return s.Purpose }},
		{"cargo", func(s *Subject) []string { return s.Cargo }},
	} {
		if left, given := inAll(all, f.of); given && len(left) == 0 {
			return f.name
		}
	}
	return ""
}

// inAll returns what stands in each of the lists that are not empty, and whether
// there is one.
func inAll(all []*Subject, of func(*Subject) []string) (left []string, given bool) {
	for _, s := range all {
		list := of(s)
		switch {
		case len(list) == 0:
		case !given:
			left, given = slices.Clone(list), true
		default:
			left = slices.DeleteFunc(left, func(x string) bool { return !slices.Contains(list, x) })
		}
	}
	return left, given
}

// bandConflict compares masses, and levels where only overflight is asked: a flight
// that lands passes all levels below its own.
func bandConflict(w window, all []*Subject) string {
	var mass Mass
	var levels Levels
	for _, s := range all {
		mass.FromT, levels.FromFL = max(mass.FromT, s.MTOW.FromT), max(levels.FromFL, s.Levels.FromFL)
		if s.MTOW.UpToT != 0 && (mass.UpToT == 0 || s.MTOW.UpToT < mass.UpToT) {
			mass.UpToT = s.MTOW.UpToT
		}
		if s.Levels.ToFL != 0 && (levels.ToFL == 0 || s.Levels.ToFL < levels.ToFL) {
			levels.ToFL = s.Levels.ToFL
		}
	}
	switch {
	case mass.UpToT != 0 && mass.FromT > mass.UpToT:
		return "mtow"
	case w.scopes == 1<<Overflight && levels.ToFL != 0 && levels.FromFL > levels.ToFL:
		return "levels"
	default:
		return ""
	}
}

// personConflict looks for people of whom one must and none may be on board.
func personConflict(_ window, all []*Subject) string {
	var not []string
	for _, s := range all {
		not = append(not, s.PersonsNot...)
	}
	for _, s := range all {
		if len(s.Persons) > 0 && !slices.ContainsFunc(s.Persons, func(p string) bool { return !slices.Contains(not, p) }) {
			return "persons"
		}
	}
	return ""
}

// holderConflict compares registration, operator and base.
func (l *linter) holderConflict(w window, all []*Subject) string {
	none := func(*Subject) []string { return nil }
	for _, f := range []struct {
		name    string
		of, not func(*Subject) []string
	}{
		{"registration", func(s *Subject) []string { return s.Registration }, func(s *Subject) []string { return s.RegistrationNot }},
		{"operator_state", func(s *Subject) []string { return s.OperatorState }, func(s *Subject) []string { return s.OperatorNot }},
		{"base", func(s *Subject) []string { return s.Base }, none},
	} {
		if l.excludes(w, all, f.of, f.not) {
			return f.name
		}
	}
	return ""
}

// endConflict compares origin and destination.
func (l *linter) endConflict(w window, all []*Subject) string {
	for _, f := range []struct {
		name    string
		of, not func(*Subject) []string
	}{
		{"origin", func(s *Subject) []string { return s.Origin }, func(s *Subject) []string { return s.OriginNot }},
		{"destination", func(s *Subject) []string { return s.Destination }, func(s *Subject) []string { return s.DestinationNot }},
	} {
		if l.excludes(w, all, f.of, f.not) {
			return f.name
		}
	}
	return ""
}

// excludes reports whether no code is in all the lists and in none of the others.
// Lists with aerodromes, or with the State flown over, may hold anything.
func (l *linter) excludes(w window, all []*Subject, of, not func(*Subject) []string) bool {
	var left codeSet
	given := false
	for _, s := range all {
		list := of(s)
		if len(list) == 0 {
			continue
		}
		p := l.lists.places(list)
		if p.flownOver || len(p.aerodromes) > 0 {
			return false
		}
		codes := p.ever(w.span)
		if given {
			for i := range left {
				left[i] &= codes[i]
			}
		} else {
			left, given = codes, true
		}
	}
	if !given {
		return false
	}
	for _, s := range all {
		p := l.lists.places(not(s))
		always := p.always(w.span)
		for i := range left {
			left[i] &^= always[i]
		}
	}
	return left.empty()
}

// ever returns the codes that are in the list at some time in the span.
func (p *places) ever(during span) codeSet {
	out := p.codes
	for _, b := range p.blocs {
		for k := range code(codeCount) {
			if b.codes.has(k) && slices.ContainsFunc(b.of(k), during.overlap) {
				out.add(k)
			}
		}
	}
	return out
}

// always returns the codes that are in the list all through the span.
func (p *places) always(during span) codeSet {
	out := p.codes
	for _, b := range p.blocs {
		for k := range code(codeCount) {
			if b.codes.has(k) && slices.ContainsFunc(b.of(k), func(s span) bool { return s.from <= during.from && during.to <= s.to }) {
				out.add(k)
			}
		}
	}
	return out
}
