package airspace

import (
	"math"
	"slices"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// nearGrid finds the distance to the nearest of many edges. It holds them in pieces,
// in the cells of a grid in space.
type nearGrid struct {
	cells map[uint64][]int32
	ends  [][2]r3.Vector
}

const (
	cellChord  = 1.0 / 512     // 12 km
	pieceChord = cellChord / 4 // so a piece leaves its chord by 0.2 m at most
	nearKm     = 50            // farther is not measured
	cellReach  = 5             // cells on either side: at least nearKm, with half a piece
)

// cell is a cube of the grid.
type cell struct{ x, y, z int16 }

func cellOf(v r3.Vector) cell {
	at := func(x float64) int16 { return int16(math.Floor(x / cellChord)) }
	return cell{at(v.X), at(v.Y), at(v.Z)}
}

func (c cell) key() uint64 {
	return uint64(uint16(c.x)) | uint64(uint16(c.y))<<16 | uint64(uint16(c.z))<<32
}

// onSphere tells whether a cell may hold pieces: whether the sphere, or a chord of
// pieceChord beneath it, passes through it.
func (c cell) onSphere() bool {
	middle := r3.Vector{X: float64(c.x) + 0.5, Y: float64(c.y) + 0.5, Z: float64(c.z) + 0.5}.Mul(cellChord)
	return math.Abs(middle.Norm()-1) < 0.9*cellChord // more than half the diagonal, 0.87
}

func newNearGrid() *nearGrid { return &nearGrid{cells: map[uint64][]int32{}} }

// add enters an edge.
func (g *nearGrid) add(u, v s2.Point) {
	n := math.Ceil(u.Sub(v.Vector).Norm() / pieceChord)
	at := u.Vector
	for k := 1.0; k <= n; k++ {
		next := u.Mul(n - k).Add(v.Mul(k)).Normalize()
		if k == n {
			next = v.Vector
		}
		key := cellOf(at.Add(next).Mul(0.5)).key()
		g.cells[key] = append(g.cells[key], int32(len(g.ends)))
		g.ends = append(g.ends, [2]r3.Vector{at, next})
		at = next
	}
}

// km returns the distance from a point to the nearest edge in kilometres, nearKm if
// it is farther than that.
func (g *nearGrid) km(p s2.Point) float64 {
	best := nearKm / sphere.RadiusKm
	home := cellOf(p.Vector)
	for r := range int16(cellReach + 1) {
		// Pieces that are not yet seen have their middles beyond r-1 whole cells.
		if best < float64(r-1)*cellChord-pieceChord/2 {
			break
		}
		g.shell(home, r, func(k int32) { best = min(best, toChord(p.Vector, g.ends[k][0], g.ends[k][1])) })
	}
	return best * sphere.RadiusKm
}

// shell calls f with the pieces in the cells that are r cells away.
func (g *nearGrid) shell(home cell, r int16, f func(int32)) {
	for x := -r; x <= r; x++ {
		for y := -r; y <= r; y++ {
			step := max(1, 2*r) // only the two ends, unless x or y is one
			if max(x, -x) == r || max(y, -y) == r {
				step = 1
			}
			for z := -r; z <= r; z += step {
				c := cell{home.x + x, home.y + y, home.z + z}
				if !c.onSphere() {
					continue
				}
				for _, k := range g.cells[c.key()] {
					f(k)
				}
			}
		}
	}
}

// toChord returns the distance of a point to a straight line between two others.
func toChord(p, a, b r3.Vector) float64 {
	d := b.Sub(a)
	t := 0.0
	if n := d.Norm2(); n > 0 {
		t = max(0, min(1, p.Sub(a).Dot(d)/n))
	}
	return p.Sub(a.Add(d.Mul(t))).Norm()
}

// lintReference is the index with which a file is compared.
type lintReference struct {
	index   *Index
	borders Borders
}

// areasOf returns the areas of the reference that go with a code: those that have it,
// and those under its sovereignty whose own code is not in own.
func (r *lintReference) areasOf(code string, own map[string]bool) []AreaID {
	var out []AreaID
	for id, a := range r.index.All() {
		if a.Code == code || a.Sovereign == code && !own[a.Code] {
			out = append(out, id)
		}
	}
	return out
}

// hasCode tells whether any area has a code.
func (r *lintReference) hasCode(code string) bool {
	for _, a := range r.index.All() {
		if a.Code == code {
			return true
		}
	}
	return false
}

// outline returns the edges round a set of areas, and some hundred of their points.
func (r *lintReference) outline(set []AreaID) (*nearGrid, []orb.Point) {
	g := newNearGrid()
	var all []s2.Point
	in := func(list []AreaID) bool {
		return slices.ContainsFunc(list, func(a AreaID) bool { return slices.Contains(set, a) })
	}
	for _, c := range r.borders.Chains {
		if in(c.Left) == in(c.Right) {
			continue
		}
		p := r.borders.Points[c.First : c.First+c.Count]
		for i := 1; i < len(p); i++ {
			g.add(p[i-1], p[i])
		}
		all = append(all, p...)
	}
	const most = 300
	var points []orb.Point
	for i := 0; i < len(all); i += 1 + len(all)/most {
		points = append(points, sphere.ToLonLat(all[i]))
	}
	return g, points
}
