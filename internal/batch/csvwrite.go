package batch

import (
	"bytes"
	"strconv"
	"strings"
)

// answerColumns are the columns of the answers as CSV.
var answerColumns = []string{
	"id", "from", "to", "status", "blocked_by", "permissions", "unknown", "distance_km", "detour_km", "states", "error",
}

// The places of the columns that are read again by [Continue].
const (
	atID = iota
	atFrom
	atTo
	atStatus
	atBlocked
	_
	_
	_
	atDetour
	atStates
	atError
)

// highSeas stands for no State in a list.
const highSeas = "-"

// AppendHeader appends the first line of answers in a format.
func AppendHeader(dst []byte, f Format) []byte {
	if f == CSV {
		dst = append(append(dst, strings.Join(answerColumns, ",")...), '\n')
	}
	return dst
}

// IsBad tells whether an answer in the format says only why there is none: its last
// cell, or member, is then filled.
func (f Format) IsBad(answer []byte) bool {
	if f == CSV {
		return !bytes.HasSuffix(answer, []byte(",\n"))
	}
	return !bytes.HasSuffix(answer, []byte(noError))
}

// appendRecord appends an answer as a line of CSV.
func appendRecord(dst []byte, o *outcome) []byte {
	dst = append(appendCell(dst, o.row.ID), ',')
	dst = append(appendCell(dst, o.row.From), ',')
	dst = append(appendCell(dst, o.row.To), ',')
	if o.err != "" {
		dst = append(dst, ",,,,,,,"...)
		return append(appendCell(dst, o.err), '\n')
	}
	dst = append(append(dst, o.status.String()...), ',')
	n := len(dst)
	for i := range o.blocked {
		b := &o.blocked[i]
		dst = appendWords(dst, n, orZone(b.State, b.Zone), b.Scope, b.Rule)
	}
	dst = append(quoteFrom(dst, n), ',')
	n = len(dst)
	for i := range o.allowed {
		p := &o.allowed[i]
		dst = appendWords(dst, n, orZone(p.State, p.Zone), p.Scope, p.Standing, p.Rule)
	}
	dst = append(quoteFrom(dst, n), ',')
	n = len(dst)
	for i := range o.unknown {
		g := &o.unknown[i]
		dst = appendWords(dst, n, orZone(g.State, g.Area), g.Scope)
		for k, fact := range g.Missing {
			dst = appendWord(append(dst, ":+"[min(k, 1)]), fact)
		}
	}
	dst = append(quoteFrom(dst, n), ',')
	dst = append(appendKm(dst, o.metres), ',')
	dst = append(appendKm(dst, o.detour), ',')
	for i, s := range o.states {
		if i > 0 {
			dst = append(dst, ' ')
		}
		if s.State == "" {
			dst = append(dst, highSeas...)
		}
		dst = append(append(dst, s.State...), ' ')
		dst = appendKm(dst, metres(s.Km))
	}
	return append(dst, ',', '\n')
}

// orZone names a State, or what has none.
func orZone(state, zone string) string {
	if state != "" {
		return state
	}
	return zone
}

// appendWords appends words joined by colons, those at the end that are empty left
// out, after a blank unless the cell begins here.
func appendWords(dst []byte, cell int, words ...string) []byte {
	if len(dst) > cell {
		dst = append(dst, ' ')
	}
	for len(words) > 0 && words[len(words)-1] == "" {
		words = words[:len(words)-1]
	}
	for i, w := range words {
		if i > 0 {
			dst = append(dst, ':')
		}
		dst = appendWord(dst, w)
	}
	return dst
}

// appendWord appends a word of a list.
func appendWord(dst []byte, word string) []byte { return append(dst, wordOf(word)...) }

// wordOf returns a text as a word of a list: what would end the word is an
// underscore. Ids of zones are what their file says.
func wordOf(text string) string {
	ends := func(c rune) bool { return c <= ' ' || c == ':' }
	if !strings.ContainsFunc(text, ends) {
		return text
	}
	return strings.Map(func(c rune) rune {
		if ends(c) {
			return '_'
		}
		return c
	}, text)
}

// appendKm appends kilometres to the metre; nothing if they are not known.
func appendKm(dst []byte, m int64) []byte {
	if m < 0 {
		return dst
	}
	dst = strconv.AppendInt(dst, m/1000, 10)
	r := m % 1000
	return append(dst, '.', byte('0'+r/100), byte('0'+r/10%10), byte('0'+r%10))
}

// appendCell appends a text as a cell of CSV.
func appendCell(dst []byte, text string) []byte {
	n := len(dst)
	return quoteFrom(append(dst, text...), n)
}

// quoteFrom puts what dst holds from n on in quotes, if it needs them.
func quoteFrom(dst []byte, n int) []byte {
	quotes, needed := 0, false
	for _, c := range dst[n:] {
		switch c {
		case '"':
			quotes++
			needed = true
		case ',', '\n', '\r':
			needed = true
		}
	}
	if !needed {
		return dst
	}
	text := string(dst[n:])
	dst = append(dst[:n], '"')
	if quotes > 0 {
		text = strings.ReplaceAll(text, `"`, `""`)
	}
	return append(append(dst, text...), '"')
}
