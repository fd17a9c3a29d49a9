package sphere_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

func ExampleArc() {
	moscow, budapest := orb.Point{37.2615, 55.5915}, orb.Point{19.26239, 47.43018}
	arc, err := sphere.NewArc(sphere.FromLonLat(moscow), sphere.FromLonLat(budapest))
	if err != nil {
		fmt.Println(err)
		return
	}
	mid := sphere.ToLonLat(arc.At(arc.Angle() / 2))
	fmt.Printf("%.2f km on the sphere, %.2f km on WGS 84\n", arc.SphereKm(), arc.WGS84Km(arc.Angle()))
	fmt.Printf("half way: %.3f N %.3f E\n", mid[1], mid[0])
	// Output:
	// 1533.69 km on the sphere, 1537.16 km on WGS 84
	// half way: 51.853 N 27.448 E
}

func ExampleDestination() {
	p := sphere.Destination(orb.Point{19.2624, 47.4302}, 90, 100)
	fmt.Printf("%.4f N %.4f E\n", p[1], p[0])
	// Output:
	// 47.4225 N 20.5917 E
}
