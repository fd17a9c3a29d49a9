package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/flightcheck/flightcheck/internal/batch"
)

// Source is an input whose beginning was read.
type Source struct {
	File   string
	Format string // csv, ndjson or parquet
	Header string // of CSV, as it was written
}

// newSource looks at the beginning of a file, and refuses what is no table of rows.
func newSource(ctx context.Context, file string) (Source, error) {
	s := Source{File: file}
	err := s.with(ctx, func(in io.ReadCloser, _ int64) error {
		mark := make([]byte, len(parquetMark))
		n, err := io.ReadFull(in, mark)
		if err == nil && string(mark) == parquetMark {
			s.Format = formatParquet
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		r, err := batch.NewReader(io.MultiReader(bytes.NewReader(mark[:n]), in))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		s.Format, s.Header = r.Format().String(), r.Header()
		return nil
	})
	if err == nil && s.Format == formatParquet {
		err = s.with(ctx, checkParquet)
	}
	return s, err
}

// with opens the file for a function.
func (s Source) with(ctx context.Context, do func(in io.ReadCloser, size int64) error) error {
	fs, err := filesystem.New(ctx, s.File)
	if err != nil {
		return err
	}
	defer func() { _ = fs.Close() }()
	size, err := fs.Size(ctx, s.File)
	if err != nil {
		return err
	}
	in, err := fs.OpenRead(ctx, s.File)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	return do(in, size)
}

// each calls do with all records, in their order, from 1. A record is good until do
// returns.
func (s Source) each(ctx context.Context, do func(row int64, rec batch.Record)) error {
	return s.with(ctx, func(in io.ReadCloser, size int64) error {
		if s.Format == formatParquet {
			return eachParquet(in, size, do)
		}
		if err := s.parts(in, do); err != nil {
			return fmt.Errorf("%s: %w", s.File, err)
		}
		return nil
	})
}

// parts is each for a text.
func (s Source) parts(in io.Reader, do func(row int64, rec batch.Record)) error {
	r, err := batch.NewReader(in)
	if err != nil {
		return err
	}
	if r.Format().String() != s.Format || r.Header() != s.Header {
		return errors.New("another header stands there than when the run began")
	}
	for row := int64(1); ; row++ {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("row %d: %w", row, err)
		}
		do(row, rec)
	}
}
