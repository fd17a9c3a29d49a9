package main

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
)

// topology is as much of TopoJSON as the file of land has.
type topology struct {
	Arcs      [][][2]float64
	Transform struct{ Scale, Translate [2]float64 }
	Objects   map[string]struct {
		Geometries []struct {
			Type string
			Arcs [][][]int
		}
	}
}

// readTopology returns the polygons of the object "land". Their rings may jump
// over the meridian of 180 degrees.
func readTopology(text []byte) ([]orb.Polygon, error) {
	var t topology
	if err := json.Unmarshal(text, &t); err != nil {
		return nil, err
	}
	arcs := make([]orb.Ring, len(t.Arcs))
	for i, a := range t.Arcs {
		var x, y float64
		for _, step := range a {
			x, y = x+step[0], y+step[1]
			arcs[i] = append(arcs[i], orb.Point{
				x*t.Transform.Scale[0] + t.Transform.Translate[0],
				y*t.Transform.Scale[1] + t.Transform.Translate[1],
			})
		}
	}
	var polygons []orb.Polygon
	for _, g := range t.Objects["land"].Geometries {
		if g.Type != "MultiPolygon" {
			return nil, fmt.Errorf("the object land has a %s, want MultiPolygon", g.Type)
		}
		for _, rings := range g.Arcs {
			var p orb.Polygon
			for _, list := range rings {
				ring, err := join(arcs, list)
				if err != nil {
					return nil, err
				}
				p = append(p, ring)
			}
			if len(p) > 0 {
				polygons = append(polygons, p)
			}
		}
	}
	if len(polygons) == 0 {
		return nil, fmt.Errorf("there is no object land with polygons")
	}
	return polygons, nil
}

// join makes a closed ring of arcs. The number ^i is the arc i backwards.
func join(arcs []orb.Ring, list []int) (orb.Ring, error) {
	var ring orb.Ring
	for _, i := range list {
		k := i
		if i < 0 {
			k = ^i
		}
		if k >= len(arcs) {
			return nil, fmt.Errorf("a ring names arc %d of %d", k, len(arcs))
		}
		a := arcs[k].Clone()
		if i < 0 {
			a.Reverse()
		}
		if len(ring) > 0 && len(a) > 0 {
			a = a[1:]
		}
		ring = append(ring, a...)
	}
	if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
		return nil, fmt.Errorf("a ring of %d points is not closed", len(ring))
	}
	return ring, nil
}
