package chart

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/golang/geo/r2"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// webUnits is how many units of the map on a page make a millimetre of the drawing.
// Whole units make short paths: 12 -7 instead of 0.12 -0.07.
const webUnits = 100

// webMap is the map of a drawing as the template "svg" writes it. Its style is in
// the style sheet: by classes, never by attributes that a policy may refuse.
type webMap struct {
	ViewBox, Title, Summary string
	Patterns                []webPattern
	Ground                  []webShape // sea, land, graticule
	Areas, Borders          []webShape
	Corridors               []webShape
	Crossings               []webCrossing
	Marks                   []webMark
	Labels                  []webLabel
	refs                    map[string]bool
}

// webPattern fills the areas of a status, as the palette has it. Its tile is Size
// wide, turned by Turn degrees clockwise.
type webPattern struct {
	Status            policy.Status
	Kind              patternKind
	Size, Half, Width int
	Turn              float64
}

// Dots says that the tile holds a dot, not a line.
func (p webPattern) Dots() bool { return p.Kind == patternDots }

// webPatternOf returns the pattern of a status.
func webPatternOf(s policy.Status) webPattern {
	p := shape{Layer: layerArea, Status: s}.paint().Pattern
	return webPattern{
		Status: s, Kind: p.Kind, Size: units(p.Spacing), Half: units(p.Spacing / 2), Width: units(p.Width), Turn: -p.Angle,
	}
}

// webShape is one filled or drawn shape.
type webShape struct {
	Class, Ref, Title string
	Pattern           string // of the fill, empty for a plain one
	Fill, Line        string // path data
	Route             int    // number of the route, 0 for none
}

// webCrossing is one crossing of a route; it takes the focus.
type webCrossing struct {
	webShape
	Name string
}

// webMark is a round mark that keeps its size when the map is magnified.
type webMark struct {
	Class, Ref, Title string
	X, Y, R, Route    int
}

// webLabel is a line of words that keeps its size, too. Dx and Dy lead from its
// anchor, the point that it names, to the words.
type webLabel struct {
	Class, Text, Anchor      string
	X, Y, Dx, Dy, Size, Rank int
	Route                    int
}

// webMapOf makes the map of a drawing.
func webMapOf(r *route.Report, d *Drawing) *webMap {
	m := &webMap{
		ViewBox: viewBox(d.window), Title: d.Title, Summary: d.Summary,
		refs: map[string]bool{},
	}
	for _, s := range statuses {
		if p := webPatternOf(s); p.Kind != patternNone {
			m.Patterns = append(m.Patterns, p)
		}
	}
	names := crossingNames(r)
	for _, it := range d.shapes {
		m.add(r, it, names)
	}
	for _, l := range d.captions {
		m.label(r, d, l)
	}
	slices.SortStableFunc(m.Labels, func(a, b webLabel) int { return cmp.Compare(a.Rank, b.Rank) })
	return m
}

// viewBox writes a part of the sheet in the units of the map.
func viewBox(rect r2.Rect) string {
	return fmt.Sprintf("%d %d %d %d", units(rect.X.Lo), units(rect.Y.Lo), units(rect.X.Length()), units(rect.Y.Length()))
}

// add puts an item where it belongs.
func (m *webMap) add(r *route.Report, it shape, names map[string]string) {
	s := webShape{
		Class: classOf(it), Ref: it.Ref, Title: it.Title, Route: routeOf(r, it.Ref),
		Fill: pathData(it.Rings, true),
	}
	if it.Radius == 0 {
		s.Line = pathData(it.Lines, false)
	}
	m.refs[it.Ref] = true
	switch it.Layer {
	case layerPaper, layerLegend: // words of the page stand for them
	case layerSea, layerLand, layerGraticule:
		m.Ground = append(m.Ground, s)
	case layerArea:
		if webPatternOf(it.Status).Kind != patternNone {
			s.Pattern = it.Status.String()
		}
		m.Areas = append(m.Areas, s)
	case layerBorder:
		m.Borders = append(m.Borders, s)
	case layerCorridor:
		m.Corridors = append(m.Corridors, s)
	case layerRoute:
		m.crossing(s, names[it.Ref])
	case layerPoint:
		m.mark(it, s)
	}
}

// crossing adds a piece of a crossing. All its pieces are one element, which takes
// the focus once.
func (m *webMap) crossing(s webShape, name string) {
	i := slices.IndexFunc(m.Crossings, func(c webCrossing) bool { return c.Ref != "" && c.Ref == s.Ref })
	if i >= 0 {
		m.Crossings[i].Line += s.Line
		return
	}
	m.Crossings = append(m.Crossings, webCrossing{webShape: s, Name: cmp.Or(name, s.Title)})
}

// mark adds the round marks of an item.
func (m *webMap) mark(it shape, s webShape) {
	for _, line := range it.Lines {
		for _, p := range line {
			m.Marks = append(m.Marks, webMark{
				Class: s.Class, Ref: s.Ref, Title: s.Title, Route: s.Route,
				X: units(p.X), Y: units(p.Y), R: units(cmp.Or(it.Radius, 0.8)),
			})
		}
	}
}

// labelRanks orders the roles of labels: where two would overlap on a small screen,
// the one of the lower rank stays.
var labelRanks = map[captionRole]int{roleEnd: 1, roleRoute: 2, roleState: 3, rolePoint: 4, roleSea: 5, roleDegree: 6}

var roleClasses = map[captionRole]string{
	roleEnd: "end", roleRoute: "way", roleState: "state", rolePoint: "km", roleSea: "sea", roleDegree: "degree",
}

// label adds a label of the map. It hangs on the mark of the same thing, or else on
// its own middle, and grows from there.
func (m *webMap) label(r *route.Report, d *Drawing, l caption) {
	class := roleClasses[l.Role]
	if class == "" || !d.window.ContainsPoint(l.At) {
		return
	}
	middle := l.Box.Center()
	w := webLabel{
		Class: class + " s-" + l.Status.String(), Text: l.Text, Anchor: "middle", Size: units(l.Size),
		X: units(middle.X), Y: units(middle.Y), Dy: units(l.At.Y - middle.Y), Rank: labelRanks[l.Role], Route: routeOf(r, l.Ref),
	}
	if l.Bold {
		w.Class += " bold"
	}
	if p, ok := markOf(d, l.Ref); ok {
		w.X, w.Y, w.Dy = units(p.X), units(p.Y), units(l.At.Y-p.Y)
		switch {
		case l.Box.X.Lo > p.X:
			w.Anchor, w.Dx = "start", units(l.At.X-p.X)
		case l.Box.X.Hi < p.X:
			w.Anchor, w.Dx = "end", units(l.Box.X.Hi-p.X)
		default:
			w.Dx = units(middle.X - p.X)
		}
	}
	m.Labels = append(m.Labels, w)
}

// markOf returns the mark that a label with this reference names.
func markOf(d *Drawing, ref string) (r2.Point, bool) {
	if ref == "" {
		return r2.Point{}, false
	}
	for _, it := range d.shapes {
		if it.Ref == ref && it.Layer == layerPoint && len(it.Lines) > 0 && len(it.Lines[0]) > 0 {
			return it.Lines[0][0], true
		}
	}
	return r2.Point{}, false
}

// classOf names the classes of an item.
func classOf(it shape) string {
	class := "s-" + it.Status.String()
	switch it.Layer {
	case layerSea:
		class = "l-sea"
	case layerLand:
		class = "l-land"
	case layerGraticule:
		class = "l-graticule"
	default:
	}
	if it.Dashed {
		class += " dashed"
	}
	if it.Best {
		class += " best"
	}
	if strings.HasPrefix(it.Ref, "end:") {
		class += " end"
	}
	return class
}

// routeOf returns the number in the list of the route that a reference names, 0 if
// it names none.
func routeOf(r *route.Report, ref string) int {
	kind, id, _ := strings.Cut(ref, ":")
	if kind == "crossing" || kind == "point" {
		id = id[:max(0, strings.LastIndexByte(id, '/'))]
	} else if kind != "route" {
		return 0
	}
	return 1 + slices.IndexFunc(r.Routes, func(rt *route.Route) bool { return rt.ID == id })
}

// crossingNames says for each crossing what a reader is told who cannot see it.
func crossingNames(r *route.Report) map[string]string {
	names := map[string]string{}
	for i, rt := range r.Routes {
		for k, c := range rt.Crossings {
			words := []string{fmt.Sprintf("Route %d, %s, km %s to %s: %s", i+1, c.Name, kilometres(c.FromKm), kilometres(c.ToKm), c.Status)}
			for _, l := range r.CrossingLines(c) {
				words = append(words, l.Words)
			}
			names[crossingRef(rt, k)] = strings.Join(words, "; ")
		}
	}
	return names
}

// crossingRef is the reference of a crossing of a route, which counts from 0 here.
func crossingRef(rt *route.Route, k int) string { return fmt.Sprintf("crossing:%s/%d", rt.ID, k+1) }

// pathData writes lines as path data, each point relative to the one before. Points
// that fall on the one before are left out.
func pathData(lines [][]r2.Point, closed bool) string {
	var b bytes.Buffer
	for _, line := range lines {
		if len(line) == 0 {
			continue
		}
		x, y := units(line[0].X), units(line[0].Y)
		fmt.Fprintf(&b, "M%d %dl", x, y)
		drawn := 0
		for _, p := range line[1:] {
			dx, dy := units(p.X)-x, units(p.Y)-y
			if dx == 0 && dy == 0 {
				continue
			}
			step(&b, dx, drawn > 0)
			step(&b, dy, true)
			x, y, drawn = x+dx, y+dy, drawn+1
		}
		if drawn == 0 {
			b.WriteString("0 0")
		}
		if closed {
			b.WriteByte('z')
		}
	}
	return b.String()
}

// step writes one number of a path; a minus parts it from the one before.
func step(b *bytes.Buffer, v int, part bool) {
	if part && v >= 0 {
		b.WriteByte(' ')
	}
	b.WriteString(strconv.Itoa(v))
}

// units turns millimetres into the units of the map; what is no number is 0.
func units(mm float64) int {
	if math.IsNaN(mm) || math.Abs(mm) > 1e6 {
		return 0
	}
	return int(math.Round(mm * webUnits))
}
