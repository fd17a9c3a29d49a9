package track

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/flightcheck/flightcheck/internal/track/clean"
)

// isNone tells whether a cell is empty, in the words of the sources.
func isNone(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "null", "none", "n/a", "na", "-", `\n`:
		return true
	}
	return false
}

// quote shows a cell, shortened.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}

// number reads a number. A comma with digits on both sides is a decimal comma, as the
// cell is parted from the others already.
func number(s string) (float64, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\u2212", "-")
	if whole, part, ok := strings.Cut(s, ","); ok {
		if whole == "" || part == "" || strings.ContainsAny(whole, ".eExX") || strings.Trim(part, "0123456789") != "" {
			return 0, false
		}
		s = whole + "." + part
	}
	if strings.ContainsAny(s, "xX_pP") { // hexadecimal and digit groups of Go
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return v, true
}

// degrees reads a latitude or longitude; bad says why it is none. What is a number
// and no place is left to package clean.
func (p *parser) degrees(what, s string) (v float64, bad string) {
	if isNone(s) {
		return math.NaN(), "has no " + what
	}
	v, ok := number(s)
	if !ok {
		return math.NaN(), fmt.Sprintf("has the %s %s, which is no number", what, quote(s))
	}
	return v, ""
}

// thousands is an altitude as people write it: 35,000.
var thousands = regexp.MustCompile(`^\s*-?[0-9]{1,3}(,[0-9]{3})+\s*$`)

// altitude sets the altitude of a point, and whether it is on the ground.
func (p *parser) altitude(to *clean.Fix, r raw) {
	switch strings.ToLower(strings.TrimSpace(r.alt)) {
	case "ground", "grnd", "gnd", "on ground":
		to.Ground = true
		return
	}
	if thousands.MatchString(r.alt) {
		r.alt = strings.ReplaceAll(r.alt, ",", "")
	}
	if v, ok := number(r.alt); ok && !isNone(r.alt) && math.Abs(v*r.feet) < 1e6 { // false for NaN
		to.AltFt, to.HasAlt = v*r.feet, true
	}
}

// feetOfMetre is how many feet a metre has.
const feetOfMetre = 1 / 0.3048

// Layouts of times. A blank in place of the T, and a comma before the fraction, are
// put right before.
var (
	zoned    = []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07", "2006-01-02T15:04Z07:00"}
	zoneless = []string{"2006-01-02T15:04:05", "2006-01-02T15:04"}
)

// Bounds of times: no aircraft flew before, and seconds since some start, which are
// not those of Unix, are much smaller.
const (
	firstYear, lastYear = 1940, 2199
	leastUnix           = 1e8  // 1973
	leastMillis         = 1e11 // in the year 5138 as seconds
	mostMillis          = 7e12
)

// time reads an instant: RFC 3339, or seconds or milliseconds of Unix.
func (p *parser) time(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if isNone(s) {
		return time.Time{}, errNoTime
	}
	if v, ok := number(s); ok {
		return unix(s, v)
	}
	text := iso(s)
	for _, layout := range zoned {
		if t, err := time.Parse(layout, text); err == nil {
			return inBounds(s, t.UTC())
		}
	}
	for _, layout := range zoneless {
		t, err := time.Parse(layout, text)
		switch {
		case err == nil && p.UTC:
			return inBounds(s, t)
		case err == nil:
			return t, fmt.Errorf("the time %s has no zone; write it with Z or an offset, or say with --utc that times without a zone are UTC", quote(s))
		}
	}
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return time.Time{}, fmt.Errorf("%s is a day, not a time; write 2025-10-30T12:03:11Z", quote(s))
	}
	return time.Time{}, fmt.Errorf("%s is no time that can be read; write 2025-10-30T12:03:11Z, or seconds of Unix", quote(s))
}

// iso brings a time into the form of RFC 3339, if it is near to that.
func iso(s string) string {
	s = strings.ToUpper(s)
	for _, zone := range []string{" UTC", "UTC", " GMT", " Z"} {
		if rest, ok := strings.CutSuffix(s, zone); ok {
			s = rest + "Z"
			break
		}
	}
	if len(s) > len(time.DateOnly) && s[len(time.DateOnly)] == ' ' {
		s = s[:len(time.DateOnly)] + "T" + strings.TrimLeft(s[len(time.DateOnly):], " ")
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 && strings.ContainsAny(s[i:], "+-") { // before an offset
		s = s[:i] + s[i+1:]
	}
	return strings.Replace(s, "\u2212", "-", 1)
}

func unix(s string, v float64) (time.Time, error) {
	switch {
	case v >= leastMillis && v < mostMillis:
		return inBounds(s, time.UnixMilli(int64(math.Round(v))).UTC())
	case v >= leastUnix && v < leastMillis:
		sec := math.Floor(v)
		return inBounds(s, time.Unix(int64(sec), int64(math.Round((v-sec)*1e6))*1000).UTC())
	}
	return time.Time{}, fmt.Errorf("%s is no time of Unix, in seconds since 1970, of any flight; write such seconds, or 2025-10-30T12:03:11Z", quote(s))
}

func inBounds(s string, t time.Time) (time.Time, error) {
	if y := t.Year(); y < firstYear || y > lastYear {
		return t, fmt.Errorf("the time %s is not from %d to %d", quote(s), firstYear, lastYear)
	}
	return t, nil
}
