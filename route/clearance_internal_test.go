package route

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
)

// The approaches of a route are the nearest of those of its legs, each asked by itself.
func TestApproachesAreThoseOfAllLegs(t *testing.T) {
	x, err := airspace.World()
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	flight, _ := set.Flight()
	c := Checker{Airspace: x, Policy: set}
	for _, ends := range [][2]Stop{
		{{Name: "Moscow", Point: [2]float64{37.26, 55.59}}, {Name: "Budapest", Point: [2]float64{19.26, 47.43}}},
		{{Name: "Moscow", Point: [2]float64{37.26, 55.59}}, {Name: "Ankara", Point: [2]float64{32.99, 40.13}}},
		{{Name: "Kaliningrad", Point: [2]float64{20.59, 54.89}}, {Name: "Saint Petersburg", Point: [2]float64{30.26, 59.8}}},
	} {
		r, err := c.Candidates(t.Context(), flight, ends[0], ends[1], SearchOptions{})
		if err != nil {
			t.Fatal(err)
		}
		j, err := c.begin(flight, ends[0], ends[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, rt := range r.Routes {
			want := map[airspace.AreaID]float64{}
			for i, l := range rt.legs {
				from, to := j.slotsOn(rt, i)
				for _, a := range j.idx.Clearance(l.Leg, ClearanceKm) {
					if km, ok := want[a.Area]; j.shutDuring(a.Area, from, to) && (!ok || a.Km < km) {
						want[a.Area] = a.Km
					}
				}
			}
			for _, crossing := range rt.Crossings {
				for _, id := range crossing.Areas {
					for a := range j.idx.All() {
						if j.idx.Area(a).ID == id {
							delete(want, a)
						}
					}
				}
			}
			got := map[airspace.AreaID]float64{}
			last := 0.0
			for _, a := range j.approaches(rt) {
				if a.km < last {
					t.Errorf("%s: %v km after %v", rt.Name, a.km, last)
				}
				got[a.area], last = a.km, a.km
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s to %s, %s: %s", ends[0].Name, ends[1].Name, rt.Name, diff)
			}
		}
	}
}
