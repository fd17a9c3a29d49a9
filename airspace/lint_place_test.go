package airspace

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestLintPlaces(t *testing.T) {
	for _, tc := range []struct {
		name, code, text string
		what             string // in the finding on the place; "" for none
	}{
		{"Germany", "DE", box(6, 47.5, 15, 54.8), ""},
		{"Germany, axes exchanged", "DE", box(47.5, 6, 54.8, 15), "latitude and longitude are exchanged"},
		{"Luxembourg, axes exchanged", "LU", "[[[49.5,6.1],[49.6,6.3],[49.8,6.2],[49.7,5.9],[49.5,6.1]]]", "latitude and longitude are exchanged"},
		{"Chile, east for west", "CL", box(69, -30, 70, -20), "the longitude has the wrong sign"},
		{"Portugal, south for north", "PT", box(-8, -40, -7, -38), "the latitude has the wrong sign"},
		{"Austria in Australia", "AT", box(130, -30, 135, -25), "the reference has AU there"},
		{"an islet of Malta drawn 3 km off", "MT", "[[[14.33,35.985],[14.34,35.985],[14.34,35.99],[14.33,35.985]]]", ""},
		{"French Guiana as France", "FR", box(-53.5, 3, -52.5, 4), ""},
	} {
		r := lintText(t, areasFile(tc.code, tc.text), LintOptions{Against: worldOf(t)})
		i := slices.IndexFunc(r.Findings, func(f Finding) bool { return f.Kind == "place" })
		switch {
		case tc.what == "" && i >= 0:
			t.Errorf("%s: %s", tc.name, r.Findings[i].What)
		case tc.what != "" && (i < 0 || !strings.Contains(r.Findings[i].What, tc.what) || r.Refused()):
			t.Errorf("%s: %v", tc.name, lines(r))
		}
	}
}

func TestLintSwappedAxesThatAreRefused(t *testing.T) {
	r := lintText(t, areasFile("JP", box(35, 139, 36, 140)), LintOptions{})
	if f := r.Findings[0]; f.Severity != SeverityError || !strings.Contains(f.Hint, "longitude and latitude were swapped") || f.Position != 1 {
		t.Errorf("%+v", f)
	}
	r = lintText(t, areasFile("JP", "[[[4187526,7509137],[4187600,7509137],[4187526,7509200],[4187526,7509137]]]"), LintOptions{})
	if f := r.Findings[0]; f.Severity != SeverityError || !strings.Contains(f.Hint, "projected metres") {
		t.Errorf("%+v", f)
	}
}

func TestLintAccuracy(t *testing.T) {
	// The border with CA is 0.01 degrees, 1.1 km, off along a quarter of the outline.
	r := lintText(t, areasFile("US", box(0, 0, 0.51, 0.5)), LintOptions{})
	a := r.Areas[0]
	if a.Samples != 200 || a.Corners != 4 || math.Abs(a.MeanSideKm-0.505*111.195) > 0.05 || a.MedianKm > 1e-3 || math.Abs(a.P95Km-1.112) > 0.01 {
		t.Errorf("%+v", a)
	}
	// Land that ends 0.2 degrees, 22 km or 12 NM, inside.
	r = lintText(t, areasFile("JP", box(139.25, 35.2, 139.75, 35.8)), LintOptions{})
	if got := lines(r); !slices.Equal(got, []string{"warning land-only JP f1 p1"}) {
		t.Errorf("got %v", got)
	}
	if f := r.Findings[len(r.Findings)-1]; f.Kind != "accuracy" || !strings.Contains(f.What, "4 corners, a mean side of") || math.Abs(f.Km-22.2) > 0.5 {
		t.Errorf("%+v", f)
	}
}
