package chart

import (
	"strings"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// patternKind is how a surface is filled besides its colour, so that it can be told
// from others in black and white.
type patternKind uint8

// The kinds of patterns.
const (
	patternNone  patternKind = iota
	patternHatch             // parallel lines
	patternDots              // dots on a square grid
)

// pattern is drawn over a fill.
type pattern struct {
	Kind patternKind
	// Angle is the direction of the lines of a hatch in degrees, anticlockwise from
	// the horizontal.
	Angle float64
	// Spacing is the distance between lines or dots, Width the width of a line or the
	// diameter of a dot, mm.
	Spacing, Width float64
	Colour         string // "#rrggbb"
	Opacity        float64
}

// paint is how a shape is painted. Colours are "#rrggbb", empty for none; widths
// are in millimetres on a sheet of 297 x 210 mm, see unit.
type paint struct {
	Fill        string
	FillOpacity float64
	Pattern     pattern
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

// paint returns how an item is painted.
func (i shape) paint() paint {
	if strings.HasPrefix(i.Ref, "end:") {
		return paint{Fill: colourEnd, FillOpacity: 1, Stroke: colourPaper, StrokeOpacity: 1, StrokeWidth: 0.4}
	}
	if i.Layer == layerLegend && i.Key != layerPaper {
		return paintOf(i.Key, i.Status, i.Best, i.Dashed)
	}
	return paintOf(i.Layer, i.Status, i.Best, i.Dashed)
}

// paintOf is the palette.
func paintOf(layer sheetLayer, s policy.Status, best, dashed bool) paint {
	switch layer {
	case layerSea:
		return paint{Fill: colourSea, FillOpacity: 1, Stroke: colourCoast, StrokeOpacity: 1, StrokeWidth: 0.2}
	case layerLand:
		return paint{Fill: colourLand, FillOpacity: 1, Stroke: colourCoast, StrokeOpacity: 0.8, StrokeWidth: 0.12}
	case layerGraticule:
		return paint{Stroke: colourGrid, StrokeOpacity: 0.6, StrokeWidth: 0.12}
	case layerArea:
		return areaPaint(s)
	case layerBorder:
		return paint{Stroke: colourBorder, StrokeOpacity: 0.55, StrokeWidth: 0.13}
	case layerCorridor:
		c := route.Colour(s)
		return paint{Fill: c, FillOpacity: 0.18, Stroke: c, StrokeOpacity: 0.9, StrokeWidth: 0.2}
	case layerRoute:
		return routePaint(s, best, dashed)
	case layerPoint:
		st := paint{Fill: colourPaper, FillOpacity: 1, Stroke: route.Colour(s), StrokeOpacity: 1, StrokeWidth: 0.3}
		if best {
			st.StrokeWidth = 0.45
		}
		return st
	case layerPaper:
		return paint{Fill: colourPaper, FillOpacity: 1}
	default: // the frame and the scale
		return paint{Fill: colourInk, FillOpacity: 1, Stroke: colourInk, StrokeOpacity: 1, StrokeWidth: 0.25}
	}
}

// areaPaint tints airspace. Patterns say in black and white what the tints say in
// colour: nothing for open, and the closer the worse.
func areaPaint(s policy.Status) paint {
	c := route.Colour(s)
	st := paint{Fill: c, FillOpacity: 0.15}
	switch s {
	case policy.Open:
	case policy.Permission:
		st.FillOpacity = 0.14
		st.Pattern = pattern{Kind: patternHatch, Angle: 135, Spacing: 3.2, Width: 0.22, Colour: c, Opacity: 0.6}
	case policy.Blocked:
		st.FillOpacity = 0.16
		st.Pattern = pattern{Kind: patternHatch, Angle: 45, Spacing: 1.3, Width: 0.2, Colour: c, Opacity: 0.5}
	default:
		st.FillOpacity = 0.16
		st.Pattern = pattern{Kind: patternDots, Spacing: 1.6, Width: 0.42, Colour: c, Opacity: 0.7}
	}
	return st
}

// routePaint strokes a route on a white casing.
func routePaint(s policy.Status, best, dashed bool) paint {
	st := paint{
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

// captionPaint is how words are written: in one colour, on a halo of another whose
// width is that of the line round each letter; zero is none.
type captionPaint struct {
	Fill      string
	Halo      string
	HaloWidth float64
	Italic    bool
}

// paint returns how a label is written.
func (l caption) paint() captionPaint {
	halo := captionPaint{Fill: colourInk, Halo: colourPaper, HaloWidth: l.Size * 0.22}
	switch l.Role {
	case roleTitle, roleText:
		return captionPaint{Fill: colourInk}
	case roleDegree:
		return captionPaint{Fill: colourQuiet}
	case roleState:
		halo.Fill = "#4a4650"
	case roleSea:
		return captionPaint{Fill: "#4d7a99", Italic: true}
	case roleRoute, rolePoint:
		halo.Fill = dark(l.Status)
	case roleEnd:
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
