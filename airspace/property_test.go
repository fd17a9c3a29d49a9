package airspace

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// smallWorld is some boxes, most of which overlap or share borders. The first of
// them are one layer of the index, the others a second.
type smallWorld struct {
	boxes [][4]int
	first int
}

// drawWorld draws boxes on a coarse grid, so that borders, corners, the
// antimeridian and the poles coincide with legs and with each other often.
func drawWorld(t *rapid.T) smallWorld {
	var world smallWorld
	n := rapid.IntRange(1, 6).Draw(t, "boxes")
	for i := range n {
		west := rapid.IntRange(-18, 17).Draw(t, fmt.Sprint("west", i)) * 10
		south := rapid.IntRange(-9, 8).Draw(t, fmt.Sprint("south", i)) * 10
		wide := rapid.IntRange(1, 6).Draw(t, fmt.Sprint("wide", i)) * 10
		high := rapid.IntRange(1, 5).Draw(t, fmt.Sprint("high", i)) * 10
		world.boxes = append(world.boxes, [4]int{west, south, west + wide, min(90, south+high)})
	}
	world.first = rapid.IntRange(1, n).Draw(t, "boxes of the first layer")
	return world
}

var someCodes = []string{"AR", "BR", "CL", "DE", "EG", "FR"}

// indexOf makes the index of a world turned by so many degrees: of one file, or
// of the first boxes joined with the others.
func indexOf(t *rapid.T, world smallWorld, turn int) *Index {
	read := func(from, to int) *Index {
		var pairs []string
		for i := from; i < to; i++ {
			b := world.boxes[i]
			pairs = append(pairs, someCodes[i], box(float64(b[0]+turn), float64(b[1]), float64(b[2]+turn), float64(b[3])))
		}
		x, err := ReadGeoJSON(strings.NewReader(areasFile(pairs...)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	x := read(0, world.first)
	if world.first < len(world.boxes) {
		x = x.Join(read(world.first, len(world.boxes)))
	}
	return x
}

// gridPoint draws a place on the grid of the worlds, between its lines, or
// anywhere. The longitude is in whole and half degrees, so that it can be turned
// exactly.
func gridPoint(t *rapid.T, name string) orb.Point {
	step := rapid.SampledFrom([]int{20, 10, 1}).Draw(t, name+" step") // half degrees
	lon := rapid.IntRange(-359/step, 360/step).Draw(t, name+" lon") * step
	lat := rapid.IntRange(-180/step, 180/step).Draw(t, name+" lat") * step
	return orb.Point{float64(lon) / 2, float64(lat) / 2}
}

func turned(p orb.Point, turn int) orb.Point {
	return orb.Point{float64(normalLon(int64((p[0]+float64(turn))*perDegree))) / perDegree, p[1]}
}

func drawLeg(t *rapid.T) Leg {
	ends := rapid.Custom(func(t *rapid.T) Leg {
		leg, err := NewLeg(gridPoint(t, "from"), gridPoint(t, "to"))
		if err != nil {
			return Leg{} // equal or opposite ends
		}
		return leg
	})
	return ends.Filter(func(l Leg) bool { return l.Angle() > 0 && l.Angle() <= 3.14 }).Draw(t, "leg")
}

func TestPropertyPartition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := indexOf(t, drawWorld(t), 0)
		leg := drawLeg(t)
		checkPartition(t, leg, x.AppendCross(nil, leg))
	})
}

func TestPropertyReversal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := indexOf(t, drawWorld(t), 0)
		leg := drawLeg(t)
		back, err := NewLeg(leg.To(), leg.From())
		if err != nil {
			t.Fatal(err)
		}
		there, again := x.AppendCross(nil, leg), x.AppendCross(nil, back)
		slices.Reverse(again)
		same := slices.EqualFunc(there, again, func(a, b Stretch) bool {
			return a.Along == b.Along && slices.Equal(a.Areas, b.Areas) && slices.Equal(a.Left, b.Right) && slices.Equal(a.Right, b.Left) &&
				math.Abs(a.FromAngle-(leg.Angle()-b.ToAngle)) < 1e-9 && math.Abs(a.ToAngle-(leg.Angle()-b.FromAngle)) < 1e-9
		})
		if !same {
			t.Fatalf("%v to %v: there %s, back %s", leg.From(), leg.To(), sequence(x, leg), sequence(x, back))
		}
	})
}

func TestPropertyTurn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		world := drawWorld(t)
		leg := drawLeg(t)
		turn := rapid.IntRange(-36, 36).Draw(t, "turn") * 5
		x, y := indexOf(t, world, 0), indexOf(t, world, turn)
		moved, err := NewLeg(turned(leg.From(), turn), turned(leg.To(), turn))
		if err != nil {
			t.Fatal(err)
		}
		a, b := x.AppendCross(nil, leg), y.AppendCross(nil, moved)
		same := slices.EqualFunc(a, b, func(a, b Stretch) bool {
			return a.sameAreas(&b) && math.Abs(a.FromAngle-b.FromAngle) < 2*Tolerance && math.Abs(a.ToAngle-b.ToAngle) < 2*Tolerance
		})
		if !same {
			t.Fatalf("%v to %v: %s, turned by %d: %s", leg.From(), leg.To(), sequence(x, leg), turn, sequence(y, moved))
		}
	})
}

func TestPropertyAtAgreesWithCross(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := indexOf(t, drawWorld(t), 0)
		leg := drawLeg(t)
		for s := range x.Cross(leg) {
			p := leg.At(s.FromAngle + (s.ToAngle-s.FromAngle)*rapid.Float64Range(0.3, 0.7).Draw(t, "place"))
			got := x.At(p)
			if s.Along && (slices.Equal(got, s.Left) || slices.Equal(got, s.Right)) {
				continue
			}
			// Along a border of less than a metre nothing is said.
			if !slices.Equal(got, s.Areas) && s.ToAngle-s.FromAngle > MinAlong {
				t.Fatalf("%v to %v, %s: at %v is %s, not %s", leg.From(), leg.To(), sequence(x, leg), p, ids(x, got), ids(x, s.Areas))
			}
		}
	})
}

func TestPropertyAtIsSemiOpen(t *testing.T) {
	t.Parallel()
	// Boxes that tile the globe: every point is in exactly one.
	var pairs []string
	for i, code := range someCodes {
		for lat := -90; lat < 90; lat += 45 {
			pairs = append(pairs, code, box(float64(i*60-180), float64(lat), float64(i*60-120), float64(lat+45)))
		}
	}
	x := readText(t, areasFile(pairs...))
	points := x.Borders().Points
	rapid.Check(t, func(t *rapid.T) {
		p := gridPoint(t, "point")
		if got := x.At(p); len(got) != 1 {
			t.Fatalf("%v is in %s", p, ids(x, got))
		}
		v := points[rapid.IntRange(0, len(points)-1).Draw(t, "vertex")]
		w := getWork()
		x.partsOver(v, w)
		if len(w.parts) != 1 {
			t.Fatalf("the vertex %v is in %d parts", v, len(w.parts))
		}
		w.done()
	})
}
