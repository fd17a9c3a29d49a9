package airspace_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
)

// TestSectorsMeetAtThePole: sectors like the claims on Antarctica come to the pole
// along their meridians. Each writes it with its own longitude, and it is one place
// all the same: their borders meet in one node, and a flight over the pole goes from
// one sector to the other.
func TestSectorsMeetAtThePole(t *testing.T) {
	for _, pole := range []float64{90, -90} {
		var features []string
		for i, lon := range []float64{-60, 40, 120} {
			features = append(features, fmt.Sprintf(
				`{"type":"Feature","properties":{"id":"x-%d"},"geometry":{"type":"Polygon","coordinates":[[[%[2]v,%[3]v],[%[4]v,%[3]v],[%[4]v,%[5]v],[%[2]v,%[5]v],[%[2]v,%[3]v]]]}}`,
				i, lon, pole*2/3, lon+60, pole))
		}
		idx, err := airspace.ReadGeoJSON(strings.NewReader(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+`]}`), airspace.Options{})
		if err != nil {
			t.Fatal(err)
		}
		nodes := map[int32]bool{}
		b := idx.Borders()
		for _, c := range b.Chains {
			for node, p := range map[int32]int{c.From: c.First, c.To: c.First + c.Count - 1} {
				if z := b.Points[p].Z; z > 1-1e-15 || z < -1+1e-15 {
					nodes[node] = true
				}
			}
		}
		if len(nodes) != 1 {
			t.Errorf("at the pole of %v degrees the borders have %d nodes, want 1", pole, len(nodes))
		}
		over, err := airspace.NewLeg(orb.Point{-30, pole * 0.9}, orb.Point{150, pole * 0.9})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for s := range idx.Cross(over) {
			for _, a := range s.Areas {
				names = append(names, idx.Area(a).ID)
			}
		}
		if got := strings.Join(names, " "); got != "x-0 x-2" {
			t.Errorf("over the pole of %v degrees: %s, want x-0 x-2", pole, got)
		}
	}
}
