package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// svgWords reads a picture strictly and returns its titles, and the names of its
// elements.
func svgWords(t *testing.T, file []byte) (titles []string, elements map[string]bool) {
	t.Helper()
	elements = map[string]bool{}
	inTitle := false
	d := xml.NewDecoder(bytes.NewReader(file))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return titles, elements
		}
		if err != nil {
			t.Fatal("no XML: ", err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			elements[x.Name.Local] = true
			if inTitle = x.Name.Local == "title"; inTitle {
				titles = append(titles, "")
			}
			for _, a := range x.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || strings.HasSuffix(a.Name.Local, "href") {
					t.Errorf("%s has the attribute %s", x.Name.Local, a.Name.Local)
				}
			}
		case xml.EndElement:
			inTitle = false
		case xml.CharData:
			if inTitle {
				titles[len(titles)-1] += string(x)
			}
		}
	}
}

// A name that is hard to write is told to whoever points at the shape, and becomes no
// element of the picture. Its letters need not be in the font; white space is one space.
func TestSVGKeepsHostileNames(t *testing.T) {
	r := squares(t, hostileNames...)
	d, err := New(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.SVG(&b); err != nil {
		t.Fatal(err)
	}
	titles, elements := svgWords(t, b.Bytes())
	all := strings.Join(titles, "\x00")
	for _, name := range hostileNames {
		if !strings.Contains(all, inXML(strings.Join(strings.Fields(name), " "))) {
			t.Errorf("no title holds %q", name)
		}
	}
	for _, name := range []string{"script", "b", "name", "a", "image", "foreignObject"} {
		if elements[name] {
			t.Errorf("there is an element %s", name)
		}
	}
}
