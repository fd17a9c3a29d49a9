package airspace

import (
	"slices"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// partsOver sets w.parts to the parts that contain a point. The parts over the
// middle of its cell are known; from there to the point the way lies in the cell.
func (x *Index) partsOver(p s2.Point, w *work) {
	w.parts = w.parts[:0]
	tile, cell := cellAt(p)
	for i := range x.layers {
		l := &x.layers[i]
		w.here = append(w.here[:0], l.atlas.over(tile, cell)...)
		if l.atlas.isOccupied(tile) {
			l.atlas.within(w, p, tile, cell)
		}
		for _, part := range w.here {
			w.parts = append(w.parts, l.firstPart+part)
		}
	}
}

// within moves w.here from the middle of a cell to a point in it.
func (a *atlas) within(w *work, p s2.Point, tile, cell int) {
	only := visit{int32(tile), 1 << cell}
	middle := middleOf(tile, cell)
	if a.tiles[tile].Mask&only.mask == 0 || p == middle {
		return
	}
	way := newProbe(middle, p)
	w.visits = append(w.visits[:0], only)
	a.seekIn(w, &way)
	w.here = a.step(w, &way, w.here)
}

// areasOf returns the shared set of the areas of some parts.
func (x *Index) areasOf(parts []uint32, w *work) []AreaID {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return x.sets.single[x.partArea[parts[0]]]
	}
	w.areas = w.areas[:0]
	for _, p := range parts {
		w.areas = append(w.areas, AreaID(x.partArea[p]))
	}
	slices.Sort(w.areas)
	w.areas = slices.Compact(w.areas)
	return x.sets.share(w.areas)
}

// At returns the areas over a point, longitude and latitude in degrees, sorted;
// nil if there is none, or if the point is not finite or beyond 180 or 90
// degrees. The list is shared: do not change it.
//
// It is semi-open: of areas that share a border or a corner, a point exactly on
// it is in one.
func (x *Index) At(p orb.Point) []AreaID {
	if x == nil || len(x.layers) == 0 || !usable(p) {
		return nil
	}
	w := getWork()
	defer w.done()
	x.partsOver(sphere.FromLonLat(p), w)
	return x.areasOf(w.parts, w)
}
