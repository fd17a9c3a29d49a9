package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// mixedRows is an input of the small world with every kind of row.
func mixedRows(n int, f Format) string {
	r := rand.New(rand.NewPCG(8, uint64(n)))
	var b strings.Builder
	if f == CSV {
		b.WriteString("id,from,to,kind,date\n")
	}
	for i := range n {
		from, to := fmt.Sprintf("%.2f %.2f", 40+r.Float64()*20, r.Float64()*40), fmt.Sprintf("%.2f %.2f", 40+r.Float64()*20, r.Float64()*40)
		id, kind, date := fmt.Sprint(i), "", ""
		switch r.IntN(12) {
		case 0:
			from = "1 2 3"
		case 1:
			id = "say \"\"hi\"\",\nthere"
		case 2:
			kind = "civil"
		case 3:
			date = "2022-02-2" + fmt.Sprint(r.IntN(10))
		case 4:
			to = "91 0"
		}
		if f == NDJSON {
			fmt.Fprintf(&b, `{"id":%q,"from":%q,"to":%q,"kind":%q,"date":%q}`+"\n", id, from, to, kind, date)
			continue
		}
		if r.IntN(40) == 0 {
			b.WriteString("1,\"broken,row\n")
		}
		fmt.Fprintf(&b, "\"%s\",%s,%s,%s,%s\n", id, from, to, kind, date)
	}
	return b.String()
}

// The bytes do not depend on the number of workers, nor does the tally.
func TestWorkersAgree(t *testing.T) {
	for _, c := range []struct {
		mode     Mode
		from, to Format
		rows     int
	}{{Check, CSV, CSV, 3000}, {Check, NDJSON, NDJSON, 1500}, {Check, CSV, NDJSON, 300}, {Find, NDJSON, CSV, 40}} {
		text := mixedRows(c.rows, c.from)
		q := smallQuestion(t, c.mode, c.to)
		// The reference: a new answerer for every row.
		var want bytes.Buffer
		want.Write(AppendHeader(nil, c.to))
		read, err := readAll(text)
		if err != nil {
			t.Fatal(err)
		}
		if c.mode == Check {
			for _, row := range read {
				want.Write(NewAnswerer(q).Append(nil, row))
			}
		}
		var first *Tally
		for _, workers := range []int{1, 2, 8} {
			got, tally := ask(t, q, workers, text)
			if first == nil {
				first = tally
				if c.mode == Find {
					want.Reset()
					want.WriteString(got)
				}
			}
			if got != want.String() {
				t.Errorf("%v: %d workers give other bytes", c, workers)
			}
			if d := cmp.Diff(first, tally, cmp.AllowUnexported(Tally{}, detourKm{})); d != "" {
				t.Errorf("%v: %d workers count otherwise: %s", c, workers, d)
			}
			if tally.Rows != len(read) || tally.Bad == 0 || tally.Bad == tally.Rows {
				t.Errorf("%v: %d of %d rows, %d bad", c, tally.Rows, len(read), tally.Bad)
			}
		}
	}
}

// A run that was cut off at any byte is gone on with, to the same bytes and counts.
func TestContinueAnywhere(t *testing.T) {
	type known struct{ text, whole string }
	outputs := map[Format]known{}
	for _, f := range []Format{CSV, NDJSON} {
		text := mixedRows(60, f)
		whole, _ := ask(t, smallQuestion(t, Check, f), 1, text)
		outputs[f] = known{text, whole}
	}
	rapid.Check(t, func(rt *rapid.T) {
		f := rapid.SampledFrom([]Format{CSV, NDJSON}).Draw(rt, "format")
		x := outputs[f]
		cut := rapid.IntRange(0, len(x.whole)).Draw(rt, "cut")
		goOn(rt, smallQuestion(t, Check, f), x.text, x.whole[:cut], x.whole)
	})
	x := outputs[CSV]
	for cut := range min(len(x.whole), 1500) { // all of the first rows
		goOn(t, smallQuestion(t, Check, CSV), x.text, x.whole[:cut], x.whole)
	}
}

// fataler is a test or one drawn by rapid.
type fataler interface {
	Fatalf(format string, args ...any)
}

// goOn fails unless going on with a part of an output gives the whole.
func goOn(t fataler, q *Question, text, part, whole string) {
	in, err := NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	done, err := Continue(strings.NewReader(part), in, q.Format)
	if err != nil {
		t.Fatalf("%v", err)
	}
	kept := ""
	if done != nil {
		kept = part[:done.Size]
	}
	var out bytes.Buffer
	tally, err := Run(context.Background(), Job{Question: q, In: in, Out: &out, Workers: 2, Done: done})
	if err != nil {
		t.Fatalf("%v", err)
	}
	if got := kept + out.String(); got != whole {
		t.Fatalf("after %d bytes the output is another", len(part))
	}
	again, err := NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v", err)
	}
	undisturbed, err := Run(context.Background(), Job{Question: q, In: again, Out: io.Discard, Workers: 1})
	if d := cmp.Diff(undisturbed.Summary(q.Mode), tally.Summary(q.Mode)); d != "" || err != nil {
		t.Fatalf("after %d bytes the summary is another: %s %v", len(part), d, err)
	}
}

func TestContinueRefuses(t *testing.T) {
	q := smallQuestion(t, Check, CSV)
	text := "id,from,to\n1,45 5,45 15\n2,45 5,45 9\n"
	whole, _ := ask(t, q, 1, text)
	for _, c := range []struct{ name, input, output, want string }{
		{"another id", strings.Replace(text, "1,45", "3,45", 1), whole, `row 1 is "1", 45 5 to 45 15, in the output, and "3", 45 5 to 45 15, in the input (line 2)`},
		{"another place", strings.Replace(text, "45 9", "45 8", 1), whole, `row 2 is "2", 45 5 to 45 9, in the output`},
		{"fewer rows", "id,from,to\n1,45 5,45 15\n", whole, "the output has more rows than the input, which ends after 1"},
		{"another header", text, "id,from\n", "the first line of the output is not the header"},
		{"a row with other cells", text, whole[:strings.Index(whole, "\n")+1] + "1,45 5,45 15\n", "row 1 of the output is none of such answers: it has 3 cells"},
		{"a row with another status", text, strings.Replace(whole, ",blocked,", ",shut,", 1), "row 1 of the output is none of such answers"},
		{"zeros", text, whole + strings.Repeat("\x00", 50) + "\n", "row 3 of the output is none of such answers"},
		{"a quote", text, whole + "\"x\"y,\n", "line 4 of the output has a quote where none may be"},
	} {
		in, err := NewReader(strings.NewReader(c.input))
		if err != nil {
			t.Fatal(err)
		}
		_, err = Continue(strings.NewReader(c.output), in, CSV)
		if _, ok := errors.AsType[*ChangedError](err); !ok || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

// fullDisk takes so many bytes and no more.
type fullDisk struct {
	bytes.Buffer
	room int
}

func (d *fullDisk) Write(p []byte) (int, error) {
	n := min(len(p), d.room-d.Len())
	d.Buffer.Write(p[:n])
	if n < len(p) {
		return n, syscall.ENOSPC
	}
	return n, nil
}

// What a full disk took can be gone on with.
func TestFullDisk(t *testing.T) {
	q := smallQuestion(t, Check, CSV)
	text := mixedRows(700, CSV)
	whole, _ := ask(t, q, 1, text)
	for room := 0; room < len(whole); room += 1 + len(whole)/40 {
		in, err := NewReader(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		disk := &fullDisk{room: room}
		_, err = Run(t.Context(), Job{Question: q, In: in, Out: disk, Workers: 2})
		if _, ok := errors.AsType[*WriteError](err); !ok || !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("with room for %d bytes the error is %v", room, err)
		}
		if disk.String() != whole[:room] {
			t.Fatalf("with room for %d bytes other bytes were written", room)
		}
		goOn(t, q, text, disk.String(), whole)
	}
}

// stopAfter ends a context after so many writes.
type stopAfter struct {
	bytes.Buffer
	writes int
	stop   context.CancelFunc
}

func (s *stopAfter) Write(p []byte) (int, error) {
	if s.writes--; s.writes == 0 {
		s.stop()
	}
	return s.Buffer.Write(p)
}

// A run that is stopped ends with a whole row, and its tally is of what it wrote.
func TestStopped(t *testing.T) {
	q := smallQuestion(t, Check, NDJSON)
	text := mixedRows(9000, NDJSON)
	whole, _ := ask(t, q, 2, text)
	for _, writes := range []int{1, 3} {
		in, err := NewReader(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		out := &stopAfter{writes: writes, stop: stop}
		tally, err := Run(ctx, Job{Question: q, In: in, Out: out, Workers: 2})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("the error is %v", err)
		}
		got := out.String()
		if !strings.HasPrefix(whole, got) || !strings.HasSuffix(got, "\n") || len(got) == len(whole) || strings.Count(got, "\n") != tally.Rows {
			t.Errorf("%d bytes of %d, %d rows counted", len(got), len(whole), tally.Rows)
		}
		goOn(t, q, text, got, whole)
	}
}

// A run that waits for its input can be stopped, too.
func TestStoppedWhileWaiting(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	go func() { _, _ = io.WriteString(w, "id,from,to\n1,45 5,45 9\n") }()
	in, err := NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out := &stopAfter{writes: 2, stop: stop} // the header, and the row that is there
	tally, err := Run(ctx, Job{Question: smallQuestion(t, Check, CSV), In: in, Out: out, Workers: 2})
	if !errors.Is(err, context.Canceled) || tally.Rows != 1 {
		t.Errorf("%d rows, %v", tally.Rows, err)
	}
}

func TestStrict(t *testing.T) {
	text := "id,from,to\n" + strings.Repeat("1,45 5,45 9\n", 600) + "x,45 5,91 0\n" + strings.Repeat("1,45 5,45 9\n", 600)
	for _, workers := range []int{1, 4} {
		in, err := NewReader(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		tally, err := Run(t.Context(), Job{Question: smallQuestion(t, Check, CSV), In: in, Out: &out, Workers: workers, Strict: true})
		row, ok := errors.AsType[*RowError](err)
		if !ok || row.Line != 602 || row.ID != "x" || !strings.Contains(row.Error(), `line 602, row "x": to: "91 0": the latitude`) {
			t.Fatalf("the error is %v", err)
		}
		if tally.Rows != 600 || strings.Count(out.String(), "\n") != 601 {
			t.Errorf("%d rows, %d lines", tally.Rows, strings.Count(out.String(), "\n"))
		}
	}
}

// What was read before an error of the reader is answered.
func TestReaderFails(t *testing.T) {
	broken := errors.New("broken")
	in, err := NewReader(io.MultiReader(strings.NewReader("id,from,to\n1,45 5,45 9\n2,45 5,45"), iotest.ErrReader(broken)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var p Progress
	tally, err := Run(t.Context(), Job{Question: smallQuestion(t, Check, CSV), In: in, Out: &out, Progress: &p})
	if !errors.Is(err, broken) || tally.Rows != 1 || p.Rows.Load() != 1 || p.Bytes.Load() != int64(len("id,from,to\n1,45 5,45 9\n")) {
		t.Errorf("%v, %d rows, progress %d, %d", err, tally.Rows, p.Rows.Load(), p.Bytes.Load())
	}
}
