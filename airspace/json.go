package airspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// node is a value in a JSON text that is known to be valid, given by the place
// of its first byte. Nothing is decoded before it is asked for.
type node struct {
	src []byte
	at  int
}

// rootOf returns the value of a valid text.
func rootOf(src []byte) node { return node{src, skipSpace(src, 0)} }

// kind returns the first byte: { [ " t f n - or a digit.
func (n node) kind() byte { return n.src[n.at] }

// raw returns the text of the value.
func (n node) raw() []byte { return n.src[n.at:skipValue(n.src, n.at)] }

// isNull tells whether the value is null.
func (n node) isNull() bool { return n.kind() == 'n' }

// text returns the value of a string, "" if it is none.
func (n node) text() string {
	if n.kind() != '"' {
		return ""
	}
	raw := n.raw()
	if bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return string(raw[1 : len(raw)-1])
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// members calls f with each member of an object, until f returns an error.
func (n node) members(f func(key string, v node) error) error {
	i := skipSpace(n.src, n.at+1)
	for n.src[i] != '}' {
		key := node{n.src, i}
		i = skipSpace(n.src, skipValue(n.src, i)) // the colon
		v := node{n.src, skipSpace(n.src, i+1)}
		if err := f(key.text(), v); err != nil {
			return err
		}
		i = skipComma(n.src, skipValue(n.src, v.at))
	}
	return nil
}

// elements calls f with each element of an array, until f returns an error.
func (n node) elements(f func(i int, v node) error) error {
	at := skipSpace(n.src, n.at+1)
	for k := 0; n.src[at] != ']'; k++ {
		v := node{n.src, at}
		if err := f(k, v); err != nil {
			return err
		}
		at = skipComma(n.src, skipValue(n.src, at))
	}
	return nil
}

func skipSpace(src []byte, i int) int {
	for i < len(src) && (src[i] == ' ' || src[i] == '\n' || src[i] == '\r' || src[i] == '\t') {
		i++
	}
	return i
}

// skipComma skips space, one comma if there is one, and space.
func skipComma(src []byte, i int) int {
	i = skipSpace(src, i)
	if src[i] == ',' {
		i = skipSpace(src, i+1)
	}
	return i
}

// skipValue returns the place after the value that begins at i.
func skipValue(src []byte, i int) int {
	switch src[i] {
	case '"':
		return skipString(src, i)
	case '{', '[':
		return skipNested(src, i)
	}
	for i < len(src) {
		switch src[i] {
		case ',', '}', ']', ' ', '\n', '\r', '\t':
			return i
		}
		i++
	}
	return i
}

func skipString(src []byte, i int) int {
	for i++; src[i] != '"'; i++ {
		if src[i] == '\\' {
			i++
		}
	}
	return i + 1
}

func skipNested(src []byte, i int) int {
	depth := 0
	for {
		switch src[i] {
		case '"':
			i = skipString(src, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth == 0 {
				return i + 1
			}
		}
		i++
	}
}

// checkJSON tells in words why a text is not a JSON object. encoding/json limits
// the depth of nesting itself, at 10,000.
func checkJSON(src []byte) *InputError {
	i := skipSpace(src, 0)
	if i == len(src) {
		return &InputError{What: "the file is empty", Hint: "give a GeoJSON file"}
	}
	if src[i] != '{' {
		return notAnObject(src[i:])
	}
	if json.Valid(src) {
		return nil
	}
	var raw json.RawMessage
	err := json.Unmarshal(src, &raw)
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return &InputError{What: "not JSON", Hint: "give a GeoJSON file"}
	}
	line, column := position(src, int(syntax.Offset))
	where := fmt.Sprintf("line %d, column %d", line, column)
	msg := syntax.Error()
	switch {
	case strings.Contains(msg, "unexpected end"):
		return &InputError{where, "the file ends in the middle of a value", "it is truncated: copy or download it again"}
	case strings.Contains(msg, "after top-level value"):
		return &InputError{where, "more than one JSON text in the file", "make one FeatureCollection of it, for instance with ogr2ogr -f GeoJSON OUT.geojson FILE"}
	case strings.Contains(msg, "depth"):
		return &InputError{where, "nested more than 10,000 deep", "this is no GeoJSON: polygons nest 8 deep"}
	case strings.Contains(msg, "'N'") || strings.Contains(msg, "'I'"):
		return &InputError{where, "not JSON: " + msg, "NaN and Infinity are no JSON numbers: remove such positions"}
	}
	return &InputError{where, "not JSON: " + msg, "mend the file there, or export it again"}
}

// notAnObject says what a file that does not begin with { may be instead.
func notAnObject(src []byte) *InputError {
	e := &InputError{Where: "line 1", What: "not GeoJSON: the file does not begin with {", Hint: "give a GeoJSON file in UTF-8"}
	if what, hint, ok := foreign(src); ok {
		e.Where, e.What, e.Hint = "", "not GeoJSON but "+what, hint
	}
	return e
}

// position returns line and column, from 1, of the byte before offset.
func position(src []byte, offset int) (line, column int) {
	offset = max(0, min(offset, len(src)))
	head := src[:offset]
	line = 1 + bytes.Count(head, []byte("\n"))
	return line, max(1, offset-1-bytes.LastIndexByte(head, '\n'))
}
