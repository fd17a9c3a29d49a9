package policy

import (
	"slices"
	"sync"
)

// form is how the value of a key is written.
type form uint8

const (
	formText   form = iota // text, quoted where needed
	formPlain              // a day, a number, true or false: never quoted
	formList               // a list of words on one line
	formSet                // the same, sorted
	formScopes             // the same, in the order of the vocabulary
	formUnless
	formWords   // a list of text, on one line if it is short
	formFilled  // a list of mappings that fills its lines
	formBelow   // a list with its items one below the other
	formMapping // a mapping on one line
)

// layout is how the value of a key is written, and what mapping it is or holds.
type layout struct {
	form    form
	mapping string
}

// mappingLayout holds the keys of a mapping in order, with their layouts.
type mappingLayout struct {
	keys  []string
	value map[string]layout
	block bool // written with its keys one below the other
}

// Kinds of values that are written in a way of their own; all others are text.
var (
	unquotedKinds = []string{"version", "day or instant", "end", "date of a source", "boolean", "tonnes", "tonnes above 0", "flight level", "flight level above 0", "hours"}
	setKinds      = []string{
		"place", "State", "rule id", "name of a zone", "holder", "type", "id of a person", "end of a flight", "State or bloc", "word", "coverage", "outline",
	}
	blockKinds = []string{"file", "rule", "person", "bloc"}
)

// layouts returns how each mapping of the language is written.
var layouts = sync.OnceValue(func() map[string]mappingLayout {
	language := Language()
	names := map[string]bool{}
	for _, m := range language {
		names[m.Name] = true
	}
	out := map[string]mappingLayout{}
	for _, m := range language {
		l := mappingLayout{value: map[string]layout{}, block: slices.Contains(blockKinds, m.Name)}
		for _, k := range m.Keys {
			l.keys = append(l.keys, k.Name)
			l.value[k.Name] = layoutOf(k, names)
		}
		out[m.Name] = l
	}
	return out
})

// layoutOf chooses the layout of one key.
func layoutOf(k Key, names map[string]bool) layout {
	switch {
	case slices.Contains(blockKinds, k.Value), k.Value == "source":
		return layout{formBelow, k.Value}
	case k.Value == "member", k.Value == "group":
		return layout{formFilled, k.Value}
	case k.Value == "subject or any":
		return layout{formMapping, "subject"}
	case names[k.Value]:
		return layout{formMapping, k.Value}
	case k.Value == "scope":
		return layout{form: formScopes}
	case k.Value == "exception":
		return layout{form: formUnless}
	case slices.Contains(unquotedKinds, k.Value):
		return layout{form: formPlain}
	case slices.Contains(setKinds, k.Value):
		return layout{form: formSet}
	case k.List && k.Value == "text":
		return layout{form: formWords}
	case k.List || k.Value == "pair" || k.Value == "extension":
		return layout{form: formList}
	default:
		return layout{}
	}
}

// sorted returns the items of a list in the order in which they are written.
func (l layout) sorted(items []*entry) []*entry {
	rank := func(string) int { return 0 }
	switch l.form {
	case formSet:
	case formScopes:
		rank = func(s string) int { return slices.Index(scopeWords, s) }
	case formUnless:
		rank = func(s string) int { return slices.Index(exceptions, s) }
	default:
		return items
	}
	if slices.ContainsFunc(items, (*entry).commented) {
		return items
	}
	return slices.SortedStableFunc(slices.Values(items), func(a, b *entry) int {
		x, y := a.node.Value, b.node.Value
		if r := rank(x) - rank(y); r != 0 {
			return r
		}
		return compareText(x, y)
	})
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// commented reports whether a comment hangs on the entry or inside it.
func (e *entry) commented() bool {
	return len(e.head) > 0 || e.line != "" || e.inside()
}

// inside reports whether a comment stands inside the value.
func (e *entry) inside() bool {
	return len(e.foot) > 0 || slices.ContainsFunc(e.items, (*entry).commented)
}

// inOrder returns the pairs of a mapping in the order of its keys.
func (m mappingLayout) inOrder(items []*entry) []*entry {
	return slices.SortedStableFunc(slices.Values(items), func(a, b *entry) int {
		return slices.Index(m.keys, a.key.Value) - slices.Index(m.keys, b.key.Value)
	})
}
