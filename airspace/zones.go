package airspace

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/flightcheck/flightcheck/internal/date"
)

// Zone is what an [Area] has that is a zone: a part of the sky that a user
// brings, such as a flight information region. It is not a State's airspace: it
// has no sovereign, and it counts for a flight that meets its levels and its time.
// Values are immutable.
type Zone struct {
	// ID is the id that its file gives. That of the Area may have "#2" behind it.
	ID string
	// Floor and Ceiling are its vertical limits, both in; one that was not given
	// is the ground, or no limit.
	Floor, Ceiling Altitude
	// From and Until are its first and its last second, UTC; zero is always, and
	// no end.
	From, Until time.Time
	// Source is the file that holds it.
	Source Source
}

// Meets tells whether the zone holds one of the flight levels from low to high,
// in hundreds of feet.
func (z *Zone) Meets(low, high int) bool {
	ceiling := math.Inf(1)
	if !z.Ceiling.IsZero() {
		ceiling = z.Ceiling.Feet()
	}
	return float64(high)*feetPerLevel >= z.Floor.Feet() && float64(low)*feetPerLevel <= ceiling
}

// During tells whether the zone holds at some time, and whether at all times, from
// one second to another, both in.
func (z *Zone) During(from, until time.Time) (some, all bool) {
	some = (z.From.IsZero() || !until.Before(z.From)) && (z.Until.IsZero() || !from.After(z.Until))
	all = (z.From.IsZero() || !from.Before(z.From)) && (z.Until.IsZero() || !until.After(z.Until))
	return some, some && all
}

// Always tells whether the zone has no dates.
func (z *Zone) Always() bool { return z.From.IsZero() && z.Until.IsZero() }

// Limits returns the vertical limits in words, "FL245 to UNL"; "" if there are
// none.
func (z *Zone) Limits() string {
	if z.Floor.IsZero() && z.Ceiling.IsZero() {
		return ""
	}
	floor, ceiling := z.Floor, z.Ceiling
	if floor.IsZero() {
		floor.Unit = Ground
	}
	if ceiling.IsZero() {
		ceiling.Unit = Unlimited
	}
	return floor.String() + " to " + ceiling.String()
}

// Period returns when the zone holds in words, "from 2025-10-01 until
// 2025-10-31"; "" if it is always.
func (z *Zone) Period() string {
	var words []string
	if !z.From.IsZero() {
		words = append(words, "from "+moment(z.From, 0))
	}
	if !z.Until.IsZero() {
		words = append(words, "until "+moment(z.Until, 24*time.Hour-time.Second))
	}
	return strings.Join(words, " ")
}

// moment writes an instant, or the day if it is where the day begins or ends.
func moment(t time.Time, ofDay time.Duration) string {
	if t.Sub(t.Truncate(24*time.Hour)) == ofDay {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05Z")
}

// zoneOf reads what the properties of a feature say of a zone.
func zoneOf(f *feature) (*Zone, error) {
	z := &Zone{}
	for _, p := range [...]struct {
		key  string
		read func(text string) error
	}{
		{"floor", altitudeTo(&z.Floor)},
		{"ceiling", altitudeTo(&z.Ceiling)},
		{"from", dateTo(&z.From, false)},
		{"until", dateTo(&z.Until, true)},
	} {
		text, err := f.textOf(p.key)
		if err == nil && text != "" {
			err = p.read(text)
		}
		if err != nil {
			return nil, inProperty(f, p.key, err)
		}
	}
	if err := z.check(where{feature: f.number}); err != nil {
		return nil, err
	}
	return z, nil
}

// check refuses limits that leave nothing between them.
func (z *Zone) check(w where) error {
	switch {
	case z.Floor.Unit == Unlimited:
		return w.fail("the floor is UNL, which leaves nothing above it", "leave it out if the zone begins at the ground")
	case z.Ceiling.Unit == Ground:
		return w.fail("the ceiling is the ground, which leaves nothing below it", "leave it out if the zone has no upper limit")
	case !z.Ceiling.IsZero() && z.Floor.Feet() > z.Ceiling.Feet():
		return w.fail(fmt.Sprintf("the floor %s is above the ceiling %s", z.Floor, z.Ceiling), "turn them round")
	case !z.From.IsZero() && !z.Until.IsZero() && z.Until.Before(z.From):
		return w.fail("the zone ends before it begins ("+z.Period()+")", "turn from and until round")
	}
	return nil
}

func altitudeTo(to *Altitude) func(string) error {
	return func(text string) (err error) {
		*to, err = ParseAltitude(text)
		return err
	}
}

// dateTo reads a day or an instant; of a day the last second if it is an end.
func dateTo(to *time.Time, end bool) func(string) error {
	return func(text string) error {
		t, exact, err := date.Parse(text)
		if err != nil {
			return &InputError{What: err.Error()}
		}
		if end {
			t = date.End(t, exact)
		}
		*to = t
		return nil
	}
}

// textOf returns the text of a property, a number as it is written; "" if there
// is none.
func (f *feature) textOf(key string) (string, error) {
	v, ok := f.properties[key]
	if !ok || v.isNull() {
		return "", nil
	}
	switch c := v.kind(); {
	case c == '"':
		return strings.TrimSpace(v.text()), nil
	case c == '-' || c >= '0' && c <= '9':
		return string(v.raw()), nil
	}
	return "", &InputError{What: clip(v.raw()) + " is no text", Hint: "write it in quotation marks"}
}

// inProperty says in which property of a feature an error is.
func inProperty(f *feature, key string, err error) error {
	if input, ok := errors.AsType[*InputError](err); ok {
		e := *input
		e.Where = where{feature: f.number}.String() + ", " + key
		return &e
	}
	return err
}
