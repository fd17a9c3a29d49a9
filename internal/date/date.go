// Package date reads days and instants as all files and flags of flightcheck
// write them: 2025-10-30, or 2025-10-30T08:00:00Z. Days are days in UTC.
package date

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// The first and the last year that are taken for one of a flight, so that a slip
// of the pen is noticed.
const (
	firstYear = 1900
	lastYear  = 2200
)

// Parse reads a day or an instant in UTC; the seconds of an instant may be left
// out. It returns the first second of the day, or the instant; exact tells which.
// The error says what to write.
func Parse(s string) (t time.Time, exact bool, err error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return inAge(s, t, false)
	}
	for _, layout := range []string{"2006-01-02T15:04:05Z", "2006-01-02T15:04Z"} {
		if t, err := time.Parse(layout, s); err == nil && t.Nanosecond() == 0 {
			return inAge(s, t, true)
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return time.Time{}, false, fmt.Errorf("%q is not in UTC; write %s", clip(s), t.UTC().Format("2006-01-02T15:04:05Z"))
	}
	if t, err := time.Parse("2.1.2006", s); err == nil {
		return time.Time{}, false, fmt.Errorf("%q is no day as it is written here; for %s write %s", clip(s), t.Format("2 January 2006"), t.Format(time.DateOnly))
	}
	return time.Time{}, false, fmt.Errorf("%q is neither a day nor an instant; write 2025-10-30 or 2025-10-30T08:00:00Z", clip(s))
}

// End returns the last second of what Parse returned.
func End(t time.Time, exact bool) time.Time {
	if exact {
		return t
	}
	return t.Add(24*time.Hour - time.Second)
}

// inAge refuses a year in which nobody flies.
func inAge(s string, t time.Time, exact bool) (time.Time, bool, error) {
	if y := t.Year(); y < firstYear || y > lastYear {
		return time.Time{}, false, fmt.Errorf("the year of %q is not between %d and %d", clip(s), firstYear, lastYear)
	}
	return t, exact, nil
}

// clip shortens what somebody wrote, so that an error stays one readable line.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "..."
}
