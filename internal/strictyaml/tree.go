package strictyaml

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A tree is the nodes of a text as they are after it was read, without its comments: to
// read a long text takes most of the time that its words take. It begins with the hash of
// its text and the number of nodes. They follow in order, each before what it holds: a
// byte for its kind and tag, the line, counted from the node before, the column, and the
// length of its value and the value, or the number of nodes that it holds.

// treeMagic begins a tree; the number changes with its form.
const treeMagic = "yaml tree 1\n"

// treeTags are the tags that nodes of a tree may have.
var treeTags = [...]string{"!!str", "!!int", "!!float", "!!bool", "!!null", "!!timestamp", "!!map", "!!seq"}

// treeKinds are the kinds that nodes of a tree may have.
var treeKinds = [...]yaml.Kind{yaml.ScalarNode, yaml.MappingNode, yaml.SequenceNode}

// EncodeTree returns the tree of a text that holds one document without aliases and tags
// of its own.
func EncodeTree(src []byte) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		return nil, err
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return nil, fmt.Errorf("the text holds no document")
	}
	w := treeWriter{line: 1}
	if err := w.node(doc.Content[0]); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(src)
	out := append([]byte(treeMagic), sum[:]...)
	out = binary.AppendUvarint(out, w.nodes)
	return append(out, w.out...), nil
}

type treeWriter struct {
	out   []byte
	nodes uint64
	line  int // of the node before
}

func (w *treeWriter) node(n *yaml.Node) error {
	kind, tag := slices.Index(treeKinds[:], n.Kind), slices.Index(treeTags[:], n.Tag)
	if kind < 0 || tag < 0 || n.Anchor != "" {
		return fmt.Errorf("line %d, column %d: a node with the tag %q or an alias has no place in a tree", n.Line, n.Column, n.Tag)
	}
	w.nodes++
	w.out = append(w.out, byte(kind<<4|tag))
	w.out = binary.AppendVarint(w.out, int64(n.Line-w.line))
	w.out = binary.AppendUvarint(w.out, uint64(n.Column))
	w.line = n.Line
	if n.Kind == yaml.ScalarNode {
		w.out = binary.AppendUvarint(w.out, uint64(len(n.Value)))
		w.out = append(w.out, n.Value...)
		return nil
	}
	w.out = binary.AppendUvarint(w.out, uint64(len(n.Content)))
	for _, c := range n.Content {
		if err := w.node(c); err != nil {
			return err
		}
	}
	return nil
}

// LoadTree is [Reader.Load] for a text whose tree is known. A tree that is not that of the
// text is not used.
func (r *Reader) LoadTree(src []byte, tree string) *yaml.Node {
	sum := sha256.Sum256(src)
	if body, ok := strings.CutPrefix(tree, treeMagic+string(sum[:])); ok && len(src) <= r.Language.MaxBytes {
		if root := decodeTree(body); root != nil {
			return root
		}
	}
	return r.Load(src)
}

// decodeTree returns the nodes of a tree, nil if it is damaged.
func decodeTree(body string) *yaml.Node {
	d := treeReader{rest: body, line: 1}
	n := d.uvarint()
	if n == 0 || n > uint64(len(body)) { // each takes some bytes
		return nil
	}
	d.nodes, d.held = make([]yaml.Node, n), make([]*yaml.Node, n)
	root := d.node()
	if d.bad || len(d.nodes) > 0 || d.rest != "" {
		return nil
	}
	return root
}

type treeReader struct {
	rest  string
	nodes []yaml.Node  // not yet used
	held  []*yaml.Node // not yet used
	line  int
	bad   bool
}

func (d *treeReader) node() *yaml.Node {
	if d.bad || len(d.nodes) == 0 || d.rest == "" {
		d.bad = true
		return nil
	}
	n := &d.nodes[0]
	d.nodes = d.nodes[1:]
	kind, tag := int(d.rest[0]>>4), int(d.rest[0]&15)
	d.rest = d.rest[1:]
	if kind >= len(treeKinds) || tag >= len(treeTags) {
		d.bad = true
		return nil
	}
	n.Kind, n.Tag = treeKinds[kind], treeTags[tag]
	d.line += int(d.varint())
	n.Line, n.Column = d.line, int(d.uvarint())
	count := d.uvarint()
	if n.Kind == yaml.ScalarNode {
		if d.bad = d.bad || count > uint64(len(d.rest)); !d.bad {
			n.Value, d.rest = d.rest[:count], d.rest[count:]
		}
		return n
	}
	if d.bad = d.bad || count > uint64(len(d.held)); d.bad {
		return nil
	}
	if count > 0 {
		n.Content, d.held = d.held[:count:count], d.held[count:]
	}
	for i := range n.Content {
		n.Content[i] = d.node()
	}
	return n
}

// uvarint reads a number.
func (d *treeReader) uvarint() uint64 {
	x, n := binary.Uvarint(d.ahead())
	d.skip(n)
	return x
}

// varint reads a number with a sign.
func (d *treeReader) varint() int64 {
	x, n := binary.Varint(d.ahead())
	d.skip(n)
	return x
}

// ahead returns what a number may take.
func (d *treeReader) ahead() []byte { return []byte(d.rest[:min(len(d.rest), binary.MaxVarintLen64)]) }

// skip goes on behind a number of so many bytes; it is none if they are not above 0.
func (d *treeReader) skip(n int) {
	if n <= 0 {
		d.bad, d.rest = true, ""
		return
	}
	d.rest = d.rest[n:]
}
