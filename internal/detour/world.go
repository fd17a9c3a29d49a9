package detour

import (
	"slices"
	"sync"

	"github.com/golang/geo/s2"
)

// runEdges is the number of edges of a run, the leaf of the tree.
const runEdges = 16

// World is a map made ready for searches. It is immutable and safe for
// concurrent use; coarse forms of borders are made when they are first needed
// and kept.
type World struct {
	points  []s2.Point
	chains  []Chain
	chainOf []int32 // of each point
	runs    []run
	runFrom []int32 // the first run of each chain
	ends    [][]int32
	node    []int32 // of each node, its point: of the ends of chains at one node, the first stands for all
	byArea  [][]int32
	tree    tree
	parent  []int32 // of the nodes of the tree
	place   []int32 // of the runs in the tree
	coarse  []areaForms
	shapes  []shape
}

// run is a piece of a chain: the edges between the points from first to last.
type run struct{ chain, first, last int32 }

// areaForms are the coarse forms of the chains of an area that were needed so far.
type areaForms struct {
	lock  sync.Mutex
	forms map[int32]form // by chain
}

// NewWorld checks a map and makes a world of it. The error is one of
// [ErrTooLarge], [ErrBadChain] and [ErrBadPoint]. It keeps the map, which must
// not be changed any more.
func NewWorld(m Map) (*World, error) {
	nodes, areas, err := m.check()
	if err != nil {
		return nil, err
	}
	w := &World{
		points: m.Points, chains: m.Chains,
		chainOf: make([]int32, len(m.Points)),
		runFrom: make([]int32, len(m.Chains)+1),
		ends:    make([][]int32, nodes), node: make([]int32, nodes),
		byArea: make([][]int32, areas), coarse: make([]areaForms, areas), shapes: make([]shape, areas),
	}
	for i := range w.node {
		w.node[i] = -1
	}
	w.runs = make([]run, 0, len(m.Points)/runEdges+len(m.Chains))
	w.addChains()
	leaves := make([]box, len(w.runs))
	for i, r := range w.runs {
		leaves[i] = boxOf(w.points[r.first : r.last+1])
	}
	w.tree = newTree(leaves, func(i int32) bool { return w.runs[i].chain == w.runs[i-1].chain })
	w.parent, w.place = w.tree.parents(len(w.runs))
	return w, nil
}

func (w *World) addChains() {
	for i, c := range w.chains {
		ci := int32(i)
		first, last := int32(c.First), int32(c.First+c.Count-1)
		w.runFrom[i] = int32(len(w.runs))
		for p := first; p < last; p += runEdges {
			w.runs = append(w.runs, run{ci, p, min(p+runEdges, last)})
		}
		for p := first; p <= last; p++ {
			w.chainOf[p] = ci
		}
		for _, end := range []struct{ node, p int32 }{{c.From, first}, {c.To, last}} {
			w.ends[end.node] = append(w.ends[end.node], end.p)
			if w.node[end.node] < 0 {
				w.node[end.node] = end.p
			}
		}
		for _, a := range c.Left {
			w.byArea[a] = append(w.byArea[a], ci)
		}
		for _, a := range c.Right {
			if !slices.Contains(c.Left, a) {
				w.byArea[a] = append(w.byArea[a], ci)
			}
		}
	}
	w.runFrom[len(w.chains)] = int32(len(w.runs))
}

// Areas returns the number of areas: one more than the largest in the map.
func (w *World) Areas() int { return len(w.byArea) }

// nodeOf returns the node at a point, -1 if it is no end of its chain.
func (w *World) nodeOf(p int32) int32 {
	c := &w.chains[w.chainOf[p]]
	switch int(p) {
	case c.First:
		return c.From
	case c.First + c.Count - 1:
		return c.To
	}
	return -1
}

// vertex returns the point that stands for p, which is the same for all ends of
// chains at one node.
func (w *World) vertex(p int32) int32 {
	if n := w.nodeOf(p); n >= 0 {
		return w.node[n]
	}
	return p
}

// Sides of a chain that are closed.
const (
	noWall int8 = iota
	closedLeft
	closedRight
)

// walls are the borders of the union of closed areas. Chains between two closed
// areas are none.
type walls struct {
	w    *World
	side []int8 // of each chain
	list []int32
	// times tells of chains that are the border of several closed areas at once, on
	// the same side, of how many; the others are that of one.
	times map[int32]int
	tree  tree
}

// newWalls finds the walls of a closed set.
func (w *World) newWalls(closed Set) *walls {
	x := &walls{w: w, side: make([]int8, len(w.chains))}
	for _, a := range closed.Areas() {
		if int(a) >= len(w.byArea) {
			break
		}
		for _, c := range w.byArea[a] {
			l, r := closed.any(w.chains[c].Left), closed.any(w.chains[c].Right)
			switch {
			case x.side[c] != noWall || l == r:
				continue
			case l:
				x.side[c] = closedLeft
			default:
				x.side[c] = closedRight
			}
			x.list = append(x.list, c)
			if n := closed.count(w.chains[c].Left) + closed.count(w.chains[c].Right); n > 1 {
				if x.times == nil {
					x.times = map[int32]int{}
				}
				x.times[c] = n
			}
		}
	}
	slices.Sort(x.list)
	x.tree = w.pick(x.list)
	return x
}

// timesOf returns of how many closed areas a wall is the border.
func (x *walls) timesOf(c int32) int {
	if n, ok := x.times[c]; ok {
		return n
	}
	return 1
}

// newInside takes all but one area as closed.
func (w *World) newInside(a int32) *walls {
	x := &walls{w: w, side: make([]int8, len(w.chains))}
	for _, c := range w.byArea[a] {
		l, r := slices.Contains(w.chains[c].Left, a), slices.Contains(w.chains[c].Right, a)
		switch {
		case l == r:
			continue
		case l:
			x.side[c] = closedRight
		default:
			x.side[c] = closedLeft
		}
		x.list = append(x.list, c)
	}
	x.tree = w.pick(x.list)
	return x
}

// pick returns the tree of some chains.
func (w *World) pick(chains []int32) tree {
	marked := make([]bool, len(w.tree))
	leaves := 0
	for _, c := range chains {
		leaves += int(w.runFrom[c+1] - w.runFrom[c])
		for r := w.runFrom[c]; r < w.runFrom[c+1]; r++ {
			for n := w.place[r]; n >= 0 && !marked[n]; n = w.parent[n] {
				marked[n] = true
			}
		}
	}
	return w.tree.pick(marked, leaves)
}
