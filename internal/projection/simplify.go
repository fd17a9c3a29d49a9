package projection

import (
	"github.com/golang/geo/r2"
)

// simplify returns the polyline with points left out that lie within
// simplifyError of what remains, by Douglas and Peucker. The ends stay.
func simplify(line []r2.Point) []r2.Point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	todo := [][2]int{{0, len(line) - 1}}
	for len(todo) > 0 {
		from, to := todo[len(todo)-1][0], todo[len(todo)-1][1]
		todo = todo[:len(todo)-1]
		far, most := -1, simplifyError*simplifyError
		for i := from + 1; i < to; i++ {
			if d := distance2(line[i], line[from], line[to]); d > most {
				far, most = i, d
			}
		}
		if far >= 0 {
			keep[far] = true
			todo = append(todo, [2]int{from, far}, [2]int{far, to})
		}
	}
	var out []r2.Point
	for i, p := range line {
		if keep[i] && (len(out) == 0 || i == len(line)-1 || out[len(out)-1] != p) {
			out = append(out, p)
		}
	}
	return out
}

// distance2 returns the square of the distance from p to a segment.
func distance2(p, a, b r2.Point) float64 {
	ab, ap := b.Sub(a), p.Sub(a)
	if n := ab.Dot(ab); n > 0 {
		t := min(max(ap.Dot(ab)/n, 0), 1)
		ap = ap.Sub(ab.Mul(t))
	}
	return ap.Dot(ap)
}

// closed returns a ring, whose last vertex leads to the first, simplified and with
// its first point again at its end. It is nil if the ring is too small to be seen.
func closed(ring []vertex) []r2.Point {
	if len(ring) < 3 || small(bound(ring)) {
		return nil
	}
	// Chains run from one vertex that stays to the next.
	start := 0
	for start < len(ring) && !ring[start].fixed {
		start++
	}
	start %= len(ring)
	var out []r2.Point
	chain := []r2.Point{ring[start].Point}
	for i := range ring {
		v := ring[(start+i+1)%len(ring)]
		chain = append(chain, v.Point)
		if !v.fixed && i < len(ring)-1 {
			continue
		}
		if chain[0] == chain[len(chain)-1] {
			out = append(out, loop(chain)...)
		} else {
			chain = simplify(chain)
			out = append(out, chain[:len(chain)-1]...)
		}
		chain = []r2.Point{v.Point}
	}
	if out = tidy(out); out == nil {
		return nil
	}
	return append(out, out[0])
}

// loop simplifies a chain that ends where it began, in two halves, and leaves out
// its end.
func loop(chain []r2.Point) []r2.Point {
	far, most := 0, 0.0
	for i, p := range chain {
		if d := p.Sub(chain[0]); d.Dot(d) > most {
			far, most = i, d.Dot(d)
		}
	}
	if far == 0 {
		return chain[:1]
	}
	there, back := simplify(chain[:far+1]), simplify(chain[far:])
	return append(append([]r2.Point{}, there[:len(there)-1]...), back[:len(back)-1]...)
}

// tidy leaves out points of a ring that are equal to the one before, the ends of
// spikes, where a side is run back at once, and points that lie with both neighbours
// on one line x or y = constant, as on an edge of the window.
func tidy(ring []r2.Point) []r2.Point {
	var out []r2.Point
	for _, p := range ring {
		for len(out) > 1 && idle(out[len(out)-2], out[len(out)-1], p) {
			out = out[:len(out)-1]
		}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	// The same where the ring closes.
	for n := len(out); n > 2; n = len(out) {
		switch {
		case out[0] == out[n-1] || idle(out[n-2], out[n-1], out[0]):
			out = out[:n-1]
		case idle(out[n-1], out[0], out[1]):
			out = out[1:]
		default:
			return out
		}
	}
	return nil
}

// idle tells whether b may be left out between a and c.
func idle(a, b, c r2.Point) bool {
	return a == c || a.X == b.X && b.X == c.X || a.Y == b.Y && b.Y == c.Y
}

// small tells whether nothing of it is to be seen.
func small(b r2.Rect) bool {
	size := b.Size()
	return size.X < chordError+simplifyError && size.Y < chordError+simplifyError
}
