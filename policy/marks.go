package policy

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// RegistrationError says why a registration cannot be read, and what to write.
type RegistrationError struct {
	Text    string   // what was given
	Reason  string   // what is wrong with it
	Choices []string // what may have been meant: States or marks, best first
}

// Error returns the text, what is wrong with it, and what to write instead.
func (e *RegistrationError) Error() string {
	msg := fmt.Sprintf("registration %q %s", suggest.Clip(e.Text), e.Reason)
	if len(e.Choices) > 0 {
		msg += "; write " + strings.Join(e.Choices, " or ")
	}
	return msg
}

// marks are nationality marks of Annex 7 to the Chicago Convention that mean
// one State. Most are general knowledge; those of OO, 5B, 9A, ZA, EW, EK, YA,
// A9C, S2, 7T, LV, CP and CU were compared with a copy of the ICAO list. UN
// (Kazakhstan) and T9 (Bosnia) are marks of earlier years. LQ is Argentina's
// second mark and RF that of Russian experimental and state aircraft.
var marks = parseMarks(`
OE AT, OO BE, LZ BG, 5B CY, OK CZ, D DE, OY DK, ES EE, EC ES, OH FI, F FR, G GB, SX GR, 9A HR, HA HU, EI IE, TF IS, I IT,
LY LT, LX LU, YL LV, 3A MC, 9H MT, PH NL, LN NO, SP PL, CS PT, YR RO, SE SE, S5 SI, OM SK, T7 SM,
ZA AL, E7 BA, T9 BA, 4O ME, Z3 MK, YU RS, Z6 XK, ER MD, UR UA, EW BY, RA RU, RF RU, 4L GE, EK AM, 4K AZ, TC TR,
UP KZ, UN KZ, EX KG, EY TJ, EZ TM, UK UZ, YA AF, JU MN,
EP IR, YI IQ, 4X IL, JY JO, OD LB, YK SY, HZ SA, A7 QA, A6 AE, A9C BH, 9K KW, A4O OM, 7O YE,
AP PK, VT IN, S2 BD, JA JP, HL KR, P KP, HS TH, 9V SG, 9M MY, PK ID, RP PH,
CN MA, 7T DZ, 5A LY, SU EG, ST SD, TZ ML, 5U NE, 9XR RW, 9Q CD, ET ET, ZS ZA,
C CA, LV AR, LQ AR, YV VE, CP BO, CU CU, VH AU, ZK NZ`)

// sharedMarks are marks that more than one State or territory uses. The reason
// is told, and the choices are States.
var sharedMarks = map[string]struct {
	reason string
	states []string
}{
	"B":  {"begins with B-, which China, Hong Kong, Macao and Taiwan use", []string{"CN", "HK", "MO", "TW"}},
	"HB": {"begins with HB-, which Switzerland and Liechtenstein use", []string{"CH", "LI"}},
	"VP": {"begins with VP-, which registers of several British territories use", []string{"AI", "BM", "KY", "FK", "GI", "VG", "MS", "GB"}},
	"VQ": {"begins with VQ-, which registers of several British territories use", []string{"BM", "SH", "TC", "GB"}},
	"M":  {"is of the register of the Isle of Man, a territory of the United Kingdom", []string{"IM", "GB"}},
	"2":  {"is of the register of Guernsey, a territory of the United Kingdom", []string{"GG", "GB"}},
	"ZJ": {"is of the register of Jersey, a territory of the United Kingdom", []string{"JE", "GB"}},
}

// britishMarks say which territory the first letter after VP- or VQ- stands for.
var britishMarks = map[string]string{
	"VP-A": "AI", "VP-B": "BM", "VQ-B": "BM", "VP-C": "KY", "VP-F": "FK", "VP-G": "GI", "VP-L": "VG", "VP-M": "MS", "VQ-H": "SH", "VQ-T": "TC",
}

func parseMarks(table string) map[string]string {
	out := map[string]string{}
	for entry := range strings.SplitSeq(table, ",") {
		mark, state, _ := strings.Cut(strings.TrimSpace(entry), " ")
		out[mark] = state
	}
	return out
}

var (
	wholeMark = regexp.MustCompile(`^([A-Z0-9]{1,3})-([A-Z0-9]{1,6})$`)
	usMark    = regexp.MustCompile(`^N[1-9][0-9]{0,4}$|^N[1-9][0-9]{0,3}[A-HJ-NP-Z]$|^N[1-9][0-9]{0,2}[A-HJ-NP-Z]{2}$`)
)

// ParseRegistration reads a State (RU) or a whole mark: nationality mark, hyphen,
// registration mark (RA-96022), or N and digits (N123AB) for the United States.
// Letters may be small. A mark is not a code of a State: LV- is Argentina, LY-
// Lithuania, ES- Estonia. Marks that several States or territories use (B-, HB-,
// VP-, VQ-, M-, 2-, ZJ-) are asked back. The error is a [*RegistrationError].
func ParseRegistration(s string) (Registration, error) {
	text := strings.ToUpper(strings.TrimSpace(s))
	switch {
	case text == "":
		return Registration{}, &RegistrationError{Text: s, Reason: "is empty", Choices: []string{"a State (RU)", "a whole mark (RA-96022)"}}
	case ValidState(text):
		return Registration{State: text}, nil
	case usMark.MatchString(text):
		return Registration{Mark: text, State: "US"}, nil
	}
	m := wholeMark.FindStringSubmatch(text)
	if m == nil {
		return Registration{}, notAMark(s, text)
	}
	if shared, ok := sharedMarks[m[1]]; ok {
		return Registration{}, &RegistrationError{Text: s, Reason: shared.reason, Choices: likelyFirst(m[1], m[2], shared.states)}
	}
	if state, ok := marks[m[1]]; ok {
		return Registration{Mark: text, State: state}, nil
	}
	if m[1] == "N" && usMark.MatchString("N"+m[2]) {
		return Registration{}, &RegistrationError{Text: s, Reason: "has a hyphen, which marks of the United States have not", Choices: []string{"N" + m[2]}}
	}
	return Registration{}, &RegistrationError{Text: s, Reason: "has a nationality mark (" + m[1] + "-) that is not in the table", Choices: []string{"the State instead (two letters)"}}
}

// germanMilitary is the form of the marks of Germany's forces: four digits, and for
// the cross between them a plus sign.
var germanMilitary = regexp.MustCompile(`^[0-9]{2} ?\+ ?[0-9]{2}$`)

// likelyFirst puts the State first that the form of the mark speaks for.
func likelyFirst(nation, rest string, all []string) []string {
	likely := ""
	switch nation {
	case "B":
		switch {
		case rest[0] == 'H' || rest[0] == 'K' || rest[0] == 'L':
			likely = "HK"
		case rest[0] == 'M':
			likely = "MO"
		case len(rest) == 5:
			likely = "TW"
		default:
			likely = "CN"
		}
	case "VP", "VQ":
		if likely = britishMarks[nation+"-"+rest[:1]]; likely != "" {
			return []string{likely, "GB"}
		}
	}
	out := make([]string, 0, len(all))
	if likely != "" {
		out = append(out, likely)
	}
	for _, s := range all {
		if s != likely {
			out = append(out, s)
		}
	}
	return out
}

// notAMark says what to write for a text that is neither a State nor a whole mark.
func notAMark(given, text string) error {
	switch {
	case germanMilitary.MatchString(text):
		return &RegistrationError{Text: given, Reason: "is a mark of the forces of Germany, which is no registration of Annex 7", Choices: []string{"DE, with --kind state"}}
	case userAssigned(text):
		return &RegistrationError{Text: given, Reason: "is a code that ISO 3166-1 leaves to its users, and names no State here", Choices: []string{"a State (RU)", "a whole mark (RA-96022)"}}
	}
	for n := min(3, len(text)-1); n >= 1; n-- {
		if _, ok := marks[text[:n]]; ok && wholeMark.MatchString(text[:n]+"-"+text[n:]) && strings.ContainsAny(text, "0123456789") {
			return &RegistrationError{Text: given, Reason: "has no hyphen", Choices: []string{text[:n] + "-" + text[n:]}}
		}
	}
	choices := stateHint(given)
	if len(choices) == 0 {
		choices = []string{"a State (RU)", "a whole mark (RA-96022)"}
	}
	return &RegistrationError{Text: given, Reason: "is neither a State nor a whole mark", Choices: choices}
}
