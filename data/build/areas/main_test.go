package main

import (
	"strings"
	"testing"
)

func TestOutlinesThatAreNone(t *testing.T) {
	feature := func(properties string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{` + properties + `},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}`
	}
	for _, c := range []struct{ name, text, want string }{
		{"no JSON", "{", "unexpected end"},
		{"not said whether approximate", feature(`"id":"a","name":"A","source":"s"`), "feature 1: approximate is <nil>"},
		{"approximate is a number", feature(`"id":"a","name":"A","source":"s","approximate":1`), "neither true nor false"},
		{"no source", feature(`"id":"a","name":"A","approximate":true`), "needs an id, a name and a source"},
		{"no id", feature(`"name":"A","source":"s","approximate":"false"`), "needs an id, a name and a source"},
		{"no zone", strings.Replace(feature(`"id":"a","name":"A","source":"s","approximate":true`), "[1,1],", "", 1), "areas.geojson"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := packed([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	if _, err := packed([]byte(feature(`"id":"a","name":"A","source":"s","approximate":"false"`))); err != nil {
		t.Error(err)
	}
}
