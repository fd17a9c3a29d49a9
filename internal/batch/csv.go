package batch

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// splitCells appends the cells of a record of CSV. A fault says that a quote stands
// where none may.
func splitCells(cells []string, text string, comma byte) ([]string, string) {
	for {
		if !strings.HasPrefix(text, `"`) { // quotes inside mean themselves: 51°28'39"N
			cell, rest, more := cutByte(text, comma)
			cells = append(cells, cell)
			if !more {
				return cells, ""
			}
			text = rest
			continue
		}
		n := quotedCell([]byte(text))
		if n == 0 {
			return cells, unclosed
		}
		cell := text[1 : n-1]
		if strings.Contains(cell, `"`) {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		cells = append(cells, cell)
		switch text = text[n:]; {
		case text == "":
			return cells, ""
		case text[0] != comma:
			return cells, unclosed
		}
		text = text[1:]
	}
}

func cutByte(s string, sep byte) (before, after string, found bool) {
	if i := strings.IndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// rows makes rows of records. Each goroutine has its own.
type rows struct {
	format Format
	comma  byte
	order  []column
	cells  []string
}

// rows returns what makes rows of the reader's records.
func (r *Reader) rows() *rows { return &rows{format: r.format, comma: r.comma, order: r.order} }

// row makes a row of a record.
func (p *rows) row(rec record) Row {
	text := string(rec.text)
	fault := rec.fault
	switch {
	case fault != "":
		text = "" // nobody knows what belongs to it
	case !utf8.ValidString(text):
		fault = "the row is not UTF-8; " + saveAsUTF8
		text = strings.ToValidUTF8(text, "\uFFFD")
	case strings.IndexByte(text, 0) >= 0:
		fault = "the row holds a byte that is zero; " + saveAsUTF8
	}
	var row Row
	if p.format == NDJSON {
		row = parseObject(text)
	} else {
		row = p.parseCells(text)
	}
	if fault != "" {
		row.Fault = fault
	}
	row.Line = rec.line
	return row
}

// parseCells makes a row of a record of CSV.
func (p *rows) parseCells(text string) Row {
	var row Row
	var fault string
	p.cells, fault = splitCells(p.cells[:0], text, p.comma)
	for i, c := range p.order[:min(len(p.order), len(p.cells))] {
		row.set(c, p.cells[i])
	}
	switch {
	case fault != "":
		row.Fault = fault
	case len(p.cells) != len(p.order):
		row.Fault = p.count()
	case p.comma != ',':
		row.Fault = p.wholeCommas(&row)
	}
	return row
}

// count says that a record has another number of cells than the header.
func (p *rows) count() string {
	words := fmt.Sprintf("%d cells where the header has %d", len(p.cells), len(p.order))
	if len(p.cells) > len(p.order) {
		words += `; put a cell in quotes if it holds the sign that parts cells, like "55.75,37.62"`
	}
	return words
}

// wholeCommas refuses 55,75 in a file whose cells are not parted by commas: its
// writer may have meant 55.75.
func (p *rows) wholeCommas(row *Row) string {
	for _, text := range [...]string{row.From, row.To, row.Via} {
		for text != "" {
			var word string
			word, text, _ = strings.Cut(text, ViaSeparator)
			if isCommaNumber(strings.TrimSpace(word)) {
				return fmt.Sprintf("%q may be one number with a decimal comma, or two; write 55.75 37.62 or 55,75 37,62 for a point, and 55.0 75.0 for whole degrees", word)
			}
		}
	}
	return ""
}
