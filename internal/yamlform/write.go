package yamlform

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Widths of the canonical form, in characters.
const (
	fillWidth  = 156 // of a list that fills its lines
	wordsWidth = 100 // up to which several pieces of text stand on one line
)

// writer writes the canonical form.
type writer struct {
	out bytes.Buffer
}

// text returns what was written, without empty lines at the end.
func (w *writer) text() []byte {
	return append(bytes.TrimRight(w.out.Bytes(), "\n"), '\n')
}

// file writes the whole document.
func (w *writer) file(root *entry, m *Mapping) {
	w.comments(root.head, 0)
	if root.gap {
		w.out.WriteByte('\n')
	}
	w.first(root, m, 0)
	w.comments(root.foot, 0)
}

func (w *writer) indent(n int) { w.out.WriteString(strings.Repeat(" ", n)) }

// comments writes comments and empty lines, each on a line of its own.
func (w *writer) comments(lines []string, indent int) {
	for _, c := range lines {
		if c != "" {
			w.indent(indent)
			w.out.WriteString(c)
		}
		w.out.WriteByte('\n')
	}
}

// above writes what stands above an entry.
func (w *writer) above(e *entry, first bool, indent int) {
	if e.gap && !first {
		w.out.WriteByte('\n')
	}
	w.comments(e.head, indent)
}

// endLine writes the comment behind an entry and ends the line.
func (w *writer) endLine(e *entry) {
	if e.line != "" {
		w.out.WriteString(" " + e.line)
	}
	w.out.WriteByte('\n')
}

// pairs writes a mapping with its keys one below the other. The first one may
// stand behind the dash of an item, so it is not indented.
func (w *writer) pairs(e *entry, m *Mapping, indent int) {
	for i, p := range m.inOrder(e.items) {
		if i > 0 || len(p.head) == 0 {
			w.above(p, i == 0, indent)
		}
		if i > 0 {
			w.indent(indent)
		}
		w.out.WriteString(p.key.Value + ":")
		w.value(p, m.value(p.key.Value), indent)
	}
}

// value writes the value of a pair behind its colon, to the end of the line or of
// the lines below.
func (w *writer) value(p *entry, v Value, indent int) {
	n := p.node
	switch {
	case n.Kind == yaml.ScalarNode:
		w.scalarLine(p, v, indent)
	case n.Kind == yaml.MappingNode:
		if len(p.items) == 0 || !p.inside() {
			w.out.WriteString(" " + oneLine(p, v))
			w.empty(p, indent)
			return
		}
		w.endLine(p)
		w.first(p, v.Of, indent+2)
		w.foot(p, indent+2)
	case len(p.items) > 0 && w.below(p, v, indent):
		w.endLine(p)
		w.list(p, v, indent+2)
		w.foot(p, indent+2)
	default:
		w.filled(p, v, indent)
	}
}

// first writes a mapping on lines of its own.
func (w *writer) first(p *entry, m *Mapping, indent int) {
	items := m.inOrder(p.items)
	w.comments(items[0].head, indent)
	w.indent(indent)
	w.pairs(p, m, indent)
}

// foot writes the comments below the last item of a collection.
func (w *writer) foot(p *entry, indent int) { w.comments(p.foot, indent) }

// empty ends the line of a mapping on one line; an empty one may hold comments.
func (w *writer) empty(p *entry, indent int) {
	const closing = "}"
	if len(p.foot) > 0 {
		s := w.out.Bytes()
		w.out.Truncate(len(s) - len(closing))
		w.out.WriteByte('\n')
		w.comments(p.foot, indent+2)
		w.indent(indent + 2)
		w.out.WriteString(closing)
	}
	w.endLine(p)
}

// below reports whether the items of a list stand one below the other.
func (w *writer) below(p *entry, v Value, indent int) bool {
	switch v.Style {
	case Below:
		return true
	case Words:
		line := indent + utf8.RuneCountInString(p.key.Value+": "+oneLine(p, v))
		return p.inside() || len(p.items) > 1 && line > wordsWidth
	case Row:
		return p.inside()
	default:
		return false
	}
}

// list writes the items of a list one below the other.
func (w *writer) list(p *entry, v Value, indent int) {
	for i, e := range p.items {
		block := e.node.Kind == yaml.MappingNode && len(e.items) > 0 && (v.Of.Block || e.inside())
		var head []string
		if block {
			head = w.moveUp(e, v.Of)
		}
		w.above(e, i == 0, indent)
		w.comments(head, indent)
		w.indent(indent)
		w.out.WriteString("- ")
		switch {
		case block:
			w.pairs(e, v.Of, indent+2)
			w.foot(e, indent+2)
		case e.node.Kind == yaml.ScalarNode:
			w.out.WriteString(scalar(e, v.Style, false))
			w.endLine(e)
		default:
			w.out.WriteString(oneLine(e, v.item()))
			w.empty(e, indent)
		}
	}
}

// moveUp returns the comments that cannot stand where they are: behind the dash of
// an item, and above its first key.
func (w *writer) moveUp(e *entry, m *Mapping) []string {
	var out []string
	if e.line != "" {
		out = append(out, e.line)
	}
	for _, c := range m.inOrder(e.items)[0].head {
		if c != "" {
			out = append(out, c)
		}
	}
	return out
}

// filled writes a list in brackets. If it is a list of mappings that is too long,
// or has comments, its items fill lines below the key.
func (w *writer) filled(p *entry, v Value, indent int) {
	line := oneLine(p, v)
	long := v.Style == Fill && indent+utf8.RuneCountInString(p.key.Value+": "+line) > fillWidth
	if !long && !p.inside() {
		w.out.WriteString(" " + line)
		w.endLine(p)
		return
	}
	w.out.WriteString(" [\n")
	items, open := v.sorted(p.items), 0 // open: width of the line that is being filled
	for i, e := range items {
		head, behind := hoisted(e)
		text := oneLine(e, v.item())
		if i < len(items)-1 {
			text += ","
		}
		if open > 0 && (len(head) > 0 || open+1+utf8.RuneCountInString(text) > fillWidth) {
			w.out.WriteByte('\n')
			open = 0
		}
		w.comments(head, indent+2)
		if open == 0 {
			w.indent(indent + 2)
			open = indent + 2
		} else {
			w.out.WriteByte(' ')
			open++
		}
		w.out.WriteString(text)
		if open += utf8.RuneCountInString(text); behind != "" {
			w.out.WriteString(" " + behind + "\n")
			open = 0
		}
	}
	w.closeFilled(p, indent, open)
}

// closeFilled writes the bracket at the end of a list.
func (w *writer) closeFilled(p *entry, indent, open int) {
	if open > 0 && len(p.foot) > 0 {
		w.out.WriteByte('\n')
		open = 0
	}
	for _, c := range p.foot {
		if c != "" {
			w.comments([]string{c}, indent+2)
		}
	}
	if open == 0 {
		w.indent(indent + 2)
	}
	w.out.WriteByte(']')
	w.endLine(p)
}

// hoisted returns the comments above an item of a filled list and behind it, those
// inside the item with the ones above.
func hoisted(e *entry) (head []string, behind string) {
	var collect func(x *entry)
	collect = func(x *entry) {
		for _, c := range append(append(append([]string{}, x.head...), x.line), x.foot...) {
			if c != "" {
				head = append(head, c)
			}
		}
		for _, y := range x.items {
			collect(y)
		}
	}
	for _, c := range e.head {
		if c != "" {
			head = append(head, c)
		}
	}
	for _, y := range e.items {
		collect(y)
	}
	for _, c := range e.foot {
		if c != "" {
			head = append(head, c)
		}
	}
	return head, e.line
}

// scalarLine writes one value behind its key, or text in a block below it.
func (w *writer) scalarLine(p *entry, v Value, indent int) {
	if style, ok := p.keepsBlock(); ok && v.Style == Text {
		w.out.WriteString(" " + style)
		w.endLine(p)
		for _, line := range p.blockLines() {
			if line != "" {
				w.indent(indent + 2)
				w.out.WriteString(line)
			}
			w.out.WriteByte('\n')
		}
		return
	}
	w.out.WriteString(" " + scalar(p, v.Style, false))
	w.endLine(p)
}

// oneLine writes a value on one line inside brackets, or in brackets, without comments.
func oneLine(e *entry, v Value) string {
	var parts []string
	switch e.node.Kind {
	case yaml.MappingNode:
		for _, p := range v.Of.inOrder(e.items) {
			parts = append(parts, p.key.Value+": "+oneLine(p, v.Of.value(p.key.Value)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		for _, x := range v.sorted(e.items) {
			parts = append(parts, oneLine(x, v.item()))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	default:
		return scalar(e, v.Style, true)
	}
}
