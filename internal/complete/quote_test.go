package complete

import (
	"testing"

	"pgregory.net/rapid"
)

func TestUnquote(t *testing.T) {
	for _, c := range []struct {
		raw, want string
		open      rune
	}{
		{"moscow", "moscow", 0},
		{`new\ york`, "new york", 0},
		{`"new yo`, "new yo", '"'},
		{`'new yo`, "new yo", '\''},
		{`"new york"`, "new york", 0},
		{`"a\"b\c`, `a"b\c`, '"'},
		{`'a\b'c`, `a\bc`, 0},
		{`--policy="my f`, "--policy=my f", '"'},
		{`end\`, "end", 0},
		{"", "", 0},
	} {
		if got, open := unquote(c.raw); got != c.want || open != c.open {
			t.Errorf("%s: %q, %q, want %q, %q", c.raw, got, open, c.want, c.open)
		}
	}
}

// What is quoted for bash is read back as it was.
func TestQuotedIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.RuneFrom([]rune("ab é'\"\\$`!*?[](){}<>|&;#~ x"))).Draw(t, "word")
		open := rapid.SampledFrom([]rune{0, '\'', '"'}).Draw(t, "open")
		raw := quoted("bash", word, open)
		if open != 0 {
			raw = string(open) + raw + string(open)
		}
		if got, left := unquote(raw); got != word || left != 0 {
			t.Fatalf("%q became %s, which is %q, %q", word, raw, got, left)
		}
	})
}

func TestQuotedForShells(t *testing.T) {
	for _, c := range []struct{ shell, word, want string }{
		{"bash", "new york", `new\ york`},
		{"zsh", "new york", "new york"},
		{"fish", "new york", "new york"},
		{"powershell", "new york", "'new york'"},
		{"powershell", "l'aquila", "'l''aquila'"},
		{"powershell", "moscow", "moscow"},
	} {
		if got := quoted(c.shell, c.word, 0); got != c.want {
			t.Errorf("%s: %s, want %s", c.shell, got, c.want)
		}
	}
}
