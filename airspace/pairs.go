package airspace

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/golang/geo/s2"
)

// pairsAtOnce is how many points one worker looks at before it takes more.
const pairsAtOnce = 4096

// crossingPairs returns the edges of the mesh that cross another in their inside,
// in the order of the points: exactly, and the same on one core or many. Unless
// all is wanted, only those of one part.
func (b *atlasBuilder) crossingPairs(all bool) [][2]int32 {
	found := make([][][2]int32, (len(b.edgeAt)+pairsAtOnce-1)/pairsAtOnce)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(found)) {
		group.Go(func() {
			w := getWork()
			defer w.done()
			for n := int(next.Add(1)) - 1; n < len(found); n = int(next.Add(1)) - 1 {
				found[n] = b.pairsFrom(w, n*pairsAtOnce, all)
			}
		})
	}
	group.Wait()
	return slices.Concat(found...)
}

// pairsFrom looks at the edges that begin at some points.
func (b *atlasBuilder) pairsFrom(w *work, first int, all bool) [][2]int32 {
	var pairs [][2]int32
	for k := first; k < min(first+pairsAtOnce, len(b.edgeAt)); k++ {
		i := b.edgeAt[k]
		if i < 0 {
			continue
		}
		u, v := b.vectors[k], b.vectors[k+1]
		for _, f := range b.edgesNear(w, u, v) {
			j := b.edgeAt[f.point]
			if f.point <= uint32(k) || b.m.edges[i].meets(&b.m.edges[j]) {
				continue
			}
			if _, shared := b.m.sharedPart(i, j); !shared && !all {
				continue
			}
			if s2.CrossingSign(u, v, b.vectors[f.point], b.vectors[f.point+1]) == s2.Cross {
				pairs = append(pairs, [2]int32{i, j})
			}
		}
	}
	return pairs
}

// meets tells whether two edges have a vertex in common.
func (e *edge) meets(f *edge) bool {
	return e.from == f.from || e.from == f.to || e.to == f.from || e.to == f.to
}
