package airspace

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
)

// BenchmarkWorld opens the embedded snapshot.
func BenchmarkWorld(b *testing.B) {
	src := data.Airspace()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := OpenSnapshot(src); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadGeoJSON indexes the embedded borders from their text.
func BenchmarkReadGeoJSON(b *testing.B) {
	src := data.Countries()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := ReadGeoJSON(strings.NewReader(src), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkS2 builds the second opinion of points that are known already.
func BenchmarkS2(b *testing.B) {
	ref := referenceOf(b)
	for b.Loop() {
		newS2World(ref)
	}
}

func BenchmarkAt(b *testing.B) {
	x := worldOf(b)
	rng := newRand(1)
	points := make([]orb.Point, 1024)
	for i := range points {
		points[i] = randomPoint(rng)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		x.At(points[i%len(points)])
		i++
	}
}

// BenchmarkCross times Index and S2 on three sets of 1,000 legs between airports,
// the lengths of the stretches on WGS 84 included. An operation is one leg; ns/op
// is the mean as it comes.
//
// The other figures are less noisy. In each of some rounds S2 and Index take
// turns, a set at a time, and a leg's time is its least of all rounds. Of these
// times mean-us is the mean and p50-us the median of the set; x-s2 and p50-x-s2
// are by how many times those of S2 are longer.
func BenchmarkCross(b *testing.B) {
	x, q := worldOf(b), s2WorldOf(b).query()
	for _, set := range pairSets {
		b.Run(set.name, func(b *testing.B) {
			legs := set.legs(b, 1000)
			var out []Stretch
			index := func(leg Leg) { out = x.AppendCross(out[:0], leg) }
			second := func(leg Leg) { q.cross(leg) }
			times := takeTurns(legs, index, second)
			ours, theirs := times[0], times[1]
			b.Run("index", func(b *testing.B) {
				eachLeg(b, legs, index)
				b.ReportMetric(average(ours)/1e3, "mean-us")
				b.ReportMetric(median(ours)/1e3, "p50-us")
				b.ReportMetric(average(theirs)/average(ours), "x-s2")
				b.ReportMetric(median(theirs)/median(ours), "p50-x-s2")
			})
			b.Run("s2", func(b *testing.B) {
				eachLeg(b, legs, second)
				b.ReportMetric(average(theirs)/1e3, "mean-us")
				b.ReportMetric(median(theirs)/1e3, "p50-us")
			})
		})
	}
}

// eachLeg is a benchmark of one leg after the other.
func eachLeg(b *testing.B, legs []Leg, cross func(Leg)) {
	b.Helper()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		cross(legs[i%len(legs)])
		i++
	}
}

// takeTurns returns for each way to answer the least time of every leg, in
// nanoseconds.
func takeTurns(legs []Leg, ways ...func(Leg)) [][]float64 {
	const rounds = 7
	times := make([][]float64, len(ways))
	for range rounds {
		for w, cross := range ways {
			for i, leg := range legs {
				start := time.Now()
				cross(leg)
				ns := float64(time.Since(start))
				if len(times[w]) == i {
					times[w] = append(times[w], math.Inf(1))
				}
				times[w][i] = min(times[w][i], ns)
			}
		}
	}
	return times
}

func average(times []float64) float64 {
	sum := 0.0
	for _, t := range times {
		sum += t
	}
	return sum / float64(len(times))
}

func median(times []float64) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}
