package route_test

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// A search that meets a built-in outline finds the same as one that has it from the
// beginning; with a margin it has.
func TestBuiltInOutlinesInSearch(t *testing.T) {
	const baltic = `{id: NORTH, issuer: PL, territory: [PL, LT, LV, EE, FI], effect: close, basis: notam, summary: Closed}`
	c := route.Checker{Airspace: world(t), Policy: worldSet(t, ukraineClosed, belarusClosed, southClosed, baltic)}
	s, err := route.NewSearcher(c)
	if err != nil {
		t.Fatal(err)
	}
	near, err := s.Shortest(t.Context(), civilFlight, athens, moscow, route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	off, err := s.Shortest(t.Context(), civilFlight, athens, moscow, route.SearchOptions{MarginKm: 0.001})
	if err != nil {
		t.Fatal(err)
	}
	if near.Proof.Gap > 1e-6 || off.Proof.Gap > 1e-6 || off.Proof.LengthKm < near.Proof.LengthKm || off.Proof.LengthKm > near.Proof.LengthKm+0.1 {
		t.Errorf("%+v, with a margin of a metre %+v", near.Proof, off.Proof)
	}
	if len(near.Sensitivity) == 0 || near.Clearance == nil || near.Clearance.Km > 0.02 {
		t.Errorf("it does not pass along what is closed: %+v, %+v", near.Clearance, near.Sensitivity)
	}
	for range 2 { // nothing of one question stays for the next
		free, err := s.Shortest(t.Context(), policy.Flight{Registration: policy.Registration{State: "RU"}, Kind: policy.StateAircraft, Date: civilFlight.Date}, athens, moscow, route.SearchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if free.Proof.LengthKm >= near.Proof.LengthKm {
			t.Errorf("a State's own aircraft flies %v km", free.Proof.LengthKm)
		}
	}
}

// A rule may name a built-in outline as its territory, too, and closes the same.
func TestBuiltInOutlineAsTerritory(t *testing.T) {
	const whole = `{id: SOUTH, issuer: RU, territory: ["zone:south-russia"], subject: {kind: civil}, effect: deny, basis: notam, summary: Closed}`
	var km []float64
	for _, rule := range []string{southClosed, whole} {
		c := route.Checker{Airspace: world(t), Policy: worldSet(t, ukraineClosed, belarusClosed, rule)}
		r, err := c.Candidates(t.Context(), civilFlight, athens, moscow, route.SearchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Best().Proof == nil || r.Best().Status == policy.Blocked {
			t.Fatalf("%+v", r.Best())
		}
		km = append(km, r.Best().Proof.LengthKm)
	}
	if km[0] != km[1] {
		t.Errorf("%v km round the outline, %v km round the zone", km[0], km[1])
	}
}

// What is closed inside an outline is named where a route clips it or passes near,
// and corridors keep out of it.
func TestOutlineSensitivityAndCorridor(t *testing.T) {
	idx := indexWith(t, featuresOf(`"iso_a2":"DE","name":"Germany"`, [4]float64{0, 40, 20, 50}), featuresOf(`"id":"EDWW","name":"Bremen"`, [4]float64{9.8, 43, 10.2, 46}))
	set := setOf(t, inOutline("ban", ""))
	c := route.Checker{Airspace: idx, Policy: set}
	r, err := c.Check(t.Context(), civilFlight, orb.LineString{{2, 45}, {18, 45}})
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Routes[0].Sensitivity; len(s) != 1 || s[0].Kind != route.Clip || !strings.HasPrefix(s[0].Words, "clips Germany, in Bremen for 3") {
		t.Errorf("%+v", s)
	}
	rt, err := c.Shortest(t.Context(), civilFlight, route.Stop{Point: orb.Point{2, 45}}, route.Stop{Point: orb.Point{18, 45}}, route.SearchOptions{CorridorSlack: 0.05})
	if err != nil {
		t.Fatal(err)
	}
	if rt.Clearance == nil || rt.Clearance.Area != "EDWW" {
		t.Errorf("clearance %+v", rt.Clearance)
	}
	if rt.Corridor == nil {
		t.Fatal("no corridor")
	}
	zone := idx.Outline(airspace.AreaID(idx.Len() - 1))
	for _, p := range rt.Corridor.Polygon {
		for _, q := range p[0] {
			for _, z := range zone {
				if planar.PolygonContains(z, q) && !onEdge(z, q) {
					t.Errorf("the corridor reaches into the outline at %v", q)
				}
			}
		}
	}
}

// onEdge tells whether a point is within rounding of the border of a polygon.
func onEdge(p orb.Polygon, q orb.Point) bool { return planar.DistanceFrom(p, q) < 1e-5 }

// A rule on a part of a State and one on a zone of the same shape close the same
// airspace; what was found is open when it is read again.
func TestOutlineSearchProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		box := func(label string, off float64) [4]float64 { // in hundredths of a degree, so that no two sides coincide
			draw := func(what string, from, to int) float64 {
				return float64(rapid.IntRange(from, to).Draw(rt, label+what)) / 100
			}
			w, s := draw(" west", 300, 1200)+off, draw(" south", 4100, 4600)+off
			return [4]float64{w, s, w + draw(" wide", 50, 500), s + draw(" high", 50, 300)}
		}
		zones := featuresOf(`"id":"EDWW","name":"Bremen"`, box("first", 0), `"id":"EDMM","name":"Munich"`, box("second", 0.005))
		idx := indexWith(t, featuresOf(`"iso_a2":"DE","name":"Germany"`, [4]float64{0, 40, 20, 50}), zones)
		from, to := route.Stop{Point: orb.Point{1, rapid.Float64Range(41, 49).Draw(rt, "from")}}, route.Stop{Point: orb.Point{19, rapid.Float64Range(41, 49).Draw(rt, "to")}}
		find := func(rules ...string) *route.Route {
			c := route.Checker{Airspace: idx, Policy: setOf(t, rules...)}
			way, err := c.Shortest(t.Context(), civilFlight, from, to, route.SearchOptions{})
			if err != nil {
				rt.Fatal(err)
			}
			r, err := c.Check(t.Context(), civilFlight, way.Waypoints)
			if err != nil {
				rt.Fatal(err)
			}
			if r.Status() == policy.Blocked {
				rt.Fatalf("found %v, which is blocked by %+v", way.Waypoints, r.Routes[0].BlockedBy)
			}
			return way
		}
		part := find(inOutline("ban", ""), `{id: two, issuer: DE, territory: [DE], outline: [EDMM], effect: close, basis: law, summary: Inside}`)
		whole := find(banOn("one", "zone:EDWW", ""), banOn("two", "zone:EDMM", ""))
		if part.Proof.LengthKm != whole.Proof.LengthKm {
			rt.Errorf("%v km round the outlines, %v km round the zones", part.Proof.LengthKm, whole.Proof.LengthKm)
		}
	})
}
