package airspace

import (
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// The globe is cut by a cube. On a face, seen from the middle of the globe, every
// great circle is a straight line. A face has 32 by 32 tiles, a tile 8 by 8 cells.
const (
	tilesWide = 32
	cellsWide = 8 // of a tile
	faceCells = tilesWide * cellsWide
	faceTiles = tilesWide * tilesWide
	allTiles  = 6 * faceTiles
	tileCells = cellsWide * cellsWide
)

// Places on a face are given in cells from its corner, [0, 256].
const (
	cellsPerUnit = faceCells / 2 // from [-1, 1]

	// pad is by how much an edge is taken to be wider than it is when its cells
	// are found, in cells: more than Tolerance everywhere (1.6e-9 radians are at
	// most 4.7e-9 on a face, 6e-7 cells) and what arcs are moved by (pad / 2).
	pad = 2e-6
)

// faceAxes says which components of a vector are the axes of a face: out of the
// face, along its first and along its second edge.
var faceAxes = [3][3]int{{0, 1, 2}, {1, 0, 2}, {2, 0, 1}}

// component returns the components of a vector as a face sees them: outwards, and
// along its edges.
func component(face int, p r3.Vector) (w, u, v float64) {
	switch face {
	case 0:
		return p.X, p.Y, p.Z
	case 1:
		return -p.X, p.Y, p.Z
	case 2:
		return p.Y, p.X, p.Z
	case 3:
		return -p.Y, p.X, p.Z
	case 4:
		return p.Z, p.X, p.Y
	default:
		return -p.Z, p.X, p.Y
	}
}

// faceOf returns the face on which a vector lies.
func faceOf(p r3.Vector) int {
	x, y, z := math.Abs(p.X), math.Abs(p.Y), math.Abs(p.Z)
	sign := func(w float64) int {
		if w < 0 {
			return 1
		}
		return 0
	}
	switch {
	case x >= y && x >= z:
		return sign(p.X)
	case y >= z:
		return 2 + sign(p.Y)
	}
	return 4 + sign(p.Z)
}

// onFace returns the place of a vector on a face, in cells.
func onFace(face int, p r3.Vector) (x, y float64) {
	w, u, v := component(face, p)
	w = cellsPerUnit / w
	return u*w + cellsPerUnit, v*w + cellsPerUnit
}

// cellAt returns the tile over a vector and the cell in it.
func cellAt(p s2.Point) (tile, cell int) {
	face := faceOf(p.Vector)
	x, y := onFace(face, p.Vector)
	i, j := clampCell(x), clampCell(y)
	return face*faceTiles + i/cellsWide*tilesWide + j/cellsWide, i%cellsWide*cellsWide + j%cellsWide
}

func clampCell(x float64) int { return max(0, min(faceCells-1, int(x))) }

// middleOf returns the middle of a cell.
func middleOf(tile, cell int) s2.Point {
	x, y := tileCorner(tile)
	return fromFace(tile/faceTiles, x+float64(cell/cellsWide)+0.5, y+float64(cell%cellsWide)+0.5)
}

// tileCorner returns the lower corner of a tile on its face, in cells.
func tileCorner(tile int) (x, y float64) {
	n := tile % faceTiles
	return float64(n / tilesWide * cellsWide), float64(n % tilesWide * cellsWide)
}

// fromFace returns the unit vector at a place on a face.
func fromFace(face int, x, y float64) s2.Point {
	w := 1.0
	if face%2 == 1 {
		w = -1
	}
	axes := faceAxes[face/2]
	var p [3]float64
	p[axes[0]], p[axes[1]], p[axes[2]] = w, x/cellsPerUnit-1, y/cellsPerUnit-1
	return s2.Point{Vector: r3.Vector{X: p[0], Y: p[1], Z: p[2]}.Normalize()}
}

// strip is the part of an arc on one face: a straight line, in cells.
type strip struct {
	face           int
	x0, y0, x1, y1 float64
}

// visit is a tile that an arc touches, and which of its cells: bit 8i+j for the
// cell in column i and row j.
type visit struct {
	tile int32
	mask uint64
}

// stripOn returns the part of the chord from a to b that lies over a face widened
// by wider (relative). ok is false if there is none. The chord must not pass near
// the middle of the globe.
func stripOn(face int, a, b r3.Vector, wider float64) (s strip, ok bool) {
	aw, au, av := component(face, a)
	bw, bu, bv := component(face, b)
	if aw <= 0 && bw <= 0 {
		return s, false
	}
	from, to := 0.0, 1.0
	aside, bside := aw*(1+wider), bw*(1+wider)
	if !clipLine(&from, &to, aside-au, bside-bu) || !clipLine(&from, &to, aside+au, bside+bu) ||
		!clipLine(&from, &to, aside-av, bside-bv) || !clipLine(&from, &to, aside+av, bside+bv) || from > to {
		return s, false
	}
	at := func(t float64) (x, y float64) {
		w := cellsPerUnit / (aw + (bw-aw)*t)
		return (au+(bu-au)*t)*w + cellsPerUnit, (av+(bv-av)*t)*w + cellsPerUnit
	}
	s.face = face
	s.x0, s.y0 = at(from)
	s.x1, s.y1 = at(to)
	return s, true
}

// clipLine keeps the part of a line on which a function is not negative that goes
// from f to g. It returns false if there is none.
func clipLine(from, to *float64, f, g float64) bool {
	switch {
	case f < 0 && g < 0:
		return false
	case f < 0:
		*from = max(*from, f/(f-g))
	case g < 0:
		*to = min(*to, f/(f-g))
	}
	return true
}

// visits appends the tiles that the strip touches if it is widened by so many
// cells. With occupied, a bit for each tile, others are left out. A cell more at
// either end does no harm.
//
// The strip is taken as a line y(x) with a slope of at most 1 and walked column by
// column, in units of 2^-32 cells. Over the 256 columns of a face the rounding of
// the slope grows to 3e-8 cells.
func (s *strip) visits(dst []visit, wider float64, occupied *[allTiles / 64]uint64) []visit {
	const one = 1 << 32
	x0, y0, x1, y1 := s.x0, s.y0, s.x1, s.y1
	if wider == 0 { // keep off the seams of the cube, along which rounding would tell
		x0, y0, x1, y1 = inward(x0), inward(y0), inward(x1), inward(y1)
	}
	r := raster{step: tilesWide, cross: 1, steep: math.Abs(y1-y0) > math.Abs(x1-x0), occupied: occupied}
	if r.steep {
		x0, y0, x1, y1 = y0, x0, y1, x1
		r.step, r.cross = r.cross, r.step
	}
	if x1 < x0 {
		x0, y0, x1, y1 = x1, y1, x0, y0
	}
	slope := 0.0
	if x1 > x0 {
		slope = (y1 - y0) / (x1 - x0)
	}
	first, last := clampCell(x0-wider), clampCell(x1+wider)
	r.rise = int64(slope * one)
	around := int64(2 * wider * one)
	r.low, r.high = min(0, r.rise)-around, max(0, r.rise)+around
	r.y = int64((y0 + slope*(float64(first)-x0)) * one)
	for c := first; c <= last; {
		i := c / cellsWide
		end := min(last+1, (i+1)*cellsWide)
		dst = r.columns(dst, s.face*faceTiles+i*r.step, c, end)
		c = end
	}
	return dst
}

// raster walks a line over the cells of a face.
type raster struct {
	y, rise     int64 // where the column begins, and by how much more the next does
	low, high   int64 // from y to the lower and the upper end of the line in a column
	step, cross int   // from tile to tile along the line and across
	steep       bool  // columns are rows of the face
	occupied    *[allTiles / 64]uint64
}

func (r *raster) wanted(tile int) bool {
	return r.occupied == nil || r.occupied[tile/64]>>(tile%64)&1 == 1
}

// columns appends the visits of the columns from c up to end, which lie in one
// column of tiles; base is its first tile.
func (r *raster) columns(dst []visit, base, c, end int) []visit {
	over := r.rise * int64(end-c-1)
	j0 := int((r.y+min(0, over)+r.low)>>32) >> 3
	j1 := int((r.y+max(0, over)+r.high)>>32) >> 3
	y := r.y
	r.y += r.rise * int64(end-c)
	if j0 == j1 && uint(j0) < tilesWide { // the usual case
		tile := base + j0*r.cross
		if !r.wanted(tile) {
			return dst
		}
		var mask uint64
		for y -= int64(j0) << 35; c < end; c++ {
			mask |= (2<<(uint64(y+r.high)>>32&63) - 1<<(uint64(y+r.low)>>32&63)) << (uint(c*cellsWide) & 63)
			y += r.rise
		}
		return append(dst, visitOf(tile, mask, r.steep))
	}
	var masks [3]uint64 // of the tiles from j0 on, a byte for each column
	for ; c < end; c++ {
		r0, r1 := uint((y+r.low)>>32)-uint(8*j0), uint((y+r.high)>>32)-uint(8*j0)
		bits := uint64(2)<<(r1&63) - uint64(1)<<(r0&63)
		shift := uint(cellsWide*c) & 63
		masks[0] |= bits & 0xff << shift
		masks[1] |= bits >> 8 & 0xff << shift
		masks[2] |= bits >> 16 & 0xff << shift
		y += r.rise
	}
	for j := max(j0, 0); j <= min(j1, tilesWide-1); j++ {
		if tile := base + j*r.cross; r.wanted(tile) {
			dst = append(dst, visitOf(tile, masks[j-j0], r.steep))
		}
	}
	return dst
}

// inward moves a place at the edge of a face into it, by less than edges are
// widened.
func inward(x float64) float64 {
	const seam = pad / 2
	return max(seam, min(faceCells-seam, x))
}

// visitOf makes a visit of a mask that has a byte for each column, or if the strip
// is steep for each row.
func visitOf(tile int, mask uint64, steep bool) visit {
	if steep {
		mask = transpose(mask)
	}
	return visit{int32(tile), mask}
}

// transpose turns a matrix of 8 by 8 bits about its diagonal (Warren, Hacker's
// Delight, 7-3).
func transpose(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}

// halves returns the chords of an arc none of which passes near the middle of the
// globe: the ends of one or of two. middle is a point of the arc half way.
func halves(a, b, middle s2.Point) (chords [2][2]r3.Vector, n int) {
	const wide = -0.4 // cosine of 114 degrees
	if a.Dot(b.Vector) > wide {
		return [2][2]r3.Vector{{a.Vector, b.Vector}}, 1
	}
	return [2][2]r3.Vector{{a.Vector, middle.Vector}, {middle.Vector, b.Vector}}, 2
}

// touched appends the tiles and cells that an arc touches; a tile may come twice.
func touched(dst []visit, a, b, middle s2.Point, wider float64, occupied *[allTiles / 64]uint64) []visit {
	chords, n := halves(a, b, middle)
	for _, c := range chords[:n] {
		if first := faceOf(c[0]); wider == 0 && first == faceOf(c[1]) {
			s := strip{face: first}
			s.x0, s.y0 = onFace(first, c[0])
			s.x1, s.y1 = onFace(first, c[1])
			dst = s.visits(dst, 0, occupied)
			continue
		}
		for face := range 6 {
			if s, ok := stripOn(face, c[0], c[1], wider/cellsPerUnit+1e-12); ok {
				dst = s.visits(dst, wider, occupied)
			}
		}
	}
	return dst
}
