package route_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// eachPoint calls f for each pair of neighbours in the lines and rings.
func eachLine(g orb.Geometry, f func(orb.LineString)) {
	switch x := g.(type) {
	case orb.LineString:
		f(x)
	case orb.MultiLineString:
		for _, l := range x {
			f(l)
		}
	case orb.Polygon:
		for _, r := range x {
			f(orb.LineString(r))
		}
	case orb.MultiPolygon:
		for _, p := range x {
			eachLine(p, f)
		}
	}
}

func checkMap(t *testing.T, r *route.Report) map[string]int {
	t.Helper()
	b, err := json.Marshal(r.FeatureCollection())
	if err != nil {
		t.Fatal(err)
	}
	fc, err := geojson.UnmarshalFeatureCollection(b)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, f := range fc.Features {
		kind, _ := f.Properties["kind"].(string)
		kinds[kind]++
		if f.Properties["title"] == "" {
			t.Errorf("a %s without a title", kind)
		}
		eachLine(f.Geometry, func(l orb.LineString) {
			if len(l) < 2 {
				t.Errorf("%s: a line of %d points", kind, len(l))
			}
			for i, p := range l {
				if math.IsNaN(p[0]) || math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
					t.Errorf("%s: point %v", kind, p)
				}
				if i > 0 && math.Abs(p[0]-l[i-1][0]) > 180 && math.Abs(p[1]) < 89.9 {
					t.Errorf("%s: from %v to %v across the map", kind, l[i-1], p)
				}
			}
		})
	}
	return kinds
}

func TestMapMoscowBudapest(t *testing.T) {
	kinds := checkMap(t, candidates(t, "moscow", "budapest"))
	for _, kind := range []string{"area", "strip", "crossing", "point", "end"} {
		if kinds[kind] == 0 {
			t.Errorf("the map has no %s", kind)
		}
	}
	if kinds["end"] != 2 {
		t.Errorf("%d ends", kinds["end"])
	}
}

func TestMapAcross180(t *testing.T) {
	c, _ := builtin(t)
	flight := policy.Flight{Registration: policy.Registration{State: "JP"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	for _, names := range [][]string{{"HND", "LAX"}, {"LAX", "HND"}, {"-17,170", "-17,-170"}, {"80,100", "80,-80"}, {"10,180", "-10,-180"}} {
		s := stops(t, names...)
		r, err := c.Candidates(t.Context(), flight, s[0], s[1], route.SearchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		checkMap(t, r)
	}
}

// Every blocked State of a route is drawn, with reasons.
func TestMapNamesTheBlockers(t *testing.T) {
	r := candidates(t, "VKO", "BUD")
	drawn := map[string]bool{}
	for _, f := range r.FeatureCollection().Features {
		if f.Properties["kind"] == "area" {
			reasons, _ := f.Properties["reasons"].([]string)
			state, _ := f.Properties["state"].(string)
			drawn[state] = len(reasons) > 0
		}
	}
	for _, rt := range r.Routes {
		for _, b := range rt.BlockedBy {
			if !drawn[b.State] {
				t.Errorf("%s is not drawn with a reason", b.State)
			}
		}
	}
}

// From Haneda to Los Angeles the great circle meets 180 degrees at 47.37 north.
func TestMapHanedaLosAngelesIsCutAt180(t *testing.T) {
	c, _ := builtin(t)
	flight := policy.Flight{Registration: policy.Registration{State: "JP"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	s := stops(t, "HND", "LAX")
	r, err := c.Candidates(t.Context(), flight, s[0], s[1], route.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	cuts := 0
	for _, f := range r.FeatureCollection().Features {
		m, ok := f.Geometry.(orb.MultiLineString)
		if !ok || f.Properties["kind"] != "crossing" {
			continue
		}
		cuts++
		end, begin := m[0][len(m[0])-1], m[1][0]
		if len(m) != 2 || end[0] != 180 || begin[0] != -180 || end[1] != begin[1] || math.Abs(end[1]-47.37) > 0.02 {
			t.Errorf("%d parts, cut at %v and %v", len(m), end, begin)
		}
	}
	if cuts != 1 {
		t.Errorf("%d crossings are cut, want 1", cuts)
	}
}
