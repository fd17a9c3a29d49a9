package main

import (
	"github.com/flightcheck/flightcheck/internal/batch"
)

// answerer answers records of one input.
type answerer struct {
	parser *batch.Parser
	one    *batch.Answerer
}

// newAnswerer makes an answerer of the records of a source.
func newAnswerer(q *batch.Question, s Source) (*answerer, error) {
	f := batch.NDJSON // as which Parquet is read
	if s.Format == batch.CSV.String() {
		f = batch.CSV
	}
	p, err := batch.NewParser(f, s.Header)
	return &answerer{parser: p, one: batch.NewAnswerer(q)}, err
}

// answer returns the answer to a record, as flightcheck batch gives it.
func (a *answerer) answer(rec batch.Record) []byte { return a.one.Append(nil, a.parser.Row(rec)) }
