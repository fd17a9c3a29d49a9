package yamlform

import (
	"slices"
	"strings"
)

// place hangs every comment on an entry, and turns empty lines above entries into
// empty lines above or below their comments.
func (s *source) place(comments []comment) {
	for _, c := range comments {
		if f := s.bracketsAround(c.at); f != nil {
			s.inBrackets(f, c)
			continue
		}
		s.inBlock(c)
	}
	for _, e := range s.all {
		if len(e.head) > 0 && e.gap {
			e.head = append(e.head, "")
		}
		e.gap = e.above || e.gap && len(e.head) == 0
	}
}

// bracketsAround returns the innermost collection in brackets around an offset.
func (s *source) bracketsAround(at int) *entry {
	var found *entry
	for _, e := range append([]*entry{s.root}, s.all...) {
		if e.flow() && e.open < at && at < e.end {
			found = e
		}
	}
	return found
}

// inBrackets hangs a comment inside brackets on the item behind which or above which it stands.
func (s *source) inBrackets(f *entry, c comment) {
	next := slices.IndexFunc(f.items, func(e *entry) bool { return e.start > c.at })
	if next < 0 {
		next = len(f.items)
	}
	if !c.own && next > 0 && f.items[next-1].line == "" {
		f.items[next-1].line = c.text
		return
	}
	if next < len(f.items) {
		s.above(f.items[next], c)
		return
	}
	s.under(f, c)
}

// inBlock hangs a comment outside of brackets.
func (s *source) inBlock(c comment) {
	last, next := s.around(c.at)
	switch {
	case last == nil && (next == nil || next.parent == s.root && next == s.root.items[0]):
		s.above(s.root, c) // the head of the file
	case !c.own && last.line == "":
		last.line = c.text
	case !c.own:
		last.head = append(last.head, c.text)
	case last != nil && c.at < last.at && (!last.collection() || last.flow()):
		s.above(last, c) // between a key and its value
	default:
		s.ownLine(c, last, next)
	}
}

// ownLine hangs a comment on a line of its own: on the entry below it, or on a
// collection before it that reaches as far to the right as the comment does.
func (s *source) ownLine(c comment, last, next *entry) {
	col := c.at - s.lines[s.lineOf(c.at)] + 1
	if strings.TrimSpace(s.before(c.at)) != "" {
		last = nil // behind the dash of the next item
	}
	for e := last; e != nil; e = e.parent {
		if !e.collection() || e.flow() {
			continue
		}
		if next != nil && e.holds(next) {
			break
		}
		if e.node.Column <= col && (next == nil || next.parent.node.Column < col) {
			s.under(e, c)
			return
		}
	}
	if next != nil {
		s.above(next, c)
		return
	}
	s.under(s.root, c)
}

// holds reports whether the entry holds another, at any depth.
func (e *entry) holds(x *entry) bool {
	for p := x.parent; p != nil; p = p.parent {
		if p == e {
			return true
		}
	}
	return false
}

// around returns the last entry before an offset and the first one after it, without
// those in brackets.
func (s *source) around(at int) (last, next *entry) {
	for _, e := range s.all {
		switch {
		case e.inBrackets():
		case e.start < at:
			last = e
		default:
			return last, e
		}
	}
	return last, nil
}

// inBrackets reports whether the entry stands in a collection in brackets.
func (e *entry) inBrackets() bool {
	for p := e.parent; p != nil; p = p.parent {
		if p.flow() {
			return true
		}
	}
	return false
}

// above hangs a comment above an entry.
func (s *source) above(e *entry, c comment) {
	gap := c.own && s.emptyAbove(c.at)
	switch {
	case len(e.head) > 0 && gap:
		e.head = append(e.head, "")
	case gap:
		e.above = true
	}
	e.head = append(e.head, c.text)
	if e == s.root && s.emptyBelow(c.at) {
		e.gap = true
	} else if e == s.root {
		e.gap = false
	}
}

// under hangs a comment below the last item of a collection.
func (s *source) under(e *entry, c comment) {
	if c.own && s.emptyAbove(c.at) {
		e.foot = append(e.foot, "")
	}
	e.foot = append(e.foot, c.text)
}

// emptyBelow reports whether the line below that of an offset is empty.
func (s *source) emptyBelow(at int) bool {
	begin := s.after(at)
	return begin < len(s.text) && strings.TrimSpace(s.text[begin:s.after(begin)]) == ""
}
