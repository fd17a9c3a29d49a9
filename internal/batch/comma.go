package batch

import "strings"

// isCommaNumber tells whether a word has the form of one number with a decimal
// comma: 55,75. The same could be two whole numbers.
func isCommaNumber(word string) bool {
	whole, part, ok := strings.Cut(unsigned(word), ",")
	return ok && isDigits(whole) && isDigits(part)
}

// unsigned takes one sign off a number.
func unsigned(word string) string {
	for _, sign := range [...]string{"-", "+", "\u2212"} {
		if rest, ok := strings.CutPrefix(word, sign); ok {
			return rest
		}
	}
	return word
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// decimalPoints rewrites a point of two numbers with decimal commas, "55,75 37,62" or
// "55,75;37,62", with decimal points. It can mean nothing else. Any other text comes
// back as it is.
func decimalPoints(text string) string {
	if strings.Count(text, ",") != 2 {
		return text
	}
	lat, lon, ok := strings.Cut(text, ";")
	if !ok {
		lat, lon, ok = strings.Cut(strings.TrimSpace(text), " ")
	}
	lat, lon = strings.TrimSpace(lat), strings.TrimSpace(lon)
	if !ok || !isCommaNumber(lat) || !isCommaNumber(lon) {
		return text
	}
	return strings.Replace(lat, ",", ".", 1) + "," + strings.Replace(lon, ",", ".", 1)
}
