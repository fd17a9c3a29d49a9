package chart

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/golang/geo/r2"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/route"
)

// node is an element of a page, read by a strict parser of XML.
type node struct {
	name     string
	attr     map[string]string
	text     string // of it and all below it
	children []*node
}

// pageNode reads the main part of a page.
func pageNode(t faults, main string) *node {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(main))
	top := &node{name: "top"}
	open := []*node{top}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal("the page is not well formed: ", err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			n := &node{name: x.Name.Local, attr: map[string]string{}}
			for _, a := range x.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			last := open[len(open)-1]
			last.children = append(last.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, n := range open {
				n.text += string(x)
			}
		case xml.Comment, xml.ProcInst, xml.Directive:
			t.Errorf("the page holds %T %.60q", x, x)
		}
	}
	return top
}

// all returns the elements below n for which is says yes.
func (n *node) all(is func(*node) bool) []*node {
	var out []*node
	for _, c := range n.children {
		if is(c) {
			out = append(out, c)
		}
		out = append(out, c.all(is)...)
	}
	return out
}

func (n *node) named(name string) []*node { return n.all(func(c *node) bool { return c.name == name }) }

func (n *node) class(class string) []*node {
	return n.all(func(c *node) bool { return slices.Contains(strings.Fields(c.attr["class"]), class) })
}

// page returns the main part of the page of a report.
func page(t faults, r *route.Report) *node {
	t.Helper()
	p, err := Page(r)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(p.Main), string(p.SVG)) {
		t.Errorf("the main part does not hold the map")
	}
	pageNode(t, string(p.SVG))
	return pageNode(t, string(p.Main))
}

// visible is a text as a page holds it: without what a document may not hold, and with
// the line feeds of Unix.
func visible(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(inXML(s))
}

// elements are all that a page is made of; a name that breaks out would bring others.
var elements = strings.Fields(`a b button caption circle code dd desc details defs div dl dt g h1 h2 h3 header li line ol p path pattern
	rect section small span strong summary svg table tbody td text th thead title tr ul`)

// checkPage looks at the structure of the page of a report and for all its crossings.
func checkPage(t faults, r *route.Report) {
	t.Helper()
	checkMain(t, r, page(t, r))
}

func checkMain(t faults, r *route.Report, top *node) {
	t.Helper()
	ids := map[string]bool{}
	for _, n := range top.all(func(*node) bool { return true }) {
		if !slices.Contains(elements, n.name) {
			t.Errorf("an element <%s>", n.name)
		}
		for k := range n.attr {
			if k == "style" || k == "src" || k == "srcset" || strings.HasPrefix(k, "on") {
				t.Errorf("an attribute %s of <%s>", k, n.name)
			}
		}
		if id, ok := n.attr["id"]; ok {
			if ids[id] || !strings.HasPrefix(id, "fc-") {
				t.Errorf("the id %q is there twice, or does not begin with fc-", id)
			}
			ids[id] = true
		}
	}
	for _, a := range top.named("a") {
		href := a.attr["href"]
		if to, ok := strings.CutPrefix(href, "#"); ok {
			if !ids[to] {
				t.Errorf("a link leads to %s, which is not there", href)
			}
		} else if !strings.HasPrefix(strings.ToLower(href), "http") || a.attr["rel"] != "noopener noreferrer" {
			t.Errorf("the link %q, rel %q", href, a.attr["rel"])
		}
	}
	checkHeadings(t, top)
	checkCrossings(t, r, top)
}

// checkHeadings looks whether headings are in order and there is one h1.
func checkHeadings(t faults, top *node) {
	t.Helper()
	last := byte('0')
	for i, h := range top.all(func(n *node) bool {
		return len(n.name) == 2 && n.name[0] == 'h' && n.name[1] >= '1' && n.name[1] <= '6'
	}) {
		if level := h.name[1]; level > last+1 || (level == '1') != (i == 0) {
			t.Errorf("heading %d, %.40q, is an %s after h%c", i+1, h.text, h.name, last)
		} else {
			last = level
		}
	}
}

// checkCrossings looks for each crossing of each route in the tables, and in the map
// if it is drawn there.
func checkCrossings(t faults, r *route.Report, top *node) {
	t.Helper()
	rows, drawn := map[string]*node{}, map[string]*node{}
	for _, tr := range top.named("tr") {
		if ref := tr.attr["data-ref"]; strings.HasPrefix(ref, "crossing:") {
			rows[ref] = tr
		}
	}
	for _, g := range top.class("crossing") {
		if drawn[g.attr["data-ref"]] != nil {
			t.Errorf("%s takes the focus twice", g.attr["data-ref"])
		}
		drawn[g.attr["data-ref"]] = g
		if g.attr["tabindex"] != "0" || rows[g.attr["data-ref"]] == nil {
			t.Errorf("%s takes no focus or has no row", g.attr["data-ref"])
		}
	}
	count := 0
	for _, rt := range r.Routes {
		for k, c := range rt.Crossings {
			count++
			ref := visible(fmt.Sprintf("crossing:%s/%d", rt.ID, k+1))
			tr := rows[ref]
			if tr == nil {
				t.Errorf("no row for %s", ref)
				continue
			}
			words := []string{c.Name, c.Status.String()}
			for _, l := range r.CrossingLines(c) {
				words = append(words, l.Words)
			}
			for _, w := range words {
				if !strings.Contains(tr.text, visible(w)) {
					t.Errorf("the row of %s does not say %q: %q", ref, w, tr.text)
				}
				if g := drawn[ref]; g != nil && !strings.Contains(visible(g.attr["aria-label"]), visible(w)) {
					t.Errorf("the name of %s does not say %q: %q", ref, w, g.attr["aria-label"])
				}
			}
		}
	}
	if count != len(rows) {
		t.Errorf("%d rows for %d crossings", len(rows), count)
	}
}

func TestPageOfHardReports(t *testing.T) {
	for name, r := range fileReports(t) {
		t.Run(name, func(t *testing.T) { checkPage(t, r) })
	}
}

func TestPageKeepsAnyNames(t *testing.T) {
	pieces := rapid.OneOf(rapid.SampledFrom(hostileNames), rapid.String(), rapid.StringMatching(`[<>&"'/= {}\r\n-]{1,4}`))
	rapid.Check(t, func(t *rapid.T) {
		name := strings.TrimSpace(strings.Join(rapid.SliceOfN(pieces, 1, 3).Draw(t, "name"), ""))
		if name == "" || name == "second" {
			name = "first"
		}
		r := squares(t, name, "second")
		p, err := pageOf(r, handMade(r, name))
		if err != nil {
			t.Fatal(err)
		}
		pageNode(t, string(p.SVG))
		checkMain(t, r, pageNode(t, string(p.Main)))
	})
}

// handMade is a small drawing of a report, all of whose words are one name.
func handMade(r *route.Report, name string) *Drawing {
	line := [][]r2.Point{{{X: 1, Y: 1}, {X: 9, Y: 9}}}
	sheet := r2.RectFromPoints(r2.Point{}, r2.Point{X: 10, Y: 10})
	d := &Drawing{Width: 10, Height: 10, window: sheet, Title: name, Summary: name}
	d.shapes = append(d.shapes, shape{Layer: layerArea, Ref: "area:" + name, Title: name, Rings: line, Lines: line})
	for _, rt := range r.Routes {
		for k := range rt.Crossings {
			d.shapes = append(d.shapes, shape{Layer: layerRoute, Ref: fmt.Sprintf("crossing:%s/%d", rt.ID, k+1), Title: name, Lines: line})
		}
	}
	d.shapes = append(d.shapes, shape{Layer: layerPoint, Ref: "end:from", Title: name, Lines: line, Radius: 1})
	d.captions = append(d.captions, caption{Role: roleEnd, Text: name, Ref: "end:from", At: r2.Point{X: 5, Y: 5}, Size: 3, Box: sheet})
	return d
}

// The page of the example says all that the report says.
func TestPageMoscowBudapest(t *testing.T) {
	r := moscowBudapest(t)
	top := page(t, r)
	text := top.text
	for _, rt := range r.Routes {
		for _, l := range slices.Concat(r.Lines(rt), r.PassageLines(rt)) {
			if !strings.Contains(text, l.Words) {
				t.Errorf("the page does not say %q", l.Words)
			}
		}
		if !strings.Contains(text, rt.Name) {
			t.Errorf("the page does not name %q", rt.Name)
		}
	}
	links := map[string]bool{}
	for _, a := range top.named("a") {
		links[a.attr["href"]] = true
	}
	used := map[string]bool{}
	for _, rt := range r.Routes {
		for _, l := range r.Lines(rt) {
			used[l.Rule] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(used)) {
		rule := r.Rules[id]
		if !strings.Contains(text, rule.Summary) || !strings.Contains(text, id) {
			t.Errorf("the page does not have the rule %s", id)
		}
		for _, s := range rule.Sources {
			if !strings.Contains(text, s.Publisher) || s.Link != "" && !links[s.Link] && !links[strings.ReplaceAll(s.Link, "'", "%27")] && isASCII(s.Link) {
				t.Errorf("rule %s: the source %s is missing, or its link %s", id, s.Publisher, s.Link)
			}
		}
	}
	for _, want := range []string{r.Answer, "30 October 2025", r.Airspace.SHA256, r.Policies[0].SHA256, r.Attribution(), "permission must be asked for"} {
		if want == "" || !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if got := len(top.class("route")); got != len(r.Routes) {
		t.Errorf("%d candidates for %d routes", got, len(r.Routes))
	}
	for _, ref := range []string{"area:PL", "area:UA"} {
		here := top.all(func(n *node) bool { return n.attr["data-ref"] == ref })
		if n := len(here); n < 2 || here[0].name != "g" || here[n-1].name != "tr" || !strings.Contains(here[n-1].text, "blocked") {
			t.Errorf("%s is not both on the map and in the table, as blocked", ref)
		}
	}
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(c rune) bool { return c > '~' }) }

// A browser follows links to the web alone.
func TestPageLinks(t *testing.T) {
	r := *squares(t, "first", "second", "third")
	for link, follow := range map[string]bool{
		"https://example.org/a?b=c&d": true, "HTTP://EXAMPLE.ORG": true, "javascript:alert(1)": false, "JAVASCRIPT://x/%0aalert(1)": false,
		"data:text/html,x": false, "//example.org": false, "/here": false, "https:": false, "https://": false, "\thttps://example.org": false, "file:///etc/passwd": false,
	} {
		r.Rules = maps.Clone(r.Rules)
		for id, rule := range r.Rules {
			rule.Sources = []route.SourceOfRule{{Publisher: "The publisher", Link: link}}
			r.Rules[id] = rule
		}
		sources := page(t, &r).class("sources")
		if len(sources) != 1 {
			t.Fatalf("%d lists of sources", len(sources))
		}
		for _, li := range sources {
			if got := len(li.named("a")) == 1; got != follow {
				t.Fatalf("%q: a link %v, want %v", link, got, follow)
			}
			if !follow && !strings.Contains(li.text, link) {
				t.Fatalf("%q is not visible: %q", link, li.text)
			}
		}
	}
}
