// Package yamlform writes YAML in a canonical form and keeps its comments. It knows no
// words of its own: a [Mapping] says which keys there are, in which order they are
// written, and how the value of each is written.
//
// Keys stand in the order of their mapping, and sets are sorted. Days and numbers have
// no quotes, other text only where some reader of YAML could take it for something
// else. Comments stay above, behind or under what they stood at, and a list with a
// comment inside keeps its order. An empty line above an entry stays; of several, one.
// Text in blocks (| and >) keeps its lines. Anchors, tags and directives go.
package yamlform

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Style is how a value is written.
type Style uint8

// The styles. A value that is one word is written as such in each of them.
const (
	Text   Style = iota // text, quoted where needed; text in a block keeps its lines
	Bare                // a day, a number, true or false: never quoted
	Inline              // a mapping on one line; below its key if a comment is inside
	List                // a list of words, or of sets of words, on one line
	Set                 // a list of words on one line, sorted
	Words               // a list of text, on one line if it is short
	Row                 // a list of mappings on one line; one below the other if a comment is inside
	Fill                // a list of mappings that fills lines
	Below               // a list with its items one below the other
)

// Value says how a value is written.
type Value struct {
	Style Style
	Of    *Mapping // the mapping that it is or that its items are; nil: there are no mappings in it
	Order []string // the words of a [Set] that stand first, in this order; all others are sorted as text
}

// Mapping says which keys a mapping may have and how it is written.
type Mapping struct {
	Keys  []Key // in the order in which they are written
	Block bool  // its keys stand one below the other
}

// Key is a key of a mapping, with how its value is written.
type Key struct {
	Name string
	Value
}

// value returns how the value of a key is written.
func (m *Mapping) value(key string) Value {
	if i := m.place(key); i >= 0 {
		return m.Keys[i].Value
	}
	return Value{}
}

// place returns which of the keys it is; -1 for none.
func (m *Mapping) place(key string) int {
	return slices.IndexFunc(m.Keys, func(k Key) bool { return k.Name == key })
}

// Format writes a text that holds one document, a mapping, in its canonical form. What
// comes out says the same, has the same comments, and is its own canonical form. A
// text that is not of the form of the mapping is an error, as is one that could not be
// written without a loss; the errors say which line it is.
func Format(src []byte, m *Mapping) ([]byte, error) {
	doc, comments, err := read(bytes.TrimPrefix(src, []byte("\uFEFF")), m)
	if err != nil {
		return nil, err
	}
	doc.place(comments)
	var w writer
	w.file(doc.root, m)
	out := w.text()
	after, kept, err := read(out, m)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the canonical form cannot be read again; the file is left as it is: %w", err)
	case !sameMapping(doc.root.node, after.root.node, m):
		return nil, errors.New("the canonical form would say something else; the file is left as it is")
	case !sameComments(comments, kept):
		return nil, errors.New("the canonical form would lose a comment; the file is left as it is")
	}
	return out, nil
}

// read reads the entries and the comments of a text.
func read(src []byte, m *Mapping) (*source, []comment, error) {
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		return nil, nil, err
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return nil, nil, errors.New("the text holds no document")
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode || len(root.Content) == 0 {
		return nil, nil, refuse(root, "the document is not a mapping with keys")
	}
	if err := conforms(root, Value{Style: Inline, Of: m}); err != nil {
		return nil, nil, err
	}
	s := newSource(src, root)
	comments := s.scan()
	return s, comments, nil
}

// refuse is the error of a node that cannot be written.
func refuse(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("line %d, column %d: %s", n.Line, n.Column, fmt.Sprintf(format, args...))
}

// conforms returns an error if a node cannot be written in this way.
func conforms(n *yaml.Node, v Value) error {
	if n.Tag != "" && !strings.HasPrefix(n.Tag, "!!") || n.Tag == "!!binary" {
		return refuse(n, "the tag %q would be lost", n.Tag)
	}
	switch n.Kind {
	case yaml.ScalarNode:
		return nil
	case yaml.MappingNode:
		return conformingKeys(n, v)
	case yaml.SequenceNode:
		if v.Style < List {
			return refuse(n, "a list stands where none is written")
		}
		for _, c := range n.Content {
			if err := conforms(c, v.item()); err != nil {
				return err
			}
		}
		return nil
	default:
		return refuse(n, "an alias is not written")
	}
}

// conformingKeys returns an error if a mapping stands where none is written, or has
// keys that it may not have.
func conformingKeys(n *yaml.Node, v Value) error {
	if v.Of == nil {
		return refuse(n, "a mapping stands where none is written")
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		switch {
		case k.Kind != yaml.ScalarNode || v.Of.place(k.Value) < 0:
			return refuse(k, "the key %q has no place", k.Value)
		case seen[k.Value]:
			return refuse(k, "the key %q is given twice", k.Value)
		}
		seen[k.Value] = true
		if err := conforms(n.Content[i+1], v.Of.value(k.Value)); err != nil {
			return err
		}
	}
	return nil
}
