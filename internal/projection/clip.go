package projection

import (
	"github.com/golang/geo/r2"
)

// edge is a line of the sheet, x or y = at, and the side of it that is kept.
type edge struct {
	vertical bool
	at       float64
	above    bool // keep what is greater
}

func edges(w r2.Rect) [4]edge {
	return [4]edge{{true, w.X.Lo, true}, {true, w.X.Hi, false}, {false, w.Y.Lo, true}, {false, w.Y.Hi, false}}
}

func (e edge) inside(q r2.Point) bool {
	v := q.Y
	if e.vertical {
		v = q.X
	}
	if e.above {
		return v >= e.at
	}
	return v <= e.at
}

// cross returns where the segment meets the edge; its ends lie on either side.
func (e edge) cross(a, b r2.Point) r2.Point {
	if e.vertical {
		return r2.Point{X: e.at, Y: a.Y + (b.Y-a.Y)*(e.at-a.X)/(b.X-a.X)}
	}
	return r2.Point{X: a.X + (b.X-a.X)*(e.at-a.Y)/(b.Y-a.Y), Y: e.at}
}

// bound returns the rectangle round the vertices.
func bound(vs []vertex) r2.Rect {
	b := r2.EmptyRect()
	for _, v := range vs {
		b = b.AddPoint(v.Point)
	}
	return b
}

// clipRing returns the part of a ring, whose last vertex leads to the first, in the
// window: by Sutherland and Hodgman, so parts are bridged along the edges of the
// window, and the vertices there are fixed.
func clipRing(ring []vertex, w r2.Rect) []vertex {
	b := bound(ring)
	if w.Contains(b) {
		return ring
	}
	if !w.Intersects(b) {
		return nil
	}
	for _, e := range edges(w) {
		ring = clipTo(ring, e)
		if len(ring) == 0 {
			return nil
		}
	}
	for i, v := range ring {
		ring[i].Point = w.ClampPoint(v.Point) // of rounding
	}
	return ring
}

func clipTo(ring []vertex, e edge) []vertex {
	var out []vertex
	last := ring[len(ring)-1]
	for _, v := range ring {
		in := e.inside(v.Point)
		if in != e.inside(last.Point) {
			out = append(out, vertex{e.cross(last.Point, v.Point), true, v.hidden})
		}
		if in {
			out = append(out, v)
		}
		last = v
	}
	return out
}

// clipLine returns the parts of a polyline in the window.
func clipLine(line []r2.Point, w r2.Rect) [][]r2.Point {
	var out [][]r2.Point
	var part []r2.Point
	flush := func() {
		if len(part) > 1 {
			out = append(out, part)
		}
		part = nil
	}
	for i := 1; i < len(line); i++ {
		a, b, ok := clipSegment(line[i-1], line[i], w)
		if !ok {
			flush()
			continue
		}
		if len(part) == 0 {
			part = append(part, a)
		}
		part = append(part, b)
		if b != line[i] {
			flush()
		}
	}
	flush()
	return out
}

// clipSegment returns the part of a segment in the window.
func clipSegment(a, b r2.Point, w r2.Rect) (p, q r2.Point, ok bool) {
	p, q = a, b
	for _, e := range edges(w) {
		switch in1, in2 := e.inside(p), e.inside(q); {
		case !in1 && !in2:
			return p, q, false
		case !in1:
			p = e.cross(p, q)
		case !in2:
			q = e.cross(p, q)
		}
	}
	if p != a {
		p = w.ClampPoint(p)
	}
	if q != b {
		q = w.ClampPoint(q)
	}
	return p, q, true
}
