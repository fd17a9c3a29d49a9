package sphere_test

import (
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// TestCrossesWhereArcsEnd: an arc that ends before an edge, or passes beyond its
// ends, or on the other side of the globe, does not cross it, though the great
// circles of the two always meet.
func TestCrossesWhereArcsEnd(t *testing.T) {
	gulf := [2]orb.Point{{0, -10}, {0, 10}} // along Greenwich, over the Gulf of Guinea
	for _, x := range []struct {
		name string
		a, b orb.Point
		want bool
	}{
		{"from Liberia to Gabon", orb.Point{-10, 1}, orb.Point{10, -1}, true},
		{"ends before it", orb.Point{-10, 1}, orb.Point{-1, 1}, false},
		{"begins behind it", orb.Point{1, 1}, orb.Point{10, 1}, false},
		{"passes north of it", orb.Point{-10, 12}, orb.Point{10, 12}, false},
		{"passes south of it", orb.Point{-10, -12}, orb.Point{10, -12}, false},
		{"on the other side of the globe", orb.Point{170, 1}, orb.Point{-170, 1}, false},
	} {
		a, b := sphere.FromLonLat(x.a), sphere.FromLonLat(x.b)
		c, d := sphere.FromLonLat(gulf[0]), sphere.FromLonLat(gulf[1])
		for _, got := range []bool{
			sphere.Crosses(a, b, c, d), sphere.Crosses(b, a, c, d), sphere.Crosses(a, b, d, c), sphere.Crosses(c, d, a, b), sphere.Crosses(d, c, b, a),
		} {
			if got != x.want {
				t.Errorf("%s: it crosses: %v, want %v in whatever order", x.name, got, x.want)
				break
			}
		}
	}
}
