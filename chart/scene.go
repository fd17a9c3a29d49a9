package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/coast"
	"github.com/flightcheck/flightcheck/internal/projection"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// scene is a drawing in the making.
type scene struct {
	report *route.Report
	fonts  *fonts
	d      *Drawing
	unit   float64 // of the sheet; see [Drawing.Unit]
	frame  *projection.Frame
	place  *placer
	tracks []track // of the routes, in the order of the report
	areas  []shown
}

// shown is an area that is seen on the map.
type shown struct {
	route.AreaStatus
	rings [][]r2.Point
}

// draw makes the drawing.
func (s *scene) draw() error {
	s.titles()
	s.layout()
	s.frame = projection.Fit(s.extent(), s.d.window)
	if err := s.ground(); err != nil {
		return err
	}
	s.airspace()
	s.routes()
	s.names()
	s.legend()
	slices.SortStableFunc(s.d.shapes, func(a, b shape) int { return cmp.Compare(a.Layer, b.Layer) })
	return nil
}

// The layout, in units.
const (
	marginMm  = 11
	columnMm  = 66 // the legend's
	degreesMm = 4  // beside the map, for the degrees
	gutterMm  = 9
	titleMm   = 7.2
	textMm    = 3.5
	leadMm    = 4.9
	smallMm   = 2.25
	smallLead = 3.2
)

// layout finds the place of the map between the title and the sources.
func (s *scene) layout() {
	u := s.unit
	top := s.d.captions[len(s.d.captions)-1].At.Y + (3+degreesMm)*u
	sources := s.sources()
	bottom := s.d.Height - marginMm*u - float64(len(sources))*smallLead*u - (1+degreesMm)*u
	for i, l := range sources {
		s.text(l, r2.Point{X: marginMm * u, Y: s.d.Height - marginMm*u - float64(len(sources)-1-i)*smallLead*u})
	}
	s.d.window = r2.Rect{
		X: r1.Interval{Lo: marginMm * u, Hi: s.d.Width - (marginMm+columnMm+gutterMm)*u},
		Y: r1.Interval{Lo: top, Hi: bottom},
	}
	s.place = newPlacer(s.d.window, 0.5*u)
}

// text puts a label at a place.
func (s *scene) text(l caption, at r2.Point) {
	l.At = rounded(at)
	l.Box = moved(s.fonts.ink(l), l.At)
	s.d.captions = append(s.d.captions, l)
}

// add puts an item on the sheet, unless nothing of it is seen.
func (s *scene) add(i shape) {
	i.Rings, i.Lines = trimmed(i.Rings, true), trimmed(i.Lines, i.Radius > 0)
	if len(i.Rings)+len(i.Lines) == 0 {
		return
	}
	i.Title = strings.Join(strings.Fields(strings.ToValidUTF8(i.Title, "□")), " ")
	s.d.shapes = append(s.d.shapes, i)
}

// extent returns what must be seen: the ends, the routes and their corridors.
func (s *scene) extent() []s2.Point {
	points := []s2.Point{sphere.FromLonLat(s.report.From.Point()), sphere.FromLonLat(s.report.To.Point())}
	s.tracks = tracksOf(s.report)
	for _, t := range s.tracks {
		for _, p := range t.paths {
			points = append(points, p...)
		}
		if t.route.Corridor == nil {
			continue
		}
		for _, polygon := range t.route.Corridor.Polygon {
			for _, ring := range polygon {
				for _, p := range ring {
					points = append(points, sphere.FromLonLat(p))
				}
			}
		}
	}
	return points
}

// ground draws what depends on no report.
func (s *scene) ground() error {
	sheet := s.d.sheet()
	s.add(shape{Layer: layerPaper, Rings: [][]r2.Point{corners(sheet)}})
	s.add(shape{Layer: layerLegend, Lines: [][]r2.Point{corners(s.d.window)}})
	rings, outline := s.frame.Globe()
	s.add(shape{Layer: layerSea, Rings: rings, Lines: outline})
	land, err := coast.Land()
	if err != nil {
		return err
	}
	view := viewOf(s.frame)
	rings, outline = s.frame.Area(view.cull(land))
	s.add(shape{Layer: layerLand, Rings: rings, Lines: outline})
	for _, g := range s.frame.Graticule() {
		s.add(shape{Layer: layerGraticule, Title: g.Text, Lines: g.Lines})
		s.degrees(g)
	}
	return nil
}

// airspace draws the areas that are seen, by what an overflight meets. A zone, or an
// outline that a rule names, lies over the airspace of States and is drawn where it
// is closed alone.
func (s *scene) airspace() {
	view := viewOf(s.frame)
	for _, a := range s.report.Overview().Areas {
		if a.Zone && a.Status != policy.Blocked {
			continue
		}
		seen := view.cull(s.report.Outline(a.ID))
		if len(seen) == 0 {
			continue
		}
		rings, outline := s.frame.Area(seen)
		if len(rings) == 0 {
			continue
		}
		ref, title := "area:"+a.Area, areaTitle(a)
		s.add(shape{Layer: layerArea, Status: a.Status, Ref: ref, Title: title, Rings: rings})
		s.add(shape{Layer: layerBorder, Status: a.Status, Ref: ref, Title: title, Lines: outline})
		s.areas = append(s.areas, shown{a, rings})
	}
}

// areaTitle says what a reader is told who points at an area.
func areaTitle(a route.AreaStatus) string {
	title := cmp.Or(a.Name, a.Area) + ": " + a.Status.String()
	if why := wordsOf(a.Lines); why != "" {
		title += " - " + why
	}
	return title
}

// wordsOf joins reasons.
func wordsOf(lines []route.Line) string {
	words := make([]string, len(lines))
	for i, l := range lines {
		words[i] = l.Words
	}
	return strings.Join(words, "; ")
}

// km writes whole kilometres with commas at the thousands.
func km(x float64) string {
	digits := strconv.FormatFloat(math.Round(x), 'f', 0, 64)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits + " km"
}

// corners returns the ring of a rectangle.
func corners(r r2.Rect) []r2.Point {
	v := r.Vertices()
	return []r2.Point{v[0], v[1], v[2], v[3], v[0]}
}

// moved returns a rectangle that was at the origin, at p.
func moved(r r2.Rect, p r2.Point) r2.Rect {
	return r2.Rect{
		X: r1.Interval{Lo: r.X.Lo + p.X, Hi: r.X.Hi + p.X},
		Y: r1.Interval{Lo: r.Y.Lo + p.Y, Hi: r.Y.Hi + p.Y},
	}
}

// rounded returns a point of the sheet to 0.01 mm.
func rounded(p r2.Point) r2.Point {
	return r2.Point{X: math.Round(p.X*100) / 100, Y: math.Round(p.Y*100) / 100}
}

// trimmed rounds points to 0.01 mm and drops those that fall together, and lines that
// become too short to be seen; single points stay if they are marks.
func trimmed(lines [][]r2.Point, keep bool) [][]r2.Point {
	var out [][]r2.Point
	for _, l := range lines {
		line := make([]r2.Point, 0, len(l))
		for _, p := range l {
			if p = rounded(p); len(line) == 0 || line[len(line)-1] != p {
				line = append(line, p)
			}
		}
		if len(line) > 1 || keep && len(line) == 1 {
			out = append(out, line)
		}
	}
	return out
}
