package place_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/place"
)

func TestBadQueries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ query, want string }{
		"empty":              {"", "the place is empty: write a city, an airport code or \"latitude,longitude\""},
		"blank":              {" \t\n", "the place is empty"},
		"a megabyte":         {strings.Repeat("x", 1<<20), `"` + strings.Repeat("x", 60) + `…": 1048576 bytes are too long for a place`},
		"a long run of text": {strings.Repeat("ж", 200), `"жжжжжжжжжжжжжжжжжжжжжжжжжжжжжж…": 400 bytes are too long for a place`},
		"not UTF-8":          {"mosc\xffow", `"mosc\xffow": not UTF-8`},
		"a NUL":              {"mos\x00cow", `"mos\x00cow": a control character`},
		"an escape sequence": {"\x1b[31mmoscow", `"\x1b[31mmoscow": a control character`},
		"a newline inside":   {"moscow\nbudapest", `"moscow\nbudapest": a control character`},
		"punctuation":        {"?!", `"?!": no letter or digit`},
		"a comma first":      {", russia", `", russia": no letter or digit`},
	} {
		_, err := place.Lookup(c.query)
		qe, ok := errors.AsType[*place.QueryError](err)
		if !ok || !strings.HasPrefix(qe.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
			continue
		}
		if s := err.Error(); len(s) > 400 || strings.ContainsAny(s, "\n\x00\x1b") || !utf8.ValidString(s) {
			t.Errorf("%s: the error is not one clean line: %q", name, s)
		}
	}
}

// An error shows a long query in short.
func TestErrorsAreShort(t *testing.T) {
	t.Parallel()
	_, err := place.Lookup(strings.Repeat("zq", 140))
	if err == nil || !strings.HasPrefix(err.Error(), `no place "zqzq`) || len(err.Error()) > 250 {
		t.Errorf("%v", err)
	}
	nines := strings.Repeat("9", 1<<16)
	for _, s := range []string{nines, "0." + nines + ":1,1", "1:" + nines + ",1", "1:2:" + nines + ",1", nines + "N1E", nines + ",1", "1," + nines} {
		if _, err := place.ParsePoint(s); err == nil || len(err.Error()) > 300 {
			t.Errorf("%.20s…: %.300v", s, err)
		}
	}
}

// A text is read as a point on earth or refused, and what is read is written and
// read again.
func FuzzParsePoint(f *testing.F) {
	for _, s := range []string{
		"51.4775,-0.461389", "51°28′39″N 0°27′41″W", "N512839 W0002741", "51:28:39N 0:27:41W", "91,0", "NaN,0",
		"1.2.3,4", ",", "°°", "N E", "- -", "0°0'0\"N0°0'0\"E", "5128.65N00027.68W", "1;2", "12 34", ":1,:2",
		"90,180", "-90,-180", "90.0000001,0", "0,180.0000001", "-0,-0", "1e1,2", "0x1,2", "Inf,1", "9" + strings.Repeat("9", 400) + ",1", "0." + strings.Repeat("9", 300) + ",1",
		"51°60'0\"N 0°0'60\"E", "51°59'59.99999999\"N 0°E", "515959N1795959E", "900000N1800000W", "\u202e1,2", "1\x00,2", "\xff,1", "１,２", "−1,−2", "1,,2", "1,2,3", "N1 N2", "1N 2", "\ufeff1,2",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := place.ParsePoint(s)
		if err != nil {
			if _, ok := errors.AsType[*place.CoordinateError](err); !ok || p != (orb.Point{}) {
				t.Errorf("ParsePoint(%q): %v and %T", s, p, err)
			}
			if text := err.Error(); len(text) > 400 || strings.ContainsFunc(text, unicode.IsControl) || !utf8.ValidString(text) {
				t.Errorf("ParsePoint(%q): not one clean line: %q", s, text)
			}
			return
		}
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
			t.Errorf("ParsePoint(%q) = %v", s, p)
		}
		if again, err := place.ParsePoint(" " + s + " "); err != nil || again != p {
			t.Errorf("ParsePoint(%q) = %v, and between blanks %v, %v", s, p, again, err)
		}
		if again, err := place.ParsePoint(place.FormatPoint(p)); err != nil ||
			math.Abs(again[0]-p[0]) > 1e-6 || math.Abs(again[1]-p[1]) > 1e-6 {
			t.Errorf("ParsePoint(%q) = %v, written and read again %v, %v", s, p, again, err)
		}
	})
}
