package frontier

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestManyRoads tries the same thousands of networks of roads each time: for each
// number of refusals lifted the frontier has the shortest road that they open.
func TestManyRoads(t *testing.T) {
	const n = 6
	random := rand.New(rand.NewPCG(2025, 10))
	for k := range 4000 {
		roads := make([]road, 4+random.IntN(12))
		for i := range roads {
			roads[i].length = float64(1 + random.IntN(40))
			for r := range n {
				if random.IntN(5) < 2 {
					roads[i].meets = append(roads[i].meets, r)
				}
			}
		}
		got, _, err := Search(context.Background(), n, nil, findIn(roads), Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, last := []float64{}, math.Inf(1)
		for _, length := range bySubsets(n, roads) {
			if length < last {
				want, last = append(want, length), length
			}
		}
		lengths := []float64{}
		for _, e := range got {
			lengths = append(lengths, e.Way.Length)
		}
		if !slices.Equal(lengths, want) {
			t.Fatalf("network %d: lengths %v, want %v, of %+v", k, lengths, want, roads)
		}
	}
}
