package airspace

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/sphere"
)

// neighbours are three boxes that share borders on meridians: FR 0-10 E and DE
// 10-20 E from 40 N to 50 N, and IT 0-20 E from 30 N to 40 N.
func neighbours(tb testing.TB) *Index {
	tb.Helper()
	return readText(tb, areasFile("FR", box(0, 40, 10, 50), "DE", box(10, 40, 20, 50), "IT", box(0, 30, 20, 40)))
}

func TestCrossBoxes(t *testing.T) {
	x := neighbours(t)
	for _, tc := range []struct {
		name                           string
		fromLat, fromLon, toLat, toLon float64
		want                           string
	}{
		{"west to east", 45, -5, 45, 25, "- FR DE -"},
		{"inside one", 45, 2, 46, 3, "FR"},
		{"begins and ends inside", 45, 5, 45, 15, "FR DE"},
		{"north along the border", 41, 10, 49, 10, "FR|DE"},
		{"south along the border", 49, 10, 41, 10, "DE|FR"},
		{"begins on the border, into DE", 45, 10, 45, 15, "DE"},
		{"begins on the border, into FR", 45, 10, 45, 5, "FR"},
		{"ends on the border", 45, 5, 45, 10, "FR"},
		{"along the border and beyond", 35, 10, 55, 10, "IT FR|DE -"},
		{"from corner to corner", 40, 10, 50, 10, "FR|DE"},
		{"along the outer border", 41, 0, 49, 0, "-|FR"},
		{"along the outer borders of two", 31, 20, 49, 20, "IT|- DE|-"},
		{"along the border for less than a metre", 45, 10, 45.000005, 10, "FR"},
		{"touches the corner, coming from the sea", 52, 18, 48, 22, "-"},
		{"ends in the corner", 55, 22, 50, 20, "-"},
		{"begins in the corner, goes in", 50, 20, 45, 15, "DE"},
		{"begins in the corner, goes away", 50, 20, 55, 25, "-"},
	} {
		leg := legOf(t, tc.fromLat, tc.fromLon, tc.toLat, tc.toLon)
		out := x.AppendCross(nil, leg)
		checkPartition(t, leg, out)
		got := sequence(x, leg)
		if tc.name == "along the border for less than a metre" && got == "DE" {
			got = "FR" // either: it is on both
		}
		if got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestCrossThroughTheCornerOfThree(t *testing.T) {
	x := neighbours(t)
	corner := orb.Point{10, 40}
	for _, from := range []orb.Point{{5, 35}, {3, 33}, {8, 38.7}, {9.99, 39.99}} {
		arc, err := sphere.NewArc(sphere.FromLonLat(from), sphere.FromLonLat(corner))
		if err != nil {
			t.Fatal(err)
		}
		leg, err := NewLeg(from, sphere.ToLonLat(arc.At(1.5*arc.Angle())))
		if err != nil {
			t.Fatal(err)
		}
		if got := sequence(x, leg); got != "IT DE" {
			t.Errorf("from %v: %s", from, got)
		}
		back, err := NewLeg(leg.To(), leg.From())
		if err != nil {
			t.Fatal(err)
		}
		if got := sequence(x, back); got != "DE IT" {
			t.Errorf("to %v: %s", from, got)
		}
	}
}

// The corner of the boxes lies exactly on this leg's great circle only as far
// as numbers reach; whatever the corner's side, no stretch is left of it.
func TestCrossTouchesNothing(t *testing.T) {
	x := readText(t, areasFile("FR", "[[[0,0],[10,10],[10,-10]]]", "DE", "[[[-10,10],[0,0],[-10,-10]]]"))
	for _, tc := range []struct {
		name string
		leg  Leg
	}{
		{"between the two, over their common corner", legOf(t, -5, 0, 5, 0)},
		{"and back", legOf(t, 5, 0, -5, 0)},
		{"ends in it", legOf(t, 5, 0, 0, 0)},
		{"begins in it", legOf(t, 0, 0, 5, 0)},
		{"slanted", legOf(t, -5, -0.5, 5, 0.5)},
	} {
		if got := sequence(x, tc.leg); got != "-" {
			t.Errorf("%s: %s", tc.name, got)
		}
	}
	if got := sequence(x, legOf(t, 0, -5, 0, 5)); got != "DE FR" {
		t.Errorf("through the common corner: %s", got)
	}
	if got := ids(x, x.At(orb.Point{0, 0})); got != "-" && got != "FR" && got != "DE" {
		t.Errorf("the corner is in %s", got)
	}
}

func TestAtIsSemiOpen(t *testing.T) {
	x := neighbours(t)
	for lat := 40.0; lat <= 50; lat += 0.5 {
		if got := x.At(orb.Point{10, lat}); lat > 40 && lat < 50 && len(got) != 1 {
			t.Errorf("%v N 10 E is in %s", lat, ids(x, got))
		}
	}
	if got := x.At(orb.Point{10, 40}); len(got) != 1 {
		t.Errorf("the common corner is in %s", ids(x, got))
	}
	for lon := 0.5; lon < 20; lon += 0.5 { // the parallel is divided: its corners are on it
		for _, v := range x.Borders().Points {
			p := sphere.ToLonLat(v)
			if math.Abs(p[1]-40) < 1e-9 && p[0] > 0 && p[0] < 20 && len(x.At(p)) != 1 {
				t.Fatalf("%v is in %s", p, ids(x, x.At(p)))
			}
		}
	}
}

func TestCrossMeridianBorders(t *testing.T) {
	x := readText(t, areasFile(
		"US", "[[[-141,60],[-141,65.25],[-141,69.65],[-165,69],[-165,60]]]",
		"CA", "[[[-141,69.65],[-141,65.25],[-141,60],[-120,60],[-120,69]]]",
		"LY", box(15, 22, 25, 31), "EG", "[[[25,22],[35,22],[35,31],[25,31],[25,29.25],[25,22]]]"))
	for _, tc := range []struct {
		name string
		leg  Leg
		want string
	}{
		{"Alaska and Yukon on 141 W, north", legOf(t, 61, -141, 69, -141), "US|CA"},
		{"and south", legOf(t, 69, -141, 61, -141), "CA|US"},
		{"from corner to corner", legOf(t, 60, -141, 65.25, -141), "US|CA"},
		{"Egypt and Libya on 25 E, north", legOf(t, 23, 25, 30, 25), "LY|EG"},
		{"a metre east of it", legOf(t, 23, 25.00001, 30, 25.00001), "EG"},
		{"a metre west of it", legOf(t, 23, 24.99999, 30, 24.99999), "LY"},
		{"from one side to the other at a small angle", legOf(t, 23, 24.99999, 30, 25.00001), "LY EG"},
		{"from Libya into the corner and on", legOf(t, 20, 25, 35, 25), "- LY|EG -"},
	} {
		if got := sequence(x, tc.leg); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
		checkPartition(t, tc.leg, x.AppendCross(nil, tc.leg))
	}
}

func TestCrossOverlapsAndZones(t *testing.T) {
	x := readText(t, areasFile("RU", box(30, 40, 40, 50), "UA", box(35, 40, 45, 50), "KE", box(0, 0, 60, 60)))
	if got, want := sequence(x, legOf(t, 43, -5, 43, 65)), "- KE KE+RU KE+RU+UA KE+UA KE -"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// Along the western border of UA, inside RU and KE.
	out := x.AppendCross(nil, legOf(t, 41, 35, 49, 35))
	if len(out) != 1 || !out[0].Along || ids(x, out[0].Left) != "KE+RU" || ids(x, out[0].Right) != "KE+RU+UA" || ids(x, out[0].Areas) != "KE+RU" {
		t.Errorf("along: %+v", out)
	}
}

func TestCrossOneAreaInParts(t *testing.T) {
	// One State in two polygons that share a border, and overlap a third.
	x := readText(t, areasFile("AU", "["+box(110, -30, 120, -20)+","+box(120, -30, 130, -20)+","+box(125, -25, 135, -22)+"]"))
	for _, tc := range []struct {
		name string
		leg  Leg
		want string
	}{
		{"over the inner border", legOf(t, -24, 105, -24, 140), "- AU -"},
		{"along the inner border", legOf(t, -29, 120, -21, 120), "AU"},
		{"along a border that another part covers", legOf(t, -24.9, 130, -22.1, 130), "AU"},
	} {
		if got := sequence(x, tc.leg); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestCrossPolesAndEquator(t *testing.T) {
	x := readText(t, areasFile(
		"AQ", "[[[-180,-60],[-90,-60],[0,-60],[90,-60],[180,-60],[180,-90],[-180,-90],[-180,-60]]]",
		"GL", "[[[-60,80],[-150,80],[120,80],[30,80]]]",
		"BR", box(-60, -10, -50, 0), "CO", box(-60, 0, -50, 5)))
	for _, tc := range []struct {
		name string
		leg  Leg
		want string
	}{
		{"over the South Pole", legOf(t, -50, 10, -50, -170), "- AQ -"},
		{"from the South Pole", legOf(t, -90, 0, -50, 100), "AQ -"},
		{"to the South Pole", legOf(t, -50, 180, -90, 0), "- AQ"},
		{"over the North Pole", legOf(t, 70, 40, 70, -140), "- GL -"},
		{"from the North Pole", legOf(t, 90, 0, 70, -140), "GL -"},
		{"along the equator, east", legOf(t, 0, -65, 0, -45), "- CO|BR -"},
		{"along the equator, west", legOf(t, 0, -51, 0, -59), "BR|CO"},
	} {
		if got := sequence(x, tc.leg); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
		checkPartition(t, tc.leg, x.AppendCross(nil, tc.leg))
	}
	if over(x, -90, 7) != "AQ" || over(x, 90, 7) != "GL" || over(x, -59, 7) != "-" || over(x, 79, 7) != "-" {
		t.Error("the caps are wrong")
	}
}

func TestNewLegRefuses(t *testing.T) {
	nan := math.NaN()
	for _, tc := range []struct {
		name     string
		from, to orb.Point
		err      error
	}{
		{"equal", orb.Point{10, 20}, orb.Point{10, 20}, sphere.ErrEqual},
		{"equal at 180", orb.Point{180, 20}, orb.Point{-180, 20}, sphere.ErrEqual},
		{"equal at the pole", orb.Point{0, 90}, orb.Point{90, 90}, sphere.ErrEqual},
		{"opposite", orb.Point{10, 20}, orb.Point{-170, -20}, sphere.ErrAntipodal},
		{"the two poles", orb.Point{0, 90}, orb.Point{0, -90}, sphere.ErrAntipodal},
		{"NaN", orb.Point{nan, 20}, orb.Point{0, 0}, nil},
		{"NaN at the end", orb.Point{0, 20}, orb.Point{0, nan}, nil},
		{"infinite", orb.Point{math.Inf(-1), 20}, orb.Point{0, 0}, nil},
		{"latitude 91", orb.Point{0, 91}, orb.Point{0, 0}, nil},
		{"longitude 200", orb.Point{200, 9}, orb.Point{0, 0}, nil},
	} {
		_, err := NewLeg(tc.from, tc.to)
		var leg *LegError
		if !errors.As(err, &leg) || leg.What == "" || leg.Hint == "" || err.Error() == "" {
			t.Errorf("%s: %v", tc.name, err)
		}
		if tc.err != nil && !errors.Is(err, tc.err) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.err)
		}
	}
}

func TestLegPlaces(t *testing.T) {
	leg := legOf(t, 55.5915, 37.2615, 47.43018, 19.26239)
	if leg.At(0) != leg.From() || leg.At(-1) != leg.From() || leg.At(leg.Angle()) != leg.To() || leg.At(9) != leg.To() {
		t.Error("the ends are not the ends")
	}
	if math.Abs(leg.SphereKm()-1533.69) > 0.01 || leg.Km(0) != 0 {
		t.Errorf("%v km on the sphere", leg.SphereKm())
	}
	var empty Leg
	if empty.Angle() != 0 || empty.Km(1) != 0 || empty.SphereKm() != 0 || empty.At(1) != (orb.Point{}) {
		t.Error("the empty leg has a length")
	}
	if out := neighbours(t).AppendCross(nil, empty); out != nil {
		t.Errorf("the empty leg has stretches: %v", out)
	}
}

func TestCrossStops(t *testing.T) {
	x := neighbours(t)
	n := 0
	for range x.Cross(legOf(t, 45, -5, 45, 25)) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d stretches after a break", n)
	}
	dst := []Stretch{{FromKm: 7}}
	leg := legOf(t, 45, 2, 46, 3)
	if out := x.AppendCross(dst, leg); len(out) != 2 || out[0].FromKm != 7 || out[1].FromKm != 0 {
		t.Errorf("appending changed what was there: %+v", out)
	}
}

func TestCrossIsSafeForConcurrentUse(t *testing.T) {
	x := readText(t, areasFile("RU", box(30, 40, 40, 50), "UA", box(35, 40, 45, 50), "KE", box(0, 0, 60, 60)))
	leg := legOf(t, 43, -5, 43, 65)
	want := x.AppendCross(nil, leg)
	done := make(chan bool)
	for range 8 {
		go func() {
			same := true
			for range 200 {
				same = same && slices.EqualFunc(want, x.AppendCross(nil, leg), func(a, b Stretch) bool { return a.sameAreas(&b) && a.ToKm == b.ToKm })
			}
			done <- same
		}()
	}
	for range 8 {
		if !<-done {
			t.Error("answers differ")
		}
	}
}
