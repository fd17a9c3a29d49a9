package chart

import (
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/golang/geo/r2"
)

// device is what a drawing is painted on.
type device interface {
	// begin and end stand round all that shows one item.
	begin(shape)
	end(shape)
	// fill fills rings by the even-odd rule.
	fill(rings [][]r2.Point, colour string, opacity float64)
	// line strokes lines, round draws round marks about points.
	line(lines [][]r2.Point, st stroke)
	round(at r2.Point, radius float64, fill string, st stroke)
	words(caption)
}

// stroke is how a line is drawn, in millimetres of the sheet. Ends are round, those of
// dashes flat unless they are dots.
type stroke struct {
	colour  string
	opacity float64
	width   float64
	dash    [2]float64
	flat    bool
}

// painter draws a drawing on a device.
type painter struct {
	d    *Drawing
	unit float64
	to   device
}

// shapes paints the items in their order.
func (p *painter) shapes() {
	for i := 0; i < len(p.d.shapes); {
		// The casings of all crossings of a route lie under all its strokes.
		n := 1
		for i+n < len(p.d.shapes) && p.d.shapes[i].Layer == layerRoute && sameRoute(p.d.shapes[i], p.d.shapes[i+n]) {
			n++
		}
		for _, it := range p.d.shapes[i : i+n] {
			p.casing(it)
		}
		for _, it := range p.d.shapes[i : i+n] {
			p.to.begin(it)
			p.item(it)
			p.to.end(it)
		}
		i += n
	}
}

// words writes the words, which lie over all shapes.
func (p *painter) words() {
	for _, l := range p.d.captions {
		p.to.words(l)
	}
}

// sameRoute reports whether two crossings are of one route.
func sameRoute(a, b shape) bool {
	cut := func(s string) string { return s[:max(0, strings.LastIndexByte(s, '/'))] }
	return a.Layer == b.Layer && cut(a.Ref) == cut(b.Ref)
}

// casing draws the pale line below a route.
func (p *painter) casing(it shape) {
	s := it.paint()
	if s.CasingWidth > 0 && len(it.Lines) > 0 {
		p.to.line(it.Lines, p.stroke(s.Casing, s.CasingOpacity, s.StrokeWidth+s.CasingWidth))
	}
}

// item draws one item.
func (p *painter) item(it shape) {
	s := it.paint()
	if it.Layer == layerLegend {
		p.casing(it)
	}
	st := p.stroke(s.Stroke, s.StrokeOpacity, s.StrokeWidth)
	if it.Radius > 0 {
		for _, line := range it.Lines {
			for _, q := range line {
				p.to.round(q, it.Radius, s.Fill, st)
			}
		}
		return
	}
	if len(it.Rings) > 0 && s.Fill != "" {
		p.to.fill(it.Rings, s.Fill, s.FillOpacity)
		p.pattern(it.Rings, s.Pattern)
	}
	if len(it.Lines) > 0 && s.Stroke != "" {
		if s.Dash[0] > 0 {
			st.dash, st.flat = [2]float64{round3(s.Dash[0] * p.unit), round3(s.Dash[1] * p.unit)}, true
		}
		p.to.line(it.Lines, st)
	}
}

// pattern draws a pattern over rings.
func (p *painter) pattern(rings [][]r2.Point, pt pattern) {
	if pt.Kind == patternNone {
		return
	}
	st := p.stroke(pt.Colour, pt.Opacity, pt.Width)
	if pt.Kind == patternDots { // dots are dashes almost without length, with round ends
		st.dash = [2]float64{dotMm, round3(pt.Spacing*p.unit - dotMm)}
	} else {
		st.flat = true
	}
	if lines := hatch(rings, pt, p.unit); len(lines) > 0 {
		p.to.line(lines, st)
	}
}

// dotMm is the length of a dash that is a dot.
const dotMm = 0.01

// stroke returns a stroke in the scale of the sheet.
func (p *painter) stroke(colour string, opacity, width float64) stroke {
	return stroke{colour: colour, opacity: opacity, width: round3(width * p.unit)}
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }
func round3(x float64) float64 { return math.Round(x*1000) / 1000 }

// hatch returns the lines of a pattern inside rings. They lie on one raster of the
// sheet, so that neighbours with the same pattern join.
func hatch(rings [][]r2.Point, pt pattern, unit float64) [][]r2.Point {
	angle := 0.0
	if pt.Kind == patternHatch {
		angle = pt.Angle * math.Pi / 180
	}
	step := pt.Spacing * unit
	sin, cos := math.Sincos(angle) // turned so that the lines are horizontal; y points down
	turned := make([][]r2.Point, len(rings))
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, ring := range rings {
		turned[i] = make([]r2.Point, len(ring))
		for k, q := range ring {
			t := r2.Point{X: q.X*cos - q.Y*sin, Y: q.X*sin + q.Y*cos}
			turned[i][k] = t
			lo, hi = min(lo, t.Y), max(hi, t.Y)
		}
	}
	if !(lo < hi) {
		return nil
	}
	first := math.Ceil(lo/step) * step
	var out [][]r2.Point
	for j, xs := range scan(turned, first, step, int((hi-first)/step)+1) {
		y := first + float64(j)*step
		for i := 0; i+1 < len(xs); i += 2 {
			a, b := xs[i], xs[i+1]
			if pt.Kind == patternDots { // begin on a dot
				if a = math.Ceil(a/step) * step; a > b {
					continue
				}
				b = math.Floor(b/step)*step + 0.02*step
			}
			out = append(out, []r2.Point{
				rounded(r2.Point{X: a*cos + y*sin, Y: -a*sin + y*cos}),
				rounded(r2.Point{X: b*cos + y*sin, Y: -b*sin + y*cos}),
			})
		}
	}
	return slices.DeleteFunc(out, func(l []r2.Point) bool { return l[0] == l[1] })
}

// hexColour reads "#rrggbb"; anything else is black.
func hexColour(s string, opacity float64) color.RGBA {
	v, err := strconv.ParseUint(s[min(1, len(s)):], 16, 24)
	if err != nil || len(s) != 7 {
		v = 0
	}
	a := uint32(opacity*255 + 0.5)
	part := func(shift int) uint8 { return uint8((uint32(v>>shift)&0xff*a + 127) / 255) }
	return color.RGBA{R: part(16), G: part(8), B: part(0), A: uint8(a)}
}
