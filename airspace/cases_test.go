package airspace

import (
	"math"
	"strings"
	"testing"
)

func TestCaseDev01Clockwise(t *testing.T) {
	x := readCase(t, "dev-01-clockwise.geojson")
	for _, tc := range []struct {
		name     string
		lat, lon float64
		want     string
	}{
		{"inside", 46.2, 18.5, "HU"},
		{"the hole", 47, 20, "-"},
		{"Gulf of Guinea", 0, 0, "-"},
		{"opposite", -47, -160, "-"},
	} {
		if got := over(x, tc.lat, tc.lon); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestCaseDev02Minus99(t *testing.T) {
	x := readCase(t, "dev-02-minus99.geojson")
	if got := over(x, 60, 10); got != "NO" {
		t.Errorf("Norway: %s", got)
	}
	if got := over(x, 35.5, 77); got != "Siachen Glacier" {
		t.Errorf("Siachen Glacier: %s", got)
	}
	if x.Len() != 2 {
		t.Errorf("%d areas", x.Len())
	}
	for _, a := range x.All() {
		if strings.Contains(a.Code+a.Code3+a.Sovereign+a.ID, "99") {
			t.Errorf("%+v", a)
		}
	}
	if got := strings.Join(x.Warnings(), "\n"); got != "1 area has no code: Siachen Glacier" {
		t.Errorf("warnings: %s", got)
	}
}

func TestCaseDev03Collection(t *testing.T) {
	x := readCase(t, "dev-03-collection.geojson")
	for _, tc := range []struct {
		name     string
		lat, lon float64
		want     string
	}{
		{"the polygon", 56, 9, "DK"},
		{"the polygon in the inner collection", 55.25, 14.5, "DK"},
		{"on the line", 55, 12, "-"},
		{"on the point", 56, 12, "-"},
	} {
		if got := over(x, tc.lat, tc.lon); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
	if got := strings.Join(x.Warnings(), "\n"); got != "left out: 1 line, 1 point in DK" {
		t.Errorf("warnings: %s", got)
	}
}

func TestCaseDev04Elevation(t *testing.T) {
	x := readCase(t, "dev-04-elevation.geojson")
	if got := over(x, 48, 14); got != "AT" {
		t.Errorf("Austria: %s", got)
	}
	if got := over(x, 46.8, 8.2); got != "-" {
		t.Errorf("Switzerland: %s", got)
	}
	if got := strings.Join(x.Warnings(), "\n"); got != "CH has no outline" {
		t.Errorf("warnings: %s", got)
	}
	if a := x.Area(0); a.Code != "CH" || a.HasOutline() || x.Outline(0) != nil {
		t.Errorf("%+v", a)
	}
}

func TestCaseDev05Fiji(t *testing.T) {
	x := readCase(t, "dev-05-fiji.geojson")
	for _, lon := range []float64{179.5, -179.5, 180, -180, 177.1, -178.1} {
		if got := over(x, -17, lon); got != "FJ" {
			t.Errorf("17 S %v: %s", lon, got)
		}
	}
	for _, lon := range []float64{0, 170, -170} {
		if got := over(x, -17, lon); got != "-" {
			t.Errorf("17 S %v: %s", lon, got)
		}
	}
	checkKm(t, x, legOf(t, -17, 170, -17, -170), "- FJ -", 745.33, 531.76, 851.69)
}

func TestCaseDev06Enclave(t *testing.T) {
	x := readCase(t, "dev-06-enclave.geojson")
	if got := over(x, -29, 28); got != "LS" {
		t.Errorf("the enclave: %s", got)
	}
	checkKm(t, x, legOf(t, -29, 22, -29, 31), "ZA LS ZA", 487.05, 194.77, 194.91)
}

// checkKm compares the stretches of a leg and their lengths, to 0.1 % or 50 m.
func checkKm(t *testing.T, x *Index, leg Leg, want string, km ...float64) {
	t.Helper()
	if got := sequence(x, leg); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	out := x.AppendCross(nil, leg)
	checkPartition(t, leg, out)
	for i, s := range out {
		if got := s.ToKm - s.FromKm; math.Abs(got-km[i]) > max(0.05, 0.001*km[i]) {
			t.Errorf("stretch %d: %.2f km, want %.2f", i, got, km[i])
		}
	}
}
