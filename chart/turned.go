package chart

import (
	"slices"

	"github.com/golang/geo/r2"
)

// turned returns rings that do not cross, turned so that a fill by their windings is
// one by the even-odd rule: a ring in an odd number of others goes the other way round.
func turned(rings [][]r2.Point) [][]r2.Point {
	boxes := make([]r2.Rect, len(rings))
	for i, r := range rings {
		boxes[i] = r2.RectFromPoints(r...)
	}
	out := make([][]r2.Point, len(rings))
	for i, r := range rings {
		in := false
		for k, other := range rings {
			if k != i && boxes[k].Contains(boxes[i]) && surrounds(other, r) {
				in = !in
			}
		}
		out[i] = r
		if (twiceArea(r) < 0) != in {
			out[i] = slices.Clone(r)
			slices.Reverse(out[i])
		}
	}
	return out
}

// surrounds tells whether most of three points of a ring lie in another, for one may
// lie on it.
func surrounds(other, ring []r2.Point) bool {
	n := 0
	for i := range 3 {
		if holds(other, ring[i*len(ring)/3]) {
			n++
		}
	}
	return n > 1
}

// holds tells whether a point lies in a ring, by the sides that a ray crosses.
func holds(ring []r2.Point, p r2.Point) bool {
	in := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)/(b.Y-a.Y)*(b.X-a.X) {
			in = !in
		}
	}
	return in
}

// twiceArea returns twice the area of a ring, positive if it goes from x to y.
func twiceArea(ring []r2.Point) float64 {
	sum := 0.0
	for i, a := range ring {
		sum += a.Cross(ring[(i+1)%len(ring)])
	}
	return sum
}
