package route

import (
	"strings"
	"testing"
)

// Every built-in outline can be read, says where it is from, and is one zone.
func TestBuiltAreas(t *testing.T) {
	list, err := builtAreas()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 5 {
		t.Errorf("only %d outlines", len(list))
	}
	for _, a := range list {
		idx, err := a.index()
		if err != nil {
			t.Errorf("%s: %v", a.ID, err)
			continue
		}
		for _, area := range idx.All() {
			if area.Zone == nil || area.ID != a.ID || area.Name != a.Name || !area.HasOutline() {
				t.Errorf("%s is %+v", a.ID, area)
			}
		}
		for _, name := range []string{a.ID, a.Name, strings.ToUpper(a.ID)} {
			if found, ok, err := builtNamed(name); err != nil || !ok || found != a {
				t.Errorf("%q stands for %+v, %v", name, found, err)
			}
		}
	}
}

func TestAreasThatAreNone(t *testing.T) {
	feature := func(properties string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{` + properties + `},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}`
	}
	for _, c := range []struct{ name, text, want string }{
		{"no JSON", "{", "areas.geojson"},
		{"not said whether approximate", feature(`"id":"a","name":"A","source":"s"`), "feature 1: approximate is <nil>"},
		{"approximate is a number", feature(`"id":"a","name":"A","source":"s","approximate":1`), "neither true nor false"},
		{"no source", feature(`"id":"a","name":"A","approximate":true`), "needs an id, a name and a source"},
		{"no id", feature(`"name":"A","source":"s","approximate":"false"`), "needs an id, a name and a source"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parseAreas(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	list, err := parseAreas(feature(`"id":"a","name":"A","source":"s","approximate":"false"`))
	if err != nil || len(list) != 1 || list[0].Approximate {
		t.Errorf("%+v, %v", list, err)
	}
}
