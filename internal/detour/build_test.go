package detour_test

import (
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// layout makes a planar map of rings: shells counterclockwise, holes clockwise.
// Rings that share vertices share edges; nothing else is put right.
type layout struct {
	points []s2.Point
	at     map[[2]int64]int32
	edges  map[[2]int32][2][]int32 // from < to: areas on the left, on the right
}

func newLayout() *layout {
	return &layout{at: map[[2]int64]int32{}, edges: map[[2]int32][2][]int32{}}
}

func (l *layout) vertex(p orb.Point) int32 {
	k := [2]int64{int64(math.Round(p[0] * 1e9)), int64(math.Round(p[1] * 1e9))}
	if k[0] == -180e9 {
		k[0] = 180e9
	}
	if k[1] == 90e9 || k[1] == -90e9 {
		k[0] = 0
	}
	if v, ok := l.at[k]; ok {
		return v
	}
	v := int32(len(l.points))
	l.points = append(l.points, sphere.FromLonLat(p))
	l.at[k] = v
	return v
}

// ring adds a ring with an area on its left.
func (l *layout) ring(area int32, ring orb.Ring) {
	for i := range ring {
		a, b := l.vertex(ring[i]), l.vertex(ring[(i+1)%len(ring)])
		if a == b {
			continue
		}
		k, s := [2]int32{a, b}, 0
		if a > b {
			k, s = [2]int32{b, a}, 1
		}
		e := l.edges[k]
		if i := slices.Index(e[1-s], area); i >= 0 {
			e[1-s] = slices.Delete(slices.Clone(e[1-s]), i, i+1)
		} else {
			e[s] = append(slices.Clone(e[s]), area)
			slices.Sort(e[s])
		}
		l.edges[k] = e
	}
}

// build joins edges to chains.
func (l *layout) build() detour.Map {
	keys := make([][2]int32, 0, len(l.edges))
	for k, e := range l.edges {
		if len(e[0])+len(e[1]) > 0 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
	type half struct {
		to          int32
		left, right []int32
	}
	out := make([][]half, len(l.points))
	for _, k := range keys {
		e := l.edges[k]
		out[k[0]] = append(out[k[0]], half{k[1], e[0], e[1]})
		out[k[1]] = append(out[k[1]], half{k[0], e[1], e[0]})
	}
	inner := func(v int32) bool {
		h := out[v]
		return len(h) == 2 && slices.Equal(h[0].left, h[1].right) && slices.Equal(h[0].right, h[1].left)
	}
	var m detour.Map
	used := map[[2]int32]bool{}
	nodes := map[int32]int32{}
	node := func(v int32) int32 {
		if n, ok := nodes[v]; ok {
			return n
		}
		n := int32(len(nodes))
		nodes[v] = n
		return n
	}
	walk := func(v int32, h half) {
		if used[[2]int32{v, h.to}] {
			return
		}
		c := detour.Chain{First: len(m.Points), From: node(v), Left: h.left, Right: h.right}
		m.Points = append(m.Points, l.points[v])
		from := v
		for {
			used[[2]int32{from, h.to}], used[[2]int32{h.to, from}] = true, true
			m.Points = append(m.Points, l.points[h.to])
			if h.to == v || !inner(h.to) {
				break
			}
			next := out[h.to][0]
			if next.to == from {
				next = out[h.to][1]
			}
			from, h = h.to, next
		}
		c.To = node(h.to)
		c.Count = len(m.Points) - c.First
		m.Chains = append(m.Chains, c)
	}
	for pass := range 2 {
		for v := range out {
			if pass == 0 && inner(int32(v)) {
				continue
			}
			for _, h := range out[v] {
				walk(int32(v), h)
			}
		}
	}
	return m
}

// sample is a map with its areas by id and by State.
type sample struct {
	m   detour.Map
	ids map[string]int32
	iso map[string][]int32
}

func readSample(r io.Reader) sample {
	var f struct {
		Features []struct {
			Properties struct {
				ID  string `json:"id"`
				ISO string `json:"iso_a2"`
			}
			Geometry struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		panic(err)
	}
	l := newLayout()
	s := sample{ids: map[string]int32{}, iso: map[string][]int32{}}
	for i, x := range f.Features {
		var mp orb.MultiPolygon
		if x.Geometry.Type == "Polygon" {
			var p orb.Polygon
			if err := json.Unmarshal(x.Geometry.Coordinates, &p); err != nil {
				panic(err)
			}
			mp = orb.MultiPolygon{p}
		} else if err := json.Unmarshal(x.Geometry.Coordinates, &mp); err != nil {
			panic(err)
		}
		s.ids[x.Properties.ID] = int32(i)
		s.iso[x.Properties.ISO] = append(s.iso[x.Properties.ISO], int32(i))
		for _, p := range mp {
			for k, r := range p {
				l.ring(int32(i), wind(r[:len(r)-1], k > 0))
			}
		}
	}
	s.m = l.build()
	return s
}

// wind turns a ring of degrees counterclockwise, or clockwise.
func wind(r orb.Ring, clockwise bool) orb.Ring {
	sum := 0.0
	for i := range r {
		a, b := r[i], r[(i+1)%len(r)]
		sum += a[0]*b[1] - a[1]*b[0]
	}
	if (sum < 0) != clockwise {
		r = slices.Clone(r)
		slices.Reverse(r)
	}
	return r
}

// embedded is the world that the program carries, read once.
var embedded = sync.OnceValue(func() sample { return readSample(strings.NewReader(data.Countries())) })
