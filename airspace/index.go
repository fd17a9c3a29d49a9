package airspace

import (
	"iter"
	"slices"
	"sync"

	"github.com/paulmach/orb"
)

// Index holds areas and answers what lies over a point and along a leg. It is
// immutable and safe for concurrent use. The zero value has no areas. Make one
// with [World] or [ReadGeoJSON].
type Index struct {
	geo    *geometry
	areas  []Area
	source Source
}

// geometry is what does not depend on the world view.
type geometry struct {
	mesh     *mesh
	tree     *tree
	grid     *grid
	sets     *setTable
	sov      []sovereigns
	outlines []orb.MultiPolygon
	warnings []string
	pool     sync.Pool // of *work
}

// work is the memory of one query.
type work struct {
	found  []int32
	parts  partSet
	events []event
	along  []alongEdge
	active []int32
	side   partSet
	counts []partCount
	areas  []AreaID
}

func (g *geometry) work() *work {
	if w, ok := g.pool.Get().(*work); ok {
		return w
	}
	return &work{}
}

func (g *geometry) done(w *work) { g.pool.Put(w) }

// newGeometry indexes a mesh.
func newGeometry(m *mesh, areas int) *geometry {
	g := &geometry{mesh: m, tree: buildTree(m), sets: newSetTable(areas)}
	g.grid = buildGrid(m, g.tree)
	return g
}

// Source says from where the areas come.
func (x *Index) Source() Source { return x.source }

// Len returns the number of areas.
func (x *Index) Len() int { return len(x.areas) }

// Area returns an area; the zero Area if there is none with that handle.
func (x *Index) Area(id AreaID) Area {
	if id < 0 || int(id) >= len(x.areas) {
		return Area{}
	}
	return x.areas[id]
}

// All returns all areas in the order in which they were read.
func (x *Index) All() iter.Seq2[AreaID, Area] {
	return func(yield func(AreaID, Area) bool) {
		for i, a := range x.areas {
			if !yield(AreaID(i), a) {
				return
			}
		}
	}
}

// Warnings says what was left out or guessed when the areas were read, one
// sentence each; nil if nothing was.
func (x *Index) Warnings() []string {
	if x.geo == nil {
		return nil
	}
	return slices.Clone(x.geo.warnings)
}

// WithWorldview returns the same areas with the sovereigns of another world
// view. It shares the geometry. The error is an [*InputError] if the view is not
// known.
func (x *Index) WithWorldview(v Worldview) (*Index, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	y := *x
	y.source.Worldview = v
	y.areas = slices.Clone(x.areas)
	for i := range y.areas {
		y.areas[i].Sovereign = x.geo.sov[i].in(v)
	}
	return &y, nil
}
