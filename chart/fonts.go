package chart

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/unicode/norm"
)

const (
	ellipsis = "…"
	// unwritable stands for what the fonts have no letters for.
	unwritable = '□'
)

// fonts are the Go fonts, which are part of the program: what is measured is what is
// drawn, on every machine. They hold Latin, Greek and Cyrillic letters, which need
// neither shaping nor, in these fonts, kerning.
type fonts struct {
	regular, bold, italic *typeface
}

// loadFonts reads the fonts, which takes some milliseconds.
func loadFonts() (*fonts, error) {
	f := &fonts{}
	for _, one := range []struct {
		dst    **typeface
		ttf    []byte
		name   string
		weight int
		italic bool
	}{
		{&f.regular, goregular.TTF, "GoRegular", 400, false},
		{&f.bold, gobold.TTF, "Go-Bold", 700, false},
		{&f.italic, goitalic.TTF, "Go-Italic", 400, true},
	} {
		face, err := readFace(one.ttf, one.name, one.weight, one.italic)
		if err != nil {
			return nil, fmt.Errorf("the program cannot read what is in it: %w", err)
		}
		*one.dst = face
	}
	return f, nil
}

// all returns the fonts in a fixed order.
func (f *fonts) all() []*typeface { return []*typeface{f.regular, f.bold, f.italic} }

// of returns the font of a label.
func (f *fonts) of(l caption) *typeface {
	switch {
	case l.paint().Italic:
		return f.italic
	case l.Bold:
		return f.bold
	default:
		return f.regular
	}
}

// width is how far the words of a label reach, mm.
func (f *fonts) width(l caption) float64 { return f.of(l).width(l.Text, l.Size) }

// ink returns what a label covers if its baseline begins at the origin, with its
// halo. An error of the font's outlines leaves the advance and the full height.
func (f *fonts) ink(l caption) r2.Rect {
	above, below := f.of(l).height(l.Size)
	advance := f.width(l)
	box := r2.Rect{X: r1.Interval{Lo: 0, Hi: advance}, Y: r1.Interval{Lo: -above, Hi: below}}
	if lines, err := f.of(l).outlines(l.Text, l.Size, r2.Point{}); err == nil && len(lines) > 0 {
		b := r2.EmptyRect()
		for _, line := range lines {
			b = b.Union(r2.RectFromPoints(line...))
		}
		box = r2.Rect{X: r1.Interval{Lo: min(0, b.X.Lo), Hi: max(advance, b.X.Hi)}, Y: b.Y}
	}
	return box.ExpandedByMargin(l.paint().HaloWidth / 2)
}

// writable returns words as the fonts can write them: one line, spaces joined,
// nothing that turns the direction, and a sign for letters that the fonts lack.
func (f *fonts) writable(s string) string {
	var b strings.Builder
	space, lacking := false, false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, string(unwritable))) {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			space, lacking = b.Len() > 0, false
			continue
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Co):
			continue
		}
		if f.regular.GlyphIndex(r) == 0 || f.bold.GlyphIndex(r) == 0 || f.italic.GlyphIndex(r) == 0 {
			if r = unwritable; lacking && !space {
				continue // one sign for a run
			}
		}
		if space {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		space, lacking = false, r == unwritable
	}
	return b.String()
}

// shorten cuts the words of a label so that it fits in a width, and says so with an
// ellipsis.
func (f *fonts) shorten(l caption, width float64) caption {
	l.Text = f.writable(l.Text)
	if f.width(l) <= width {
		return l
	}
	letters := []rune(l.Text)
	lo, hi := 0, len(letters)
	for lo < hi { // the longest beginning that fits
		mid := (lo + hi + 1) / 2
		l.Text = cutAt(letters, mid)
		if f.width(l) <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	l.Text = cutAt(letters, lo)
	return l
}

// cutAt returns the first n letters and an ellipsis.
func cutAt(letters []rune, n int) string {
	return strings.TrimRight(string(letters[:n]), " ,;:(") + ellipsis
}

// wrap breaks the words of a label into lines of a width; what is more than the
// given number of lines is cut with an ellipsis.
func (f *fonts) wrap(l caption, width float64, lines int) []caption {
	words := strings.Fields(f.writable(l.Text))
	var out []caption
	for len(words) > 0 {
		l.Text = words[0]
		n := 1
		for n < len(words) {
			longer := l
			longer.Text += " " + words[n]
			if f.width(longer) > width {
				break
			}
			l = longer
			n++
		}
		if len(out) == lines-1 && n < len(words) {
			l.Text = strings.Join(words[:min(n+1, len(words))], " ") + ellipsis
			n = len(words)
		}
		out = append(out, f.shorten(l, width))
		words = words[n:]
	}
	return out
}
