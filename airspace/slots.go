package airspace

// slots finds numbers by what they stand for: a hash table that keeps the numbers
// alone. The zero value is empty.
type slots struct {
	list []int32 // number + 1, or 0
	used int
}

// newSlots has room for so many numbers.
func newSlots(n int) slots {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return slots{list: make([]int32, size)}
}

// at returns the place for a hash: of the number for which same is true, or the
// free one where it would stand. same is not called with numbers of other chains
// of places.
func (s *slots) at(hash uint64, same func(n int32) bool) (place int, n int32, found bool) {
	mask := len(s.list) - 1
	for i := int(hash) & mask; ; i = (i + 1) & mask {
		if s.list[i] == 0 {
			return i, 0, false
		}
		if n := s.list[i] - 1; same(n) {
			return i, n, true
		}
	}
}

// grow makes room for one more number: at most half of the places are taken.
func (s *slots) grow(hashOf func(n int32) uint64) {
	if 2*(s.used+1) <= len(s.list) {
		return
	}
	old := s.list
	s.list = make([]int32, max(16, 2*len(old)))
	mask := len(s.list) - 1
	for _, n := range old {
		if n == 0 {
			continue
		}
		i := int(hashOf(n-1)) & mask
		for s.list[i] != 0 {
			i = (i + 1) & mask
		}
		s.list[i] = n
	}
}

// put puts a number at a free place.
func (s *slots) put(place int, n int32) {
	s.list[place] = n + 1
	s.used++
}

// mix spreads two numbers over a hash (the finisher of MurmurHash3).
func mix(a, b uint64) uint64 {
	h := a*0x9e3779b97f4a7c15 ^ b
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func (c corner) hash() uint64 { return mix(uint64(c.lon), uint64(c.lat)) }

// hash is the same for both directions.
func (e *edge) hash() uint64 { return mix(uint64(min(e.from, e.to)), uint64(max(e.from, e.to))) }
