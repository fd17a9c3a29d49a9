package plain_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/plain"
)

// forbidden tells of one sign that must not reach a terminal. It is written apart from
// the package, sign by sign, so that the two can be held against each other.
func forbidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < ' ', r >= 0x7f && r <= 0x9f: // C0, DEL, C1
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // overrides, embeddings, isolates
		return true
	case r == 0x00ad, r == 0x180e, r == 0x200b, r >= 0x2060 && r <= 0x2064, r == 0xfeff: // no width
		return true
	case r == 0x2028, r == 0x2029: // line, paragraph
		return true
	case r >= 0x206a && r <= 0x206f, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f && r != 0xe0000 && (r == 0xe0001 || r >= 0xe0020): // old format signs, annotations, tags
		return true
	}
	return false
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"ASCII", "Moscow\tto\nBudapest", "Moscow\tto\nBudapest"},
		{"Cyrillic, Chinese and a flag", "Москва 北京 \U0001F1ED\U0001F1FA", "Москва 北京 \U0001F1ED\U0001F1FA"},
		{"Persian with a non-joiner", "خانه\u200cها", "خانه\u200cها"},
		{"Malayalam with a joiner", "ന\u0d4d\u200d", "ന\u0d4d\u200d"},
		{"Hebrew with a mark", "ירושלים\u200f (1)", "ירושלים\u200f (1)"},
		{"a sign for Arabic numbers", "\u0600١٢", "\u0600١٢"},
		{"the sign that stands for a fault", "a\ufffdb", "a\ufffdb"},
		{"red", "\x1b[31mUkraine\x1b[0m", `\x1b[31mUkraine\x1b[0m`},
		{"bell, backspace, return", "a\ab\bc\r", `a\ab\bc\r`},
		{"zero and delete", "\x00\x7f", `\x00\x7f`},
		{"C1", "\u009b31m\u0085", `\u009b31m\u0085`},
		{"C1 as a byte", "\x9b31m", `\x9b31m`},
		{"override", "open\u202edekcolb", `open\u202edekcolb`},
		{"isolate", "\u2066x\u2069", `\u2066x\u2069`},
		{"no width", "Po\u200bland\ufeff \u2060\u00ad", `Po\u200bland\ufeff \u2060\u00ad`},
		{"separators", "a\u2028b\u2029c", `a\u2028b\u2029c`},
		{"tags", "a\U000e0062", `a\U000e0062`},
		{"half a sign", "a\xd0", `a\xd0`},
		{"a surrogate", "\xed\xa0\x80", `\xed\xa0\x80`},
		{"nothing", "", ""},
	} {
		if got := plain.Text(c.text); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
	}
	if got := plain.Line("Atlantis\nUA\t\u202eopen\r\nx\r"); got != `Atlantis UA \u202eopen x\r` {
		t.Errorf("on one line: %q", got)
	}
}

// hostile draws text in which much is forbidden.
func hostile() *rapid.Generator[string] {
	pieces := []*rapid.Generator[string]{
		rapid.String(), rapid.StringN(0, 3, 9), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 6), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{
			"\x1b[2J", "\u009b1A", "\u202e", "\u2067", "\u200b", "\u200c", "\u200d", "\u2028", "\ufeff", "\xe2\x80", "\xae", "\ufffd", "\U000e0041", "\r\n", "é", "京",
		}),
	}
	return rapid.Map(rapid.SliceOfN(rapid.OneOf(pieces...), 0, 12), func(list []string) string { return strings.Join(list, "") })
}

// check holds what became of a text against what it was.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, text, got string,
) {
	t.Helper()
	if !utf8.ValidString(got) {
		t.Fatalf("%q became %q, which is not UTF-8", text, got)
	}
	if i := strings.IndexFunc(got, forbidden); i >= 0 {
		t.Fatalf("%q became %q", text, got)
	}
	if again := plain.Text(got); again != got {
		t.Fatalf("%q became %q, and again %q", text, got, again)
	}
	if utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return r >= 0x7f && !kept(r) || r < ' ' }) < 0 && got != text {
		t.Fatalf("%q was harmless and became %q", text, got)
	}
	if strings.Count(got, "\n") != strings.Count(text, "\n") {
		t.Fatalf("%q became %q: other lines", text, got)
	}
}

// kept tells of some signs that are surely harmless.
func kept(r rune) bool {
	return r >= 0xc0 && r < 0x250 || r >= 0x400 && r < 0x500 || r >= 0x4e00 && r < 0x9fff || r == 0x200c || r == 0x200d || r == utf8.RuneError
}

// Whatever the text and however it is written, nothing forbidden comes through, and
// the pieces give what the whole gives.
func TestWriterProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := hostile().Draw(t, "text")
		want := plain.Text(text)
		check(t, text, want)
		if line := plain.Line(text); strings.ContainsAny(line, "\n\t") {
			t.Fatalf("%q is not on one line: %q", text, line)
		}
		var b bytes.Buffer
		w := plain.NewWriter(&b)
		for rest := text; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			if got, err := io.WriteString(w, rest[:n]); got != n || err != nil {
				t.Fatalf("%d of %d written: %v", got, n, err)
			}
			if i := strings.IndexFunc(b.String(), forbidden); i >= 0 {
				t.Fatalf("after %q: %q", text[:len(text)-len(rest)+n], b.String())
			}
			rest = rest[n:]
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		if b.String() != want {
			t.Fatalf("in pieces %q, at once %q", b.String(), want)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"Moscow", "\x1b[31m", "\u202eab\u2069", "\xed\xa0\x80\xff", "خانه\u200cها", "\u009b\u2028\ufeff\u00ad", "\U000e0062\ufffd", "a\xe2\x80"} {
		f.Add(seed, len(seed)/2)
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		got := plain.Text(text)
		check(t, text, got)
		var b bytes.Buffer
		w := plain.NewWriter(&b)
		cut = min(max(cut, 0), len(text))
		_, _ = io.WriteString(w, text[:cut])
		_, _ = io.WriteString(w, text[cut:])
		_ = w.Flush()
		if b.String() != got {
			t.Fatalf("in two pieces %q, at once %q", b.String(), got)
		}
	})
}

func TestExact(t *testing.T) {
	var b bytes.Buffer
	w := plain.NewWriter(&b)
	if plain.Exact(w) != &b || plain.Exact(&b) != &b {
		t.Error("not the writer under it")
	}
}

// full is a writer that takes nothing.
type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

// A writer that fails is heard.
func TestWriterFails(t *testing.T) {
	w := plain.NewWriter(full{})
	if _, err := io.WriteString(w, "Moscow"); !errors.Is(err, errFull) {
		t.Errorf("%v", err)
	}
	if _, err := io.WriteString(w, "\xd0"); err != nil {
		t.Errorf("half a sign waits: %v", err)
	}
	if err := w.Flush(); !errors.Is(err, errFull) {
		t.Errorf("%v", err)
	}
}
