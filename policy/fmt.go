package policy

import (
	"bytes"
	"errors"

	"go.yaml.in/yaml/v4"
)

// Format writes a policy file in its canonical form: keys in the order of
// [Language], lists of codes and words sorted where they are sets, days and
// numbers without quotes, other text with quotes only where it could be read in
// another way, short lists and subjects on one line, rules, people, blocs and
// sources one below the other. Members of blocs keep their order, and so do any_of,
// between, extend and every list with a comment inside. Comments stay above, behind
// or under what they stood at; an empty line above an entry stays. Text in blocks
// (| and >) keeps its lines.
//
// The text may be a layer, as for [ParseLayer]; sets that it extends are not read. A
// text with faults is refused with all of them, as [Errors]. What comes out says the
// same as what went in, and is its own canonical form.
func Format(name string, src []byte) ([]byte, error) {
	if _, err := readAlone(name, src); err != nil {
		return nil, err
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	doc, comments, err := readSource(name, src)
	if err != nil {
		return nil, err
	}
	doc.place(comments)
	var w writer
	w.file(doc.root)
	out := w.text()
	if err := sameContent(name, doc.root.node, comments, out); err != nil {
		return nil, err
	}
	return out, nil
}

// readAlone reads one file and nothing that it refers to.
func readAlone(name string, src []byte) (*Set, error) {
	d := &reader{file: name}
	l, rules := d.document(src)
	s, faults := assemble([]layer{l}, rules, d.refs)
	d.errs = append(d.errs, faults...)
	if d.errs.sort(); len(d.errs) > 0 {
		d.errs.quote(name, src)
		return nil, d.errs.counted(d.more)
	}
	return s, nil
}

// readSource reads the nodes and the comments of a text that was parsed before.
func readSource(name string, src []byte) (*source, []comment, error) {
	d := &reader{file: name}
	root := d.load(src)
	if root == nil {
		return nil, nil, d.errs
	}
	doc := newSource(src, root)
	comments := doc.scan()
	return doc, comments, nil
}

// sameContent makes sure that nothing was lost or changed on the way.
func sameContent(name string, root *yaml.Node, comments []comment, out []byte) error {
	after, kept, err := readSource(name, out)
	switch {
	case err != nil:
		return errors.Join(errors.New(name+": the canonical form cannot be read again; the file is left as it is"), err)
	case !sameNode(root, after.root.node, "file", false):
		return errors.New(name + ": the canonical form would say something else; the file is left as it is")
	case !sameComments(comments, kept):
		return errors.New(name + ": the canonical form would lose a comment; the file is left as it is")
	}
	return nil
}
