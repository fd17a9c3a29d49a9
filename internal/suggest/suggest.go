// Package suggest finds what a misspelt word may have meant, and says so in an error
// that stays one readable line.
package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

// Near returns up to two of the words that are close to word, best first: the same but
// for case, one the beginning of the other, or within a third of the length by optimal
// string alignment distance.
func Near(word string, words []string) []string {
	if word == "" || len(word) > 100 {
		return nil
	}
	type hit struct {
		word string
		dist int
	}
	var hits []hit
	low := strings.ToLower(word)
	for _, w := range words {
		lw := strings.ToLower(w)
		d := edlib.OSADamerauLevenshteinDistance(low, lw)
		if min(len(lw), len(low)) >= 3 && (strings.HasPrefix(lw, low) || strings.HasPrefix(low, lw)) {
			d = min(d, 1)
		}
		if d <= max(1, min(len(w), len(word))/3) && d < len(w) {
			hits = append(hits, hit{w, d})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.dist, b.dist), cmp.Compare(a.word, b.word))
	})
	var out []string
	for _, h := range hits {
		if len(out) < 2 && !slices.Contains(out, h.word) && h.dist <= hits[0].dist+1 {
			out = append(out, h.word)
		}
	}
	return out
}

// DidYouMean turns suggestions into a question; "" for none.
func DidYouMean(words []string) string {
	if len(words) == 0 {
		return ""
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + w + `"`
	}
	return "did you mean " + strings.Join(quoted, " or ") + "?"
}

// Hint proposes what is close to a word, or else lists all words that can be written.
func Hint(word string, words []string) string {
	if h := DidYouMean(Near(word, words)); h != "" {
		return h
	}
	last := len(words) - 1
	if last < 1 {
		return "write " + strings.Join(words, "")
	}
	return "write " + strings.Join(words[:last], ", ") + " or " + words[last]
}

// Clip shortens what somebody wrote to sixty characters.
func Clip(text string) string {
	const most = 60
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "..."
}
