package yamlform

import (
	"cmp"
	"slices"
)

// item says how the items of a list are written that are collections themselves.
func (v Value) item() Value {
	switch {
	case v.Style == List:
		return Value{Style: Set}
	case v.Style == Set || v.Of == nil:
		return Value{}
	default:
		return Value{Style: Inline, Of: v.Of}
	}
}

// sorted returns the items of a list in the order in which they are written.
func (v Value) sorted(items []*entry) []*entry {
	if v.Style != Set || slices.ContainsFunc(items, (*entry).commented) {
		return items
	}
	return slices.SortedStableFunc(slices.Values(items), func(a, b *entry) int {
		x, y := a.word(), b.word()
		return cmp.Or(cmp.Compare(v.rank(x), v.rank(y)), cmp.Compare(x, y))
	})
}

// rank returns the place of a word in the order, which comes before all others.
func (v Value) rank(word string) int {
	if i := slices.Index(v.Order, word); i >= 0 {
		return i
	}
	return len(v.Order)
}

// word returns the value as it is sorted.
func (e *entry) word() string {
	if null(e.node) {
		return "null" // as it is written, however it was
	}
	return e.node.Value
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
func (m *Mapping) inOrder(items []*entry) []*entry {
	return slices.SortedStableFunc(slices.Values(items), func(a, b *entry) int {
		return m.place(a.key.Value) - m.place(b.key.Value)
	})
}
