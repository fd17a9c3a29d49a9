package airspace

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// atlas is the planar map as it is asked: flat lists without pointers, which are
// the same in memory and in a snapshot. It is immutable but for the vectors of
// points, which are computed when they are needed.
//
// The map is made of chains, maximal rows of edges with the same parts on either
// side. Point k of a chain is the start of edge k, but for the last.
type atlas struct {
	coords      []byte   // points of chain after chain, then loose ones; see packCorner
	chainFirst  []uint32 // of each chain its first point, and one past the last chain
	chainBorder []uint32
	chainNodes  []uint32 // of each chain the node of its first and of its last point

	borderFirst []uint32 // of each border where its left and its right parts begin, and the end
	borderParts []uint32
	partArea    []uint32

	occupied   []uint64   // a bit for each tile that has pieces
	tiles      []tileHead // and one more for the end
	masks      []uint64   // of each piece the cells that it touches
	pieces     []tilePiece
	rows       []uint32 // see tilePiece; a point is x in the low half and y in the high one
	cellLabel  []uint32 // of each cell of an occupied tile the label of its middle
	labelFirst []uint32
	labelParts []uint32

	partRings []uint32 // of each part its first ring, and the end
	ringFirst []uint32 // of each ring its first span, and the end
	ringHole  []uint8  // of each ring 1 if it is a hole of the shell before it
	spans     []span

	pairs   []pair // of each border, see pairUp
	vectors []s2.Point
	ready   []atomic.Uint32 // of each block of vectors
	filling sync.Mutex
}

// tileHead says what a tile has.
type tileHead struct {
	Mask  uint64 // the cells that its pieces touch
	First uint32 // its first piece; the last is before the first of the next tile
	Label uint32 // its label, or if it has pieces the place of the labels of its cells in cellLabel
}

// tilePiece is a row of edges of one chain in one tile, as it looks from afar.
type tilePiece struct {
	// The first and the last point from the middle of the tile, in steps, and how
	// far from the straight line between them any point of it is at most.
	AX, AY, BX, BY int16
	Width          uint16
	Count          uint8  // edges
	Far            uint8  // 1 if it has points too far from the tile for steps; then it is one edge
	Row            uint32 // the place in rows of: its first point, its border, and unless it is Far its points
}

// span is a row of points of a ring: those from First on, or backwards from First
// if Count is negative.
type span struct {
	First uint32
	Count int32
}

const blockSize = 64 // points in a block of vectors

// cornerSize is the size of a point in coords: two numbers of 40 bits, little
// endian, longitude and latitude in 1e-9 degree.
const cornerSize = 10

func appendCorner(dst []byte, c corner) []byte {
	for _, n := range [...]int64{c.lon, c.lat} {
		dst = append(dst, byte(n), byte(n>>8), byte(n>>16), byte(n>>24), byte(n>>32))
	}
	return dst
}

// corner returns the coordinates of a point.
func (a *atlas) corner(k uint32) corner {
	b := a.coords[int(k)*cornerSize : int(k)*cornerSize+cornerSize]
	number := func(b []byte) int64 {
		low := int64(b[0]) | int64(b[1])<<8 | int64(b[2])<<16 | int64(b[3])<<24
		return low | int64(int8(b[4]))<<32
	}
	return corner{number(b[:5]), number(b[5:])}
}

func (a *atlas) points() int { return len(a.coords) / cornerSize }

// edges returns the number of edges with the places that end chains, where there
// is none.
func (a *atlas) edges() uint32 { return a.chainFirst[len(a.chainFirst)-1] }

// vector returns the unit vector of a point.
func (a *atlas) vector(k uint32) *s2.Point {
	if a.ready[k/blockSize].Load() == 0 {
		a.fill(k / blockSize)
	}
	return &a.vectors[k]
}

// fill computes the vectors of a block.
func (a *atlas) fill(block uint32) {
	a.filling.Lock()
	defer a.filling.Unlock()
	a.compute(block)
}

// compute is fill under the lock.
func (a *atlas) compute(block uint32) {
	if a.ready[block].Load() != 0 {
		return
	}
	for k := block * blockSize; k < min((block+1)*blockSize, uint32(len(a.vectors))); k++ {
		a.vectors[k] = sphere.FromLonLat(a.corner(k).point())
	}
	a.ready[block].Store(1)
}

// fillFrom computes the vectors of so many points.
func (a *atlas) fillFrom(first, count int) {
	for b := uint32(first / blockSize); b <= uint32((first+count-1)/blockSize); b++ {
		if a.ready[b].Load() == 0 {
			a.fill(b)
		}
	}
}

// fillAll computes all vectors, on all processors.
func (a *atlas) fillAll() {
	a.filling.Lock()
	defer a.filling.Unlock()
	var group sync.WaitGroup
	workers := uint32(runtime.GOMAXPROCS(0))
	for first := range workers {
		group.Go(func() {
			for b := first; b < uint32(len(a.ready)); b += workers {
				a.compute(b)
			}
		})
	}
	group.Wait()
}

// pair is what lies on the two sides of a border, if that is one part each.
type pair struct {
	left, right uint32
	some        bool
}

// pairUp finds the borders with one part on either side.
func (a *atlas) pairUp() {
	a.pairs = make([]pair, (len(a.borderFirst)-1)/2)
	for b := range a.pairs {
		if l, r := a.left(uint32(b)), a.right(uint32(b)); len(l) == 1 && len(r) == 1 {
			a.pairs[b] = pair{l[0], r[0], true}
		}
	}
}

// prepare makes room for the vectors.
func (a *atlas) prepare() {
	a.pairUp()
	n := a.points()
	a.vectors = make([]s2.Point, n)
	a.ready = make([]atomic.Uint32, (n+blockSize-1)/blockSize)
}

// left returns the parts on the left of a border.
func (a *atlas) left(border uint32) []uint32 {
	return a.borderParts[a.borderFirst[2*border]:a.borderFirst[2*border+1]]
}

// right returns the parts on the right of a border.
func (a *atlas) right(border uint32) []uint32 {
	return a.borderParts[a.borderFirst[2*border+1]:a.borderFirst[2*border+2]]
}

// label returns the parts of a label.
func (a *atlas) label(n uint32) []uint32 {
	return a.labelParts[a.labelFirst[n]:a.labelFirst[n+1]]
}

func (a *atlas) isOccupied(tile int) bool { return a.occupied[tile/64]>>(tile%64)&1 == 1 }

// over returns the parts over the middle of a cell.
func (a *atlas) over(tile, cell int) []uint32 {
	n := a.tiles[tile].Label
	if a.isOccupied(tile) {
		n = a.cellLabel[int(n)+cell]
	}
	return a.label(n)
}

// close makes the atlas ready for queries once all points are entered.
func (a *atlas) close() {
	a.pairUp()
	a.coords, a.vectors = slices.Clip(a.coords), slices.Clip(a.vectors)
	a.ready = make([]atomic.Uint32, (len(a.vectors)+blockSize-1)/blockSize)
	for i := range a.ready {
		a.ready[i].Store(1)
	}
}
