package airspace

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// randomPoint returns a place evenly over the globe.
func randomPoint(rng *rand.Rand) orb.Point {
	return orb.Point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) * 180 / math.Pi}
}
