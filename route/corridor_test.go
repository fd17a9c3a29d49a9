package route

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/detour"
	"github.com/flightcheck/flightcheck/internal/sphere"
	"github.com/flightcheck/flightcheck/policy"
)

// silence is a policy under which every State is open to civil flights.
const silence = `version: 1
rules:
  - {id: nobody, issuer: NO, territory: [NO], subject: {registration: [AQ]}, effect: ban, basis: assumption}
`

// searcherOf returns a searcher on the embedded borders with the default policy, or
// with silence and some bans.
func searcherOf(t *testing.T, bans ...string) (*Searcher, policy.Flight) {
	t.Helper()
	c, flight, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if bans != nil {
		var over []policy.Override
		for _, b := range bans {
			over = append(over, policy.Ban(b))
		}
		set, err := policy.Parse("silence", []byte(silence))
		if err == nil {
			c.Policy, err = set.With(over...)
		}
		if err != nil {
			t.Fatal(err)
		}
		flight = policy.Flight{Registration: policy.Registration{State: "TR"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	}
	s, err := NewSearcher(c)
	if err != nil {
		t.Fatal(err)
	}
	return s, flight
}

func TestCorridors(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to orb.Point
		bans     []string
		slack    float64
		km       float64 // narrowest
		parts    int
	}{
		{"Moscow-Budapest", orb.Point{37.2615, 55.5915}, orb.Point{19.26239, 47.43018}, nil, 0.02, 59, 1},
		{"Doha-Istanbul", orb.Point{51.608, 25.273}, orb.Point{28.752, 41.275}, []string{"SA", "AE", "BH", "EG"}, 0.02, 87, 1},
		{"St Petersburg-Kaliningrad", orb.Point{30.2625, 59.8003}, orb.Point{20.5926, 54.89}, []string{"FI", "EE", "LV", "LT"}, 0.02, 9.8, 1},
		{"across 180 through the Aleutians", orb.Point{170, 45}, orb.Point{-178, 57}, []string{"US"}, 0.03, 52, 2},
		{"by the pole", orb.Point{10, 82}, orb.Point{-175, 80}, []string{"RU"}, 0.05, 189, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, flight := searcherOf(t, c.bans...)
			from, to := Stop{Point: c.from}, Stop{Point: c.to}
			rt, err := s.Shortest(t.Context(), flight, from, to, SearchOptions{CorridorSlack: c.slack})
			if err != nil {
				t.Fatal(err)
			}
			if rt.Corridor == nil {
				t.Fatalf("no corridor round a way that is %v", rt.Status)
			}
			if got := rt.Corridor; math.Abs(got.NarrowestKm-c.km) > 0.05*c.km || len(got.Polygon) != c.parts {
				t.Errorf("narrowest %s, want %v km; %d parts, want %d", got.Words(), c.km, len(got.Polygon), c.parts)
			}
			checkCorridor(t, s, flight, from, to, rt)
		})
	}
}

// checkCorridor examines the corridor of a route as it is printed.
func checkCorridor(t *testing.T, s *Searcher, flight policy.Flight, from, to Stop, rt *Route) {
	t.Helper()
	b, err := json.Marshal(rt.Corridor)
	if err != nil {
		t.Fatal(err)
	}
	var read Corridor
	if err := json.Unmarshal(b, &read); err != nil {
		t.Fatal(err)
	}
	for _, p := range read.Polygon {
		if len(p) != 1 || p[0][0] != p[0][len(p[0])-1] || p[0].Orientation() != orb.CCW {
			t.Error("a part is no closed ring, counterclockwise")
		}
		simple(t, p[0])
	}
	length := 0.0
	for _, l := range rt.legs {
		length += l.arc.Angle()
		for k := range 101 {
			if p := sphere.ToLonLat(l.arc.At(l.arc.Angle() * float64(k) / 100)); !within(read.Polygon, p) {
				t.Errorf("the route leaves its corridor at %v", p)
			}
		}
	}
	q, err := s.ask(flight, from, to, SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out, _ := q.keptOut(rt)
	const points, searches = 10_000, 50
	r := rand.New(rand.NewPCG(1, 2))
	bound := read.Polygon.Bound()
	for found := 0; found < points; {
		p := orb.Point{bound.Min[0] + r.Float64()*(bound.Max[0]-bound.Min[0]), bound.Min[1] + r.Float64()*(bound.Max[1]-bound.Min[1])}
		if len(read.Polygon) > 1 { // on either side of 180 degrees
			b := read.Polygon[r.IntN(2)].Bound()
			p = orb.Point{b.Min[0] + r.Float64()*(b.Max[0]-b.Min[0]), b.Min[1] + r.Float64()*(b.Max[1]-b.Min[1])}
		}
		if !within(read.Polygon, p) {
			continue
		}
		if found++; slices.ContainsFunc(s.Airspace.At(p), func(a airspace.AreaID) bool { return out.Has(int32(a)) }) {
			t.Fatalf("%v in the corridor lies over %v", p, s.Airspace.At(p))
		}
		if found%(points/searches) == 0 {
			if by := s.by(t, rt, p, out); by > (1+read.Slack)*length*(1+1e-9) {
				t.Fatalf("by %v in the corridor it is %.9f of the route", p, by/length)
			}
		}
	}
}

// within tells whether a point lies in polygons without holes, drawn flat.
func within(m orb.MultiPolygon, p orb.Point) bool {
	in := false
	for _, polygon := range m {
		r := polygon[0]
		for i := 1; i < len(r); i++ {
			a, b := r[i-1], r[i]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
				in = !in
			}
		}
	}
	return in
}

// by returns the length of the shortest way by a point.
func (s *Searcher) by(t *testing.T, rt *Route, p orb.Point, closed detour.Set) float64 {
	t.Helper()
	v, sum := sphere.FromLonLat(p), 0.0
	for _, end := range [...]orb.Point{rt.Waypoints[0], rt.Waypoints[len(rt.Waypoints)-1]} {
		path, err := s.finders[""].Shortest(t.Context(), sphere.FromLonLat(end), v, closed, detour.Options{})
		if err != nil {
			t.Fatal(err)
		}
		sum += path.Length
	}
	return sum
}

// simple tells whether sides of a ring cross each other, drawn flat.
func simple(t *testing.T, r orb.Ring) {
	t.Helper()
	side := func(a, b, p orb.Point) float64 { return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0]) }
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if a == b {
			t.Errorf("two equal points at %v", a)
		}
		for k := i + 2; k < len(r); k++ {
			if c, d := r[k-1], r[k]; side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0 {
				t.Errorf("sides cross near %v", a)
			}
		}
	}
}

// A flight that takes the permission of some States must not stray over others that
// it would have to ask.
func TestCorridorKeepsToItsPermissions(t *testing.T) {
	s, flight := searcherOf(t)
	from, to := Stop{Point: orb.Point{37.2615, 55.5915}}, Stop{Point: orb.Point{19.26239, 47.43018}}
	rt, err := s.Shortest(t.Context(), flight, from, to, SearchOptions{CorridorSlack: 0.3})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		p    orb.Point
		want bool
	}{
		"the Black Sea":   {orb.Point{33, 43.3}, true},
		"Bulgaria":        {orb.Point{25, 42.8}, true},
		"Türkiye":         {orb.Point{33, 41.6}, false},
		"North Macedonia": {orb.Point{21.7, 41.9}, false},
	} {
		if within(rt.Corridor.Polygon, c.p) != c.want {
			t.Errorf("%s in the corridor: %v", name, !c.want)
		}
	}
}

func TestCorridorRefuses(t *testing.T) {
	s, flight := searcherOf(t)
	from, to := Stop{Point: orb.Point{37.2615, 55.5915}}, Stop{Point: orb.Point{37.27, 55.6}}
	for _, slack := range []float64{-0.1, 1.5, math.NaN(), math.Inf(1)} {
		_, err := s.Shortest(t.Context(), flight, from, to, SearchOptions{CorridorSlack: slack})
		if _, ok := errors.AsType[*InputError](err); !ok {
			t.Errorf("slack %v: %v", slack, err)
		}
		if _, err := s.Candidates(t.Context(), flight, from, to, SearchOptions{CorridorSlack: slack}); err == nil {
			t.Errorf("slack %v was taken", slack)
		}
	}
	r, err := s.Candidates(t.Context(), flight, from, to, SearchOptions{CorridorSlack: 1e-3})
	if err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(r.Notes, "\n"); !strings.Contains(notes, `has no corridor: it is so short`) {
		t.Errorf("no note of a way that is too short: %q", notes)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	rt := r.Routes[0]
	rt.Corridor = nil
	q, err := s.ask(flight, from, to, SearchOptions{CorridorSlack: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	if err := q.addCorridors(ctx, rt); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func BenchmarkCorridorMoscowBudapest(b *testing.B) {
	c, flight, err := Builtin()
	if err != nil {
		b.Fatal(err)
	}
	s, err := NewSearcher(c)
	if err != nil {
		b.Fatal(err)
	}
	from, to := Stop{Point: orb.Point{37.2615, 55.5915}}, Stop{Point: orb.Point{19.26239, 47.43018}}
	q, err := s.ask(flight, from, to, SearchOptions{CorridorSlack: DefaultCorridorSlack})
	if err != nil {
		b.Fatal(err)
	}
	rt, err := s.Shortest(b.Context(), flight, from, to, SearchOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rt.Corridor = nil
		if err := q.addCorridors(b.Context(), rt); err != nil || rt.Corridor == nil {
			b.Fatal(rt.Corridor, err)
		}
	}
}
