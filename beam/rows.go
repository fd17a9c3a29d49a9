package main

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// answerer answers records of one input.
type answerer struct {
	question *batch.Question
	one      *batch.Answerer
	comma    byte     // 0 for NDJSON
	columns  []string // of CSV
	lead     string   // makes an input of a record
	skip     int      // what the lead gives, in bytes
	cells    []string
}

// newAnswerer makes an answerer of records under a header, which is empty for NDJSON.
func newAnswerer(ctx context.Context, q *batch.Question, header string) (*answerer, error) {
	a := &answerer{question: q, one: batch.NewAnswerer(q), lead: header + "\n"}
	if header == "" {
		a.lead = "{}\n" // is a row, of which nothing can be read
	} else {
		a.comma = commaOf(header)
		cells, _ := split(nil, header, a.comma)
		for _, name := range cells {
			a.columns = append(a.columns, nameOf(name))
		}
	}
	out, err := a.run(ctx, nil)
	a.skip = len(out)
	return a, err
}

// answer returns the answer to a record, as flightcheck batch gives it.
func (a *answerer) answer(ctx context.Context, record []byte) ([]byte, error) {
	if row, ok := a.row(record); ok {
		return a.one.Append(nil, row), nil //nolint:contextcheck // a row in hand is finished
	}
	out, err := a.run(ctx, record)
	return out[min(a.skip, len(out)):], err
}

// run has package batch read a record that has, or may have, a fault: it knows the
// words for it.
func (a *answerer) run(ctx context.Context, record []byte) ([]byte, error) {
	in, err := batch.NewReader(io.MultiReader(strings.NewReader(a.lead), bytes.NewReader(record)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	_, err = batch.Run(ctx, batch.Job{Question: a.question, In: in, Out: &out, Workers: 1})
	return out.Bytes(), err
}

// row reads a record. It returns false if that may have a fault.
func (a *answerer) row(record []byte) (row batch.Row, ok bool) {
	if len(record) > maxRecord || !utf8.Valid(record) || bytes.IndexByte(record, 0) >= 0 {
		return row, false
	}
	text := string(trimEnd(record))
	if a.comma == 0 {
		return batch.ParseNDJSON(text), true
	}
	a.cells, ok = split(a.cells[:0], text, a.comma)
	if !ok || len(a.cells) != len(a.columns) {
		return row, false
	}
	for i, name := range a.columns {
		set(&row, name, a.cells[i])
	}
	// In a file that is not parted by commas they may be decimal ones.
	return row, a.comma == ',' || !strings.Contains(row.From+row.To+row.Via, ",")
}

// set puts a value into the field of a column.
func set(row *batch.Row, name, v string) {
	switch name {
	case "id":
		row.ID = v
	case "from":
		row.From = v
	case "to":
		row.To = v
	case "via":
		row.Via = v
	case "registration":
		row.Registration = v
	case "operator":
		row.Operator = v
	case "kind":
		row.Kind = v
	case "type":
		row.Type = v
	case "date":
		row.Date = v
	case "policy":
		row.Policy = v
	}
}

// split appends the cells of a record; false if a quote stands where none may.
func split(cells []string, text string, comma byte) ([]string, bool) {
	for {
		n := strings.IndexByte(text, comma)
		if n < 0 {
			n = len(text)
		}
		if strings.HasPrefix(text, `"`) {
			if n = closing(text); n == 0 {
				return cells, false
			}
			cells = append(cells, strings.ReplaceAll(text[1:n-1], `""`, `"`))
		} else {
			cells = append(cells, text[:n])
		}
		switch {
		case n == len(text):
			return cells, true
		case text[n] != comma:
			return cells, false
		}
		text = text[n+1:]
	}
}

// commaOf returns the sign that parts most names of columns in a header.
func commaOf(header string) (best byte) {
	most := -1
	for _, comma := range []byte{',', ';', '\t'} {
		cells, _ := split(nil, header, comma)
		cells = slices.DeleteFunc(cells, func(name string) bool { return !slices.Contains(batch.Columns(), nameOf(name)) })
		if len(cells) > most {
			most, best = len(cells), comma
		}
	}
	return best
}

// nameOf returns the name of a column as package batch has it.
func nameOf(cell string) string { return strings.ToLower(strings.TrimSpace(cell)) }
