package policy

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Combine puts sets together as layers of one. Default flight and as_of are
// those of the first. A rule, bloc or person with the same id and content in
// two layers is one; with other content it is an error, and so are two transit
// agreements. References across layers are resolved here. All faults are
// returned at once as [Errors]. What the sets suppose ([Set.With]) is kept.
func Combine(sets ...*Set) (*Set, error) {
	if len(sets) == 0 {
		return nil, errors.New("policy: no set was given; give at least one")
	}
	for i, s := range sets {
		if s == nil {
			return nil, fmt.Errorf("policy: set %d of %d is nil", i+1, len(sets))
		}
	}
	merged, errs := join(sets)
	errs = append(errs, merged.unresolved()...)
	if errs.sort(); len(errs) > 0 {
		return nil, errs.counted(0)
	}
	return merged.ready(), nil
}

// join puts the layers of sets together; references to nothing stay in refs.
func join(sets []*Set) (*Set, Errors) {
	var layers []layer
	var rules, granted, banned []*Rule
	var refs []ref
	for _, s := range sets {
		for _, l := range s.layers {
			if !slices.ContainsFunc(layers, func(k layer) bool { return k.sha == l.sha && k.name == l.name }) {
				layers = append(layers, l)
			}
		}
		rules = append(rules, s.rules...)
		refs = append(refs, s.refs...)
		granted = append(granted, s.granted...)
		banned = append(banned, s.banned...)
	}
	merged, errs := assemble(layers, rules, refs)
	merged.granted, merged.banned = granted, banned
	merged.defs = slices.DeleteFunc(merged.defs, func(r *Rule) bool {
		return slices.ContainsFunc(sets, func(s *Set) bool { return !slices.Contains(s.defs, r) })
	})
	return merged, errs
}

// assemble builds a set of layers, rules and references, and reports what does
// not go together. References to nothing stay in refs.
func assemble(layers []layer, rules []*Rule, refs []ref) (*Set, Errors) {
	s := &Set{layers: layers, byID: map[string]*Rule{}, defs: defaultRules()}
	var errs Errors
	for _, r := range rules {
		first, ok := s.byID[r.ID]
		switch {
		case !ok:
			s.byID[r.ID] = r
			s.rules = append(s.rules, r)
		case !sameRule(first, r):
			errs = append(errs, &Error{
				File: r.File, Line: r.Line, Col: r.Col,
				Msg:  fmt.Sprintf("the rule %q says something else than in %s, line %d", r.ID, first.File, first.Line),
				Hint: "rename it, or leave the other one out (--without)",
			})
		}
	}
	errs = append(errs, s.gather(layers)...)
	s.gatherZones(layers)
	errs = append(errs, overrideCycles(s.rules)...)
	errs = append(errs, blocCycles(s)...)
	for _, x := range refs {
		if !s.resolves(x) {
			s.refs = append(s.refs, x)
		}
	}
	return s, errs
}

// ready compiles the set if all references are resolved.
func (s *Set) ready() *Set {
	if len(s.refs) == 0 {
		s.prog = compile(s)
	}
	return s
}

// gather collects blocs, people and the transit agreement of the layers.
func (s *Set) gather(layers []layer) Errors {
	var errs Errors
	clash := func(l layer, what, id string) {
		errs = append(errs, &Error{File: l.file, Msg: fmt.Sprintf("the %s %q says something else than in another layer", what, id), Hint: "rename it"})
	}
	for _, l := range layers {
		for _, b := range l.blocs {
			i := slices.IndexFunc(s.blocs, func(x Bloc) bool { return x.ID == b.ID })
			if i < 0 {
				s.blocs = append(s.blocs, b)
			} else if !reflect.DeepEqual(s.blocs[i], b) {
				clash(l, "bloc", b.ID)
			}
		}
		for _, p := range l.people {
			i := slices.IndexFunc(s.people, func(x Person) bool { return x.ID == p.ID })
			if i < 0 {
				s.people = append(s.people, p)
			} else if !reflect.DeepEqual(s.people[i], p) {
				clash(l, "person", p.ID)
			}
		}
		if l.transit != "" {
			if s.transit != "" && s.transit != l.transit {
				clash(l, "transit_agreement", l.transit)
			}
			s.transit = l.transit
		}
	}
	slices.SortFunc(s.blocs, func(a, b Bloc) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.people, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
	return errs
}

// sameRule reports whether two rules say the same, wherever they stand.
func sameRule(a, b *Rule) bool {
	x, y := *a, *b
	x.File, x.Line, x.Col = "", 0, 0
	y.File, y.Line, y.Col = "", 0, 0
	return reflect.DeepEqual(x, y)
}

// resolves reports whether the set holds what the reference names.
func (s *Set) resolves(x ref) bool {
	switch x.kind {
	case "rule":
		_, ok := s.Rule(x.value)
		return ok
	case "person":
		return slices.ContainsFunc(s.people, func(p Person) bool { return p.ID == x.value })
	case "zone":
		return slices.Contains(s.zones, x.value)
	default: // a bloc, or an issuer that is one
		return x.value == transitBloc && x.kind == "bloc" ||
			slices.ContainsFunc(s.blocs, func(b Bloc) bool { return b.ID == x.value })
	}
}

// unresolved turns references to nothing into faults.
func (s *Set) unresolved() Errors {
	var ids, blocs, people []string
	for r := range s.Rules() {
		ids = append(ids, r.ID)
	}
	for _, b := range s.blocs {
		blocs = append(blocs, b.ID)
	}
	for _, p := range s.people {
		people = append(people, p.ID)
	}
	var errs Errors
	for _, x := range s.refs[:min(len(s.refs), maxFaults+1)] {
		e := &Error{File: x.file, Line: x.line, Col: x.col, Msg: fmt.Sprintf("unknown %s %q", x.kind, suggest.Clip(x.value))}
		switch x.kind {
		case "rule":
			e.Msg = fmt.Sprintf("%s refers to the rule %q, which does not exist", orRule(x.by), suggest.Clip(x.value))
			e.Hint = hintOr(suggest.Near(x.value, ids), "write the id of a rule, or give the layer that holds it")
		case "person":
			e.Hint = hintOr(suggest.Near(x.value, people), "add the person to people")
		case "zone":
			e.Hint = hintOr(suggest.Near(x.value, s.zones), "declare it: add it to zones")
		case "issuer":
			e.Hint = hintOr(suggest.Near(x.value, append(slices.Clone(organisations), blocs...)), "write a State (two capital letters), "+strings.Join(organisations, ", ")+" or a bloc of the file")
		default:
			e.Hint = hintOr(suggest.Near(x.value, blocs), "add the bloc to blocs")
		}
		errs = append(errs, e)
	}
	return errs
}

func orRule(id string) string {
	if id == "" {
		return "a rule"
	}
	return fmt.Sprintf("the rule %q", id)
}

func hintOr(words []string, other string) string {
	if h := suggest.DidYouMean(words); h != "" {
		return h
	}
	return other
}

// overrideCycles reports rules that lift each other.
func overrideCycles(rules []*Rule) Errors {
	byID := map[string]*Rule{}
	for _, r := range rules {
		byID[r.ID] = r
	}
	next := func(id string) []string {
		if r, ok := byID[id]; ok {
			return r.Overrides
		}
		return nil
	}
	var errs Errors
	for _, c := range cycles(slices.Sorted(keys(byID)), next) {
		r := byID[c[0]]
		errs = append(errs, &Error{
			File: r.File, Line: r.Line, Col: r.Col,
			Msg:  "rules override each other: " + strings.Join(append(c, c[0]), " > "),
			Hint: "take one of the overrides out",
		})
	}
	return errs
}

// blocCycles reports blocs that contain themselves.
func blocCycles(s *Set) Errors {
	members := map[string][]string{}
	for _, b := range s.blocs {
		members[b.ID] = nil
		for _, m := range b.Members {
			if id, ok := strings.CutPrefix(m.ISO, "bloc:"); ok {
				members[b.ID] = append(members[b.ID], id)
			}
		}
	}
	var errs Errors
	for _, c := range cycles(slices.Sorted(keys(members)), func(id string) []string { return members[id] }) {
		file := ""
		for _, l := range s.layers {
			if slices.ContainsFunc(l.blocs, func(b Bloc) bool { return b.ID == c[0] }) {
				file = l.file
			}
		}
		errs = append(errs, &Error{File: file, Msg: "a bloc contains itself: " + strings.Join(append(c, c[0]), " > "), Hint: "take one of the members out"})
	}
	return errs
}

func keys[V any](m map[string]V) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// cycles returns one cycle for each knot of the graph, each beginning with its smallest node.
func cycles(nodes []string, next func(string) []string) [][]string {
	const open, done = 1, 2
	state := map[string]int{}
	var path []string
	var found [][]string
	var visit func(n string)
	visit = func(n string) {
		state[n] = open
		path = append(path, n)
		for _, m := range next(n) {
			switch state[m] {
			case open:
				c := slices.Clone(path[slices.Index(path, m):])
				least := slices.Index(c, slices.Min(c))
				found = append(found, append(c[least:len(c):len(c)], c[:least]...))
			case 0:
				visit(m)
			}
		}
		path = path[:len(path)-1]
		state[n] = done
	}
	for _, n := range nodes {
		if state[n] == 0 {
			visit(n)
		}
	}
	return found
}
