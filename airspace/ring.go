package airspace

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// perDegree is how many units a degree has in kept coordinates: 1e-9 degree.
const perDegree = 1_000_000_000

const (
	halfTurn = 180 * perDegree
	fullTurn = 360 * perDegree
	pole     = 90 * perDegree
)

// corner is a position in units of 1e-9 degree, longitude in (-180, 180]. At a
// pole it keeps the longitude from which the side comes.
type corner struct{ lon, lat int64 }

func (c corner) compare(d corner) int {
	return cmp.Or(cmp.Compare(c.lon, d.lon), cmp.Compare(c.lat, d.lat))
}

// vertexKey is the same for all corners at one place.
func (c corner) vertexKey() corner {
	if c.lat == pole || c.lat == -pole {
		c.lon = 0
	}
	return c
}

func (c corner) point() orb.Point {
	return orb.Point{float64(c.lon) / perDegree, float64(c.lat) / perDegree}
}

// side runs straight in longitude and latitude, from a corner over turn units of
// longitude, east if positive, to the corner that the next side begins with.
type side struct {
	from, to corner
	turn     int64
}

func normalLon(lon int64) int64 {
	lon %= fullTurn
	switch {
	case lon > halfTurn:
		return lon - fullTurn
	case lon <= -halfTurn:
		return lon + fullTurn
	}
	return lon
}

// sidesOf returns the sides of a ring that have a length. With wholeTurns, a side
// of 360 degrees runs round the globe; otherwise it has no length. wide is the
// greatest span of a side that was taken the short way, in degrees.
func sidesOf(ring orb.Ring, wholeTurns bool) (sides []side, turned bool, wide float64) {
	ring = closeAtPole(ring)
	sides = make([]side, 0, len(ring))
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		s := side{from: cornerOf(p), to: cornerOf(q)}
		span := math.Abs(q[0] - p[0])
		raw := int64(math.Round(q[0]*perDegree)) - int64(math.Round(p[0]*perDegree))
		whole := raw == fullTurn || raw == -fullTurn
		s.turn = raw % fullTurn
		switch {
		case whole && s.from.lat == s.to.lat:
			turned = true
			if wholeTurns {
				s.turn = raw
			}
		case s.turn > halfTurn:
			s.turn -= fullTurn
		case s.turn < -halfTurn:
			s.turn += fullTurn
		}
		if !whole && span > 180 {
			wide = max(wide, math.Abs(span-360))
		}
		atPole := abs(s.from.lat) == pole && s.from.lat == s.to.lat
		if !atPole && (s.turn != 0 || s.from.lat != s.to.lat) {
			sides = append(sides, s)
		}
	}
	return sides, turned, wide
}

func cornerOf(p orb.Point) corner {
	return corner{
		lon: normalLon(int64(math.Round(p[0] * perDegree))),
		lat: int64(math.Round(p[1] * perDegree)),
	}
}

// closeAtPole replaces a row of points from 180 to -180 degrees, or back, at the
// latitude where the Mercator map ends, by the pole.
func closeAtPole(ring orb.Ring) orb.Ring {
	for i := range ring {
		if n := rowLength(ring, i); n > 0 {
			// Turn the ring so that the row comes last.
			rest := slices.Concat(ring[i:], ring[:i])
			first, last := rest[0], rest[n-1]
			lat := math.Copysign(90, first[1])
			out := slices.Clone(rest[n:])
			return append(out, first, orb.Point{first[0], lat}, orb.Point{last[0], lat}, last)
		}
	}
	return ring
}

// rowLength returns how many points the row has that begins at i, 0 if none
// does.
func rowLength(ring orb.Ring, i int) int {
	const from, to = 85, 85.1
	first := ring[i]
	inRow := func(p orb.Point) bool {
		return math.Abs(p[1]) >= from && math.Abs(p[1]) <= to && (p[1] > 0) == (first[1] > 0)
	}
	if math.Abs(first[0]) != 180 {
		return 0
	}
	for n := range ring {
		p := ring[(i+n)%len(ring)]
		if !inRow(p) {
			return 0
		}
		if n > 0 && p[0] == -first[0] {
			return n + 1
		}
		if n > 0 && math.Abs(p[0]-ring[(i+n-1)%len(ring)][0]) > 180 {
			return 0
		}
	}
	return 0
}

// splitter holds the corners that lie on meridians and parallels along which
// long sides run, so that sides along one line are divided at the same points.
type splitter struct {
	meridians map[int64][]int64 // longitude to latitudes
	parallels map[int64][]int64 // latitude to longitudes
}

// longSide is from where on sides along a meridian or parallel are divided at
// each other's corners: 0.05 degrees. On the antimeridian all are.
const longSide = perDegree / 20

// newSplitter looks through all rings.
func newSplitter(rings []loop) *splitter {
	x := &splitter{map[int64][]int64{halfTurn: nil}, map[int64][]int64{}}
	for _, r := range rings {
		for _, s := range r.sides {
			switch {
			case s.turn == 0 && abs(s.to.lat-s.from.lat) >= longSide:
				x.meridians[s.from.lon] = nil
			case s.to.lat == s.from.lat && abs(s.turn) >= longSide && abs(s.from.lat) != pole:
				x.parallels[s.from.lat] = nil
			}
		}
	}
	for _, r := range rings {
		for _, s := range r.sides {
			if list, ok := x.meridians[s.from.lon]; ok {
				x.meridians[s.from.lon] = append(list, s.from.lat)
			}
			if list, ok := x.parallels[s.from.lat]; ok {
				x.parallels[s.from.lat] = append(list, s.from.lon)
			}
		}
	}
	for _, m := range [...]map[int64][]int64{x.meridians, x.parallels} {
		for k, list := range m { // the order does not matter: each entry stands alone
			slices.Sort(list)
			m[k] = slices.Compact(list)
		}
	}
	return x
}

func abs(n int64) int64 { return max(n, -n) }

// split appends the parts of a side, in the direction from s.from.
func (x *splitter) split(parts []side, s side) []side {
	if s.turn == 0 {
		for _, lat := range between(x.meridians[s.from.lon], s.from.lat, s.to.lat) {
			c := corner{s.from.lon, lat}
			parts = append(parts, side{s.from, c, 0})
			s.from = c
		}
	} else if s.from.lat == s.to.lat {
		at, end := s.from.lon, s.from.lon+s.turn // may be beyond half a turn
		for _, shift := range shifts(s.turn) {
			for _, lon := range between(x.parallels[s.from.lat], at-shift, end-shift) {
				c := corner{normalLon(lon), s.from.lat}
				parts = append(parts, side{s.from, c, lon + shift - at})
				s.from, at = c, lon+shift
			}
		}
		s.turn = end - at
	}
	return append(parts, s)
}

// shifts returns by how much longitudes in (-180, 180] must be moved to be met on
// a side of that turn, in the order in which they are.
func shifts(turn int64) []int64 {
	if turn > 0 {
		return []int64{0, fullTurn}
	}
	return []int64{0, -fullTurn}
}

// between returns the values strictly between a and b, in the order from a to b.
func between(list []int64, a, b int64) []int64 {
	lo, hi := min(a, b), max(a, b)
	i, found := slices.BinarySearch(list, lo)
	if found {
		i++
	}
	j, _ := slices.BinarySearch(list, hi)
	if i >= j {
		return nil
	}
	out := slices.Clone(list[i:j])
	if a > b {
		slices.Reverse(out)
	}
	return out
}
