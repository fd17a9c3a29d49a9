package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxRecord is how long a row may be for package batch.
const maxRecord = 1 << 20

// records parts a text into records, where package batch parts it: a record ends with
// its line, unless a quote of CSV is open there.
type records struct {
	in    *bufio.Reader
	comma byte // of CSV; 0 for NDJSON
	atEnd bool
}

func newRecords(r io.Reader) *records {
	in := bufio.NewReaderSize(r, 2*maxRecord)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\xef\xbb\xbf" {
		_, _ = in.Discard(len(mark)) // is in the buffer
	}
	return &records{in: in}
}

// next returns the next record that is not blank, with the end of its line. It is
// good until the next call. Of a record that is too long it returns so much that
// package batch sees that it is.
func (r *records) next() ([]byte, error) {
	for {
		b, err := r.in.Peek(r.in.Buffered())
		if err != nil {
			return nil, err
		}
		n := r.length(b)
		switch {
		case n > 0:
			_, _ = r.in.Discard(n) // is in the buffer
			if n > maxRecord || !r.blank(b[:n]) {
				return b[:min(n, maxRecord+1)], nil
			}
			continue
		case len(b) > maxRecord:
			long := bytes.Clone(b[:maxRecord+1])
			return long, r.skipLine()
		case r.atEnd:
			return nil, io.EOF
		}
		_, err = r.in.Peek(len(b) + 1) // reads on
		if r.atEnd = errors.Is(err, io.EOF); err != nil && !r.atEnd {
			return nil, err
		}
	}
}

// skipLine leaves out the rest of a line.
func (r *records) skipLine() error {
	for {
		_, err := r.in.ReadSlice('\n')
		switch {
		case err == nil, errors.Is(err, io.EOF):
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// length returns how many bytes the record at the start of b has, 0 if that is not
// known yet. A record with a quote that is not closed is its first line alone.
func (r *records) length(b []byte) int {
	first := bytes.IndexByte(b, '\n') + 1
	if first == 0 && r.atEnd {
		first = len(b)
	}
	if first > maxRecord || r.comma == 0 || bytes.IndexByte(b[:first], '"') < 0 {
		return first
	}
	switch n, ok := r.quoted(b); {
	case !ok, n > maxRecord, n == 0 && (r.atEnd || len(b) > maxRecord):
		return first
	default:
		return n
	}
}

// quoted is length for a record with quotes; false if one stands where none may.
func (r *records) quoted(b []byte) (n int, ok bool) {
	for i := 0; ; i++ {
		if i < len(b) && b[i] == '"' {
			end := closing(b[i:])
			if end == 0 {
				return 0, true
			}
			if i += end; i < len(b) && b[i] == '\r' {
				i++
			}
		} else {
			for i < len(b) && b[i] != r.comma && b[i] != '\n' {
				i++
			}
		}
		switch {
		case i == len(b) && r.atEnd:
			return i, true
		case i == len(b):
			return 0, true
		case b[i] == '\n':
			return i + 1, true
		case b[i] != r.comma:
			return 0, false
		}
	}
}

// closing returns where a cell that begins with a quote ends, behind the quote that
// closes it; 0 if there is none.
func closing[T ~[]byte | ~string](text T) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] != '"':
		case i+1 < len(text) && text[i+1] == '"':
			i++
		default:
			return i + 1
		}
	}
	return 0
}

// blank tells whether a record holds nothing.
func (r *records) blank(record []byte) bool {
	for _, c := range trimEnd(record) {
		if c != ' ' && c != '\t' && c != '\r' && (c != r.comma || r.comma == 0) {
			return false
		}
	}
	return true
}

// trimEnd takes off the end of a line.
func trimEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}
