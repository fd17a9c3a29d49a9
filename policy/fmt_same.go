package policy

import (
	"slices"

	"go.yaml.in/yaml/v4"
)

// sameNode reports whether two values say the same: mappings whatever the order of
// their keys, sets whatever the order of their items.
func sameNode(a, b *yaml.Node, mapping string, set bool) bool {
	if a.Kind != b.Kind || len(a.Content) != len(b.Content) {
		return false
	}
	switch a.Kind {
	case yaml.MappingNode:
		return sameMapping(a, b, layouts()[mapping])
	case yaml.SequenceNode:
		if set {
			return slices.Equal(values(a), values(b))
		}
		for i := range a.Content {
			if !sameNode(a.Content[i], b.Content[i], mapping, mapping == "") {
				return false
			}
		}
		return true
	default:
		return null(a) == null(b) && (null(a) || a.Value == b.Value || sameBool(a, b))
	}
}

// sameBool reports whether both are true or both false, however they are written.
func sameBool(a, b *yaml.Node) bool {
	return a.Tag == "!!bool" && b.Tag == "!!bool" && (a.Value[0]|0x20) == (b.Value[0]|0x20)
}

// sameMapping compares the values of two mappings key by key.
func sameMapping(a, b *yaml.Node, m mappingLayout) bool {
	other := map[string]*yaml.Node{}
	for i := 0; i+1 < len(b.Content); i += 2 {
		other[b.Content[i].Value] = b.Content[i+1]
	}
	for i := 0; i+1 < len(a.Content); i += 2 {
		key := a.Content[i].Value
		l := m.value[key]
		set := l.form == formSet || l.form == formScopes || l.form == formUnless
		if v, ok := other[key]; !ok || !sameNode(a.Content[i+1], v, l.mapping, set) {
			return false
		}
	}
	return true
}

// values returns the values of a list of words, sorted.
func values(n *yaml.Node) []string {
	var out []string
	for _, c := range n.Content {
		out = append(out, c.Value)
	}
	slices.Sort(out)
	return out
}

// sameComments reports whether both texts have the same comments, in any order.
func sameComments(a, b []comment) bool {
	texts := func(list []comment) []string {
		var out []string
		for _, c := range list {
			out = append(out, c.text)
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(texts(a), texts(b))
}
