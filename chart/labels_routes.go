package chart

import (
	"math"
	"strconv"

	"github.com/golang/geo/r2"
)

// spot is a place of a route at which its name may stand.
type spot struct {
	at, along r2.Point
	part      float64 // of the route, 0 to 1
	lonely    float64 // how far the other routes are, mm
}

// routeNames numbers the routes, each beside its line and where the others are far;
// with its name if there is room.
func (s *scene) routeNames() {
	u := s.unit
	spots := make([][]spot, len(s.tracks))
	for i, t := range s.tracks {
		spots[i] = spotsOf(t.lines, 2*u)
	}
	for i, t := range s.tracks {
		for k := range spots[i] {
			spots[i][k].lonely = apart(spots, i, spots[i][k].at, 14*u)
		}
		l := caption{
			Role: roleRoute, Text: strconv.Itoa(t.count) + " " + t.route.Name, Size: 2.7 * u, Bold: true,
			Ref: "route:" + t.route.ID, Status: t.route.Status,
		}
		if len(s.tracks) <= 5 && s.along(s.fonts.shorten(l, 46*u), spots[i], 5*u, 1) {
			continue
		}
		l.Text = strconv.Itoa(t.count)
		s.along(l, spots[i], 0, math.MaxInt)
	}
}

// spotsOf returns places along lines, a step apart.
func spotsOf(lines [][]r2.Point, step float64) []spot {
	var out []spot
	for _, line := range lines {
		rest := step / 2
		for i := 1; i < len(line); i++ {
			a, d := line[i-1], line[i].Sub(line[i-1])
			n := d.Norm()
			if n == 0 {
				continue
			}
			for ; rest <= n; rest += step {
				out = append(out, spot{at: a.Add(d.Mul(rest / n)), along: d.Mul(1 / n)})
			}
			rest -= n
		}
	}
	for i := range out {
		out[i].part = (float64(i) + 0.5) / float64(len(out))
	}
	return out
}

// apart returns how far the spots of other routes are from a point, at most most.
func apart(all [][]spot, own int, at r2.Point, most float64) float64 {
	d := most
	for i, spots := range all {
		if i == own {
			continue
		}
		for _, o := range spots {
			d = min(d, o.at.Sub(at).Norm())
		}
	}
	return d
}

// along puts a label beside a route: at a spot that is off the other routes by a
// distance at least, over at most so many cells with lines.
func (s *scene) along(l caption, spots []spot, lonely float64, most int) bool {
	u := s.unit
	ink := s.fonts.ink(l)
	size := ink.Size()
	var best r2.Rect
	score := math.Inf(-1)
	for _, p := range spots {
		if p.lonely < lonely {
			continue
		}
		normal := p.along.Ortho()
		off := math.Abs(normal.X)*size.X/2 + math.Abs(normal.Y)*size.Y/2 + 0.9*u
		for _, side := range []float64{1, -1} {
			box := around(p.at.Add(normal.Mul(side*off)), size)
			n := s.place.under(box)
			v := p.lonely/u - 12*math.Abs(p.part-0.5) - 1.5*float64(n)
			if n <= most && v > score && s.place.free(box) {
				best, score = box, v
			}
		}
	}
	return !math.IsInf(score, -1) && s.try(l, ink, best)
}
