//go:build unix

package main

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 5: "5", 0.1968: "0.197", 4.123: "4.12", 12.34: "12.3", 103.6: "104", 999.4: "999", 1000: "1,000", 59835: "59,835", 1000000: "1,000,000", -12345: "-12,345",
	} {
		if got := number(v); got != want {
			t.Errorf("number(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		f    figure
		want string
	}{
		{figure{value: 5, want: atMost(5)}, "met"},
		{figure{value: 7.5, want: atMost(5)}, "missed, 1.5 times too much"},
		{figure{value: 60_000, want: atLeast(60_000)}, "met"},
		{figure{value: 30_000, want: atLeast(60_000)}, "missed, 2 times too little"},
		{figure{value: 0, want: atLeast(1)}, "missed"},
		{figure{value: 0, want: atMost(0)}, "met"},
		{figure{value: 1, want: atMost(0)}, "missed"},
		{figure{value: 7}, "told"},
		{figure{left: "no time", want: atMost(5)}, "left out"},
		{figure{err: errors.New("no"), want: atMost(5)}, "not measured"},
	} {
		if got := c.f.verdict(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.f, got, c.want)
		}
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	writeTable(&b, "2 processors", []figure{
		{what: "a", value: 1500, unit: "ms", want: atMost(1000), by: "`-bench 'A|B'`"},
		{what: "b", want: atLeast(3), unit: "rows/s", err: errors.New("line\nand line")},
	})
	const want = "2 processors.\n\n| what | measured | wanted | verdict | by |\n|---|---|---|---|---|\n" +
		"| a | 1,500 ms | at most 1,000 ms | missed, 1.5 times too much | `-bench 'A\\|B'` |\n" +
		"| b | line and line | at least 3 rows/s | not measured |  |\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestPercentiles(t *testing.T) {
	times := func() []time.Duration {
		var out []time.Duration
		for i := range 100 {
			out = append(out, time.Duration(100-i))
		}
		return out
	}
	for percent, want := range map[int]time.Duration{1: 1, 50: 50, 99: 99, 100: 100} {
		if got := percentile(times(), percent); got != want {
			t.Errorf("%d of 100: %d, want %d", percent, got, want)
		}
	}
	if got := percentile([]time.Duration{7}, 99); got != 7 {
		t.Errorf("99 of 100 of one: %d", got)
	}
	if got := medianOf([]time.Duration{9, 1, 4, 2}); got != 3 {
		t.Errorf("the median of four: %d, want 3", got)
	}
	if got := medianOf([]time.Duration{9, 1, 4}); got != 4 {
		t.Errorf("the median of three: %d, want 4", got)
	}
}

func TestParseBenchmarks(t *testing.T) {
	const text = `goos: linux
cpu: Some Processor
BenchmarkDecide/world/QA-SA-2018-2         	   51423	       477.7 ns/op	       0 B/op	       0 allocs/op
BenchmarkDecide/world/DE-RU-2022-2         	   27889	       779.5 ns/op	       0 B/op	       1 allocs/op
BenchmarkSearchCases/London-Tokyo,_hard/warm-2 	       3	         2.007 p50-ms
PASS
`
	r := parseBenchmarks(text, 2)
	if got := r["Decide/world/QA-SA-2018"]["ns/op"]; got != 477.7 {
		t.Errorf("QA-SA-2018 takes %v ns: %v", got, r)
	}
	name, v, err := r.most("Decide/", "ns/op")
	if err != nil || name != "Decide/world/DE-RU-2022" || v != 779.5 {
		t.Errorf("the slowest is %s with %v, %v", name, v, err)
	}
	if _, _, err := r.most("Decide/", "p50-ms"); err == nil {
		t.Error("a unit that nobody told: no error")
	}
	if got := parseBenchmarks(text, 1)["Decide/world/QA-SA-2018-2"]; got == nil {
		t.Error("with one processor a name has no number behind it")
	}
	figures := r.figures("by", told{"search", "SearchCases/London-Tokyo,_hard/warm", "p50-ms", 2, "ms", atMost(1)}, told{what: "other", name: "Decide", unit: "ns/op"})
	if figures[0].value != 1.0035 || figures[0].err != nil || figures[1].err == nil {
		t.Errorf("%+v", figures)
	}
}

func TestBatchFigures(t *testing.T) {
	const text = `seed 8, 300 rows, mode check, load before 0.1
1 workers: 59835 rows/s, 16.7 s, processor 16.2 s (16.2 us a row), peak 61 MB, sha256 0123456789ab
2 workers: 103120 rows/s, 9.7 s, processor 18.1 s (18.1 us a row), peak 78 MB, sha256 0123456789ab
8 workers: 100830 rows/s, 9.9 s, processor 18.4 s (18.4 us a row), peak 117 MB, sha256 0123456789ab
1, 2 and 8 workers give the same bytes
`
	figures, err := batchFigures(text, "check", 300, "by")
	if err != nil || len(figures) != 7 {
		t.Fatalf("%d figures, %v", len(figures), err)
	}
	if f := figures[2]; f.value != 103120 || f.verdict() != "met" || !f.want.least {
		t.Errorf("two workers: %+v", f)
	}
	if f := figures[5]; f.value != 117 || f.verdict() != "met" {
		t.Errorf("memory of eight: %+v", f)
	}
	if _, err := batchFigures(strings.ReplaceAll(text, "give the same bytes", ""), "check", 300, "by"); err == nil {
		t.Error("without the last line: no error")
	}
}

// The benchmarks that are asked for by name are there.
func TestBenchmarksAreThere(t *testing.T) {
	for dir, names := range map[string][]string{
		"airspace": {"World", "ReadGeoJSON", "Cross"}, "place": {"ColdLookup"}, "policy": {"Decide"},
		"route": {"SearchCases", "SearchRandom", "Frontier"}, "internal/batch": {"Row", "Find"},
	} {
		files, err := filepath.Glob(filepath.FromSlash("../../../" + dir + "/*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		there := map[string]bool{}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
					there[fn.Name.Name] = true
				}
			}
		}
		for _, n := range names {
			if !there["Benchmark"+n] {
				t.Errorf("%s has no Benchmark%s", dir, n)
			}
		}
	}
}
