// Package batch answers many questions in one go: it reads rows of CSV or NDJSON,
// checks or searches each, and writes a row for each, in the order of the input.
//
//	in, err := batch.NewReader(file)
//	tally, err := batch.Run(ctx, batch.Job{Question: q, In: in, Out: w, Workers: 2})
//
// [Run] needs the same memory for a thousand rows and for a thousand million: rows go
// through bounded queues in chunks of at most [chunkRows] rows, and what is
// remembered of places and flights is bounded. The bytes that it writes do not depend
// on the number of workers. A row that cannot be read or answered goes to the output
// with its error.
//
// Programs that share the rows out by other ways, as beam/ does, use the parts of it:
// a [Reader] finds where each record ends, a [Parser] makes a row of a record, and an
// [Answerer] writes the answer to a row. All three need not be on one machine.
//
// [File] is an output that outlives a broken run: it grows beside the named file, as
// FILE.part, with a note of the question, FILE.resume, and takes its name when it is
// whole. [Continue] goes on where such a run ended, even in the middle of a row. Two
// runs never write one part: the second is refused, on systems that know locks or
// files that are not shared (Linux, macOS, the BSDs and Windows).
package batch
