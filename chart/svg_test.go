package chart

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// checkSVG reads a picture strictly, and the letters that are in it.
func checkSVG(t *testing.T, d *Drawing) {
	t.Helper()
	var b bytes.Buffer
	if err := d.SVG(&b); err != nil {
		t.Fatal(err)
	}
	dec := xml.NewDecoder(bytes.NewReader(b.Bytes()))
	dec.Strict = true
	counts := map[string]int{}
	var words, texts []string
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			counts[e.Name.Local]++
			if e.Name.Local == "text" {
				texts = nil
			}
			for _, a := range e.Attr {
				if strings.Contains(a.Value, "http") && a.Name.Local != "xmlns" && a.Name.Space != "xmlns" {
					t.Errorf("<%s %s=%q> loads something", e.Name.Local, a.Name.Local, a.Value)
				}
				if e.Name.Local == "svg" && a.Name.Local == "role" && a.Value == "img" {
					counts["role"]++
				}
			}
		case xml.EndElement:
			if e.Name.Local == "text" {
				words = append(words, strings.Join(texts, ""))
			}
		case xml.CharData: // words in two scripts are in two parts
			words, texts = append(words, string(e)), append(texts, string(e))
		}
	}
	if counts["svg"] != 1 || counts["role"] != 1 || counts["desc"] != 1 || counts["title"] < 1 || counts["text"] != len(d.captions) {
		t.Errorf("elements %v, for %d labels", counts, len(d.captions))
	}
	if !slices.Contains(words, d.Title) || !slices.Contains(words, d.Summary) {
		t.Error("title or description are not in the file")
	}
	for _, l := range d.captions {
		if !slices.Contains(words, l.Text) {
			t.Errorf("%q is not in the file", l.Text)
		}
	}
	checkFonts(t, b.Bytes(), d)
	if b.Len() > 1e6 {
		t.Errorf("%d bytes", b.Len())
	}
}

var embedded = regexp.MustCompile(`font-family:'([^']+)'[^}]*base64,([^']+)'`)

// checkFonts reads the fonts of a picture: each holds all letters that are written in
// it, as wide as they were measured, and no day on which it was made.
func checkFonts(t *testing.T, svg []byte, d *Drawing) {
	t.Helper()
	fonts := map[string]*typeface{}
	for _, m := range embedded.FindAllSubmatch(svg, -1) {
		ttf, err := base64.StdEncoding.DecodeString(string(m[2]))
		if err != nil {
			t.Fatal(err)
		}
		f, err := readFace(ttf, string(m[1]), 400, false)
		if err != nil {
			t.Fatal(err)
		}
		if sum(ttf) != 0xB1B0AFBA {
			t.Errorf("%s: the sum of the font is %08x", m[1], sum(ttf))
		}
		if head := f.Tables["head"]; !bytes.Equal(head[28:36], make([]byte, 8)) {
			t.Errorf("%s bears a day: % x", m[1], head[28:36])
		}
		fonts[string(m[1])] = f
	}
	for _, l := range d.captions {
		name := "GoRegular"
		if l.paint().Italic {
			name = "Go-Italic"
		} else if l.Bold {
			name = "Go-Bold"
		}
		f := fonts[name]
		if f == nil {
			t.Fatalf("no font %s among %d", name, len(fonts))
		}
		for _, r := range l.Text {
			if f.GlyphIndex(r) == 0 {
				t.Errorf("%s has no %q of %q", name, r, l.Text)
			}
		}
		wide := f.width(l.Text, l.Size)
		if got := l.Box.X.Length() - l.paint().HaloWidth; math.Abs(got-wide) > 0.25*l.Size {
			t.Errorf("%q is %.2f mm wide and was measured as %.2f", l.Text, wide, got)
		}
	}
}

func sum(b []byte) (s uint32) {
	for ; len(b) >= 4; b = b[4:] {
		s += binary.BigEndian.Uint32(b)
	}
	return s
}
