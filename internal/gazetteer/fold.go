package gazetteer

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// letters are those that Unicode does not decompose but people write plain.
var letters = strings.NewReplacer(
	"ł", "l", "ø", "o", "đ", "d", "ð", "d", "ħ", "h", "ŧ", "t", "ı", "i",
	"æ", "ae", "œ", "oe", "þ", "th", "ŋ", "n", "ĸ", "k", "ə", "e",
)

// Fold returns the key of a name: case and accents are gone, punctuation is a
// space, apostrophes are nothing, and spaces are single. "München", "munchen"
// and "MÜNCHEN" have one key; so have "Xi’an" and "xian", and "Łódź" and
// "lodz". Marks that make another letter (of kana, of the scripts of India)
// stay. Two names with one key are the same for a search. The key of a text
// without a letter or digit is empty.
func Fold(s string) string {
	if key, ok := foldASCII(s); ok {
		return key
	}
	s = strings.ToValidUTF8(s, " ") // norm leaves text after a stray byte as it is
	s = cases.Fold().String(norm.NFKD.String(s))
	s = letters.Replace(s)
	var b strings.Builder
	gap := false
	for _, r := range s {
		r = cherokee(r)
		switch {
		case isDropped(r):
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return norm.NFC.String(b.String())
}

// foldASCII is Fold for plain text, which most of it is.
func foldASCII(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	gap := false
	for i := range len(s) {
		c := s[i]
		if c >= 0x80 {
			return "", false
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case c == '\'' || c == '`':
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			if gap && len(b) > 0 {
				b = append(b, ' ')
			}
			gap = false
			b = append(b, c)
		default:
			gap = true
		}
	}
	return string(b), true
}

// cherokee gives the small letters of that script their capitals, to which
// Unicode folds them. The folding of golang.org/x/text v0.44 swaps the two.
func cherokee(r rune) rune {
	switch {
	case 0xAB70 <= r && r <= 0xABBF:
		return r - 0xAB70 + 0x13A0
	case 0x13F8 <= r && r <= 0x13FD:
		return r - 8
	}
	return r
}

// isDropped reports whether a rune is written or left out at will: accents of
// Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic, apostrophes and
// letters used as such, and joiners.
func isDropped(r rune) bool {
	switch {
	case r >= 0x0300 && r <= 0x036F, // combining accents
		r >= 0x0591 && r <= 0x05C7 && unicode.IsMark(r), // Hebrew points
		r >= 0x064B && r <= 0x065F, r == 0x0670,         // Arabic vowels
		r == 0x200B, r == 0x200C, r == 0x200D, r == 0x2060, r == 0xFEFF: // no width
		return true
	}
	return strings.ContainsRune("'’‘‛`´ʹʺʻʼʽˈ′‵＇", r)
}
