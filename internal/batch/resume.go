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
	"unicode"

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
	parser := in.Parser()
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
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil, &ChangedError{fmt.Sprintf("the output has more rows than the input, which ends after %d", d.Rows)}
		}
		if err != nil {
			return nil, err
		}
		row := parser.Row(rec)
		if row.ID != old.id || row.From != old.from || row.To != old.to {
			return nil, &ChangedError{fmt.Sprintf("row %d is %q, %s to %s, in the output, and %q, %s to %s, in the input (line %d)", d.Rows+1,
				shortened(old.id), shown(old.from), shown(old.to), shortened(row.ID), shown(row.From), shown(row.To), row.Line)}
		}
		old.count(d.tally)
		d.Rows++
		d.Size = o.used
	}
}

// shown is what was written for a place, in quotes if it is no plain text.
func shown(s string) string {
	s = shortened(s)
	if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(s)
	}
	return s
}

// maxAnswer is how long an answer may be: each byte of a row may take six as JSON.
const maxAnswer = 8 * maxRecord

// maxMetres is more than any route has.
const maxMetres = 1e9

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
		case len(b) > maxAnswer:
			return nil, &ChangedError{fmt.Sprintf("line %d of the output is longer than any answer", r.line)}
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
	if !asWritten(text, cells) {
		return nil, errors.New("its quotes, or the end of its line, are not as they were written")
	}
	a := &answered{id: cells[atID], from: cells[atFrom], to: cells[atTo], bad: cells[atError] != "", detour: -1}
	if a.bad {
		if strings.Join(cells[atStatus:atError], "") != "" {
			return nil, errors.New("it has an answer and an error")
		}
		return a, nil
	}
	for word := range strings.FieldsSeq(cells[atBlocked]) {
		who, _, _ := strings.Cut(word, ":")
		if who == "" {
			return nil, errors.New("it is blocked by nobody")
		}
		a.blockedBy = append(a.blockedBy, who)
	}
	words := strings.Fields(cells[atStates])
	if len(words)%2 != 0 {
		return nil, errors.New("a State has no kilometres")
	}
	for i := 1; i < len(words); i += 2 {
		if err := a.addState(words[i-1], words[i]); err != nil {
			return nil, err
		}
	}
	err := a.finish(cells[atStatus], cells[atDetour])
	return a, err
}

// asWritten tells whether a row of CSV with these cells is written as this text.
func asWritten(text string, cells []string) bool {
	var b []byte
	for i, c := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendCell(b, c)
	}
	return string(append(b, '\n')) == text
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
	if err != nil || !(km >= 0 && km*1000 <= maxMetres) {
		return 0, fmt.Errorf("%q is no distance", shortened(s))
	}
	m := int64(math.Round(km * 1000))
	if string(appendKm(nil, m)) != s {
		return 0, fmt.Errorf("%q km are not written to the metre", shortened(s))
	}
	return m, nil
}

// answerKeys are the keys of an answer as NDJSON, with the signs round them.
var answerKeys = []string{
	`{"id":"`, `","from":{"query":"`, `},"to":{"query":"`, `},"status":`, `,"blocked_by":[`, `],"permissions":[`, `],"unknown":[`,
	`],"distance_km":`, `,"detour_km":`, `,"states":[`, `],"error":`,
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
		Error *string `json:"error"`
	}
	if err := json.Unmarshal([]byte(text), &x); err != nil {
		return nil, err
	}
	rest := text
	for _, key := range answerKeys {
		var ok bool
		if _, rest, ok = strings.Cut(rest, key); !ok {
			return nil, fmt.Errorf("it has no %q where it is written", strings.Trim(key, `{}[],:"`))
		}
	}
	a := &answered{id: x.ID, from: x.From.Query, to: x.To.Query, bad: x.Status == nil, detour: -1}
	switch {
	case a.bad != (x.Error != nil):
		return nil, errors.New("it has an answer and an error, or neither")
	case a.bad:
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
