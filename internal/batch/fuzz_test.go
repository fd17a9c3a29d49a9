package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/place"
)

// broken is the output of a whole run of a few rows in a format.
type broken struct {
	q           *Question
	text, whole string
	tally       *Tally
	rows        []Row
}

func brokenRun(f *testing.F, format Format) broken {
	f.Helper()
	b := broken{q: smallQuestion(f, Check, format), text: mixedRows(14, format)}
	b.whole, b.tally = ask(f, b.q, 1, b.text)
	rows, err := readAll(b.text)
	if err != nil {
		f.Fatal(err)
	}
	b.rows = rows
	return b
}

// after returns what the whole output has behind its first rows.
func (b *broken) after(t *testing.T, rows int) string {
	t.Helper()
	out := AppendHeader(nil, b.q.Format)
	for _, row := range b.rows[:rows] {
		out = NewAnswerer(b.q).Append(out, row)
	}
	rest, ok := strings.CutPrefix(b.whole, string(out))
	if !ok {
		t.Fatalf("the first %d rows are not those of the whole", rows)
	}
	return rest
}

// FuzzResume goes on with an output that was cut at a byte, has other bytes in place of
// some of its own, or is a file of somebody else. It is refused, or every row that is
// kept is one that such a run writes for that row of the input, and what follows is
// what an undisturbed run has there.
func FuzzResume(f *testing.F) {
	runs := []broken{brokenRun(f, CSV), brokenRun(f, NDJSON)}
	for i, b := range runs {
		nd := i == 1
		second := strings.IndexByte(b.whole[1:], '\n') + 2
		for _, at := range []int{0, 1, second - 1, second, second + 1, len(b.whole) - 1, len(b.whole)} {
			f.Add(nd, uint16(at), uint16(0xffff), []byte(nil)) // cut
		}
		f.Add(nd, uint16(0), uint16(0xffff), []byte(b.text))                // the input
		f.Add(nd, uint16(0), uint16(0xffff), []byte("\ufeff"+b.whole))      // saved by an editor
		f.Add(nd, uint16(0), uint16(0xffff), []byte(runs[1-i].whole))       // the other format
		f.Add(nd, uint16(len(b.whole)), uint16(0), []byte("\x00\x00\x00"))  // power was lost
		f.Add(nd, uint16(second), uint16(9), []byte("\x00\x00\x00\x00\n"))  // and in the middle
		f.Add(nd, uint16(len(b.whole)), uint16(0), []byte(b.whole[:40]+"")) // written twice
		f.Add(nd, uint16(len(b.whole)-1), uint16(1), []byte("\r\n"))
		for _, km := range []string{"NaN", "1e300", "-1.000", "9223372036854775807.000", "1", "0x1p9", "Infinity", ""} {
			if at := strings.Index(b.whole, ".") - 2; at > 0 {
				f.Add(nd, uint16(at), uint16(6), []byte(km))
			}
		}
		if row := strings.Index(b.whole, "blocked"); row > 0 {
			f.Add(nd, uint16(row), uint16(7), []byte("open"))
			f.Add(nd, uint16(row), uint16(7), []byte("shut"))
			f.Add(nd, uint16(row), uint16(7), []byte(strings.Repeat("shut\x7f", 500)))
			f.Add(nd, uint16(row), uint16(7), []byte("BLOCKED"))
		}
	}
	f.Add(true, uint16(0), uint16(0xffff), []byte(`{"id":"0","ID":"0","from":{"query":"1 2 3"},"to":{},"status":null}`+"\n"))
	f.Add(false, uint16(0), uint16(0xffff), []byte("id,from,to,status,blocked_by,permissions,unknown,distance_km,detour_km,states,error\n\""))
	f.Fuzz(func(t *testing.T, nd bool, at, gone uint16, piece []byte) {
		b := &runs[0]
		if nd {
			b = &runs[1]
		}
		from := min(int(at), len(b.whole))
		to := min(from+int(gone), len(b.whole))
		output := b.whole[:from] + string(piece) + b.whole[to:]
		in, err := NewReader(strings.NewReader(b.text))
		if err != nil {
			t.Fatal(err)
		}
		done, err := Continue(strings.NewReader(output), in, b.q.Format)
		if err != nil {
			if changed, ok := errors.AsType[*ChangedError](err); !ok || done != nil || strings.ContainsFunc(changed.Msg, unicode.IsControl) || len(changed.Msg) > 1000 {
				t.Fatalf("%+v, %q", done, err)
			}
			if strings.HasPrefix(b.whole, output) {
				t.Fatalf("a run that was cut at %d is refused: %v", len(output), err)
			}
			return
		}
		checkContinued(t, b, output, done, in)
	})
}

// checkContinued goes on, and holds all rows against those of the whole.
func checkContinued(t *testing.T, b *broken, output string, done *Done, in *Reader) {
	t.Helper()
	kept, rows := "", 0
	if done != nil {
		kept, rows = output[:done.Size], done.Rows
	} else if strings.HasPrefix(output, string(AppendHeader(nil, b.q.Format))) {
		t.Fatal("rows are thrown away")
	}
	var rest bytes.Buffer
	tally, err := Run(t.Context(), Job{Question: b.q, In: in, Out: &rest, Workers: 1, Done: done})
	if err != nil {
		t.Fatal(err)
	}
	want := b.after(t, rows)
	if done == nil {
		want = b.whole
	}
	if rest.String() != want {
		t.Fatalf("after %d rows comes %q, want %q", rows, rest.String(), want)
	}
	if strings.HasPrefix(b.whole, output) {
		if kept+rest.String() != b.whole {
			t.Fatalf("cut at %d, the output is another", len(output))
		}
		if d := cmp.Diff(b.tally.Summary(Check), tally.Summary(Check)); d != "" {
			t.Fatal(d)
		}
	}
	again, err := NewReader(strings.NewReader(b.text))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Continue(strings.NewReader(kept+rest.String()), again, b.q.Format)
	if err != nil || whole.Rows != len(b.rows) || int(whole.Size) != len(kept)+rest.Len() {
		t.Fatalf("what was made of it is %+v, %v", whole, err)
	}
	if d := cmp.Diff(tally.Summary(Check), whole.tally.Summary(Check)); d != "" {
		t.Fatalf("read again it counts otherwise: %s", d)
	}
	checkKept(t, b, kept, tally)
}

// checkKept fails if a row that was kept has a shape that no run writes.
func checkKept(t *testing.T, b *broken, kept string, tally *Tally) {
	t.Helper()
	for who, m := range tally.metres {
		if m < 0 || m > int64(len(b.rows))*1e9 || who == "" {
			t.Fatalf("%q has %d m", who, m)
		}
	}
	if b.q.Format == NDJSON {
		for line := range strings.Lines(kept) {
			var x map[string]json.RawMessage
			if err := json.Unmarshal([]byte(line), &x); err != nil || (string(x["status"]) == "null") == (string(x["error"]) == "null") {
				t.Fatalf("a row is kept that no run writes: %q", line)
			}
		}
		return
	}
	lines := strings.TrimPrefix(kept, string(AppendHeader(nil, CSV)))
	for lines != "" {
		n, ok := recordLength([]byte(lines), CSV)
		if !ok || n == 0 {
			t.Fatalf("%q is no row", lines)
		}
		cells, _ := splitCells(nil, lines[:n-1], ',')
		var line []byte
		for i, cell := range cells {
			if i > 0 {
				line = append(line, ',')
			}
			line = appendCell(line, cell)
		}
		if string(line) != lines[:n-1] || len(cells) != len(answerColumns) || (cells[atStatus] == "") != (cells[atError] != "") {
			t.Fatalf("a row is kept that no run writes: %q", lines[:n])
		}
		lines = lines[n:]
	}
}

// FuzzReadPlaces reads any list of places: places that can be looked up and are read
// again alike from their own pairs, or errors that name lines.
func FuzzReadPlaces(f *testing.F) {
	for _, s := range []string{
		"VKO\nBUD\n", "\ufeffVKO\r\nBUD\r\n", "name,Airport\n\"Vnukovo, Moscow\",VKO\n,BUD", "place;n\n41.5,36;1\nmoscow, us;2\n", "airport\tx\nVKO\t\n",
		"VKO\nUUWW\n", "VKO", "", "\n\n", "airport", "airport\n\"VKO\nBUD\"\n", "place,place\nVKO,BUD\nBUD,VKO\n", "\"airport\nVKO\nBUD", "91,0\nNaN,1\n1e9,1\n",
		"0,180\n0,-180\n", "90,0\n90,5\n-90,1", "M\xfcnchen\n", "\xff\xfeV\x00", "PK\x03\x04", "\x1f\x8b", "a\x00b", strings.Repeat("91,0\n", 12), "55,75;37,62\n55,75 37,62\n",
		"\u202eVKO\nB\u200fUD\n", "VKO\x1b[31m\nBUD\n", strings.Repeat("x", 3000), "VKO,BUD\nBUD,VKO\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := ReadPlaces(bytes.NewReader(src))
		if slow, slowErr := ReadPlaces(iotest.OneByteReader(bytes.NewReader(src))); !slices.Equal(slow, got) || fmt.Sprint(slowErr) != fmt.Sprint(err) {
			t.Fatalf("byte by byte %q, %v; in one piece %q, %v", slow, slowErr, got, err)
		}
		if err != nil {
			if got != nil || strings.Count(err.Error(), "\n") > maxFaults || len(err.Error()) > 20_000 || !utf8.ValidString(err.Error()) {
				t.Fatalf("%q, %q", got, err)
			}
			if _, ok := errors.AsType[*InputError](err); !ok {
				t.Fatalf("%T", err)
			}
			return
		}
		if len(got) < 2 {
			t.Fatalf("%q makes no pair", got)
		}
		for _, word := range got {
			r, err := place.Lookup(decimalPoints(word))
			if err != nil || !(math.Abs(r.Point[0]) <= 180 && math.Abs(r.Point[1]) <= 90) {
				t.Fatalf("%q: %+v, %v", word, r, err)
			}
		}
		if len(got) > 20 {
			return
		}
		var out bytes.Buffer
		if err := WritePairs(&out, got, true); err != nil {
			t.Fatal(err)
		}
		rows, err := readAll(out.String())
		if err != nil || len(rows) != len(got)*(len(got)-1) {
			t.Fatalf("%q gives %d pairs, %v", got, len(rows), err)
		}
		for _, row := range rows {
			if row.Fault != "" {
				t.Fatalf("%q gives the row %+v", got, row)
			}
		}
	})
}

// An output with a quote that is never closed is refused before it is all in memory.
func TestContinueIsBounded(t *testing.T) {
	in, err := NewReader(strings.NewReader("id,from,to\n1,45 5,45 15\n"))
	if err != nil {
		t.Fatal(err)
	}
	rest := &letters{left: 1 << 30}
	_, err = Continue(io.MultiReader(bytes.NewReader(AppendHeader(nil, CSV)), strings.NewReader(`"`), rest), in, CSV)
	if _, ok := errors.AsType[*ChangedError](err); !ok || !strings.Contains(err.Error(), "line 2 of the output is longer than any answer") {
		t.Error(err)
	}
	if taken := 1<<30 - rest.left; taken > 4*maxAnswer {
		t.Errorf("%d bytes were read", taken)
	}
}

// A list that is wrong on every line is refused after some of them: to find no place
// takes longest.
func TestReadPlacesIsBounded(t *testing.T) {
	rest := &letters{left: 1 << 30}
	wrong := strings.Repeat("91,0\n", 50)
	_, err := ReadPlaces(io.MultiReader(strings.NewReader(wrong), &letters{left: 100_000}, strings.NewReader("\n"), rest))
	if err == nil || !strings.HasSuffix(err.Error(), "\nand more") || rest.left != 1<<30 {
		t.Errorf("%d bytes were read, %v", 1<<30-rest.left, err)
	}
}

// letters gives so many letters, and counts what was taken.
type letters struct{ left int }

func (l *letters) Read(p []byte) (int, error) {
	if l.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), l.left)
	l.left -= n
	copy(p, bytes.Repeat([]byte{'x'}, n))
	return n, nil
}
