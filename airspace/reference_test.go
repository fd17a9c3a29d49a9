package airspace

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// reference answers as Index does, by brute force: it has every ring of the file
// as it is, shares nothing between neighbours, has no index, and tests every
// vertex for every leg. Containment is the parity of the sides north of a point
// on its meridian, so nothing may contain the North Pole.
type reference struct {
	x     *Index
	rings []refRing
}

type refRing struct {
	area     AreaID
	lon      []float64
	v        []r3.Vector
	lo, hi   float64 // of latitude
	mid, far float64 // of longitude: the middle, and how far from it the ring reaches
	rounding bool    // it goes round the globe
}

func newReference(t *testing.T, x *Index) *reference {
	t.Helper()
	var file struct {
		Features []struct {
			Properties struct{ ID string }
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal([]byte(data.Countries()), &file); err != nil {
		t.Fatal(err)
	}
	byID := map[string]AreaID{}
	for id, a := range x.All() {
		byID[a.ID] = id
	}
	ref := &reference{x: x}
	var loops []loop
	var areas []AreaID
	for _, f := range file.Features {
		var multi orb.MultiPolygon
		if f.Geometry.Type == "Polygon" {
			multi = make(orb.MultiPolygon, 1)
			if err := json.Unmarshal(f.Geometry.Coordinates, &multi[0]); err != nil {
				t.Fatal(err)
			}
		} else if err := json.Unmarshal(f.Geometry.Coordinates, &multi); err != nil {
			t.Fatal(err)
		}
		for _, p := range multi {
			for _, r := range p {
				sides, _, _ := sidesOf(r, false)
				loops = append(loops, loop{sides: sides})
				areas = append(areas, byID[f.Properties.ID])
			}
		}
	}
	split := newSplitter(loops)
	for i, l := range loops {
		ref.rings = append(ref.rings, newRefRing(areas[i], l.sides, split))
	}
	return ref
}

func newRefRing(area AreaID, sides []side, split *splitter) refRing {
	ring := refRing{area: area, lo: 90, hi: -90}
	var corners []corner
	for _, s := range sides {
		for _, piece := range split.split(nil, s) {
			corners = divide(corners, piece)
		}
	}
	turn, west, east := 0.0, 0.0, 0.0
	for i, c := range corners {
		p := c.point()
		ring.v = append(ring.v, sphere.FromLonLat(p).Vector)
		ring.lon = append(ring.lon, p[0])
		ring.lo, ring.hi = min(ring.lo, p[1]), max(ring.hi, p[1])
		turn += math.Remainder(corners[(i+1)%len(corners)].point()[0]-p[0], 360)
		west, east = min(west, turn), max(east, turn)
	}
	ring.mid, ring.far = ring.lon[0]+(west+east)/2, (east-west)/2+0.1
	ring.rounding = math.Abs(turn) > 180
	return ring
}

// contains counts the sides north of p.
func (r *refRing) contains(p orb.Point, v r3.Vector) bool {
	if p[1] > r.hi+0.1 || p[1] < r.lo-0.1 && !r.rounding {
		return false
	}
	if !r.rounding && math.Abs(math.Remainder(p[0]-r.mid, 360)) > r.far {
		return false
	}
	in := false
	for i, j := len(r.v)-1, 0; j < len(r.v); i, j = j, j+1 {
		// Longitudes from the meridian of p, in [-180, 180).
		a, b := r.lon[i]-p[0], r.lon[j]-p[0]
		a, b = a-360*math.Floor((a+180)/360), b-360*math.Floor((b+180)/360)
		if (a < 0) == (b < 0) || math.Abs(b-a) > 180 {
			continue
		}
		// The side lies north of p if p is right of it as it goes east.
		det := r.v[i].Cross(r.v[j]).Dot(v)
		if (a < b) == (det < 0) {
			in = !in
		}
	}
	return in
}

// over returns the areas over a point that is on no border.
func (ref *reference) over(v s2.Point) []AreaID {
	p := sphere.ToLonLat(v)
	var in []AreaID
	parity := map[AreaID]bool{}
	for i := range ref.rings {
		if r := &ref.rings[i]; r.contains(p, v.Vector) {
			parity[r.area] = !parity[r.area]
		}
	}
	for a, odd := range parity {
		if odd {
			in = append(in, a)
		}
	}
	slices.Sort(in)
	return in
}

// cuts returns where the sides of all rings cross a leg, sorted, with 0 and the
// end.
func (ref *reference) cuts(leg Leg) []float64 {
	n := leg.arc.Normal().Vector
	half := leg.Angle() / 2
	mid := leg.arc.At(half).Vector
	near := math.Cos(half) - 1e-9
	out := []float64{0, leg.Angle()}
	for i := range ref.rings {
		v := ref.rings[i].v
		a, da := v[len(v)-1], n.Dot(v[len(v)-1])
		for _, b := range v {
			db := n.Dot(b)
			if (da < 0) != (db < 0) {
				x := a.Mul(math.Abs(db)).Add(b.Mul(math.Abs(da))).Normalize()
				if mid.Dot(x) >= near {
					out = append(out, max(0, min(leg.Angle(), leg.arc.AngleOf(s2.Point{Vector: x}))))
				}
			}
			a, da = b, db
		}
	}
	slices.Sort(out)
	return out
}

// piece is a part of a leg with the same areas over it.
type piece struct {
	from, to float64
	areas    []AreaID
}

// tiny is below what is compared, in radians: 1 m.
const tiny = 0.001 / sphere.RadiusKm

// pieces returns the pieces of a leg that are longer than a metre.
func (ref *reference) pieces(leg Leg) []piece {
	var out []piece
	cuts := ref.cuts(leg)
	for i := 1; i < len(cuts); i++ {
		if cuts[i]-cuts[i-1] > tiny {
			out = join(out, piece{cuts[i-1], cuts[i], ref.over(leg.arc.At((cuts[i-1] + cuts[i]) / 2))})
		}
	}
	return out
}

// join appends a piece, or lengthens the last if it has the same areas.
func join(out []piece, p piece) []piece {
	if n := len(out); n > 0 && slices.Equal(out[n-1].areas, p.areas) {
		out[n-1].to = p.to
		return out
	}
	return append(out, p)
}

// compare tells how the stretches of a leg differ from the reference; "" if they
// do not.
func (ref *reference) compare(leg Leg) string {
	var got []piece
	along := false
	for s := range ref.x.Cross(leg) {
		along = along || s.Along
		if s.ToAngle-s.FromAngle > tiny {
			got = join(got, piece{s.FromAngle, s.ToAngle, s.Areas})
		}
	}
	if along {
		return ref.compareAlong(leg)
	}
	want := ref.pieces(leg)
	if !slices.EqualFunc(got, want, func(a, b piece) bool {
		return slices.Equal(a.areas, b.areas) && math.Abs(a.from-b.from) < tiny && math.Abs(a.to-b.to) < tiny
	}) {
		return fmt.Sprintf("got  %s\nwant %s", ref.describe(got), ref.describe(want))
	}
	return ""
}

// compareAlong compares a leg that runs along borders: the plain stretches at
// every piece of the reference, the others 5 cm to the left and right of it.
func (ref *reference) compareAlong(leg Leg) string {
	cuts := ref.cuts(leg)
	for s := range ref.x.Cross(leg) {
		mid := (s.FromAngle + s.ToAngle) / 2
		if s.ToAngle-s.FromAngle < 2*tiny {
			continue
		}
		if s.Along {
			const km = 0.00005
			l, r := ref.over(leg.arc.Offset(mid, km)), ref.over(leg.arc.Offset(mid, -km))
			if !slices.Equal(l, s.Left) || !slices.Equal(r, s.Right) {
				return fmt.Sprintf("along at %v: got %s|%s, want %s|%s", leg.At(mid), ids(ref.x, s.Left), ids(ref.x, s.Right), ids(ref.x, l), ids(ref.x, r))
			}
			continue
		}
		inside := []float64{s.FromAngle, s.ToAngle}
		for _, c := range cuts {
			if c > s.FromAngle && c < s.ToAngle {
				inside = append(inside, c)
			}
		}
		slices.SortFunc(inside, cmp.Compare[float64])
		for i := 1; i < len(inside); i++ {
			at := (inside[i] + inside[i-1]) / 2
			if inside[i]-inside[i-1] < 2*tiny {
				continue
			}
			if want := ref.over(leg.arc.At(at)); !slices.Equal(want, s.Areas) {
				return fmt.Sprintf("at %v: got %s, want %s", leg.At(at), ids(ref.x, s.Areas), ids(ref.x, want))
			}
		}
	}
	return ""
}

func (ref *reference) describe(pieces []piece) string {
	out := ""
	for _, p := range pieces {
		out += fmt.Sprintf("%s(%.4f-%.4f km) ", ids(ref.x, p.areas), p.from*sphere.RadiusKm, p.to*sphere.RadiusKm)
	}
	return out
}

// randomLeg draws a leg of one of the kinds on which an index goes wrong.
func (ref *reference) randomLeg(rng *rand.Rand, kind int) (Leg, error) {
	m := ref.borders()
	vertex := func() orb.Point { return sphere.ToLonLat(m.vertices[rng.IntN(len(m.vertices))]) }
	p, q := randomPoint(rng), randomPoint(rng)
	switch kind {
	case 0: // anywhere
	case 1: // short, from land
		p = vertex()
		q = sphere.Destination(p, rng.Float64()*360, rng.Float64()*500)
	case 2: // over a pole
		q = orb.Point{math.Remainder(p[0]+180, 360), math.Copysign(60+30*rng.Float64(), p[1])}
	case 3: // from or to a pole
		q = orb.Point{rng.Float64() * 360, math.Copysign(90, p[1])}
		q[0] = math.Remainder(q[0], 360)
	case 4: // over the antimeridian
		p = orb.Point{175 + 5*rng.Float64(), rng.Float64()*140 - 70}
		q = orb.Point{-175 - 5*rng.Float64(), p[1] + rng.Float64()*20 - 10}
	case 5: // along the antimeridian
		p, q = orb.Point{180, -80 + 70*rng.Float64()}, orb.Point{-180, 50 + 30*rng.Float64()}
	case 6: // along a meridian or the equator
		q = orb.Point{p[0], randomPoint(rng)[1]}
		if rng.IntN(2) == 0 {
			p, q = orb.Point{p[0], 0}, orb.Point{math.Remainder(p[0]+rng.Float64()*170, 360), 0}
		}
	case 7: // from vertex to vertex
		p, q = vertex(), vertex()
	case 8: // along one edge of a border, and beyond it
		e := m.edges[rng.IntN(len(m.edges))]
		arc, err := sphere.NewArc(m.vertices[e.from], m.vertices[e.to])
		if err != nil {
			return Leg{}, err
		}
		p, q = sphere.ToLonLat(m.vertices[e.from]), sphere.ToLonLat(m.vertices[e.to])
		if rng.IntN(2) == 0 {
			p = sphere.ToLonLat(arc.At(-rng.Float64() * 0.001))
			q = sphere.ToLonLat(arc.At(arc.Angle() + rng.Float64()*0.001))
		}
	case 10: // to nearly the opposite point
		q = sphere.Destination(orb.Point{math.Remainder(p[0]+180, 360), -p[1]}, rng.Float64()*360, math.Exp(-12+15*rng.Float64()))
	case 9: // between vertices a few edges apart
		k := rng.IntN(len(m.edges) - 8)
		p, q = sphere.ToLonLat(m.vertices[m.edges[k].from]), sphere.ToLonLat(m.vertices[m.edges[k+2+rng.IntN(6)].to])
	}
	return NewLeg(p, q)
}

func TestWorldAgainstBruteForce(t *testing.T) {
	x := worldOf(t)
	ref := newReference(t, x)
	const routes, workers, kinds = 2000, 2, 11
	faults := make([]string, routes)
	var along atomic.Int32
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < routes; i += workers {
				rng := newRand(uint64(1000 + i))
				leg, err := ref.randomLeg(rng, i%kinds)
				for err != nil { // equal or opposite ends
					leg, err = ref.randomLeg(rng, i%kinds)
				}
				for s := range x.Cross(leg) {
					if s.Along {
						along.Add(1)
						break
					}
				}
				if fault := ref.compare(leg); fault != "" {
					faults[i] = fmt.Sprintf("route %d (kind %d), %v to %v:\n%s", i, i%kinds, leg.From(), leg.To(), fault)
				}
			}
		})
	}
	group.Wait()
	if along.Load() < 100 {
		t.Errorf("only %d routes run along a border", along.Load())
	}
	n := 0
	for _, f := range faults {
		if f == "" {
			continue
		}
		if n++; n <= 10 {
			t.Error(f)
		}
	}
	if n > 0 {
		t.Errorf("%d of %d routes differ", n, routes)
	}
}

type refEdge struct{ from, to int }

type refBorders struct {
	vertices []s2.Point
	edges    []refEdge
}

var refOnce sync.Once
var refMap refBorders

func (ref *reference) borders() *refBorders {
	refOnce.Do(func() {
		b := ref.x.Borders()
		refMap.vertices = b.Points
		for _, c := range b.Chains {
			for k := c.First; k+1 < c.First+c.Count; k++ {
				refMap.edges = append(refMap.edges, refEdge{k, k + 1})
			}
		}
	})
	return &refMap
}
