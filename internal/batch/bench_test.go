package batch

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// airportPairs returns the rows of a file with random pairs of airports.
func airportPairs(tb testing.TB, n int) []byte {
	tb.Helper()
	f, err := os.Open("../../data/airports.csv")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	r := rand.New(rand.NewPCG(8, 60))
	var b bytes.Buffer
	b.WriteString("id,from,to\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,%s,%s\n", i, table[1+r.IntN(len(table)-1)][0], table[1+r.IntN(len(table)-1)][0])
	}
	return b.Bytes()
}

// worldQuestion asks the built-in airspace and sets.
func worldQuestion(tb testing.TB, m Mode, f Format) *Question {
	tb.Helper()
	c, flight, err := route.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	plain := policy.Flight{Date: flight.Date, GivenBy: policy.GivenByQuestion}
	return &Question{Mode: m, Format: f, Checker: c, Base: Base{Policy: c.Policy, Flight: flight, Plain: plain}}
}

// BenchmarkRow is a row from its bytes to the bytes of its answer.
func BenchmarkRow(b *testing.B) {
	for _, f := range []Format{CSV, NDJSON} {
		b.Run(f.String(), func(b *testing.B) {
			a := NewAnswerer(worldQuestion(b, Check, f))
			text := airportPairs(b, 20_000)
			var in *Reader
			var parser *Parser
			var out []byte
			b.ReportAllocs()
			for b.Loop() {
				var rec Record
				err := io.EOF
				if in != nil {
					rec, err = in.Next()
				}
				if err != nil {
					if in, err = NewReader(bytes.NewReader(text)); err != nil {
						b.Fatal(err)
					}
					parser = in.Parser()
					rec, _ = in.Next()
				}
				out = a.Append(out[:0], parser.Row(rec))
			}
			if len(out) == 0 {
				b.Fatal("no answer")
			}
		})
	}
}

// BenchmarkFind searches for a German civil flight of 5 March 2022, and tells the
// slowest of a hundred rows.
func BenchmarkFind(b *testing.B) {
	q := worldQuestion(b, Find, CSV)
	a := NewAnswerer(q)
	found, err := readAll(string(airportPairs(b, 10_000)))
	if err != nil {
		b.Fatal(err)
	}
	took := make([]time.Duration, 0, len(found))
	var out []byte
	for i := 0; b.Loop(); i++ {
		row := found[i%len(found)]
		row.Registration, row.Kind, row.Date, row.Policy = "DE", "civil", "2022-03-05", ""
		begun := time.Now()
		out = a.Append(out[:0], row)
		took = append(took, time.Since(begun))
	}
	if len(out) == 0 {
		b.Fatal("no answer")
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "us/p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "us/p99")
	b.ReportMetric(float64(took[len(took)-1].Microseconds()), "us/worst")
}
