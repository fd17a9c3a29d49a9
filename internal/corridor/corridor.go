package corridor

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/golang/geo/r3"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// Room tells what is free of closed areas.
type Room interface {
	// Free tells whether no closed area reaches into a triangle, one corner of
	// which lies in none; exactly, or on the safe side. Equal corners leave a leg.
	Free(a, b, c s2.Point) bool
	// Ahead returns about how far one may go from a point in a direction, a unit
	// vector at a right angle to it, up to a limit in radians.
	Ahead(from s2.Point, direction r3.Vector, most float64) float64
}

// Shape is a corridor.
type Shape struct {
	// Ring is the border in degrees with six decimals, not closed and not cut at
	// 180 degrees, to be drawn straight in longitude and latitude.
	Ring orb.Ring
	// Width is the least distance between the left and the right border, radians.
	Width float64
	At    s2.Point // where that is, on the route
	Area  float64  // steradians
}

// NoRoomError says that no corridor contains a route, for there is no room beside
// it.
type NoRoomError struct{ At s2.Point }

// Error names the place.
func (e *NoRoomError) Error() string {
	p := sphere.ToLonLat(e.At)
	return fmt.Sprintf("at %.4f,%.4f there is less than %.0f m of room beside it", p[1], p[0], leastMetres)
}

// Faults of a question.
var (
	ErrSlack = errors.New("the slack of a corridor must be more than 0 and at most 1 (a part of the length of the route)")
	ErrShort = fmt.Errorf("it is so short that its slack is under %.0f m", 4*leastMetres)
	ErrRoute = errors.New("the route of a corridor needs two different points, and legs shorter than half a great circle")
)

const (
	leastMetres = 3.0
	metre       = 1 / (sphere.RadiusKm * 1000) // radians
	least       = leastMetres * metre          // length of a post
	most        = 0.35                         // length of a post, radians
	quarter     = 1.55                         // of a great circle, and less: within it distance is convex
)

// Find makes the corridor of an open route, whose length it may exceed by a slack,
// a part of that length. The error is [ErrSlack], [ErrRoute], [ErrShort], a
// [*NoRoomError], or that of the context.
func Find(ctx context.Context, route []s2.Point, slack float64, room Room) (Shape, error) {
	if !(slack > 0 && slack <= 1) {
		return Shape{}, ErrSlack
	}
	f := finder{room: room}
	if err := f.stand(route); err != nil {
		return Shape{}, err
	}
	length := f.stations[len(f.stations)-1].t
	f.slack = length*slack*(1-1e-9) - 1e-12
	if f.slack < 4*least {
		return Shape{}, ErrShort
	}
	f.plant()
	for i := range f.posts {
		if err := ctx.Err(); err != nil {
			return Shape{}, err
		}
		f.fit(&f.posts[i])
	}
	f.drop()
	for range mostTurns {
		if err := f.cut(ctx); err != nil {
			return Shape{}, err
		}
		if s, ok := f.shape(); ok {
			return s, nil
		}
	}
	return Shape{}, &NoRoomError{At: f.stations[len(f.stations)/2].p}
}

// mostTurns is how often posts are shortened because sides of the ring cross.
const mostTurns = 40

// finder makes one corridor.
type finder struct {
	room     Room
	slack    float64 // radians
	stations []station
	corners  []s2.Point // the ends of the legs
	posts    []post     // clockwise round the route
	cells    []cell     // cells[i] is between the posts i and i+1
}

// station is a place on the route.
type station struct {
	p      s2.Point
	t      float64   // radians from the start
	in, on r3.Vector // directions of travel to it and from it; at the ends they are equal
	corner bool
}

// along returns the length of the route between two stations.
func (f *finder) along(i, j int) float64 { return math.Abs(f.stations[j].t - f.stations[i].t) }
