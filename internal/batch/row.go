package batch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Row is one question, as it was written. What is empty was not given.
type Row struct {
	ID, From, To string
	// Via are the places between, joined by "|".
	Via string
	// Registration, Operator, Kind, Type and Date describe the flight. The first four
	// replace the flight of the policy set as soon as one of them is given.
	Registration, Operator, Kind, Type, Date string
	// Policy are names of built-in sets, joined by "|".
	Policy string
	// Fault says why the row cannot be answered; its other fields hold what could be
	// read of it. It is empty for a row that was read whole.
	Fault string
	// Line is the line of the input on which the row begins, 0 if there is none.
	Line int
}

// ViaSeparator stands between the places of a row's via.
const ViaSeparator = "|"

// column is a field of a row by its place in [Columns].
type column int8

const (
	colID column = iota
	colFrom
	colTo
	colVia
	colRegistration
	colOperator
	colKind
	colType
	colDate
	colPolicy
)

// columns are the names of all fields of a row.
var columns = []string{"id", "from", "to", "via", "registration", "operator", "kind", "type", "date", "policy"}

// needed is how many of the columns must be there.
const needed = int(colTo) + 1

// Columns returns the names of the columns of the input; the first three are needed.
func Columns() []string { return slices.Clone(columns) }

// set puts a value into the field of a column.
func (r *Row) set(c column, v string) {
	switch c {
	case colID:
		r.ID = v
	case colFrom:
		r.From = v
	case colTo:
		r.To = v
	case colVia:
		r.Via = v
	case colRegistration:
		r.Registration = v
	case colOperator:
		r.Operator = v
	case colKind:
		r.Kind = v
	case colType:
		r.Type = v
	case colDate:
		r.Date = v
	default:
		r.Policy = v
	}
}

// columnOf returns the column with a name, in any case.
func columnOf(name string) (column, bool) {
	i := slices.Index(columns, strings.ToLower(strings.TrimSpace(name)))
	return column(i), i >= 0
}

// unknownColumn says that there is no such column, and which was probably meant.
func unknownColumn(what, name string) string {
	shown := name
	if len(shown) > maxShown {
		shown = strings.ToValidUTF8(shown[:maxShown], "") + "…"
	}
	words := fmt.Sprintf("unknown %s %q", what, shown)
	if near := suggest.DidYouMean(suggest.Near(strings.TrimSpace(name), columns)); near != "" {
		return words + "; " + near
	}
	return words + "; leave it out, or name it one of " + strings.Join(columns, ", ")
}

// maxShown is how many bytes of a text an error repeats.
const maxShown = 60

// InputError is an input that cannot be read as a table of rows at all.
type InputError struct {
	Line int // 0 if it is about the whole
	Msg  string
}

func (e *InputError) Error() string {
	if e.Line == 0 {
		return e.Msg
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Msg)
}
