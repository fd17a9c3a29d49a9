package chart

import (
	"fmt"

	"github.com/golang/geo/r2"
	"github.com/tdewolff/font"
)

// typeface is a font with what a page must know of it.
type typeface struct {
	*font.SFNT
	name   string // as a page calls it
	weight int    // as a page counts it; 400 is regular
	italic bool
}

// readFace reads a font.
func readFace(ttf []byte, name string, weight int, italic bool) (*typeface, error) {
	f, err := font.ParseSFNT(ttf, 0)
	if err != nil {
		return nil, fmt.Errorf("the font %s: %w", name, err)
	}
	return &typeface{f, name, weight, italic}, nil
}

// css says the style and the weight as the shorthand of a page does, with a blank
// behind each.
func (f *typeface) css() string {
	out := ""
	if f.italic {
		out = "italic "
	}
	if f.weight != 400 {
		out += fmt.Sprintf("%d ", f.weight)
	}
	return out
}

// scale is the size of a unit of the font if its letters (em) are so high.
func (f *typeface) scale(size float64) float64 { return size / float64(f.Head.UnitsPerEm) }

// width is how far a line of words reaches.
func (f *typeface) width(words string, size float64) float64 {
	sum := 0
	for _, r := range words {
		sum += int(f.GlyphAdvance(f.GlyphIndex(r)))
	}
	return float64(sum) * f.scale(size)
}

// height returns how far letters reach above the baseline and below it.
func (f *typeface) height(size float64) (above, below float64) {
	ascent, descent, _ := f.VerticalMetrics()
	return float64(ascent) * f.scale(size), float64(descent) * f.scale(size)
}

// outlines returns the outlines of a line of words as closed lines, with the left end
// of the baseline at a point; y goes down.
func (f *typeface) outlines(words string, size float64, at r2.Point) ([][]r2.Point, error) {
	p := &pen{at: at}
	x := 0.0
	for _, r := range words {
		id := f.GlyphIndex(r)
		if err := f.GlyphPath(p, id, f.Head.UnitsPerEm, x, 0, f.scale(size), font.NoHinting); err != nil {
			return nil, fmt.Errorf("the letter %q of the font %s: %w", r, f.name, err)
		}
		x += float64(f.GlyphAdvance(id)) * f.scale(size)
	}
	return p.lines, nil
}

// pen draws outlines with straight sides.
type pen struct {
	at    r2.Point
	lines [][]r2.Point
}

// bowSteps is how many sides stand for a bow of a letter.
const bowSteps = 5

func (p *pen) point(x, y float64) r2.Point { return r2.Point{X: p.at.X + x, Y: p.at.Y - y} }

func (p *pen) add(q r2.Point) {
	if n := len(p.lines) - 1; n >= 0 {
		p.lines[n] = append(p.lines[n], q)
	}
}

// last is where the pen stands.
func (p *pen) last() r2.Point {
	if n := len(p.lines) - 1; n >= 0 {
		return p.lines[n][len(p.lines[n])-1]
	}
	return p.at
}

// MoveTo begins an outline.
func (p *pen) MoveTo(x, y float64) { p.lines = append(p.lines, []r2.Point{p.point(x, y)}) }

// LineTo draws a side.
func (p *pen) LineTo(x, y float64) { p.add(p.point(x, y)) }

// QuadTo draws a bow with one control point.
func (p *pen) QuadTo(cx, cy, x, y float64) {
	a, c, e := p.last(), p.point(cx, cy), p.point(x, y)
	for i := 1; i <= bowSteps; i++ {
		t := float64(i) / bowSteps
		p.add(a.Mul((1 - t) * (1 - t)).Add(c.Mul(2 * t * (1 - t))).Add(e.Mul(t * t)))
	}
}

// CubeTo draws a bow with two control points.
func (p *pen) CubeTo(cx, cy, dx, dy, x, y float64) {
	a, c, d, e := p.last(), p.point(cx, cy), p.point(dx, dy), p.point(x, y)
	for i := 1; i <= bowSteps; i++ {
		t := float64(i) / bowSteps
		u := 1 - t
		p.add(a.Mul(u * u * u).Add(c.Mul(3 * u * u * t)).Add(d.Mul(3 * u * t * t)).Add(e.Mul(t * t * t)))
	}
}

// Close ends an outline where it began.
func (p *pen) Close() {
	if n := len(p.lines) - 1; n >= 0 {
		p.add(p.lines[n][0])
	}
}
