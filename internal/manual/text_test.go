package manual

import (
	"slices"
	"testing"
)

func TestClipped(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"short", 10, "short"},
		{"a clause; and one more", 12, "a clause"},
		{"a clause: one, two", 12, "a clause"},
		{"one, two, three", 9, "one, two"},
		{"no clause in it", 11, "no clause …"},
	} {
		if got := Clipped(c.text, c.width); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// A description keeps its tables and loses its line breaks.
func TestDescribed(t *testing.T) {
	long := "this line is full to the brim, so that its author broke it before it said all"
	for text, want := range map[string][]string{
		"one\ntwo":                        {"one", "two"},
		long + "\n   it had to":           {"this line is full to the brim, so that its author broke it before it said all it", "had to"},
		"   a    first\n   bb   second":   {"a    first", "bb   second"},
		"   a    " + long + "\n        x": {"a    this line is full to the brim, so that its author broke it before it said", "     all x"},
		"   a    " + long + "\n   b    x": {"a    this line is full to the brim, so that its author broke it before it said", "     all", "b    x"},
	} {
		if got := described(text, Width); !slices.Equal(got, want) {
			t.Errorf("%q:\n%q, want\n%q", text, got, want)
		}
	}
}

func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		text          string
		width, indent int
		want          string
	}{
		{"short", 10, 0, "short"},
		{"one two three", 8, 0, "one two\nthree"},
		{"one two three", 10, 2, "one two\n  three"},
		{"", 10, 2, ""},
	} {
		if got := Wrapped(c.text, c.width, c.indent); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
