package batch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/place"
)

// maxListed bounds the list of places.
const maxListed = 100_000

// placeColumns are the names of the column that holds places.
var placeColumns = []string{"airport", "place"}

// ReadPlaces reads a list of places: one to a line, or CSV with a header of which one
// column is airport or place. Each must be a place, and none may be there twice. All
// that is wrong is told at once, as [*InputError] joined.
func ReadPlaces(src io.Reader) ([]string, error) {
	r, head, done, err := open(src)
	if err != nil {
		return nil, err
	}
	r.format = NDJSON // a row is a line
	at := r.placeHeader(head, done)
	l := placeList{seen: map[orb.Point]int{}}
	for {
		rec, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return l.finish()
		case err != nil:
			return nil, err
		case len(l.words) == maxListed:
			return nil, &InputError{Line: rec.Line, Msg: "a list has at most 100,000 places"}
		}
		if l.add(rec, at, r.comma); len(l.errs) > maxFaults { // to look up a wrong word takes long
			return l.finish()
		}
	}
}

// placeHeader returns which cell of the first line in head that is not blank is called
// airport or place, and takes the lines up to it, or returns -1 if there is none.
func (r *Reader) placeHeader(head []byte, done bool) int {
	lines := strings.SplitAfter(string(head), "\n")
	n := 0
	for n < len(lines)-1 && strings.Trim(lines[n], blanks) == "" {
		n++
	}
	if done && !strings.HasSuffix(lines[n], "\n") {
		return -1 // longer than what is looked at
	}
	first := strings.TrimRight(lines[n], "\r\n")
	for _, comma := range []byte{',', ';', '\t'} {
		cells, _ := splitCells(nil, first, comma)
		for i, name := range cells {
			if slices.Contains(placeColumns, strings.ToLower(strings.TrimSpace(name))) {
				r.take(len(strings.Join(lines[:n+1], "")))
				r.line += n + 1
				r.format, r.comma = CSV, comma
				return i
			}
		}
	}
	return -1
}

// placeList gathers places and what is wrong with them.
type placeList struct {
	words []string
	seen  map[orb.Point]int // the line on which a place stands first
	errs  []error
}

// maxFaults is how many faults are told.
const maxFaults = 10

// add adds the place of a record: its cell, or all of it if the cell is -1.
func (l *placeList) add(rec Record, cell int, comma byte) {
	word, fault := string(rec.Text), rec.Fault
	if fault == "" && !utf8.ValidString(word) {
		fault = "the line is not UTF-8; " + saveAsUTF8
	}
	if fault == "" && cell >= 0 {
		var cells []string
		cells, fault = splitCells(nil, word, comma)
		if fault == "" && cell >= len(cells) {
			fault = fmt.Sprintf("%d cells where the header has more", len(cells))
		}
		if fault == "" {
			word = cells[cell]
		}
	}
	word = strings.TrimSpace(word)
	if fault == "" {
		fault = l.check(word, rec.Line)
	}
	switch {
	case fault == "":
		l.words = append(l.words, word)
	case len(l.errs) == maxFaults:
		l.errs = append(l.errs, errors.New("and more"))
	case len(l.errs) < maxFaults:
		l.errs = append(l.errs, &InputError{Line: rec.Line, Msg: fault})
	}
}

// check looks the place up.
func (l *placeList) check(word string, line int) (fault string) {
	r, err := place.Lookup(decimalPoints(word))
	if err != nil {
		return oneLine(err.Error())
	}
	if before, ok := l.seen[r.Point]; ok {
		return fmt.Sprintf("%q is the place of line %d; leave one out", word, before)
	}
	l.seen[r.Point] = line
	return ""
}

// finish returns the list.
func (l *placeList) finish() ([]string, error) {
	if len(l.errs) > 0 {
		return nil, errors.Join(l.errs...)
	}
	if len(l.words) < 2 {
		return nil, &InputError{Msg: "a pair takes two places; write one to a line"}
	}
	return l.words, nil
}

// WritePairs writes all pairs of places as input for a batch, with the id FROM-TO: each
// once, or in both directions.
func WritePairs(w io.Writer, places []string, both bool) error {
	out := bufio.NewWriterSize(w, 64<<10)
	if _, err := out.WriteString("id,from,to\n"); err != nil {
		return err
	}
	var line []byte
	for i, from := range places {
		for k, to := range places {
			if k == i || k < i && !both {
				continue
			}
			line = append(appendCell(line[:0], from+"-"+to), ',')
			line = append(appendCell(line, from), ',')
			line = append(appendCell(line, to), '\n')
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}
