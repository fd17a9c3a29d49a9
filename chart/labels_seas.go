package chart

import (
	"github.com/golang/geo/r2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// seas are where the names of some waters stand well, and how wide the water is
// there from west to east, km.
var seas = []struct {
	name     string
	lon, lat float64
	km       float64
}{
	{"Pacific Ocean", -150, 25, 6000},
	{"Pacific Ocean", -125, -35, 6000},
	{"Pacific Ocean", 170, 30, 5000},
	{"Atlantic Ocean", -40, 35, 4000},
	{"Atlantic Ocean", -15, -25, 4000},
	{"Atlantic Ocean", -30, 50, 2500},
	{"Indian Ocean", 78, -25, 5000},
	{"Southern Ocean", -140, -63, 5000},
	{"Southern Ocean", 90, -60, 5000},
	{"Arctic Ocean", -170, 84, 2200},
	{"Arctic Ocean", 60, 85, 1800},
	{"Arabian Sea", 64, 15, 1800},
	{"Bay of Bengal", 88, 14, 1200},
	{"South China Sea", 114, 14, 900},
	{"Philippine Sea", 133, 20, 1500},
	{"Coral Sea", 156, -17, 1200},
	{"Tasman Sea", 160, -38, 1500},
	{"Bering Sea", -178, 58, 1200},
	{"Sea of Okhotsk", 149, 54, 900},
	{"Sea of Japan", 135, 40, 700},
	{"East China Sea", 125, 29, 500},
	{"Yellow Sea", 123.5, 35.5, 400},
	{"Barents Sea", 38, 74, 900},
	{"Kara Sea", 72, 76, 600},
	{"Laptev Sea", 125, 76, 600},
	{"East Siberian Sea", 160, 73, 700},
	{"Norwegian Sea", 3, 68, 700},
	{"Greenland Sea", -6, 76, 600},
	{"North Sea", 3.2, 56.3, 450},
	{"Baltic Sea", 19.2, 56.9, 180},
	{"Gulf of Bothnia", 20, 62.6, 150},
	{"Gulf of Finland", 26.3, 59.85, 90},
	{"Mediterranean Sea", 18.5, 34.8, 900},
	{"Mediterranean Sea", 5, 39.5, 450},
	{"Adriatic Sea", 16, 42.7, 130},
	{"Aegean Sea", 25, 38.5, 150},
	{"Black Sea", 34.5, 43.1, 600},
	{"Caspian Sea", 50.6, 41.8, 220},
	{"Red Sea", 38, 20.5, 250},
	{"Bay of Biscay", -5, 45.5, 400},
	{"Labrador Sea", -54, 58, 800},
	{"Hudson Bay", -86, 60, 700},
	{"Baffin Bay", -66, 73.5, 500},
	{"Gulf of Mexico", -90, 25, 1000},
	{"Caribbean Sea", -75, 15, 1200},
	{"Beaufort Sea", -140, 73, 700},
	{"Gulf of Alaska", -145, 57, 900},
	{"Great Australian Bight", 130, -34.5, 900},
	{"Persian Gulf", 51.5, 27, 300},
	{"Gulf of Guinea", 3, 2, 900},
	{"Mozambique Channel", 41, -18, 500},
}

// seaNames names waters where the name fits into them and covers nothing.
func (s *scene) seaNames() {
	u := s.unit
	named := map[string]bool{}
	for _, w := range seas {
		at, ok := s.frame.Point(sphere.FromLonLat(orb.Point{w.lon, w.lat}))
		if !ok || named[w.name] {
			continue
		}
		wide := w.km / s.frame.KmPerMm(at)
		for size := min(3.6*u, wide/9); size >= 1.9*u; size *= 0.85 {
			l := caption{Role: roleSea, Text: w.name, Size: size}
			ink := s.fonts.ink(l)
			box := around(at, r2.Point{X: ink.X.Length(), Y: ink.Y.Length()})
			if ink.X.Length() <= wide && s.place.under(box) == 0 && s.place.bare(box) > 0.85 && s.try(l, ink, box) {
				named[w.name] = true
				break
			}
		}
	}
}
