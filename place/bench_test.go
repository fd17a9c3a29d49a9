package place

import (
	"testing"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// One lookup in a process that has opened the tables.
func BenchmarkLookup(b *testing.B) {
	for _, query := range []string{"budapest", "moscow", "VKO", "41.5,36", "springfield", "mosc"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Lookup(query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What a command does that looks up two names and ends: it opens the tables. The
// first call in a process also reads the pages in and folds the names of States;
// that is measured on the command.
func BenchmarkColdLookup(b *testing.B) {
	for b.Loop() {
		cities, err := gazetteer.Open(data.Cities())
		if err != nil {
			b.Fatal(err)
		}
		airports, err := gazetteer.Open(data.Airports())
		if err != nil {
			b.Fatal(err)
		}
		f := &finder{cities: cities, airports: airports}
		for _, s := range []string{"moscow", "budapest"} {
			q, err := parse(s)
			if err != nil {
				b.Fatal(err)
			}
			if r := f.resolve(q); r.refused != accepted {
				b.Fatal(s)
			}
		}
	}
}

// A typing error: all names are passed over.
func BenchmarkSuggestions(b *testing.B) {
	for b.Loop() {
		if _, err := Lookup("mocsow"); err == nil {
			b.Fatal("it was found")
		}
	}
}
