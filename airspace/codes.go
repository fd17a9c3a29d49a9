package airspace

import (
	"strings"

	"github.com/biter777/countries"
)

// codeAliases are codes in wide use that ISO 3166-1 does not have: of the
// European Union's style guide, and of Natural Earth's ADM0_A3.
var codeAliases = map[string]string{
	"EL": "GR", "UK": "GB",
	"ALD": "AX", "KOS": "XK", "PSX": "PS", "ROM": "RO", "SAH": "EH", "SDS": "SS",
}

// alpha2 returns the ISO 3166-1 alpha-2 code of a code of two or three letters,
// in any case; ok is false if it is not known.
func alpha2(code string) (a2 string, ok bool) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if alias, ok := codeAliases[code]; ok {
		return alias, true
	}
	// ByName also knows car signs and nationality marks: they do not count.
	c := countries.ByName(code)
	switch {
	case c == countries.Unknown:
		return "", false
	case len(code) == 2 && c.Alpha2() == code, len(code) == 3 && c.Alpha3() == code:
		return c.Alpha2(), true
	}
	return "", false
}

// alpha3 returns the alpha-3 code that belongs to an alpha-2 code, "" for "".
func alpha3(a2 string) string {
	if c := countries.ByName(a2); a2 != "" && c != countries.Unknown && c.Alpha2() == a2 {
		return c.Alpha3()
	}
	return ""
}

// codeOfName returns the alpha-2 code of a State's name; ok is false if it is
// not known.
func codeOfName(name string) (a2 string, ok bool) {
	const shortest = 4 // shorter texts are codes and signs, not names
	if len(name) < shortest {
		return "", false
	}
	c := countries.ByName(name)
	if c == countries.Unknown || len(c.Alpha2()) != 2 {
		return "", false
	}
	return c.Alpha2(), true
}
