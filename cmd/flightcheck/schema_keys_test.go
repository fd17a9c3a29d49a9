package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/schema"
)

// keysFile has all keys that a version has promised: the schema, the object, the key,
// and a question mark behind a key that may be left out.
const keysFile = "../../internal/schema/testdata/keys.txt"

// TestKeysStay compares the keys of the schemas with those that were promised; with
// -update it adds new ones. It removes none: before a first release that is done by
// hand.
func TestKeysStay(t *testing.T) {
	now := map[string]bool{}
	for _, name := range schema.Names() {
		text, ok := schema.Of(name)
		if !ok {
			t.Fatal(name)
		}
		keysOf(t, name, text, now)
	}
	text, err := os.ReadFile(keysFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	promised := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		key, optional := strings.CutSuffix(strings.TrimSpace(line), "?")
		promised[key] = optional
	}
	for _, fault := range broken(promised, now) {
		t.Error(fault)
	}
	var all []string
	for key, optional := range now {
		if _, ok := promised[key]; !ok && !*update {
			t.Errorf("%s is new; go generate ./cmd/flightcheck promises it", key)
		}
		if optional {
			key += "?"
		}
		all = append(all, key)
	}
	if *update && !t.Failed() {
		slices.Sort(all)
		if err := os.WriteFile(keysFile, []byte(strings.Join(all, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// keysOf notes the keys of a schema and of its definitions, and whether they may be left
// out.
func keysOf(t *testing.T, name string, text []byte, into map[string]bool) {
	t.Helper()
	type object struct {
		Properties map[string]json.RawMessage `json:"properties"`
		Required   []string                   `json:"required"`
		Defs       map[string]json.RawMessage `json:"$defs"`
	}
	var read func(at string, text []byte)
	read = func(at string, text []byte) {
		var o object
		if err := json.NewDecoder(bytes.NewReader(text)).Decode(&o); err != nil {
			t.Fatal(err)
		}
		for key := range o.Properties {
			into[name+" "+at+key] = !slices.Contains(o.Required, key)
		}
		for def, text := range o.Defs {
			read(def+".", text)
		}
	}
	read("", text)
}

// broken says which promises are not kept.
func broken(promised, now map[string]bool) []string {
	var out []string
	for key, optional := range promised {
		name, _, _ := strings.Cut(key, " ")
		isOptional, ok := now[key]
		switch {
		case !ok:
			out = append(out, key+" was promised and is gone")
		case isOptional && !optional && name != batchQuestionSchema:
			out = append(out, key+" was always there and may be left out now")
		case !isOptional && optional && name == batchQuestionSchema:
			out = append(out, key+" could be left out and is needed now")
		}
	}
	slices.Sort(out)
	return out
}

// A promise that is broken is seen.
func TestBrokenKeys(t *testing.T) {
	promised := map[string]bool{"why name": false, "why note": true, "batch-question id": false, "batch-question via": true}
	for _, c := range []struct {
		now  map[string]bool
		want string
	}{
		{map[string]bool{"why name": false, "why note": false, "why more": false, "batch-question id": true, "batch-question via": true}, ""},
		{map[string]bool{"why note": true, "batch-question id": false, "batch-question via": true}, "why name was promised and is gone"},
		{map[string]bool{"why name": true, "why note": true, "batch-question id": false, "batch-question via": true}, "why name was always there and may be left out now"},
		{map[string]bool{"why name": false, "why note": true, "batch-question id": false, "batch-question via": false}, "batch-question via could be left out and is needed now"},
	} {
		if got := strings.Join(broken(promised, c.now), "; "); got != c.want {
			t.Errorf("%v: %q, want %q", c.now, got, c.want)
		}
	}
}
