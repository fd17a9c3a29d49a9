package suggest_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

var rivers = []string{"Danube", "Drava", "Dravinja", "Mura", "Sava", "Tisza", "Ob"}

func TestNear(t *testing.T) {
	for word, want := range map[string][]string{
		"danube":                     {"Danube"},            // case
		"Dnaube":                     {"Danube"},            // two letters changed places
		"Drav":                       {"Drava", "Dravinja"}, // a beginning
		"Danubes":                    {"Danube"},            // more than the word
		"Sawa":                       {"Sava"},              // by distance
		"Tsa":                        nil,
		"Volga":                      nil,
		"O":                          {"Ob"},
		"X":                          nil, // as near to Ob as nothing at all
		"":                           nil,
		"Dravinya":                   {"Dravinja"},
		strings.Repeat("Danube", 20): nil,
	} {
		if got := suggest.Near(word, rivers); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	if got := suggest.Near("Dravinja", []string{"Drovonja", "Dravinja"}); !slices.Equal(got, []string{"Dravinja"}) {
		t.Errorf("what is far beside the word itself: %q", got)
	}
	if got := suggest.Near("X", []string{"I"}); got != nil {
		t.Errorf("a letter for another: %q", got)
	}
	if got := suggest.Near("Sava", []string{"Sava", "Sava", "Save", "Java"}); !slices.Equal(got, []string{"Sava", "Java"}) {
		t.Errorf("of repeated words: %q", got)
	}
}

// TestNearDrawn: a word suggests itself first, suggestions are words of the list, and
// the order of the list does not matter.
func TestNearDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-dA-D]{2,7}`), 1, 8, strings.ToLower).Draw(t, "words")
		word := rapid.OneOf(rapid.SampledFrom(words), rapid.StringMatching(`[a-d]{0,8}`)).Draw(t, "word")
		got := suggest.Near(word, words)
		if len(got) > 2 || slices.ContainsFunc(got, func(w string) bool { return !slices.Contains(words, w) }) {
			t.Fatalf("%q", got)
		}
		if slices.Contains(words, word) && (len(got) == 0 || got[0] != word) {
			t.Fatalf("%q of %q suggests %q", word, words, got)
		}
		if again := suggest.Near(word, rapid.Permutation(words).Draw(t, "order")); !slices.Equal(got, again) {
			t.Fatalf("%q, then %q", got, again)
		}
	})
}

func TestHint(t *testing.T) {
	for _, c := range []struct {
		word  string
		words []string
		want  string
	}{
		{"Dnaube", rivers, `did you mean "Danube"?`},
		{"Drav", rivers, `did you mean "Drava" or "Dravinja"?`},
		{"Volga", []string{"Sava", "Mura", "Ob"}, "write Sava, Mura or Ob"},
		{"Volga", []string{"Sava", "Mura"}, "write Sava or Mura"},
		{"Volga", []string{"Sava"}, "write Sava"},
		{"", []string{"Sava", "Mura"}, "write Sava or Mura"},
	} {
		if got := suggest.Hint(c.word, c.words); got != c.want {
			t.Errorf("%q of %q: %q, want %q", c.word, c.words, got, c.want)
		}
	}
	if got := suggest.DidYouMean(nil); got != "" {
		t.Errorf("a question about nothing: %q", got)
	}
}

func TestClip(t *testing.T) {
	sixty := strings.Repeat("é", 60)
	for text, want := range map[string]string{"": "", "Sava": "Sava", sixty: sixty, sixty + "x": sixty + "..."} {
		if got := suggest.Clip(text); got != want || !utf8.ValidString(got) {
			t.Errorf("%q: %q", text, got)
		}
	}
}
