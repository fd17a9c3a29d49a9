package policy

import (
	"strings"

	"github.com/biter777/countries"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// StateNamed reads a State: its code in any case, or its English name. The error is
// an [*UnknownError].
func StateNamed(word string) (string, error) {
	if up := strings.ToUpper(word); ValidState(up) {
		return up, nil
	}
	if k, ok := states().folded[gazetteer.Fold(word)]; ok {
		return k.String(), nil
	}
	if len(word) > 3 {
		if k := codeOf(countries.ByName(word).Alpha2()); states().valid.has(k) {
			return k.String(), nil
		}
	}
	return "", unknownState(word)
}

// currentNames are the short English names that the table of codes lacks or has in an
// older or longer form. They are those of the borders (data/countries.geojson), so that
// a State has one name in an answer.
var currentNames = map[string]string{
	"AX": "Åland Islands",
	"BL": "Saint Barthélemy",
	"BN": "Brunei",
	"BQ": "Bonaire, Sint Eustatius and Saba",
	"CC": "Cocos (Keeling) Islands",
	"CI": "Côte d'Ivoire",
	"CV": "Cabo Verde",
	"CW": "Curaçao",
	"GS": "South Georgia and the South Sandwich Islands",
	"IM": "Isle of Man",
	"KP": "North Korea",
	"KR": "South Korea",
	"LA": "Laos",
	"LY": "Libya",
	"MF": "Saint Martin (French part)",
	"MO": "Macao",
	"PS": "Palestine",
	"RE": "Réunion",
	"RU": "Russia",
	"SH": "Saint Helena, Ascension and Tristan da Cunha",
	"SJ": "Svalbard and Jan Mayen",
	"ST": "São Tomé and Príncipe",
	"SX": "Sint Maarten (Dutch part)",
	"SY": "Syria",
	"SZ": "Eswatini",
	"TR": "Türkiye",
	"VG": "British Virgin Islands",
	"VI": "United States Virgin Islands",
	"WF": "Wallis and Futuna",
}

// nameOf returns the name of a code: what the table says, unless there is a current one.
func nameOf(alpha2, table string) string {
	if n, ok := currentNames[alpha2]; ok {
		return n
	}
	return shortName(table)
}

// userAssigned tells whether two capital letters are a code that ISO 3166-1 leaves to
// its users: AA, QM to QZ, XA to XZ and ZZ. XK alone has a meaning here, Kosovo.
func userAssigned(code string) bool {
	if codeOf(code) == noCode || ValidState(code) {
		return false
	}
	return code == "AA" || code == "ZZ" || code[0] == 'X' || code[0] == 'Q' && code[1] >= 'M'
}

// userAssignedHint says what to do with such a code.
const userAssignedHint = "ISO 3166-1 leaves this code to its users, and it names no State here; for an area of your own take the code of a State that your question leaves out, or make it a zone"
