package chart

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/golang/geo/r2"
	"github.com/tdewolff/font"
)

// SVG writes the drawing as one file that loads nothing: the letters that it needs
// are in it. Its title and description are [Drawing.Title] and Summary; a viewer that
// shows titles names each shape. The same drawing gives the same bytes. An error of
// the writer is handed on as it is.
func (d *Drawing) SVG(w io.Writer) error {
	f, err := loadFonts()
	if err != nil {
		return err
	}
	s := &svgDevice{d: d, fonts: f, used: map[*typeface]map[rune]bool{}}
	fmt.Fprintf(&s.buf, `<svg role="img" version="1.1" width="%[1]gmm" height="%[2]gmm" viewBox="0 0 %[1]g %[2]g" xmlns="http://www.w3.org/2000/svg">`+"\n", d.Width, d.Height)
	s.element("title", d.Title)
	s.element("desc", d.Summary)
	fmt.Fprintf(&s.buf, "<g transform=\"scale(%g)\">\n", 1.0/webUnits)
	p := &painter{d: d, unit: d.unit(), to: s}
	p.shapes()
	s.buf.WriteString("</g>\n")
	p.words()
	if err := s.faces(); err != nil {
		return err
	}
	s.buf.WriteString("</svg>\n")
	_, err = w.Write(s.buf.Bytes())
	return err
}

// svgDevice writes shapes in hundredths of a millimetre, each point from the one
// before, which is half as long, and words in millimetres with the letters that they
// need.
type svgDevice struct {
	d     *Drawing
	fonts *fonts
	buf   bytes.Buffer
	used  map[*typeface]map[rune]bool
}

// element writes an element that holds words alone.
func (s *svgDevice) element(name, words string) {
	s.buf.WriteString("<" + name + ">")
	_ = xml.EscapeText(&s.buf, []byte(words)) // a buffer takes all
	s.buf.WriteString("</" + name + ">\n")
}

func (s *svgDevice) begin(it shape) {
	if it.Title == "" {
		return
	}
	s.buf.WriteString("<g>")
	s.element("title", it.Title)
}

func (s *svgDevice) end(it shape) {
	if it.Title != "" {
		s.buf.WriteString("</g>\n")
	}
}

func (s *svgDevice) fill(rings [][]r2.Point, colour string, opacity float64) {
	fmt.Fprintf(&s.buf, `<path d="%s" fill="%s" fill-rule="evenodd"`, pathData(rings, true), colour)
	s.opacity("fill-opacity", opacity)
	s.buf.WriteString("/>\n")
}

func (s *svgDevice) line(lines [][]r2.Point, st stroke) {
	s.buf.WriteString(`<path d="`)
	for i, l := range lines {
		s.buf.WriteString(pathData(lines[i:i+1], len(l) > 3 && l[0] == l[len(l)-1]))
	}
	s.buf.WriteString(`" fill="none"`)
	s.stroke(st)
	s.buf.WriteString("/>\n")
}

func (s *svgDevice) round(at r2.Point, radius float64, fill string, st stroke) {
	fmt.Fprintf(&s.buf, `<circle cx="%d" cy="%d" r="%d" fill="%s"`, units(at.X), units(at.Y), units(radius), fill)
	s.stroke(st)
	s.buf.WriteString("/>\n")
}

// stroke writes the attributes of a line.
func (s *svgDevice) stroke(st stroke) {
	fmt.Fprintf(&s.buf, ` stroke="%s" stroke-width="%d" stroke-linejoin="round"`, st.colour, units(st.width))
	if !st.flat {
		s.buf.WriteString(` stroke-linecap="round"`)
	}
	if st.dash[0] > 0 {
		fmt.Fprintf(&s.buf, ` stroke-dasharray="%d %d"`, units(st.dash[0]), units(st.dash[1]))
	}
	s.opacity("stroke-opacity", st.opacity)
}

// opacity writes an attribute that lets through.
func (s *svgDevice) opacity(name string, v float64) {
	if v < 1 {
		fmt.Fprintf(&s.buf, ` %s="%g"`, name, v)
	}
}

func (s *svgDevice) words(l caption) {
	if l.Text == "" {
		return
	}
	paint, f := l.paint(), s.fonts.of(l)
	if s.used[f] == nil {
		s.used[f] = map[rune]bool{}
	}
	for _, r := range l.Text {
		s.used[f][r] = true
	}
	if paint.HaloWidth > 0 {
		fmt.Fprintf(&s.buf, `<g stroke="%s" stroke-width="%g" stroke-linejoin="round" paint-order="stroke">`, paint.Halo, round3(paint.HaloWidth))
	}
	fmt.Fprintf(&s.buf, `<text x="%g" y="%g" style="font:%s%gpx %s, Go, Arial, sans-serif;fill:%s">`, round2(l.At.X), round2(l.At.Y), f.css(), round3(l.Size), f.name, paint.Fill)
	_ = xml.EscapeText(&s.buf, []byte(l.Text)) // a buffer takes all
	s.buf.WriteString("</text>")
	if paint.HaloWidth > 0 {
		s.buf.WriteString("</g>")
	}
	s.buf.WriteByte('\n')
}

// faces writes the letters that were used.
func (s *svgDevice) faces() error {
	s.buf.WriteString("<style>\n")
	for _, f := range s.fonts.all() {
		if len(s.used[f]) == 0 {
			continue
		}
		ttf, err := subset(f, s.used[f])
		if err != nil {
			return fmt.Errorf("the letters of the font %s: %w", f.name, err)
		}
		var style strings.Builder
		if f.weight != 400 {
			fmt.Fprintf(&style, "font-weight:%d;", f.weight)
		}
		if f.italic {
			style.WriteString("font-style:italic;")
		}
		fmt.Fprintf(&s.buf, "@font-face{font-family:'%s';%ssrc:url('data:font/ttf;base64,%s')}\n", f.name, style.String(), base64.StdEncoding.EncodeToString(ttf))
	}
	s.buf.WriteString("</style>\n")
	return nil
}

// subset returns a font with the given letters alone, the same bytes each time.
func subset(f *typeface, letters map[rune]bool) ([]byte, error) {
	var glyphs []uint16
	for r := range letters {
		glyphs = append(glyphs, f.GlyphIndex(r))
	}
	glyphs = append(glyphs, 0) // stands for what is missing, and comes first
	slices.Sort(glyphs)
	small, err := f.Subset(slices.Compact(glyphs), font.SubsetOptions{Tables: font.KeepMinTables})
	if err != nil {
		return nil, err
	}
	return undated(small.Write())
}

// undated takes the day out of a font, which the writer of fonts puts there, and
// mends the sums over it.
func undated(ttf []byte) ([]byte, error) {
	const entry, modified, adjustment = 16, 28, 8
	if len(ttf) < 12 {
		return nil, io.ErrUnexpectedEOF
	}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		at := 12 + i*entry
		if at+entry > len(ttf) {
			return nil, io.ErrUnexpectedEOF
		}
		if string(ttf[at:at+4]) != "head" {
			continue
		}
		from, n := int(binary.BigEndian.Uint32(ttf[at+8:])), int(binary.BigEndian.Uint32(ttf[at+12:]))
		if n < modified+8 || from+n > len(ttf) {
			return nil, io.ErrUnexpectedEOF
		}
		head := ttf[from : from+n]
		clear(head[modified : modified+8])
		clear(head[adjustment : adjustment+4])
		binary.BigEndian.PutUint32(ttf[at+4:], sum32(head))
		binary.BigEndian.PutUint32(head[adjustment:], 0xB1B0AFBA-sum32(ttf))
		return ttf, nil
	}
	return nil, fmt.Errorf("it has no table %q", "head")
}

// sum32 adds up big-endian words, the last filled with zeros.
func sum32(b []byte) uint32 {
	var sum uint32
	for len(b) > 0 {
		var word [4]byte
		n := copy(word[:], b)
		sum += binary.BigEndian.Uint32(word[:])
		b = b[n:]
	}
	return sum
}
