package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWidthFor(t *testing.T) {
	for columns, want := range map[int]int{20: leastWidth, 80: 80, 110: 110, 200: fullWidth} {
		if got := widthFor(columns); got != want {
			t.Errorf("%d columns: %d, want %d", columns, got, want)
		}
	}
	if got := columnsOf(&bytes.Buffer{}, "80"); got != 0 {
		t.Errorf("a buffer has %d columns", got)
	}
}

// On a terminal of 80 columns no line of the main answer is longer, but for links.
func TestAnswerFitsANarrowTerminal(t *testing.T) {
	textWidth = 80
	t.Cleanup(func() { textWidth = fullWidth })
	for _, words := range [][]string{{"moscow", "budapest"}, {"check", "VKO", "BUD"}} {
		for l := range strings.SplitSeq(runLine(t, words...).stdout, "\n") {
			if n := utf8.RuneCountInString(l); n > textWidth && !strings.Contains(l, "://") {
				t.Errorf("%q: %d letters: %s", words, n, l)
			}
		}
	}
}
