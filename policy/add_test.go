package policy

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// under is a set that covers two States and knows people, blocs and zones.
const under = `version: 1
set: base
as_of: 2025-10-24
covers: [BG, RS]
people: [{id: putin}]
blocs: [{id: EU, members: [{iso: BG}]}]
zones: [UKLV]
rules:
  - {id: EU-BAN, issuer: EU, territory: ['bloc:EU'], subject: {registration: [RU]}, effect: ban, basis: law}
  - {id: PARADE, issuer: BG, territory: [BG], subject: {registration: [FR], purpose: [parade], any_of: [{cargo: [arms]}, {kind: state}]}, effect: deny, basis: law}
`

// reader1 reads one text whatever the name.
func reader1(text string) func(string) ([]byte, error) {
	return func(string) ([]byte, error) { return []byte(text), nil }
}

const oneRule = "id: BG-YES\nissuer: BG\nterritory: [BG]\nsubject: {persons: [putin]}\neffect: permit\nbasis: assumption\n"

// A rule, a list of rules and a whole file do the same.
func TestAdd(t *testing.T) {
	list := "- " + strings.ReplaceAll(strings.TrimSpace(oneRule), "\n", "\n  ") + "\n"
	for name, text := range map[string]string{
		"one rule":      oneRule,
		"in braces":     "{id: BG-YES, issuer: BG, territory: [BG], subject: {persons: [putin]}, effect: permit, basis: assumption}",
		"a list":        list,
		"in brackets":   "[{id: BG-YES, issuer: BG, territory: [BG], subject: {persons: [putin]}, effect: permit, basis: assumption}]",
		"a whole file":  "version: 1\ncovers: [BG]\nrules:\n" + list,
		"with comments": "# what if\n---\n" + oneRule,
	} {
		s, err := mustParse(t, under).Add("yes.yaml", reader1(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := s.Decide(statePlane(), over("BG"), At{}, Overflight); d.Status != Open || d.Winner().ID != "BG-YES" {
			t.Errorf("%s: Bulgaria is %v", name, d.Status)
		}
		if d := s.Decide(civil("FR"), over("TR"), At{}, Overflight); d.Status != Unknown {
			t.Errorf("%s: Turkey, which nothing covers, is %v", name, d.Status)
		}
		if info := s.Info(); len(info) != 2 || info[0].Name != "base" || info[1].Name != "yes" || info[1].Rules != 1 {
			t.Errorf("%s: layers %+v", name, info)
		}
	}
}

// A layer that is added to a set without limits has none.
func TestAddCoversEverywhere(t *testing.T) {
	s, err := mustParse(t, "version: 1\nset: all\nrules: []\n").Add("yes.yaml", reader1(strings.Replace(oneRule, "[putin]", "[]", 1)))
	if err == nil {
		t.Fatalf("an empty list was read: %v", s.Info())
	}
	s, err = mustParse(t, "version: 1\nset: all\npeople: [{id: putin}]\nrules: []\n").Add("yes.yaml", reader1(oneRule))
	if err != nil {
		t.Fatal(err)
	}
	if d := s.Decide(civil("FR"), over("TR"), At{}, Overflight); d.Status != Open {
		t.Errorf("Turkey is %v", d.Status)
	}
}

// Faults have the line and column of the file that was given.
func TestAddFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"an effect":       {strings.Replace(oneRule, "permit", "permitt", 1), `what-if.yaml:5:9: unknown effect "permitt"; did you mean "permit"?`},
		"a key in a list": {"- id: A\n  isuer: BG\n", `what-if.yaml:2:3: unknown key "isuer" in a rule; did you mean "issuer"?`},
		"a person":        {strings.Replace(oneRule, "putin", "puttin", 1), `what-if.yaml:4:21: unknown person "puttin"; did you mean "putin"?`},
		"another content": {strings.Replace(oneRule, "BG-YES", "PARADE", 1), `what-if.yaml:1:1: the rule "PARADE" says something else than in test.yaml, line 10`},
		"nothing":         {"", `what-if.yaml: the file is empty`},
		"a word":          {"yes", `what-if.yaml:1:1: the set must be a mapping`},
		"not YAML":        {"a: [", `what-if.yaml`},
		"twice":           {"- " + flow + "\n- " + flow + "\n", `what-if.yaml:2:3: the rule "A" is given twice`},
	} {
		s, err := mustParse(t, under).Add("what-if.yaml", reader1(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || s != nil {
			t.Errorf("%s: %v\nwant %s", name, err, c.want)
		}
	}
	if _, err := mustParse(t, under).Add("gone.yaml", func(string) ([]byte, error) { return nil, fs.ErrNotExist }); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := (*Set)(nil).Add("what-if.yaml", reader1(oneRule)); err == nil {
		t.Error("a rule was added to no set")
	}
	if _, err := mustParse(t, under).Add("no-such-set", nil); err == nil || !strings.Contains(err.Error(), "no-such-set") {
		t.Errorf("a name that is no set: %v", err)
	}
}

const flow = "{id: A, issuer: BG, territory: [BG], effect: permit, basis: law}"

// A built-in set can be added by name.
func TestAddBuiltin(t *testing.T) {
	s, err := mustParse(t, "version: 1\nset: mine\nrules: []\n").Add(BuiltinNames()[0], nil)
	if err != nil || len(s.Info()) < 2 {
		t.Fatalf("%v, %v", s.Info(), err)
	}
}

// Whatever the text, Add returns a set or errors, and a set has the rules of both.
func FuzzAdd(f *testing.F) {
	for _, s := range []string{oneRule, "[" + flow + "]", "- " + flow, flow, "", "[]", "version: 1\nrules: []", "id: [a]", "- - a", "id: A\nid: B", "&a [*a]"} {
		f.Add(s)
	}
	for _, text := range hostileYAML {
		f.Add(text)
	}
	s, err := Parse("base.yaml", []byte(under))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		out, err := s.Add("fuzz.yaml", reader1(text))
		if (out == nil) == (err == nil) {
			t.Fatalf("%v, %v", out, err)
		}
		if out == nil {
			if !strings.Contains(text, "extend") { // of another file, which is the same text here
				checkFaults(t, err, []byte(text))
			}
			return
		}
		if _, ok := out.Rule("EU-BAN"); !ok {
			t.Error("the set lost a rule")
		}
		out.Decide(statePlane(), over("BG"), At{}, Overflight)
	})
}

// A permit without a head changes its own State alone.
func TestAddChangesOneState(t *testing.T) {
	s, err := Builtin("budapest-2025")
	if err != nil {
		t.Fatal(err)
	}
	flight, _ := s.Flight()
	rapid.Check(t, func(t *rapid.T) {
		states := s.Info()[0].Covers
		state, other := rapid.SampledFrom(states).Draw(t, "state"), rapid.SampledFrom(states).Draw(t, "other")
		more, err := s.Add("x.yaml", reader1("{id: X, issuer: "+state+", territory: ["+state+"], effect: permit, basis: assumption, layer: case}"))
		if err != nil {
			t.Fatal(err)
		}
		for _, scope := range Scopes() {
			before, after := s.Decide(flight, over(other), At{}, scope).Status, more.Decide(flight, over(other), At{}, scope).Status
			if other != state && before != after {
				t.Fatalf("a permit of %s changes %s for %s: %v, %v", state, other, scope, before, after)
			}
			if after.Worse(before) {
				t.Fatalf("a permit of %s makes %s worse for %s: %v, %v", state, other, scope, before, after)
			}
		}
	})
}

// Purpose and cargo are words that rules name, or ordinary.
func TestValidateLoad(t *testing.T) {
	s := mustParse(t, under)
	for _, c := range []struct{ purpose, cargo, want string }{
		{"", "", ""},
		{"parade", "arms", ""},
		{"ordinary", "ordinary", ""},
		{"prade", "", `unknown purpose "prade"; did you mean "parade"?; rules name parade; for any other write ordinary`},
		{"", "flowers", `unknown cargo "flowers"; rules name arms; for any other write ordinary`},
		{"holiday", "flowers", "unknown purpose \"holiday\"; rules name parade; for any other write ordinary\nunknown cargo \"flowers\"; rules name arms; for any other write ordinary"},
	} {
		got := ""
		if err := s.ValidateLoad(Flight{Purpose: c.purpose, Cargo: c.cargo}); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("purpose %q, cargo %q: %s\nwant %s", c.purpose, c.cargo, got, c.want)
		}
	}
	if err := mustParse(t, "version: 1\nrules: []\n").ValidateLoad(Flight{Cargo: "arms"}); err == nil || !strings.Contains(err.Error(), "no rule asks for the cargo") {
		t.Errorf("no rule asks for the cargo: %v", err)
	}
}
