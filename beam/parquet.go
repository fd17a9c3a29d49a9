package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"github.com/flightcheck/flightcheck/internal/batch"
)

const (
	formatParquet = "parquet"
	parquetMark   = "PAR1"
)

// needed are the columns that must be there.
var needed = []string{"id", "from", "to"}

// openParquet opens a file. One that cannot be read at any place, as on the storage of
// a cloud, is taken into memory.
func openParquet(in io.ReadCloser, size int64) (*parquet.File, error) {
	at, ok := in.(io.ReaderAt)
	if !ok {
		text, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		at, size = bytes.NewReader(text), int64(len(text))
	}
	return parquet.OpenFile(at, size)
}

// guarded turns a panic of the library, which some broken files bring about, into an
// error.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the Parquet file is broken: %v", p)
		}
	}()
	return do()
}

// checkParquet refuses a file whose columns are not those of a batch.
func checkParquet(in io.ReadCloser, size int64) error {
	return guarded(func() error {
		f, err := openParquet(in, size)
		if err != nil {
			return fmt.Errorf("the Parquet file cannot be read: %w", err)
		}
		var names []string
		for _, l := range leavesOf(f) {
			name := l.name
			switch {
			case !slices.Contains(batch.Columns(), name):
				return fmt.Errorf("unknown column %q; leave it out, or name it one of %s", name, strings.Join(batch.Columns(), ", "))
			case slices.Contains(names, name), l.list && name != "via":
				return fmt.Errorf("the column %s holds lists or members; texts are needed", name)
			}
			names = append(names, name)
		}
		for _, name := range needed {
			if !slices.Contains(names, name) {
				return fmt.Errorf("there is no column %s; needed are %s", name, strings.Join(needed, ", "))
			}
		}
		return nil
	})
}

// eachParquet calls do with each row as a line of NDJSON.
func eachParquet(in io.ReadCloser, size int64, do func(row int64, rec batch.Record)) error {
	return guarded(func() error {
		f, err := openParquet(in, size)
		if err != nil {
			return err
		}
		leaves := leavesOf(f)
		row := int64(0)
		for _, g := range f.RowGroups() {
			err := eachRow(g, func(values parquet.Row) {
				row++
				do(row, batch.Record{Text: object(leaves, values)})
			})
			if err != nil {
				return fmt.Errorf("row %d: %w", row+1, err)
			}
		}
		return nil
	})
}

// eachRow calls do with each row of a group.
func eachRow(g parquet.RowGroup, do func(parquet.Row)) error {
	rows := g.Rows()
	defer func() { _ = rows.Close() }()
	some := make([]parquet.Row, 256)
	for {
		n, err := rows.ReadRows(some)
		for _, values := range some[:n] {
			do(values)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n == 0 {
			return io.ErrNoProgress
		}
	}
}

// object writes a row as an object of JSON.
func object(leaves []leaf, values parquet.Row) []byte {
	line := []byte{'{'}
	values.Range(func(i int, cells []parquet.Value) bool {
		var texts [][]byte
		for _, v := range cells {
			if !v.IsNull() {
				texts = append(texts, leaves[i].text(v))
			}
		}
		if len(texts) == 0 && !slices.Contains(needed, leaves[i].name) {
			return true
		}
		if len(line) > 1 {
			line = append(line, ',')
		}
		line = append(line, '"')
		line = append(append(line, leaves[i].name...), '"', ':')
		switch {
		case leaves[i].list:
			line = append(append(append(line, '['), bytes.Join(texts, []byte(","))...), ']')
		case len(texts) == 0:
			line = append(line, "null"...)
		default:
			line = append(line, texts[0]...)
		}
		return true
	})
	return append(line, '}')
}

// leaf is a column of texts.
type leaf struct {
	name       string
	list, date bool
}

// leavesOf returns the columns of a file.
func leavesOf(f *parquet.File) []leaf {
	var out []leaf
	for _, path := range f.Schema().Columns() {
		l := leaf{name: path[0]}
		if c, ok := f.Schema().Lookup(path...); ok {
			l.list = c.MaxRepetitionLevel > 0
			if t := c.Node.Type().LogicalType(); t != nil {
				_, l.date = t.Value.(*format.DateType)
			}
		}
		out = append(out, l)
	}
	return out
}

// text writes a value as JSON.
func (l leaf) text(v parquet.Value) []byte {
	var text []byte
	switch v.Kind() {
	case parquet.ByteArray, parquet.FixedLenByteArray:
		text, _ = json.Marshal(string(v.ByteArray())) //nolint:errchkjson // texts cannot fail
		if !utf8.Valid(v.ByteArray()) {
			// The row is to be refused for that, which is not seen any more behind the sign
			// that json puts there.
			text = bytes.ReplaceAll(text, []byte(`\ufffd`), []byte{0xff})
		}
	case parquet.Int32:
		if l.date {
			day := time.Unix(int64(v.Int32())*24*60*60, 0).UTC()
			return day.AppendFormat(nil, `"2006-01-02"`)
		}
		text = []byte(v.String())
	default:
		text = []byte(v.String())
	}
	return text
}
