package route_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// closedWorld is a searcher in a world of one State, which bars everybody.
func closedWorld(tb testing.TB, g orb.Geometry) *route.Searcher {
	tb.Helper()
	f := geojson.NewFeature(g)
	f.Properties = geojson.Properties{"iso_a2": "FR", "name": "France"}
	src, err := geojson.NewFeatureCollection().Append(f).MarshalJSON()
	if err != nil {
		tb.Fatal(err)
	}
	idx, err := airspace.ReadGeoJSON(strings.NewReader(string(src)), airspace.Options{Name: "hostile"})
	if err != nil {
		tb.Fatal(err)
	}
	set, err := policy.Parse("hostile.yaml", []byte(`
version: 1
rules:
  - {id: NO-ENTRY, issuer: FR, territory: [FR], effect: ban, basis: law, scope: [overflight], summary: Nobody flies over., sources: [{publisher: the test}]}
`))
	if err != nil {
		tb.Fatal(err)
	}
	s, err := route.NewSearcher(route.Checker{Airspace: idx, Policy: set})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// fractal draws a rough coast between places: each piece becomes four, the middle two a
// headland or less, none quite like another, so that no three vertices lie on a line.
func fractal(line orb.Ring, times int) orb.Ring {
	r := rand.New(rand.NewPCG(1, 2))
	for range times {
		next := make(orb.Ring, 0, 4*len(line)+1)
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			d := orb.Point{(b[0] - a[0]) / 3, (b[1] - a[1]) / 3}
			beside := func(along, off float64) orb.Point {
				return orb.Point{a[0] + along*d[0] + off*d[1], a[1] + along*d[1] - off*d[0]}
			}
			bend := 0.05 * (r.Float64() - 0.5)
			next = append(next, a, beside(1, bend), beside(1.5, 0.3+0.5*r.Float64()), beside(2, bend))
		}
		next = append(next, line[len(line)-1])
		line = next
	}
	return line
}

func circle(x, y, radius float64, points int) orb.Ring {
	var r orb.Ring
	for i := range points {
		a := 2 * math.Pi * float64(i) / float64(points)
		r = append(r, orb.Point{x + radius*math.Cos(a), y + radius*math.Sin(a)})
	}
	return append(r, r[0])
}

// hostileBudget is what a search in a hostile world may take on a slow machine.
const hostileBudget = 30 * time.Second

var headlands = flag.Int("headlands", 8, "how often each side of a fractal coast gets a headland: 8 gives 262,145 vertices, 9 gives 1,048,577")

// Round a coast of some 260,000 vertices, with headlands on headlands.
func TestSearchFractalCoast(t *testing.T) {
	t.Parallel()
	island := fractal(orb.Ring{{-8, -6}, {8, -6}, {8, 6}, {-8, 6}, {-8, -6}}, *headlands)
	s := closedWorld(t, orb.Polygon{island})
	q := newAsked(t, s, civil("CH"), route.Stop{Point: orb.Point{-20, 1}}, route.Stop{Point: orb.Point{20, 2}})
	ctx, cancel := context.WithTimeout(t.Context(), hostileBudget)
	defer cancel()
	rt, err := s.Shortest(ctx, q.flight, q.from, q.to, route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d vertices, %.3f km over %d waypoints", len(island), rt.Proof.LengthKm, len(rt.Waypoints))
	q.checkFound(t, rt)
	if km := q.shorter(t, rt, 300); km < rt.Proof.LengthKm-1e-3 {
		t.Errorf("a way of %.3f km was overlooked", km)
	}
}

// A ring round the origin, and one round the destination: the error names it.
func TestSearchRing(t *testing.T) {
	t.Parallel()
	ring := circle(0, 0, 5, 20_000)
	inner := circle(0, 0, 4.9, 20_000)
	slices.Reverse(inner)
	s := closedWorld(t, orb.Polygon{ring, inner})
	in, out := route.Stop{Point: orb.Point{0.5, 0.5}}, route.Stop{Point: orb.Point{40, 20}}
	ctx, cancel := context.WithTimeout(t.Context(), hostileBudget)
	defer cancel()
	for _, c := range []struct {
		from, to route.Stop
		end      string
	}{{in, out, "origin"}, {out, in, "destination"}} {
		q := newAsked(t, s, civil("CH"), c.from, c.to)
		rt, err := s.Shortest(ctx, q.flight, q.from, q.to, route.SearchOptions{})
		none, ok := errors.AsType[*route.NoRouteError](err)
		if !ok {
			t.Fatalf("%v, %v", rt, err)
		}
		if want := fmt.Sprintf("No way: the %s is shut in by the closed airspace of France.", c.end); none.Error() != want || none.End != c.end || !slices.Equal(none.Ring, []string{"FR"}) {
			t.Errorf("%+v, %v; want %s", *none, none, want)
		}
		q.checkNone(t, none)
	}
}

// countdown is a context that is cancelled when it has been asked so often.
type countdown struct {
	context.Context //nolint:containedctx // a context made of another
	left            int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// A search that is cancelled, before it begins or in its midst, ends with the error of its
// context, and the searcher is as good as before.
func TestSearchCancelled(t *testing.T) {
	s := newSearcher(t)
	q := searchCase{from: "LHR", to: "HND", registration: "TR", bans: []string{"RU", "CN", "KZ"}}.ask(t, s)
	want, err := q.shortest(t)
	if err != nil {
		t.Fatal(err)
	}
	dead, cancel := context.WithCancel(t.Context())
	cancel()
	for _, ctx := range []context.Context{dead, &countdown{t.Context(), 0}, &countdown{t.Context(), 1}, &countdown{t.Context(), 2}, &countdown{t.Context(), 5}} {
		if rt, err := q.searcher.Shortest(ctx, q.flight, q.from, q.to, route.SearchOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%T: %v, %v", ctx, rt, err)
		}
		for rt, err := range q.searcher.Frontier(ctx, q.flight, q.from, q.to, route.SearchOptions{}) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("frontier, %T: %v, %v", ctx, rt, err)
			}
		}
		if _, err := q.searcher.Candidates(ctx, q.flight, q.from, q.to, route.SearchOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("candidates, %T: %v", ctx, err)
		}
	}
	again, err := q.shortest(t)
	if err != nil || again.Proof.LengthKm != want.Proof.LengthKm {
		t.Errorf("after cancelled searches %v, %v; want %v", again, err, want.Proof)
	}
}

// A search that takes long is cancelled by a deadline within it.
func TestSearchDeadline(t *testing.T) {
	island := fractal(orb.Ring{{-8, -5}, {8, -5}, {0, 9}, {-8, -5}}, 7)
	s := closedWorld(t, orb.Polygon{island})
	q := newAsked(t, s, civil("CH"), route.Stop{Point: orb.Point{-20, 1}}, route.Stop{Point: orb.Point{20, 2}})
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := s.Shortest(ctx, q.flight, q.from, q.to, route.SearchOptions{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}
