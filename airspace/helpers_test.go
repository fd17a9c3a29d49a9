package airspace

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// worldOf returns the embedded index.
func worldOf(tb testing.TB) *Index {
	tb.Helper()
	x, err := World()
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func readText(tb testing.TB, text string) *Index {
	tb.Helper()
	x, err := ReadGeoJSON(strings.NewReader(text), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func readCase(tb testing.TB, name string) *Index {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	x, err := ReadGeoJSON(f, Options{Name: name})
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// areasFile makes a FeatureCollection of pairs of a code and coordinates: those of
// a Polygon if they begin with two brackets, else of a MultiPolygon.
func areasFile(pairs ...string) string {
	var features []string
	for i := 0; i+1 < len(pairs); i += 2 {
		kind := "Polygon"
		if strings.HasPrefix(pairs[i+1], "[[[[") {
			kind = "MultiPolygon"
		}
		features = append(features, fmt.Sprintf(
			`{"type":"Feature","properties":{"iso_a2":%q},"geometry":{"type":%q,"coordinates":%s}}`, pairs[i], kind, pairs[i+1]))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

// box returns the coordinates of a rectangle.
func box(west, south, east, north float64) string {
	return fmt.Sprintf("[[[%v,%v],[%v,%v],[%v,%v],[%v,%v],[%v,%v]]]", west, south, east, south, east, north, west, north, west, south)
}

// ids returns the ids of areas as one text, "-" for none.
func ids(x *Index, set []AreaID) string {
	var out []string
	for _, a := range set {
		out = append(out, x.Area(a).ID)
	}
	if out == nil {
		return "-"
	}
	slices.Sort(out)
	return strings.Join(out, "+")
}

// over returns what lies over a latitude and longitude.
func over(x *Index, lat, lon float64) string { return ids(x, x.At(orb.Point{lon, lat})) }

func legOf(t interface{ Fatal(...any) }, fromLat, fromLon, toLat, toLon float64) Leg {
	l, err := NewLeg(orb.Point{fromLon, fromLat}, orb.Point{toLon, toLat})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// sequence returns the stretches of a leg as a text: "A - B|C B", where B|C runs
// along a border with B on the left.
func sequence(x *Index, leg Leg) string {
	var out []string
	for s := range x.Cross(leg) {
		if s.Along {
			out = append(out, ids(x, s.Left)+"|"+ids(x, s.Right))
		} else {
			out = append(out, ids(x, s.Areas))
		}
	}
	return strings.Join(out, " ")
}

// checkPartition verifies what holds of the stretches of every leg.
func checkPartition(t interface{ Fatalf(string, ...any) }, leg Leg, out []Stretch) {
	if len(out) == 0 {
		t.Fatalf("no stretch")
	}
	at, km := 0.0, 0.0
	for i, s := range out {
		if s.FromAngle != at || s.FromKm != km {
			t.Fatalf("stretch %d begins at %v, %v km; the one before ends at %v, %v km", i, s.FromAngle, s.FromKm, at, km)
		}
		if s.ToAngle <= s.FromAngle || s.ToKm <= s.FromKm {
			t.Fatalf("stretch %d has no length", i)
		}
		if i > 0 && s.sameAreas(&out[i-1]) {
			t.Fatalf("stretches %d and %d are the same", i-1, i)
		}
		if !slices.IsSorted(s.Areas) || s.Along == slices.Equal(s.Left, s.Right) {
			t.Fatalf("stretch %d: areas %v, along %v, left %v, right %v", i, s.Areas, s.Along, s.Left, s.Right)
		}
		at, km = s.ToAngle, s.ToKm
	}
	if at != leg.Angle() || km != leg.Km(leg.Angle()) {
		t.Fatalf("the last ends at %v, %v km; the leg has %v, %v km", at, km, leg.Angle(), leg.Km(leg.Angle()))
	}
}
