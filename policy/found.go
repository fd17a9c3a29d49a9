package policy

import (
	"cmp"
	"slices"
)

// few is a list that needs no memory of its own while it is short.
type few[T any] struct {
	n    int
	room [10]T
	more []T // all of them, once they are more
}

func (l *few[T]) add(x T) {
	switch {
	case l.n < len(l.room):
		l.room[l.n] = x
	case l.more == nil:
		l.more = append(append(make([]T, 0, 2*len(l.room)), l.room[:]...), x)
	default:
		l.more = append(l.more, x)
	}
	l.n++
}

func (l *few[T]) items() []T {
	if l.more != nil {
		return l.more
	}
	return l.room[:l.n]
}

// openRule is an undecided rule and what it rests on.
type openRule struct {
	rule    *compiled
	missing facts
}

// found is what was found for a question. It holds nothing of the flight but the
// names of the people, for print.
type found struct {
	prog    *program
	state   code
	area    code
	zone    bool // the territory is a zone
	covered bool
	applied few[*compiled] // with a status
	open    few[openRule]
	flags   few[*compiled]
	matter  few[openRule] // those of open that could make it worse
	grant   *compiled     // a supposed permission for the territory
	res     result
	persons []string
	unready string // why nothing was asked
}

// collect asks every rule that may reach the territory.
func (f *found) collect(p *program, q *question, persons []string) {
	f.prog, f.state, f.area, f.zone, f.persons = p, q.state, q.area, q.isZone(), persons
	f.covered = f.zone || q.state != noCode && p.covers(q.state, q.area)
	if f.zone {
		for _, r := range p.onZone(q.zones) {
			f.consider(q, r)
		}
	}
	if q.state != noCode {
		for _, r := range p.byCode[q.state] {
			f.consider(q, r)
		}
	}
	if q.area != noCode && q.area != q.state {
		for _, r := range p.byCode[q.area] {
			if !r.reach.has(q.state) {
				f.consider(q, r)
			}
		}
	}
	for _, r := range p.star {
		f.consider(q, r)
	}
	f.suppose(q.state)
	if q.area != q.state {
		f.suppose(q.area)
	}
}

// suppose adds what the asker supposes of a State or area.
func (f *found) suppose(k code) {
	if r, ok := f.prog.banned[k]; ok {
		f.applied.add(r)
	}
	if r, ok := f.prog.granted[k]; ok {
		f.applied.add(r)
		f.grant = r
	}
}

// consider asks one rule and files it. The Convention's rules do not speak for
// a State that is not covered.
func (f *found) consider(q *question, r *compiled) {
	if r.rank == rankDefault && !f.covered || q.passes(r) {
		return
	}
	v := q.judge(r)
	switch {
	case v.truth == no:
	case r.rank == rankAdvice:
		if v.truth == yes || v.missing == factEnd {
			f.flags.add(r)
		}
	case v.truth == yes:
		f.applied.add(r)
	default:
		f.open.add(openRule{r, v.missing})
	}
}

// order returns the applied rules: the winner, then by level and within a level
// those that were not lifted, the strictest first.
func (f *found) order() []*Rule {
	if f.applied.n == 0 {
		return nil
	}
	list := slices.Clone(f.applied.items())
	slices.SortFunc(list, func(a, b *compiled) int {
		if (a == f.res.win) != (b == f.res.win) {
			return before(a == f.res.win)
		}
		if a.rank != b.rank {
			return cmp.Compare(a.rank, b.rank)
		}
		if a.status != b.status {
			return cmp.Compare(b.status.rank(), a.status.rank())
		}
		return f.equals(a, b)
	})
	return rulesOf(list)
}

func rulesOf(list []*compiled) []*Rule {
	out := make([]*Rule, len(list))
	for i, r := range list {
		out[i] = r.Rule
	}
	return out
}

// before turns "the first is the smaller one" into a comparison.
func before(first bool) int {
	if first {
		return -1
	}
	return 1
}

// name returns the facts that undecided rules rest on.
func (f *found) name(open []openRule) []string {
	var all facts
	var ends []string
	for _, o := range open {
		all |= o.missing
		if o.missing&factEnd != 0 {
			ends = append(ends, "end of "+o.rule.ID)
		}
	}
	var out []string
	for _, w := range factWords {
		if all&w.fact != 0 {
			out = append(out, w.word)
		}
	}
	if all&factPerson != 0 {
		for _, p := range f.persons {
			if _, ok := f.prog.people[p]; !ok {
				out = append(out, "person "+p)
			}
		}
	}
	slices.Sort(ends)
	return append(out, ends...)
}
