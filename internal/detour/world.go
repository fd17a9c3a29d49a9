package detour

import (
	"slices"
	"sync"

	"github.com/golang/geo/s2"
)

// runEdges is the number of edges of a run, the leaf of the tree.
const runEdges = 16

// World is a map made ready for searches. It is safe for concurrent use: what a search
// needs of it beyond the map is made when it is first needed, and kept.
type World struct {
	points  []s2.Point
	fill    func(first, count int) // see [Map]
	chains  []Chain
	opened  []sync.Once // of each chain
	chainOf []int32     // of each point of the opened chains and of the ends of all
	runs    []run
	boxes   []box   // of the runs of the opened chains
	runFrom []int32 // the first run of each chain
	node    []int32 // of each node, its point: of the ends of chains at one node, the first stands for all
	byArea  [][]int32
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
		points: m.Points, fill: m.Fill, chains: m.Chains, opened: make([]sync.Once, len(m.Chains)),
		chainOf: make([]int32, len(m.Points)),
		runFrom: make([]int32, len(m.Chains)+1),
		node:    make([]int32, nodes),
		byArea:  make([][]int32, areas), coarse: make([]areaForms, areas), shapes: make([]shape, areas),
	}
	for i := range w.node {
		w.node[i] = -1
	}
	w.runs = make([]run, 0, len(m.Points)/runEdges+len(m.Chains))
	w.addChains()
	w.boxes = make([]box, len(w.runs))
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
		for _, end := range []struct{ node, p int32 }{{c.From, first}, {c.To, last}} {
			w.chainOf[end.p] = ci
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

// open makes what a search needs of a chain, the points of its nodes among it.
func (w *World) open(chain int32) {
	w.opened[chain].Do(func() {
		c := &w.chains[chain]
		if w.fill != nil {
			w.fill(c.First, c.Count)
			w.fill(int(w.node[c.From]), 1)
			w.fill(int(w.node[c.To]), 1)
		}
		for p := c.First + 1; p < c.First+c.Count-1; p++ {
			w.chainOf[p] = chain
		}
		for r := w.runFrom[chain]; r < w.runFrom[chain+1]; r++ {
			w.boxes[r] = boxOf(w.points[w.runs[r].first : w.runs[r].last+1])
		}
	})
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
	x.tree = w.treeOf(x.list)
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
	x.tree = w.treeOf(x.list)
	return x
}

// treeOf opens some chains and returns the tree of their runs.
func (w *World) treeOf(chains []int32) tree {
	rows := make([]row, len(chains))
	for i, c := range chains {
		w.open(c)
		rows[i] = row{w.runFrom[c], w.runFrom[c+1]}
	}
	return newTree(w.boxes, rows)
}
