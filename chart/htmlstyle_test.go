package chart

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

var (
	varOf   = regexp.MustCompile(`(--[a-z-]+): (#[0-9a-f]{6});`)
	blockOf = regexp.MustCompile(`(?s)(:root[^{]*)\{(.*?)\}`)
)

// themes returns the colours of each block of variables, by what selects it.
func themes(t *testing.T) (light, system, chosen, paper map[string]string) {
	t.Helper()
	var all []map[string]string
	for _, b := range blockOf.FindAllStringSubmatch(Style(), -1) {
		vars := map[string]string{}
		for _, v := range varOf.FindAllStringSubmatch(b[2], -1) {
			vars[v[1]] = v[2]
		}
		all = append(all, vars)
	}
	if len(all) != 4 {
		t.Fatalf("%d sets of colours, want light, dark by the system, dark by choice, paper", len(all))
	}
	return all[0], all[1], all[2], all[3]
}

func TestDarkIsTheSameBothWays(t *testing.T) {
	light, system, chosen, paper := themes(t)
	if !maps.Equal(system, chosen) {
		t.Errorf("dark by the system %v, by choice %v", system, chosen)
	}
	for _, name := range slices.Sorted(maps.Keys(light)) {
		if system[name] == "" {
			t.Errorf("dark has no %s", name)
		}
		if paper[name] == "" && name != "--focus" {
			t.Errorf("paper has no %s", name)
		}
	}
}

// Light maps on a page have the colours of all other pictures.
func TestLightIsThePalette(t *testing.T) {
	light, _, _, paper := themes(t)
	want := map[string]string{}
	for _, s := range statuses {
		want["--"+s.String()] = route.Colour(s)
		want["--"+s.String()+"-text"] = caption{Role: rolePoint, Status: s}.paint().Fill
	}
	for _, e := range palette() {
		switch e.Layer {
		case layerSea:
			want["--sea"], want["--coast"] = e.Paint.Fill, e.Paint.Stroke
		case layerLand:
			want["--land"] = e.Paint.Fill
		case layerGraticule:
			want["--grid"] = e.Paint.Stroke
		case layerBorder:
			want["--border"] = e.Paint.Stroke
		case layerRoute:
			want["--casing"] = e.Paint.Casing
		default:
		}
	}
	want["--state-name"] = caption{Role: roleState}.paint().Fill
	want["--sea-name"] = caption{Role: roleSea}.paint().Fill
	want["--end"] = caption{Role: roleEnd}.paint().Fill
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if light[name] != want[name] {
			t.Errorf("%s is %s, in the palette %s", name, light[name], want[name])
		}
		if strings.Contains(name, "permission") && paper[name] != want[name] {
			t.Errorf("%s is %s on paper, in the palette %s", name, paper[name], want[name])
		}
	}
}

// luminance is that of WCAG.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// Words have a contrast of 4.5 at least, marks and lines that matter 3.
func TestContrast(t *testing.T) {
	light, dark, _, paper := themes(t)
	for theme, v := range map[string]map[string]string{"light": light, "dark": dark, "paper": paper} {
		check := func(front, back string, least float64) {
			a, b := luminance(t, v[front]), luminance(t, v[back])
			if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %g", theme, front, back, got, least)
			}
		}
		for _, back := range []string{"--paper", "--raised"} {
			for _, front := range []string{"--ink", "--quiet", "--accent", "--open-text", "--permission-text", "--unknown-text", "--blocked-text"} {
				check(front, back, 4.5)
			}
		}
		check("--state-name", "--land", 4.5)
		check("--end", "--sea", 4.5)
		check("--open", "--casing", 3)
		check("--blocked", "--casing", 3)
		check("--unknown", "--casing", 3)
	}
}

func TestWordsOfNumbers(t *testing.T) {
	for want, got := range map[string]string{
		"0": kilometres(0.4), "999": kilometres(999.4), "1,000": kilometres(999.6), "12,345,678": kilometres(12345678), "-1,184": kilometres(-1184), "-184": kilometres(-184),
		"0.0": tenths(0.04), "1,950.5": tenths(1950.47), "-999.5": tenths(-999.5),
		"30 October 2025": dayWords("2025-10-30"), "2025-10": dayWords("2025-10"), "": dayWords(""),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Every status has a sign of its own.
func TestSymbols(t *testing.T) {
	seen := map[string]policy.Status{}
	for _, s := range statuses {
		sign := symbol(s)
		if other, ok := seen[sign]; ok || sign == "" {
			t.Errorf("%s has the sign %q of %s", s, sign, other)
		}
		seen[sign] = s
	}
}
