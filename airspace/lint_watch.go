package airspace

import (
	"cmp"
	"slices"

	"github.com/golang/geo/s2"
)

// watch is what [Lint] learns while a builder reads: with it the builder goes on
// after what it would refuse. A nil watch learns nothing and stops nothing.
type watch struct {
	refused  []error
	order    []*seen
	features map[int32]*seen // by number
	m        *mesh           // the last that was built
	pairs    [][2]int32      // edges of the mesh that cross
	full     bool            // there are more such pairs than are kept
	knots    []knotPlace
}

// seen is a feature that was entered.
type seen struct {
	f    *feature
	id   identity
	area AreaID
}

// knotPlace is where the outline of a part crosses itself by little.
type knotPlace struct {
	part int32
	at   s2.Point
}

// Limits on what a watch keeps.
const (
	maxRefused = 1000
	maxPairs   = 1_000_000
)

// refuse takes note of an error. It tells whether the builder may go on.
func (w *watch) refuse(err error) bool {
	if w == nil || len(w.refused) >= maxRefused {
		return false
	}
	w.note(err)
	return true
}

func (w *watch) note(err error) { w.refused = append(w.refused, err) }

func (w *watch) enter(f *feature, id identity, a AreaID) {
	if w == nil {
		return
	}
	s := &seen{f, id, a}
	w.order = append(w.order, s)
	w.features[int32(f.number)] = s
}

// begin forgets what was seen of an earlier mesh.
func (w *watch) begin(m *mesh) {
	if w != nil {
		w.m, w.pairs, w.knots, w.full = m, nil, nil, false
	}
}

// cross takes note of two edges that cross.
func (w *watch) cross(e, f int32) {
	switch {
	case w == nil:
	case len(w.pairs) == maxPairs:
		w.full = true
	default:
		w.pairs = append(w.pairs, [2]int32{min(e, f), max(e, f)})
	}
}

// crossing returns the pairs of edges that cross, each once.
func (w *watch) crossing() [][2]int32 {
	pairs := slices.Clone(w.pairs)
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(pairs)
}

func (w *watch) knot(part int32, at s2.Point) {
	if w != nil {
		w.knots = append(w.knots, knotPlace{part, at})
	}
}
