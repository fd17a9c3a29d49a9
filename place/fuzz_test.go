package place

import (
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// Whatever is asked, the answer is an error of this package in one line, or a
// place with a point on earth. It is asked in small tables: passing over all names
// after a typing error takes an instrumented program a tenth of a second.
func FuzzLookup(f *testing.F) {
	for _, s := range []string{
		"moscow", "Москва", "VKO", "nis", "bar", "moscow, us", "mocsow", "russia", "41.5,36", "-33.9461,151.1772",
		"51°28′39″N 0°27′41″W", "512839N0002741W", "NaN,1e999", "san", "北京", "", "\xff", "\x00", ",,,", "a,b,c,d",
		"paris texas", "vnukovo airport", "03N", "st petersburg", "5E3,7", "N", "°", "İ,İ", "ß", "--", "ǅ", "us", "la, us-",
	} {
		f.Add(s)
	}
	small := smallTables(f)
	f.Fuzz(func(t *testing.T, s string) {
		r, err := small.lookup(s)
		if err != nil {
			if text := err.Error(); strings.ContainsAny(text, "\n\r\x00\x1b") || !utf8.ValidString(text) || len(text) > 2000 {
				t.Errorf("Lookup(%q): not one clean line: %q", s, text)
			}
			if !known(err) {
				t.Errorf("Lookup(%q): %T", s, err)
			}
			return
		}
		if r.Kind == "" || r.Name == "" || !(math.Abs(r.Point[0]) <= 180 && math.Abs(r.Point[1]) <= 90) {
			t.Errorf("Lookup(%q) = %+v", s, r)
		}
		if strings.ContainsAny(r.Note(), "\n\r") {
			t.Errorf("Lookup(%q): the note is not one line: %q", s, r.Note())
		}
	})
}

func known(err error) bool {
	return is[*QueryError](err) || is[*CoordinateError](err) || is[*NotFoundError](err) ||
		is[*AmbiguousError](err) || is[*StateError](err)
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// smallTables returns a finder of the largest cities and airports, and of the
// small places that the seeds are about.
func smallTables(tb testing.TB) *finder {
	tb.Helper()
	files, err := gazetteer.ReadFiles(os.DirFS("../data"))
	if err != nil {
		tb.Fatal(err)
	}
	airports, cities, err := files.Entries()
	if err != nil {
		tb.Fatal(err)
	}
	some := func(entries []gazetteer.Entry) *gazetteer.Table {
		var out []gazetteer.Entry
		for i, e := range entries {
			switch e.Name {
			case "Bar", "Moscow", "Paris", "Utirik Airport", "Simberi Airport", "Qionghai Bo'ao Airport":
				out = append(out, e)
			default:
				if i < 300 {
					out = append(out, e)
				}
			}
		}
		text, err := gazetteer.Build(out)
		if err != nil {
			tb.Fatal(err)
		}
		table, err := gazetteer.Open(text)
		if err != nil {
			tb.Fatal(err)
		}
		return table
	}
	return &finder{airports: some(airports), cities: some(cities)}
}
