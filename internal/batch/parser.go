package batch

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Parser makes rows of the records of one input, here or on another machine. It is for
// one goroutine.
type Parser struct {
	format Format
	comma  byte
	order  []column // of the cells
	cells  []string
}

// Parser returns a parser of the reader's records.
func (r *Reader) Parser() *Parser { return &Parser{format: r.format, comma: r.comma, order: r.order} }

// NewParser makes a parser of records that a [Reader] elsewhere has read, in its
// format and under its header, which NDJSON does not have. The error is an
// [*InputError].
func NewParser(f Format, header string) (*Parser, error) {
	if f == NDJSON {
		return &Parser{format: f}, nil
	}
	p, fault := headed(header)
	if fault != "" {
		return nil, &InputError{Msg: fault}
	}
	return p, nil
}

// headed makes a parser of CSV under a header.
func headed(header string) (p *Parser, fault string) {
	switch {
	case !utf8.ValidString(header):
		return nil, "the header is not UTF-8; " + saveAsUTF8
	case strings.IndexByte(header, '\r') >= 0:
		return nil, "the lines end in CR alone; save the file with LF or CRLF"
	}
	p = &Parser{format: CSV}
	names, fault := p.partHeader(header)
	if fault == "" {
		fault = p.setOrder(names)
	}
	return p, fault
}

// partHeader finds out what parts the cells: the sign that gives most names of
// columns.
func (p *Parser) partHeader(header string) (names []string, fault string) {
	most := -1
	for _, comma := range []byte{',', ';', '\t'} {
		cells, bad := splitCells(nil, header, comma)
		count := 0
		for _, name := range cells {
			if _, ok := columnOf(name); ok {
				count++
			}
		}
		if count > most {
			most, names, fault, p.comma = count, cells, bad, comma
		}
	}
	if most == 0 {
		return nil, fmt.Sprintf("the first line names no column, it is %q; write id,from,to", shortened(header))
	}
	return names, fault
}

// setOrder notes which cell is which column.
func (p *Parser) setOrder(names []string) (fault string) {
	seen := make([]bool, len(columns))
	for _, name := range names {
		c, ok := columnOf(name)
		switch {
		case !ok:
			return unknownColumn("column", name)
		case seen[c]:
			return fmt.Sprintf("the column %s is there twice", columns[c])
		}
		seen[c] = true
		p.order = append(p.order, c)
	}
	for c, name := range columns[:needed] {
		if !seen[c] {
			return fmt.Sprintf("there is no column %s; needed are %s", name, strings.Join(columns[:needed], ", "))
		}
	}
	return ""
}

// Row makes a row of a record. What is wrong with it is in the row's Fault.
func (p *Parser) Row(rec Record) Row {
	text := string(rec.Text)
	fault := rec.Fault
	if len(text) > maxRecord {
		fault = tooLong
	}
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
	row.Line = rec.Line
	return row
}

// parseCells makes a row of a record of CSV.
func (p *Parser) parseCells(text string) Row {
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
		row.Fault = wholeCommas(&row)
	}
	return row
}

// count says that a record has another number of cells than the header.
func (p *Parser) count() string {
	words := fmt.Sprintf("%d cells where the header has %d", len(p.cells), len(p.order))
	if len(p.cells) > len(p.order) {
		words += `; put a cell in quotes if it holds the sign that parts cells, like "55.75,37.62"`
	}
	return words
}

// wholeCommas refuses 55,75 in a file whose cells are not parted by commas: its
// writer may have meant 55.75.
func wholeCommas(row *Row) (fault string) {
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
