package chart

import (
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

func TestKMLMoscowBudapest(t *testing.T) {
	r := moscowBudapest(t)
	file, marks := readKML(t, r)
	says := html.UnescapeString(file.Document.Description)
	for _, want := range []string{
		r.Answer, "Flight: registration RU, state aircraft, type IL96, operator of RU, with putin on board, on 2025-10-30 (the flight of the policy set).",
		"Policy set budapest-2025: 32 rules, as of 2025-10-24, sha256 ", "Airspace: OpenStreetMap", r.Airspace.SHA256, "© OpenStreetMap contributors",
	} {
		if !strings.Contains(says, want) {
			t.Errorf("the description of the document does not say %q", want)
		}
	}
	best := html.UnescapeString(file.Document.Folders[0].Description)
	for _, want := range []string{"permission: 2946 km over Russia, Bulgaria, Serbia, Hungary", "Bulgaria announced that it would permit", "The corridor is narrowest 59 km", "Flag arrest-risk: Hungary.", `<a href="https://www.eurointegration`} {
		if !strings.Contains(best, want) {
			t.Errorf("the folder of the best route does not say %q: %s", want, best)
		}
	}
	crossings := 0
	for _, rt := range r.Routes {
		for _, p := range marks[rt.ID] {
			crossings += btoi(p.data("kind") == "crossing")
		}
	}
	want := 0
	for _, f := range r.FeatureCollection().Features {
		want += btoi(f.Properties["kind"] == "crossing")
	}
	if crossings != want || want < 50 {
		t.Errorf("%d crossings, want %d", crossings, want)
	}
	i := slices.IndexFunc(marks["direct"], func(p kmlPlacemark) bool { return p.Name == "Slovakia" && p.data("kind") == "crossing" })
	p := marks["direct"][i]
	for _, want := range []string{"<p>blocked, from ", "<p>Slovakia: the Union&#39;s ban</p>", "<p>EU-RU-3D (law, enacted, of 2022-02-28): ", `<a href="https://www.easa.europa.eu/`} {
		if !strings.Contains(p.Description, want) {
			t.Errorf("Slovakia's balloon lacks %q: %s", want, p.Description)
		}
	}
	areas := 0
	for _, p := range marks[""] {
		if p.data("kind") == "area" {
			areas++
			if !strings.Contains(p.Description, "<p>") || !strings.Contains(p.Description, ", enacted") && !strings.Contains(p.Description, ", conditional") && !strings.Contains(p.Description, ", announced") {
				t.Errorf("the area %s says nothing of a rule: %s", p.Name, p.Description)
			}
		}
	}
	if areas < 5 {
		t.Errorf("%d areas", areas)
	}
}

// A link that is none of the web is not one in a balloon, and quotation marks do not end
// it.
func TestKMLLinks(t *testing.T) {
	r := squares(t, "a", "b")
	rule := r.Rules["closed"]
	rule.Sources = append(rule.Sources, route.SourceOfRule{Publisher: "C", Link: "javascript:alert(1)", Date: "2025-10", Mirror: true})
	r.Rules["closed"] = rule
	_, marks := readKML(t, r)
	i := slices.IndexFunc(marks["direct"], func(p kmlPlacemark) bool { return p.Name == "b" && p.data("kind") == "crossing" })
	const want = `<p>closed (law, enacted): Nobody &lt;flies&gt; over.<br><a href="https://example.org/?a=1&amp;b=&#34;2&#34;">A &amp; B</a><br>C, 2025-10 (copy)</p>`
	if says := marks["direct"][i].Description; !strings.HasSuffix(says, want) {
		t.Errorf("%s, want %s", says, want)
	}
}

// A State with a hole, as South Africa has one, keeps it.
func TestKMLKeepsHoles(t *testing.T) {
	const ring = `{"type": "Feature", "properties": {"iso_a2": "ZA", "name": "ring"}, "geometry": {"type": "Polygon", "coordinates":
		[[[20, -10], [40, -10], [40, 10], [20, 10], [20, -10]], [[28, 2], [32, 2], [32, 6], [28, 6], [28, 2]], [[28, -6], [32, -6], [32, -2], [28, -2], [28, -6]]]}}`
	idx, err := airspace.ReadGeoJSON(strings.NewReader(ring), airspace.Options{Name: "ring"})
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.Parse("mine", []byte(banned("ZA")))
	if err != nil {
		t.Fatal(err)
	}
	flight := policy.Flight{Registration: policy.Registration{State: "TR"}, Kind: policy.CivilAircraft, Date: policy.Day(2025, 10, 30)}
	r, err := route.Checker{Airspace: idx, Policy: set}.Check(t.Context(), flight, orb.LineString{{10, 0}, {50, 0}})
	if err != nil {
		t.Fatal(err)
	}
	_, marks := readKML(t, r)
	for _, p := range marks[""] {
		if p.data("kind") == "area" {
			if g, ok := p.geometry(t).(orb.MultiPolygon); !ok || len(g) != 1 || len(g[0]) != 3 {
				t.Errorf("the ring is %T of %v", p.geometry(t), g)
			}
			return
		}
	}
	t.Error("the ring is missing")
}

// No line and no side jumps over the meridian of 180 degrees.
func TestKMLIsCutAt180(t *testing.T) {
	for name, r := range map[string]*route.Report{
		"Sydney-Santiago": candidates(t, openSky, orb.Point{151.18, -33.95}, orb.Point{-70.79, -33.39}),
		"Anchorage-Tokyo": candidates(t, openSky, orb.Point{-149.9, 61.2}, orb.Point{139.7, 35.7}),
	} {
		_, marks := readKML(t, r)
		parts := 0
		for _, p := range marks[r.Best().ID] {
			var lines []orb.LineString
			switch g := p.geometry(t).(type) {
			case orb.LineString:
				lines = append(lines, g)
			case orb.MultiLineString:
				parts = max(parts, len(g))
				lines = g
			case orb.Polygon:
				lines = append(lines, orb.LineString(g[0]))
			case orb.MultiPolygon:
				for _, polygon := range g {
					lines = append(lines, orb.LineString(polygon[0]))
				}
			}
			for _, l := range lines {
				for i := 1; i < len(l); i++ {
					if d := l[i][0] - l[i-1][0]; d > 180 || d < -180 {
						t.Errorf("%s: %q jumps from %v to %v", name, p.Name, l[i-1], l[i])
					}
				}
			}
		}
		if parts != 2 {
			t.Errorf("%s: no crossing is in two parts", name)
		}
	}
}
