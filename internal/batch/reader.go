package batch

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// maxRecord is how long a row may be.
const maxRecord = 1 << 20

// saveAsUTF8 is the remedy for other encodings.
const saveAsUTF8 = `save the file as UTF-8 (in a spreadsheet: "CSV UTF-8")`

// maxOpening is how many bytes are looked at to tell what the input is.
const maxOpening = 4096

const (
	byteOrderMark = "\xef\xbb\xbf"
	blanks        = " \t\r\n"
)

const emptyInput = "the input is empty; the first line of CSV names the columns: id,from,to"

// Reader reads rows. It is for one goroutine.
type Reader struct {
	src        io.Reader
	buf        []byte
	start, end int // what was read and not yet used
	err        error
	line       int   // of buf[start], from 1
	used       int64 // bytes of the input before buf[start]

	format Format
	comma  byte
	header string   // as it was written
	order  []column // of the cells
}

// NewReader begins to read rows: CSV with a header, parted by commas, semicolons or
// tabs, or NDJSON, told by its first sign. The error is an [*InputError], or that of
// the reader.
func NewReader(src io.Reader) (*Reader, error) {
	r, head, done, err := open(src)
	if err != nil {
		return nil, err
	}
	switch first := bytes.TrimLeft(head, blanks); {
	case len(first) == 0 && !done:
		return nil, &InputError{Msg: emptyInput}
	case len(first) > 0 && first[0] == '{':
		r.format = NDJSON
		return r, nil
	case len(first) > 0 && first[0] == '[':
		return nil, &InputError{Line: 1, Msg: "a list of JSON is not read in a stream; write one object to a line: jq -c '.[]'"}
	}
	r.format = CSV
	err = r.readHeader()
	return r, err
}

// open begins to read. It returns the [opening] of the input, without a byte order
// mark, and whether that is whole.
func open(src io.Reader) (r *Reader, head []byte, done bool, err error) {
	r = &Reader{src: src, buf: make([]byte, 64<<10), line: 1}
	for r.err == nil && !done {
		r.fill()
		head, done = opening(r.buf[:r.end])
	}
	if r.err != nil && !errors.Is(r.err, io.EOF) {
		return nil, nil, false, r.err
	}
	if err := checkEncoding(head); err != nil {
		return nil, nil, false, err
	}
	if bytes.HasPrefix(head, []byte(byteOrderMark)) {
		r.take(len(byteOrderMark))
		head = head[len(byteOrderMark):]
	}
	return r, head, done, nil
}

// Format returns the format of the input.
func (r *Reader) Format() Format { return r.format }

// Header returns what the rows rest on: the header of CSV as it was written.
func (r *Reader) Header() string { return r.header }

// opening returns what of the first bytes tells what the input is, and whether that
// is all there: the lines up to the first that is not blank. It is the same however
// the bytes come, in one piece or one by one.
func opening(b []byte) ([]byte, bool) {
	b, done := b[:min(len(b), maxOpening)], len(b) >= maxOpening
	text := bytes.TrimLeft(bytes.TrimPrefix(b, []byte(byteOrderMark)), blanks)
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return b[:len(b)-len(text)+end+1], true
	}
	return b, done
}

// checkEncoding refuses what begins like another encoding than UTF-8.
func checkEncoding(b []byte) error {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")), bytes.IndexByte(b[:min(len(b), 512)], 0) >= 0:
		return &InputError{Msg: "the input is UTF-16 or no text at all; " + saveAsUTF8}
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return &InputError{Msg: "the input is a compressed file, perhaps a workbook; save the sheet as CSV UTF-8"}
	case bytes.HasPrefix(b, []byte("\x1f\x8b")):
		return &InputError{Msg: "the input is compressed; give it as gunzip -c FILE | flightcheck batch -"}
	}
	return nil
}

// rest returns what is in the buffer.
func (r *Reader) rest() []byte { return r.buf[r.start:r.end] }

// take uses up n bytes of the buffer.
func (r *Reader) take(n int) {
	r.start += n
	r.used += int64(n)
}

// fill reads more into the buffer, which it moves or makes larger if it is full.
func (r *Reader) fill() {
	if r.start > 0 && (r.end == len(r.buf) || r.start == r.end) {
		copy(r.buf, r.rest())
		r.start, r.end = 0, r.end-r.start
	}
	if r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	for range 100 { // a reader may give nothing for a while
		n, err := r.src.Read(r.buf[r.end:])
		r.end += n
		if err != nil {
			r.err = err
			return
		}
		if n > 0 {
			return
		}
	}
	r.err = io.ErrNoProgress
}

// Record is a row before a [Parser] takes it apart.
type Record struct {
	Text []byte // without the end of its line
	Line int    // of the input, on which it begins
	// Fault says why nobody knows what belongs to the row: it is too long, or a quote is
	// not closed. It is empty for a record that is whole.
	Fault string
}

// Next returns the next record that is not blank. Its text is good until the next
// call. The error is io.EOF after the last record.
func (r *Reader) Next() (Record, error) {
	for {
		rec, err := r.any()
		if err != nil || rec.Fault != "" || !r.blank(rec.Text) {
			return rec, err
		}
	}
}

// blank tells whether a record has no cell that is filled.
func (r *Reader) blank(text []byte) bool {
	for _, c := range text {
		if c != ' ' && c != '\t' && c != '\r' && (c != r.comma || r.format == NDJSON) {
			return false
		}
	}
	return true
}

// any returns the next record.
func (r *Reader) any() (Record, error) {
	for {
		n, fault := r.length()
		if fault == tooLong {
			return r.skipLine(), nil
		}
		if n > 0 {
			rec := Record{Text: trimEnd(r.rest()[:n]), Line: r.line, Fault: fault}
			r.line += bytes.Count(r.rest()[:n], []byte{'\n'})
			r.take(n)
			return rec, nil
		}
		if r.err != nil {
			return Record{}, r.err
		}
		r.fill()
	}
}

const (
	tooLong  = "the row is longer than 1 MiB; is a quote not closed?"
	unclosed = `a quote is not closed, or a sign stands after it; a cell with a quote inside is written "so ""quoted"" here"`
)

// length returns how many bytes the record at the start of the buffer has with the
// end of its line, 0 if that is not known yet. A record that is broken ends with its
// first line.
func (r *Reader) length() (n int, fault string) {
	b, whole := r.rest(), errors.Is(r.err, io.EOF)
	first := bytes.IndexByte(b, '\n') + 1
	if first == 0 && whole {
		first = len(b)
	}
	switch {
	case first == 0 && len(b) > maxRecord:
		return 0, tooLong
	case first == 0:
		return 0, ""
	case first > maxRecord:
		return first, tooLong
	}
	if r.format == NDJSON || bytes.IndexByte(b[:first], '"') < 0 {
		return first, ""
	}
	n, ok := quotedLength(b, r.comma, whole)
	switch {
	case !ok, n == 0 && (whole || len(b) > maxRecord), n > maxRecord:
		return first, unclosed
	}
	return n, ""
}

// quotedLength returns how many bytes a record of CSV with quotes has, 0 if its end
// is not in b. It returns false if a quote stands where none may. atEnd tells that
// nothing follows b.
func quotedLength(b []byte, comma byte, atEnd bool) (int, bool) {
	for i := 0; i < len(b); {
		if b[i] != '"' { // a cell without quotes, or with some that mean nothing
			for i < len(b) && b[i] != comma && b[i] != '\n' {
				i++
			}
		} else {
			n := quotedCell(b[i:])
			if n == 0 {
				return 0, true
			}
			i += n
			if i < len(b) && b[i] == '\r' {
				i++
			}
		}
		switch {
		case i == len(b) && atEnd:
			return i, true
		case i == len(b):
			return 0, true
		case b[i] == '\n':
			return i + 1, true
		case b[i] != comma:
			return 0, false
		}
		i++
	}
	if atEnd {
		return len(b), true
	}
	return 0, true
}

// quotedCell returns how many bytes a cell has that begins with a quote, to its
// closing quote; 0 if that is not there.
func quotedCell(b []byte) int {
	for i := 1; ; i += 2 {
		n := bytes.IndexByte(b[i:], '"')
		if n < 0 {
			return 0
		}
		i += n
		if i+1 == len(b) || b[i+1] != '"' {
			return i + 1
		}
		if i+2 >= len(b) {
			return 0
		}
	}
}

// skipLine leaves out a line that is too long.
func (r *Reader) skipLine() Record {
	rec := Record{Line: r.line, Fault: tooLong}
	for {
		if n := bytes.IndexByte(r.rest(), '\n') + 1; n > 0 {
			r.take(n)
			r.line++
			return rec
		}
		r.take(len(r.rest()))
		if r.err != nil {
			return rec
		}
		r.fill()
	}
}

// trimEnd takes off the end of a line.
func trimEnd(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == '\n' {
		b = b[:n-1]
	}
	if n := len(b); n > 0 && b[n-1] == '\r' {
		b = b[:n-1]
	}
	return b
}

// readHeader reads the first line of CSV.
func (r *Reader) readHeader() error {
	r.comma = ','
	rec, err := r.Next()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return &InputError{Msg: emptyInput}
		}
		return err
	}
	if rec.Fault != "" && rec.Fault != unclosed { // what parts the cells is not known yet
		return &InputError{Line: rec.Line, Msg: rec.Fault}
	}
	r.header = string(rec.Text)
	p, fault := headed(r.header)
	if fault != "" {
		return &InputError{Line: rec.Line, Msg: fault}
	}
	r.comma, r.order = p.comma, p.order
	return nil
}

// shortened returns a text for an error.
func shortened(s string) string {
	if len(s) <= maxShown {
		return s
	}
	return strings.ToValidUTF8(s[:maxShown], "") + "…"
}
