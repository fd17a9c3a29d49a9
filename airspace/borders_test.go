package airspace_test

import (
	"strings"
	"testing"

	"github.com/golang/geo/s2"
	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/data"
)

// The points of a map that is to be filled are those of the whole map, once they were
// asked for; before that nothing is promised.
func TestBordersToFill(t *testing.T) {
	open := func() *airspace.Index {
		x, err := airspace.OpenSnapshot(data.Airspace())
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	whole := open().Borders()
	b, fill := open().BordersToFill()
	if diff := cmp.Diff(whole.Chains, b.Chains); diff != "" || len(b.Points) != len(whole.Points) {
		t.Fatalf("%d points of %d; %s", len(b.Points), len(whole.Points), diff)
	}
	empty := 0
	for i, c := range b.Chains {
		if i%7 != 0 {
			continue
		}
		if b.Points[c.First] == (s2.Point{}) {
			empty++
		}
		fill(c.First, c.Count)
		if diff := cmp.Diff(whole.Points[c.First:c.First+c.Count], b.Points[c.First:c.First+c.Count]); diff != "" {
			t.Fatalf("chain %d: %s", i, diff)
		}
	}
	if empty == 0 {
		t.Error("all points were there before they were asked for")
	}
}

func TestBordersToFillOfNone(t *testing.T) {
	zone, err := airspace.ReadZones(strings.NewReader(`{"type":"Feature","properties":{"id":"Z"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]]]}}`), airspace.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var none *airspace.Index
	for name, x := range map[string]*airspace.Index{"none": none, "one": zone, "joined": zone.Join(zone)} {
		b, fill := x.BordersToFill()
		for _, c := range b.Chains {
			fill(c.First, c.Count)
		}
		if diff := cmp.Diff(x.Borders(), b); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
