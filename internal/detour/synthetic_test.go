package detour_test

import (
	"math/rand/v2"
	"slices"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/detour"
)

// lattice is a map of quadrangles that share their sides. cells gives the area
// of each, -1 for none. jitter moves the vertices by a part of a side.
type lattice struct {
	rows, columns int
	side          float64 // degrees
	cells         []int32
	jitter        float64
	split         int // sides are divided so often, and moved there
	seed          uint64
}

func (l lattice) add(to *layout) {
	r := rand.New(rand.NewPCG(l.seed, 3))
	at := map[[2]int]orb.Point{}
	n := l.split + 1
	for i := range l.rows*n + 1 {
		for j := range l.columns*n + 1 {
			if i%n != 0 && j%n != 0 {
				continue
			}
			s := l.side / float64(n)
			at[[2]int{i, j}] = orb.Point{
				(float64(j)-float64(l.columns*n)/2)*s + (r.Float64()-0.5)*l.jitter*s,
				(float64(i)-float64(l.rows*n)/2)*s + (r.Float64()-0.5)*l.jitter*s,
			}
		}
	}
	for i := range l.rows {
		for j := range l.columns {
			area := l.cells[i*l.columns+j]
			if area < 0 {
				continue
			}
			var ring orb.Ring
			for k := range n {
				ring = append(ring, at[[2]int{i * n, j*n + k}])
			}
			for k := range n {
				ring = append(ring, at[[2]int{i*n + k, (j + 1) * n}])
			}
			for k := range n {
				ring = append(ring, at[[2]int{(i + 1) * n, (j+1)*n - k}])
			}
			for k := range n {
				ring = append(ring, at[[2]int{(i+1)*n - k, j * n}])
			}
			to.ring(area, ring)
		}
	}
}

// turnMap turns a map round the globe.
func turnMap(m detour.Map, seed uint64) (detour.Map, func(s2.Point) s2.Point) {
	r := rand.New(rand.NewPCG(seed, 5))
	x := r3.Vector{X: r.NormFloat64(), Y: r.NormFloat64(), Z: r.NormFloat64()}.Normalize()
	y := x.Ortho()
	z := x.Cross(y)
	turn := func(p s2.Point) s2.Point {
		if seed == 0 {
			return p
		}
		return s2.Point{Vector: x.Mul(p.X).Add(y.Mul(p.Y)).Add(z.Mul(p.Z)).Normalize()}
	}
	m.Points = slices.Clone(m.Points)
	for i, p := range m.Points {
		m.Points[i] = turn(p)
	}
	return m, turn
}

// merge puts two maps over each other that know nothing of each other.
func merge(a, b detour.Map) detour.Map {
	nodes := int32(0)
	for _, c := range a.Chains {
		nodes = max(nodes, c.From+1, c.To+1)
	}
	m := detour.Map{Points: slices.Concat(a.Points, b.Points), Chains: slices.Clone(a.Chains)}
	for _, c := range b.Chains {
		c.First += len(a.Points)
		c.From += nodes
		c.To += nodes
		m.Chains = append(m.Chains, c)
	}
	return m
}
