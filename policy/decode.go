package policy

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Limits of a policy file. The largest sets that we know have a quarter of a
// megabyte and some hundred rules.
const (
	MaxFile   = 4 << 20 // bytes of a file
	maxItems  = 10_000  // of one list
	maxWords  = 1_000   // of one list of words
	maxFaults = 200     // that are reported; more are counted
)

// ref is a reference to something that may stand in another layer.
type ref struct {
	kind  string // "rule", "bloc" or "person"
	value string
	by    string // id of the rule that makes it
	file  string
	line  int
	col   int
}

// reader turns the nodes of one file into values and collects all faults.
type reader struct {
	file string
	errs Errors
	more int // faults beyond maxFaults
	refs []ref
}

// fault records a fault at a node.
func (d *reader) fault(n *yaml.Node, hint, format string, args ...any) {
	if d.full() {
		d.more++
		return
	}
	e := &Error{File: d.file, Msg: fmt.Sprintf(format, args...), Hint: hint}
	if n != nil {
		e.Line, e.Col = n.Line, n.Column
	}
	d.errs = append(d.errs, e)
}

// full reports whether no more faults are kept.
func (d *reader) full() bool { return len(d.errs) >= maxFaults }

// refer records a reference at a node.
func (d *reader) refer(n *yaml.Node, kind, value, by string) {
	d.refs = append(d.refs, ref{kind: kind, value: value, by: by, file: d.file, line: n.Line, col: n.Column})
}

// load reads the one document of the text. It records a fault and returns nil
// if there is none.
func (d *reader) load(src []byte) *yaml.Node {
	switch {
	case len(src) > MaxFile:
		d.fault(nil, "split it into layers", "the file has %d bytes, more than %d", len(src), MaxFile)
		return nil
	case !utf8.Valid(src):
		line := 1 + bytes.Count(src[:validPrefix(src)], []byte("\n"))
		d.errs = append(d.errs, &Error{File: d.file, Line: line, Col: 1, Msg: "the text is not UTF-8", Hint: "save the file as UTF-8"})
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		d.syntax(src, err)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		d.fault(nil, "begin with version: 1", "the file is empty")
		return nil
	}
	return doc.Content[0]
}

// validPrefix returns how many leading bytes are UTF-8.
func validPrefix(src []byte) int {
	n := 0
	for n < len(src) {
		r, size := utf8.DecodeRune(src[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

// syntax records an error of the YAML reader.
func (d *reader) syntax(src []byte, err error) {
	e := &Error{File: d.file, Msg: "not YAML: " + err.Error()}
	if le, ok := errors.AsType[*yaml.LoadError](err); ok {
		e.Msg = "not YAML: " + le.Message
		e.Line, e.Col = inText(src, le.Mark.Line, le.Mark.Column)
		switch {
		case strings.Contains(le.Message, "no documents"):
			e.Msg, e.Hint = "the file is empty", "begin with version: 1"
		case strings.Contains(le.Message, "single document"):
			e.Msg, e.Hint = "the file holds several documents", "make each a file of its own; layers are given one by one"
			e.Line, e.Col = secondDocument(src), 1
		case strings.Contains(le.Message, "max depth"):
			e.Msg, e.Hint = "the file is nested too deep", "a policy needs no more than six levels"
		case strings.Contains(le.Message, "cannot start any token"):
			e.Hint = "indent with spaces, not tabs, and quote text that begins with a sign"
		}
	}
	d.errs = append(d.errs, e)
}

// inText keeps a position inside the text: what is cut off ends on the last line.
func inText(src []byte, line, col int) (inLine, inCol int) {
	lines := bytes.Split(bytes.TrimRight(src, "\r\n"), []byte("\n"))
	if line > len(lines) {
		return len(lines), utf8.RuneCount(lines[len(lines)-1]) + 1
	}
	return line, max(col, 1)
}

// secondDocument returns the line on which the second document of the text begins.
func secondDocument(src []byte) int {
	content := false
	for i, line := range bytes.Split(src, []byte("\n")) {
		line = bytes.TrimRight(line, " \r")
		mark := bytes.HasPrefix(line, []byte("---")) || bytes.Equal(line, []byte("..."))
		if mark && content {
			return i + 1
		}
		if !mark && len(line) > 0 && line[0] != '#' && line[0] != '%' {
			content = true
		}
	}
	return 1
}

// field says how one key of a mapping is read.
type field struct {
	key  string
	read func(n *yaml.Node)
	need bool
}

// mapping reads a mapping. It reports unknown keys and keys given twice, and
// keys that are missing at the mapping itself.
func (d *reader) mapping(n *yaml.Node, what string, fields []field) {
	if !d.kind(n, yaml.MappingNode, what, "a mapping (key: value)") {
		return
	}
	seen := map[string]int{}
	guessed := map[string]bool{} // a misspelt key stands for the one it is close to
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		f := d.key(k, what, fields, guessed)
		if f == nil {
			continue
		}
		if line, twice := seen[f.key]; twice {
			d.fault(k, "leave one out", "the key %q of %s is given twice (first on line %d)", f.key, what, line)
			continue
		}
		seen[f.key] = k.Line
		f.read(v)
	}
	for _, f := range fields {
		if _, ok := seen[f.key]; f.need && !ok && !guessed[f.key] {
			d.fault(n, "add "+f.key+":", "%s has no %s", what, f.key)
		}
	}
}

// key finds the field of a key, or records a fault and returns nil.
func (d *reader) key(k *yaml.Node, what string, fields []field, guessed map[string]bool) *field {
	if k.Kind != yaml.ScalarNode {
		d.fault(k, "keys are words", "a key of %s is not a word", what)
		return nil
	}
	if k.Value == "when" {
		d.fault(k, "leave it out", "the key %q is reserved", k.Value)
		return nil
	}
	keys := make([]string, len(fields))
	for i := range fields {
		if fields[i].key == k.Value {
			return &fields[i]
		}
		keys[i] = fields[i].key
	}
	if d.full() {
		d.more++
		return nil
	}
	found := near(k.Value, keys)
	for _, w := range found {
		guessed[w] = true
	}
	hint := didYouMean(found)
	if hint == "" {
		hint = "the keys are " + strings.Join(keys, ", ")
	}
	d.fault(k, hint, "unknown key %q in %s", clip(k.Value), what)
	return nil
}

// kind reports whether the node is of that kind, and records a fault if not.
func (d *reader) kind(n *yaml.Node, want yaml.Kind, what, wanted string) bool {
	if n.Kind == yaml.AliasNode {
		d.fault(n, "write the value out", "%s is an alias, which policies do not use", what)
		return false
	}
	if n.Kind != want {
		d.fault(n, "", "%s must be %s", what, wanted)
		return false
	}
	if n.Tag != "" && !strings.HasPrefix(n.Tag, "!!") || n.Tag == "!!binary" {
		d.fault(n, "leave the tag out", "%s has the tag %q, which policies do not use", what, clip(n.Tag))
		return false
	}
	return true
}

// null reports whether the node is null or left empty.
func null(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// text reads a scalar as text; null and "" are not text.
func (d *reader) text(n *yaml.Node, what string) (string, bool) {
	if !d.kind(n, yaml.ScalarNode, what, "one value") {
		return "", false
	}
	if null(n) || strings.TrimSpace(n.Value) == "" {
		d.fault(n, "give it a value or leave the key out", "%s is empty", what)
		return "", false
	}
	return n.Value, true
}

// optional reads a scalar as text and takes null for "".
func (d *reader) optional(n *yaml.Node, what string) string {
	if null(n) {
		return ""
	}
	s, _ := d.text(n, what)
	return s
}

// items reads a list and calls read for each item; an empty list is a fault if it must hold something.
func (d *reader) items(n *yaml.Node, what string, nonempty bool, read func(n *yaml.Node)) {
	if n.Kind == yaml.ScalarNode && !null(n) {
		d.fault(n, "write ["+clip(n.Value)+"]", "%s must be a list", what)
		return
	}
	if !d.kind(n, yaml.SequenceNode, what, "a list") {
		return
	}
	switch {
	case nonempty && len(n.Content) == 0:
		d.fault(n, "name something or leave the key out", "%s is an empty list", what)
	case len(n.Content) > maxItems:
		d.fault(n, "split the file into layers", "%s has %d items, more than %d", what, len(n.Content), maxItems)
		return
	}
	for _, c := range n.Content {
		read(c)
	}
}

// texts reads a list of texts without repetitions.
func (d *reader) texts(n *yaml.Node, what string, nonempty bool, check func(n *yaml.Node, s string) bool) []string {
	var out []string
	if len(n.Content) > maxWords {
		d.fault(n, "name a bloc instead, or split the rule", "%s has %d items, more than %d", what, len(n.Content), maxWords)
		return nil
	}
	d.items(n, what, nonempty, func(c *yaml.Node) {
		s, ok := d.text(c, "an item of "+what)
		if !ok || !check(c, s) {
			return
		}
		if slices.Contains(out, s) {
			d.fault(c, "leave one out", "%s names %q twice", what, clip(s))
			return
		}
		out = append(out, s)
	})
	return out
}

// word reads one word of a vocabulary.
func word[T ~string](d *reader, n *yaml.Node, what string, words []T) T {
	s, ok := d.text(n, what)
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
	d.fault(n, vocabularyHint(s, plain), "unknown %s %q", what, clip(s))
	return ""
}

// vocabularyHint proposes what is close, or else lists the words.
func vocabularyHint(s string, words []string) string {
	if h := didYouMean(near(s, words)); h != "" {
		return h
	}
	return "write " + strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// boolean reads true or false.
func (d *reader) boolean(n *yaml.Node, what string) (value, ok bool) {
	s, ok := d.text(n, what)
	if !ok {
		return false, false
	}
	switch {
	case n.Tag == "!!bool" && strings.EqualFold(s, "true"):
		return true, true
	case n.Tag == "!!bool" && strings.EqualFold(s, "false"):
		return false, true
	}
	d.fault(n, "write true or false", "%s %q is neither true nor false", what, clip(s))
	return false, false
}

// when reads a day or an instant and takes null for "not given".
func (d *reader) when(n *yaml.Node, what string) When {
	s := d.optional(n, what)
	if s == "" {
		return When{}
	}
	w, err := ParseWhen(s)
	if err != nil {
		d.fault(n, "", "%s: %v", what, err)
	}
	return w
}
