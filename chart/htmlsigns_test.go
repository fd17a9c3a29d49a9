package chart

import (
	"strings"
	"testing"
	"unicode"
)

// TestPageHoldsNoControlSigns: a name of a file may hold signs that no document may;
// the page has the sign for what cannot be shown in their place.
func TestPageHoldsNoControlSigns(t *testing.T) {
	r := squares(t, "Bell\aland", "Escape\x1b[31m", "No\ufffeSign")
	p, err := pageOf(r, handMade(r, "Bell\aland"))
	if err != nil {
		t.Fatal(err)
	}
	for part, text := range map[string]string{"map": string(p.SVG), "text": string(p.Main)} {
		if i := strings.IndexFunc(text, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' || c == '\ufffe' }); i >= 0 {
			t.Errorf("the %s holds %q", part, text[max(0, i-20):i+4])
		}
		if !strings.Contains(text, "Bell\ufffdland") {
			t.Errorf("the %s does not name Bell?land", part)
		}
	}
}
