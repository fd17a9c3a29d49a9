package batch

import (
	"encoding/json"
	"fmt"
	"strings"
)

// ParseNDJSON makes a row of one line, as a [Parser] of NDJSON does.
func ParseNDJSON(line string) Row {
	return (&Parser{format: NDJSON}).Row(Record{Text: []byte(line)})
}

// parseObject reads one flat object. Its values are texts, numbers, or null for what
// is not given; via may be a list of texts.
func parseObject(line string) Row {
	var row Row
	if !json.Valid([]byte(line)) {
		row.Fault = "the line is no whole JSON; write one object to a line"
		return row
	}
	s := scanner{text: line}
	if s.skip(); !s.eat('{') {
		row.Fault = "the line is no JSON object; write {\"id\": …, \"from\": …, \"to\": …}"
		return row
	}
	var seen [16]bool
	for s.skip(); !s.eat('}'); s.skip() {
		s.eat(',')
		s.skip()
		name := s.str()
		s.skip()
		s.eat(':')
		s.skip()
		c, ok := columnOf(name)
		value, fault := s.value(ok && c == colVia)
		switch {
		case !ok:
			fault = unknownColumn("key", name)
		case seen[c]:
			fault = fmt.Sprintf("the key %s is there twice", columns[c])
		case fault != "":
			fault = columns[c] + ": " + fault
		default:
			seen[c] = true
			row.set(c, value)
		}
		if fault != "" && row.Fault == "" {
			row.Fault = fault
		}
	}
	for c, name := range columns[:needed] {
		if row.Fault == "" && !seen[c] {
			row.Fault = fmt.Sprintf("there is no key %q", name)
		}
	}
	return row
}

// scanner walks through text that is valid JSON.
type scanner struct {
	text string
	i    int
}

func (s *scanner) skip() {
	for s.i < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.i]) >= 0 {
		s.i++
	}
}

func (s *scanner) eat(c byte) bool {
	if s.i < len(s.text) && s.text[s.i] == c {
		s.i++
		return true
	}
	return false
}

// str reads a text.
func (s *scanner) str() string {
	from := s.i
	for s.i++; s.text[s.i] != '"'; s.i++ {
		if s.text[s.i] == '\\' {
			s.i++
		}
	}
	s.i++
	raw := s.text[from:s.i]
	if strings.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	var out string
	_ = json.Unmarshal([]byte(raw), &out) // it is valid
	return out
}

// value reads a value; list tells whether it may be a list of texts.
func (s *scanner) value(list bool) (value, fault string) {
	switch c := s.text[s.i]; {
	case c == '"':
		return s.str(), ""
	case c == '[' && list:
		return s.list()
	case c == '{' || c == '[':
		s.nested()
		return "", "a text is needed, not an object or a list"
	}
	from := s.i
	for s.i < len(s.text) && strings.IndexByte(",]} \t\r\n", s.text[s.i]) < 0 {
		s.i++
	}
	switch word := s.text[from:s.i]; word {
	case "null":
		return "", ""
	case "true", "false":
		return "", "a text is needed, not " + word
	default:
		return word, ""
	}
}

// list reads a list of texts.
func (s *scanner) list() (value, fault string) {
	var words []string
	s.i++
	for s.skip(); !s.eat(']'); s.skip() {
		s.eat(',')
		s.skip()
		word, bad := s.value(false)
		switch {
		case bad != "":
			fault = bad
		case strings.Contains(word, ViaSeparator):
			fault = fmt.Sprintf("%q holds the sign %s", shortened(word), ViaSeparator)
		}
		words = append(words, word)
	}
	return strings.Join(words, ViaSeparator), fault
}

// nested leaves out an object or a list.
func (s *scanner) nested() {
	depth := 0
	for {
		switch s.text[s.i] {
		case '"':
			s.str()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		s.i++
		if depth == 0 {
			return
		}
	}
}
