package corridor_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/corridor"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
)

// world is a map of closed areas, one to a ring, counterclockwise.
type world struct {
	*detour.World
	*detour.Searcher
	closed detour.Set
}

// tester is what tests and property tests have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

func worldOf(t tester, rings ...orb.Ring) world {
	t.Helper()
	var m detour.Map
	var areas []int32
	for i, r := range rings {
		first := len(m.Points)
		for _, p := range append(slices.Clip(r), r[0]) {
			m.Points = append(m.Points, sphere.FromLonLat(p))
		}
		m.Chains = append(m.Chains, detour.Chain{First: first, Count: len(r) + 1, From: int32(i), To: int32(i), Left: []int32{int32(i)}})
		areas = append(areas, int32(i))
	}
	w, err := detour.NewWorld(m)
	if err != nil {
		t.Fatal(err)
	}
	return world{w, detour.NewSearcher(w), detour.NewSet(areas...)}
}

// box is a ring, counterclockwise, of sides of n edges.
func box(west, south, east, north float64, n int) orb.Ring {
	corners := []orb.Point{{west, south}, {east, south}, {east, north}, {west, north}}
	var r orb.Ring
	for i, p := range corners {
		q := corners[(i+1)%4]
		for k := range n {
			f := float64(k) / float64(n)
			r = append(r, orb.Point{p[0] + f*(q[0]-p[0]), p[1] + f*(q[1]-p[1])})
		}
	}
	return r
}

func calotte(lat float64, n int) orb.Ring {
	var r orb.Ring
	for i := range n {
		r = append(r, orb.Point{float64(i)*360/float64(n) - 180, lat})
	}
	return r
}

// route finds the shortest way and publishes it.
func (w world) route(t tester, from, to orb.Point) ([]s2.Point, float64) {
	t.Helper()
	path, err := w.Shortest(context.Background(), sphere.FromLonLat(from), sphere.FromLonLat(to), w.closed, detour.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.Publish(path, w.closed, 10)
	if err != nil {
		t.Fatal(err)
	}
	var pts []s2.Point
	for _, p := range r.Waypoints {
		pts = append(pts, sphere.FromLonLat(p))
	}
	return pts, r.Length
}

// winding returns how often a ring goes round a point, counterclockwise.
func winding(ring []s2.Point, p s2.Point) int {
	sum := 0.0
	x := s2.Point{Vector: p.Ortho()}
	y := s2.Point{Vector: p.Cross(x.Vector)}
	azimuth := func(q s2.Point) float64 { return math.Atan2(q.Dot(y.Vector), q.Dot(x.Vector)) }
	for i, q := range ring {
		sum += math.Remainder(azimuth(ring[(i+1)%len(ring)])-azimuth(q), 2*math.Pi)
	}
	return int(math.Round(sum / (2 * math.Pi)))
}

// check examines a corridor: n points inside for being open, some of them for the
// detour, its border, the route in it.
func (w world) check(t tester, route []s2.Point, length, slack float64, s corridor.Shape, n, searches int) {
	t.Helper()
	var ring []s2.Point
	for _, p := range s.Ring {
		ring = append(ring, sphere.FromLonLat(p))
	}
	for i := range ring {
		for k := i + 2; k < len(ring); k++ {
			if (k+1)%len(ring) != i && sphere.Crosses(ring[i], ring[(i+1)%len(ring)], ring[k], ring[(k+1)%len(ring)]) {
				t.Fatalf("the ring crosses itself near %v", s.Ring[i])
			}
		}
	}
	for i := 1; i < len(route); i++ {
		arc, err := sphere.NewArc(route[i-1], route[i])
		if err != nil {
			t.Fatal(err)
		}
		for k := range 21 {
			if p := arc.At(arc.Angle() * float64(k) / 20); winding(ring, p) != -1 {
				t.Errorf("the route leaves its corridor at %v", sphere.ToLonLat(p))
			}
		}
	}
	from, to := route[0], route[len(route)-1]
	r := rand.New(rand.NewPCG(1, uint64(len(ring))))
	tests := 0
	examine := func(p s2.Point) {
		if in := w.contains(p); in >= 0 {
			t.Fatalf("%v lies in area %d", sphere.ToLonLat(p), in)
		}
		if tests++; tests%(2*n/searches) != 0 {
			return
		}
		a, err := w.Shortest(context.Background(), from, p, w.closed, detour.Options{})
		if err != nil {
			t.Fatal(err)
		}
		b, err := w.Shortest(context.Background(), p, to, w.closed, detour.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if sum := a.Length + b.Length; sum > (1+slack)*length*(1+1e-9) {
			t.Fatalf("by %v it is %.9f of the route, at most %.9f wanted", sphere.ToLonLat(p), sum/length, 1+slack)
		}
	}
	for range n { // on the border
		i := r.IntN(len(s.Ring))
		a, b, f := s.Ring[i], s.Ring[(i+1)%len(s.Ring)], r.Float64()
		examine(sphere.FromLonLat(orb.Point{a[0] + f*math.Remainder(b[0]-a[0], 360), a[1] + f*(b[1]-a[1])}))
	}
	for found, tries := 0, 0; found < n; tries++ { // inside
		a, b := route[r.IntN(len(route))], ring[r.IntN(len(ring))]
		c := ring[r.IntN(len(ring))]
		u, v := r.Float64(), r.Float64()
		p := s2.Point{Vector: a.Mul(u).Add(b.Mul(1 - u)).Mul(v).Add(c.Mul(1 - v)).Normalize()}
		if tries > 1000*n {
			t.Fatal("the corridor is too small to find points in it")
		}
		if winding(ring, p) != 0 {
			found++
			examine(p)
		}
	}
}

func (w world) contains(p s2.Point) int32 {
	for _, a := range w.closed.Areas() {
		if w.Contains(a, p) {
			return a
		}
	}
	return -1
}

// clear tells whether nothing closed is within 30 m of a point.
func (w world) clear(p s2.Point) bool {
	x := p.Ortho()
	y := p.Cross(x)
	for k := range 32 {
		sin, cos := math.Sincos(float64(k))
		far := 30 / sphere.RadiusKm / 1000
		if w.contains(s2.Point{Vector: p.Add(x.Mul(cos * far)).Add(y.Mul(sin * far)).Normalize()}) >= 0 {
			return false
		}
	}
	return true
}

func TestCorridors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		rings    []orb.Ring
		from, to orb.Point
		slack    float64
		// the least and the greatest width, km
		low, high float64
	}{
		{"nothing closed", []orb.Ring{box(100, 0, 110, 10, 1)}, orb.Point{0, 0}, orb.Point{30, 10}, 0.02, 125, 140},
		{"a strait of 11 km", []orb.Ring{box(0, 0.05, 20, 10, 40), box(0, -10, 20, -0.05, 40)}, orb.Point{-10, 0}, orb.Point{30, 0}, 0.02, 10.7, 11.2},
		{"oblique, between two capes", []orb.Ring{box(0, 1, 5, 10, 9), box(5.1, -10, 10, 0.9, 9)}, orb.Point{-5, 0}, orb.Point{15, 2}, 0.05, 10, 16},
		{"round a box", []orb.Ring{box(0, -5, 10, 5, 5)}, orb.Point{-10, 0}, orb.Point{20, 0}, 0.1, 400, 480},
		{"across 180", []orb.Ring{box(178, -5, 182, 5, 8)}, orb.Point{170, 0}, orb.Point{-170, 1}, 0.03, 40, 100},
		{"over the pole", []orb.Ring{box(0, 50, 20, 60, 3)}, orb.Point{0, 75}, orb.Point{179, 70}, 0.05, 330, 390},
		{"round the pole", []orb.Ring{calotte(85, 40)}, orb.Point{-90, 75}, orb.Point{91, 75}, 0.03, 140, 165},
		{"near the south pole", []orb.Ring{calotte(60, 30)}, orb.Point{-150, -80}, orb.Point{60, -82}, 0.02, 70, 78},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := worldOf(t, c.rings...)
			route, length := w.route(t, c.from, c.to)
			s, err := corridor.Find(t.Context(), route, c.slack, w.Room(w.closed))
			if err != nil {
				t.Fatal(err)
			}
			if km := s.Width * sphere.RadiusKm; km < c.low || km > c.high {
				t.Errorf("narrowest %.2f km at %v, want %v to %v", km, sphere.ToLonLat(s.At), c.low, c.high)
			}
			t.Logf("%d points, narrowest %.2f km, %.0f km2", len(s.Ring), s.Width*sphere.RadiusKm, s.Area*sphere.RadiusKm*sphere.RadiusKm)
			w.check(t, route, length, c.slack, s, 1000, 60)
		})
	}
}

func TestCorridorProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		// Closed boxes in the cells of a lattice, so that they keep apart.
		lon0, lat0 := rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-70, 70).Draw(t, "lat")
		var rings []orb.Ring
		for i := range 4 {
			for k := range 4 {
				if !rapid.Bool().Draw(t, "closed") {
					continue
				}
				f := func(what string) float64 { return rapid.Float64Range(0.02, 0.48).Draw(t, what) }
				x, y := lon0+3*float64(i), lat0+3*float64(k)
				rings = append(rings, box(x+3*f("west"), y+3*f("south"), x+3-3*f("east"), y+3-3*f("north"), rapid.IntRange(1, 4).Draw(t, "split")))
			}
		}
		if len(rings) == 0 {
			rings = []orb.Ring{box(lon0, lat0-8, lon0+1, lat0-7, 1)}
		}
		w := worldOf(t, rings...)
		place := func(name string) orb.Point {
			return orb.Point{lon0 + rapid.Float64Range(-2, 14).Draw(t, name), lat0 + rapid.Float64Range(-2, 14).Draw(t, name)}
		}
		from, to := place("from"), place("to")
		a, b := sphere.FromLonLat(from), sphere.FromLonLat(to)
		if w.contains(a) >= 0 || w.contains(b) >= 0 || sphere.Angle(a, b) < 1e-3 {
			return
		}
		slack := rapid.Float64Range(0.001, 0.3).Draw(t, "slack")
		path, err := w.Shortest(context.Background(), a, b, w.closed, detour.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r, err := w.Publish(path, w.closed, 10)
		if err != nil {
			return
		}
		var route []s2.Point
		for _, p := range r.Waypoints {
			route = append(route, sphere.FromLonLat(p))
		}
		s, err := corridor.Find(context.Background(), route, slack, w.Room(w.closed))
		if _, ok := errors.AsType[*corridor.NoRoomError](err); ok {
			if w.clear(a) && w.clear(b) {
				t.Fatalf("%v, though the route keeps %.1f m", err, r.Clearance)
			}
			return
		}
		if errors.Is(err, corridor.ErrShort) && slack*r.Length < 12.01/sphere.RadiusKm/1000 {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		w.check(t, route, r.Length, slack, s, 50, 10)
	})
}
