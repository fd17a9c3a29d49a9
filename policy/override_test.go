package policy

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestOverrides(t *testing.T) {
	national := `{id: ua-ban, issuer: UA, territory: [UA], effect: ban, grantable: false, basis: law}`
	article := `{id: art, issuer: LV, territory: [LV], effect: deny, layer: case, basis: article}`
	lifts := `{id: lift, issuer: LV, territory: [LV], effect: permit, overrides: [lv-ban], basis: press}`
	lvBan := `{id: lv-ban, issuer: LV, territory: [LV], effect: ban, basis: law}`
	f := statePlane()
	runDecisions(t, []decision{
		{name: "Riga: granted", rules: []string{lvRefuses, euBan}, with: []Override{Grant("LV")}, flight: f, over: over("LV"), want: Open, winner: "supposed-permit-LV", behind: []string{"lv-refuses", "eu-ban", "DEFAULT-3C"}},
		{name: "Riga: granted for landing as well", rules: []string{euBan}, with: []Override{Grant("LV")}, flight: f, over: over("LV"), scope: Landing, want: Open, winner: "supposed-permit-LV"},
		{name: "Warsaw: a grant for Latvia does nothing here", rules: []string{plLanding}, with: []Override{Grant("LV")}, flight: f, over: over("PL"), want: Blocked, winner: "pl-landing"},
		{name: "Cayenne: granted with France", rules: []string{euBan}, with: []Override{Grant("FR")}, flight: f, over: Territory{Code: "GF", State: "FR"}, want: Open, winner: "supposed-permit-FR"},
		{name: "Cayenne: granted by itself", rules: []string{euBan}, with: []Override{Grant("GF")}, flight: f, over: Territory{Code: "GF", State: "FR"}, want: Open, winner: "supposed-permit-GF"},
		{name: "Paris: not granted with French Guiana", rules: []string{euBan}, with: []Override{Grant("GF")}, flight: f, over: over("FR"), want: Blocked, winner: "eu-ban"},
		{name: "Kyiv: a safety closure is not granted away", rules: []string{uaClosed}, with: []Override{Grant("UA")}, flight: f, over: over("UA"), want: Blocked, winner: "ua-closed"},
		{name: "Kyiv: nor is another rule that says so", rules: []string{national}, with: []Override{Grant("UA")}, flight: f, over: over("UA"), want: Blocked, winner: "ua-ban"},
		{name: "Kyiv: not even on what is not known", rules: []string{`{id: c, issuer: UA, territory: [UA], effect: close, subject: {base: [RW]}, grantable: false, basis: notam}`}, with: []Override{Grant("UA")}, flight: f, over: over("UA"), want: Unknown, missing: []string{"base"}},
		{name: "Riga: banned", with: []Override{Ban("LV")}, flight: civil("RS"), over: over("LV"), want: Blocked, winner: "supposed-ban-LV"},
		{name: "Riga: ban before grant", with: []Override{Grant("LV"), Ban("LV")}, flight: f, over: over("LV"), want: Blocked, winner: "supposed-ban-LV"},
		{name: "Riga: ban before a case permit", rules: []string{`{id: c, issuer: LV, territory: [LV], effect: permit, layer: case, basis: law}`}, with: []Override{Ban("LV")}, flight: f, over: over("LV"), want: Blocked, winner: "supposed-ban-LV"},
		{name: "Riga: without a rule", rules: []string{lvRefuses, euBan}, with: []Override{Without("lv-refuses")}, flight: f, over: over("LV"), want: Blocked, winner: "eu-ban"},
		{name: "Riga: without what lifts", rules: []string{lifts, lvBan}, with: []Override{Without("lift")}, flight: f, over: over("LV"), want: Blocked, winner: "lv-ban"},
		{name: "Minsk: without a default rule", with: []Override{Without("DEFAULT-3C")}, flight: f, over: over("BY"), want: Unknown},
		{name: "Riga: article alone", rules: []string{article, lvBan}, with: []Override{Basis("article")}, flight: f, over: over("LV"), want: Blocked, winner: "art", behind: []string{"DEFAULT-3C"}},
		{name: "Riga: a rule that was dropped lifts nothing", rules: []string{lifts, lvBan}, with: []Override{Basis("law")}, flight: f, over: over("LV"), want: Blocked, winner: "lv-ban", behind: []string{"DEFAULT-3C"}},
		{name: "Riga: what would be lifted was dropped", rules: []string{lifts, lvBan}, with: []Override{Basis("press")}, flight: f, over: over("LV"), want: Open, winner: "lift"},
		{name: "Riga: two bases", rules: []string{article, lifts, lvBan}, with: []Override{Basis("press"), Basis("law")}, flight: f, over: over("LV"), want: Open, winner: "lift", behind: []string{"lv-ban", "DEFAULT-3C"}},
		{name: "Riga: defaults are never dropped", rules: []string{lvBan}, with: []Override{Basis("article")}, flight: f, over: over("LV"), want: Permission, winner: "DEFAULT-3C", standing: NotAsked},
		{name: "Riga: a supposed permission is no basis to drop", rules: []string{lvBan}, with: []Override{Grant("LV"), Basis("law")}, flight: f, over: over("LV"), want: Open, winner: "supposed-permit-LV"},
	})
}

func TestGrantSaysWhatItDoesNotLift(t *testing.T) {
	s, err := mustSet(t, uaClosed).With(Grant("UA"))
	if err != nil {
		t.Fatal(err)
	}
	d := s.Decide(statePlane(), over("UA"), At{}, Overflight)
	if !slices.Equal(ids(d.NotGrantable()), []string{"ua-closed"}) || !strings.Contains(d.Why(), "does not lift Ukraine's closure of 24 Feb 2022 (ua-closed), a safety closure") {
		t.Errorf("NotGrantable %v, %q", ids(d.NotGrantable()), d.Why())
	}
	if d := s.Decide(statePlane(), over("RU"), At{}, Overflight); d.NotGrantable() != nil {
		t.Errorf("Moscow: NotGrantable %v", ids(d.NotGrantable()))
	}
}

func TestOverrideErrors(t *testing.T) {
	s := mustSet(t, euBan, lvRefuses)
	cases := []struct {
		name string
		o    Override
		want UnknownError
	}{
		{"a name for a code", Grant("Latvia"), UnknownError{What: "State", Value: "Latvia", Suggestions: []string{"LV"}}},
		{"small letters", Ban("lv"), UnknownError{What: "State", Value: "lv", Suggestions: []string{"LV"}}},
		{"no code of ISO", Grant("UK"), UnknownError{What: "State", Value: "UK", Suggestions: []string{"GB"}}},
		{"no code at all", Grant(""), UnknownError{What: "State"}},
		{"a rule misspelt", Without("lv-refusse"), UnknownError{What: "rule", Value: "lv-refusse", Suggestions: []string{"lv-refuses"}}},
		{"a basis misspelt", Basis("artcle"), UnknownError{What: "basis", Value: "artcle", Suggestions: []string{"article"}}},
		{"no basis", Basis(), UnknownError{What: "basis"}},
		{"a basis no file may use", Basis("supposed"), UnknownError{What: "basis", Value: "supposed"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := s.With(c.o)
			var u *UnknownError
			if got != nil || !errors.As(err, &u) {
				t.Fatalf("With: %v, %v", got, err)
			}
			if u.What != c.want.What || u.Value != c.want.Value || !slices.Equal(u.Suggestions, c.want.Suggestions) {
				t.Errorf("%+v, want %+v", *u, c.want)
			}
		})
	}
	if _, err := s.With(Grant("xx"), Without("nothing")); err == nil || strings.Count(err.Error(), "unknown") != 2 {
		t.Errorf("not all faults at once: %v", err)
	}
	if _, err := s.With(Override{}); err == nil {
		t.Error("an empty override was taken")
	}
	if _, err := (*Set)(nil).With(Grant("LV")); err == nil {
		t.Error("With on a nil set")
	}
}

// With never changes the set it is called on, and its order does not matter.
func TestWithLeavesTheSet(t *testing.T) {
	s := mustSet(t, euBan, lvRefuses)
	before := s.Decide(statePlane(), over("LV"), At{}, Overflight).Why()
	a, err := s.With(Grant("LV"), Without("eu-ban"), Basis("law", "statement"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.With(Basis("law", "statement"), Without("eu-ban"), Grant("LV"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []string{"LV", "PL", "RU"} {
		da, db := a.Decide(statePlane(), over(x), At{}, Overflight), b.Decide(statePlane(), over(x), At{}, Overflight)
		if da.Status != db.Status || !slices.Equal(ids(da.Rules()), ids(db.Rules())) {
			t.Errorf("%s: order matters: %v %v", x, da, db)
		}
	}
	if after := s.Decide(statePlane(), over("LV"), At{}, Overflight).Why(); after != before {
		t.Errorf("With changed the set: %q", after)
	}
	if n := a.Info()[0].Rules; n != 1 {
		t.Errorf("Info counts %d rules, want 1", n)
	}
	if _, ok := a.Rule("eu-ban"); ok {
		t.Error("the dropped rule is still there")
	}
}
