package chart

import (
	"cmp"
	"fmt"
	"math"
	"strconv"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"

	"github.com/flightcheck/flightcheck/internal/projection"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// The legend, in units.
const (
	keyMm     = 9 // width of a key
	keyHighMm = 3.6
	rowMm     = 5.2
	briefMm   = 4.5
	headMm    = 5.6
	legendMm  = 2.9 // letters
	detailMm  = 2.6
)

// column is the legend in the making; y is where the next row begins.
type column struct {
	s           *scene
	x, y, width float64
	bottom      float64 // where it must end
	items       []shape
	labels      []caption
}

// legend writes the column beside the map: the routes from above, and the keys below.
func (s *scene) legend() {
	u := s.unit
	x := s.d.window.X.Hi + gutterMm*u
	keys := &column{s: s, x: x, width: s.d.Width - marginMm*u - x}
	keys.statuses()
	keys.marks()
	keys.scale()
	bottom := s.d.window.Y.Hi + degreesMm*u
	list := &column{s: s, x: x, y: s.d.window.Y.Lo, width: keys.width, bottom: bottom - keys.y - 2*u}
	list.routes()
	keys.shift(bottom - keys.y)
	for _, c := range []*column{list, keys} {
		for _, i := range c.items {
			s.add(i)
		}
		for _, l := range c.labels {
			s.text(l, l.At)
		}
	}
}

// shift moves all that was written down the sheet.
func (c *column) shift(dy float64) {
	for _, i := range c.items {
		for _, lines := range [][][]r2.Point{i.Rings, i.Lines} {
			for _, l := range lines {
				for k := range l {
					l[k].Y += dy
				}
			}
		}
	}
	for i := range c.labels {
		c.labels[i].At.Y += dy
	}
}

// write writes words at a distance from the left side, their baseline below y.
func (c *column) write(text string, dx, below, size float64, bold bool, status policy.Status) {
	u := c.s.unit
	l := caption{Role: roleText, Text: text, Size: size * u, Bold: bold, Status: status}
	l = c.s.fonts.shorten(l, c.width-dx*u)
	l.At = r2.Point{X: c.x + dx*u, Y: c.y + below*u}
	c.labels = append(c.labels, l)
}

// head writes a heading.
func (c *column) head(text string) {
	c.write(text, 0, 3, 3.1, true, policy.Unknown)
	c.y += headMm * c.s.unit
}

// swatch returns the ring of a key.
func (c *column) swatch() []r2.Point {
	u := c.s.unit
	return corners(r2.Rect{
		X: r1.Interval{Lo: c.x, Hi: c.x + keyMm*u},
		Y: r1.Interval{Lo: c.y, Hi: c.y + keyHighMm*u},
	})
}

// stroke returns the line of a key.
func (c *column) stroke() []r2.Point {
	u := c.s.unit
	y := c.y + keyHighMm/2*u
	return []r2.Point{{X: c.x, Y: y}, {X: c.x + keyMm*u, Y: y}}
}

// row ends a key with its words.
func (c *column) row(text string) {
	c.write(text, keyMm+2.5, 2.8, legendMm, false, policy.Unknown)
	c.y += rowMm * c.s.unit
}

// statusWords say what a status means for a flight.
var statusWords = map[policy.Status]string{
	policy.Open:       "open",
	policy.Permission: "takes a permission",
	policy.Unknown:    "unknown",
	policy.Blocked:    "blocked",
}

// statuses explains the colours of areas.
func (c *column) statuses() {
	c.head("Airspace, to this flight")
	for _, st := range statuses {
		c.items = append(c.items,
			shape{Layer: layerLegend, Key: layerLand, Rings: [][]r2.Point{c.swatch()}},
			shape{Layer: layerLegend, Key: layerArea, Status: st, Rings: [][]r2.Point{c.swatch()}},
			shape{Layer: layerLegend, Key: layerBorder, Lines: [][]r2.Point{c.swatch()}})
		c.row(statusWords[st])
	}
	c.items = append(c.items,
		shape{Layer: layerLegend, Key: layerSea, Rings: [][]r2.Point{c.swatch()}},
		shape{Layer: layerLegend, Key: layerBorder, Lines: [][]r2.Point{c.swatch()}})
	c.row("high seas, open to all")
	c.y += 1.5 * c.s.unit
}

// marks explains the lines and the points.
func (c *column) marks() {
	u, best := c.s.unit, policy.Open
	solid, dashed, corridor := false, false, false
	for i, t := range c.s.tracks {
		if i == 0 {
			best = t.route.Status
		}
		solid = solid || t.route.Status != policy.Blocked
		dashed = dashed || t.route.Status == policy.Blocked
		corridor = corridor || t.route.Corridor != nil
	}
	if len(c.s.tracks) == 0 {
		return
	}
	c.head("Routes, coloured by what they meet")
	if solid {
		st := best
		if st == policy.Blocked {
			st = policy.Open
		}
		c.items = append(c.items, shape{Layer: layerLegend, Key: layerRoute, Status: st, Lines: [][]r2.Point{c.stroke()}, Best: true})
		c.row("not blocked; the best is thicker")
	}
	if dashed {
		c.items = append(c.items, shape{Layer: layerLegend, Key: layerRoute, Status: policy.Blocked, Lines: [][]r2.Point{c.stroke()}, Dashed: true})
		c.row("blocked on the way")
	}
	if corridor {
		c.items = append(c.items, shape{Layer: layerLegend, Key: layerCorridor, Status: best, Rings: [][]r2.Point{c.swatch()}, Lines: [][]r2.Point{c.swatch()}})
		c.row("corridor, in which to stray is legal")
	}
	at := r2.Point{X: c.x + keyMm/2*u, Y: c.y + keyHighMm/2*u}
	c.items = append(c.items, shape{Layer: layerLegend, Key: layerPoint, Status: best, Best: true, Lines: [][]r2.Point{{at}}, Radius: pointMm * u})
	c.row("enters airspace, after so many km")
	c.y += 1.5 * u
}

// scale draws the bar of the scale as it holds in the middle of the map.
func (c *column) scale() {
	u, f := c.s.unit, c.s.frame
	perMm := f.KmPerMm(c.s.d.window.Center())
	if !(perMm > 0) || math.IsInf(perMm, 0) {
		return
	}
	length := roundKm(perMm * 40 * u)
	width := length / perMm
	y := c.y + 1.2*u
	for i := range 4 {
		box := r2.Rect{
			X: r1.Interval{Lo: c.x + width*float64(i)/4, Hi: c.x + width*float64(i+1)/4},
			Y: r1.Interval{Lo: y, Hi: y + 1.1*u},
		}
		bar := shape{Layer: layerLegend, Lines: [][]r2.Point{corners(box)}}
		if i%2 == 0 {
			bar.Rings = bar.Lines
			bar.Lines = [][]r2.Point{corners(box)}
		}
		c.items = append(c.items, bar)
	}
	c.write(km(length)+", in the middle of the map", 0, 5.6, detailMm, false, policy.Unknown)
	words := "Lambert's equal-area projection"
	if f.Kind() == projection.Gnomonic {
		words = "gnomonic: great circles are straight"
	}
	c.write(words, 0, 9.1, detailMm, false, policy.Unknown)
	c.y += 9.5 * u
}

// roundKm returns the greatest 1, 2 or 5 times a power of ten that is no more than x.
func roundKm(x float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{5, 2} {
		if m*p <= x {
			return m * p
		}
	}
	return p
}

// routes lists the routes as far as there is room: each with its name in full and
// its length below, or, if they are many, each in one row.
func (c *column) routes() {
	if len(c.s.tracks) == 0 {
		return
	}
	c.head("Routes")
	full := *c
	for i := range c.s.tracks {
		full.route(i)
	}
	if full.y <= c.bottom {
		*c = full
		return
	}
	for i := range c.s.tracks {
		last := i == len(c.s.tracks)-1
		if room := c.bottom - c.y; room < briefMm*c.s.unit || !last && room < 2*briefMm*c.s.unit {
			c.write(fmt.Sprintf("and %d more", len(c.s.tracks)-i), nameMm, 2.9, detailMm, false, policy.Unknown)
			return
		}
		c.brief(i)
	}
}

// nameMm is where the names of routes begin, in units.
const nameMm = keyMm + 7

// sample shows how a route is drawn, and its number.
func (c *column) sample(i int) *route.Route {
	rt := c.s.tracks[i].route
	c.items = append(c.items, shape{
		Layer: layerLegend, Key: layerRoute, Status: rt.Status, Best: i == 0, Dashed: rt.Status == policy.Blocked,
		Lines: [][]r2.Point{c.stroke()},
	})
	c.write(strconv.Itoa(c.s.tracks[i].count), keyMm+2.3, 2.9, legendMm, true, rt.Status)
	return rt
}

// route lists a route in two or three lines.
func (c *column) route(i int) {
	u, rt := c.s.unit, c.sample(i)
	name := caption{Role: roleText, Text: rt.Name, Size: legendMm * u, Bold: true}
	for _, l := range c.s.fonts.wrap(name, c.width-nameMm*u, 2) {
		c.write(l.Text, nameMm, 2.9, legendMm, true, rt.Status)
		c.y += 3.7 * u
	}
	c.write(lengthWords(rt), nameMm, 2.6, detailMm, false, policy.Unknown)
	c.y += 5.2 * u
}

// brief lists a route in one line, its length at the right side.
func (c *column) brief(i int) {
	u, rt := c.s.unit, c.sample(i)
	long := caption{Role: roleText, Text: km(rt.DistanceKm), Size: detailMm * u}
	wide := c.s.fonts.width(long)
	c.write(long.Text, (c.width-wide)/u-0.1, 2.9, detailMm, false, policy.Unknown)
	name := caption{Role: roleText, Text: rt.Name, Size: detailMm * u}
	name = c.s.fonts.shorten(name, c.width-wide-(nameMm+1.5)*u)
	c.write(name.Text, nameMm, 2.9, detailMm, false, rt.Status)
	c.y += briefMm * u
}

// lengthWords says how long a route is, by how much that is more than the direct
// leg, and its status.
func lengthWords(rt *route.Route) string {
	words := km(rt.DistanceKm)
	if rt.Origin != route.Direct && math.Round(rt.DetourKm) > 0 {
		words += " (+" + km(rt.DetourKm) + ")"
	}
	return words + ", " + cmp.Or(statusWords[rt.Status], "unknown")
}
