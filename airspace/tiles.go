package airspace

import (
	"math"
	"slices"

	"github.com/golang/geo/s2"
)

// stepsPerCell is how fine the points of pieces are kept: a step is 12 m in the
// middle of a face.
const stepsPerCell = 4096

// pieceEdges is how many edges a piece has at most.
const pieceEdges = 16

// roughPiece is a piece before it is put to its tile.
type roughPiece struct {
	tile   int32
	first  uint32
	border uint32
	count  int
	far    bool
	mask   uint64
}

// addTiles cuts the chains into pieces and puts them into the tiles that they
// touch.
func (b *atlasBuilder) addTiles() {
	rough := b.cut()
	b.tiles = make([]tileHead, allTiles+1)
	for _, p := range rough {
		b.tiles[p.tile+1].First++
	}
	next := make([]uint32, allTiles)
	for t := range allTiles {
		next[t] = b.tiles[t].First
		b.tiles[t+1].First += b.tiles[t].First
	}
	order := make([]int32, len(rough))
	for i, p := range rough {
		order[next[p.tile]] = int32(i)
		next[p.tile]++
	}
	b.occupied = make([]uint64, allTiles/64)
	b.masks = make([]uint64, 0, len(rough))
	b.pieces = make([]tilePiece, 0, len(rough))
	b.rows = make([]uint32, 0, len(b.vectors)+3*len(rough))
	for _, i := range order {
		p := &rough[i]
		b.occupied[p.tile/64] |= 1 << (p.tile % 64)
		b.tiles[p.tile].Mask |= p.mask
		b.masks = append(b.masks, p.mask)
		b.finish(p)
	}
}

// cut returns the pieces in the order of the chains.
func (b *atlasBuilder) cut() []roughPiece {
	rough := make([]roughPiece, 0, len(b.vectors)/8)
	var last [allTiles]int32 // of each tile its last piece in rough, from 1
	var seen []visit
	for c, border := range b.chainBorder {
		for k := b.chainFirst[c]; k+1 < b.chainFirst[c+1]; k++ {
			u, v := b.vectors[k], b.vectors[k+1]
			seen = touched(seen[:0], u, v, s2.Point{Vector: u.Add(v.Vector).Normalize()}, pad, nil)
			for _, t := range seen {
				far := !inSteps(int(t.tile), u) || !inSteps(int(t.tile), v)
				if n := last[t.tile]; n > 0 {
					p := &rough[n-1]
					if p.first+uint32(p.count)-1 == k { // the edge touches the tile twice, on two chords of it
						p.mask |= t.mask
						continue
					}
					if p.first+uint32(p.count) == k && p.count < pieceEdges && !far && !p.far {
						p.count++
						p.mask |= t.mask
						continue
					}
				}
				rough = append(rough, roughPiece{t.tile, k, border, 1, far, t.mask})
				last[t.tile] = int32(len(rough))
			}
		}
	}
	return rough
}

// inTile returns the place of a vector from the middle of a tile, in steps. ok is
// false if it does not lie on that side of the globe.
func inTile(tile int, p s2.Point) (x, y float64, ok bool) {
	face := tile / faceTiles
	if w, _, _ := component(face, p.Vector); w <= 0 {
		return 0, 0, false
	}
	x, y = onFace(face, p.Vector)
	i, j := tileCorner(tile)
	return (x - i - cellsWide/2) * stepsPerCell, (y - j - cellsWide/2) * stepsPerCell, true
}

// reach is how far from the middle of a tile a point may be to be kept in steps:
// so near that no piece is wider than 16 bits, 1.6 cells beyond the tile.
const reach = 23_000

// inSteps tells whether the place of a point in a tile can be kept in steps.
func inSteps(tile int, p s2.Point) bool {
	x, y, ok := inTile(tile, p)
	return ok && math.Abs(x) < reach && math.Abs(y) < reach
}

// finish appends a piece and its row.
func (b *atlasBuilder) finish(p *roughPiece) {
	out := tilePiece{Count: uint8(p.count), Row: uint32(len(b.rows))}
	b.rows = append(b.rows, p.first, p.border)
	if p.far {
		out.Far, out.Width = 1, math.MaxUint16 // wider than the tile: it is never dropped
		b.pieces = append(b.pieces, out)
		return
	}
	for k := p.first; k <= p.first+uint32(p.count); k++ {
		x, y, _ := inTile(int(p.tile), b.vectors[k])
		b.rows = append(b.rows, packSteps(int16(math.Round(x)), int16(math.Round(y))))
	}
	points := b.rows[out.Row+2:]
	out.AX, out.AY = unpackSteps(points[0])
	out.BX, out.BY = unpackSteps(points[len(points)-1])
	out.Width = widthOf(points)
	b.pieces = append(b.pieces, out)
}

func packSteps(x, y int16) uint32 { return uint32(uint16(x)) | uint32(uint16(y))<<16 }

func unpackSteps(n uint32) (x, y int16) { return int16(n), int16(n >> 16) }

// widthOf returns how far the points are at most from the line between the first
// and the last, in steps.
func widthOf(points []uint32) uint16 {
	at := func(i int) (x, y float64) {
		a, b := unpackSteps(points[i])
		return float64(a), float64(b)
	}
	n := len(points)
	ax, ay := at(0)
	bx, by := at(n - 1)
	dx, dy := bx-ax, by-ay
	long := dx*dx + dy*dy
	most := 0.0
	for i := 1; i < n-1; i++ {
		x, y := at(i)
		t := 0.0
		if long > 0 {
			t = max(0, min(1, ((x-ax)*dx+(y-ay)*dy)/long))
		}
		most = max(most, math.Hypot(x-ax-t*dx, y-ay-t*dy))
	}
	return uint16(math.Ceil(most + 0.001))
}

// addLabels finds the parts over the middle of each cell that has a border near
// it. It goes from tile to tile and within a tile from cell to cell.
func (b *atlasBuilder) addLabels() {
	known := map[string]uint32{}
	b.labelFirst = []uint32{0}
	w := &work{}
	at, here := s2.OriginPoint(), partSet(nil)
	for _, p := range b.m.origin {
		here = append(here, uint32(p))
	}
	for t := range allTiles {
		next := middleOf(t, 0)
		here = b.walk(w, here, at, next)
		at = next
		if !b.isOccupied(t) {
			b.tiles[t].Label = b.labelOf(known, here)
			continue
		}
		b.tiles[t].Label = uint32(len(b.cellLabel))
		b.cellLabel = append(b.cellLabel, make([]uint32, tileCells)...)
		labels := b.cellLabel[b.tiles[t].Label:]
		inside, from := slices.Clone(here), at
		for n := range tileCells {
			cell := n
			if n/cellsWide%2 == 1 { // back
				cell = n/cellsWide*cellsWide + cellsWide - 1 - n%cellsWide
			}
			to := middleOf(t, cell)
			inside = b.walk(w, inside, from, to)
			from = to
			labels[cell] = b.labelOf(known, inside)
		}
	}
}

// labelOf returns the label of a set of parts.
func (b *atlasBuilder) labelOf(known map[string]uint32, parts partSet) uint32 {
	var key []byte
	for _, p := range parts {
		key = append(key, byte(p), byte(p>>8), byte(p>>16), byte(p>>24))
	}
	n, ok := known[string(key)]
	if !ok {
		n = uint32(len(known))
		known[string(key)] = n
		b.labelParts = append(b.labelParts, parts...)
		b.labelFirst = append(b.labelFirst, uint32(len(b.labelParts)))
	}
	return n
}
