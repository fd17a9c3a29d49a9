package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// Sink is the output.
type Sink struct {
	File   string
	Format string // csv, ndjson or parquet
	Rows   int64  // in each part; 0 for one file
}

// answers returns in which format rows are answered for the output.
func (s Sink) answers() batch.Format {
	if s.Format == batch.CSV.String() {
		return batch.CSV
	}
	return batch.NDJSON
}

// header returns what stands before the first answer.
func (s Sink) header() []byte { return batch.AppendHeader(nil, s.answers()) }

// part returns in which part of the output a row stands.
func (s Sink) part(row int64) int64 {
	if s.Rows == 0 {
		return 0
	}
	return (row - 1) / s.Rows
}

// name returns the name of a part: the file's own, or that with a number, so that
// the order of the names is that of the rows.
func (s Sink) name(part int64) string {
	if s.Rows == 0 {
		return s.File
	}
	ending := path.Ext(s.File)
	return fmt.Sprintf("%s-%08d%s", strings.TrimSuffix(s.File, ending), part, ending)
}

// write writes a part, which takes its name when it is whole. Beam may ask twice for
// a part; the bytes are the same.
func (s Sink) write(ctx context.Context, part int64, answers [][]byte) error {
	slices.SortFunc(answers, bytes.Compare)
	if err := s.complete(part, answers); err != nil {
		return err
	}
	name := s.name(part)
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { _ = fs.Close() }()
	_, renames := fs.(filesystem.Renamer)
	growing := name
	if renames {
		growing = fmt.Sprintf("%s.%016x.part", name, rand.Uint64()) //nolint:gosec // is a name, not a secret
	}
	out, err := fs.OpenWrite(ctx, growing)
	if err != nil {
		return err
	}
	if err = errors.Join(s.put(out, answers), out.Close()); err == nil && renames {
		err = filesystem.Rename(ctx, fs, growing, name)
	}
	if remover, ok := fs.(filesystem.Remover); ok && err != nil {
		_ = remover.Remove(ctx, growing) // the first error counts
	}
	return err
}

// complete tells whether no row is missing or there twice.
func (s Sink) complete(part int64, answers [][]byte) error {
	first := part*s.Rows + 1
	if part == 0 {
		first = 0 // the header
	}
	for i, a := range answers {
		if row, _ := numberOf(a); row != first+int64(i) {
			return fmt.Errorf("row %d came where row %d is due; this is a fault of the program or of the runner", row, first+int64(i))
		}
	}
	return nil
}

// put writes answers in their format.
func (s Sink) put(w io.Writer, answers [][]byte) error {
	if s.Format == formatParquet {
		return putParquet(w, answers)
	}
	out := bufio.NewWriterSize(w, 1<<20)
	for _, a := range answers {
		_, text := numberOf(a)
		if _, err := out.Write(text); err != nil {
			return err
		}
	}
	return out.Flush()
}
