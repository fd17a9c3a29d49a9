package strictyaml

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Null reports whether a node is null or left empty.
func Null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// Pairs yields the keys and values of a mapping; none of another node.
func Pairs(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// ListOf returns a list at the place of its one item.
func ListOf(item *yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: item.Line, Column: item.Column, Content: []*yaml.Node{item}}
}

// Kind reports whether a node is of that kind and bears no alias and no tag, and
// records a fault if not. What is the thing, and wanted what it must be.
func (r *Reader) Kind(n *yaml.Node, want yaml.Kind, what, wanted string) bool {
	if n.Kind == yaml.AliasNode {
		r.Fault(n, "write the value out", "%s is an alias, which %s do not use", what, r.Language.Plural)
		return false
	}
	if n.Kind != want {
		r.Fault(n, "", "%s must be %s", what, wanted)
		return false
	}
	if n.Tag != "" && !strings.HasPrefix(n.Tag, "!!") || n.Tag == "!!binary" {
		r.Fault(n, "leave the tag out", "%s has the tag %q, which %s do not use", what, suggest.Clip(n.Tag), r.Language.Plural)
		return false
	}
	return true
}

// Text reads a scalar as text; null and "" are not text.
func (r *Reader) Text(n *yaml.Node, what string) (string, bool) {
	if !r.Kind(n, yaml.ScalarNode, what, "one value") {
		return "", false
	}
	if Null(n) || strings.TrimSpace(n.Value) == "" {
		r.Fault(n, "give it a value or leave the key out", "%s is empty", what)
		return "", false
	}
	return n.Value, true
}

// Optional reads a scalar as text and takes null for "".
func (r *Reader) Optional(n *yaml.Node, what string) string {
	if Null(n) {
		return ""
	}
	s, _ := r.Text(n, what)
	return s
}

// Word reads one word of a vocabulary.
func Word[T ~string](r *Reader, n *yaml.Node, what string, words []T) T {
	s, ok := r.Text(n, what)
	if !ok {
		return ""
	}
	if slices.Contains(words, T(s)) {
		return T(s)
	}
	plain := make([]string, len(words))
	for i, w := range words {
		plain[i] = string(w)
	}
	r.Fault(n, suggest.Hint(s, plain), "unknown %s %q", what, suggest.Clip(s))
	return ""
}

// Bool reads true or false.
func (r *Reader) Bool(n *yaml.Node, what string) (value, ok bool) {
	s, ok := r.Text(n, what)
	if !ok {
		return false, false
	}
	switch {
	case n.Tag == "!!bool" && strings.EqualFold(s, "true"):
		return true, true
	case n.Tag == "!!bool" && strings.EqualFold(s, "false"):
		return false, true
	}
	r.Fault(n, "write true or false", "%s %q is neither true nor false", what, suggest.Clip(s))
	return false, false
}

// Number reads a number from 0 to most.
func (r *Reader) Number(n *yaml.Node, what string, most float64) float64 {
	s, ok := r.Text(n, what)
	if !ok {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || (n.Tag != "!!int" && n.Tag != "!!float") || !(v >= 0 && v <= most) {
		r.Fault(n, "write a plain number", "%s %q is not a number from 0 to %v", what, suggest.Clip(s), most)
		return 0
	}
	return v
}

// Items reads a list and calls read for each item; an empty list is a fault if it must
// hold something.
func (r *Reader) Items(n *yaml.Node, what string, nonempty bool, read func(n *yaml.Node)) {
	if n.Kind == yaml.ScalarNode && !Null(n) {
		r.Fault(n, "write ["+suggest.Clip(n.Value)+"]", "%s must be a list", what)
		return
	}
	if !r.Kind(n, yaml.SequenceNode, what, "a list") {
		return
	}
	switch {
	case nonempty && len(n.Content) == 0:
		r.Fault(n, "name something or leave the key out", "%s is an empty list", what)
	case len(n.Content) > r.Language.MaxItems:
		r.Fault(n, r.Language.Advice.ManyItems, "%s has %d items, more than %d", what, len(n.Content), r.Language.MaxItems)
		return
	}
	for _, c := range n.Content {
		read(c)
	}
}

// Texts reads a list of texts without repetitions. Those that check refuses, after it
// recorded a fault, are left out.
func (r *Reader) Texts(n *yaml.Node, what string, nonempty bool, check func(n *yaml.Node, s string) bool) []string {
	var out []string
	if len(n.Content) > r.Language.MaxWords {
		r.Fault(n, r.Language.Advice.ManyWords, "%s has %d items, more than %d", what, len(n.Content), r.Language.MaxWords)
		return nil
	}
	r.Items(n, what, nonempty, func(c *yaml.Node) {
		s, ok := r.Text(c, "an item of "+what)
		if !ok || !check(c, s) {
			return
		}
		if slices.Contains(out, s) {
			r.Fault(c, "leave one out", "%s names %q twice", what, suggest.Clip(s))
			return
		}
		out = append(out, s)
	})
	return out
}

// Once records a fault if a name was seen before, and notes its line if not. It reports
// whether the thing can be kept; one without a name cannot.
func (r *Reader) Once(n *yaml.Node, what, name string, seen map[string]int) bool {
	if name == "" {
		return false
	}
	if line, ok := seen[name]; ok {
		r.Fault(n, "rename or remove one", "the %s %q is given twice (first on line %d)", what, name, line)
		return false
	}
	seen[name] = n.Line
	return true
}
