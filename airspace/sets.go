package airspace

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// setTable holds each set of areas once, so that answers share them. It grows
// with the sets that occur, of which there are no more than faces of the map.
type setTable struct {
	single [][]AreaID
	known  atomic.Pointer[map[string][]AreaID]
	grow   sync.Mutex
}

func newSetTable(areas int) *setTable {
	t := &setTable{single: make([][]AreaID, areas)}
	for i := range t.single {
		t.single[i] = []AreaID{AreaID(i)}
	}
	t.known.Store(&map[string][]AreaID{})
	return t
}

// share returns the shared copy of a sorted set without repetitions; nil if it
// is empty.
func (t *setTable) share(set []AreaID) []AreaID {
	switch len(set) {
	case 0:
		return nil
	case 1:
		return t.single[set[0]]
	}
	var buffer [128]byte
	key := buffer[:0]
	for _, a := range set {
		key = binary.AppendUvarint(key, uint64(a))
	}
	if shared, ok := (*t.known.Load())[string(key)]; ok {
		return shared
	}
	t.grow.Lock()
	defer t.grow.Unlock()
	if shared, ok := (*t.known.Load())[string(key)]; ok {
		return shared
	}
	next := maps.Clone(*t.known.Load())
	next[string(key)] = slices.Clip(slices.Clone(set))
	t.known.Store(&next)
	return next[string(key)]
}

// partSet is a small set of parts, sorted.
type partSet []uint32

// toggle puts a part in or takes it out.
func (s *partSet) toggle(p uint32) {
	i := 0
	for i < len(*s) && (*s)[i] < p {
		i++
	}
	if i < len(*s) && (*s)[i] == p {
		*s = append((*s)[:i], (*s)[i+1:]...)
		return
	}
	*s = append(*s, p)
	copy((*s)[i+1:], (*s)[i:])
	(*s)[i] = p
}

// cross moves the set over a border with those parts on its sides, counted from
// first.
func (s *partSet) cross(left, right []uint32, first uint32) {
	for _, p := range left {
		s.toggle(first + p)
	}
	for _, p := range right {
		s.toggle(first + p)
	}
}

// swap moves the set over a border with one part on either side, if it has one of
// the two and nothing else, as is usual.
func (s *partSet) swap(left, right uint32) bool {
	if len(*s) != 1 {
		return false
	}
	switch (*s)[0] {
	case left:
		(*s)[0] = right
	case right:
		(*s)[0] = left
	default:
		return false
	}
	return true
}
