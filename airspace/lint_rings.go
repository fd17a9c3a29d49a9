package airspace

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// checkRings says what was mended in the rings.
func (l *linter) checkRings() {
	shape := meshBuilder{}
	if l.watch.m != nil {
		shape.mesh = *l.watch.m
	}
	for i := range l.loops {
		r := &l.loops[i]
		ring := l.ringOf(r)
		l.checkPositions(r, ring)
		first := orb.Point{}
		if len(ring) > 0 {
			first = ring[0]
		}
		found := func(kind string) { l.found(kind, r, first, 1) }
		if row := rowOf(ring); row > 0 {
			l.found("pole-row", r, ring[row-1], 1)
		}
		if _, _, wide := sidesOf(ring, false); wide > wideJump {
			found("jump")
		}
		if l.index == nil {
			continue
		}
		if r.turns == nil {
			found("empty-ring")
			continue
		}
		if l.runsRound(r) {
			found("whole-turn")
		}
		if !r.hole && r.ring > 1 {
			found("stray-ring")
		} else if left, ok := shape.smallerOnLeft(r.turns); ok && left == r.hole {
			found("winding")
		}
	}
}

// ringOf returns the positions of a ring as the file has them.
func (l *linter) ringOf(r *loop) orb.Ring {
	p := l.b.parts[r.part]
	return l.watch.features[p.feature].f.polygons[p.polygon-1][r.ring-1]
}

// found tallies something in a ring.
func (l *linter) found(kind string, r *loop, at orb.Point, n int) {
	f := l.placeOf(r.part, onGlobe(at))
	f.Ring = int(r.ring)
	l.tally(kind, l.b.parts[r.part].area, f, n)
}

// onGlobe brings a longitude into (-180, 180].
func onGlobe(p orb.Point) orb.Point { return cornerOf(p).point() }

// rowOf returns where in a ring, from 1, the row begins that is the end of the
// Mercator map; 0 if there is none.
func rowOf(ring orb.Ring) int {
	for i := range ring {
		if rowLength(ring, i) > 0 {
			return i + 1
		}
	}
	return 0
}

// runsRound tells whether a ring was taken to run round the globe: it encloses
// nothing if its sides of 360 degrees have no length.
func (l *linter) runsRound(r *loop) bool {
	if r.whole == nil {
		return false
	}
	b, ring := l.ringAlone(r)
	_, encloses := b.smallerOnLeft(ring)
	return !encloses
}

// checkPositions looks at the positions of a ring one after the other.
func (l *linter) checkPositions(r *loop, ring orb.Ring) {
	n := len(ring)
	if n == 0 {
		return
	}
	if ring[0] != ring[n-1] {
		l.found("unclosed", r, ring[n-1], 1)
	}
	ring = open(ring)
	kept := make(orb.Ring, 0, len(ring))
	repeated := 0
	var where orb.Point
	for i, p := range ring {
		if i > 0 && p == ring[i-1] {
			if repeated == 0 {
				where = p
			}
			repeated++
			continue
		}
		kept = append(kept, p)
	}
	if repeated > 0 {
		l.found("repeated", r, where, repeated)
	}
	for i, p := range kept {
		before, after := kept[(i+len(kept)-1)%len(kept)], kept[(i+1)%len(kept)]
		if len(kept) > 2 && turnsBack(cornerOf(before), cornerOf(p), cornerOf(after)) {
			l.found("spike", r, p, 1)
		}
	}
}

// turnsBack tells whether the way from a over b to c goes back on the very line on
// which it came. It does not if b is a pole, where lines meet, or if one of the two
// sides has no length, as between 180 and -180.
func turnsBack(a, b, c corner) bool {
	x, y := normalLon(b.lon-a.lon), b.lat-a.lat
	u, v := normalLon(c.lon-b.lon), c.lat-b.lat
	if abs(b.lat) == pole || x == 0 && y == 0 || u == 0 && v == 0 {
		return false
	}
	return sameProduct(x, v, y, u) && (opposite(x, u) || opposite(y, v))
}

func opposite(a, b int64) bool { return a < 0 && b > 0 || a > 0 && b < 0 }

// sameProduct tells whether ab equals cd, without overflow.
func sameProduct(a, b, c, d int64) bool {
	hi, lo := bits.Mul64(uint64(abs(a)), uint64(abs(b)))
	hi2, lo2 := bits.Mul64(uint64(abs(c)), uint64(abs(d)))
	if hi != hi2 || lo != lo2 {
		return false
	}
	return hi == 0 && lo == 0 || opposite(a, b) == opposite(c, d)
}

// wideJump is from which span, in degrees, a side that is taken over 180 is
// remarkable.
const wideJump = 60

// longSideKm is the length from which a side is remarkable.
const longSideKm = 100

// longSides is what is to be said of the sides of one area.
type longSides struct {
	sides    int
	outline  float64 // km, of all sides
	count    int     // of the long ones
	longest  float64 // km
	off      float64 // by how much, in km, any of them leaves the great circle at most
	slanting bool    // one that leaves it by more than a kilometre is neither meridian nor parallel
	place    Finding
}

// checkSides measures the sides of all areas and counts corners.
func (l *linter) checkSides() {
	areas := make([]longSides, len(l.b.areas))
	for i := range l.loops {
		r := &l.loops[i]
		a := &areas[l.b.parts[r.part].area]
		for _, s := range r.sides {
			if !s.isSeam() && a.add(s) {
				a.place = l.placeOf(r.part, onGlobe(s.from.point()))
				a.place.Ring = int(r.ring)
			}
		}
	}
	l.report.Areas = make([]LintArea, len(areas))
	for a := range areas {
		l.sidesOfArea(a, &areas[a])
	}
	for _, s := range l.watch.order {
		l.report.Polygons += len(s.f.polygons)
		for _, p := range s.f.polygons {
			l.report.Rings += len(p)
			for _, ring := range p {
				n := len(open(ring))
				l.report.Corners += n
				l.report.Areas[s.area].Corners += n
			}
		}
	}
}

// add takes a side into account. It tells whether it is the longest yet, and long.
func (a *longSides) add(s side) bool {
	km := s.km()
	a.outline += km
	a.sides++
	if km < longSideKm {
		return false
	}
	a.count++
	off := s.offKm()
	a.off = max(a.off, off)
	a.slanting = a.slanting || off > 1 && s.isSlanting()
	longer := km > a.longest
	a.longest = max(a.longest, km)
	return longer
}

// sidesOfArea reports on one area.
func (l *linter) sidesOfArea(a int, s *longSides) {
	area := &l.report.Areas[a]
	area.ID, area.Code = l.b.areas[a].ID, l.b.areas[a].Code
	if s.sides > 0 {
		area.MeanSideKm = s.outline / float64(s.sides)
	}
	if s.count == 0 {
		return
	}
	f := s.place
	f.Severity, f.Kind, f.Areas, f.Count, f.Km = SeverityInfo, "long-side", []string{area.ID}, s.count, s.longest
	f.What = fmt.Sprintf("%d %s longer than %d km, the longest %.0f km", s.count, plural.Form(s.count, "side is", "sides are"), longSideKm, s.longest)
	f.Hint = "sides are straight in longitude and latitude (RFC 7946)"
	if s.off >= 0.1 {
		f.What += fmt.Sprintf("; up to %.1f km off the great circle between the ends", s.off)
		f.Hint += "; give points between if a great circle is meant"
	}
	if s.slanting {
		f.Severity = SeverityWarning
	}
	l.add(f)
}

// isSeam tells whether a side runs along the antimeridian, where files are cut.
func (s side) isSeam() bool { return s.turn == 0 && s.from.lon == halfTurn }

// isSlanting tells whether a side is far from running along a meridian or a parallel.
func (s side) isSlanting() bool {
	const slope = 50
	turn, rise := abs(s.turn), abs(s.to.lat-s.from.lat)
	return turn*slope > rise && rise*slope > turn
}

// km returns the length of a side.
func (s side) km() float64 {
	const short = perDegree / 2
	steps := int64(32)
	if abs(s.turn) < short && abs(s.to.lat-s.from.lat) < short {
		steps = 1
	}
	sum := 0.0
	at := vector(s.from)
	for k := range steps {
		next := vector(s.along(k+1, steps))
		sum += sphere.Angle(at, next)
		at = next
	}
	return sum * sphere.RadiusKm
}

// offKm returns by how much a side leaves the great circle between its ends, in km;
// 0 if it spans half the globe or more, where there is no such circle.
func (s side) offKm() float64 {
	if abs(s.turn) >= halfTurn {
		return 0
	}
	a, b := vector(s.from), vector(s.to)
	n := s2.Point{Vector: a.Add(b.Vector).Cross(b.Sub(a.Vector))}
	length := n.Norm()
	if length == 0 {
		return 0
	}
	most := 0.0
	const steps = 64
	for k := range int64(steps - 1) {
		most = max(most, math.Abs(n.Dot(vector(s.along(k+1, steps)).Vector))/length)
	}
	return math.Asin(min(1, most)) * sphere.RadiusKm
}

// open returns a ring without its closing point.
func open(r orb.Ring) orb.Ring {
	if len(r) > 1 && r[0] == r[len(r)-1] {
		return r[:len(r)-1]
	}
	return r
}
