package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/strictyaml"
)

func budapest(tb testing.TB) *Set {
	tb.Helper()
	s, err := Builtin("budapest-2025")
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// Every built-in set can be read, and its default flight is one that it understands.
func TestBuiltin(t *testing.T) {
	names := BuiltinNames()
	if !slices.Contains(names, "budapest-2025") {
		t.Fatalf("%v", names)
	}
	for _, n := range names {
		s, err := Builtin(n)
		if err != nil {
			t.Fatal(err)
		}
		if f, ok := s.Flight(); ok {
			if err := s.Validate(f); err != nil {
				t.Errorf("%s: %v", n, err)
			}
		}
		for r := range s.Rules() {
			if r.Basis != Article && r.Layer != LayerDefault && len(r.Sources) == 0 && r.Basis != Assumption {
				t.Errorf("%s: the rule %s has no source", n, r.ID)
			}
		}
	}
	if _, err := Builtin("budapest"); err == nil || !strings.Contains(err.Error(), `did you mean "budapest-2025"?`) {
		t.Errorf("%v", err)
	}
}

// The built-in sets are read by the trees of their texts.
func TestBuiltinTrees(t *testing.T) {
	for _, name := range BuiltinNames() {
		text, _ := data.Policy(name)
		tree, ok := data.PolicyTree(name)
		want, err := strictyaml.EncodeTree([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if !ok || tree != string(want) {
			t.Errorf("%s has a tree of %d bytes that is not that of its text, of %d; run go generate ./data", name, len(tree), len(want))
		}
	}
}

// The default rules can be read, and each names its article.
func TestDefaultRules(t *testing.T) {
	rules, err := readDefaults()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"DEFAULT-HOME", "DEFAULT-3C", "DEFAULT-5", "DEFAULT-6", "DEFAULT-TRANSIT"}; !slices.Equal(ids(rules), want) {
		t.Errorf("%v, want %v", ids(rules), want)
	}
	for _, r := range rules {
		if r.Layer != LayerDefault || r.Basis != Law || !strings.Contains(r.Act, "Art. ") {
			t.Errorf("%s: %s, %s, %q", r.ID, r.Layer, r.Basis, r.Act)
		}
	}
}
