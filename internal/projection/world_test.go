package projection

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/coast"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// seenLand is all land in one frame.
type seenLand struct {
	*Frame
	rings, outline [][]r2.Point
}

// seenWorld lays the land in all frames, once.
var seenWorld = sync.OnceValues(func() ([]seenLand, error) {
	mp, err := coast.Land()
	var out []seenLand
	for _, f := range worldFrames() {
		rings, outline := f.Area(mp)
		out = append(out, seenLand{f, rings, outline})
	}
	return out, err
})

// worldFrames are frames all over the globe, from 300 km to all of it.
func worldFrames() []*Frame {
	var out []*Frame
	for _, c := range []s2.Point{
		at(90, 0), at(-90, 0), at(0, 180), at(0, 0), at(47.5, 19), at(-33.9, 151.2), at(64, -22), at(-54, -70), at(1, 104), at(65, 179),
	} {
		out = append(out, about(Gnomonic, c, 0.05), about(Gnomonic, c, 0.9), about(EqualArea, c, 2.5), about(EqualArea, c, 7.9))
	}
	return out
}

func (f *Frame) name() string {
	return fmt.Sprintf("%v about %.1f, %.2f km/mm", f.kind, sphere.ToLonLat(f.centre), f.KmPerMm(f.origin))
}

// All land from everywhere: it stays in the window, rings are closed, and what is
// filled is land.
func TestWorldFill(t *testing.T) {
	mp := land(t)
	world, err := seenWorld()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range world {
		rings := f.rings
		check(t, f.Frame, rings)
		checkClosed(t, rings)
		check(t, f.Frame, f.outline)
		filled, asked := 0, 0
		for x := range 8 {
			for y := range 5 {
				q := r2.Point{X: 10 + 277*(float64(x)+0.491)/8, Y: 25 + 150*(float64(y)+0.513)/5}
				p, ok := f.Inverse(q)
				if !ok || math.Sqrt(nearest(rings, q, 0)) < 0.1 {
					continue
				}
				asked++
				got := inside(rings, q)
				if got {
					filled++
				}
				if ll := sphere.ToLonLat(p); got != covers(mp, ll) {
					t.Errorf("%s: %v is filled: %v", f.name(), ll, got)
				}
			}
		}
		if whole := f.seen > 3; whole && (filled < asked/5 || filled > asked/2) {
			t.Errorf("%s: of %d places %d are land", f.name(), asked, filled)
		}
	}
}

// A long side of the outline lies along a coast: there is no jump.
func TestWorldOutlineJumps(t *testing.T) {
	sides := coasts(land(t))
	world, err := seenWorld()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range world {
		long := 0
		for _, l := range f.outline {
			for i := 1; i < len(l); i++ {
				m := l[i-1].Add(l[i]).Mul(0.5)
				p, ok := f.Inverse(m)
				if l[i].Sub(l[i-1]).Norm() < 4 || !ok {
					continue
				}
				long++
				if long > 60 {
					break // of one frame: one jump would make several
				}
				if d := f.offCoast(sides, p, m); d > 0.08 {
					t.Errorf("%s: a side from %v to %v is %v mm from any coast", f.name(), l[i-1], l[i], d)
				}
			}
		}
	}
}

// coasts are the sides of land, those left out that the cut made.
func coasts(mp orb.MultiPolygon) []flat {
	var out []flat
	for _, p := range mp {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				if !isSeam(r[i-1], r[i]) {
					out = append(out, flat{r[i-1], r[i]})
				}
			}
		}
	}
	return out
}

// offCoast returns how far p, at q, is from the nearest coast, mm.
func (f *Frame) offCoast(sides []flat, p s2.Point, q r2.Point) float64 {
	ll := sphere.ToLonLat(p)
	least := math.Inf(1)
	for _, s := range sides {
		if math.Abs(s.a[1]-ll[1]) > 2 && math.Abs(s.b[1]-ll[1]) > 2 {
			continue
		}
		if d := math.Abs(math.Remainder(s.a[0]-ll[0], 360)); d > 2 && d*math.Cos(ll[1]*degree) > 2 {
			continue
		}
		last := f.plane(s.at(0))
		for k := range 10 {
			next := f.plane(s.at(float64(k+1) / 10))
			least = math.Min(least, distance2(q, last, next))
			last = next
		}
	}
	return math.Sqrt(least)
}

// The equal-area projection keeps areas.
func TestWorldAreas(t *testing.T) {
	for _, f := range worldFrames() {
		if f.kind != EqualArea || f.seen < 3 {
			continue
		}
		for _, p := range land(t) {
			want := steradians(p) * f.scale * f.scale
			if want < 50 {
				continue
			}
			rings, _ := f.Area(orb.MultiPolygon{p})
			if got := evenOdd(rings); math.Abs(got/want-1) > 0.01 {
				t.Errorf("%s: the land at %v has %v mm², want %v", f.name(), p[0][0], got, want)
			}
		}
	}
}

// steradians returns the area of a polygon on the sphere: the integral of the sine
// of the latitude over the longitude.
func steradians(p orb.Polygon) float64 {
	var sum float64
	for _, r := range p {
		for i := 1; i < len(r); i++ {
			a, b := r[i-1], r[i]
			const n = 8
			for k := range n {
				lat := a[1] + (b[1]-a[1])*(float64(k)+0.5)/n
				sum -= (b[0] - a[0]) * degree / n * math.Sin(lat*degree)
			}
		}
	}
	return sum
}

// The same question gets the same answer.
func TestWorldDeterministic(t *testing.T) {
	f := about(EqualArea, at(0, 0), 7.9)
	r1, o1 := f.Area(land(t))
	r2, o2 := f.Area(land(t))
	if !slices.EqualFunc(r1, r2, slices.Equal) || !slices.EqualFunc(o1, o2, slices.Equal) {
		t.Error("two answers differ")
	}
}

func BenchmarkLand(b *testing.B) {
	mp := land(b)
	for _, f := range []*Frame{about(Gnomonic, at(47.5, 19), 0.4), about(EqualArea, at(47.5, 19), 7)} {
		b.Run(f.kind.String(), func(b *testing.B) {
			for b.Loop() {
				f.Area(mp)
			}
		})
	}
}
