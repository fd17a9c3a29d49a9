package policy

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func layerOf(t *testing.T, name, text string) *Set {
	t.Helper()
	s, err := ParseLayer(name, []byte("version: 1\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const base = `set: base
as_of: 2025-10-24
flight: {registration: RU, kind: state, persons: [putin], date: 2025-10-30}
people: [{id: putin}]
blocs: [{id: EU, members: [{iso: PL}]}]
rules:
  - {id: ban, issuer: EU, territory: ["bloc:EU"], effect: ban, basis: law}
`

func TestLayers(t *testing.T) {
	a := layerOf(t, "a.yaml", base)
	b := layerOf(t, "b.yaml", `set: mine
as_of: 2020-01-01
flight: {registration: US}
rules:
  - {id: lift, issuer: PL, territory: [PL], subject: {persons: [putin]}, effect: require-permission, overrides: [ban], basis: law}
  - {id: more, issuer: NO, territory: ["bloc:EU"], effect: notify, basis: law}
`)
	if d := b.Decide(statePlane(), over("PL"), At{}, Overflight); d.Status != Unknown || !strings.Contains(d.Why(), "combine them") {
		t.Errorf("a layer alone decides: %v, %q", d.Status, d.Why())
	}
	if _, err := b.With(Grant("PL")); err == nil {
		t.Error("a layer alone takes overrides")
	}
	if _, err := Combine(b); err == nil || err.Error() != `b.yaml:6:65: unknown person "putin"; add the person to people
b.yaml:6:114: the rule "lift" refers to the rule "ban", which does not exist; write the id of a rule, or give the layer that holds it
b.yaml:7:40: unknown bloc "EU"; add the bloc to blocs` {
		t.Errorf("%v", err)
	}
	for _, order := range [][]*Set{{a, b}, {b, a}} {
		s, err := Combine(order...)
		if err != nil {
			t.Fatal(err)
		}
		if d := s.Decide(statePlane(), over("PL"), At{}, Overflight); d.Status != Permission || d.Winner().ID != "lift" || len(d.Flags()) != 1 {
			t.Errorf("%v by %v", d.Status, ids(d.Rules()))
		}
		f, _ := s.Flight()
		first, _ := order[0].Flight()
		if !cmp.Equal(f, first) || len(s.Info()) != 2 || s.Info()[0].Name != order[0].Info()[0].Name {
			t.Errorf("the first layer does not lead: %+v", f)
		}
	}
}

func TestSameRuleTwice(t *testing.T) {
	a := layerOf(t, "a.yaml", base)
	same := layerOf(t, "b.yaml", `set: b
people: [{id: putin}]
blocs: [{id: EU, members: [{iso: PL}]}]
rules:
  - {id: ban, basis: law, layer: bloc, issuer: EU, territory: ["bloc:EU"], effect: ban}
`)
	s, err := Combine(a, same, a)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r := range s.Rules() {
		if r.ID == "ban" {
			n++
		}
	}
	if n != 1 || len(s.Info()) != 2 {
		t.Errorf("%d rules, %d layers", n, len(s.Info()))
	}
	other := layerOf(t, "c.yaml", `set: c
people: [{id: putin, name: V}]
transit_agreement: EU
blocs: [{id: EU, members: [{iso: LV}]}, {id: AB, members: [{iso: NO}]}]
rules:
  - {id: ban, issuer: EU, territory: ["bloc:EU"], effect: deny, basis: law}
`)
	third := layerOf(t, "d.yaml", "transit_agreement: AB\nrules: []\n")
	_, err = Combine(a, other, third)
	want := `c.yaml: the bloc "EU" says something else than in another layer; rename it
c.yaml: the person "putin" says something else than in another layer; rename it
c.yaml:7:5: the rule "ban" says something else than in a.yaml, line 8; rename it, or leave the other one out (--without)
d.yaml: the transit_agreement "AB" says something else than in another layer; rename it`
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant\n%s", err, want)
	}
}

func TestCombineRefuses(t *testing.T) {
	if _, err := Combine(); err == nil {
		t.Error("nothing was combined")
	}
	if _, err := Combine(mustSet(t), nil); err == nil || err.Error() != "policy: set 2 of 2 is nil" {
		t.Errorf("%v", err)
	}
	a := layerOf(t, "a.yaml", "rules: [{id: a, issuer: PL, territory: [PL], effect: ban, overrides: [b], basis: law}]\n")
	b := layerOf(t, "b.yaml", "rules: [{id: b, issuer: PL, territory: [PL], effect: ban, overrides: [a], basis: law}]\n")
	var errs Errors
	if _, err := Combine(a, b); !errors.As(err, &errs) || !strings.Contains(err.Error(), "override each other: a > b > a") {
		t.Errorf("%v", err)
	}
}

// What was supposed or dropped stays so when sets are combined.
func TestCombineKeepsOverrides(t *testing.T) {
	a, err := mustSet(t, lvRefuses).With(Grant("LV"), Without("DEFAULT-5"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Combine(a, mustParse(t, "version: 1\nset: other\nrules: []\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := s.Decide(statePlane(), over("LV"), At{}, Overflight); d.Status != Open {
		t.Errorf("%v: %s", d.Status, d.Why())
	}
	if d := s.Decide(civil("RS"), over("PL"), At{}, Overflight); d.Status != Unknown {
		t.Errorf("%v: %s", d.Status, d.Why())
	}
}
