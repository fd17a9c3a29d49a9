package chart

import (
	"image"
	"testing"

	"github.com/golang/geo/r2"
	"pgregory.net/rapid"
)

// Squares in squares, turned as they come: each point is filled by the even-odd rule.
func TestFillIsEvenOdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rings [][]r2.Point
		var squares []r2.Rect
		var nest func(room r2.Rect, depth int)
		nest = func(room r2.Rect, depth int) {
			for _, half := range []r2.Rect{
				r2.RectFromPoints(room.Lo(), r2.Point{X: room.X.Center(), Y: room.Y.Hi}),
				r2.RectFromPoints(r2.Point{X: room.X.Center(), Y: room.Y.Lo}, room.Hi()),
			} {
				if depth > 3 || !rapid.Bool().Draw(t, "more") {
					continue
				}
				square := half.ExpandedByMargin(-0.1 * half.X.Length())
				ring := make([]r2.Point, 0, 4)
				for _, v := range square.Vertices() {
					ring = append(ring, v)
				}
				if rapid.Bool().Draw(t, "reverse") {
					ring[1], ring[3] = ring[3], ring[1]
				}
				from := rapid.IntRange(0, 3).Draw(t, "from")
				rings, squares = append(rings, append(ring[from:4:4], ring[:from]...)), append(squares, square)
				nest(square, depth+1)
			}
		}
		nest(r2.RectFromPoints(r2.Point{}, r2.Point{X: 64, Y: 64}), 0)

		b := &bitmap{dots: 1, img: image.NewRGBA(image.Rect(0, 0, 64, 64))}
		b.fill(rings, "#000000", 1)
		for y := range 64 {
			for x := range 64 {
				at, want, near := r2.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5}, false, false
				for _, s := range squares {
					want = want != s.ContainsPoint(at)
					near = near || s.ExpandedByMargin(1).ContainsPoint(at) && !s.ExpandedByMargin(-1).ContainsPoint(at)
				}
				if got := b.img.RGBAAt(x, y).A; !near && (got == 255) != want {
					t.Fatalf("at %d,%d: %d, want filled %v", x, y, got, want)
				}
			}
		}
	})
}
