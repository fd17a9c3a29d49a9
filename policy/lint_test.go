package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// lintHead is what the sets of the lint's tests have before their rules.
const lintHead = `version: 1
set: test
as_of: 2025-10-24
people: [{id: putin}, {id: lavrov}]
blocs:
  - {id: EU, note: For tests., members: [{iso: PL, from: 2004-05-01}, {iso: GB, from: 1973-01-01, to: 2020-01-31}, {iso: FR}, {iso: DK}], sources: [{publisher: A, link: 'https://example.org/'}]}
`

// used uses everybody in lintHead, and is without fault itself.
const used = `{id: used, issuer: EU, territory: ["bloc:EU"], effect: advise, basis: assumption, subject: {any_of: [{persons: [putin]}, {persons: [lavrov]}]}}`

// kindsOf returns the severities, codes and rules of findings.
func kindsOf(list []Finding) []string {
	var out []string
	for _, f := range list {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Rule)))
	}
	return out
}

// lint lints a set of rules.
func lint(tb testing.TB, o LintOptions, head string, rules ...string) []Finding {
	tb.Helper()
	return Lint(mustParse(tb, lintHead+head+"rules:\n"+ruleLines(append(slices.Clone(rules), used))), o)
}

// areas are the territories of the tests.
var areas = []Territory{
	{Code: "PL", State: "PL"}, {Code: "FR", State: "FR"}, {Code: "GF", State: "FR"}, {Code: "DK", State: "DK"}, {Code: "TR", State: "TR"}, {Code: "GB", State: "GB"},
}

// polish writes a rule of Poland that rests on an assumption, with more keys.
func polish(id, effect, more string) string {
	if !strings.Contains(more, "issuer:") {
		more += ", issuer: PL"
	}
	if !strings.Contains(more, "territory:") {
		more += ", territory: [PL]"
	}
	if !strings.Contains(more, "basis:") {
		more += ", basis: assumption"
	}
	return "{id: " + id + ", effect: " + effect + ", " + strings.TrimPrefix(strings.TrimSpace(more), ",") + "}"
}

var lintCases = map[string]struct {
	head    string
	rules   []string
	options LintOptions
	want    []string
}{
	"clean": {rules: []string{polish("a", "ban", "subject: {registration: [RU]}")}},

	"no source":   {rules: []string{polish("a", "ban", "basis: law")}, want: []string{"error missing-source a"}},
	"no link":     {rules: []string{polish("a", "ban", "basis: press, sources: [{publisher: A}]")}, want: []string{"warning missing-link a"}},
	"the article": {rules: []string{polish("a", "ban", "basis: article, sources: [{publisher: A}]")}},

	"ended before the set":   {rules: []string{polish("a", "ban", "until: 2018-01-01")}, want: []string{"note expired a"}},
	"ended before the asker": {rules: []string{polish("a", "ban", "until: 2026-01-01")}, options: LintOptions{Date: Day(2026, 2, 1)}, want: []string{"warning expired a"}},
	"still holds":            {rules: []string{polish("a", "ban", "until: 2025-10-24")}},
	"end not known":          {rules: []string{polish("a", "ban", "until: unknown")}, want: []string{"note until-unknown a"}},
	"stated later":           {rules: []string{polish("a", "ban", "stated: 2025-10-20, from: 2025-10-16")}, want: []string{"note stated-after-from a"}},
	"stated too late":        {rules: []string{polish("a", "ban", "stated: 2025-10-25")}, want: []string{"note stated-after-as-of a"}},
	"announced closure":      {rules: []string{polish("a", "close", "standing: announced")}, want: []string{"note soft-closure a"}},
	"whom to tell":           {rules: []string{polish("a", "require-permission", "notice_hours: 48")}, want: []string{"note notice-without-authority a"}},

	"all taken out":        {rules: []string{polish("a", "ban", "except: [PL]")}, want: []string{"error empty-territory a"}},
	"no area":              {rules: []string{polish("a", "ban", "territory: [PL, SE]")}, options: LintOptions{Territories: areas}, want: []string{"warning unknown-code a"}},
	"covers no area":       {head: "covers: [PL, SE, FR, DK]\n", rules: []string{polish("a", "ban", "")}, options: LintOptions{Territories: areas}, want: []string{"warning unknown-code"}},
	"except what is out":   {rules: []string{polish("a", "ban", "issuer: EU, territory: ['bloc:EU'], except: [GF, TR]")}, options: LintOptions{Territories: areas}, want: []string{"note except-idle a"}},
	"permits what is left": {head: "covers: [FR]\n", rules: []string{polish("a", "permit", ""), polish("b", "ban", "territory: [TR]")}, want: []string{"warning outside-covers a", "note outside-covers b"}},
	"zones": {
		head: "zones: [A, B, C]\n", rules: []string{polish("a", "deny", "territory: ['zone:A']"), polish("b", "deny", "outline: B")}, options: LintOptions{Zones: []string{"B"}},
		want: []string{"warning unused-zone", "warning unknown-zone a"},
	},

	"nobody left":           {rules: []string{polish("a", "ban", "subject: {persons: [putin], persons_not: [putin, lavrov]}")}, want: []string{"error empty-subject a"}},
	"no registration left":  {rules: []string{polish("a", "ban", "from: 2010-01-01, subject: {registration: [PL, FR], registration_not: ['bloc:EU']}")}, want: []string{"error empty-subject a"}},
	"it was no member then": {rules: []string{polish("a", "ban", "from: 2000-01-01, until: 2025-12-31, subject: {registration: [PL, FR], registration_not: ['bloc:EU']}")}},
	"the same end":          {rules: []string{polish("a", "ban", "subject: {origin: [RU], origin_not: [RU]}")}, want: []string{"error empty-subject a"}},
	"a dead group":          {rules: []string{polish("a", "ban", "subject: {kind: civil, any_of: [{kind: state}, {registration: [RU]}]}")}, want: []string{"warning dead-group a"}},
	"only dead groups": {
		rules: []string{polish("a", "ban", "subject: {levels: {to_fl: 95}, any_of: [{levels: {from_fl: 100}}]}, scope: [overflight]")},
		want:  []string{"warning dead-group a", "error empty-subject a"},
	},
	"landing passes all levels": {rules: []string{polish("a", "ban", "subject: {levels: {to_fl: 95}, any_of: [{levels: {from_fl: 100}}]}, scope: [landing]")}},

	"lifts what is elsewhere": {
		rules: []string{polish("a", "permit", "territory: [TR], overrides: [b]"), polish("b", "ban", "")}, want: []string{"warning override-idle a"},
	},
	"lifts another flight": {
		rules: []string{polish("a", "permit", "subject: {kind: state}, overrides: [b]"), polish("b", "ban", "subject: {kind: civil}")}, want: []string{"warning override-idle a"},
	},
	"lifts a closure": {rules: []string{polish("a", "permit", "overrides: [b]"), polish("b", "close", "")}, want: []string{"warning override-higher a"}},
	"lifts what is behind": {
		rules: []string{polish("a", "permit", "layer: case, overrides: [b, DEFAULT-3C]"), polish("b", "ban", "")}, want: []string{"note override-lower a"},
	},

	"always lifted": {
		rules: []string{polish("a", "permit", "overrides: [b]"), polish("b", "ban", "subject: {registration: [RU]}")}, want: []string{"error unreachable b"},
	},
	"always beaten": {
		rules: []string{polish("a", "ban", ""), polish("b", "require-permission", "subject: {kind: state}")}, want: []string{"error unreachable b"},
	},
	"beaten by the bloc": {
		rules: []string{polish("a", "ban", "issuer: EU, territory: ['bloc:EU']"), polish("b", "require-permission", "from: 2010-01-01")}, want: []string{"warning unreachable b"},
	},
	"before it was a member":   {rules: []string{polish("a", "ban", "issuer: EU, territory: ['bloc:EU']"), polish("b", "require-permission", "")}},
	"own permit before a bloc": {rules: []string{polish("a", "ban", "issuer: EU, territory: ['bloc:EU']"), polish("b", "permit", "from: 2010-01-01")}},

	"an announced permit": {rules: []string{polish("a", "permit", "standing: announced"), polish("b", "permit", "subject: {kind: civil}")}},
	"permits and refuses": {
		rules: []string{polish("a", "permit", "subject: {registration: [RU, BY]}"), polish("b", "ban", "subject: {registration: ['bloc:EU', RU]}")}, want: []string{"error contradiction b"},
	},
	"both on board": {
		rules: []string{polish("a", "permit", "subject: {persons: [putin]}"), polish("b", "deny", "subject: {persons: [lavrov], levels: {from_fl: 200}}")}, want: []string{"error contradiction b"},
	},
	"one lifts the other":    {rules: []string{polish("a", "permit", "subject: {registration: [RU]}, overrides: [b]"), polish("b", "ban", "subject: {kind: civil}")}},
	"refuses some":           {rules: []string{polish("a", "permit", "subject: {kind: civil}"), polish("b", "ban", "subject: {kind: civil, registration: [RU]}")}},
	"on other days":          {rules: []string{polish("a", "permit", "until: 2025-10-01, subject: {registration: [RU]}"), polish("b", "ban", "from: 2025-10-02, subject: {kind: civil}")}, want: []string{"note expired a"}},
	"another scope":          {rules: []string{polish("a", "permit", "scope: [overflight], subject: {registration: [RU]}"), polish("b", "ban", "scope: [landing], subject: {kind: civil}")}},
	"a later decision":       {rules: []string{polish("a", "permit", "layer: case, stated: 2025-10-01, subject: {registration: [RU]}"), polish("b", "ban", "layer: case, stated: 2025-10-02, subject: {kind: civil}")}},
	"no flight for certain":  {rules: []string{polish("a", "permit", "subject: {carrier_list: X}"), polish("b", "ban", "subject: {kind: civil}")}},
	"outlines of two places": {head: "zones: [A, B]\n", rules: []string{polish("a", "permit", "outline: A, subject: {kind: civil}"), polish("b", "ban", "outline: B")}},

	"dates overlap":     {rules: []string{polish("a", "ban", "until: 2026-01-01"), polish("b", "ban", "from: 2025-12-31")}, want: []string{"warning overlapping-dates b"}},
	"dates follow":      {rules: []string{polish("a", "ban", "until: 2025-12-31"), polish("b", "ban", "from: 2026-01-01")}},
	"one adds to other": {rules: []string{polish("a", "ban", ""), polish("b", "ban", "adds_to: a")}},
	"says no more":      {rules: []string{polish("a", "ban", "territory: [PL, FR]"), polish("b", "ban", "subject: {kind: civil}")}, want: []string{"note redundant b"}},

	"capitals":        {rules: []string{polish("a", "ban", "scope: [landing]"), polish("A", "ban", "scope: [overflight]")}, want: []string{"warning case-only"}},
	"a zone for none": {head: "zones: [A]\n", want: []string{"warning unused-zone"}},
}

func TestLint(t *testing.T) {
	seen := map[string]bool{"unused-bloc": true, "unused-person": true} // TestLintNames
	for name, c := range lintCases {
		t.Run(name, func(t *testing.T) {
			got := lint(t, c.options, c.head, c.rules...)
			for _, f := range got {
				seen[f.Code] = true
				if f.File != "test.yaml" || f.What == "" {
					t.Errorf("%+v", f)
				}
			}
			if diff := gocmp.Diff(slices.Sorted(slices.Values(c.want)), slices.Sorted(slices.Values(kindsOf(got)))); diff != "" {
				t.Fatalf("(-want +got):\n%s\n%v", diff, got)
			}
		})
	}
	for _, code := range LintCodes() {
		if !seen[code[0]] || code[1] == "" {
			t.Errorf("no case finds %s", code[0])
		}
		delete(seen, code[0])
	}
	if len(seen) > 0 {
		t.Errorf("codes that LintCodes does not tell: %v", seen)
	}
}

// Findings stand at the very key if the text is at hand.
func TestLintNames(t *testing.T) {
	const text = `version: 1
people:
  - id: putin
    note: A warrant.
blocs:
  - {id: EU, members: [{iso: PL, from: 2004-05-01}]}
  - {id: NEW, members: [{iso: "bloc:EU"}], note: Ours.}
rules:
  - id: a
    issuer: EU
    territory: ["bloc:NEW"]
    effect: ban
    until: 2000-01-01
    basis: law
`
	s := mustParse(t, text)
	var got []string
	for _, f := range Lint(s, LintOptions{Source: func(string) []byte { return []byte(text) }}) {
		got = append(got, f.String())
	}
	want := []string{
		"test.yaml:3:5: note: missing-source: the note on putin names no source; add sources:",
		"test.yaml:3:5: note: unused-person: no rule names putin",
		"test.yaml:6:5: warning: missing-source: the bloc EU names no source for its members; add sources:, or say in note where the members are from",
		"test.yaml:7:5: note: missing-source: the bloc NEW names no source for its members, only a note; add sources:",
		"test.yaml:11:5: error: empty-territory: a: nothing is left of the territory bloc:NEW while the rule holds; look at the days of the members",
		"test.yaml:14:5: error: missing-source: a: the basis is law, and no source is named; add sources:, or write basis: assumption",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	plain := Lint(s, LintOptions{})
	if len(plain) != len(want) || plain[len(plain)-1].Line != 9 || Lint(nil, LintOptions{}) != nil {
		t.Fatalf("%v", plain)
	}
	unused := kindsOf(Lint(mustParse(t, "version: 1\nblocs: [{id: ABC, note: Ours., members: [{iso: PL}]}]\nrules: []\n"), LintOptions{}))
	if diff := gocmp.Diff([]string{"note missing-source", "note unused-bloc"}, unused); diff != "" {
		t.Fatal(diff)
	}
}

// The built-in sets have neither errors nor contradictions.
func TestLintBuiltin(t *testing.T) {
	s, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Lint(s, LintOptions{}) {
		if f.Severity == SeverityError {
			t.Error(f)
		}
		if f.Line == 0 || f.File == "" {
			t.Errorf("without its place: %v", f)
		}
	}
}

// What is called unreachable never decides, what is called empty never applies, and
// the order of the rules does not matter to what is found.
func TestLintProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		s := drawSet(t, rules)
		findings := Lint(s, LintOptions{})
		for range 4 {
			f, where := drawFlight(t), drawTerritory(t)
			at := At{AsOf: pick(t, "as of", When{}, When{}, Day(2025, 10, 1), Day(2025, 10, 2))}
			for _, scope := range Scopes() {
				d := s.Decide(f, where, at, scope)
				for _, x := range findings {
					switch w := d.Winner(); {
					case x.Code == "unreachable" && w != nil && w.ID == x.Rule:
						t.Fatalf("%v\nand it decides: %v", x, spoken(d))
					case (x.Code == "empty-subject" || x.Code == "empty-territory") && slices.Contains(ids(d.Rules()), x.Rule):
						t.Fatalf("%v\nand it applies: %v", x, spoken(d))
					}
				}
			}
		}
		again, err := Parse("drawn.yaml", []byte(file+ruleLines(rapid.Permutation(rules).Draw(t, "order"))))
		if err != nil {
			t.Fatal(err)
		}
		kinds := func(list []Finding) []string {
			var out []string
			for _, f := range list {
				switch f.Code { // which of a pair is named first depends on the order
				case "unreachable", "empty-subject", "empty-territory", "dead-group", "override-idle", "override-higher":
					out = append(out, f.Code+" "+f.Rule)
				case "contradiction", "overlapping-dates":
					pair := append([]string{f.Rule}, f.Others...)
					slices.Sort(pair)
					out = append(out, f.Code+" "+strings.Join(pair, " "))
				}
			}
			slices.Sort(out)
			return out
		}
		if diff := gocmp.Diff(kinds(findings), kinds(Lint(again, LintOptions{}))); diff != "" && s.Info()[0].Covers == nil {
			t.Fatalf("(-one order +another):\n%s", diff)
		}
	})
}

// How long the built-in sets take.
func BenchmarkLint(b *testing.B) {
	s, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if len(Lint(s, LintOptions{})) == 0 {
			b.Fatal("nothing was found")
		}
	}
}

func ExampleLint() {
	s, err := Parse("rules.yaml", []byte(`version: 1
rules:
  - {id: WARM, issuer: PL, territory: [PL], subject: {registration: [RU]}, effect: permit, basis: assumption}
  - {id: COLD, issuer: PL, territory: [PL], subject: {kind: civil}, effect: ban, basis: law}
`))
	if err != nil {
		panic(err)
	}
	for _, f := range Lint(s, LintOptions{}) {
		fmt.Println(f)
	}
	// Output:
	// rules.yaml:4:5: error: contradiction: COLD: COLD and WARM by the same issuer both apply to a civil flight of RU over PL on 2025-01-01 (overflight); COLD refuses it and WARM permits it; let one override the other, or narrow one
	// rules.yaml:4:5: error: missing-source: COLD: the basis is law, and no source is named; add sources:, or write basis: assumption
}

func ExampleFormat() {
	out, err := Format("rules.yaml", []byte(`version: 1
rules: # of a test
- {effect: ban, id: COLD, issuer: PL, basis: assumption, territory: [SE, "NO"], from: "2025-10-30"}
`))
	if err != nil {
		panic(err)
	}
	fmt.Print(string(out))
	// Output:
	// version: 1
	// rules: # of a test
	//   - id: COLD
	//     issuer: PL
	//     territory: ['NO', SE]
	//     effect: ban
	//     from: 2025-10-30
	//     basis: assumption
}
