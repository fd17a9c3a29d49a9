package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/policy"
)

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	pairs := file("pairs.csv", "id,from,to\n1,vienna,sofia\n")
	check := Question{Mode: "check"}
	for _, x := range []struct {
		name string
		o    options
		want string
	}{
		{"nothing", options{question: check}, "say --input"},
		{"no such file", options{input: filepath.Join(dir, "none.csv"), output: "x.csv", question: check}, "none.csv"},
		{"empty", options{input: file("empty.csv", ""), output: "x.csv", question: check}, "the input is empty"},
		{"no header", options{input: file("plain.csv", "1,vienna,sofia\n"), output: "x.csv", question: check}, "names no column"},
		{"Parquet, broken", options{input: file("x.parquet", "PAR1 and no more"), output: "x.csv", question: check}, "Parquet"},
		{"format", options{input: pairs, output: "x.csv", format: "xlsx", question: check}, "none of csv, ndjson and parquet"},
		{"mode", options{input: pairs, output: "x.csv", question: Question{Mode: "guess"}}, "--mode"},
		{"policy", options{input: pairs, output: "x.csv", question: Question{Mode: "check", Policy: "./mine.yaml"}}, "there is no built-in set"},
		{"date", options{input: pairs, output: "x.csv", question: Question{Mode: "check", Date: "tomorrow"}}, "--date"},
		{"operator", options{input: pairs, output: "x.csv", question: Question{Mode: "check", Operator: "Ruritania"}}, "--operator"},
		{"rows", options{input: pairs, output: "x.csv", rows: -1, question: check}, "--rows-per-file"},
		{"scheme", options{input: "gopher://pairs", output: "x.csv", question: check}, "gopher"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if x.o.output != "" {
				x.o.output = filepath.Join(dir, x.o.output)
			}
			if err := run(t.Context(), io.Discard, x.o, nil); err == nil || !strings.Contains(err.Error(), x.want) {
				t.Errorf("got %v, want %q", err, x.want)
			}
		})
	}
}

// The flags replace the flight of the set as soon as they name one; the date stays.
func TestQuestion(t *testing.T) {
	putin := wholeFlight(t, Question{Mode: "check", Format: "csv"})
	if f := putin.Flight; f.Registration.State != "RU" || f.Date.String() != "2025-10-30" || f.GivenBy == policy.GivenByQuestion {
		t.Errorf("without flags the flight is %+v", f)
	}
	if p := putin.Plain; p.Registration.State != "" || p.Date.String() != "2025-10-30" || p.GivenBy != policy.GivenByQuestion {
		t.Errorf("without flags rows add to %+v", p)
	}
	dated := wholeFlight(t, Question{Mode: "check", Format: "csv", Date: "2022-03-05"})
	if f := dated.Flight; f.Registration.State != "RU" || f.Date.String() != "2022-03-05" || dated.Plain.Date.String() != "2022-03-05" {
		t.Errorf("with a date the flight is %+v, and rows add to %+v", f, dated.Plain)
	}
	own := wholeFlight(t, Question{Mode: "find", Format: "csv", Registration: "YU-ABC", Operator: "Serbia", Kind: "civil", Type: "a320", Policy: "world-2025|budapest-2025"})
	if f := own.Flight; f.Registration.State != "RS" || f.OperatorState != "RS" || f.Kind != policy.CivilAircraft || f.Type != "A320" || len(f.Persons) > 0 {
		t.Errorf("with flags the flight is %+v", f)
	}
	if d := cmp.Diff(fmt.Sprintf("%+v", own.Flight), fmt.Sprintf("%+v", own.Plain)); d != "" {
		t.Error(d)
	}
}

func wholeFlight(t *testing.T, q Question) batch.Base {
	t.Helper()
	question, err := q.open()
	if err != nil {
		t.Fatal(err)
	}
	return question.Base
}

func TestFormats(t *testing.T) {
	for _, x := range [][4]string{ // --output, --format, the input's, what is written
		{"a.csv", "", "ndjson", "csv"},
		{"a.jsonl", "", "csv", "ndjson"},
		{"gs://b/a.PARQUET", "", "csv", "parquet"},
		{"a", "", "ndjson", "ndjson"},
		{"a.csv", "parquet", "csv", "parquet"},
		{"a.txt", "", "parquet", "parquet"},
	} {
		if got := formatOf(options{output: x[0], format: x[1]}, x[2]); got != x[3] {
			t.Errorf("%v: got %s", x, got)
		}
	}
}

// A row that is missing or there twice is an error, not a hole in the output.
func TestComplete(t *testing.T) {
	s := Sink{Rows: 2}
	for part, rows := range map[int64][][]byte{0: {numbered(0, nil), numbered(2, nil)}, 1: {numbered(3, nil), numbered(3, nil)}} {
		if err := s.complete(part, rows); err == nil {
			t.Errorf("part %d is taken", part)
		}
	}
	if err := s.complete(1, [][]byte{numbered(3, nil), numbered(4, nil)}); err != nil {
		t.Error(err)
	}
}
