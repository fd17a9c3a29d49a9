package place

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// QueryError is returned for a query that cannot be one: empty, too long, not
// UTF-8, with control characters.
type QueryError struct {
	Query string // shortened
	What  string // what is wrong
	Hint  string // what to do
}

func (e *QueryError) Error() string {
	if e.Query == "" {
		return e.What + ": " + e.Hint
	}
	return quote(e.Query) + ": " + e.What + ": " + e.Hint
}

// NotFoundError is returned for a query that no place answers to.
type NotFoundError struct {
	Query string
	// Suggestions are near in spelling, the nearest first, then the most
	// populous; at most five, perhaps none.
	Suggestions []Other
	hint        string
}

func (e *NotFoundError) Error() string {
	s := "no place " + quote(e.Query)
	if e.hint != "" {
		return s + ": " + e.hint
	}
	if len(e.Suggestions) == 0 {
		return s + `: write a city, an airport code or "latitude,longitude"`
	}
	return s + ": did you mean " + e.list()
}

func (e *NotFoundError) list() string {
	parts := make([]string, 0, noted)
	for _, o := range e.Suggestions[:min(len(e.Suggestions), noted)] {
		parts = append(parts, strconv.Quote(o.Query)+" ("+o.Place.String()+")")
	}
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " or " + parts[n-1] + "?"
	}
	return parts[0] + "?"
}

// AmbiguousError is returned for a query that means several places, none of
// which stands out.
type AmbiguousError struct {
	Query   string
	Choices []Other // the likeliest first, at most eight
	More    int     // how many there are beyond Choices
}

func (e *AmbiguousError) Error() string {
	return quote(e.Query) + " could be several places: " + choices(e.Choices, e.More)
}

// StateError is returned for the name of a State, which is no place.
type StateError struct {
	Query string
	Code  string // ISO 3166-1 alpha-2
	Name  string
	// Suggestions are the capital, if the gazetteer has it, then cities elsewhere
	// that bear the name.
	Suggestions []Other
}

func (e *StateError) Error() string {
	s := quote(e.Query) + " is a State, not a place"
	if len(e.Suggestions) == 0 {
		return s + ": name a city or an airport in it"
	}
	return s + ": name a city or an airport, for example " + choices(e.Suggestions, 0)
}

// CoordinateError is returned for a query that is written like coordinates and
// gives no point.
type CoordinateError struct {
	Query string
	What  string
	Hint  string
}

func (e *CoordinateError) Error() string {
	return quote(e.Query) + ": " + e.What + ": " + e.Hint
}

// longest is the length of a query in an error, in runes.
const longest = 60

// quote returns a query for an error: short, and printable on any terminal.
func quote(s string) string { return strconv.Quote(clip(s)) }

// clip shortens what was written.
func clip(s string) string {
	if utf8.RuneCountInString(s) > longest {
		return string([]rune(s)[:longest]) + "…"
	}
	return s
}
