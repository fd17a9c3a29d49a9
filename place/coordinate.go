package place

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"
)

// ParsePoint reads a point as people write it, latitude first, and returns it
// longitude first, in degrees. It reads
//
//   - decimal degrees: "51.4775,-0.461389", "-33.9 151.2", "51.4775N 0.461389W";
//   - degrees, minutes and seconds: `51°28'39"N 0°27'41"W`, "51 28 39 N 0 27 41 W",
//     `N51°28.65' W000°27.68'`, `51°28′39″, -0°27′41″`, "51:28:39N 0:27:41W";
//   - the ICAO form without spaces: "5128N00027W", "512839N0002741W".
//
// Minus signs, primes, degree signs and spaces may be any that Unicode has. With
// letters longitude may come first. A comma parts latitude from longitude and is
// never a decimal comma. What is not a point on earth is refused, also one that
// looks as if longitude came first. Every error is a [*CoordinateError].
func ParsePoint(s string) (orb.Point, error) {
	p, f := parsePoint(plainSigns(s))
	if f == nil {
		return p, nil
	}
	if isTwoFloats(plainSigns(s)) && strings.ContainsFunc(s, unicode.IsLetter) {
		f = &fault{"not a number, infinity or an exponent", exampleHint}
	}
	return orb.Point{}, &CoordinateError{Query: s, What: f.what, Hint: f.hint}
}

func parsePoint(s string) (orb.Point, *fault) {
	tokens, f := lex(s)
	if f != nil {
		return orb.Point{}, f
	}
	one, two, f := split(tokens)
	if f != nil {
		return orb.Point{}, f
	}
	a, f := parseAngle(one)
	if f != nil {
		return orb.Point{}, f
	}
	b, f := parseAngle(two)
	if f != nil {
		return orb.Point{}, f
	}
	return combine(a, b)
}

// FormatPoint returns a point as "latitude,longitude" in decimal degrees with at
// most six decimals (0.1 m), which ParsePoint reads.
func FormatPoint(p orb.Point) string {
	return formatDegrees(p.Lat()) + "," + formatDegrees(p.Lon())
}

func formatDegrees(v float64) string {
	v = math.Round(v*1e6) / 1e6
	return strconv.FormatFloat(v+0, 'f', -1, 64) // + 0: no negative zero
}

// fault is what is wrong with a point, and what to do.
type fault struct{ what, hint string }

const (
	exampleHint = `write "latitude,longitude" in degrees, for example "51.4775,-0.4614"`
	lettersHint = "write N or S with the latitude and E or W with the longitude, or neither and a comma between them"
	decimalHint = "write decimals with a point and one comma between latitude and longitude"
)

// combine returns the point of two angles: latitude first, unless letters say
// otherwise.
func combine(lat, lon angle) (orb.Point, *fault) {
	switch {
	case (lat.letter == 0) != (lon.letter == 0):
		return orb.Point{}, &fault{"only one of two numbers has a letter", lettersHint}
	case lat.letter != 0 && lat.isLatitude() == lon.isLatitude():
		return orb.Point{}, &fault{"two latitudes or two longitudes", lettersHint}
	case lat.letter != 0 && !lat.isLatitude():
		lat, lon = lon, lat
	}
	y, f := lat.degrees(2)
	if f != nil {
		return orb.Point{}, f
	}
	x, f := lon.degrees(3)
	if f != nil {
		return orb.Point{}, f
	}
	if math.Abs(y) > 90 {
		hint := "it lies in [-90, 90]"
		if lat.letter == 0 && math.Abs(y) <= 180 && math.Abs(x) <= 90 {
			hint += `; if it is the longitude, write "` + FormatPoint(orb.Point{y, x}) + `"`
		}
		return orb.Point{}, &fault{"the latitude " + short(y) + " is out of range", hint}
	}
	if math.Abs(x) > 180 {
		hint := "it lies in [-180, 180]"
		if lon.plain() && lon.letter == 0 {
			hint += "; " + decimalHint
		}
		return orb.Point{}, &fault{"the longitude " + short(x) + " is out of range", hint}
	}
	return orb.Point{x, y}, nil
}

func short(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }

// signs maps what people and their programs type to what lex knows.
var signs = strings.NewReplacer(
	"−", "-", "‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "﹣", "-", "－", "-", "＋", "+",
	"º", "°", "˚", "°", "∘", "°", "ᵒ", "°", "⁰", "°", "＇", "'",
	"′′", `"`, "''", `"`, "’’", `"`, "´´", `"`,
	"′", "'", "’", "'", "‘", "'", "‛", "'", "ʹ", "'", "ʼ", "'", "´", "'", "`", "'", "ˊ", "'",
	"″", `"`, "”", `"`, "“", `"`, "„", `"`, "ʺ", `"`, "˝", `"`, "＂", `"`,
	"，", ",", "、", ",", "；", ";", "：", ":",
	"\u200e", "", "\u200f", "", "\ufeff", "",
)

func plainSigns(s string) string { return signs.Replace(s) }

// looksLikePoint reports whether a query can only be meant as a point: it has a
// digit and nothing that does not belong to coordinates, or it is two numbers of
// which one is not a usual one ("NaN,0", "1e3,2").
func looksLikePoint(s string) bool {
	s = plainSigns(s)
	if _, f := lex(s); f == nil {
		return strings.ContainsAny(s, "0123456789")
	}
	return isTwoFloats(s)
}

// isTwoFloats reports whether a text is two numbers for a computer.
func isTwoFloats(s string) bool {
	a, b, ok := strings.Cut(s, ",")
	return ok && isFloat(a) && isFloat(b)
}

func isFloat(s string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	// A number out of range is a number too.
	return err == nil || strings.Contains(err.Error(), strconv.ErrRange.Error())
}
