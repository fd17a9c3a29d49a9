package main

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/biter777/countries"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/policy"
)

// textsOf are the words that are suggested for a line, whose last word is what
// stands behind the last space.
func textsOf(t *testing.T, line string) ([]string, reply) {
	t.Helper()
	r, err := suggest(newApp(io.Discard, io.Discard), strings.Split(line, "|"))
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	var texts []string
	for _, s := range r.list {
		texts = append(texts, s.text)
	}
	return texts, r
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct{ line, has, hasNot string }{
		// commands and topics
		{"", "check why policy completion help", "moscow --format"},
		{"poli", "policy", "check"},
		{"policy|", "list show lint test diff fmt schema", "check"},
		{"policy|li", "list lint", "show"},
		{"help|", "check policy formats exit-codes man", "moscow"},
		{"help|policy|", "list", "formats"},
		{"completion|", "bash zsh fish powershell", ""},
		{"moscow|che", "chennai", "check"},
		{"--|poli", "", "policy"},
		// places
		{"mosc", "moscow", "check"},
		{"Mosc", "Moscow", "moscow"},
		{"moscow|budap", "budapest", ""},
		{"moscow|budapest|par", "", "paris"},
		{"check|moscow|budapest|par", "paris", ""},
		{"Mün", "Münich Münster", "munich"},
		{"new y", "new york city", ""},
		{"New ", "New York City New Delhi", "Newcastle"},
		{"Киї", "Київ", ""},
		{"VK", "VKO", "vko"},
		{"LO", "LON LONDON", ""},
		{"55.", "", "moscow"},
		{"moscow, r", "", "moscow"},
		{"--kind|civil|mosc", "moscow", ""},
		{"airspace|at|sevas", "sevastopol", ""},
		{"--|mosc", "moscow", ""},
		// States
		{"why|pol", "poland", "PL"},
		{"why|Pol", "Poland", "poland"},
		{"why|P", "PL Poland", "poland"},
		{"why|poland|mosc", "moscow", ""},
		{"why|united k", "united kingdom", "united states"},
		{"a|b|--grant|bulg", "bulgaria", ""},
		{"a|b|--registration|R", "RU RO", "DE"},
		// flags
		{"a|b|--form", "--format", "--json"},
		{"a|b|-", "--format --kind --quiet --help", "-o"},
		{"a|b|-o", "-o", ""},
		{"a|b|--kind|civil|--k", "", "--kind"},
		{"a|b|--grant|RO|--gr", "--grant", ""},
		{"policy|list|--", "--format --json", "--kind"},
		{"policy|lint|--st", "--strict", ""},
		// their values
		{"a|b|--format|", "text json geojson permits permits-csv", "yaml"},
		{"why|PL|--format|", "text json", "geojson"},
		{"a|b|--format|perm", "permits permits-csv", "text"},
		{"a|b|--format=perm", "--format=permits --format=permits-csv", "permits"},
		{"map|a|b|--format|s", "svg", "png"},
		{"a|b|--worldview|", "un defacto", ""},
		{"a|b|--kind|", "state civil", ""},
		{"a|b|--basis|", "article law notam statement press assumption", ""},
		{"a|b|--purpose|", "ordinary military-transport", ""},
		{"a|b|--cargo|", "ordinary", ""},
		{"a|b|--person|", "putin", ""},
		{"a|b|--policy|", "budapest-2025 world-2025", ""},
		{"a|b|--without|PL-", "PL-PUTIN-2025", "EU-RU-3D"},
		{"a|b|--route|", "all", ""},
		{"a|b|--date|", "", "2025-10-30"},
		{"a|b|--json=", "", "--json=true"},
		{"a|b|--nonsense=", "", "text"},
		{"policy|show|", "budapest-2025 EU-RU-3D", "putin"},
		{"policy|show|budapest-2025|BG", "BG-PUTIN-2025", ""},
		{"schema|", "", "moscow"},
	} {
		texts, _ := textsOf(t, c.line)
		for _, w := range splitWords(c.has) {
			if !slices.Contains(texts, w) {
				t.Errorf("%q: %q is not among %q", c.line, w, texts)
			}
		}
		for _, w := range splitWords(c.hasNot) {
			if slices.Contains(texts, w) {
				t.Errorf("%q: %q is among %q", c.line, w, texts)
			}
		}
	}
}

// splitWords takes a list of suggestions apart; those of several words are known.
func splitWords(s string) []string {
	var out []string
	for _, known := range []string{"new york city", "New York City", "New Delhi", "united kingdom", "united states"} {
		if strings.Contains(s, known) {
			out = append(out, known)
			s = strings.ReplaceAll(s, known, "")
		}
	}
	return append(out, strings.Fields(s)...)
}

func TestSuggestFiles(t *testing.T) {
	for line, want := range map[string]bool{
		"a|b|--with|": true, "a|b|--policy|": true, "a|b|--output|": true, "a|b|-o|x": true, "policy|lint|": true, "policy|fmt|": true,
		"airspace|lint|": true, "a|b|--countries|": true, "a|b|--kind|": false, "mosc": false, "why|": false, "policy|show|budapest-2025|": false,
	} {
		if _, r := textsOf(t, line); r.files != want {
			t.Errorf("%q: files %v, want %v", line, r.files, want)
		}
	}
}

// What is suggested is found: places are not refused, and at most a screen of them
// is shown, the largest first.
func TestSuggestedPlacesAreFound(t *testing.T) {
	for _, word := range []string{"s", "sa", "San ", "st", "par", "le", "al", "geor", "lux", "K", "MOS", "Wien", "東", "м"} {
		texts, r := textsOf(t, "check|"+word)
		if len(texts) == 0 || len(texts) > mostPlaces {
			t.Errorf("%q: %d places", word, len(texts))
		}
		for i, s := range r.list {
			p, err := place.Lookup(s.text)
			if err != nil || p.Beginning || s.says != placeWords(p.Place) {
				t.Errorf("%q: %q is %q, %v", word, s.text, p.Name, err)
			}
			if !strings.HasPrefix(s.text, word) {
				t.Errorf("%q: %q begins otherwise", word, s.text)
			}
			if slices.Contains(texts[:i], s.text) {
				t.Errorf("%q: %q twice", word, s.text)
			}
		}
	}
	if texts, _ := textsOf(t, "check|m"); texts[0] != "mumbai" {
		t.Errorf("m: the first is %q", texts[0])
	}
}

// Every State can be reached by its name, and is the one that it says.
func TestSuggestedStatesAreFound(t *testing.T) {
	found := map[string]bool{}
	for r := 'a'; r <= 'z'; r++ {
		for _, s := range statesFrom(string(r)) {
			if code, err := policy.StateNamed(s.text); err != nil || code != s.says {
				t.Errorf("%q is %q, %v, want %q", s.text, code, err, s.says)
			}
			found[s.says] = true
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
		"rules": {texts(got.rules), rules}, "people": {texts(got.people), people}, "purpose": {got.words["purpose"], purposes}, "cargo": {got.words["cargo"], cargoes},
	} {
		slices.Sort(x.want)
		if want := slices.Compact(x.want); !slices.Equal(x.got, want) {
			t.Errorf("%s: %q, want %q", what, x.got, want)
		}
	}
}

func texts(list []suggestion) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.text)
	}
	return out
}

func TestUnquote(t *testing.T) {
	for _, c := range []struct {
		raw, want string
		open      rune
	}{
		{"moscow", "moscow", 0},
		{`new\ york`, "new york", 0},
		{`"new yo`, "new yo", '"'},
		{`'new yo`, "new yo", '\''},
		{`"new york"`, "new york", 0},
		{`"a\"b\c`, `a"b\c`, '"'},
		{`'a\b'c`, `a\bc`, 0},
		{`--policy="my f`, "--policy=my f", '"'},
		{`end\`, "end", 0},
		{"", "", 0},
	} {
		if got, open := unquote(c.raw); got != c.want || open != c.open {
			t.Errorf("%s: %q, %q, want %q, %q", c.raw, got, open, c.want, c.open)
		}
	}
}

// What is quoted for bash is read back as it was.
func TestQuotedIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.RuneFrom([]rune("ab é'\"\\$`!*?[](){}<>|&;#~ x"))).Draw(t, "word")
		open := rapid.SampledFrom([]rune{0, '\'', '"'}).Draw(t, "open")
		raw := quoted("bash", word, open)
		if open != 0 {
			raw = string(open) + raw + string(open)
		}
		if got, left := unquote(raw); got != word || left != 0 {
			t.Fatalf("%q became %s, which is %q, %q", word, raw, got, left)
		}
	})
}

func TestQuotedForShells(t *testing.T) {
	for _, c := range []struct{ shell, word, want string }{
		{"bash", "new york", `new\ york`},
		{"zsh", "new york", "new york"},
		{"fish", "new york", "new york"},
		{"powershell", "new york", "'new york'"},
		{"powershell", "l'aquila", "'l''aquila'"},
		{"powershell", "moscow", "moscow"},
	} {
		if got := quoted(c.shell, c.word, 0); got != c.want {
			t.Errorf("%s: %s, want %s", c.shell, got, c.want)
		}
	}
}
