package place

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a part of a written point.
type token struct {
	kind byte   // number, letter, degree, or the sign itself: ' " : , - +
	text string // of a number, the digits; of a letter, in capitals
}

const (
	number = '0'
	letter = 'N'
	degree = 'd'
)

// lex returns the tokens of a point. It knows digits and their point, the
// letters N, S, E and W, signs, marks, and what parts numbers.
func lex(s string) ([]token, *fault) {
	var out []token
	for s != "" {
		size := 1
		switch c := s[0]; {
		case isNumeric(rune(c)):
			size = len(s) - len(strings.TrimLeftFunc(s, isNumeric))
			out = append(out, token{number, s[:size]})
		case strings.IndexByte("NSEWnsew", c) >= 0:
			out = append(out, token{letter, strings.ToUpper(s[:1])})
		case strings.IndexByte(`'":-+,`, c) >= 0:
			out = append(out, token{kind: c})
		case c == ';':
			out = append(out, token{kind: ','})
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(s)
			if r == '°' {
				out = append(out, token{kind: degree})
			} else if !unicode.IsSpace(r) {
				return nil, &fault{strconv.QuoteRune(r) + " has no place in coordinates", exampleHint}
			}
		}
		s = s[size:]
	}
	return out, nil
}

func isNumeric(r rune) bool { return '0' <= r && r <= '9' || r == '.' }

// split parts the tokens into those of the first number and those of the second.
func split(t []token) (one, two []token, f *fault) {
	if n := count(t, ','); n == 1 {
		i := index(t, ',', 1)
		return t[:i], t[i+1:], nil
	} else if n > 1 {
		return nil, nil, &fault{strconv.Itoa(n) + " commas", decimalHint}
	}
	if count(t, letter) == 2 {
		if t[0].kind == letter {
			i := index(t, letter, 2)
			return t[:i], t[i:], nil
		}
		i := index(t, letter, 1)
		return t[:i+1], t[i+1:], nil
	}
	at := -1 // of the number that begins the second
	if count(t, degree) == 2 {
		at = index(t, degree, 2) - 1
	} else if count(t, number) == 2 && count(t, degree)+count(t, ':')+count(t, '\'') == 0 {
		at = index(t, number, 2)
	}
	if at > 0 && (t[at-1].kind == '-' || t[at-1].kind == '+') {
		at--
	}
	if at > 0 {
		return t[:at], t[at:], nil
	}
	switch count(t, number) {
	case 0:
		return nil, nil, &fault{"no number in it", exampleHint}
	case 1:
		return nil, nil, &fault{"one number is no point", exampleHint}
	}
	return nil, nil, &fault{"it is not clear where the latitude ends", lettersHint}
}

func count(t []token, kind byte) (n int) {
	for _, x := range t {
		if x.kind == kind {
			n++
		}
	}
	return n
}

// index returns the place of the nth token of a kind, which must be there.
func index(t []token, kind byte, nth int) int {
	for i, x := range t {
		if x.kind == kind {
			if nth--; nth == 0 {
				return i
			}
		}
	}
	return -1
}

// angle is a latitude or a longitude as it was written: up to three numbers.
type angle struct {
	negative bool
	letter   byte // N, S, E, W, or 0
	numbers  []string
	units    []int // of each number: 0 degrees, 1 minutes, 2 seconds
	marked   bool  // at least one number has its mark
}

func (a angle) isLatitude() bool { return a.letter == 'N' || a.letter == 'S' }

// plain reports whether the angle is one number without marks.
func (a angle) plain() bool { return len(a.numbers) == 1 && !a.marked }

// parseAngle reads one number with its sign, letter and marks.
func parseAngle(t []token) (angle, *fault) {
	a, t, f := signAndLetter(t)
	if f != nil {
		return a, f
	}
	for unit := 0; len(t) > 0; unit++ {
		if t[0].kind != number {
			return a, &fault{"a mark or sign stands where a number should", exampleHint}
		}
		text := t[0].text
		t = t[1:]
		if len(t) > 0 {
			if i := strings.IndexByte(marks, t[0].kind); i >= 0 {
				if i < unit {
					return a, &fault{"degrees, minutes and seconds are not in this order", exampleHint}
				}
				unit = i
				a.marked = true
				t = t[1:]
			} else if t[0].kind == ':' {
				t = t[1:]
			}
		}
		if unit > 2 {
			return a, &fault{"more than degrees, minutes and seconds", exampleHint}
		}
		a.numbers = append(a.numbers, text)
		a.units = append(a.units, unit)
	}
	if len(a.numbers) == 0 {
		return a, &fault{"a number is missing", exampleHint}
	}
	return a, nil
}

// marks are those of degrees, minutes and seconds, in this order.
var marks = string([]byte{degree, '\'', '"'})

// signAndLetter takes the sign and the letter off the tokens of an angle.
func signAndLetter(t []token) (a angle, rest []token, f *fault) {
	signed := false
	if len(t) > 0 && t[0].kind == letter {
		a.letter, t = t[0].text[0], t[1:]
	}
	if len(t) > 0 && (t[0].kind == '-' || t[0].kind == '+') {
		a.negative, signed, t = t[0].kind == '-', true, t[1:]
	}
	if n := len(t); n > 0 && t[n-1].kind == letter {
		if a.letter != 0 {
			return a, nil, &fault{"two letters with one number", lettersHint}
		}
		a.letter, t = t[n-1].text[0], t[:n-1]
	}
	if a.letter != 0 {
		if signed {
			return a, nil, &fault{"a sign and a letter with one number", "write one of them"}
		}
		a.negative = a.letter == 'S' || a.letter == 'W'
	}
	return a, t, nil
}

// degrees returns the angle in degrees. digits is how many digits its degrees
// have in the form without spaces: 2 of a latitude, 3 of a longitude.
func (a angle) degrees(digits int) (float64, *fault) {
	numbers, units := a.numbers, a.units
	if a.letter != 0 && a.plain() {
		var f *fault
		if numbers, f = compact(numbers[0], digits); f != nil {
			return 0, f
		}
		units = []int{0, 1, 2}
	}
	sum := 0.0
	for i, n := range numbers {
		if i < len(numbers)-1 && strings.Contains(n, ".") {
			return 0, &fault{clip(n) + " has decimals and is not the last", "only the last of degrees, minutes and seconds has decimals"}
		}
		v, err := strconv.ParseFloat(n, 64)
		if err != nil {
			return 0, &fault{quote(n) + " is no number", exampleHint}
		}
		name := [3]string{"degrees", "minutes", "seconds"}[units[i]]
		if units[i] > 0 && v >= 60 {
			return 0, &fault{clip(n) + " " + name, "minutes and seconds end at 59"}
		}
		sum += v / [3]float64{1, 60, 3600}[units[i]]
	}
	if a.negative && sum != 0 {
		sum = -sum
	}
	return sum, nil
}

// compact parts a number of the ICAO form: 51, 5128, 512839; 000, 00027, 0002741.
// The last part may have decimals. Fewer digits than a form has are degrees.
func compact(n string, digits int) ([]string, *fault) {
	whole, _, _ := strings.Cut(n, ".")
	switch len(whole) {
	case digits + 2:
		return []string{n[:digits], n[digits:]}, nil
	case digits + 4:
		return []string{n[:digits], n[digits : digits+2], n[digits+2:]}, nil
	}
	if len(whole) <= 3 {
		return []string{n}, nil
	}
	return nil, &fault{
		quote(n) + " has a number of digits that no form has",
		`write "5128N00027W" or "512839N0002741W", or degrees with decimals`,
	}
}
