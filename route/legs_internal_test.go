package route

import (
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// With a margin a path turns round circles about corners. Two of them may have one
// point in common: from Moscow to Madrid past Greece with 20 km, the leg of no length
// between them was taken for a fault.
func TestLegsAlongWhereCornersMeet(t *testing.T) {
	at := func(lon, lat float64) s2.Point { return sphere.FromLonLat(orb.Point{lon, lat}) }
	p, q, r := at(37, 55), at(22, 36), at(-3, 40)
	near := s2.Point{Vector: q.Add(s2.PointFromCoords(1e-15, -1e-15, 1e-15).Mul(1e-15)).Normalize()}
	for name, c := range map[string]struct {
		points []s2.Point
		legs   int
	}{
		"no corner":        {[]s2.Point{p, r}, 1},
		"one corner":       {[]s2.Point{p, q, r}, 2},
		"the same twice":   {[]s2.Point{p, q, q, r}, 2},
		"all but the same": {[]s2.Point{p, q, near, q, r}, 2},
		"at both ends":     {[]s2.Point{p, p, q, r, r}, 2},
		"nothing":          {nil, 0},
	} {
		legs, err := legsAlong(detour.Path{Points: c.points})
		if err != nil || len(legs) != c.legs {
			t.Errorf("%s: %d legs, %v; want %d", name, len(legs), err, c.legs)
		}
	}
	if _, err := legsAlong(detour.Path{Points: []s2.Point{p, {Vector: p.Mul(-1)}}}); err == nil {
		t.Error("opposite points: no error")
	}
}
