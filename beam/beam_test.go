package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/batch"
)

func TestMain(m *testing.M) {
	flag.Parse()
	log.SetupLogging("warn", "text")
	registerFns()
	beam.Init()
	os.Exit(m.Run())
}

// wholeBatch answers a text as flightcheck batch does.
func wholeBatch(t rapid.TB, q Question, text string) string {
	t.Helper()
	question, err := q.open()
	if err != nil {
		t.Fatal(err)
	}
	in, err := batch.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := batch.Run(context.Background(), batch.Job{Question: question, In: in, Out: &out, Workers: 2}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// pipe answers a text by the pipeline, and returns the files that it writes.
func pipe(t *testing.T, o options, text string) (files []string, said string) {
	t.Helper()
	dir := t.TempDir()
	o.input, o.output = filepath.Join(dir, "pairs"), filepath.Join(dir, "out", "answers")
	if err := os.WriteFile(o.input, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var words bytes.Buffer
	if err := run(t.Context(), &words, o, nil); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "out", "*")) // sorted
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, string(text))
	}
	return files, words.String()
}

// somePairs are rows of which some cannot be read or answered.
func somePairs() (csv, ndjson string) {
	var c, n strings.Builder
	c.WriteString("\xef\xbb\xbfid,from,to,via,registration,date,policy\r\n\r\n")
	for i, to := range []string{
		"budapest", "sofia", "belgrade", "new york", "tokyo", "lisbon", "nowhere at all", "KJFK", "istanbul",
		"delhi", "cairo", "reykjavik", "helsinki", "vienna", "athens", "RJTT", "LHBP", "tehran",
	} {
		fmt.Fprintf(&c, "%d,moscow,%s,,,,\n", i+1, to)
		fmt.Fprintf(&n, "{\"id\":%d,\"from\":\"moscow\",\"to\":%q}\n", i+1, to)
	}
	c.WriteString("a,moscow,budapest,sofia|belgrade,,,\n" +
		"b,\"55.75,37.62\",\"47.5,19.05\",,RS,2022-03-05,world-2025\n" +
		"c,moscow,budapest,,RS,,\n" +
		"d,moscow,budapest,,RS,,no-such-set\n" +
		"e,moscow\n" +
		"\"two\nlines, and \"\"quotes\"\"\",vienna,sofia,,,,\r\n" +
		"f,vienna,\"sofia\"x,,,,\n" +
		"g,vienna,sof\xffia,,,,\n" +
		"h,vienna,sof\x00ia,,,,\n" +
		" , ,\n,,,,,,\n" +
		"i,vienna,sofia,,,yesterday,\n" +
		"j,vienna,sofia,,zz,,\n" +
		"long," + strings.Repeat("x", 1<<20) + ",sofia,,,,\n" +
		"k,vienna,sofia,,Serbia,,world-2025|budapest-2025\n" +
		"n,vienna,sofia,,,,\"world-2025\"x\n" +
		"o,vienna,sofia,,,,\"world-2025|\nbudapest-2025\"\r\n" +
		"l,vienna,\"sofia,,,,\nm,vienna,sofia,,,,")
	n.WriteString(`{"id":"a","from":"moscow","to":"budapest","via":["sofia","belgrade"]}` + "\r\n \n" +
		`{"id":"b","from":"55.75,37.62","to":"47.5,19.05","registration":"RS","date":"2022-03-05","policy":"world-2025"}` + "\n" +
		`{"id":"c","from":"moscow","to":"budapest","registration":null,"operator":"Serbia","kind":"civil"}` + "\n" +
		`{"id":"d","from":"moscow","to":"budapest","policy":"no-such-set"}` + "\n" +
		`{"id":"e","from":"moscow"}` + "\n" + `{"id":"f","from":"moscow","to":` + "\n" +
		"{\"id\":\"g\",\"from\":\"vienna\",\"to\":\"sof\xffia\"}\n" + "{\"id\":\"h\",\"from\":\"vienna\",\"to\":\"sof\x00ia\"}\n" +
		`{"id":"i","form":"vienna","to":"sofia"}` + "\n[1]\nnull\n" +
		`{"id":"long","from":"vienna","to":"` + strings.Repeat("x", 1<<20) + "\"}\n" +
		`{"id":"m","from":"vienna","to":"sofia"}`)
	return c.String(), n.String()
}

func TestEqualsBatch(t *testing.T) {
	csv, ndjson := somePairs()
	serbian := Question{Mode: "check", Registration: "RS", Kind: "civil", Date: "2022-03-05", Policy: "world-2025"}
	for _, x := range []struct {
		name, text string
		question   Question
		bad        string
	}{
		{"CSV", csv, Question{Mode: "check", Format: "csv"}, "35 rows, of which 12 could"},
		{"CSV to NDJSON, a Serbian flight", csv, with(serbian, "ndjson"), ""},
		{"NDJSON", ndjson, Question{Mode: "check", Format: "ndjson"}, ""},
		{"NDJSON to CSV, a Serbian flight", ndjson, with(serbian, "csv"), ""},
		{"semicolons", "from;ID;to\nvienna;1;sofia\n55,75;2;sofia\n55,75 37,62;3;\"sofia\"\n;;\n", Question{Mode: "check", Format: "csv"}, "3 rows, of which 1 could"},
		{"searches", "id\tfrom\tto\n1\tmoscow\tbudapest\n2\tvienna\tsofia\n3\tmoscow\tnowhere\n", Question{Mode: "find", Format: "csv"}, "3 rows, of which 1 could"},
		{"no rows", "id,from,to\n", Question{Mode: "check", Format: "csv"}, "0 rows"},
	} {
		t.Run(x.name, func(t *testing.T) {
			want := wholeBatch(t, x.question, x.text)
			files, said := pipe(t, options{question: x.question, format: x.question.Format}, x.text)
			if len(files) != 1 {
				t.Fatalf("%d files are written", len(files))
			}
			if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(files[0], "\n")); d != "" {
				t.Errorf("flightcheck batch - and the pipeline + differ:\n%s", d)
			}
			if !strings.Contains(said, x.bad) {
				t.Errorf("it says %s, want %s", said, x.bad)
			}
		})
	}
}

func with(q Question, format string) Question {
	q.Format = format
	return q
}

// The parts of an output are the whole, one after the other.
func TestParts(t *testing.T) {
	csv, _ := somePairs()
	q := Question{Mode: "check", Format: "csv"}
	files, _ := pipe(t, options{question: q, format: "csv", rows: 7}, csv)
	if len(files) != 5 {
		t.Errorf("%d files are written for 35 rows", len(files))
	}
	if d := cmp.Diff(wholeBatch(t, q, csv), strings.Join(files, "")); d != "" {
		t.Error(d)
	}
}

// What Parquet holds is what the NDJSON says.
func TestParquet(t *testing.T) {
	_, ndjson := somePairs()
	q := Question{Mode: "check", Format: "ndjson"}
	var want []answerRow
	for line := range strings.Lines(wholeBatch(t, q, ndjson)) {
		var a answerRow
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		want = append(want, a)
	}
	files, _ := pipe(t, options{question: q, format: formatParquet}, ndjson)
	f, err := parquet.OpenFile(strings.NewReader(files[0]), int64(len(files[0])))
	if err != nil {
		t.Fatal(err)
	}
	got := make([]answerRow, len(want)+1)
	n, err := parquet.NewGenericReader[answerRow](f).Read(got)
	if !errors.Is(err, io.EOF) || n != len(want) {
		t.Fatalf("%d rows of %d: %v", n, len(want), err)
	}
	for i := range want {
		if d := cmp.Diff(want[i], got[i], cmpopts.EquateEmpty()); d != "" {
			t.Errorf("row %d: %s", i+1, d)
		}
	}
}

func TestReadsParquet(t *testing.T) {
	type pair struct {
		ID   int64    `parquet:"id"`
		To   string   `parquet:"to"`
		From *string  `parquet:"from,optional,dict"`
		Via  []string `parquet:"via,list"`
		Date int32    `parquet:"date,date"`
	}
	vienna, bad := "vienna", "mos\xffcow \\ufffd"
	var text bytes.Buffer
	out := parquet.NewGenericWriter[pair](&text, parquet.MaxRowsPerRowGroup(2))
	pairs := []pair{
		{1, "sofia", &vienna, nil, 19056},
		{2, "budapest", &vienna, []string{"sofia", "athens"}, 20391},
		{3, "a \"<b>", nil, nil, 0},
		{4, "sofia", &bad, nil, 19056},
		{5, "tokyo", &vienna, []string{"delhi"}, 19056},
	}
	if _, err := out.Write(pairs); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	same := `{"id":1,"from":"vienna","to":"sofia","date":"2022-03-05"}
{"id":2,"from":"vienna","to":"budapest","via":["sofia","athens"],"date":"2025-10-30"}
{"id":3,"from":null,"to":"a \"<b>","date":"1970-01-01"}
` + "{\"id\":4,\"from\":\"mos\xffcow\",\"to\":\"sofia\"}\n" + `{"id":5,"from":"vienna","to":"tokyo","via":["delhi"],"date":"2022-03-05"}
`
	q := Question{Mode: "check", Format: "csv"}
	files, _ := pipe(t, options{question: q, format: "csv"}, text.String())
	want := strings.Split(wholeBatch(t, q, same), "\n")
	got := strings.Split(files[0], "\n")
	if !strings.Contains(got[4], "not UTF-8") {
		t.Errorf("row 4 is %s", got[4])
	}
	want[4], got[4] = "", ""
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A file is parted into the records that package batch finds, whatever stands in it.
func TestAnyText(t *testing.T) {
	for _, x := range []struct{ format, signs string }{{"csv", "ab,;\"\n\r \t\x00\xff,\"\n"}, {"ndjson", "{}:,\"a\n\r \t\x00\xff[]\n"}} {
		signs := []byte(x.signs)
		rapid.Check(t, func(t *rapid.T) {
			head := rapid.SampledFrom([]string{"id,from,to\n", "\xef\xbb\xbf\n,\nid;to;from;via\r\n", "\"id\"\tto\t\"from\"\n", "{\"id\":1}\n"}).Draw(t, "head")
			head += strings.Repeat(" ", 600) + "\n" // a zero before that would be UTF-16
			body := string(rapid.SliceOfN(rapid.SampledFrom(signs), 0, 60).Draw(t, "body"))
			q := Question{Mode: "check", Format: x.format}
			want := wholeBatch(t, q, head+body)
			if got := direct(t, q, head+body); got != want {
				t.Fatalf("%q: flightcheck batch gives\n%s\nthe pipeline\n%s", head+body, want, got)
			}
		})
	}
}

// direct is the pipeline without Beam.
func direct(t rapid.TB, q Question, text string) string {
	t.Helper()
	in, err := batch.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	question, err := q.open()
	if err != nil {
		t.Fatal(err)
	}
	s := Source{Format: in.Format().String(), Header: in.Header()}
	a, err := newAnswerer(question, s)
	if err != nil {
		t.Fatal(err)
	}
	out := batch.AppendHeader(nil, question.Format)
	err = s.parts(iotest.HalfReader(strings.NewReader(text)), func(_ int64, rec batch.Record) {
		out = append(out, a.answer(rec)...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
