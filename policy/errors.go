package policy

import (
	"fmt"
	"strings"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/strictyaml"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Error is one fault of a policy file.
type Error struct {
	File string // name of the file, as given to [Parse]
	Line int    // from 1; 0: the file as a whole
	Col  int    // from 1, in characters
	Msg  string // what is wrong
	Hint string // what to do about it; may be empty

	quoted string // the line, for Quote
}

// Quote returns the line of the fault with a caret under its place, as two lines;
// "" if the text is not known.
func (e *Error) Quote() string {
	if e.quoted == "" {
		return ""
	}
	return strictyaml.Caret(e.quoted, e.Col)
}

// Error returns file:line:col, what is wrong, and the hint, on one line. Signs of names
// that act on a terminal are written as in Go: \x1b.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Col)
	}
	b.WriteString(": ")
	b.WriteString(e.Msg)
	if e.Hint != "" {
		b.WriteString("; ")
		b.WriteString(e.Hint)
	}
	return plain.Line(b.String())
}

// Errors are all faults of one or more policy files, in order of file, line and column.
type Errors []*Error

// Error returns one line for each fault.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the faults one by one.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, x := range e {
		out[i] = x
	}
	return out
}

// UnknownError says that a word of a question is none that the set knows.
type UnknownError struct {
	What        string   // what it should have been: "State", "rule", "person", "basis" ...
	Value       string   // what was given
	Suggestions []string // what may have been meant, best first
	Hint        string   // what to do; may be empty
}

// Error returns what is unknown and what may have been meant, on one line.
func (e *UnknownError) Error() string {
	msg := fmt.Sprintf("unknown %s %q", e.What, suggest.Clip(e.Value))
	if h := suggest.DidYouMean(e.Suggestions); h != "" {
		msg += "; " + h
	}
	if e.Hint != "" {
		msg += "; " + e.Hint
	}
	return plain.Line(msg)
}

// unknownState is the error for a word that should be a State and is none.
func unknownState(word string) error {
	hint := "write two letters, like BG, or the English name"
	if userAssigned(strings.ToUpper(word)) {
		hint = userAssignedHint
	}
	return &UnknownError{What: "State", Value: word, Suggestions: stateHint(word), Hint: hint}
}
