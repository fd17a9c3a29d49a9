package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"

	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/internal/plain"
)

// permitsLayout returns the layout of the permits of many flights.
func permitsLayout(format string) *batch.Layout {
	if format == formatPermitsCSV {
		return &batch.Layout{Header: csvLine(nil, slices.Concat([]string{"id", "date"}, permitColumns, []string{"error"})), Append: appendPermitsCSV}
	}
	return &batch.Layout{Append: appendPermits}
}

// appendPermits appends the permits of one row for a reader, and an empty line.
func appendPermits(dst []byte, t *batch.Told) []byte {
	var b bytes.Buffer
	w := plain.NewWriter(&b)
	para(w, "Row", fmt.Sprintf("%s: %s to %s", t.Row.ID, t.Row.From, t.Row.To))
	if t.Fault != "" {
		para(w, "Error", t.Fault)
	} else {
		para(w, "Flight", flightWords(t.Report.Flight))
		permitsOf(t.Report, t.Route, t.Policy.Rule).write(w, &citations{})
	}
	fmt.Fprintln(w)
	_ = w.Flush() // to a buffer
	return append(dst, b.Bytes()...)
}

// appendPermitsCSV appends the permits of one row as CSV: a line for each visit, and
// one for a flight for which nobody is asked or that could not be answered.
func appendPermitsCSV(dst []byte, t *batch.Told) []byte {
	line := make([]string, 2+len(permitColumns)+1)
	line[0], line[1] = t.Row.ID, t.Row.Date
	if t.Fault != "" {
		line[len(line)-1] = t.Fault
		return csvLine(dst, line)
	}
	p := permitsOf(t.Report, t.Route, t.Policy.Rule)
	line[1] = t.Report.Flight.Date
	n := 2 + copy(line[2:], p.lead())
	if len(p.rows) == 0 {
		return csvLine(dst, line)
	}
	for i := range p.rows {
		copy(line[n:], p.record(i))
		dst = csvLine(dst, line)
	}
	return dst
}

// csvLine appends a line of CSV.
func csvLine(dst []byte, cells []string) []byte {
	b := bytes.NewBuffer(dst)
	w := csv.NewWriter(b)
	_ = w.Write(cells) // to a buffer, as the flush
	w.Flush()
	return b.Bytes()
}
