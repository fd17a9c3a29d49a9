package detour

import (
	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
)

// shadow is what an active piece of wall hides from a corner: all directions
// strictly between two planes, beyond a distance.
type shadow struct {
	right, left r3.Vector // normals, of the planes through the corner
	far         float64   // squared chord
	next        int32     // the next shadow of the corner, -1 for none
	norms       [2]float64
}

// mostShadows is the number of shadows that are kept for a search.
const mostShadows = 1 << 16

// mostOfOne is the number of those that are kept for a corner.
const mostOfOne = 64

// shaded tells whether a place is hidden from a corner by an active wall. A leg
// to it need not be tested.
func (s *search) shaded(i int32, p s2.Point) bool {
	v := &s.corners[i]
	if v.shadow == 0 {
		return false
	}
	d := v.p.Sub(p.Vector).Norm2()
	for k := v.shadow - 1; k >= 0; k = s.shadows[k].next {
		if h := &s.shadows[k]; d > h.far && h.right.Dot(p.Vector) > noise && h.left.Dot(p.Vector) < -noise {
			return true
		}
	}
	return false
}

// shadedAll tells whether all of a ball is hidden from a corner.
func (s *search) shadedAll(i int32, x *group) bool {
	v := &s.corners[i]
	if v.shadow == 0 {
		return false
	}
	d := v.p.Sub(x.centre).Norm() - x.radius
	if d <= 0 {
		return false
	}
	d *= d
	for k := v.shadow - 1; k >= 0; k = s.shadows[k].next {
		h := &s.shadows[k]
		if d > h.far && h.right.Dot(x.centre) > noise+h.norms[0]*x.radius && h.left.Dot(x.centre) < -noise-h.norms[1]*x.radius {
			return true
		}
	}
	return false
}

// cast adds a shadow to a corner, unless it has many.
func (s *search) cast(i int32, right, left r3.Vector, far float64) {
	v := &s.corners[i]
	if v.shadows == mostOfOne {
		return
	}
	s.shadows = append(s.shadows, shadow{
		right: right, left: left, far: far + 1e-14, next: v.shadow - 1, norms: [2]float64{right.Norm(), left.Norm()},
	})
	v.shadow = int32(len(s.shadows))
	v.shadows++
}

// shade notes what a piece hides from a corner. If the corner is a vertex of the
// piece, the parts before and after it count each by itself.
func (s *search) shade(i, piece int32) {
	if s.wide != nil {
		s.shadeWide(i, piece)
		return
	}
	v := s.corners[i].p
	s.buf = s.layer.corners(s.buf[:0], piece)
	first := 0
	for k, c := range s.buf {
		if s.layer.point(c) == v {
			s.shadeBy(i, s.buf[first:k])
			first = k + 1
		}
	}
	s.shadeBy(i, s.buf[first:])
}

// shadeBy notes what a line hides from a corner. The line lies in the half of the
// globe before the corner, no farther than a quarter turn: then it is seen under
// all directions between its outermost vertices, and no point of it is farther
// than its farthest vertex.
func (s *search) shadeBy(i int32, line []int32) {
	if len(line) < 2 || len(s.shadows) >= mostShadows {
		return
	}
	v := s.corners[i].p
	right := s.layer.point(line[0])
	left, far := right, 0.0
	ahead := r3.Vector{}
	for _, c := range line {
		p := s.layer.point(c)
		ahead = ahead.Add(p.Sub(v.Mul(v.Dot(p.Vector))))
		d := v.Sub(p.Vector).Norm2()
		if d > 1.9 {
			return
		}
		far = max(far, d)
		if v.Cross(right.Vector).Dot(p.Vector) < 0 {
			right = p
		}
		if v.Cross(left.Vector).Dot(p.Vector) > 0 {
			left = p
		}
	}
	for _, c := range line {
		if ahead.Dot(s.layer.point(c).Sub(v.Vector)) <= 1e-3*ahead.Norm()*v.Sub(s.layer.point(c).Vector).Norm() {
			return
		}
	}
	s.cast(i, v.Cross(right.Vector), v.Cross(left.Vector), far)
}
