// Package clean puts the positions of a recorded track right: into the order of
// time, each once, and without those that the aircraft cannot have had.
package clean

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// NearKm is how far positions may be apart, in km, whatever the time between them:
// clocks that are kept in whole seconds, and the error of positions, give any speed
// over a short way.
const NearKm = 1.0

// Fix is one position as it was recorded.
type Fix struct {
	Time   time.Time
	Point  orb.Point // longitude, latitude; may be no place
	AltFt  float64   // feet, of use with HasAlt
	HasAlt bool
	Ground bool
	Line   int // where it stands in its source, 0 if that is not known
}

// Drop is a position that is left out.
type Drop struct {
	Index int    // in the list that was given
	Why   string // the end of a sentence that begins with the position
}

// Result is a track put right. Positions are named by their place in the list that
// was given.
type Result struct {
	// Kept are the positions that remain, in the order of time, no two of one instant
	// unless a jump lies between them.
	Kept []int
	// Jumps are the places in Kept after which the track goes on faster than it may.
	Jumps []int
	// Dropped is in the order of the list.
	Dropped []Drop
	// Sorted counts positions that came after a later one, Doubled those left out
	// because another tells the same.
	Sorted, Doubled int
}

// Clean puts a track right. A position that is no place is dropped. What would take
// more than maxKmh from the position before and to the next is dropped, too, also if
// it is several positions in a row and the track goes on past them as if they were
// not there; at the ends of the track a single position that is too far from its one
// neighbour, if the next ones agree. Where no more can be told, a jump is left. The
// order of the list has no bearing on what is kept.
func Clean(list []Fix, maxKmh float64) Result {
	c := &cleaner{list: list, maxKmh: maxKmh}
	c.order()
	for range mostRounds { // mostly one, and another that finds nothing
		n := len(c.Kept)
		c.single()
		c.dropFast()
		if len(c.Kept) == n {
			break
		}
	}
	c.single()
	slices.SortFunc(c.Dropped, func(a, b Drop) int { return a.Index - b.Index })
	return c.Result
}

// mostRounds is how often wrong positions are looked for, after the last were dropped.
const mostRounds = 10

type cleaner struct {
	Result
	list   []Fix
	at     []s2.Point // of each of the list
	maxKmh float64
}

// order drops what is no place, sorts the rest, and leaves out what is told twice.
func (c *cleaner) order() {
	c.at = make([]s2.Point, len(c.list))
	var latest time.Time
	for i, p := range c.list {
		if !isPlace(p.Point) {
			c.Dropped = append(c.Dropped, Drop{i, fmt.Sprintf("is no place: latitude %v, longitude %v", p.Point[1], p.Point[0])})
			continue
		}
		if p.Time.Before(latest) {
			c.Sorted++
		} else {
			latest = p.Time
		}
		c.at[i] = sphere.FromLonLat(p.Point)
		c.Kept = append(c.Kept, i)
	}
	slices.SortStableFunc(c.Kept, func(a, b int) int { return compare(c.list[a], c.list[b]) })
	n := len(c.Kept)
	c.Kept = slices.CompactFunc(c.Kept, func(a, b int) bool {
		return c.list[a].Time.Equal(c.list[b].Time) && c.list[a].Point == c.list[b].Point
	})
	c.Doubled = n - len(c.Kept)
}

func isPlace(p orb.Point) bool {
	return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 // false for NaN
}

// compare orders positions by all that is known of them; of two at one place that
// which tells more comes first.
func compare(a, b Fix) int {
	return cmp.Or(
		a.Time.Compare(b.Time), cmp.Compare(a.Point[1], b.Point[1]), cmp.Compare(a.Point[0], b.Point[0]),
		first(a.Ground, b.Ground), first(a.HasAlt, b.HasAlt), cmp.Compare(a.AltFt, b.AltFt),
	)
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// km returns the way between two positions.
func (c *cleaner) km(a, b int) float64 { return sphere.RadiusKm * sphere.Angle(c.at[a], c.at[b]) }

// tooFast tells whether nobody gets from a position to a later one in time.
func (c *cleaner) tooFast(a, b int) bool {
	km := c.km(a, b)
	return km > NearKm && km > c.maxKmh*c.list[b].Time.Sub(c.list[a].Time).Hours()
}

// single leaves one position to each instant, and finds the jumps that remain.
func (c *cleaner) single() {
	var kept []int
	c.Jumps = nil
	for _, i := range c.Kept {
		n := len(kept)
		if n > 0 && c.tooFast(kept[n-1], i) {
			c.Jumps = append(c.Jumps, n-1)
		} else if n > 0 && c.list[kept[n-1]].Time.Equal(c.list[i].Time) {
			c.Doubled++
			continue
		}
		kept = append(kept, i)
	}
	c.Kept = kept
}

// speed says how fast one would have to be from a position to a later one.
func (c *cleaner) speed(a, b int) string {
	km, took := c.km(a, b), c.list[b].Time.Sub(c.list[a].Time)
	if took == 0 {
		return fmt.Sprintf("%.0f km at the same instant", km)
	}
	return fmt.Sprintf("%.0f km/h", km/took.Hours())
}
