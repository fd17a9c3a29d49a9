package place

import (
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"unicode"
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
		"\u202emoscow", "mos\u200dcow", "\x1b[31mmoscow", "1e308,-1e308", "0x1p4,1", "9999999999999999999999,0", "-91,181", "٤١,٣٦", "90N 181E", "a\u0300" + strings.Repeat("\u0301", 90),
		"ﬀ", "Ⅻ", "moscow,,us", ",moscow", "moscow\r\n", "\u2028", "\ufeffmoscow", strings.Repeat("x,", 140), strings.Repeat("aé ", 80),
	} {
		f.Add(s)
	}
	small := smallTables(f)
	f.Fuzz(func(t *testing.T, s string) {
		r, err := small.lookup(s)
		if err != nil {
			if text := err.Error(); strings.ContainsFunc(text, movesTerminal) || !utf8.ValidString(text) || len(text) > 2000 {
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
		if strings.ContainsFunc(r.Note(), movesTerminal) || len(r.Note()) > 2000 {
			t.Errorf("Lookup(%q): the note is not one line: %q", s, r.Note())
		}
		if again, err := small.lookup(" " + s + "\t"); err != nil || again.Point != r.Point || again.Name != r.Name {
			t.Errorf("Lookup(%q) is %+v, and between blanks %+v, %v", s, r, again, err)
		}
	})
}

// movesTerminal tells whether a sign ends a line, or does something to a terminal.
func movesTerminal(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

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
