package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
)

const (
	chunkRows  = 256      // rows that a worker takes at once in check mode
	chunkBytes = 64 << 10 // after which a chunk takes no further row
)

// Job is one run.
type Job struct {
	Question *Question
	In       *Reader
	// Out gets the answers, some rows with each write. Its header is written unless
	// Done says that rows stand in it already.
	Out     io.Writer
	Workers int // at least one
	// Strict ends the run before the first row that cannot be answered.
	Strict bool
	// Done is what [Continue] found; nil for a new output.
	Done *Done
	// Progress, if it is not nil, is brought up to date while the run goes on.
	Progress *Progress
}

// Progress is how far a run has come. It may be read at any time.
type Progress struct {
	Rows  atomic.Int64 // that were written, those of earlier runs included
	Bytes atomic.Int64 // of the input that they came from
}

// WriteError is an answer that could not be written. What was written before it
// stays.
type WriteError struct{ Err error }

func (e *WriteError) Error() string { return fmt.Sprintf("the answers cannot be written: %v", e.Err) }

// Unwrap returns the cause.
func (e *WriteError) Unwrap() error { return e.Err }

// RowError is the row that ended a strict run.
type RowError struct {
	Line int
	ID   string
	Msg  string
}

func (e *RowError) Error() string {
	return fmt.Sprintf("line %d, row %q: %s", e.Line, shortened(e.ID), e.Msg)
}

// chunk is some rows on their way through the queues. There is a fixed number.
type chunk struct {
	text   []byte // of all records
	rows   []chunkRow
	used   int64 // bytes of the input to the end of the last row
	out    []byte
	tally  *Tally
	strict *RowError // that ended the chunk
	err    error     // of the reader, behind the rows
	done   chan struct{}
}

// chunkRow is one record of a chunk.
type chunkRow struct {
	end, line int
	fault     string
}

// runner is a run that goes on.
type runner struct {
	Job
	free, jobs, order chan *chunk
	quit              chan struct{}
	tally             *Tally
}

// Run answers all rows. The tally is of what was written, also with an error: a
// [*WriteError], a [*RowError] in a strict run, the error of the reader, or that of the
// context. If the context ends, the rows in hand are finished and written.
func Run(ctx context.Context, job Job) (*Tally, error) {
	r := &runner{Job: job, quit: make(chan struct{}), tally: newTally()}
	workers := max(1, job.Workers)
	depth := 3*workers + 2
	r.free, r.jobs, r.order = make(chan *chunk, depth), make(chan *chunk, depth), make(chan *chunk, depth)
	for range depth {
		r.free <- &chunk{tally: newTally(), done: make(chan struct{}, 1)}
	}
	if job.Done != nil {
		r.tally.merge(job.Done.tally)
		r.progress(job.In.used)
	} else if header := job.Question.header(); len(header) > 0 {
		if _, err := job.Out.Write(header); err != nil {
			return r.tally, &WriteError{err}
		}
	}
	var wait sync.WaitGroup
	for range workers {
		wait.Go(r.work)
	}
	go r.read(ctx) // it may wait for a terminal, and then outlives the run
	err := r.write(ctx)
	close(r.quit)
	wait.Wait()
	return r.tally, err
}

// read fills chunks until the input ends.
func (r *runner) read(ctx context.Context) {
	defer close(r.order)
	for {
		var c *chunk
		select {
		case c = <-r.free:
		case <-r.quit:
			return
		}
		if ctx.Err() != nil {
			return
		}
		r.fill(c)
		if ctx.Err() != nil {
			return
		}
		r.jobs <- c // there is room for all
		r.order <- c
		if c.err != nil {
			return
		}
	}
}

// fill reads rows into a chunk.
func (r *runner) fill(c *chunk) {
	limit := chunkRows
	if r.Question.Mode == Find {
		limit = 1
	}
	c.text, c.rows = shrunk(c.text), c.rows[:0]
	for len(c.rows) < limit && len(c.text) < chunkBytes {
		rec, err := r.In.Next()
		if err != nil {
			c.err = err
			break
		}
		c.text = append(c.text, rec.Text...)
		c.rows = append(c.rows, chunkRow{end: len(c.text), line: rec.Line, fault: rec.Fault})
		if r.In.start == r.In.end { // who sends rows one by one gets answers one by one
			break
		}
	}
	c.used = r.In.used
}

// shrunk empties a buffer, and gives it up if it has become large.
func shrunk(b []byte) []byte {
	if cap(b) > 1<<20 {
		return nil
	}
	return b[:0]
}

// work answers chunks.
func (r *runner) work() {
	a, parser := NewAnswerer(r.Question), r.In.Parser()
	for {
		select {
		case <-r.quit:
			return
		case c := <-r.jobs:
			r.answer(c, a, parser)
			c.done <- struct{}{}
		}
	}
}

// answer answers the rows of one chunk.
func (r *runner) answer(c *chunk, a *Answerer, parser *Parser) {
	c.out, c.strict = shrunk(c.out), nil
	c.tally.reset()
	from := 0
	for _, x := range c.rows {
		row := parser.Row(Record{Text: c.text[from:x.end], Line: x.line, Fault: x.fault})
		from = x.end
		n := len(c.out)
		out, o := a.append(c.out, &row)
		if r.Strict && o.err != "" {
			c.out, c.strict = out[:n], &RowError{Line: row.Line, ID: row.ID, Msg: o.err}
			return
		}
		c.out = out
		c.tally.add(o)
	}
}

// write writes the chunks in their order.
func (r *runner) write(ctx context.Context) error {
	for {
		select {
		case c, ok := <-r.order:
			if !ok {
				return ctx.Err()
			}
			if err := r.writeChunk(c); err != nil {
				return r.end(err)
			}
			r.free <- c
		case <-ctx.Done():
			return r.finish(ctx)
		}
	}
}

// finish writes the chunks that are in hand when a run is ended.
func (r *runner) finish(ctx context.Context) error {
	for {
		select {
		case c, ok := <-r.order:
			if !ok {
				return ctx.Err()
			}
			if err := r.writeChunk(c); err != nil {
				return r.end(err)
			}
		default:
			return ctx.Err()
		}
	}
}

// end turns the end of the input into the end of the run.
func (*runner) end(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// writeChunk writes one chunk, as soon as it is answered. The error is io.EOF for the
// last.
func (r *runner) writeChunk(c *chunk) error {
	<-c.done
	if len(c.out) > 0 {
		if _, err := r.Out.Write(c.out); err != nil {
			return &WriteError{err}
		}
	}
	r.tally.merge(c.tally)
	r.progress(c.used)
	if c.strict != nil {
		return c.strict
	}
	return c.err
}

// progress tells how far the run has come.
func (r *runner) progress(used int64) {
	if r.Progress != nil {
		r.Progress.Rows.Store(int64(r.tally.Rows))
		r.Progress.Bytes.Store(used)
	}
}
