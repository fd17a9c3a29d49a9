package airspace

import (
	"iter"
	"slices"
	"sync"
)

// Index holds areas and answers what lies over a point and along a leg. It is
// immutable and safe for concurrent use. The zero value has no areas. Make one
// with [World] or [ReadGeoJSON].
type Index struct {
	layers   []layer
	areas    []Area
	sov      []sovereigns
	partArea []uint32 // of all layers
	sets     *setTable
	source   Source
	warnings []string
}

// layer is one planar map of an index. A joined index has several.
type layer struct {
	atlas     *atlas
	firstArea AreaID
	firstPart uint32
}

// newIndex makes the index of one atlas.
func newIndex(a *atlas, areas []Area, sov []sovereigns, source Source, warnings []string) *Index {
	return &Index{
		layers: []layer{{atlas: a}}, areas: areas, sov: sov, partArea: a.partArea,
		sets: newSetTable(len(areas)), source: source, warnings: warnings,
	}
}

// work is the memory of one query.
type work struct {
	leg     Leg
	visits  []visit
	hits    []hit
	lines   []tileLine
	rows    []rowRef
	near    []nearEdge
	edges   []measured
	crossed []uint32
	here    partSet
	parts   partSet
	events  []event
	along   []alongEdge
	active  []int32
	side    partSet
	counts  []partCount
	areas   []AreaID
}

var workPool = sync.Pool{New: func() any { return &work{} }}

func getWork() *work {
	w, _ := workPool.Get().(*work) // the pool holds nothing else
	return w
}

func (w *work) done() { workPool.Put(w) }

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
	return slices.Clone(x.warnings)
}

// WithWorldview returns the same areas with the sovereigns of another world
// view. It shares the geometry, and is the same index for the view that it has. The
// error is an [*InputError] if the view is not known.
func (x *Index) WithWorldview(v Worldview) (*Index, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	if v == x.source.Worldview {
		return x, nil
	}
	y := *x
	y.source.Worldview = v
	y.areas = slices.Clone(x.areas)
	for i := range y.areas {
		y.areas[i].Sovereign = x.sov[i].in(v)
	}
	return &y, nil
}
