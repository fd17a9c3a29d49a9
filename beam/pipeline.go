package main

import (
	"bytes"
	"context"
	"encoding/binary"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// Job is one run.
type Job struct {
	Source   Source
	Question Question
	Sink     Sink
}

// registerFns tells Beam which functions workers may be asked for.
func registerFns() {
	register.DoFn3x1[context.Context, []byte, func(int64, batch.Record), error](&readFn{})
	register.DoFn3x3[context.Context, int64, batch.Record, int64, []byte, error](&answerFn{})
	register.DoFn3x1[context.Context, int64, func(*[]byte) bool, error](&writeFn{})
	register.Emitter2[int64, batch.Record]()
	register.Iter1[[]byte]()
}

// newPipeline makes the pipeline of a job: one worker reads and numbers the rows, all
// answer them, and each part of the output is put in order by one.
func newPipeline(job Job) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	rows := beam.ParDo(s.Scope("read"), &readFn{Source: job.Source}, beam.Impulse(s))
	rows = beam.Reshuffle(s, rows)
	answers := beam.ParDo(s.Scope("answer"), &answerFn{Job: job}, rows)
	beam.ParDo0(s.Scope("write"), &writeFn{Sink: job.Sink}, beam.GroupByKey(s, answers))
	return p
}

// readFn reads the input: records, and one of number 0 in which nothing stands, for the header.
type readFn struct{ Source Source }

// ProcessElement emits the records of the input by their numbers.
func (f *readFn) ProcessElement(ctx context.Context, _ []byte, emit func(int64, batch.Record)) error {
	emit(0, batch.Record{})
	return f.Source.each(ctx, func(row int64, rec batch.Record) {
		rec.Text = bytes.Clone(rec.Text)
		emit(row, rec)
	})
}

// answerFn answers rows.
type answerFn struct {
	Job Job

	answerer *answerer
	count    beam.Counter
	bad      beam.Counter
}

// Setup makes the answerer, which remembers places and flights.
func (f *answerFn) Setup() error {
	f.count, f.bad = beam.NewCounter(metricsOf, "rows"), beam.NewCounter(metricsOf, "bad")
	q, err := f.Job.Question.open()
	if err != nil {
		return err
	}
	f.answerer, err = newAnswerer(q, f.Job.Source)
	return err
}

// metricsOf is what the counters of this program are about.
const metricsOf = "flightcheck"

// ProcessElement answers a row. The answer has the number of its row before it.
func (f *answerFn) ProcessElement(ctx context.Context, row int64, rec batch.Record) (part int64, answer []byte, err error) {
	if row == 0 {
		return 0, numbered(0, f.Job.Sink.header()), nil
	}
	text := f.answerer.answer(rec) //nolint:contextcheck // a row in hand is finished
	f.count.Inc(ctx, 1)
	if f.Job.Sink.answers().IsBad(text) {
		f.bad.Inc(ctx, 1)
	}
	return f.Job.Sink.part(row), numbered(row, text), nil
}

// writeFn writes the parts of the output.
type writeFn struct{ Sink Sink }

// ProcessElement puts the answers of a part in order and writes them.
func (f *writeFn) ProcessElement(ctx context.Context, part int64, next func(*[]byte) bool) error {
	var all [][]byte
	for one := []byte(nil); next(&one); one = nil {
		all = append(all, bytes.Clone(one))
	}
	return f.Sink.write(ctx, part, all)
}

// numbered puts the number of a row before its answer, so that the order of the bytes
// is that of the rows.
func numbered(row int64, answer []byte) []byte {
	b := make([]byte, 0, numberLength+len(answer))
	return append(binary.BigEndian.AppendUint64(b, uint64(row)), answer...)
}

// numberLength is how many bytes the number of a row takes.
const numberLength = 8

// numberOf parts what [numbered] has joined.
func numberOf(b []byte) (row int64, answer []byte) {
	return int64(binary.BigEndian.Uint64(b)), b[numberLength:]
}
