package frontier

import "slices"

// smallestHit returns a smallest set that has an element of every cut, sorted. ok
// is false if it would have more than most elements. It tries size after size; a
// branch takes an element of the smallest cut that is not met.
func smallestHit(cuts [][]int, most int) (set []int, ok bool) {
	for size := disjoint(cuts, nil); size <= most; size++ {
		if set, ok := extend(cuts, nil, nil, size); ok {
			slices.Sort(set)
			return set, true
		}
		if size > len(cuts) {
			break
		}
	}
	return nil, false
}

// extend adds up to so many elements to a set that does not have those barred.
func extend(cuts [][]int, set, barred []int, size int) ([]int, bool) {
	cut, met := smallestUnmet(cuts, set, barred)
	if met {
		return set, true
	}
	if disjoint(cuts, set) > size {
		return nil, false
	}
	for i, e := range cut {
		next := append(slices.Clone(set), e)
		// What was tried before need not be tried again beside this one.
		if found, ok := extend(cuts, next, append(slices.Clone(barred), cut[:i]...), size-1); ok {
			return found, true
		}
	}
	return nil, false
}

// smallestUnmet returns what is left of the cut without an element in the set that
// has fewest elements which are not barred. met is true if there is none.
func smallestUnmet(cuts [][]int, set, barred []int) (cut []int, met bool) {
	met = true
	for _, c := range cuts {
		if meets(c, set) {
			continue
		}
		var left []int
		for _, e := range c {
			if !slices.Contains(barred, e) {
				left = append(left, e)
			}
		}
		if met || len(left) < len(cut) {
			cut = left
		}
		met = false
	}
	return cut, met
}

// disjoint returns a lower bound for how many elements are missing: the number of
// cuts without one that have nothing in common, taken greedily.
func disjoint(cuts [][]int, set []int) int {
	n := 0
	var seen []int
	for _, c := range cuts {
		if !meets(c, set) && !meets(c, seen) {
			seen = append(seen, c...)
			n++
		}
	}
	return n
}

func meets(a, b []int) bool {
	return slices.ContainsFunc(a, func(e int) bool { return slices.Contains(b, e) })
}
