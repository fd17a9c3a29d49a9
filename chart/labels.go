package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/golang/geo/r1"
	"github.com/golang/geo/r2"
)

// placer knows what of the map is taken: boxes of labels, which no other may touch,
// and cells that lines run through, which a label should leave free.
type placer struct {
	bounds r2.Rect
	cell   float64 // mm
	nx, ny int
	lines  []bool
	sums   []int32 // of lines, from the top left corner; nil if they changed
	boxes  []r2.Rect
	// covered are the cells that some area covers, coverSums their sums.
	covered   []bool
	coverSums []int32
}

func newPlacer(bounds r2.Rect, cell float64) *placer {
	p := &placer{bounds: bounds, cell: cell}
	p.nx = int(math.Ceil(bounds.X.Length() / cell))
	p.ny = int(math.Ceil(bounds.Y.Length() / cell))
	p.lines, p.covered = make([]bool, p.nx*p.ny), make([]bool, p.nx*p.ny)
	return p
}

// line marks the cells that a polyline runs through.
func (p *placer) line(points []r2.Point) {
	p.sums = nil
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := int(math.Ceil(b.Sub(a).Norm()/p.cell*2)) + 1
		for k := 0; k <= n; k++ {
			q := a.Add(b.Sub(a).Mul(float64(k) / float64(n)))
			x, y := int((q.X-p.bounds.X.Lo)/p.cell), int((q.Y-p.bounds.Y.Lo)/p.cell)
			if x >= 0 && x < p.nx && y >= 0 && y < p.ny {
				p.lines[y*p.nx+x] = true
			}
		}
	}
}

// mark marks the cells round a point.
func (p *placer) mark(at r2.Point, radius float64) {
	for y := at.Y - radius; y <= at.Y+radius; y += p.cell / 2 {
		p.line([]r2.Point{{X: at.X - radius, Y: y}, {X: at.X + radius, Y: y}})
	}
}

// cells returns the cells that a box touches, from and up to.
func (p *placer) cells(box r2.Rect) (x0, y0, x1, y1 int) {
	x0 = max(0, int(math.Floor((box.X.Lo-p.bounds.X.Lo)/p.cell)))
	y0 = max(0, int(math.Floor((box.Y.Lo-p.bounds.Y.Lo)/p.cell)))
	x1 = min(p.nx, int(math.Ceil((box.X.Hi-p.bounds.X.Lo)/p.cell)))
	y1 = min(p.ny, int(math.Ceil((box.Y.Hi-p.bounds.Y.Lo)/p.cell)))
	return x0, y0, max(x0, x1), max(y0, y1)
}

// under counts the cells below a box that lines run through.
func (p *placer) under(box r2.Rect) int {
	if p.sums == nil {
		p.sums = sumsOf(p.lines, p.nx, p.ny)
	}
	x0, y0, x1, y1 := p.cells(box)
	return sumIn(p.sums, p.nx, x0, y0, x1, y1)
}

// sumsOf returns for each corner of the cells how many cells above and to the left
// are set.
func sumsOf(set []bool, nx, ny int) []int32 {
	sums := make([]int32, (nx+1)*(ny+1))
	for y := range ny {
		row := int32(0)
		for x := range nx {
			if set[y*nx+x] {
				row++
			}
			sums[(y+1)*(nx+1)+x+1] = sums[y*(nx+1)+x+1] + row
		}
	}
	return sums
}

// sumIn returns how many cells of a block are set.
func sumIn(sums []int32, nx, x0, y0, x1, y1 int) int {
	at := func(x, y int) int32 { return sums[y*(nx+1)+x] }
	return int(at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0))
}

// gap is between the boxes of two labels, in cells.
const gapCells = 0.8

// free reports whether a box lies on the map and touches no label.
func (p *placer) free(box r2.Rect) bool {
	if !p.bounds.ExpandedByMargin(-p.cell).Contains(box) {
		return false
	}
	wide := box.ExpandedByMargin(gapCells * p.cell)
	for _, b := range p.boxes {
		if b.Intersects(wide) {
			return false
		}
	}
	return true
}

// try puts a label on the map so that its box is at a place, if that is free.
func (s *scene) try(l caption, ink, box r2.Rect) bool {
	if !s.place.free(box) {
		return false
	}
	s.put(l, ink, box)
	return true
}

// put puts a label on the map.
func (s *scene) put(l caption, ink, box r2.Rect) {
	s.text(l, r2.Point{X: box.X.Lo - ink.X.Lo, Y: box.Y.Lo - ink.Y.Lo})
	s.place.boxes = append(s.place.boxes, s.d.captions[len(s.d.captions)-1].Box)
}

// beside returns the box of a size whose nearest side is off a point by a gap, in a
// direction; dx and dy are -1, 0 or 1.
func beside(at r2.Point, size r2.Point, dx, dy, gap float64) r2.Rect {
	if dx != 0 && dy != 0 {
		gap *= math.Sqrt2 / 2
	}
	c := r2.Point{X: at.X + dx*(gap+size.X/2), Y: at.Y + dy*(gap+size.Y/2)}
	return around(c, size)
}

// around returns the box of a size about a point.
func around(c, size r2.Point) r2.Rect {
	return r2.Rect{
		X: r1.Interval{Lo: c.X - size.X/2, Hi: c.X + size.X/2},
		Y: r1.Interval{Lo: c.Y - size.Y/2, Hi: c.Y + size.Y/2},
	}
}

// directions are where a label may stand beside a point, the best first.
var directions = [...][2]float64{{1, 0}, {1, -1}, {1, 1}, {-1, 0}, {-1, -1}, {-1, 1}, {0, -1}, {0, 1}}

// best returns the box beside a point that covers the fewest lines.
func (s *scene) best(at, size r2.Point, gaps ...float64) (box r2.Rect, under int, ok bool) {
	score := math.Inf(1)
	for g, gap := range gaps {
		for i, d := range directions {
			b := beside(at, size, d[0], d[1], gap)
			if !s.place.free(b) {
				continue
			}
			n := s.place.under(b)
			if v := float64(n) + 0.3*float64(i) + 3*float64(g); v < score {
				box, under, ok, score = b, n, true, v
			}
		}
	}
	return box, under, ok
}

// names puts all words on the map: first what must not be missing.
func (s *scene) names() {
	s.endNames()
	s.routeNames()
	s.stateNames()
	s.pointNames()
	s.seaNames()
}

// endNames names the ends. They are always named: if all places beside an end are
// taken, the nearest free one serves.
func (s *scene) endNames() {
	u := s.unit
	ends := s.ends()
	for _, e := range ends {
		s.place.mark(e.at, endMm*u)
	}
	for _, e := range ends {
		l := caption{Role: roleEnd, Text: shortName(e.place.Name), Size: 3.6 * u, Bold: true, Ref: e.ref}
		l = s.fonts.shorten(l, 0.4*s.d.window.X.Length())
		ink := s.fonts.ink(l)
		box, _, ok := s.best(e.at, ink.Size(), (endMm+0.7)*u, (endMm+2)*u, (endMm+5)*u)
		if !ok {
			box, ok = s.nearest(e.at, ink.Size())
		}
		if ok {
			s.put(l, ink, box)
		}
	}
}

// nearest returns the free box of a size that is nearest to a point.
func (s *scene) nearest(at, size r2.Point) (box r2.Rect, ok bool) {
	off := math.Inf(1)
	step := 2 * s.place.cell
	m := s.d.window
	for y := m.Y.Lo + size.Y/2 + step; y < m.Y.Hi-size.Y/2; y += step {
		for x := m.X.Lo + size.X/2 + step; x < m.X.Hi-size.X/2; x += step {
			c := r2.Point{X: x, Y: y}
			d := c.Sub(at).Norm()
			if b := around(c, size); d < off && s.place.free(b) {
				box, ok, off = b, true, d
			}
		}
	}
	return box, ok
}

// shortName is the name of a place without the State behind it.
func shortName(name string) string {
	short, _, _ := strings.Cut(name, ",")
	if short = strings.TrimSpace(short); short == "" || strings.ContainsAny(short, "0123456789") {
		return name // coordinates
	}
	return short
}

// pointNames says at which kilometre the best route enters airspace.
func (s *scene) pointNames() {
	if len(s.tracks) == 0 {
		return
	}
	u := s.unit
	var named []r2.Point
	for _, e := range s.tracks[0].enter {
		if slices.ContainsFunc(named, func(p r2.Point) bool { return p.Sub(e.at).Norm() < 4*u }) {
			continue // points that nearly fall together have one label
		}
		l := caption{Role: rolePoint, Text: km(e.km), Size: 2.1 * u, Ref: e.ref, Status: e.c.Status}
		ink := s.fonts.ink(l)
		if box, under, ok := s.best(e.at, ink.Size(), (pointMm+0.5)*u, (pointMm+1.6)*u); ok && under <= 3 {
			s.put(l, ink, box)
			named = append(named, e.at)
		}
	}
}
