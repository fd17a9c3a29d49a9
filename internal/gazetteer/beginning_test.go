package gazetteer

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBeginning(t *testing.T) {
	for _, c := range []struct{ word, name, key, want string }{
		{"mun", "München", "mun", "munchen"},
		{"Mün", "München", "mun", "München"},
		{"mün", "München", "mun", "münchen"},
		{"MUN", "München", "mun", "MUNCHEN"},
		{"M", "München", "m", "München"},
		{"new ", "New York City", "new ", "new york city"},
		{"New-", "New York City", "new ", "New-york city"},
		{"xi'", "Xi’an", "xi", "xi'an"},
		{"京", "京都", "京", "京都"},
		{"--", "München", "", "--munchen"},
	} {
		b := NewBeginning(c.word)
		if b.Key() != c.key {
			t.Errorf("%q: the key is %q, want %q", c.word, b.Key(), c.key)
		}
		if got := b.Continued(Fold(c.name), c.name); got != c.want {
			t.Errorf("%q goes on to %q, want %q", c.word, got, c.want)
		}
	}
}

// A name goes on from each of its beginnings, and what it goes on to is that name.
func TestContinuedIsTheName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.RuneFrom([]rune("abzABZéüßłØ '’-. 東мЙ"))).Draw(t, "name")
		letters := []rune(name)
		word := string(letters[:rapid.IntRange(0, len(letters)).Draw(t, "letters")])
		b := NewBeginning(word)
		if got := Fold(b.Continued(Fold(name), name)); strings.HasPrefix(Fold(name), b.Key()) && got != Fold(name) {
			t.Fatalf("%q of %q goes on to %q", word, name, got)
		}
	})
}
