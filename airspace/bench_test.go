package airspace

import (
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/data"
	"github.com/paulmach/orb"
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

func BenchmarkCross(b *testing.B) {
	x := worldOf(b)
	for _, bc := range []struct {
		name string
		leg  Leg
	}{
		{"Moscow-Budapest", legOf(b, 55.5915, 37.2615, 47.43018, 19.26239)},
		{"Sydney-Santiago", legOf(b, -33.9461, 151.1772, -33.393, -70.7858)},
		{"London-Singapore", legOf(b, 51.47, -0.45, 1.36, 103.99)},
		{"Vienna-Bratislava", legOf(b, 48.11, 16.57, 48.17, 17.21)},
	} {
		b.Run(bc.name, func(b *testing.B) {
			var out []Stretch
			b.ReportAllocs()
			for b.Loop() {
				out = x.AppendCross(out[:0], bc.leg)
			}
		})
	}
}
