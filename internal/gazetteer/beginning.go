package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Beginning is a word of which more may follow.
type Beginning struct {
	word, key string
}

// NewBeginning returns the beginning that a word is: a space at its end counts.
func NewBeginning(word string) Beginning {
	key := Fold(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	if key != "" && !unicode.IsLetter(last) && !unicode.IsDigit(last) && !unicode.IsMark(last) && !strings.ContainsRune("'’`", last) {
		key += " "
	}
	return Beginning{word: word, key: key}
}

// Key is how the keys of names begin that go on with the word: see [Fold]. It is
// empty of a word without a letter or digit.
func (b Beginning) Key() string { return b.key }

// Continued writes a key that begins so as the word began, and as the name has it if
// that begins so too: "Mün" goes on to "München", "mun" to "munchen".
func (b Beginning) Continued(key, name string) string {
	if strings.HasPrefix(name, b.word) && Fold(name) == key {
		return name
	}
	if len(b.word) > 1 && b.word == strings.ToUpper(b.word) && b.word != strings.ToLower(b.word) {
		return strings.ToUpper(key)
	}
	if text := b.word + strings.TrimPrefix(key, b.key); Fold(text) == key {
		return text
	}
	return key
}
