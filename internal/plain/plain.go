// Package plain keeps text from acting on the terminal that shows it. Names from files
// of others can hold signs that move the cursor, colour or hide text, or turn its order
// round. They are shown as Go writes them in quotes, \x1b and \u202e: so a reader sees
// that something is there and what, can search for it, and finds it written like the
// same name in an error.
//
// What programs read, such as JSON and CSV, keeps its names and is not for this
// package.
package plain

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Text returns text with all that acts on a terminal made visible: control characters
// but line feed and tab, signs that override the order of text, signs without a width,
// separators of lines and paragraphs, and bytes that are not UTF-8. What it returns is
// UTF-8, and stays as it is if it is given to Text again.
//
// The joiners that Persian and Indic names need are kept, and the marks that give a
// direction to what stands beside them, as Arabic and Hebrew letters do.
func Text(text string) string {
	if isPlain(text) {
		return text
	}
	return string(appendText(make([]byte, 0, len(text)+16), text))
}

// Line is Text for what must stay on one line: line feeds and tabs become blanks.
func Line(text string) string {
	return Text(lines.Replace(text))
}

var lines = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")

func isPlain(text string) bool {
	for i, r := range text {
		if r < 0x80 {
			if acts(r) {
				return false
			}
			continue
		}
		if acts(r) || r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)) {
			return false
		}
	}
	return true
}

// appendText appends what Text returns.
func appendText(dst []byte, text string) []byte {
	for text != "" {
		r, n := utf8.DecodeRuneInString(text)
		if acts(r) || r == utf8.RuneError && n == 1 {
			quoted := strconv.QuoteToASCII(text[:n])
			dst = append(dst, quoted[1:len(quoted)-1]...)
		} else {
			dst = append(dst, text[:n]...)
		}
		text = text[n:]
	}
	return dst
}

// acts tells whether a sign does something to a terminal or to the text beside it.
func acts(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0xad:
		return r < 0x20 || r >= 0x7f && r < 0xa0
	case r == 0x061c || r == 0x200e || r == 0x200f: // marks of a direction
		return false
	case unicode.In(r, unicode.Join_Control, unicode.Prepended_Concatenation_Mark): // these are seen
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
}

// Writer hands text on as [Text] returns it. It may be used by several at once.
type Writer struct {
	to   io.Writer
	mu   sync.Mutex
	rest []byte // the beginning of a sign that the next write may complete
}

// NewWriter returns a Writer on another one.
func NewWriter(to io.Writer) *Writer { return &Writer{to: to} }

// Exact returns the writer under a [Writer], for what must arrive as it is; another
// writer is returned itself.
func Exact(w io.Writer) io.Writer {
	if p, ok := w.(*Writer); ok {
		return p.to
	}
	return w
}

// Write hands on what is whole of p. A sign that p breaks off waits for the next write.
func (w *Writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := slices.Concat(w.rest, p)
	whole := wholeSigns(text)
	w.rest = append([]byte(nil), text[whole:]...)
	if whole > 0 {
		if _, err := w.to.Write(appendText(nil, string(text[:whole]))); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

// Flush hands on the beginning of a sign that was never completed.
func (w *Writer) Flush() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	rest := w.rest
	if w.rest = nil; len(rest) == 0 {
		return nil
	}
	_, err := w.to.Write(appendText(nil, string(rest)))
	return err
}

// wholeSigns returns how much of a text ends with a whole sign, or with bytes that none
// can complete.
func wholeSigns(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if from := len(text) - n; utf8.RuneStart(text[from]) {
			if utf8.FullRune(text[from:]) {
				break
			}
			return from
		}
	}
	return len(text)
}
