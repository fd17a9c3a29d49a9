package detour

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/golang/geo/s2"
)

// Map is a planar map of areas on the sphere: chains of edges between nodes. An
// edge is the shorter great-circle arc between two consecutive points of a
// chain. Points that chains share are equal to the bit.
type Map struct {
	Points []s2.Point // unit vectors, of chain after chain
	Chains []Chain
	// Fill, if there is one, computes some of the points, from the first on. It is
	// called before they are looked at, maybe at the same time for several. The caller
	// knows that they are sound: only without it are they checked.
	Fill func(first, count int)
}

// Chain is a line of edges with the same areas on either side, from one node of
// the map to another.
type Chain struct {
	First, Count int   // Points[First:First+Count], Count >= 2
	From, To     int32 // nodes, from 0; chains that meet share one; a closed chain has From == To
	Left, Right  []int32
}

// Set is a set of areas. It is immutable; the zero value is empty.
type Set struct{ bits []uint64 }

// NewSet returns the set of the areas. Negative numbers are left out.
func NewSet(areas ...int32) Set {
	top := int32(-1)
	for _, a := range areas {
		top = max(top, a)
	}
	bits := make([]uint64, (int(top)+64)/64)
	for _, a := range areas {
		if a >= 0 {
			bits[a/64] |= 1 << (a % 64)
		}
	}
	return Set{bits: bits}
}

// Has tells whether an area is in the set.
func (s Set) Has(a int32) bool {
	return a >= 0 && int(a/64) < len(s.bits) && s.bits[a/64]>>(a%64)&1 == 1
}

// Areas returns the areas in ascending order.
func (s Set) Areas() []int32 {
	var out []int32
	for i := range len(s.bits) * 64 {
		if s.bits[i/64]>>(i%64)&1 == 1 {
			out = append(out, int32(i))
		}
	}
	return out
}

// Equal tells whether two sets have the same areas.
func (s Set) Equal(t Set) bool {
	a, b := s.bits, t.bits
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range b[len(a):] {
		if w != 0 {
			return false
		}
	}
	return slices.Equal(a, b[:len(a)])
}

// any tells whether one of the areas is in the set.
func (s Set) any(areas []int32) bool {
	return slices.ContainsFunc(areas, s.Has)
}

// count returns how many of the areas are in the set.
func (s Set) count(areas []int32) int {
	n := 0
	for _, a := range areas {
		if s.Has(a) {
			n++
		}
	}
	return n
}

// Faults of a map, found by [NewWorld].
var (
	ErrTooLarge = errors.New("the map has more than 2^30 points")
	ErrBadChain = errors.New("a chain of the map is not well formed")
	ErrBadPoint = errors.New("a point of the map is no unit vector")
)

// check returns the first fault of a map, and the number of its nodes and areas.
func (m Map) check() (nodes, areas int32, err error) {
	if len(m.Points) > 1<<30 || len(m.Chains) > 1<<29 {
		return 0, 0, ErrTooLarge
	}
	for i, p := range m.unproven() {
		if n := p.Norm2(); !(math.Abs(n-1) < 1e-14) {
			return 0, 0, fmt.Errorf("%w: point %d has the length %g", ErrBadPoint, i, math.Sqrt(n))
		}
	}
	at := map[int32]s2.Point{}
	for i, c := range m.Chains {
		if what := c.fault(m, at); what != "" {
			return 0, 0, fmt.Errorf("%w: chain %d: %s", ErrBadChain, i, what)
		}
		nodes = max(nodes, c.From+1, c.To+1)
		for _, side := range [][]int32{c.Left, c.Right} {
			for _, a := range side {
				areas = max(areas, a+1)
			}
		}
	}
	if int(nodes) > 2*len(m.Chains) {
		return 0, 0, fmt.Errorf("%w: its nodes are not numbered from 0 without gaps", ErrBadChain)
	}
	return nodes, areas, nil
}

// unproven returns the points that are to be checked.
func (m Map) unproven() []s2.Point {
	if m.Fill != nil {
		return nil
	}
	return m.Points
}

// fault says what is wrong with a chain, "" for nothing. at has the place of
// each node seen so far.
func (c Chain) fault(m Map, at map[int32]s2.Point) string {
	if c.Count < 2 || c.First < 0 || c.First > len(m.Points)-c.Count {
		return fmt.Sprintf("it has %d points from %d on, the map has %d", c.Count, c.First, len(m.Points))
	}
	if c.From < 0 || c.To < 0 {
		return "a node has a negative number"
	}
	for _, side := range [][]int32{c.Left, c.Right} {
		for _, a := range side {
			if a < 0 || a > 1<<24 {
				return fmt.Sprintf("%d is no area", a)
			}
		}
	}
	if m.Fill != nil {
		return ""
	}
	pts := m.Points[c.First : c.First+c.Count]
	if what := edgeFault(pts); what != "" {
		return what
	}
	for _, end := range []struct {
		node int32
		p    s2.Point
	}{{c.From, pts[0]}, {c.To, pts[len(pts)-1]}} {
		if q, ok := at[end.node]; ok && q != end.p {
			return fmt.Sprintf("node %d lies at two places", end.node)
		}
		at[end.node] = end.p
	}
	return ""
}

// edgeFault says what is wrong with the edges between points, "" for nothing.
func edgeFault(pts []s2.Point) string {
	for i := 1; i < len(pts); i++ {
		if pts[i] == pts[i-1] {
			return fmt.Sprintf("its points %d and %d are equal", i-1, i)
		}
		if pts[i].Dot(pts[i-1].Vector) < -1+1e-9 {
			return fmt.Sprintf("its points %d and %d are opposite points of the globe", i-1, i)
		}
	}
	return ""
}
