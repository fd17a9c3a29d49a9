package cliargs

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

// MistypedCommand returns the command that word was probably meant to be: the
// one at the smallest optimal string alignment distance (an insertion, a
// deletion, a substitution or a swap of neighbours counts one), the first in
// alphabetical order among equals. Upper and lower case are the same. One
// error is allowed in a command of up to four letters, two in a longer one.
// It reports false if word is a command as it stands, or is near to none.
func MistypedCommand(word string, commands []string) (string, bool) {
	if slices.Contains(commands, word) {
		return "", false
	}
	return nearest(word, commands)
}

// Nearest returns the word that was probably meant, by the measure of
// [MistypedCommand], or the only one that begins with what was written.
func Nearest(word string, words []string) (string, bool) {
	if guess, ok := nearest(word, words); ok {
		return guess, true
	}
	if len(word) < 2 {
		return "", false
	}
	var longer []string
	for _, w := range words {
		if strings.HasPrefix(w, strings.ToLower(word)) {
			longer = append(longer, w)
		}
	}
	if len(longer) != 1 {
		return "", false
	}
	return longer[0], true
}

// nearest returns the candidate nearest to word within the limit that its
// length allows.
func nearest(word string, candidates []string) (string, bool) {
	lower := strings.ToLower(word)
	best, bestDistance := "", -1
	for _, c := range candidates {
		length := utf8.RuneCountInString(c)
		limit := 2
		if length <= 4 {
			limit = 1
		}
		if length < 2 || abs(utf8.RuneCountInString(lower)-length) > limit {
			continue
		}
		d := edlib.OSADamerauLevenshteinDistance(lower, strings.ToLower(c))
		if d > limit {
			continue
		}
		if bestDistance < 0 || d < bestDistance || d == bestDistance && c < best {
			best, bestDistance = c, d
		}
	}
	return best, bestDistance >= 0
}

func abs(n int) int {
	return max(n, -n)
}
