package chart

import (
	"github.com/golang/geo/r2"

	"github.com/flightcheck/flightcheck/policy"
)

// Drawing is one picture of a report, ready to be written: shapes and words in
// millimetres from the top left corner, in the order in which they are painted.
// All writers of pictures (SVG, PNG, HTML) take the same drawing. It is made by
// [New] and never changed after that.
type Drawing struct {
	Width, Height float64 // of the sheet, mm
	// window is the part of the sheet in which the globe is seen; the title stands
	// above, the legend beside and the sources below.
	window r2.Rect
	// Title and Summary say in words what is drawn; a reader who cannot see the
	// picture has these.
	Title, Summary string
	shapes         []shape
	captions       []caption
}

// sheetLayer says what kind of thing a shape is. They are sorted by layer: a later one
// is painted over an earlier one.
type sheetLayer uint8

// The layers.
const (
	layerPaper     sheetLayer = iota // the sheet
	layerSea                         // the globe as far as it is seen
	layerLand                        // the coast's land
	layerGraticule                   // meridians and parallels
	layerArea                        // airspace of one area, by its status
	layerBorder                      // sides between areas
	layerCorridor                    // where an aircraft may stray from a route
	layerRoute                       // one crossing of a route
	layerPoint                       // where a route enters, and the ends
	layerLegend                      // the frame of the map, the keys of the legend, the scale
)

// shape is one shape of a drawing. Its style follows from Layer, Key, Status, Dashed
// and Best alone; the ends have one of their own. See shape.paint.
type shape struct {
	Layer  sheetLayer
	Status policy.Status // of an area, a corridor, a crossing or a point
	// Ref says what the shape shows: "area:PL" the area with this id, "route:2" the
	// route with this id, "crossing:2/3" its third crossing, "point:2/3" where that
	// begins, "end:from", "end:to"; empty for what is no part of the answer.
	Ref string
	// Title is what a reader is told who points at the shape.
	Title string
	// Rings are closed and filled by the even-odd rule. Lines are open, and drawn
	// alone: the outline of a filled shape is among them where it is to be seen.
	// Both are inside the window, but for the sheet and the legend.
	Rings, Lines [][]r2.Point
	// Radius of a round mark about each point of Lines, mm; 0 is none.
	Radius float64
	Dashed bool // the route is blocked
	Best   bool // the route leads the list
	// Key is the layer that a shape of the legend explains; zero is none.
	Key sheetLayer
}

// captionRole says what a label names; its style follows from it.
type captionRole uint8

// The roles of labels.
const (
	roleTitle  captionRole = iota // the heading
	roleText                      // a line of prose: summary, legend, sources
	roleState                     // the name of an area
	roleSea                       // the name of a sea or an ocean
	roleEnd                       // an end of the question
	rolePoint                     // a distance at a crossing point
	roleRoute                     // the name of a route
	roleDegree                    // a meridian or a parallel
)

// caption is a line of words. At is the left end of its baseline, Size the height of
// its letters (em), mm.
type caption struct {
	Role captionRole
	Text string
	At   r2.Point
	Size float64
	Bold bool
	// Ref is as in shape.
	Ref string
	// Box is what the words cover, with their halo. No two boxes of a drawing
	// overlap, and all lie on the sheet.
	Box r2.Rect
	// Status colours the words of a route or a point.
	Status policy.Status
}
