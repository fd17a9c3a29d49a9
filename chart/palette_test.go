package chart

import (
	"math"
	"strconv"
	"testing"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// deficiencies turn linear RGB into what is seen with a colour vision deficiency, in
// its full strength: Machado, Oliveira and Fernandes, A Physiologically-based Model
// for Simulation of Color Vision Deficiency, IEEE TVCG 15 (6), 2009, table 1.
var deficiencies = map[string][3][3]float64{
	"none":         {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// linear reads "#rrggbb" as linear RGB (IEC 61966-2-1).
func linear(t *testing.T, hex string) [3]float64 {
	t.Helper()
	v, err := strconv.ParseUint(hex[1:], 16, 24)
	if err != nil || hex[0] != '#' || len(hex) != 7 {
		t.Fatalf("%q is no colour", hex)
	}
	var out [3]float64
	for i := range out {
		c := float64(v>>(16-8*i)&0xff) / 255
		if out[i] = c / 12.92; c > 0.04045 {
			out[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}

// times multiplies and keeps to what a screen can show.
func times(m [3][3]float64, v [3]float64) (out [3]float64) {
	for i, row := range m {
		out[i] = min(1, max(0, row[0]*v[0]+row[1]*v[1]+row[2]*v[2]))
	}
	return out
}

// lab turns linear RGB into CIE L*a*b* (D65).
func lab(rgb [3]float64) [3]float64 {
	xyz := [3][3]float64{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}
	white := [3]float64{0.95047, 1, 1.08883}
	var f [3]float64
	for i, row := range xyz {
		x := (row[0]*rgb[0] + row[1]*rgb[1] + row[2]*rgb[2]) / white[i]
		if f[i] = math.Cbrt(x); x <= 216.0/24389 {
			f[i] = (24389.0/27*x + 16) / 116
		}
	}
	return [3]float64{116*f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}

func colourDistance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// over lays a colour with an opacity over white paper.
func over(c [3]float64, opacity float64) [3]float64 {
	for i := range c {
		c[i] = c[i]*opacity + 1 - opacity
	}
	return c
}

// The colours of any two statuses stay apart for all eyes.
func TestStatusesForAllEyes(t *testing.T) {
	all := statuses
	for name, m := range deficiencies {
		for i, a := range all {
			for _, b := range all[:i] {
				d := colourDistance(lab(times(m, linear(t, route.Colour(a)))), lab(times(m, linear(t, route.Colour(b)))))
				if d < 15 {
					t.Errorf("%s: %v and %v are %.1f apart", name, a, b, d)
				}
			}
		}
	}
}

// Where tints are too light to be told apart by all eyes, patterns tell.
func TestAreasInBlackAndWhite(t *testing.T) {
	seen := map[pattern]policy.Status{}
	ink := map[policy.Status]float64{}
	for _, e := range palette() {
		if e.Layer != layerArea {
			continue
		}
		p := e.Paint.Pattern
		p.Colour, p.Opacity = "", 0
		if other, ok := seen[p]; ok {
			t.Errorf("%v and %v have the same pattern", e.Status, other)
		}
		seen[p] = e.Status
		if p.Kind != patternNone {
			ink[e.Status] = p.Width / p.Spacing
		}
		if e.Paint.FillOpacity > 0.25 {
			t.Errorf("%v: an opacity of %g hides the routes", e.Status, e.Paint.FillOpacity)
		}
	}
	if len(seen) != 4 || !(ink[policy.Blocked] > 2*ink[policy.Permission]) {
		t.Errorf("patterns %v, of which blocked and permission cover %v", seen, ink)
	}
}

// Words have a contrast of 4.5 to 1 on the paper, as WCAG 2 wants.
func TestWordsCanBeRead(t *testing.T) {
	for role := roleTitle; role <= roleDegree; role++ {
		for _, s := range statuses {
			p := caption{Role: role, Status: s, Size: 3}.paint()
			rgb := linear(t, p.Fill)
			if c := 1.05 / (0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2] + 0.05); c < 4.5 {
				t.Errorf("role %d, %v: a contrast of %.1f", role, s, c)
			}
		}
	}
}

func TestPalette(t *testing.T) {
	type key struct {
		layer        sheetLayer
		status       policy.Status
		best, dashed bool
	}
	seen := map[key]bool{}
	for _, e := range palette() {
		k := key{e.Layer, e.Status, e.Best, e.Dashed}
		if seen[k] {
			t.Errorf("%v occurs twice", k)
		}
		seen[k] = true
		item := shape{Layer: e.Layer, Status: e.Status, Best: e.Best, Dashed: e.Dashed}
		if item.paint() != e.Paint {
			t.Errorf("%v: the item is painted otherwise", k)
		}
		item.Layer, item.Key = layerLegend, e.Layer
		if e.Layer != layerPaper && item.paint() != e.Paint {
			t.Errorf("%v: the legend shows otherwise", k)
		}
		for _, c := range []string{e.Paint.Fill, e.Paint.Stroke, e.Paint.Casing, e.Paint.Pattern.Colour} {
			if c != "" {
				linear(t, c)
			}
		}
		if e.Layer == layerRoute && (e.Dashed != (e.Paint.Dash[0] > 0) || e.Paint.Stroke != route.Colour(e.Status)) {
			t.Errorf("%v: %+v", k, e.Paint)
		}
	}
	if want := 4 * (10 + 3 + 1); len(seen) != want {
		t.Errorf("%d entries, want %d", len(seen), want)
	}
	// A corridor is seen on open airspace and on the sea.
	corridor := shape{Layer: layerCorridor, Status: policy.Open}.paint()
	if d := colourDistance(lab(over(linear(t, corridor.Fill), corridor.FillOpacity)), lab([3]float64{1, 1, 1})); d < 5 {
		t.Errorf("a corridor is %.1f from the paper", d)
	}
}

// paletteEntry is one line of the palette.
type paletteEntry struct {
	Layer  sheetLayer
	Status policy.Status
	Best   bool
	Dashed bool
	Paint  paint
}

// palette returns how every kind of shape is painted: the one table that all
// writers of pictures use. It is sorted by layer, then from the best status to the
// worst. What depends on no status has the same style for all.
func palette() []paletteEntry {
	var out []paletteEntry
	for layer := layerPaper; layer <= layerLegend; layer++ {
		for _, s := range statuses {
			for _, best := range flags(layer == layerRoute || layer == layerPoint) {
				for _, dashed := range flags(layer == layerRoute) {
					out = append(out, paletteEntry{Layer: layer, Status: s, Best: best, Dashed: dashed, Paint: paintOf(layer, s, best, dashed)})
				}
			}
		}
	}
	return out
}

// flags returns the values that a flag of an entry takes.
func flags(both bool) []bool {
	if both {
		return []bool{false, true}
	}
	return []bool{false}
}
