package yamlform

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// source is the text of a document with its entries.
type source struct {
	text  string
	lines []int // offset at which each line begins
	root  *entry
	all   []*entry // in the order of the text, without the root
}

// entry is a pair of a mapping, an item of a list, or the whole document.
type entry struct {
	key, node *yaml.Node // key is nil for an item of a list
	parent    *entry
	items     []*entry
	start     int      // offset of the key, or else of the value
	at        int      // offset of the value
	open, end int      // offsets of the brackets of a collection in flow style
	body      []string // lines of text in a block, without their indent
	gap       bool     // an empty line is above it, and it is not the first of its collection
	above     bool     // that empty line is above its comments, not below them
	head      []string // comments above it, an empty one for an empty line
	line      string   // comment behind it
	foot      []string // comments below its last item
}

// comment is a comment of the text.
type comment struct {
	at   int // offset of the #
	text string
	own  bool // nothing but space, or the dash of an item, is before it on the line
}

// newSource builds the entries of a text from its nodes.
func newSource(text []byte, root *yaml.Node) *source {
	s := &source{text: string(text)}
	for i := 0; i < len(s.text); {
		s.lines = append(s.lines, i)
		i = s.after(i)
	}
	s.root = s.entry(nil, nil, root)
	return s
}

// entry builds an entry and those inside it.
func (s *source) entry(parent *entry, key, node *yaml.Node) *entry {
	e := &entry{key: key, node: node, parent: parent, at: s.offset(node.Line, node.Column)}
	e.start = e.at
	if key != nil {
		e.start = s.offset(key.Line, key.Column)
	}
	if parent != nil {
		s.all = append(s.all, e)
		first := len(parent.items) == 0
		e.gap = !first && s.emptyAbove(e.start)
		parent.items = append(parent.items, e)
	}
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			s.entry(e, node.Content[i], node.Content[i+1])
		}
	case yaml.SequenceNode:
		for _, c := range node.Content {
			s.entry(e, nil, c)
		}
	default: // a scalar has nothing inside
	}
	return e
}

// flow reports whether the value is a collection in brackets.
func (e *entry) flow() bool { return e.collection() && e.node.Style&yaml.FlowStyle != 0 }

func (e *entry) collection() bool {
	return e.node.Kind == yaml.MappingNode || e.node.Kind == yaml.SequenceNode
}

// breakAt returns how many bytes the line break at i has; 0 if there is none. The
// YAML reader takes the separators of Unicode for line breaks too.
func breakAt(s string, i int) int {
	switch {
	case strings.HasPrefix(s[i:], "\r\n"):
		return 2
	case s[i] == '\n' || s[i] == '\r':
		return 1
	case strings.HasPrefix(s[i:], "\u0085"):
		return 2
	case strings.HasPrefix(s[i:], "\u2028"), strings.HasPrefix(s[i:], "\u2029"):
		return 3
	default:
		return 0
	}
}

// endOfLine returns the offset of the line break at or after i, or of the end.
func (s *source) endOfLine(i int) int {
	for i < len(s.text) && breakAt(s.text, i) == 0 {
		i++
	}
	return i
}

// after returns where the line after that of i begins.
func (s *source) after(i int) int {
	i = s.endOfLine(i)
	if i < len(s.text) {
		i += breakAt(s.text, i)
	}
	return i
}

// offset returns the offset of a place, line and column from 1, column in characters.
func (s *source) offset(line, col int) int {
	if line < 1 || line > len(s.lines) {
		return len(s.text)
	}
	i := s.lines[line-1]
	for ; col > 1 && i < len(s.text); col-- {
		_, n := utf8.DecodeRuneInString(s.text[i:])
		i += n
	}
	return i
}

// lineOf returns the number of the line of an offset, from 0.
func (s *source) lineOf(i int) int {
	n, found := slices.BinarySearch(s.lines, i)
	if !found {
		n--
	}
	return n
}

// before returns what stands before i on its line.
func (s *source) before(i int) string {
	if len(s.lines) == 0 {
		return ""
	}
	return s.text[s.lines[s.lineOf(i)]:i]
}

// emptyAbove reports whether i begins its line, but for dashes, below an empty line.
func (s *source) emptyAbove(i int) bool {
	if strings.Trim(s.before(i), " \t-?") != "" {
		return false
	}
	n := s.lineOf(i)
	return n > 0 && strings.TrimSpace(s.text[s.lines[n-1]:s.lines[n]]) == ""
}

// scanner walks through the text and knows from the nodes where text in quotes, in
// blocks and in brackets begins.
type scanner struct {
	*source
	i        int
	next     int      // the next of the entries
	wait     *entry   // its quote, bracket or block sign comes next
	flows    []*entry // collections in brackets that are open
	ended    int      // offset behind a bracket, comma or quote, where a comment needs no space
	comments []comment
}

// scan finds all comments, brackets and lines of blocks.
func (s *source) scan() []comment {
	sc := &scanner{source: s, ended: -1}
	order := append([]*entry{s.root}, s.all...)
	for sc.i < len(s.text) {
		for sc.next < len(order) && order[sc.next].at <= sc.i {
			sc.begin(order[sc.next])
			sc.next++
		}
		sc.step()
	}
	return sc.comments
}

// begin notes what the value of an entry that begins here is written with.
func (sc *scanner) begin(e *entry) {
	const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	if e.flow() || e.node.Kind == yaml.ScalarNode && e.node.Style&quoted != 0 {
		sc.wait = e
	}
}

// step goes on by one sign, or over a whole comment, quote or block.
func (sc *scanner) step() {
	c := sc.text[sc.i]
	switch {
	case sc.wait != nil && (c == '&' || c == '!'):
		sc.i += max(1, strings.IndexAny(sc.text[sc.i:]+" ", " \t\r\n"))
	case sc.wait != nil && sc.opens(c):
	case c == '#' && sc.freeBefore():
		sc.comment()
	case len(sc.flows) > 0 && strings.IndexByte(",]}", c) >= 0:
		sc.inBrackets(c)
	case c == ':' && sc.ended == sc.i:
		sc.past()
	default:
		sc.i++
	}
}

// inBrackets goes behind a comma, or closes the innermost bracket.
func (sc *scanner) inBrackets(c byte) {
	if c != ',' {
		last := len(sc.flows) - 1
		sc.flows[last].end = sc.i
		sc.flows = sc.flows[:last]
	}
	sc.past()
}

// past goes on behind a sign after which a comment needs no space.
func (sc *scanner) past() {
	sc.i++
	sc.ended = sc.i
}

// opens reads the sign that the entry waits for.
func (sc *scanner) opens(c byte) bool {
	e := sc.wait
	style := e.node.Style
	switch {
	case e.collection() && (c == '[' || c == '{'):
		e.open = sc.i
		sc.flows = append(sc.flows, e)
		sc.past()
	case style&yaml.SingleQuotedStyle != 0 && c == '\'', style&yaml.DoubleQuotedStyle != 0 && c == '"':
		sc.quote(c)
	case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 && (c == '|' || c == '>'):
		sc.block(e)
	default:
		return false
	}
	sc.wait = nil
	return true
}

// quote goes behind text in quotes.
func (sc *scanner) quote(q byte) {
	for sc.i++; sc.i < len(sc.text); sc.i++ {
		switch c := sc.text[sc.i]; {
		case c == '\\' && q == '"':
			sc.i++
		case c == q && q == '\'' && strings.HasPrefix(sc.text[sc.i:], "''"):
			sc.i++
		case c == q:
			sc.past()
			return
		}
	}
}

// freeBefore reports whether a # here begins a comment.
func (sc *scanner) freeBefore() bool {
	if sc.i == 0 || sc.ended == sc.i || sc.i == sc.lines[sc.lineOf(sc.i)] {
		return true
	}
	p := sc.text[sc.i-1]
	return p == ' ' || p == '\t'
}

// comment reads a comment to the end of its line.
func (sc *scanner) comment() {
	end := sc.endOfLine(sc.i)
	sc.comments = append(sc.comments, comment{
		at: sc.i, text: strings.TrimRight(sc.text[sc.i:end], " \t"), own: strings.Trim(sc.before(sc.i), " \t-?") == "",
	})
	sc.i = end
}

// block reads text in a block: its first line, which may hold a comment, and the
// lines that are indented further than what it stands in.
func (sc *scanner) block(e *entry) {
	end := sc.endOfLine(sc.i)
	for sc.i < end && (sc.text[sc.i] != '#' || !sc.freeBefore()) {
		sc.i++
	}
	header := sc.text[e.at:sc.i]
	if sc.i < end {
		sc.comment()
	}
	sc.i = sc.after(end)
	outer := 0
	if e.parent != nil {
		outer = e.parent.node.Column // one more than the indent in which it stands
	}
	indent := sc.blockIndent(sc.i, outer)
	if d := strings.IndexAny(header, "123456789"); d >= 0 {
		indent = outer - 1 + int(header[d]-'0')
	}
	for sc.i < len(sc.text) {
		line := sc.text[sc.i:sc.endOfLine(sc.i)]
		rest := strings.TrimLeft(line, " ")
		if rest != "" && len(line)-len(rest) < indent {
			break
		}
		e.body = append(e.body, line[min(indent, len(line)):])
		sc.i = sc.after(sc.i)
	}
}

// blockIndent finds the indent of the text in a block: that of its first line that
// is not empty, or of a longer empty one before.
func (sc *scanner) blockIndent(i, least int) int {
	indent := least
	for i < len(sc.text) {
		line := sc.text[i:sc.endOfLine(i)]
		rest := strings.TrimLeft(line, " ")
		indent = max(indent, len(line)-len(rest))
		if rest != "" {
			break
		}
		i = sc.after(i)
	}
	return indent
}
