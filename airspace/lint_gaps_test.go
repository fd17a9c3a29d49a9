package airspace

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// toothed returns a border from 0,0.5 to 0.5,0.5 with teeth to one side, as positions.
func toothed(teeth int, depth float64) string {
	var out []string
	for i := range teeth {
		lat := 0.5 * float64(i) / float64(teeth)
		out = append(out, fmt.Sprintf("[0.5,%v],[%v,%v]", lat, 0.5+depth, lat+0.25/float64(teeth)))
	}
	return strings.Join(out, ",") + ",[0.5,0.5]"
}

func TestLintGapsAndOverlaps(t *testing.T) {
	us, ca := box(0, 0, 0.5, 0.5), box(0.5, 0, 1, 0.5)
	notched := "[[[0,0],[0.5,0],[0.5,0.2],[0.495,0.2],[0.495,0.3],[0.5,0.3],[0.5,0.5],[0,0.5],[0,0]]]"
	disputed := strings.Replace(areasFile("US", us, "CA", box(0.45, 0, 1, 0.5)), `"iso_a2":"CA"`, `"iso_a2":"CA","disputed":"CA,US"`, 1)
	// A degree of the equator is 111.195 km.
	square := func(w, h float64) float64 { return w * h * 111.195 * 111.195 }
	frame := "[[[0,0],[0.5,0],[0.5,0.5],[0,0.5],[0,0]],[[0.1,0.1],[0.1,0.4],[0.4,0.4],[0.4,0.1],[0.1,0.1]]]"
	none := readText(t, areasFile("JP", box(139, 35, 140, 36)))
	for _, tc := range []struct {
		name, text string
		o          LintOptions
		want       string // severity kind areas xCOUNT
		km2        float64
	}{
		{"a notch", areasFile("US", notched, "CA", ca), LintOptions{}, "warning gap CA+US", square(0.005, 0.1)},
		{"a notch below the size", areasFile("US", notched, "CA", ca), LintOptions{MinAreaKm2: 7}, "", 0},
		{"a strip in both", areasFile("US", us, "CA", box(0.45, 0, 1, 0.5)), LintOptions{}, "warning overlap CA+US", square(0.05, 0.5)},
		{"a strip in both, disputed", disputed, LintOptions{}, "info overlap CA+US", square(0.05, 0.5)},
		{"one in the other", areasFile("US", us, "CA", box(0.1, 0.1, 0.4, 0.4)), LintOptions{}, "warning overlap CA+US", square(0.3, 0.3)},
		{"over one another, with a hole", areasFile("US", us, "CA", frame), LintOptions{}, "warning overlap CA+US", square(0.5, 0.5) - square(0.3, 0.3)},
		{"crossed, no common corner", areasFile("US", box(0.2, 0, 0.3, 0.5), "CA", box(0, 0.2, 0.5, 0.3)), LintOptions{}, "warning overlap CA+US", square(0.1, 0.1)},
		{"an enclave that does not fill its hole", areasFile("US", frame, "CA", box(0.101, 0.1, 0.4, 0.4)), LintOptions{}, "warning gap CA+US", square(0.001, 0.3)},
		{"an enclave with room all round", areasFile("US", frame, "CA", box(0.101, 0.101, 0.399, 0.399)), LintOptions{}, "warning gap CA+US", square(0.3, 0.3) - square(0.298, 0.298)},
		{
			"teeth beyond the border", areasFile("US", "[[[0,0.5],[0,0],"+toothed(20, 0.001)+",[0,0.5]]]", "CA", ca),
			LintOptions{},
			"warning overlap CA+US x20", square(0.5, 0.001) / 2,
		},
		{
			"teeth short of the border", areasFile("US", "[[[0,0.5],[0,0],"+toothed(20, -0.001)+",[0,0.5]]]", "CA", ca),
			LintOptions{},
			"warning gap CA+US x20", square(0.5, 0.001) / 2,
		},
		{"three areas round a wide place that the reference has", areasFile("US", frame, "CA", box(0.1, 0.1, 0.25, 0.4)), LintOptions{}, "warning gap CA+US", square(0.15, 0.3)},
		{"the same where the reference has nothing", areasFile("US", frame, "CA", box(0.1, 0.1, 0.25, 0.4)), LintOptions{Against: none}, "info pocket ", square(0.15, 0.3)},
		{
			"the same with zones that have no code", strings.ReplaceAll(areasFile("US", frame, "CA", box(0.1, 0.1, 0.25, 0.4)), "iso_a2", "name"),
			LintOptions{Against: none},
			"info pocket CA+US", square(0.15, 0.3),
		},
		{"a hole of one area", areasFile("US", frame, "CA", ca), LintOptions{}, "", 0},
		{"a mouth to the sea", areasFile("US", us, "CA", box(0.501, 0, 1, 0.5)), LintOptions{}, "", 0},
	} {
		r := lintText(t, tc.text, tc.o)
		got, km2 := "", 0.0
		for i, f := range r.Findings {
			if slices.Contains([]string{"gap", "overlap", "pocket"}, f.Kind) {
				got += lines(&LintReport{Findings: r.Findings[i : i+1]})[0]
				km2 += f.Km2
			}
		}
		if got != tc.want || math.Abs(km2-tc.km2) > 1e-3*tc.km2 {
			t.Errorf("%s: %q, %v km2; want %q, %v km2", tc.name, got, km2, tc.want, tc.km2)
		}
	}
}

func TestLintHints(t *testing.T) {
	frame := "[[[0,0],[0.5,0],[0.5,0.5],[0,0.5],[0,0]],[[0.1,0.1],[0.1,0.4],[0.4,0.4],[0.4,0.1],[0.1,0.1]]]"
	west, east := box(0.1, 0.1, 0.25, 0.4), box(0.25, 0.1, 0.4, 0.4)
	three := readText(t, areasFile("US", frame, "CA", west, "MX", east))
	for _, tc := range []struct{ name, text, what, hint string }{
		{"a State is missing", areasFile("US", frame, "CA", west), "a gap between CA and US of 556 km2; the reference has MX there", "no area with the code MX"},
		{
			"a State does not reach its border", areasFile("US", frame, "CA", west, "MX", box(0.26, 0.1, 0.4, 0.4)),
			"a gap between CA, MX, US of 37.1 km2, 34 km long and 1076 m wide on the mean; the reference has MX there", "gap-fill-area=38km2",
		},
		{"twice", strings.Replace(areasFile("US", frame, "US", frame), `"iso_a2"`, `"id":"A","iso_a2"`, 1), "A and US lie over one another", "both have the code US"},
		{"a territory in its parent", areasFile("FR", box(0, 0, 0.5, 0.5), "GF", west), "FR and GF lie over one another", "cut it out of FR"},
		{"two States", areasFile("US", box(0, 0, 0.5, 0.5), "CA", west), "CA and US lie over one another", "the strictest counts"},
		{
			"several strange codes", `{"type":"Feature","properties":{"iso_a2":"XQ","iso_a2_eh":"XQ","iso_a3":"XQX"},"geometry":{"type":"Polygon","coordinates":` + west + `}}`,
			`ISO 3166-1 does not know the codes "XQ", "XQX"`, "-99",
		},
	} {
		r := lintText(t, tc.text, LintOptions{Against: three})
		if f := r.Findings[0]; !strings.Contains(f.What, tc.what) || !strings.Contains(f.Hint, tc.hint) {
			t.Errorf("%s: %s: %s; %s", tc.name, f.Kind, f.What, f.Hint)
		}
	}
}

func TestLintGivesUpOnTooManyCrossings(t *testing.T) {
	w := &watch{pairs: make([][2]int32, maxPairs)}
	w.cross(1, 2)
	l := linter{watch: w}
	l.checkFaces()
	if len(l.findings) != 1 || l.findings[0].Severity != SeverityWarning || !strings.Contains(l.findings[0].What, "not looked for") {
		t.Errorf("%+v", l.findings)
	}
}
