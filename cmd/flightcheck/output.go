package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/google/renameio/v2/maybe"
)

// writeError is an answer that could not be delivered.
type writeError struct {
	to  string
	err error
}

func (w *writeError) Error() string { return fmt.Sprintf("cannot write %s: %v", w.to, w.err) }
func (w *writeError) Unwrap() error { return w.err }

// deliver makes the whole answer first, then writes it to stdout, or beside
// the named file and renames: a file that was there stays as it was until the
// new one is complete.
func deliver(stdout io.Writer, file string, render func(io.Writer) error) error {
	var b bytes.Buffer
	if err := render(&b); err != nil {
		return err
	}
	if file == "" || file == "-" {
		if _, err := stdout.Write(b.Bytes()); err != nil {
			return &writeError{"the answer", err}
		}
		return nil
	}
	if err := maybe.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return &writeError{file, err}
	}
	return nil
}
