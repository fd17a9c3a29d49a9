package airspace

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// BenchmarkGrowth times the same legs over the borders of the world with 1, 4 and
// 16 times the vertices. Of each length there are 200 legs, from airports in any
// direction. An operation is one leg; mean-us is the mean of the least times of
// some rounds, stretches how many a leg has. At the end it prints a table of
// mean-us.
//
// At 16 times it reads a text of 250 MB, which takes several gigabytes.
func BenchmarkGrowth(b *testing.B) {
	outlines, err := embedded()
	if err != nil {
		b.Fatal(err)
	}
	lengths := []float64{100, 300, 1000, 3000, 10_000, 20_000} // km on the sphere
	sets := make([][]Leg, len(lengths))
	for i, km := range lengths {
		sets[i] = legsOfLength(b, km, 200)
	}
	var table strings.Builder
	fmt.Fprintf(&table, "vertices %*s", 9, "points")
	for _, km := range lengths {
		fmt.Fprintf(&table, "%9.0f km", km)
	}
	for _, n := range []int{1, 4, 16} {
		b.Run(fmt.Sprintf("x%d", n), func(b *testing.B) {
			text := densified(outlines, n)
			start := time.Now()
			x, err := ReadGeoJSON(bytes.NewReader(text), Options{MaxBytes: 1 << 30, MaxVertices: 1 << 25})
			if err != nil {
				b.Fatal(err)
			}
			took := time.Since(start)
			fmt.Fprintf(&table, "\nx%-7d %9d", n, len(x.Borders().Points))
			for i, km := range lengths {
				fmt.Fprintf(&table, "%12.2f", growthRow(b, x, km, sets[i])/1e3)
			}
			fmt.Fprintf(&table, "   read in %.1f s", took.Seconds())
		})
	}
	b.Run("table", func(b *testing.B) { // only a benchmark without parts prints what it logs
		for b.Loop() {
		}
		b.Log("mean time of a leg in µs\n" + table.String())
	})
}

// growthRow runs one benchmark and returns the mean time of a leg in nanoseconds.
func growthRow(b *testing.B, x *Index, km float64, legs []Leg) float64 {
	b.Helper()
	var out []Stretch
	cross := func(leg Leg) { out = x.AppendCross(out[:0], leg) }
	mean := average(takeTurns(legs, cross)[0])
	stretches := 0
	for _, leg := range legs {
		cross(leg)
		stretches += len(out)
	}
	b.Run(fmt.Sprintf("%.0fkm", km), func(b *testing.B) {
		eachLeg(b, legs, cross)
		b.ReportMetric(mean/1e3, "mean-us")
		b.ReportMetric(float64(stretches)/float64(len(legs)), "stretches")
	})
	return mean
}

func legsOfLength(tb testing.TB, km float64, n int) []Leg {
	tb.Helper()
	airports := airportsOf(tb)
	rng := newRand(4_000_000)
	legs := make([]Leg, n)
	for i := range legs {
		legs[i] = drawUntil(func() (orb.Point, orb.Point) {
			p := pick(rng, airports)
			return p, sphere.Destination(p, rng.Float64()*360, km)
		})
	}
	return legs
}

// densified returns a GeoJSON text of the outlines with each side divided in n.
func densified(outlines []orb.MultiPolygon, n int) []byte {
	out := []byte(`{"type":"FeatureCollection","features":[`)
	comma := func(i int) {
		if i > 0 {
			out = append(out, ',')
		}
	}
	for id, multi := range outlines {
		comma(id)
		out = fmt.Appendf(out, `{"type":"Feature","properties":{"id":"%d"},"geometry":{"type":"MultiPolygon","coordinates":[`, id)
		for i, p := range multi {
			comma(i)
			out = append(out, '[')
			for k, r := range p {
				comma(k)
				out = append(out, '[')
				for j := range len(r) - 1 {
					comma(j)
					out = appendSide(out, r[j], r[j+1], n)
				}
				out = append(out, ',')
				out = appendPosition(out, r[0])
				out = append(out, ']')
			}
			out = append(out, ']')
		}
		out = append(out, "]}}"...)
	}
	return append(out, "]}"...)
}

// appendSide appends p and n - 1 points on the way to q. They lie beside the
// straight line by up to 0.5 % of the distance from the nearer end, so that they are
// true vertices, and are the same in both directions. Sides along meridians and
// parallels stay straight, so that what meets on them still does.
func appendSide(out []byte, p, q orb.Point, n int) []byte {
	out = appendPosition(out, p)
	if math.Abs(q[0]-p[0]) > 180 {
		return out
	}
	from, to := p, q
	back := cmp.Or(cmp.Compare(p[0], q[0]), cmp.Compare(p[1], q[1])) > 0
	if back {
		from, to = q, p
	}
	lon, lat := to[0]-from[0], to[1]-from[1]
	for k := 1; k < n; k++ {
		place := k
		if back {
			place = n - k
		}
		f := float64(place) / float64(n)
		aside := 0.0
		if lon != 0 && lat != 0 {
			aside = 0.005 * min(f, 1-f) * noise(from, to, place)
		}
		out = append(out, ',')
		out = appendPosition(out, orb.Point{from[0] + f*lon - aside*lat, from[1] + f*lat + aside*lon})
	}
	return out
}

// noise is a number in [-1, 1] of a place between two points.
func noise(p, q orb.Point, place int) float64 {
	h := fnv.New64a()
	var buffer [40]byte
	b := buffer[:0]
	for _, c := range [...]float64{p[0], p[1], q[0], q[1]} {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(c))
	}
	_, _ = h.Write(binary.LittleEndian.AppendUint64(b, uint64(place)))
	return float64(h.Sum64()%2001)/1000 - 1
}

func appendPosition(out []byte, p orb.Point) []byte {
	out = append(out, '[')
	out = strconv.AppendFloat(out, p[0], 'f', 9, 64)
	out = append(out, ',')
	out = strconv.AppendFloat(out, p[1], 'f', 9, 64)
	return append(out, ']')
}
