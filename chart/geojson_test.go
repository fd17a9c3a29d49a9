package chart

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// checkGeoJSON reads a written map back: it holds what the report's own map holds.
func checkGeoJSON(t faults, r *route.Report) {
	t.Helper()
	file := written(t, GeoJSON, r)
	got, err := geojson.UnmarshalFeatureCollection(file)
	if err != nil {
		t.Fatal(err)
	}
	want := r.FeatureCollection()
	if len(got.Features) != len(want.Features) || got.ExtraMembers["answer"] != r.Answer || got.ExtraMembers["attribution"] != r.Attribution() {
		t.Errorf("%d features, want %d; the answer %q", len(got.Features), len(want.Features), got.ExtraMembers["answer"])
		return
	}
	for i, f := range want.Features {
		if !orb.Equal(got.Features[i].Geometry, f.Geometry) {
			t.Errorf("feature %d has another shape", i)
		}
		if title := got.Features[i].Properties["title"]; title != f.Properties["title"] {
			t.Errorf("feature %d is called %q, want %q", i, title, f.Properties["title"])
		}
	}
}

// The bytes are those of the command: two spaces, and nothing escaped that need not be.
func TestGeoJSONIsIndented(t *testing.T) {
	file := written(t, GeoJSON, squares(t, "a", "b"))
	var again bytes.Buffer
	if err := json.Indent(&again, file, "", "  "); err != nil {
		t.Fatal(err)
	}
	if want := append(bytes.TrimRight(again.Bytes(), "\n"), '\n'); !bytes.Equal(want, file) {
		t.Error("it is not indented by two spaces, with one line break at the end")
	}
}

// keptOut are the ids of the areas over which an aircraft on a route must not stray:
// all but those that are open to it or whose permission the route takes.
func keptOut(r *route.Report, rt *route.Route) map[string]airspace.AreaID {
	out := map[string]airspace.AreaID{}
	for _, a := range r.Overview().Areas {
		asked := slices.ContainsFunc(rt.Permissions, func(p route.Permission) bool {
			return p.Scope == policy.Overflight.String() && (a.Zone && p.Zone == a.Area || !a.Zone && p.State != "" && p.State == a.State)
		})
		if a.Status != policy.Open && (a.Status != policy.Permission || !asked) {
			out[a.Area] = a.ID
		}
	}
	return out
}

// corridors reads the corridors of a written map, by the ids of their routes.
func corridors(t *testing.T, r *route.Report) map[string]orb.MultiPolygon {
	t.Helper()
	fc, err := geojson.UnmarshalFeatureCollection(written(t, GeoJSON, r))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]orb.MultiPolygon{}
	for _, f := range fc.Features {
		if f.Properties["kind"] != "corridor" {
			continue
		}
		id, _ := f.Properties["route"].(string)
		switch g := f.Geometry.(type) {
		case orb.Polygon:
			out[id] = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			out[id] = g
		default:
			t.Errorf("the corridor of %s is a %T", id, g)
		}
	}
	return out
}

// Corridors that were written and read again hold what they promise: the route is
// inside, nothing inside lies over closed airspace, and by each point inside there is
// a free way that exceeds the route by no more than was asked.
func TestCorridorsOfAWrittenMap(t *testing.T) {
	world, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		r     *route.Report
		slack float64
		some  int // corridors, at least
	}{
		"Moscow-Budapest":                   {moscowBudapest(t), 0.02, 2},
		"Sydney-Santiago":                   {candidates(t, openSky, orb.Point{151.18, -33.95}, orb.Point{-70.79, -33.39}), 0.03, 1},
		"across 180, through the Aleutians": {candidates(t, banned("US"), orb.Point{170, 45}, orb.Point{-178, 57}), 0.03, 1},
		"by the pole":                       {candidates(t, banned("RU"), orb.Point{10, 82}, orb.Point{-175, 80}), 0.03, 1},
	} {
		t.Run(name, func(t *testing.T) {
			read := corridors(t, c.r)
			if len(read) < c.some {
				t.Fatalf("%d corridors", len(read))
			}
			for _, rt := range c.r.Routes {
				shape, ok := read[rt.ID]
				if !ok {
					continue
				}
				for _, p := range shape {
					for _, ring := range p {
						if len(ring) < 4 || ring[0] != ring[len(ring)-1] || ring.Orientation() != orb.CCW {
							t.Errorf("%s: a ring is not closed, or not counterclockwise", rt.Name)
						}
					}
				}
				x := newStray(t, world, c.r, rt)
				x.checkInside(shape)
				x.checkOutside(shape, c.slack)
			}
		})
	}
}

// stray examines the corridor of a route.
type stray struct {
	t      *testing.T
	world  *airspace.Index
	closed map[string]airspace.AreaID
	report *route.Report
	rt     *route.Route
	along  []orb.Point // places on the route
	at     []float64   // how far along, km on the sphere
}

func newStray(t *testing.T, world *airspace.Index, r *route.Report, rt *route.Route) *stray {
	t.Helper()
	const every = 120 // parts of a leg
	x := stray{t: t, world: world, closed: keptOut(r, rt), report: r, rt: rt, along: []orb.Point{rt.Waypoints[0]}, at: []float64{0}}
	for i := 1; i < len(rt.Waypoints); i++ {
		leg := x.leg(rt.Waypoints[i-1], rt.Waypoints[i])
		parts := max(2, min(every, int(leg.SphereKm()/10)))
		for k := 1; k <= parts; k++ {
			f := float64(k) / float64(parts)
			x.along = append(x.along, leg.At(leg.Angle()*f))
		}
		begin := x.at[len(x.at)-1]
		for k := 1; k <= parts; k++ {
			x.at = append(x.at, begin+leg.SphereKm()*float64(k)/float64(parts))
		}
	}
	return &x
}

func (x *stray) leg(from, to orb.Point) airspace.Leg {
	x.t.Helper()
	l, err := airspace.NewLeg(from, to)
	if err != nil {
		x.t.Fatal(err)
	}
	return l
}

// checkInside looks for the route in its corridor.
func (x *stray) checkInside(shape orb.MultiPolygon) {
	x.t.Helper()
	for _, p := range x.along {
		if !planar.MultiPolygonContains(shape, p) {
			x.t.Errorf("%s leaves its corridor at %v", x.rt.Name, p)
		}
	}
}

// checkOutside takes points of the corridor at random.
func (x *stray) checkOutside(shape orb.MultiPolygon, slack float64) {
	x.t.Helper()
	const points, ways = 1000, 20
	random := rand.New(rand.NewPCG(7, 11))
	for found := 0; found < points; {
		b := shape[random.IntN(len(shape))].Bound()
		p := orb.Point{b.Min[0] + random.Float64()*(b.Max[0]-b.Min[0]), b.Min[1] + random.Float64()*(b.Max[1]-b.Min[1])}
		if !planar.MultiPolygonContains(shape, p) {
			continue
		}
		found++
		for _, id := range x.world.At(p) {
			if _, ok := x.closed[x.world.Area(id).ID]; ok {
				x.t.Fatalf("%v in the corridor of %s lies over %s", p, x.rt.Name, x.world.Area(id).Name)
			}
		}
		if found%(points/ways) == 0 {
			if best := x.by(p); best > slack {
				x.t.Errorf("by %v in the corridor of %s it is %.4f more than the route, not %v", p, x.rt.Name, best, slack)
			}
		}
	}
}

// free tells whether a straight leg keeps out of closed airspace.
func (x *stray) free(from, to orb.Point) bool {
	for s := range x.world.Cross(x.leg(from, to)) {
		for _, id := range s.Areas {
			if _, ok := x.closed[x.world.Area(id).ID]; ok && !s.Along {
				return false
			}
		}
	}
	return true
}

// by returns by what part the best way over a point that leaves the route once, and
// comes back straight, exceeds the route.
func (x *stray) by(p orb.Point) float64 {
	out := make([]float64, len(x.along)) // the length by which straight legs exceed
	for i, q := range x.along {
		out[i] = x.leg(q, p).SphereKm()
	}
	length := x.at[len(x.at)-1]
	type pair struct {
		u, v int
		km   float64
	}
	var pairs []pair
	for u := range x.along {
		for v := u; v < len(x.along); v++ {
			pairs = append(pairs, pair{u, v, out[u] + out[v] - (x.at[v] - x.at[u])})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		switch {
		case a.km < b.km:
			return -1
		case a.km > b.km:
			return 1
		}
		return 0
	})
	seen := map[int]bool{}
	for _, c := range pairs {
		ok := true
		for _, i := range []int{c.u, c.v} {
			if _, known := seen[i]; !known {
				seen[i] = x.free(x.along[i], p)
			}
			ok = ok && seen[i]
		}
		if ok {
			return c.km / length
		}
	}
	return 1
}

// What a reader of the map is told has not changed on its way through the file.
func TestGeoJSONKeepsProperties(t *testing.T) {
	r := moscowBudapest(t)
	got, err := geojson.UnmarshalFeatureCollection(written(t, GeoJSON, r))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range r.FeatureCollection().Features {
		b, err := json.Marshal(f.Properties)
		if err != nil {
			t.Fatal(err)
		}
		var want geojson.Properties
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Features[i].Properties, want) {
			t.Errorf("feature %d: %v, want %v", i, got.Features[i].Properties, want)
		}
	}
}
