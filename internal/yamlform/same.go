package yamlform

import (
	"slices"

	"go.yaml.in/yaml/v4"
)

// same reports whether two values say the same: mappings whatever the order of their
// keys, sets whatever the order of their items.
func same(a, b *yaml.Node, v Value) bool {
	if a.Kind != b.Kind || len(a.Content) != len(b.Content) {
		return false
	}
	switch a.Kind {
	case yaml.MappingNode:
		return sameMapping(a, b, v.Of)
	case yaml.SequenceNode:
		if v.Style == Set {
			return slices.Equal(words(a), words(b))
		}
		for i := range a.Content {
			if !same(a.Content[i], b.Content[i], v.item()) {
				return false
			}
		}
		return true
	default:
		return null(a) == null(b) && (null(a) || a.Value == b.Value || sameBool(a, b))
	}
}

// null reports whether the node is null or left empty.
func null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// sameBool reports whether both are true or both false, however they are written.
func sameBool(a, b *yaml.Node) bool {
	return a.Tag == "!!bool" && b.Tag == "!!bool" && (a.Value[0]|0x20) == (b.Value[0]|0x20)
}

// sameMapping compares the values of two mappings key by key.
func sameMapping(a, b *yaml.Node, m *Mapping) bool {
	if len(a.Content) != len(b.Content) {
		return false
	}
	other := map[string]*yaml.Node{}
	for i := 0; i+1 < len(b.Content); i += 2 {
		other[b.Content[i].Value] = b.Content[i+1]
	}
	for i := 0; i+1 < len(a.Content); i += 2 {
		key := a.Content[i].Value
		if v, ok := other[key]; !ok || !same(a.Content[i+1], v, m.value(key)) {
			return false
		}
	}
	return true
}

// words returns the words of a list, sorted. A null is no word, not even "null".
func words(n *yaml.Node) []string {
	var out []string
	for _, c := range n.Content {
		if null(c) {
			out = append(out, "")
		} else {
			out = append(out, "="+c.Value)
		}
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
