package coast

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"

	"github.com/paulmach/orb"
)

// Append appends the polygons in the form that [Decode] reads, and returns it.
// Coordinates are rounded to ten-thousandths of a degree, and points that are then
// equal to the one before are left out, as are rings of fewer than three points.
// The error is that a coordinate is no degree.
func Append(dst []byte, mp orb.MultiPolygon) ([]byte, error) {
	var polygons [][][][2]int64
	for i, p := range mp {
		var rings [][][2]int64
		for k, ring := range p {
			points, err := round(ring)
			if err != nil {
				return dst, fmt.Errorf("polygon %d, ring %d: %w", i, k, err)
			}
			if len(points) >= 3 {
				rings = append(rings, points)
			} else if k == 0 {
				break // the holes of nothing
			}
		}
		if len(rings) > 0 {
			polygons = append(polygons, rings)
		}
	}
	body := binary.AppendUvarint(nil, uint64(len(polygons)))
	var last [2]int64
	for _, rings := range polygons {
		body = binary.AppendUvarint(body, uint64(len(rings)))
		for _, ring := range rings {
			body = binary.AppendUvarint(body, uint64(len(ring)))
			for _, p := range ring {
				body = binary.AppendVarint(body, p[0]-last[0])
				body = binary.AppendVarint(body, p[1]-last[1])
				last = p
			}
		}
	}
	dst = append(dst, magic...)
	dst = binary.LittleEndian.AppendUint32(dst, crc32.Checksum(body, castagnoli))
	return append(dst, body...), nil
}

// round returns the points of a ring in steps of [unit], without the last one that
// closes it.
func round(ring orb.Ring) ([][2]int64, error) {
	var points [][2]int64
	for _, p := range ring {
		x, y := math.Round(p[0]*unit), math.Round(p[1]*unit)
		if !(math.Abs(x) <= maxLon && math.Abs(y) <= maxLat) { // NaN as well
			return nil, fmt.Errorf("(%v, %v) is no point of the globe", p[0], p[1])
		}
		c := [2]int64{int64(x), int64(y)}
		if n := len(points); n == 0 || points[n-1] != c {
			points = append(points, c)
		}
	}
	for n := len(points); n > 1 && points[n-1] == points[0]; n-- {
		points = points[:n-1]
	}
	return points, nil
}
