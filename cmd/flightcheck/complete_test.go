package main

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/complete"
)

// textsOf are the words that are suggested for a line, whose last word is what
// stands behind the last space.
func textsOf(t *testing.T, line string) ([]string, complete.Reply) {
	t.Helper()
	r, err := completer(newApp(io.Discard, io.Discard)).Suggest(strings.Split(line, "|"))
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	var texts []string
	for _, s := range r.List {
		texts = append(texts, s.Text)
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
		if _, r := textsOf(t, line); r.Files != want {
			t.Errorf("%q: files %v, want %v", line, r.Files, want)
		}
	}
}
