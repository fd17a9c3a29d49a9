package coast

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/data"
)

const (
	magic   = "flightcheck coast 1\n"
	sumSize = 4
	unit    = 1e4 // steps of a degree
	maxLon  = 180 * unit
	maxLat  = 90 * unit
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Land returns the land of the globe in degrees, longitude first, cut at the
// meridian of 180 degrees as RFC 7946 wants. It is read once: the caller must not
// change it. The error tells of a damaged build.
func Land() (orb.MultiPolygon, error) { return readLand() }

var readLand = sync.OnceValues(func() (orb.MultiPolygon, error) {
	land, err := Decode(data.Coast())
	if err != nil {
		return nil, fmt.Errorf("the coasts that are embedded: %w; make data/coast.bin anew with data/build/coast.sh, and build again", err)
	}
	return land, nil
})

// Decode reads what [Append] wrote. Every count, coordinate and sum is checked.
func Decode(src string) (orb.MultiPolygon, error) {
	if len(src) < len(magic)+sumSize || src[:len(magic)] != magic {
		return nil, fmt.Errorf("these %d bytes are no coasts of this version", len(src))
	}
	body := []byte(src[len(magic)+sumSize:])
	want := binary.LittleEndian.Uint32([]byte(src[len(magic):]))
	if got := crc32.Checksum(body, castagnoli); got != want {
		return nil, fmt.Errorf("their sum is %08x, and %08x is written in them", got, want)
	}
	return decode(body)
}

// decode reads the polygons, all of src.
func decode(src []byte) (orb.MultiPolygon, error) {
	r := reader{rest: src}
	// A polygon takes eight bytes at least, a ring seven, a point two.
	polygons := r.count(8)
	mp := make(orb.MultiPolygon, 0, polygons)
	for range polygons {
		rings := r.count(7)
		if r.err == nil && rings == 0 {
			r.fail(errors.New("a polygon has no ring"))
		}
		polygon := make(orb.Polygon, 0, rings)
		for range rings {
			polygon = append(polygon, r.ring())
		}
		if r.err != nil {
			break
		}
		mp = append(mp, polygon)
	}
	if r.err == nil && len(r.rest) > 0 {
		r.fail(fmt.Errorf("%d bytes follow the last polygon", len(r.rest)))
	}
	if r.err != nil {
		return nil, r.err
	}
	return mp, nil
}

// reader reads numbers until the first error.
type reader struct {
	rest     []byte
	lon, lat int64
	err      error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// count reads how many things of at least so many bytes follow.
func (r *reader) count(size int) int {
	v, n := binary.Uvarint(r.rest)
	if r.err != nil || n <= 0 || v > uint64((len(r.rest)-n)/size) {
		r.fail(errors.New("they end before their last point"))
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// ring reads one ring and closes it.
func (r *reader) ring() orb.Ring {
	points := r.count(2)
	if r.err == nil && points < 3 {
		r.fail(fmt.Errorf("a ring has %d points", points))
	}
	ring := make(orb.Ring, 0, points+1)
	for range points {
		r.lon += r.step(2 * maxLon)
		r.lat += r.step(2 * maxLat)
		if r.err == nil && (max(r.lon, -r.lon) > maxLon || max(r.lat, -r.lat) > maxLat) {
			r.fail(fmt.Errorf("a point is at longitude %d, latitude %d ten-thousandths of a degree", r.lon, r.lat))
		}
		if r.err != nil {
			return nil
		}
		ring = append(ring, orb.Point{float64(r.lon) / unit, float64(r.lat) / unit})
	}
	if r.err != nil {
		return nil
	}
	return append(ring, ring[0])
}

// step reads a number of at most limit.
func (r *reader) step(limit int64) int64 {
	v, n := binary.Varint(r.rest)
	if n <= 0 || v > limit || v < -limit {
		r.fail(errors.New("a step between two points is missing or too large"))
		return 0
	}
	r.rest = r.rest[n:]
	return v
}
