package complete

import (
	"slices"
	"strings"
	"testing"

	"github.com/biter777/countries"

	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
)

// What is suggested for a place says which it is, and at most a screen of them is shown.
func TestSuggestedPlacesAreFound(t *testing.T) {
	for _, word := range []string{"s", "San ", "MOS", "Wien", "東"} {
		r := Places(word)
		if len(r.List) == 0 || len(r.List) > mostPlaces || r.Files {
			t.Errorf("%q: %d places", word, len(r.List))
		}
		for _, s := range r.List {
			p, err := place.Lookup(s.Text)
			if err != nil || p.Beginning || s.Says != p.Name+", "+policy.StateName(p.Country) {
				t.Errorf("%q: %q is %q, %v, and says %q", word, s.Text, p.Name, err, s.Says)
			}
			if !strings.HasPrefix(s.Text, word) {
				t.Errorf("%q: %q begins otherwise", word, s.Text)
			}
		}
	}
}

// Every State can be reached by its name, and is the one that it says.
func TestSuggestedStatesAreFound(t *testing.T) {
	found := map[string]bool{}
	for r := 'a'; r <= 'z'; r++ {
		for _, s := range States(string(r)).List {
			if code, err := policy.StateNamed(s.Text); err != nil || code != s.Says {
				t.Errorf("%q is %q, %v, want %q", s.Text, code, err, s.Says)
			}
			found[s.Says] = true
		}
	}
	var missing []string
	for _, c := range countries.All() {
		if code := c.Alpha2(); policy.ValidState(code) && !found[code] {
			missing = append(missing, code+" "+policy.StateName(code))
		}
	}
	if len(missing) > 0 {
		t.Errorf("no name leads to %q", missing)
	}
}

// What is read of the built-in sets line by line is what they hold.
func TestScanOfTheSets(t *testing.T) {
	set, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	var rules, people, purposes, cargoes []string
	for r := range set.Rules() {
		if r.Layer != policy.LayerDefault {
			rules = append(rules, r.ID)
		}
		for _, s := range append([]policy.Subject{r.Subject}, r.Subject.AnyOf...) {
			purposes, cargoes = append(purposes, s.Purpose...), append(cargoes, s.Cargo...)
		}
	}
	for _, p := range set.People() {
		people = append(people, p.ID)
	}
	got := scanSets()
	for what, x := range map[string]struct{ got, want []string }{
		"rules": {textsOf(got.rules), rules}, "people": {textsOf(got.people), people}, "purpose": {got.words["purpose"], purposes}, "cargo": {got.words["cargo"], cargoes},
	} {
		slices.Sort(x.want)
		if want := slices.Compact(x.want); !slices.Equal(x.got, want) {
			t.Errorf("%s: %q, want %q", what, x.got, want)
		}
	}
}

func textsOf(list []Suggestion) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Text)
	}
	return out
}

// Several sources are one: what each knows, in their order.
func TestSources(t *testing.T) {
	for _, c := range []struct {
		name   string
		source Source
		word   string
		want   string
		files  bool
	}{
		{"words", Bare("text", "json", "geojson"), "", "text json geojson", false},
		{"words that begin so", Bare("text", "json", "geojson"), "g", "geojson", false},
		{"explained", Words(Suggestion{"all", "every route"}), "a", "all", false},
		{"files", Files, "x", "", true},
		{"both", Any(Bare("b", "ab"), Files, Bare("a")), "a", "ab a", true},
		{"nothing", nil, "a", "", false},
		{"sets", Sets, "world-", "world-2025", false},
		{"a fact", Facts("cargo"), "ordin", "ordinary", false},
		{"rules", Rules, "PL-PUTIN", "PL-PUTIN-2025", false},
		{"people", People, "put", "putin", false},
	} {
		r := from(c.source, c.word)
		if got := strings.Join(textsOf(r.List), " "); got != c.want || r.Files != c.files {
			t.Errorf("%s: %q, files %v, want %q, %v", c.name, got, r.Files, c.want, c.files)
		}
	}
}

// Who asks a source leaves it as it was.
func TestSourceIsAskedAgain(t *testing.T) {
	s := Bare("text", "json", "geojson")
	s("g")
	if got := textsOf(s("").List); !slices.Equal(got, []string{"text", "json", "geojson"}) {
		t.Errorf("the second answer is %q", got)
	}
}
