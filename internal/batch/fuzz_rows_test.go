package batch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

// checkRows fails if rows are not what every input must give: text of lines that
// follow each other, the same however the bytes come in, and each known again by its
// answer, whatever it says.
func checkRows(t *testing.T, text string, got []Row) {
	t.Helper()
	line := 0
	for _, row := range got {
		for _, s := range []string{row.ID, row.From, row.To, row.Via, row.Registration, row.Operator, row.Kind, row.Type, row.Date, row.Policy, row.Fault} {
			if !utf8.ValidString(s) || len(s) > maxRecord {
				t.Fatalf("%q holds bytes that are not UTF-8", s)
			}
		}
		if row.Line <= line || row.Line > strings.Count(text, "\n")+1 {
			t.Fatalf("line %d after line %d", row.Line, line)
		}
		line = row.Line
		o := outcome{row: &row, err: "why\nnot", metres: -1, detour: -1}
		for f, answer := range map[Format][]byte{CSV: appendRecord(nil, &o), NDJSON: appendObject(nil, &o)} {
			if n, ok := recordLength(answer, f); n != len(answer) || !ok {
				t.Fatalf("of the answer %q %d bytes are read, %v", answer, n, ok)
			}
			a, err := readAnswer(string(answer), f)
			if err != nil || a.id != row.ID || a.from != row.From || a.to != row.To || !a.bad {
				t.Fatalf("the answer %q is read as %+v, %v", answer, a, err)
			}
		}
	}
	in, err := NewReader(iotest.OneByteReader(strings.NewReader(text)))
	if err != nil {
		t.Fatal(err)
	}
	parser := in.Parser()
	for _, want := range got {
		rec, err := in.Next()
		if row := parser.Row(rec); row != want || err != nil {
			t.Fatalf("byte by byte the row is %+v, want %+v, %v", row, want, err)
		}
	}
	if _, err := in.Next(); !errors.Is(err, io.EOF) {
		t.Fatalf("byte by byte the end is %v", err)
	}
}

// refused fails if the error of an input is not one of a line of text.
func refused(t *testing.T, err error) {
	t.Helper()
	if _, ok := errors.AsType[*InputError](err); !ok || strings.ContainsAny(err.Error(), "\n\r\x1b") || !utf8.ValidString(err.Error()) || len(err.Error()) > 1000 {
		t.Fatalf("%T: %q", err, err)
	}
}

// sameInPieces fails if an input that is refused is refused in other words when its
// bytes come one by one.
func sameInPieces(t *testing.T, text string, want error) {
	t.Helper()
	in, err := NewReader(iotest.OneByteReader(strings.NewReader(text)))
	for err == nil {
		_, err = in.Next()
	}
	if err.Error() != want.Error() {
		t.Fatalf("byte by byte %q is refused with %q, in one piece with %q", text, err, want)
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"id,from,to\n1,moscow,budapest\n", "\ufeffid;from;to\r\n1;\"a;b\";c\r\n", "id\tfrom\tto\tvia\n1\ta\tb\tc|d\n", "id,from,to\n1,\"a\nb\",c\n2,\"\"\"\",\"x\n",
		"id,from,to\n\"a\"\r,b,c\n", "\"id\",\"from\",\"to\"\n\"\",\"\",\"\"\n", "id,from,to\n1,M\xfcnchen,b", "\xff\xfei\x00d\x00",
		"id,id,from,to\n1,2,a,b\n", "ID , From,TO,nation\n1,a,b,c\n", "id,from,to\r1,a,b\r", "id;from;to\n1;55,75;37,62\n", "from,to\na,b", ";;;\n", "id,from,to",
		"id,from,to,via,registration,operator,kind,type,date,policy\n=1+1,@a,-b,+c,\u202eRU,\x1b[31m,civil,IL96,9999-99-99,../../etc/passwd\n",
		"\ufeff\ufeffid,from,to\n1,a,b", "\"id,from\",to\n1,a", "id,from,to\n\"\r\",\"\r\n\",\"\n\"\n", "id,from,to\n1,a,b\x00\n", "id,from,to\n\"1\"x,a,b\n2,a,b\n",
		"id,from,to\n" + strings.Repeat("\"", 99) + "\n", "id,from,to\n" + strings.Repeat(",", 99), "id,from,to\n\r\r\n \t,\n1,a,b\n",
		strings.Repeat("\n", 14) + "{", "\n\nid,from,to\n1,a,b", strings.Repeat("\n", maxOpening) + "{}", "id,from,to" + strings.Repeat(" ", maxOpening) + "\n1,a,b",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := readAll(string(text))
		if err != nil {
			refused(t, err)
			sameInPieces(t, string(text), err)
			return
		}
		checkRows(t, string(text), got)
		for _, row := range got {
			if row.Fault != "" {
				continue
			}
			// A cell that is written is read back.
			line := append(appendCell(nil, row.ID), ',')
			line = append(appendCell(line, row.From), ',')
			line = append(appendCell(line, row.To), '\n')
			again, err := readAll("id,from,to\n" + string(line))
			if err != nil || len(again) > 1 {
				t.Fatalf("%q gives %v, %v", line, again, err)
			}
			if len(again) == 1 && (again[0].ID != row.ID || again[0].From != row.From || again[0].To != row.To) {
				t.Fatalf("%q is read back %+v, was %+v", line, again[0], row)
			}
		}
	})
}

func FuzzNDJSON(f *testing.F) {
	for _, s := range []string{
		`{"id":1,"from":"a","to":"b"}`, `{"id":"\u0000","from":"\ud800","to":"b","via":["c","d"]}`, `{"id":null,"from":{"a":[1,"}"]},"to":[]}`, "{}\n[]\n\"\"\n1", `{"":"","":""}`, "{\"id\":\"\xfc\"}",
		`{"id":1,"id":2,"from":"a","to":"b"}`, `{"ID":1,"From":"a","tO":"b"}`, `{"id":1e999,"from":-0.0,"to":9223372036854775808}`, `{"id":true,"from":"a","to":"b","via":[["c"]]}`,
		`{"id":"a","from":"\ud83d\ude00","to":"\u202e\u001b[31m","via":["x|y"]}`, "\ufeff{\"id\":1,\"from\":\"a\",\"to\":\"b\"}\r\n", "{\"id\":1,\n\"from\":\"a\"}",
		strings.Repeat(`{"a":`, 300) + strings.Repeat("}", 300), `{"id":` + strings.Repeat("[", 11000) + strings.Repeat("]", 11000) + `}`, "{\"id\":\"a\x00\"}", `{"id":"\"}`,
		`{"id":"a","from":"b","to":"c","policy":"../../etc/passwd","date":"9999-99-99","kind":[]}`, `{"id":"a","from":"b","to":"c"} {"id":"d"}`, `{"\u0069d":"a","from":"\r\n","to":"\u2028"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text := "{}\n" + string(src)
		got, err := readAll(text)
		if err != nil {
			refused(t, err)
			if bytes.IndexByte(src, 0) < 0 {
				t.Fatal(err)
			}
			return
		}
		checkRows(t, text, got)
		for _, row := range got {
			if row.Fault != "" {
				continue
			}
			line := fmt.Sprintf(`{"id":%s,"from":%s,"to":%s}`, appendText(nil, row.ID), appendText(nil, row.From), appendText(nil, row.To))
			if again := ParseNDJSON(line); again.Fault != "" || again.ID != row.ID || again.From != row.From || again.To != row.To {
				t.Fatalf("%s is read back %+v, was %+v", line, again, row)
			}
		}
	})
}
