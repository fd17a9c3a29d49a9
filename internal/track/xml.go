package track

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// said is the text of an element, and where it began.
type said struct {
	text string
	line int
}

// xml reads GPX and KML: its root says which.
func (p *parser) xml(src []byte) {
	d := xml.NewDecoder(bytes.NewReader(src))
	d.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "us-ascii") {
			return r, nil
		}
		return nil, fmt.Errorf("the file is in %s; save it as UTF-8", quote(label))
	}
	for {
		t, err := d.Token()
		if err != nil {
			p.xmlFault(d, err)
			return
		}
		root, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		line, _ := d.InputPos()
		switch root.Name.Local {
		case "gpx":
			p.Format = GPX
			p.walk(d, &gpxReader{p: p})
		case "kml":
			p.Format = KML
			p.walk(d, &kmlReader{p: p})
		default:
			p.fault(line, "this is XML whose root is %s; GPX and KML can be read", quote(root.Name.Local))
		}
		return
	}
}

// xmlFault notes a fault of the form of the file.
func (p *parser) xmlFault(d *xml.Decoder, err error) {
	line, _ := d.InputPos()
	if bad, ok := errors.AsType[*xml.SyntaxError](err); ok {
		p.fault(bad.Line, "this is no XML: %s", bad.Msg)
		return
	}
	if errors.Is(err, io.EOF) {
		p.fault(line, "the file ends before its root does")
		return
	}
	p.fault(line, "%v", err)
}

// deepest is how deep elements may be nested.
const deepest = 100

// elements is told of the elements of a file. text is that of an element itself,
// without that of those inside.
type elements interface {
	begin(e xml.StartElement, line int)
	end(name string, text said)
}

// walk tells of all elements inside the root.
func (p *parser) walk(d *xml.Decoder, to elements) {
	var texts []said
	var text strings.Builder // of the innermost element, since it began
	for {
		t, err := d.Token()
		if err != nil {
			p.xmlFault(d, err)
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			line, _ := d.InputPos()
			if texts = append(texts, said{line: line}); len(texts) > deepest {
				p.fault(line, "elements are nested deeper than %d", deepest)
				return
			}
			text.Reset()
			to.begin(t, line)
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			n := len(texts) - 1
			if n < 0 { // the root
				return
			}
			to.end(t.Name.Local, said{strings.TrimSpace(text.String()), texts[n].line})
			texts = texts[:n]
			text.Reset()
		}
		if p.full {
			return
		}
	}
}

// gpxReader takes the points of all tracks of a GPX file. Waypoints and routes are
// not where somebody was.
type gpxReader struct {
	p      *parser
	point  raw
	in     bool
	deeper int // elements inside the point
}

func (g *gpxReader) begin(e xml.StartElement, line int) {
	switch {
	case g.in:
		g.deeper++
	case e.Name.Local == "trkpt":
		g.in, g.deeper = true, 0
		g.point = raw{line: line, feet: feetOfMetre}
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "lat":
				g.point.lat = a.Value
			case "lon":
				g.point.lon = a.Value
			}
		}
	}
}

func (g *gpxReader) end(name string, text said) {
	switch {
	case !g.in:
		return
	case g.deeper == 0:
		g.in = false
		g.p.add(g.point)
	case g.deeper == 1 && name == "time":
		g.point.time = text.text
	case g.deeper == 1 && name == "ele":
		g.point.alt = text.text
	}
	g.deeper--
}
