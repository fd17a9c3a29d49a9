package route_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// drawBoxes draws rectangles on a coarse grid, so that borders coincide with each
// other and with legs often.
func drawBoxes(t *rapid.T, name string, least, most int) [][4]float64 {
	var out [][4]float64
	for i := range rapid.IntRange(least, most).Draw(t, name) {
		west := float64(rapid.IntRange(-4, 3).Draw(t, fmt.Sprint(name, " west ", i)) * 10)
		south := float64(rapid.IntRange(-4, 3).Draw(t, fmt.Sprint(name, " south ", i)) * 10)
		wide := float64(rapid.IntRange(1, 4).Draw(t, fmt.Sprint(name, " wide ", i)) * 10)
		high := float64(rapid.IntRange(1, 4).Draw(t, fmt.Sprint(name, " high ", i)) * 10)
		out = append(out, [4]float64{west, south, west + wide, south + high})
	}
	return out
}

func drawPlace(t *rapid.T, name string) orb.Point {
	step := rapid.SampledFrom([]int{10, 5, 1}).Draw(t, name+" step")
	return orb.Point{
		float64(rapid.IntRange(-60/step, 60/step).Draw(t, name+" lon") * step),
		float64(rapid.IntRange(-60/step, 60/step).Draw(t, name+" lat") * step),
	}
}

// Zones that no rule names change no status, nobody who decides and no kilometre
// of a State; rules that name them never make anything better.
func TestZonesChangeNothingUnasked(t *testing.T) {
	codes := []string{"DE", "PL", "FR", "ES"}
	limits := []string{``, `,"floor":"FL245"`, `,"ceiling":"FL245"`, `,"until":"2020-01-01"`, `,"from":"2025-10-30T12:00Z"`}
	effects := []string{"ban", "permit", "require-permission"}
	set := setOf(t, banOn("es", "ES", ""), `{id: fr, issuer: FR, territory: [FR], effect: require-permission, basis: law}`,
		`{id: pl, issuer: PL, territory: [PL], effect: ban, scope: [landing, departure], basis: law}`)
	rapid.Check(t, func(t *rapid.T) {
		var states, zones []any
		for i, b := range drawBoxes(t, "states", 1, len(codes)) {
			states = append(states, fmt.Sprintf(`"iso_a2":%q`, codes[i]), b)
		}
		for i, b := range drawBoxes(t, "zones", 1, 4) {
			zones = append(zones, fmt.Sprintf(`"id":"Z%d"%s`, i, rapid.SampledFrom(limits).Draw(t, "limits")), b)
		}
		zones[0] = strings.Replace(zones[0].(string), "Z0", "EDWW", 1)
		line := []orb.Point{drawPlace(t, "from"), drawPlace(t, "over"), drawPlace(t, "to")}
		if line[0] == line[1] || line[1] == line[2] || line[0] == line[2] {
			line = []orb.Point{{-60, 1}, {0, 0}, {60, 2}}
		}
		idx := indexWith(t, featuresOf(states...))
		plain := checkLine(t, idx, set, civilFlight, line...).Routes[0]
		idx = withZones(t, idx, featuresOf(zones...))
		with := checkLine(t, idx, set, civilFlight, line...).Routes[0]
		said := func(rt *route.Route) []any {
			return []any{rt.Status, rt.DistanceKm, rt.BlockedBy, rt.Permissions, rt.Unknown, rt.Flags, kmByName(rt)}
		}
		if diff := cmp.Diff(said(plain), said(with)); diff != "" {
			t.Fatalf("zones change what is said: %s\n%v\n%v", diff, told(plain), told(with))
		}
		var rules []string
		for r := range set.Rules() {
			if r.Layer != policy.LayerDefault {
				rules = append(rules, fmt.Sprintf(`{id: %s, issuer: %s, territory: [%s], effect: %s, scope: [%s], basis: law}`, r.ID, r.Issuer, r.Territory[0], r.Effect, scopeList(r)))
			}
		}
		rules = append(rules, fmt.Sprintf(`{id: z, issuer: DE, territory: ["zone:EDWW"], effect: %s, basis: law}`, rapid.SampledFrom(effects).Draw(t, "effect")))
		named := checkLine(t, idx, setOf(t, rules...), civilFlight, line...).Routes[0]
		if plain.Status.Worse(named.Status) {
			t.Fatalf("a rule on a zone makes %v of %v", named.Status, plain.Status)
		}
	})
}

// kmByName adds up the metres of the crossings that have one name and status.
func kmByName(rt *route.Route) map[string]int {
	out := map[string]int{}
	for _, c := range rt.Crossings {
		out[fmt.Sprint(c.Name, ", ", c.State, ", ", c.Status)] += int(math.Round(c.Km * 1000))
	}
	return out
}

func scopeList(r *policy.Rule) string {
	var out []string
	for _, s := range r.Scope {
		out = append(out, s.String())
	}
	return strings.Join(out, ", ")
}
