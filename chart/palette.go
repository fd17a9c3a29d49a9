package chart

import (
	"strings"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// PatternKind is how a surface is filled besides its colour, so that it can be told
// from others in black and white.
type PatternKind uint8

// The kinds of patterns.
const (
	PatternNone  PatternKind = iota
	PatternHatch             // parallel lines
	PatternDots              // dots on a square grid
)

// Pattern is drawn over a fill.
type Pattern struct {
	Kind PatternKind
	// Angle is the direction of the lines of a hatch in degrees, anticlockwise from
	// the horizontal.
	Angle float64
	// Spacing is the distance between lines or dots, Width the width of a line or the
	// diameter of a dot, mm.
	Spacing, Width float64
	Colour         string // "#rrggbb"
	Opacity        float64
}

// Paint is how a shape is painted. Colours are "#rrggbb", empty for none; widths
// are in millimetres on a sheet of 297 x 210 mm, see [Drawing.Unit].
type Paint struct {
	Fill        string
	FillOpacity float64
	Pattern     Pattern
	// Casing is a line under the stroke, wider than it on both sides together by
	// CasingWidth.
	Casing        string
	CasingOpacity float64
	CasingWidth   float64
	Stroke        string
	StrokeOpacity float64
	StrokeWidth   float64
	// Dash is the length of a dash and of the gap behind it; zero is a solid line.
	Dash [2]float64
}

// Entry is one line of the palette.
type Entry struct {
	Layer  Layer
	Status policy.Status
	Best   bool
	Dashed bool
	Paint  Paint
}

// Colours that depend on no status.
const (
	colourPaper  = "#ffffff"
	colourInk    = "#1c2730"
	colourQuiet  = "#56636d"
	colourSea    = "#f4f8fa"
	colourLand   = "#f3eee2"
	colourCoast  = "#7f98a8"
	colourGrid   = "#9db4c2"
	colourBorder = "#6d6a72"
	colourEnd    = "#1d3557"
)

// statuses are all of them, from best to worst, as in a legend.
var statuses = [...]policy.Status{policy.Open, policy.Permission, policy.Unknown, policy.Blocked}

// Statuses returns the statuses from best to worst, the order of a legend.
func Statuses() []policy.Status { return append([]policy.Status(nil), statuses[:]...) }

// Palette returns how every kind of shape is painted: the one table that all
// writers of pictures use. It is sorted by layer, then from the best status to the
// worst. What depends on no status has the same style for all.
func Palette() []Entry {
	var out []Entry
	for layer := LayerPaper; layer <= LayerLegend; layer++ {
		for _, s := range statuses {
			for _, best := range flags(layer == LayerRoute || layer == LayerPoint) {
				for _, dashed := range flags(layer == LayerRoute) {
					out = append(out, Entry{Layer: layer, Status: s, Best: best, Dashed: dashed, Paint: paintOf(layer, s, best, dashed)})
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

// Paint returns how an item is painted.
func (i Item) Paint() Paint {
	if strings.HasPrefix(i.Ref, "end:") {
		return Paint{Fill: colourEnd, FillOpacity: 1, Stroke: colourPaper, StrokeOpacity: 1, StrokeWidth: 0.4}
	}
	if i.Layer == LayerLegend && i.Key != LayerPaper {
		return paintOf(i.Key, i.Status, i.Best, i.Dashed)
	}
	return paintOf(i.Layer, i.Status, i.Best, i.Dashed)
}

// paintOf is the palette.
func paintOf(layer Layer, s policy.Status, best, dashed bool) Paint {
	switch layer {
	case LayerSea:
		return Paint{Fill: colourSea, FillOpacity: 1, Stroke: colourCoast, StrokeOpacity: 1, StrokeWidth: 0.2}
	case LayerLand:
		return Paint{Fill: colourLand, FillOpacity: 1, Stroke: colourCoast, StrokeOpacity: 0.8, StrokeWidth: 0.12}
	case LayerGraticule:
		return Paint{Stroke: colourGrid, StrokeOpacity: 0.6, StrokeWidth: 0.12}
	case LayerArea:
		return areaPaint(s)
	case LayerBorder:
		return Paint{Stroke: colourBorder, StrokeOpacity: 0.55, StrokeWidth: 0.13}
	case LayerCorridor:
		c := route.Colour(s)
		return Paint{Fill: c, FillOpacity: 0.18, Stroke: c, StrokeOpacity: 0.9, StrokeWidth: 0.2}
	case LayerRoute:
		return routePaint(s, best, dashed)
	case LayerPoint:
		st := Paint{Fill: colourPaper, FillOpacity: 1, Stroke: route.Colour(s), StrokeOpacity: 1, StrokeWidth: 0.3}
		if best {
			st.StrokeWidth = 0.45
		}
		return st
	case LayerPaper:
		return Paint{Fill: colourPaper, FillOpacity: 1}
	default: // the frame and the scale
		return Paint{Fill: colourInk, FillOpacity: 1, Stroke: colourInk, StrokeOpacity: 1, StrokeWidth: 0.25}
	}
}

// areaPaint tints airspace. Patterns say in black and white what the tints say in
// colour: nothing for open, and the closer the worse.
func areaPaint(s policy.Status) Paint {
	c := route.Colour(s)
	st := Paint{Fill: c, FillOpacity: 0.15}
	switch s {
	case policy.Open:
	case policy.Permission:
		st.FillOpacity = 0.14
		st.Pattern = Pattern{Kind: PatternHatch, Angle: 135, Spacing: 3.2, Width: 0.22, Colour: c, Opacity: 0.6}
	case policy.Blocked:
		st.FillOpacity = 0.16
		st.Pattern = Pattern{Kind: PatternHatch, Angle: 45, Spacing: 1.3, Width: 0.2, Colour: c, Opacity: 0.5}
	default:
		st.FillOpacity = 0.16
		st.Pattern = Pattern{Kind: PatternDots, Spacing: 1.6, Width: 0.42, Colour: c, Opacity: 0.7}
	}
	return st
}

// routePaint strokes a route on a white casing.
func routePaint(s policy.Status, best, dashed bool) Paint {
	st := Paint{
		Casing: colourPaper, CasingOpacity: 0.85, CasingWidth: 0.7,
		Stroke: route.Colour(s), StrokeOpacity: 1, StrokeWidth: 0.6,
	}
	if best {
		st.StrokeWidth, st.CasingWidth = 1.1, 0.9
	}
	if dashed {
		st.Dash = [2]float64{2.2, 1.3}
	}
	return st
}

// LabelPaint is how words are written: in one colour, on a halo of another whose
// width is that of the line round each letter; zero is none.
type LabelPaint struct {
	Fill      string
	Halo      string
	HaloWidth float64
	Italic    bool
}

// Paint returns how a label is written.
func (l Label) Paint() LabelPaint {
	halo := LabelPaint{Fill: colourInk, Halo: colourPaper, HaloWidth: l.Size * 0.22}
	switch l.Role {
	case RoleTitle, RoleText:
		return LabelPaint{Fill: colourInk}
	case RoleDegree:
		return LabelPaint{Fill: colourQuiet}
	case RoleState:
		halo.Fill = "#4a4650"
	case RoleSea:
		return LabelPaint{Fill: "#4d7a99", Italic: true}
	case RoleRoute, RolePoint:
		halo.Fill = dark(l.Status)
	case RoleEnd:
		halo.Fill = colourEnd
	}
	return halo
}

// dark is the colour of a status for words, which need more contrast than lines.
func dark(s policy.Status) string {
	switch s {
	case policy.Open:
		return "#00507d"
	case policy.Permission:
		return "#875a00"
	case policy.Blocked:
		return "#94201a"
	default:
		return "#505050"
	}
}
