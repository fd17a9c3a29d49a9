package batch

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestReadCSV(t *testing.T) {
	long := strings.Repeat("x", maxRecord)
	for _, c := range []struct {
		name, text string
		want       []Row
	}{
		{"plain", "id,from,to\n1,moscow,budapest\n", []Row{{ID: "1", From: "moscow", To: "budapest", Line: 2}}},
		{"no end of the last line", "id,from,to\n1,a,b", []Row{{ID: "1", From: "a", To: "b", Line: 2}}},
		{"byte order mark, CRLF", "\ufeffid,from,to\r\n1,moscow,budapest\r\n2,\"41.5,36\",sofia\r\n", []Row{
			{ID: "1", From: "moscow", To: "budapest", Line: 2}, {ID: "2", From: "41.5,36", To: "sofia", Line: 3},
		}},
		{"semicolons", "id;from;to\n1;55.75,37.62;sofia\n", []Row{{ID: "1", From: "55.75,37.62", To: "sofia", Line: 2}}},
		{"quoted header with semicolons", "\"id\";\"from\";\"to\"\r\n\"1\";\"a\";\"b\"\r\n", []Row{{ID: "1", From: "a", To: "b", Line: 2}}},
		{"tabs", "id\tfrom\tto\n1\tsan josé\tsofia\n", []Row{{ID: "1", From: "san josé", To: "sofia", Line: 2}}},
		{"any case and order", " TO , From,ID,Date\nb,a,1,2022-03-05\n", []Row{{ID: "1", From: "a", To: "b", Date: "2022-03-05", Line: 2}}},
		{"all columns", strings.Join(columns, ",") + "\n1,a,b,c|d,RU,FR,civil,IL96,2022-03-05,small\n", []Row{
			{ID: "1", From: "a", To: "b", Via: "c|d", Registration: "RU", Operator: "FR", Kind: "civil", Type: "IL96", Date: "2022-03-05", Policy: "small", Line: 2},
		}},
		{"quotes", "id,from,to\n\"say \"\"hi\"\"\",\"a\nb\",c\n2,51°28'39\"N 0°27'41\"W,d\n", []Row{
			{ID: `say "hi"`, From: "a\nb", To: "c", Line: 2}, {ID: "2", From: `51°28'39"N 0°27'41"W`, To: "d", Line: 4},
		}},
		{"blank lines", "\n\nid,from,to\n\n1,a,b\n,,\n  \n2,c,d\n\n", []Row{{ID: "1", From: "a", To: "b", Line: 5}, {ID: "2", From: "c", To: "d", Line: 8}}},
		{"too few and too many cells", "id,from,to\n1,a\n2,55,75,b\n3,a,b\n", []Row{
			{ID: "1", From: "a", Line: 2, Fault: "2 cells where the header has 3"},
			{ID: "2", From: "55", To: "75", Line: 3, Fault: `4 cells where the header has 3; put a cell in quotes if it holds the sign that parts cells, like "55.75,37.62"`},
			{ID: "3", From: "a", To: "b", Line: 4},
		}},
		{"a quote that is not closed costs its line", "id,from,to\n1,\"a,b\n2,c,d\n3,e,f\n", []Row{
			{Line: 2, Fault: unclosed}, {ID: "2", From: "c", To: "d", Line: 3}, {ID: "3", From: "e", To: "f", Line: 4},
		}},
		{"a sign after a quote", "id,from,to\n1,\"a\"x,b\n2,c,d\n", []Row{{Line: 2, Fault: unclosed}, {ID: "2", From: "c", To: "d", Line: 3}}},
		{"Latin-1", "id,from,to\n1,M\xfcnchen,b\n2,c,d\n", []Row{
			{ID: "1", From: "M\uFFFDnchen", To: "b", Line: 2, Fault: "the row is not UTF-8; " + saveAsUTF8}, {ID: "2", From: "c", To: "d", Line: 3},
		}},
		{"a zero byte later on", "id,from,to\n" + strings.Repeat("1,a,b\n", 200) + "1,a\x00,b\n", append(
			slices.Collect(func(yield func(Row) bool) {
				for i := range 200 {
					yield(Row{ID: "1", From: "a", To: "b", Line: i + 2})
				}
			}), Row{ID: "1", From: "a\x00", To: "b", Line: 202, Fault: "the row holds a byte that is zero; " + saveAsUTF8})},
		{"a line of more than 1 MiB", "id,from,to\n1," + long + ",b\n2,c,d\n", []Row{{Line: 2, Fault: tooLong}, {ID: "2", From: "c", To: "d", Line: 3}}},
		{"a cell of more than 1 MiB", "id,from,to\n1,\"a\n" + long + "\",b\n", []Row{{Line: 2, Fault: unclosed}, {Line: 3, Fault: tooLong}}},
		{"header alone", "id,from,to\n", nil},
		{"decimal commas", "id;from;to\n1;55,75 37,62;59,9;\n2;55,75;b\n3;55,75 37,62;59,9; 30,3\n4;\"55,75;37,62\";b\n", []Row{
			{ID: "1", From: "55,75 37,62", To: "59,9", Line: 2, Fault: `4 cells where the header has 3; put a cell in quotes if it holds the sign that parts cells, like "55.75,37.62"`},
			{ID: "2", From: "55,75", To: "b", Line: 3, Fault: `"55,75" may be one number with a decimal comma, or two; write 55.75 37.62 or 55,75 37,62 for a point, and 55.0 75.0 for whole degrees`},
			{ID: "3", From: "55,75 37,62", To: "59,9", Line: 4, Fault: `4 cells where the header has 3; put a cell in quotes if it holds the sign that parts cells, like "55.75,37.62"`},
			{ID: "4", From: "55,75;37,62", To: "b", Line: 5},
		}},
		{"whole degrees where commas part", "id,from,to\n1,\"41,36\",b\n", []Row{{ID: "1", From: "41,36", To: "b", Line: 2}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readAll(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("-want +got:\n%.3000s", d)
			}
		})
	}
}

func TestReadNDJSON(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Row
	}{
		{"plain", "{\"id\":\"1\",\"from\":\"a\",\"to\":\"b\"}\n\n{\"to\" : \"d\", \"from\":\"c\" ,\"id\":2}", []Row{
			{ID: "1", From: "a", To: "b", Line: 1}, {ID: "2", From: "c", To: "d", Line: 3},
		}},
		{"byte order mark, CRLF, numbers", "\ufeff{\"ID\":1e3,\"from\":\"41.5,36\",\"To\":\"b\"}\r\n", []Row{{ID: "1e3", From: "41.5,36", To: "b", Line: 1}}},
		{"escapes", `{"id":"\u0041\"\\","from":"M\u00fcnchen","to":"\ud83d\ude00"}`, []Row{{ID: `A"\`, From: "München", To: "😀", Line: 1}}},
		{"null and lists", `{"id":1,"from":"a","to":"b","date":null,"via":["c", "d"],"kind":"civil"}`, []Row{{ID: "1", From: "a", To: "b", Via: "c|d", Kind: "civil", Line: 1}}},
		{"an empty list", `{"id":1,"from":"a","to":"b","via":[]}`, []Row{{ID: "1", From: "a", To: "b", Line: 1}}},
		{"faults", strings.Join([]string{
			`{"id":1,"from":"a","to":"b","form":"c"}`,
			`{"id":2,"from":"a","to":"b","x":{"from":["}",{}]}}`,
			`{"id":3,"from":"a","from":"b","to":"c"}`,
			`{"id":4,"from":"a"}`,
			`{"id":5,"from":"a","to":true}`,
			`{"id":6,"from":["a"],"to":"b"}`,
			`{"id":7,"from":"a","to":"b"`,
			`{"id":8,"from":"a","to":"b"} {}`,
			`[1]`,
			`{"id":9,"from":"a","to":"b","via":["c|d"]}`,
			`{"id":10,"from":"a","to":"b","via":[["c"]]}`,
			`{}`,
		}, "\n"), []Row{
			{ID: "1", From: "a", To: "b", Line: 1, Fault: `unknown key "form"; did you mean "from"?`},
			{ID: "2", From: "a", To: "b", Line: 2, Fault: `unknown key "x"; leave it out, or name it one of ` + strings.Join(columns, ", ")},
			{ID: "3", From: "a", To: "c", Line: 3, Fault: "the key from is there twice"},
			{ID: "4", From: "a", Line: 4, Fault: `there is no key "to"`},
			{ID: "5", From: "a", Line: 5, Fault: "to: a text is needed, not true"},
			{ID: "6", To: "b", Line: 6, Fault: "from: a text is needed, not an object or a list"},
			{Line: 7, Fault: "the line is no whole JSON; write one object to a line"},
			{Line: 8, Fault: "the line is no whole JSON; write one object to a line"},
			{Line: 9, Fault: `the line is no JSON object; write {"id": …, "from": …, "to": …}`},
			{ID: "9", From: "a", To: "b", Line: 10, Fault: `via: "c|d" holds the sign |`},
			{ID: "10", From: "a", To: "b", Line: 11, Fault: "via: a text is needed, not an object or a list"},
			{Line: 12, Fault: `there is no key "id"`},
		}},
		{"Latin-1", "{\"id\":1,\"from\":\"M\xfcnchen\",\"to\":\"b\"}", []Row{{ID: "1", From: "M\uFFFDnchen", To: "b", Line: 1, Fault: "the row is not UTF-8; " + saveAsUTF8}}},
		{"a line of more than 1 MiB", `{"id":"` + strings.Repeat("x", maxRecord) + "\"}\n" + `{"id":1,"from":"a","to":"b"}`, []Row{
			{Line: 1, Fault: tooLong}, {ID: "1", From: "a", To: "b", Line: 2},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readAll(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("-want +got:\n%.3000s", d)
			}
		})
	}
}

func TestNewReaderRefuses(t *testing.T) {
	utf16 := func(s string) string {
		var b strings.Builder
		for _, c := range s {
			b.WriteByte(byte(c))
			b.WriteByte(byte(c >> 8))
		}
		return b.String()
	}
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "the input is empty"},
		{"blank", "\n \r\n", "the input is empty"},
		{"UTF-16 with its mark", "\xff\xfe" + utf16("id,from,to\n"), "UTF-16 or no text at all; save the file as UTF-8"},
		{"UTF-16 without it", utf16("id,from,to\n"), "save the file as UTF-8"},
		{"a workbook", "PK\x03\x04...", "save the sheet as CSV UTF-8"},
		{"compressed", "\x1f\x8b\x08", "gunzip -c"},
		{"a list", "[{\"id\":1}]", "one object to a line"},
		{"Latin-1 header", "id,from,to,caf\xe9\n", "line 1: the header is not UTF-8"},
		{"CR alone", "id,from,to\r1,a,b\r", "save the file with LF or CRLF"},
		{"no header", "1,moscow,budapest\n", `names no column, it is "1,moscow,budapest"; write id,from,to`},
		{"a column is missing", "id,from\n", "there is no column to; needed are id, from, to"},
		{"a column twice", "id,from,to,From\n", "the column from is there twice"},
		{"a misspelt column", "id,from,to,registraton\n", `unknown column "registraton"; did you mean "registration"?`},
		{"an unknown column", "id,from,to,price\n", `unknown column "price"; leave it out`},
		{"an empty name", "id,from,to,\n", `unknown column ""`},
		{"a quote in the header", "id,from,\"to\n", "a quote is not closed"},
		{"a long header", "id,from,to," + strings.Repeat("x", maxRecord), "longer than 1 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := NewReader(strings.NewReader(c.text))
			if _, ok := errors.AsType[*InputError](err); !ok || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	broken := errors.New("broken")
	if _, err := NewReader(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("an error of the reader is %v", err)
	}
}

// What the input is does not hang on how its bytes come: a pipe gives them in any
// pieces.
func TestOpeningInPieces(t *testing.T) {
	for _, blank := range []string{"", "\n", strings.Repeat("\n", 14), " \t\r\n", strings.Repeat("\n", maxOpening-1), strings.Repeat("\n", maxOpening), strings.Repeat("\n", 2*maxOpening)} {
		for _, text := range []string{
			"{\"id\":1,\"from\":\"a\",\"to\":\"b\"}\n", "{", "id,from,to\n1,a,b", "id,from,to", "[{}]", "", "\ufeff", "i\x00d\x00\n", "PK\x03\x04", "\xff\xfei\x00", "\x1f\x8b\x08\n",
			"id,from," + strings.Repeat(" ", 600) + "to\n\x00",
		} {
			for _, bom := range []string{"", byteOrderMark} {
				whole := bom + blank + text
				want, wantErr := NewReader(strings.NewReader(whole))
				got, err := NewReader(iotest.OneByteReader(strings.NewReader(whole)))
				if fmt.Sprint(err) != fmt.Sprint(wantErr) || err == nil && (got.Format() != want.Format() || got.Header() != want.Header()) {
					t.Errorf("%d blanks and %q: %v byte by byte, %v in one piece", len(blank), text, err, wantErr)
				}
			}
		}
	}
}

func TestDecimalPoints(t *testing.T) {
	for text, want := range map[string]string{
		"55,75 37,62": "55.75,37.62", "55,75;37,62": "55.75,37.62", "-33,9; 151,2": "-33.9,151.2", " 55,75   37,62 ": "55.75,37.62", "\u221233,9 151,2": "\u221233.9,151.2",
		"55,75": "55,75", "55.75,37.62": "55.75,37.62", "55,75,37,62": "55,75,37,62", "55,75N 37,62E": "55,75N 37,62E", "moscow, us": "moscow, us", "a,b c,d": "a,b c,d", "": "",
	} {
		if got := decimalPoints(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// A row may have 1 MiB with the end of its line, and not a byte more.
func TestLongRecords(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	lines := strings.Repeat(strings.Repeat("y", 4095)+"\n", maxRecord/4096)
	const end, whole = ",a,b\n", 3
	short := strings.Repeat("1,vienna,sofia\n", whole)
	for _, c := range []struct {
		name, text string
		want       []string // the faults before the short rows
	}{
		{"just short enough", x(maxRecord-len(end)) + end, []string{""}},
		{"too long by one", x(maxRecord-len(end)+1) + end, []string{tooLong}},
		{"CRLF counts", x(maxRecord-len(end)) + ",a,b\r\n", []string{tooLong}},
		{"far too long", x(5*maxRecord) + "\n", []string{tooLong}},
		{"quotes, just short enough", "\"" + lines[:maxRecord-len("\"\"")-len(end)] + "\"" + end, []string{""}},
		{"blanks alone, and too many", strings.Repeat(" ", maxRecord) + "\n", []string{tooLong}},
		{"blanks alone, not quite", strings.Repeat(" ", maxRecord-1) + "\n", nil},
		{"many quotes in one that ends", "\"\"\"\"\n", []string{"1 cells where the header has 3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readAll("id,from,to\n" + c.text + short)
			if err != nil {
				t.Fatal(err)
			}
			var faults []string
			for _, row := range got {
				faults = append(faults, row.Fault)
			}
			if d := cmp.Diff(append(c.want, make([]string, whole)...), faults); d != "" {
				t.Errorf("-want +got:\n%.3000s", d)
			}
		})
	}
	// A quote that is not closed for so long costs its line, and those behind it are rows.
	got, err := readAll("id,from,to\n\"" + lines + "\",a,b\n" + short + x(3*maxRecord))
	if n := maxRecord/4096 + 1 + whole + 1; err != nil || len(got) != n || got[0].Fault != unclosed || got[n-2].To != "sofia" || got[n-1].Fault != tooLong {
		t.Errorf("%d rows, want %d: %v", len(got), n, err)
	}
}

// Records that come from elsewhere are held to what the reader holds its own to.
func TestParserAlone(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"id,from", "there is no column to"},
		{"1,vienna,sofia", "names no column"},
		{"id,from,to,form", `did you mean "from"?`},
		{"id,from,to,\xff", "not UTF-8"},
		{"id,from,to\r1,a,b", "CR alone"},
		{"", "names no column"},
	} {
		_, err := NewParser(CSV, c.header)
		if _, ok := errors.AsType[*InputError](err); !ok || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.header, err, c.want)
		}
	}
	p, err := NewParser(NDJSON, "")
	if err != nil {
		t.Fatal(err)
	}
	line := `{"id":"1","from":"a","to":"` + strings.Repeat("x", maxRecord)
	if row := p.Row(Record{Text: []byte(line + `"}`), Line: 7}); row != (Row{Line: 7, Fault: tooLong}) {
		t.Errorf("a record that is too long gives %.200q", fmt.Sprintf("%+v", row))
	}
	if row := p.Row(Record{Text: []byte(line[:100] + `"}`)}); row.Fault != "" || row.From != "a" {
		t.Errorf("a record gives %+v", row)
	}
}

// However the bytes come in, the rows are the same.
func TestReaderInPieces(t *testing.T) {
	text := "\ufeffid,from,to\r\n1,\"a \"\"b\"\"\r\nc\",d\r\n2,\"x\",y\r\n3,\"open,z\r\n4,e,f"
	want, err := readAll(text)
	if err != nil || len(want) != 4 {
		t.Fatal(want, err)
	}
	for name, src := range map[string]io.Reader{
		"one byte": iotest.OneByteReader(strings.NewReader(text)), "half": iotest.HalfReader(strings.NewReader(text)), "with the end": iotest.DataErrReader(strings.NewReader(text)),
	} {
		in, err := NewReader(src)
		if err != nil {
			t.Fatal(name, err)
		}
		parser := in.Parser()
		for i, w := range want {
			rec, err := in.Next()
			if err != nil {
				t.Fatal(name, err)
			}
			if row := parser.Row(rec); row != w {
				t.Errorf("%s: row %d is %+v, want %+v", name, i, row, w)
			}
		}
		if _, err := in.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: the end is %v", name, err)
		}
	}
}
