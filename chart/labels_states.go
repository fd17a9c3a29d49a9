package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
)

// mask says which cells of the map an area covers, over the block of cells that it
// touches.
type mask struct {
	x0, y0, nx, ny int
	in             []bool
	sums           []int32
	count          int
}

// maskOf fills rings by the even-odd rule at the middle of each cell.
func (p *placer) maskOf(rings [][]r2.Point) *mask {
	box := r2.EmptyRect()
	for _, r := range rings {
		for _, q := range r {
			box = box.AddPoint(q)
		}
	}
	m := &mask{}
	if box.IsEmpty() {
		return m
	}
	x0, y0, x1, y1 := p.cells(box)
	m.x0, m.y0, m.nx, m.ny = x0, y0, x1-x0, y1-y0
	m.in = make([]bool, m.nx*m.ny)
	first := p.bounds.Y.Lo + (float64(y0)+0.5)*p.cell
	for j, spans := range scan(rings, first, p.cell, m.ny) {
		for i := 0; i+1 < len(spans); i += 2 {
			a := int(math.Ceil((spans[i]-p.bounds.X.Lo)/p.cell-0.5)) - x0
			b := int(math.Ceil((spans[i+1]-p.bounds.X.Lo)/p.cell-0.5)) - x0
			for x := max(0, a); x < min(b, m.nx); x++ {
				m.in[j*m.nx+x] = true
				m.count++
			}
		}
	}
	m.sums = sumsOf(m.in, m.nx, m.ny)
	return m
}

// scan returns where n horizontal lines, the first at y and a step apart, cross the
// sides of rings, sorted from left to right: every second space between is inside.
func scan(rings [][]r2.Point, y, step float64, n int) [][]float64 {
	out := make([][]float64, n)
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if a.Y > b.Y {
				a, b = b, a
			}
			from := max(0, int(math.Ceil((a.Y-y)/step)))
			for k := from; k < n; k++ {
				at := y + float64(k)*step
				if at >= b.Y {
					break
				}
				out[k] = append(out[k], a.X+(b.X-a.X)*(at-a.Y)/(b.Y-a.Y))
			}
		}
	}
	for _, xs := range out {
		slices.Sort(xs)
	}
	return out
}

// depths returns for each cell how many cells it is from the edge of the area, the
// edge of the map included, and the most of them.
func (m *mask) depths() (depth []float64, most float64) {
	depth = make([]float64, len(m.in))
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= m.nx || y >= m.ny {
			return 0
		}
		return depth[y*m.nx+x]
	}
	const slant = math.Sqrt2
	for y := range m.ny {
		for x := range m.nx {
			if m.in[y*m.nx+x] {
				depth[y*m.nx+x] = min(at(x-1, y)+1, at(x, y-1)+1, at(x-1, y-1)+slant, at(x+1, y-1)+slant)
			}
		}
	}
	for y := m.ny - 1; y >= 0; y-- {
		for x := m.nx - 1; x >= 0; x-- {
			i := y*m.nx + x
			depth[i] = min(depth[i], at(x+1, y)+1, at(x, y+1)+1, at(x+1, y+1)+slant, at(x-1, y+1)+slant)
			most = max(most, depth[i])
		}
	}
	return depth, most
}

// cover notes that an area lies over cells.
func (p *placer) cover(m *mask) {
	p.coverSums = nil
	for y := range m.ny {
		for x := range m.nx {
			if m.in[y*m.nx+x] {
				p.covered[(m.y0+y)*p.nx+m.x0+x] = true
			}
		}
	}
}

// bare returns which part of the cells below a box no area covers.
func (p *placer) bare(box r2.Rect) float64 {
	if p.coverSums == nil {
		p.coverSums = sumsOf(p.covered, p.nx, p.ny)
	}
	x0, y0, x1, y1 := p.cells(box)
	if x0 == x1 || y0 == y1 {
		return 0
	}
	return 1 - float64(sumIn(p.coverSums, p.nx, x0, y0, x1, y1))/float64((x1-x0)*(y1-y0))
}

// Sizes of the names of States, in units.
const (
	leastName = 1.75
	mostName  = 4.2
)

// stateNames names areas, the largest first, each where its visible part is widest
// and routes leave room; what does not fit is left out.
func (s *scene) stateNames() {
	type named struct {
		shown
		mask *mask
	}
	var all []named
	for _, a := range s.areas {
		if a.Zone || a.Name == "" {
			continue
		}
		all = append(all, named{a, s.place.maskOf(a.rings)})
	}
	slices.SortStableFunc(all, func(a, b named) int { return cmp.Compare(b.mask.count, a.mask.count) })
	for _, a := range all {
		depth, most := a.mask.depths()
		s.place.cover(a.mask)
		extent := math.Sqrt(float64(a.mask.count)) * s.place.cell
		size := min(mostName*s.unit, 0.14*extent)
		for ; size >= leastName*s.unit; size *= 0.88 {
			l := caption{Role: roleState, Text: s.fonts.writable(a.Name), Size: size, Ref: "area:" + a.Area, Status: a.Status}
			if s.inside(l, a.mask, depth, most) {
				break
			}
		}
	}
}

// inside puts a name inside an area, if it fits.
func (s *scene) inside(l caption, m *mask, depth []float64, most float64) bool {
	ink := s.fonts.ink(l)
	w, h := int(math.Ceil(ink.X.Length()/s.place.cell)), int(math.Ceil(ink.Y.Length()/s.place.cell))
	if w > m.nx || h > m.ny {
		return false
	}
	var best r2.Rect
	score := math.Inf(-1)
	for y := 0; y+h <= m.ny; y++ {
		for x := 0; x+w <= m.nx; x++ {
			if 100*sumIn(m.sums, m.nx, x, y, x+w, y+h) < 93*w*h {
				continue
			}
			v := depth[(y+h/2)*m.nx+x+w/2] / most
			if v <= score {
				continue
			}
			box := s.place.box(m.x0+x, m.y0+y, ink.Size())
			if n := s.place.under(box); n > 0 {
				v -= 0.8 + 4*float64(n)/float64(w*h)
			}
			if v > score && v > -0.5 && s.place.free(box) {
				best, score = box, v
			}
		}
	}
	return !math.IsInf(score, -1) && s.try(l, ink, best)
}

// box returns the box of a size whose corner is a cell.
func (p *placer) box(x, y int, size r2.Point) r2.Rect {
	at := r2.Point{X: p.bounds.X.Lo + float64(x)*p.cell, Y: p.bounds.Y.Lo + float64(y)*p.cell}
	return r2.Rect{X: r1.Interval{Lo: at.X, Hi: at.X + size.X}, Y: r1.Interval{Lo: at.Y, Hi: at.Y + size.Y}}
}
