package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/flightcheck/flightcheck/policy"
)

// Done is what stands already in the output of a run that was broken off.
type Done struct {
	Rows  int
	Size  int64 // of the output, to the end of its last whole row
	tally *Tally
}

// ChangedError says that an output was not made of this input.
type ChangedError struct{ Msg string }

func (e *ChangedError) Error() string { return e.Msg }

// Continue reads the output of a run that was broken off, and leaves out the rows of
// the input that are in it. Whoever goes on cuts the output to the size that is
// returned. It returns nil if the output does not even have its whole header. The
// error is a [*ChangedError] if a row is not that of the input.
func Continue(out io.Reader, in *Reader, f Format) (*Done, error) {
	o := &Reader{src: out, buf: make([]byte, 64<<10), line: 1, format: f, comma: ','}
	if f == CSV {
		text, err := o.whole()
		if errors.Is(err, io.EOF) {
			return nil, nil //nolint:nilnil // nothing is there to go on with
		}
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(text, AppendHeader(nil, f)) {
			return nil, &ChangedError{"the first line of the output is not the header of such answers"}
		}
	}
	d := &Done{Size: o.used, tally: newTally()}
	parser := in.rows()
	for {
		text, err := o.whole()
		if errors.Is(err, io.EOF) {
			return d, nil
		}
		if err != nil {
			return nil, err
		}
		old, err := readAnswer(string(text), f)
		if err != nil {
			return nil, &ChangedError{fmt.Sprintf("row %d of the output is none of such answers: %v", d.Rows+1, err)}
		}
		rec, err := in.next()
		if errors.Is(err, io.EOF) {
			return nil, &ChangedError{fmt.Sprintf("the output has more rows than the input, which ends after %d", d.Rows)}
		}
		if err != nil {
			return nil, err
		}
		row := parser.row(rec)
		if row.ID != old.id || row.From != old.from || row.To != old.to {
			return nil, &ChangedError{fmt.Sprintf("row %d is %q, %s to %s, in the output, and %q, %s to %s, in the input (line %d)", d.Rows+1,
				shortened(old.id), shortened(old.from), shortened(old.to), shortened(row.ID), shortened(row.From), shortened(row.To), row.Line)}
		}
		old.count(d.tally)
		d.Rows++
		d.Size = o.used
	}
}

// whole returns the next record with the end of its line. The error is io.EOF if what
// is left is none.
func (r *Reader) whole() ([]byte, error) {
	for {
		b := r.rest()
		n, ok := recordLength(b, r.format)
		switch {
		case !ok:
			return nil, &ChangedError{fmt.Sprintf("line %d of the output has a quote where none may be", r.line)}
		case n > 0:
			r.take(n)
			r.line++
			return b[:n], nil
		case r.err != nil:
			return nil, r.err
		}
		r.fill()
	}
}

// recordLength returns how long the first record is, 0 if it is not whole.
func recordLength(b []byte, f Format) (int, bool) {
	if f == CSV {
		return quotedLength(b, ',', false)
	}
	return bytes.IndexByte(b, '\n') + 1, true
}

// answered is what is read again of an answer.
type answered struct {
	id, from, to string
	bad          bool
	status       policy.Status
	blockedBy    []string
	states       []string
	km           []int64
	detour       int64
}

// readAnswer reads a row of the output.
func readAnswer(text string, f Format) (*answered, error) {
	if f == NDJSON {
		return readObject(text)
	}
	cells, fault := splitCells(nil, strings.TrimSuffix(text, "\n"), ',')
	if fault != "" || len(cells) != len(answerColumns) {
		return nil, fmt.Errorf("it has %d cells", len(cells))
	}
	a := &answered{id: cells[atID], from: cells[atFrom], to: cells[atTo], bad: cells[atError] != "", detour: -1}
	if a.bad {
		return a, nil
	}
	for word := range strings.FieldsSeq(cells[atBlocked]) {
		who, _, _ := strings.Cut(word, ":")
		a.blockedBy = append(a.blockedBy, who)
	}
	words := strings.Fields(cells[atStates])
	for i := 1; i < len(words); i += 2 {
		if err := a.addState(words[i-1], words[i]); err != nil {
			return nil, err
		}
	}
	err := a.finish(cells[atStatus], cells[atDetour])
	return a, err
}

func (a *answered) addState(state, km string) error {
	m, err := parseKm(km)
	a.states, a.km = append(a.states, state), append(a.km, m)
	return err
}

// finish reads the status and the detour.
func (a *answered) finish(status, detour string) (err error) {
	if err := a.status.UnmarshalText([]byte(status)); err != nil {
		return err
	}
	if detour != "" {
		a.detour, err = parseKm(detour)
	}
	return err
}

func parseKm(s string) (int64, error) {
	km, err := strconv.ParseFloat(s, 64)
	return int64(math.Round(km * 1000)), err
}

// readObject reads a row of NDJSON.
func readObject(text string) (*answered, error) {
	var x struct {
		ID       string `json:"id"`
		From, To struct {
			Query string `json:"query"`
		}
		Status    *string                        `json:"status"`
		BlockedBy []struct{ State, Zone string } `json:"blocked_by"`
		Detour    *json.Number                   `json:"detour_km"`
		States    []struct {
			State string      `json:"state"`
			Km    json.Number `json:"km"`
		} `json:"states"`
	}
	if err := json.Unmarshal([]byte(text), &x); err != nil {
		return nil, err
	}
	a := &answered{id: x.ID, from: x.From.Query, to: x.To.Query, bad: x.Status == nil, detour: -1}
	if a.bad {
		return a, nil
	}
	for _, b := range x.BlockedBy {
		a.blockedBy = append(a.blockedBy, wordOf(orZone(b.State, b.Zone)))
	}
	for _, s := range x.States {
		if err := a.addState(s.State, s.Km.String()); err != nil {
			return nil, err
		}
	}
	detour := ""
	if x.Detour != nil {
		detour = x.Detour.String()
	}
	err := a.finish(*x.Status, detour)
	return a, err
}

// count adds the answer to a tally, as [Tally.add] did.
func (a *answered) count(t *Tally) {
	t.Rows++
	if a.bad {
		t.Bad++
		return
	}
	t.Status[a.status]++
	for i, who := range a.blockedBy {
		if !slices.Contains(a.blockedBy[:i], who) {
			t.blockedBy[who]++
		}
	}
	for i, state := range a.states {
		if state == "" {
			state = highSeas
		}
		t.metres[state] += a.km[i]
	}
	if a.status != policy.Blocked && a.detour >= 0 {
		t.addDetour(a.detour)
	}
}
