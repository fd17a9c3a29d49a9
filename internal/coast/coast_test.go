package coast_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/coast"
)

func land(tb testing.TB) orb.MultiPolygon {
	tb.Helper()
	mp, err := coast.Land()
	if err != nil {
		tb.Fatal(err)
	}
	return mp
}

// The land is where it is known to be.
func TestLandPlaces(t *testing.T) {
	mp := land(t)
	for _, c := range []struct {
		place    string
		lat, lon float64
		land     bool
	}{
		{"Budapest", 47.5, 19.05, true},
		{"Moscow", 55.75, 37.6, true},
		{"Madrid", 40.4, -3.7, true},
		{"Anadyr, beyond 180 degrees", 65.5, -176, true},
		{"Wrangel Island, west of 180 degrees", 71.1, 179.5, true},
		{"Wrangel Island, east of 180 degrees", 71.1, -179, true},
		{"the South Pole", -90, 0, true},
		{"Vostok", -78.46, 106.8, true},
		{"Antarctica at 180 degrees", -87, 179.99, true},
		{"Alice Springs", -23.7, 133.9, true},
		{"Black Sea", 43, 34, false},
		{"Caspian Sea", 42, 50.5, false},
		{"the North Pole", 90, 0, false},
		{"Gulf of Guinea", 0, 0, false},
		{"Pacific Ocean at 180 degrees", 0, 180, false},
		{"Ross Sea", -75, 180, false},
	} {
		if got := planar.MultiPolygonContains(mp, orb.Point{c.lon, c.lat}); got != c.land {
			t.Errorf("%s: land is %v, want %v", c.place, got, c.land)
		}
	}
}

// The rings are as RFC 7946 wants them: closed, cut at 180 degrees, outer rings
// anticlockwise.
func TestLandRings(t *testing.T) {
	points := 0
	for _, p := range land(t) {
		for i, r := range p {
			want := orb.CCW
			if i > 0 {
				want = orb.CW
			}
			if r.Orientation() != want {
				t.Errorf("ring %d at %v turns the wrong way", i, r[0])
			}
			if !r.Closed() || len(r) < 4 {
				t.Errorf("ring %d at %v is not closed", i, r[0])
			}
			for k := 1; k < len(r); k++ {
				onPole := r[k][1] == -90 && r[k-1][1] == -90
				if math.Abs(r[k][0]-r[k-1][0]) > 180 && !onPole {
					t.Errorf("a side jumps from %v to %v", r[k-1], r[k])
				}
			}
			points += len(r)
		}
	}
	if points < 50000 {
		t.Errorf("there are %d points, want those of 1:50 million", points)
	}
}

// Land and Antarctica have the areas that geography books give, within some percent.
func TestLandArea(t *testing.T) {
	const earth = 510.1 // million square kilometres
	var total float64
	for _, p := range land(t) {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				// The integral of the sine of the latitude over the longitude.
				a, b := r[i-1], r[i]
				total -= (b[0] - a[0]) / 360 * (math.Sin(a[1]*math.Pi/180) + math.Sin(b[1]*math.Pi/180)) / 4 * earth
			}
		}
	}
	if total < 143 || total > 150 {
		t.Errorf("the land has %.1f million square kilometres, want 147 or so", total)
	}
}

func TestDecodeRefuses(t *testing.T) {
	good := data.Coast()
	flip := func(at int) string {
		b := []byte(good)
		b[at] ^= 1
		return string(b)
	}
	for name, c := range map[string]struct{ src, says string }{
		"nothing":           {"", "0 bytes are no coasts"},
		"another version":   {flip(18), "no coasts of this version"},
		"the sum":           {flip(21), "sum is"},
		"a coordinate":      {flip(len(good) / 2), "sum is"},
		"cut short":         {good[:len(good)-1], "sum is"},
		"the head alone":    {good[:20], "no coasts"},
		"more at the end":   {good + "\x00", "sum is"},
		"of another format": {`{"type":"Topology","arcs":[]}`, "no coasts"},
	} {
		if mp, err := coast.Decode(c.src); err == nil || !strings.Contains(err.Error(), c.says) || mp != nil {
			t.Errorf("%s: got %d polygons, %v; want an error with %q", name, len(mp), err, c.says)
		}
	}
}

func TestAppendRefuses(t *testing.T) {
	for _, p := range []orb.Point{{181, 0}, {0, -91}, {math.NaN(), 0}, {0, math.Inf(1)}} {
		if _, err := coast.Append(nil, orb.MultiPolygon{{{{0, 0}, {1, 0}, p, {0, 0}}}}); err == nil {
			t.Errorf("%v is taken for a point of the globe", p)
		}
	}
}

// What is appended is decoded again.
func TestRoundTrip(t *testing.T) {
	point := rapid.Custom(func(t *rapid.T) orb.Point {
		return orb.Point{
			float64(rapid.IntRange(-1800000, 1800000).Draw(t, "lon")) / 1e4,
			float64(rapid.IntRange(-900000, 900000).Draw(t, "lat")) / 1e4,
		}
	})
	ring := rapid.Custom(func(t *rapid.T) orb.Ring {
		r := orb.Ring(rapid.SliceOfNDistinct(point, 3, 8, rapid.ID).Draw(t, "points"))
		return append(r, r[0])
	})
	rapid.Check(t, func(t *rapid.T) {
		polygon := rapid.Map(rapid.SliceOfN(ring, 1, 3), func(r []orb.Ring) orb.Polygon { return r })
		want := orb.MultiPolygon(rapid.SliceOfN(polygon, 0, 4).Draw(t, "polygons"))
		packed, err := coast.Append([]byte("before"), want)
		if err != nil {
			t.Fatal(err)
		}
		text, ok := strings.CutPrefix(string(packed), "before")
		if !ok {
			t.Fatal("what stood before is gone")
		}
		got, err := coast.Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) || !got.Equal(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// Points that are equal once they are rounded, and what is then no ring, are left out.
func TestAppendDropsTheTiny(t *testing.T) {
	tiny := orb.Ring{{1, 1}, {1.00001, 1}, {1.00001, 1.00001}, {1, 1}}
	ring := orb.Ring{{0, 0}, {0.00001, 0}, {3, 0}, {3, 3}, {0, 0}}
	packed, err := coast.Append(nil, orb.MultiPolygon{{tiny, ring}, {ring, tiny}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := coast.Decode(string(packed))
	want := orb.MultiPolygon{{{{0, 0}, {3, 0}, {3, 3}, {0, 0}}}}
	if err != nil || !slices.EqualFunc(got, want, orb.Polygon.Equal) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}
