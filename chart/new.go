package chart

import (
	"errors"
	"fmt"
	"math"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"

	"github.com/flightcheck/flightcheck/route"
)

// Options say how a drawing is made. The zero value is a sheet of 297 x 210 mm.
type Options struct {
	// WidthMm and HeightMm are the size of the sheet, both between [LeastMm] and
	// [MostMm]; zero is the default.
	WidthMm, HeightMm float64
}

// The default sheet, and the limits of others, mm.
const (
	DefaultWidthMm  = 297
	DefaultHeightMm = 210
	LeastMm         = 90
	MostMm          = 1200
)

// SizeError says that a sheet cannot be drawn on.
type SizeError struct{ WidthMm, HeightMm float64 }

func (e *SizeError) Error() string {
	return fmt.Sprintf("a sheet of %g x %g mm: width and height must be %d to %d mm, or 0 for %d x %d",
		e.WidthMm, e.HeightMm, LeastMm, MostMm, DefaultWidthMm, DefaultHeightMm)
}

// sized returns the options with the default in place of zero.
func (o Options) sized() (Options, error) {
	got := o
	if o.WidthMm == 0 {
		o.WidthMm = DefaultWidthMm
	}
	if o.HeightMm == 0 {
		o.HeightMm = DefaultHeightMm
	}
	for _, mm := range []float64{o.WidthMm, o.HeightMm} {
		if !(mm >= LeastMm && mm <= MostMm) { // NaN, too
			return o, &SizeError{got.WidthMm, got.HeightMm}
		}
	}
	return o, nil
}

// New draws a report: its ends, its routes and corridors over the airspace round
// them, each area coloured by what an overflight meets there, with title, legend and
// sources. The same report and options give the same drawing. A report that was read
// from JSON knows no airspace; its routes are drawn alone.
func New(r *route.Report, o Options) (*Drawing, error) {
	o, err := o.sized()
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, errors.New("no report to draw: make one with route.Check")
	}
	for _, p := range []route.Place{r.From, r.To} {
		if !(math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 360) {
			return nil, fmt.Errorf("the end %.40q lies at latitude %g, longitude %g, which is nowhere on the globe", p.Name, p.Lat, p.Lon)
		}
	}
	f, err := loadFonts()
	if err != nil {
		return nil, err
	}
	s := &scene{report: r, fonts: f, d: &Drawing{Width: o.WidthMm, Height: o.HeightMm}}
	s.unit = s.d.unit()
	if err := s.draw(); err != nil {
		return nil, err
	}
	return s.d, nil
}

// unit is the scale of all that is not geography, letters and lines: 1 on a sheet of
// 297 x 210 mm, and in proportion on others. The widths of paint are to be
// multiplied by it.
func (d *Drawing) unit() float64 { return min(d.Width/DefaultWidthMm, d.Height/DefaultHeightMm) }

// sheet returns the whole sheet.
func (d *Drawing) sheet() r2.Rect {
	return r2.Rect{X: r1.Interval{Lo: 0, Hi: d.Width}, Y: r1.Interval{Lo: 0, Hi: d.Height}}
}
