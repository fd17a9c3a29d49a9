package policy

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// SetChange is how two sets differ, by what they say: the order of rules, the files
// and the lines do not matter.
type SetChange struct {
	Added   []*Rule      // in the new set only, by id
	Removed []*Rule      // in the old set only, by id
	Changed []RuleChange // by id
	Set     []WordChange // what all layers together cover, and their transit agreement
	Blocs   []WordChange // blocs that were added, removed or changed, by id
	People  []WordChange // the same
}

// RuleChange is a rule that is in both sets and says something else.
type RuleChange struct {
	ID     string
	Fields []WordChange // in the order of the file format
}

// WordChange is something before and after, in words; "" is nothing.
type WordChange struct {
	Name     string
	Old, New string
}

// Empty tells whether the sets say the same.
func (c *SetChange) Empty() bool {
	return len(c.Added)+len(c.Removed)+len(c.Changed)+len(c.Set)+len(c.Blocs)+len(c.People) == 0
}

// Diff tells how a set differs from an older one. The Convention's rules and what is
// supposed count as well. The day and the flight of a set decide nothing and are not
// compared.
func Diff(old, now *Set) SetChange {
	var out SetChange
	before, after := rulesByID(old), rulesByID(now)
	for _, id := range slices.Sorted(keys(before)) {
		a, b := before[id], after[id]
		switch {
		case b == nil:
			out.Removed = append(out.Removed, a)
		case !sameRule(a, b):
			out.Changed = append(out.Changed, RuleChange{id, fieldChanges(a, b)})
		}
	}
	for _, id := range slices.Sorted(keys(after)) {
		if before[id] == nil {
			out.Added = append(out.Added, after[id])
		}
	}
	out.Set = setChanges(old, now)
	out.Blocs = wordChanges(old.Blocs(), now.Blocs(), func(b Bloc) string { return b.ID }, blocWords)
	out.People = wordChanges(old.People(), now.People(), func(p Person) string { return p.ID }, personWords)
	return out
}

// setChanges compares the keys of a set that decide.
func setChanges(old, now *Set) []WordChange {
	var out []WordChange
	for _, k := range [...]WordChange{
		{"covers", coversWord(old), coversWord(now)},
		{"transit_agreement", transitWord(old), transitWord(now)},
	} {
		if k.Old != k.New {
			out = append(out, k)
		}
	}
	return out
}

// coversWord names the States and areas that a layer speaks for.
func coversWord(s *Set) string {
	var all []string
	for _, i := range s.Info() {
		if i.Covers == nil {
			return "everywhere"
		}
		all = append(all, i.Covers...)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

func transitWord(s *Set) string {
	if s == nil {
		return ""
	}
	return s.transit
}

func rulesByID(s *Set) map[string]*Rule {
	out := map[string]*Rule{}
	for r := range s.Rules() {
		out[r.ID] = r
	}
	if s != nil {
		for _, r := range slices.Concat(s.granted, s.banned) {
			out[r.ID] = r
		}
	}
	return out
}

// ruleKeys are the fields of a rule by the names that a file gives them.
var ruleKeys = [...][2]string{
	{"Issuer", "issuer"},
	{"Territory", "territory"},
	{"Except", "except"},
	{"Outline", "outline"},
	{"Subject", "subject"},
	{"Effect", "effect"},
	{"Scope", "scope"},
	{"Unless", "unless"},
	{"Stated", "stated"},
	{"From", "from"},
	{"Until", "until"},
	{"UntilOpen", "until: unknown"},
	{"Basis", "basis"},
	{"Act", "act"},
	{"Standing", "standing"},
	{"Says", "says"},
	{"Layer", "layer"},
	{"Grantable", "grantable"},
	{"Overrides", "overrides"},
	{"AddsTo", "adds_to"},
	{"BindingOn", "binding_on"},
	{"Authority", "authority"},
	{"Notice", "notice_hours"},
	{"Sources", "sources"},
	{"Unverified", "unverified"},
	{"Summary", "summary"},
	{"Note", "note"},
}

// fieldChanges tells which fields of two rules differ.
func fieldChanges(a, b *Rule) []WordChange {
	var out []WordChange
	x, y := reflect.ValueOf(*a), reflect.ValueOf(*b)
	for _, k := range &ruleKeys {
		v, w := x.FieldByName(k[0]).Interface(), y.FieldByName(k[0]).Interface()
		if !reflect.DeepEqual(v, w) {
			out = append(out, WordChange{k[1], fieldWord(v), fieldWord(w)})
		}
	}
	return out
}

// fieldWord writes the value of a field on one line.
func fieldWord(v any) string {
	switch v := v.(type) {
	case []string:
		return strings.Join(v, ", ")
	case []Scope:
		return joined(v)
	case []Source:
		var words []string
		for _, s := range v {
			word := joinGiven(" ", s.Publisher, s.Date, s.Link)
			if s.Mirror {
				word += " (mirror)"
			}
			words = append(words, word)
		}
		return strings.Join(words, "; ")
	case Subject:
		return subjectWord(v)
	}
	return fmt.Sprint(v)
}

// subjectWord writes the fields of a subject that are given.
func subjectWord(s Subject) string {
	var words []string
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsZero() {
			words = append(words, fmt.Sprintf("%s %+v", v.Type().Field(i).Name, f.Interface()))
		}
	}
	if len(words) == 0 {
		return "any"
	}
	return strings.Join(words, ", ")
}

// wordChanges compares two lists of named things.
func wordChanges[T any](old, now []T, id func(T) string, words func(T) string) []WordChange {
	by := map[string]*WordChange{}
	at := func(name string) *WordChange {
		if by[name] == nil {
			by[name] = &WordChange{Name: name}
		}
		return by[name]
	}
	for _, x := range old {
		at(id(x)).Old = words(x)
	}
	for _, x := range now {
		at(id(x)).New = words(x)
	}
	var out []WordChange
	for _, c := range by {
		if c.Old != c.New {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b WordChange) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func blocWords(b Bloc) string {
	words := []string{b.Name}
	for _, m := range b.Members {
		word := m.ISO
		if !m.From.IsZero() || !m.To.IsZero() {
			word += " " + m.From.String() + ".." + m.To.String()
		}
		words = append(words, word)
	}
	return joinGiven("; ", append(words, b.Note, fieldWord(b.Sources))...)
}

func personWords(p Person) string {
	return joinGiven("; ", cmp.Or(p.Name, p.ID), p.Note, fieldWord(p.Sources))
}

// joinGiven joins the words that are not empty.
func joinGiven(sep string, words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), sep)
}
