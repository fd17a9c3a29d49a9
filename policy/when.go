package policy

import (
	"math"
	"time"

	"github.com/flightcheck/flightcheck/internal/date"
)

// When is a UTC day or an instant. The zero value is "not given".
type When struct {
	t     time.Time
	exact bool
}

// Day returns the UTC day of that date.
func Day(year int, month time.Month, day int) When {
	return When{t: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// Instant returns the instant t, to the second. The zero time is "not given".
func Instant(t time.Time) When {
	if t.IsZero() {
		return When{}
	}
	return When{t: t.UTC().Truncate(time.Second), exact: true}
}

// ParseWhen reads a day (2025-10-30) or an instant in UTC (2025-10-30T08:00:00Z,
// seconds may be left out).
func ParseWhen(s string) (When, error) {
	t, exact, err := date.Parse(s)
	if err != nil {
		return When{}, err
	}
	return When{t: t, exact: exact}, nil
}

// IsZero reports whether w was not given.
func (w When) IsZero() bool { return w.t.IsZero() }

// IsDay reports whether w is a whole day.
func (w When) IsDay() bool { return !w.t.IsZero() && !w.exact }

// Start returns the first second of w in UTC; the zero time if w was not given.
func (w When) Start() time.Time { return w.t }

// End returns the last second of w in UTC; the zero time if w was not given.
func (w When) End() time.Time {
	if w.IsZero() {
		return w.t
	}
	return date.End(w.t, w.exact)
}

// Equal reports whether both say the same day or the same instant.
func (w When) Equal(v When) bool { return w.exact == v.exact && w.t.Equal(v.t) }

// String returns the day or the instant in UTC; "" if w was not given.
func (w When) String() string {
	switch {
	case w.IsZero():
		return ""
	case w.exact:
		return w.t.Format("2006-01-02T15:04:05Z")
	default:
		return w.t.Format(time.DateOnly)
	}
}

// MarshalText writes what [When.String] returns.
func (w When) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what [When.MarshalText] writes.
func (w *When) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*w = When{}
		return nil
	}
	v, err := ParseWhen(string(text))
	if err != nil {
		return err
	}
	*w = v
	return nil
}

// span is a stretch of time in seconds since 1970, both ends in.
type span struct{ from, to int64 }

// always is the span without ends.
var always = span{math.MinInt64, math.MaxInt64}

// spanOf returns the span from the start of one to the end of the other; a
// zero When leaves that end open.
func spanOf(from, to When) span {
	s := always
	if !from.IsZero() {
		s.from = from.Start().Unix()
	}
	if !to.IsZero() {
		s.to = to.End().Unix()
	}
	return s
}

// moment is when something is judged: a day, an instant, or not given.
type moment struct {
	span
	given bool
}

func momentOf(w When) moment {
	if w.IsZero() {
		return moment{}
	}
	return moment{span: spanOf(w, w), given: true}
}

// during reports whether the moment lies in the span. A moment that was not
// given, or a day that lies in it only in part, is undecided.
func (m moment) during(s span) (truth, facts) {
	switch {
	case s == always:
		return yes, 0
	case !m.given:
		return undecided, factDate
	case m.to < s.from || m.from > s.to:
		return no, 0
	case m.from >= s.from && m.to <= s.to:
		return yes, 0
	default:
		return undecided, factTime
	}
}
