package chart

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/flightcheck/flightcheck/route"
)

// PageParts are the pieces of a page about one report. [HTML] makes one file of
// them; a server may put them into a page of its own.
type PageParts struct {
	// Title is plain text for the title element: "Moscow to Budapest: permission".
	Title string
	// Main is all that belongs inside the main element, the h1 included: answer, map,
	// candidates, tables, sources. It holds no style, no script, no inline handler and
	// nothing that is loaded, so that the strictest policy will do. Its ids begin with
	// "fc-". A page holds one Main at a time.
	Main template.HTML
	// SVG is the map alone; Main holds it too.
	SVG template.HTML
}

// Page makes the pieces of a page about a report. The same report gives the same
// bytes.
func Page(r *route.Report) (*PageParts, error) {
	if err := checkFile(r, "page"); err != nil {
		return nil, err
	}
	d, err := New(r, Options{})
	if err != nil {
		return nil, err
	}
	return pageOf(r, d)
}

// Style returns the style sheet of every page, the same for all reports. Its custom
// properties (--paper, --ink, --quiet, --line, --accent and those of the statuses)
// may be used by what a server adds; [HTML] writes it into the page.
func Style() string { return style }

// Script returns the script of every page, the same for all reports. It does without
// the network and without eval. It defines one global function,
// flightcheckInit(root), and calls it with the document when that is ready. Call it
// again with the main element after a new [PageParts].Main was put into it.
func Script() string { return script }

//go:embed web/style.css
var style string

//go:embed web/script.js
var script string

// HTML writes one file that shows a report: the map, to be moved and magnified, and
// all words, tables and sources of the answer. It loads nothing, and says all it
// has to say without its script.
func HTML(w io.Writer, r *route.Report) error {
	p, err := Page(r)
	if err != nil {
		return err
	}
	return writeFile(w, p)
}
