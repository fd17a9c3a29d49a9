package chart

import (
	"math"

	"github.com/golang/geo/r2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/projection"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// view is where on the globe a frame looks, coarsely: a polygon that does not meet
// it need not be projected.
type view struct {
	whole      bool // the globe's edge is seen
	south, top float64
	columns    [36]bool // of ten degrees of longitude
}

// viewSteps is how many places of the window are looked at in either direction.
const viewSteps = 64

// viewOf looks at places all over the window, its edge included.
func viewOf(f *projection.Frame) view {
	v := view{south: 90, top: -90}
	w := f.Window()
	for i := 0; i <= viewSteps; i++ {
		for j := 0; j <= viewSteps; j++ {
			p, ok := f.Inverse(r2.Point{
				X: w.X.Lo + w.X.Length()*float64(i)/viewSteps,
				Y: w.Y.Lo + w.Y.Length()*float64(j)/viewSteps,
			})
			if !ok {
				v.whole = true
				return v
			}
			q := sphere.ToLonLat(p)
			v.south, v.top = min(v.south, q[1]), max(v.top, q[1])
			v.columns[tenth(q[0])] = true
		}
	}
	for _, lat := range []float64{-90, 90} {
		if _, ok := f.Point(sphere.FromLonLat(orb.Point{0, lat})); ok { // all longitudes meet there
			v.south, v.top = min(v.south, lat), max(v.top, lat)
			for i := range v.columns {
				v.columns[i] = true
			}
		}
	}
	return v
}

// tenth returns the column of a longitude.
func tenth(lon float64) int {
	return ((int(math.Floor((lon+180)/10)) % 36) + 36) % 36
}

// cull returns the polygons that may meet the view. One step to each side is room
// for what lies between the places that were looked at.
func (v view) cull(mp orb.MultiPolygon) orb.MultiPolygon {
	if v.whole {
		return mp
	}
	const room = 6 // degrees
	var out orb.MultiPolygon
	for _, p := range mp {
		if len(p) == 0 {
			continue
		}
		b := p[0].Bound()
		if b.Max[1] < v.south-room || b.Min[1] > v.top+room || !v.meets(b.Min[0]-10, b.Max[0]+10) {
			continue
		}
		out = append(out, p)
	}
	return out
}

// meets reports whether some longitude between two is seen.
func (v view) meets(west, east float64) bool {
	for lon := west; lon < east+10; lon += 10 {
		if v.columns[tenth(min(lon, east))] {
			return true
		}
	}
	return false
}
