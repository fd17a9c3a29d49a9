package detour_test

import (
	"context"
	"fmt"

	"github.com/golang/geo/s2"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// One square of ten degrees, area 0, between two places on the equator.
func ExampleSearcher_Shortest() {
	points := []s2.Point{at(0, -5), at(10, -5), at(10, 5), at(0, 5), at(0, -5)}
	world, err := detour.NewWorld(detour.Map{
		Points: points,
		Chains: []detour.Chain{{Count: len(points), Left: []int32{0}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	searcher := detour.NewSearcher(world)
	closed := detour.NewSet(0)
	path, err := searcher.Shortest(context.Background(), at(-5, 1), at(15, 1), closed, detour.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f km\n", path.Length*sphere.RadiusKm)
	route, err := searcher.Publish(path, closed, 10)
	fmt.Println(route.Waypoints, err)
	// Output:
	// 2530.3 km
	// [[-5 1] [-3.3e-05 5.000091] [10.000033 5.000091] [15 1]] <nil>
}
