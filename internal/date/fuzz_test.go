package date

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// FuzzParse reads anything: a day or an instant of a year in which somebody flies,
// written so that it reads the same again, or an error of one short line.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"2025-10-30", "2024-02-29", "2022-02-24T00:45:00Z", "2022-02-24T00:45Z", "1900-01-01", "2200-12-31", "2025-02-29", "2016-12-31T23:59:60Z", "2025-10-30T24:00:00Z",
		"2022-02-24T02:45:00+02:00", "0000-00-00", "-2025-10-30", "2025-10-30T08:00:00.000Z", "2025-10-30T08:00:00,5Z", "2025-10-30t08:00:00z", " 2025-10-30", "20251030", "２０２５-10-30",
		"\u202e2025-10-30", "2025-10-30\x1b[31m", "\xff", "", strings.Repeat("é", 200), "9999999999999999999-01-01", "2025-10-30T08:00:00+99:99",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, exact, err := Parse(text)
		if err != nil {
			if s := err.Error(); !at.IsZero() || exact || len(s) > 400 || strings.ContainsFunc(s, unicode.IsControl) || !utf8.ValidString(s) {
				t.Fatalf("%q: %v, %v beside %q", text, at, exact, s)
			}
			return
		}
		if y := at.Year(); y < firstYear || y > lastYear || at.Location() != time.UTC || at.Nanosecond() != 0 {
			t.Fatalf("%q is %v", text, at)
		}
		layout := time.DateOnly
		if exact {
			layout = time.RFC3339
		}
		again, same, err := Parse(at.Format(layout))
		if err != nil || !again.Equal(at) || same != exact {
			t.Fatalf("%q is %v, and written and read again %v, %v", text, at, again, err)
		}
		if end := End(at, exact); end.Before(at) || exact && !end.Equal(at) || !exact && end.Sub(at) != 24*time.Hour-time.Second {
			t.Fatalf("%q ends at %v", text, end)
		}
	})
}
