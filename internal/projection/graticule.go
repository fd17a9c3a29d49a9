package projection

import (
	"math"
	"strconv"

	"github.com/golang/geo/r2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// GraticuleLine is one meridian or parallel as it is seen.
type GraticuleLine struct {
	Text  string       // "30°E", "45°N", "0°", "180°"
	Lines [][]r2.Point // cut to the window
	At    []r2.Point   // where it meets the edge of the window
}

// graticuleSteps are the distances between lines, in degrees, from which one is
// chosen.
var graticuleSteps = [...]float64{30, 15, 10, 5, 2, 1, 0.5}

const (
	fewest    = 5    // lines of each kind, if a step gives so many
	polarGap  = 5.0  // degrees: meridians end so far from a pole
	alwaysLon = 90.0 // but for these
	quarter   = 90 * degree
)

// Graticule returns the meridians and parallels at a round step, so that some five
// to nine of each are seen: first the meridians from west to east, then the
// parallels from south to north. Meridians end 5 degrees from the poles, or one
// parallel from them if that is nearer; those of 0, 90 and 180 degrees do not.
func (f *Frame) Graticule() []GraticuleLine {
	parallels, step := f.choose(f.parallels)
	gap := math.Min(step, polarGap)
	meridians, _ := f.choose(func(step float64) []GraticuleLine { return f.meridians(step, gap) })
	return append(meridians, parallels...)
}

// choose returns the lines at the widest step that gives enough of them.
func (f *Frame) choose(lines func(step float64) []GraticuleLine) (out []GraticuleLine, step float64) {
	for _, step = range graticuleSteps {
		if out = lines(step); len(out) >= fewest {
			break
		}
	}
	return out, step
}

func (f *Frame) meridians(step, gap float64) []GraticuleLine {
	var out []GraticuleLine
	from := math.Ceil((f.farSide() + roundOff) / step)
	for i := range int(360 / step) {
		lon := math.Remainder((from+float64(i))*step, 360)
		if lon == -180 {
			lon = 180
		}
		// The sine of the angle between the centre and the meridian's circle.
		sin, cos := math.Sincos(lon * degree)
		if f.seen < quarter && math.Abs(f.centre.Y*cos-f.centre.X*sin) > math.Sin(f.seen)+roundOff {
			continue
		}
		end := 90 - gap
		if math.Mod(lon, alwaysLon) == 0 {
			end = 90
		}
		text := degrees(lon, "E", "W")
		out = f.appendLine(out, text, orb.Point{lon, -end}, orb.Point{lon, end})
	}
	return out
}

func (f *Frame) parallels(step float64) []GraticuleLine {
	var out []GraticuleLine
	lon, middle := f.farSide(), sphere.ToLonLat(f.centre)[1]
	for i := range int(180/step) - 1 {
		lat := float64(i+1)*step - 90
		if math.Abs(lat-middle)*degree <= f.seen+roundOff {
			out = f.appendLine(out, degrees(lat, "N", "S"), orb.Point{lon, lat}, orb.Point{lon + 360, lat})
		}
	}
	return out
}

// farSide returns the longitude opposite to that of the centre: a line that begins
// there is not broken where it is seen.
func (f *Frame) farSide() float64 { return sphere.ToLonLat(f.centre)[0] - 180 }

// appendLine appends a line of the graticule if it is seen.
func (f *Frame) appendLine(out []GraticuleLine, text string, a, b orb.Point) []GraticuleLine {
	tr := tracer{f: f}
	side := flat{a, b}
	tr.begin(side.at(0))
	tr.trace(side)
	g := GraticuleLine{Text: text, Lines: f.lines(tr.out)}
	for _, l := range g.Lines {
		if l[0] == l[len(l)-1] {
			continue
		}
		for _, q := range [...]r2.Point{l[0], l[len(l)-1]} {
			if !f.window.InteriorContainsPoint(q) {
				g.At = append(g.At, q)
			}
		}
	}
	if len(g.Lines) == 0 {
		return out
	}
	return append(out, g)
}

// degrees writes a longitude or a latitude.
func degrees(v float64, positive, negative string) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', -1, 64) + "°"
	switch {
	case v == 0 || math.Abs(v) == 180:
		return text
	case v > 0:
		return text + positive
	default:
		return text + negative
	}
}
