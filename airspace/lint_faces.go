package airspace

import (
	"cmp"
	"math"
	"slices"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// face is a face of the map that belongs to no area or to two and more.
type face struct {
	outer  *ringOfFace
	inner  []*ringOfFace // round what lies in it
	at     s2.Point      // in it
	areas  []AreaID      // over it, sorted
	size   float64       // steradians
	length float64       // of its outline, radians
}

const km2PerSteradian = sphere.RadiusKm * sphere.RadiusKm

func (f *face) km2() float64     { return f.size * km2PerSteradian }
func (f *face) widthKm() float64 { return 2 * f.size / f.length * sphere.RadiusKm }
func (f *face) place() orb.Point { return sphere.ToLonLat(f.at) }

// Faces that are smaller, 100 m2, or narrower are left out: they are of the size of
// what rounding and dividing of sides do.
const (
	leastFaceKm2     = 1e-4
	leastFaceWidthKm = 1e-3
)

// nearEdgeOff, 60 cm in radians, is how far off an edge it is looked what lies there: so
// near that nothing comes between that has the size of a face.
const nearEdgeOff = 1e-7

// faces returns the faces that belong to no area, or to two and more, and are less
// than half the globe, in no order that has a meaning.
func (c *cutMap) faces(x *Index) []*face {
	rings := c.rings()
	group := c.groups()
	var out []*face
	var outside []*ringOfFace
	for i := range rings {
		r := &rings[i]
		if r.left > 2*math.Pi {
			outside = append(outside, r)
			continue
		}
		f := &face{outer: r, size: r.left, length: r.perimeter}
		if f.km2() < leastFaceKm2 || f.widthKm() < leastFaceWidthKm {
			continue
		}
		at, ok := c.inside(r, r.longest, nearEdgeOff, r)
		if !ok {
			continue
		}
		f.at, f.areas = at, x.At(sphere.ToLonLat(at))
		if len(f.areas) != 1 {
			out = append(out, f)
		}
	}
	c.fill(out, outside, group)
	return out
}

// enclosure is a cap that holds the outer ring of a face.
type enclosure struct {
	center s2.Point
	chord2 float64
	group  int32
	f      *face
}

// fill puts the outlines that lie in faces into them: each into the smallest.
func (c *cutMap) fill(faces []*face, outside []*ringOfFace, group func(point int32) int32) {
	list := make([]enclosure, len(faces))
	for i, f := range faces {
		r := f.outer
		list[i] = enclosure{r.center, r.radius*r.radius + 1e-12, group(c.start(r.half[0])), f}
		if r.radius > 1 {
			list[i].chord2 = 4 // the cap of its corners need not hold its edges
		}
	}
	slices.SortStableFunc(list, func(a, b enclosure) int { return cmp.Compare(a.f.outer.left, b.f.outer.left) })
	for _, r := range outside {
		v := c.start(r.half[0])
		p, own := c.points[v], group(v)
		for i := range list {
			e := &list[i]
			if p.Sub(e.center.Vector).Norm2() > e.chord2 || e.group == own || c.crossed(e.f.outer, e.f.at, p)%2 == 1 {
				continue
			}
			e.f.inner = append(e.f.inner, r)
			e.f.size -= 4*math.Pi - r.left
			e.f.length += r.perimeter
			break
		}
	}
}

// groups returns a function that gives points that hang together by edges the same
// number.
func (c *cutMap) groups() func(point int32) int32 {
	parent := make([]int32, len(c.points))
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(p int32) int32 {
		for parent[p] != p {
			parent[p] = parent[parent[p]]
			p = parent[p]
		}
		return p
	}
	for _, e := range c.edges {
		parent[find(e.from)] = find(e.to)
	}
	return find
}

// around returns the areas that have an edge of a face on their boundary, sorted.
func (c *cutMap) around(f *face) []AreaID {
	var out []AreaID
	seen := map[int32]bool{}
	for _, r := range slices.Concat([]*ringOfFace{f.outer}, f.inner) {
		for _, h := range r.half {
			border := c.m.edges[c.edges[h>>1].edge].border
			if seen[border] {
				continue
			}
			seen[border] = true
			for _, p := range c.m.partsAt(border) {
				out = append(out, c.m.parts[p].area)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// samples returns points in a face, at least one: spread evenly if it is wide, else
// along its outline, as far from it as is easily found.
func (c *cutMap) samples(f *face, x *Index) []orb.Point {
	var out []orb.Point
	if f.widthKm() >= sliverKm {
		out = c.spread(f, x)
	}
	const enough, most = 5, 8
	rows := append([]*ringOfFace{f.outer}, f.inner...)
	n := len(f.outer.half)
	for k := 0; k < min(most, n) && len(out) < enough; k++ {
		if p, ok := c.inside(f.outer, (f.outer.longest+k*n/min(most, n))%n, 1, rows...); ok {
			out = append(out, sphere.ToLonLat(p))
		}
	}
	if out == nil {
		out = append(out, f.place())
	}
	return out
}

// spread returns those of some points spread evenly over the cap round a face that
// lie in the face.
func (c *cutMap) spread(f *face, x *Index) []orb.Point {
	var sum r3.Vector
	for _, h := range f.outer.half {
		sum = sum.Add(c.points[c.start(h)].Vector)
	}
	middle := s2.Point{Vector: sum.Normalize()}
	radius := 0.0
	for _, h := range f.outer.half {
		radius = max(radius, sphere.Angle(middle, c.points[c.start(h)]))
	}
	center := sphere.ToLonLat(middle)
	var out []orb.Point
	const tries = 200
	for k := range tries { // a sunflower: each turned by the golden angle
		share := math.Sqrt((float64(k) + 0.5) / tries)
		p := sphere.Destination(center, 137.50776*float64(k), share*radius*sphere.RadiusKm)
		if len(x.At(p)) == len(f.areas) && c.crossed(f.outer, f.at, sphere.FromLonLat(p))%2 == 0 {
			out = append(out, p)
		}
	}
	return out
}
