package airspace

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/gazetteer"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// randomRoute returns the n-th leg between two places anywhere.
func randomRoute(n int) Leg {
	rng := newRand(1_000_000 + uint64(n))
	return drawUntil(func() (orb.Point, orb.Point) { return randomPoint(rng), randomPoint(rng) })
}

// drawUntil returns the first leg that can be made.
func drawUntil(ends func() (orb.Point, orb.Point)) Leg {
	for {
		if leg, err := NewLeg(ends()); err == nil {
			return leg
		}
	}
}

// adversary draws legs of the kinds on which an index goes wrong. What they meet
// is taken from the rings of the reference.
type adversary struct {
	ref       *reference
	edges     []int32 // all
	shared    []int32 // those that another ring has too
	junctions []int32 // points where edges of three areas meet
	meridians []int32 // edges along a meridian
}

var theAdversary = sync.OnceValues(func() (*adversary, error) {
	ref, err := theReference()
	if err != nil {
		return nil, err
	}
	adv := &adversary{ref: ref}
	rings := make(map[orb.Point]int, len(ref.points)) // how many points of rings are there
	known := make(map[[2]orb.Point]bool, len(ref.points))
	for k, p := range ref.points {
		if p.ring < 0 {
			continue
		}
		rings[p.place]++
		q := ref.points[k+1].place
		known[[2]orb.Point{p.place, q}] = true
		adv.edges = append(adv.edges, int32(k))
		if p.place[0] == q[0] {
			adv.meridians = append(adv.meridians, int32(k))
		}
	}
	for _, k := range adv.edges {
		p, q := ref.points[k].place, ref.points[k+1].place
		if known[[2]orb.Point{q, p}] {
			adv.shared = append(adv.shared, k)
		}
		if rings[p] > 2 {
			adv.junctions = append(adv.junctions, k)
		}
	}
	return adv, nil
})

func adversaryOf(tb testing.TB) *adversary {
	tb.Helper()
	adv, err := theAdversary()
	if err != nil {
		tb.Fatal(err)
	}
	return adv
}

// kinds are the ways in which an adversary draws two ends.
var kinds = []struct {
	name string
	ends func(*adversary, *rand.Rand) (orb.Point, orb.Point)
}{
	{"through a vertex", (*adversary).throughVertex},
	{"through a junction", (*adversary).throughJunction},
	{"along an edge", (*adversary).alongEdge},
	{"along an edge and beyond", (*adversary).beyondEdge},
	{"between vertices a few edges apart", (*adversary).fewEdges},
	{"from vertex to vertex", (*adversary).vertexToVertex},
	{"ends on borders", (*adversary).endsOnBorders},
	{"along a meridian", (*adversary).meridian},
	{"along the equator", (*adversary).equator},
	{"over a pole", (*adversary).overPole},
	{"from or to a pole", (*adversary).poleEnd},
	{"some metres at a border", (*adversary).metres},
	{"nearly opposite", (*adversary).opposite},
	{"ends on the antimeridian", (*adversary).antimeridianEnd},
	{"over or along the antimeridian", (*adversary).antimeridian},
	{"short, from a vertex", (*adversary).short},
	{"along a seam of the cube", (*adversary).seam},
}

// route returns the n-th leg and says of what kind it is.
func (adv *adversary) route(n int) (Leg, string) {
	rng := newRand(2_000_000 + uint64(n))
	kind := kinds[n%len(kinds)]
	return drawUntil(func() (orb.Point, orb.Point) { return kind.ends(adv, rng) }), kind.name
}

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

func (adv *adversary) place(k int32) orb.Point { return adv.ref.points[k].place }

// vertex draws a corner of a ring.
func (adv *adversary) vertex(rng *rand.Rand) orb.Point { return adv.place(pick(rng, adv.edges)) }

// edge draws an edge, most often one of two States, as an arc and with its ends.
func (adv *adversary) edge(rng *rand.Rand) (arc sphere.Arc, p, q orb.Point) {
	k := pick(rng, adv.shared)
	if rng.IntN(4) == 0 {
		k = pick(rng, adv.edges)
	}
	a, b := &adv.ref.points[k], &adv.ref.points[k+1]
	arc, err := sphere.NewArc(a.at, b.at)
	if err != nil {
		return adv.edge(rng)
	}
	return arc, a.place, b.place
}

// through draws the ends of a leg over a point.
func through(rng *rand.Rand, p orb.Point) (a, b orb.Point) {
	azimuth := rng.Float64() * 360
	reach := func() float64 { return math.Exp(rng.Float64()*14 - 5) } // 7 m to 8,000 km
	return sphere.Destination(p, azimuth, reach()), sphere.Destination(p, azimuth+180, reach())
}

func (adv *adversary) throughVertex(rng *rand.Rand) (a, b orb.Point) {
	return through(rng, adv.vertex(rng))
}

func (adv *adversary) throughJunction(rng *rand.Rand) (a, b orb.Point) {
	return through(rng, adv.place(pick(rng, adv.junctions)))
}

func (adv *adversary) alongEdge(rng *rand.Rand) (a, b orb.Point) {
	_, a, b = adv.edge(rng)
	if rng.IntN(2) == 0 {
		a, b = b, a
	}
	return a, b
}

func (adv *adversary) beyondEdge(rng *rand.Rand) (a, b orb.Point) {
	arc, _, _ := adv.edge(rng)
	reach := math.Exp(-rng.Float64() * 14) // up to a third of the globe, down to 5 m
	from, to := -rng.Float64()*reach, arc.Angle()+rng.Float64()*reach
	if rng.IntN(4) == 0 { // a part of the edge
		from, to = rng.Float64()*arc.Angle()/2, arc.Angle()*(0.5+rng.Float64()/2)
	}
	return sphere.ToLonLat(arc.At(from)), sphere.ToLonLat(arc.At(to))
}

func (adv *adversary) fewEdges(rng *rand.Rand) (a, b orb.Point) {
	k := pick(rng, adv.edges)
	ring := adv.ref.rings[adv.ref.points[k].ring]
	n := ring.last - ring.first
	a, b = adv.place(k), adv.place(ring.first+(k-ring.first+2+rng.Int32N(6))%n)
	if rng.IntN(2) == 0 {
		a, b = b, a
	}
	return a, b
}

func (adv *adversary) vertexToVertex(rng *rand.Rand) (a, b orb.Point) {
	if rng.IntN(2) == 0 {
		return adv.place(pick(rng, adv.junctions)), adv.place(pick(rng, adv.junctions))
	}
	return adv.vertex(rng), adv.vertex(rng)
}

// endsOnBorders draws points within edges, as near to them as numbers come.
func (adv *adversary) endsOnBorders(rng *rand.Rand) (a, b orb.Point) {
	on := func() orb.Point {
		arc, _, _ := adv.edge(rng)
		return sphere.ToLonLat(arc.At(rng.Float64() * arc.Angle()))
	}
	a, b = on(), on()
	switch rng.IntN(4) {
	case 0:
		a = sphere.Destination(b, rng.Float64()*360, rng.Float64()*300)
	case 1:
		b = sphere.Destination(a, rng.Float64()*360, rng.Float64()*300)
	}
	return a, b
}

func (adv *adversary) meridian(rng *rand.Rand) (a, b orb.Point) {
	p := adv.place(pick(rng, adv.meridians))
	switch rng.IntN(3) {
	case 0:
		return orb.Point{p[0], p[1] - 20*rng.Float64()*rng.Float64()}, orb.Point{p[0], p[1] + 20*rng.Float64()*rng.Float64()}
	case 1:
		return p, orb.Point{p[0], randomPoint(rng)[1]}
	}
	lon := float64(rng.IntN(360) - 180)
	return orb.Point{lon, randomPoint(rng)[1]}, orb.Point{lon, randomPoint(rng)[1]}
}

func (adv *adversary) equator(rng *rand.Rand) (a, b orb.Point) {
	a, b = orb.Point{randomPoint(rng)[0], 0}, orb.Point{randomPoint(rng)[0], 0}
	switch rng.IntN(4) {
	case 0:
		b[0] = math.Remainder(a[0]+rng.Float64()*4-2, 360)
	case 1:
		a[0], b[0] = math.Round(a[0]), math.Round(b[0])
	}
	return a, b
}

func (adv *adversary) overPole(rng *rand.Rand) (a, b orb.Point) {
	a = orb.Point{float64(rng.IntN(359) - 179), randomPoint(rng)[1]}
	if rng.IntN(2) == 0 {
		a = adv.vertex(rng)
	}
	b = orb.Point{a[0] + 180, math.Copysign(90-60*rng.Float64()*rng.Float64(), a[1])}
	if b[0] > 180 {
		b[0] -= 360
	}
	return a, b
}

func (adv *adversary) poleEnd(rng *rand.Rand) (a, b orb.Point) {
	a, b = randomPoint(rng), orb.Point{randomPoint(rng)[0], 90}
	if rng.IntN(2) == 0 {
		a = adv.vertex(rng)
	}
	if rng.IntN(2) == 0 {
		b[1] = -90
	}
	if rng.IntN(2) == 0 {
		a, b = b, a
	}
	return a, b
}

// metres draws legs of 10 cm to 50 m that begin at, end at, pass over or run
// along a border.
func (adv *adversary) metres(rng *rand.Rand) (a, b orb.Point) {
	length := 0.0001 * math.Exp(rng.Float64()*6.2)
	arc, p, _ := adv.edge(rng)
	on := sphere.ToLonLat(arc.At(rng.Float64() * arc.Angle()))
	azimuth := rng.Float64() * 360
	switch rng.IntN(5) {
	case 0:
		return p, sphere.Destination(p, azimuth, length)
	case 1:
		return sphere.Destination(p, azimuth, length*rng.Float64()), sphere.Destination(p, azimuth+180, length)
	case 2:
		return on, sphere.Destination(on, azimuth, length)
	case 3:
		return sphere.Destination(on, azimuth, length*rng.Float64()), sphere.Destination(on, azimuth+180, length)
	}
	at := rng.Float64() * arc.Angle()
	return sphere.ToLonLat(arc.At(at)), sphere.ToLonLat(arc.At(at + length/sphere.RadiusKm))
}

func (adv *adversary) opposite(rng *rand.Rand) (a, b orb.Point) {
	a = randomPoint(rng)
	if rng.IntN(2) == 0 {
		a = adv.vertex(rng)
	}
	against := orb.Point{a[0] + 180, -a[1]}
	if against[0] > 180 {
		against[0] -= 360
	}
	return a, sphere.Destination(against, rng.Float64()*360, math.Exp(-12+15*rng.Float64())) // 6 mm to 20 km
}

func (adv *adversary) antimeridianEnd(rng *rand.Rand) (a, b orb.Point) {
	on := func() orb.Point { return orb.Point{pick(rng, []float64{180, -180}), randomPoint(rng)[1]} }
	a, b = randomPoint(rng), on()
	switch rng.IntN(4) {
	case 0:
		a = orb.Point{pick(rng, []float64{179, -179, 177.5}), b[1] + rng.Float64()*4 - 2}
	case 1:
		a = adv.vertex(rng)
	case 2: // where there is land
		b[1] = 65 + 7*rng.Float64()
	}
	if rng.IntN(2) == 0 {
		a, b = b, a
	}
	return a, b
}

func (adv *adversary) antimeridian(rng *rand.Rand) (a, b orb.Point) {
	lat := randomPoint(rng)[1]
	switch rng.IntN(3) {
	case 0:
		return orb.Point{180 - 10*rng.Float64(), lat}, orb.Point{-180 + 10*rng.Float64(), max(-90, min(90, lat+rng.Float64()*20-10))}
	case 1:
		return orb.Point{pick(rng, []float64{180, -180}), 60 + 15*rng.Float64()}, orb.Point{pick(rng, []float64{180, -180}), 60 + 15*rng.Float64()}
	}
	return orb.Point{180, lat}, orb.Point{-180, randomPoint(rng)[1]}
}

func (adv *adversary) short(rng *rand.Rand) (a, b orb.Point) {
	a = adv.vertex(rng)
	return a, sphere.Destination(a, rng.Float64()*360, rng.Float64()*500)
}

// seam draws legs along the lines that divide the faces of a cube round the globe:
// its edges, and the planes through the centre that cut a face in a power of two.
// On an edge of the cube most have longitude 45, -45, 135 or -135 exactly, so that
// the leg is on it to the last bit.
func (adv *adversary) seam(rng *rand.Rand) (a, b orb.Point) {
	if rng.IntN(3) == 0 {
		lon := pick(rng, []float64{-135, -45, 45, 135})
		return orb.Point{lon, randomPoint(rng)[1]}, orb.Point{lon, randomPoint(rng)[1]}
	}
	parts := 1 << rng.IntN(10)
	line := 2*float64(rng.IntN(parts+1))/float64(parts) - 1
	from, to := rng.Float64()*4-2, rng.Float64()*4-2
	switch rng.IntN(4) { // from or to a corner, or over it
	case 0:
		from = 1
	case 1:
		to = -1
	}
	axes := rng.Perm(3)
	side := float64(2*rng.IntN(2) - 1)
	at := func(along float64) orb.Point {
		var v [3]float64
		v[axes[0]], v[axes[1]], v[axes[2]] = side, line, along
		return sphere.ToLonLat(s2.PointFromCoords(v[0], v[1], v[2]))
	}
	return at(from), at(to)
}

// pairsOf is a set of legs between airports.
type pairsOf struct {
	name     string
	from, to float64 // km on WGS 84
}

var pairSets = []pairsOf{{"short", 50, 1500}, {"medium", 1500, 6000}, {"long", 6000, math.Inf(1)}}

// legs returns n legs of the set, the same in every run.
func (s pairsOf) legs(tb testing.TB, n int) []Leg {
	tb.Helper()
	airports := airportsOf(tb)
	rng := newRand(3_000_000)
	var legs []Leg
	for len(legs) < n {
		leg := drawUntil(func() (orb.Point, orb.Point) { return pick(rng, airports), pick(rng, airports) })
		if km := leg.Km(leg.Angle()); km >= s.from && km < s.to {
			legs = append(legs, leg)
		}
	}
	return legs
}

// airportsOf returns where the larger airports are.
func airportsOf(tb testing.TB) []orb.Point {
	tb.Helper()
	table, err := gazetteer.Open(data.Airports())
	if err != nil {
		tb.Fatal(err)
	}
	var airports []orb.Point
	for id := range table.Len() {
		if p := table.Place(id); p.Type == "large_airport" || p.Type == "medium_airport" {
			airports = append(airports, orb.Point{p.Lon, p.Lat})
		}
	}
	return airports
}
