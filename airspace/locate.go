package airspace

import (
	"math"
	"slices"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// gridSize is into how many cells the edge of a face of the cube is cut, on
// which the parts over the middle of each cell are known.
const gridSize = 32

// grid knows the parts over the middle of each cell of a cube.
type grid struct {
	start []int32 // of each cell, in parts
	parts []int32
}

// cellOf returns the cell of a vector.
func cellOf(p s2.Point) int {
	face, u, v := faceUV(p.Vector)
	cell := func(w float64) int { return min(gridSize-1, int((w+1)/2*gridSize)) }
	return (face*gridSize+cell(v))*gridSize + cell(u)
}

// faceUV returns the face of the cube on which a vector lies and its place there,
// in [-1, 1].
func faceUV(p r3.Vector) (face int, u, v float64) {
	x, y, z := math.Abs(p.X), math.Abs(p.Y), math.Abs(p.Z)
	sign := func(w float64) int {
		if w < 0 {
			return 1
		}
		return 0
	}
	switch {
	case x >= y && x >= z:
		return sign(p.X), p.Y / x, p.Z / x
	case y >= z:
		return 2 + sign(p.Y), p.X / y, p.Z / y
	}
	return 4 + sign(p.Z), p.X / z, p.Y / z
}

// middleOf returns the middle of a cell.
func middleOf(cell int) s2.Point {
	at := func(i int) float64 { return (float64(i)+0.5)*2/gridSize - 1 }
	u, v := at(cell%gridSize), at(cell/gridSize%gridSize)
	face := cell / gridSize / gridSize
	w := 1.0
	if face%2 == 1 {
		w = -1
	}
	var p r3.Vector
	switch face / 2 {
	case 0:
		p = r3.Vector{X: w, Y: u, Z: v}
	case 1:
		p = r3.Vector{X: u, Y: w, Z: v}
	default:
		p = r3.Vector{X: u, Y: v, Z: w}
	}
	return s2.Point{Vector: p.Normalize()}
}

// buildGrid walks from the origin to the first cell of each face, and from there
// from cell to cell.
func buildGrid(m *mesh, t *tree) *grid {
	g := &grid{start: make([]int32, 1, 6*gridSize*gridSize+1)}
	var found []int32
	for cell := range 6 * gridSize * gridSize {
		var at s2.Point
		var here partSet
		switch {
		case cell%gridSize > 0:
			at, here = middleOf(cell-1), g.over(cell-1)
		case cell%(gridSize*gridSize) > 0:
			at, here = middleOf(cell-gridSize), g.over(cell-gridSize)
		default:
			at, here = s2.OriginPoint(), m.origin
		}
		here, found = m.walk(t, slices.Clone(here), at, middleOf(cell), found)
		g.parts = append(g.parts, here...)
		g.start = append(g.start, int32(len(g.parts)))
	}
	return g
}

// over returns the parts over the middle of a cell.
func (g *grid) over(cell int) []int32 { return g.parts[g.start[cell]:g.start[cell+1]] }

// walk returns the parts over b, given those over a. found is memory to reuse.
func (m *mesh) walk(t *tree, here partSet, a, b s2.Point, found []int32) (there partSet, reuse []int32) {
	if a == b {
		return here, found
	}
	p := newProbe(a, b)
	found = t.find(found[:0], &p)
	for _, k := range found {
		s := &t.edges[k]
		if sphere.Crosses(a, b, s.u, s.v) {
			here.cross(&m.borders[m.edges[s.edge].border])
		}
	}
	return here, found
}

// partsOver sets w.parts to the parts that contain a point.
func (g *geometry) partsOver(p s2.Point, w *work) {
	cell := cellOf(p)
	w.parts = append(w.parts[:0], g.grid.over(cell)...)
	w.parts, w.found = g.mesh.walk(g.tree, w.parts, middleOf(cell), p, w.found)
}

// areasOf returns the shared set of the areas of some parts.
func (g *geometry) areasOf(parts []int32, w *work) []AreaID {
	if len(parts) == 0 {
		return nil
	}
	w.areas = w.areas[:0]
	for _, p := range parts {
		w.areas = append(w.areas, g.mesh.parts[p].area)
	}
	if len(w.areas) > 1 {
		slices.Sort(w.areas)
		w.areas = slices.Compact(w.areas)
	}
	return g.sets.share(w.areas)
}

// At returns the areas over a point, longitude and latitude in degrees, sorted;
// nil if there is none, or if the point is not finite or beyond 180 or 90
// degrees. The list is shared: do not change it.
//
// It is semi-open: of areas that share a border or a corner, a point exactly on
// it is in one.
func (x *Index) At(p orb.Point) []AreaID {
	if x == nil || x.geo == nil || !usable(p) {
		return nil
	}
	w := x.geo.work()
	defer x.geo.done(w)
	x.geo.partsOver(sphere.FromLonLat(p), w)
	return x.geo.areasOf(w.parts, w)
}
