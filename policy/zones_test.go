package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zoneFile is a policy file around rules that may name three zones.
const zoneFile = "version: 1\nset: zones\nzones: [UKLV, Shanwick Oceanic, \"5\"]\npeople: [{id: putin}]\nrules:\n"

const lvivClosed = `{id: lviv, issuer: UA, territory: ["zone:UKLV"], effect: close, basis: notam, from: 2022-02-24}`

// onZone is a zone that rules name so.
func onZone(names ...string) Territory { return Territory{Area: "UKLV#2", Zones: names} }

func TestZoneDecisions(t *testing.T) {
	shanwick := `{id: oca, issuer: GB, territory: ["zone:Shanwick Oceanic", "zone:UKLV"], effect: ban, basis: law, subject: {registration: [RU]}}`
	for _, c := range []struct {
		name   string
		rules  []string
		flight Flight
		over   Territory
		scope  Scope
		with   []Override
		want   Status
		winner string
	}{
		{"Lviv: closed", []string{lvivClosed}, civil("RS"), onZone("UKLV"), Overflight, nil, Blocked, "lviv"},
		{"Lviv: without its rule", []string{lvivClosed}, civil("RS"), onZone("UKLV"), Overflight, []Override{Without("lviv")}, Open, ""},
		{"Lviv: no rule on States reaches it", []string{rule("UA", ""), `{id: all, issuer: ICAO, territory: ["*"], effect: ban, basis: law}`, lvivClosed}, statePlane(), onZone("Kyiv"), Overflight, nil, Open, ""},
		{"Lviv: the Convention does not speak for it", []string{shanwick}, Flight{Registration: Registration{State: "TR"}, Kind: StateAircraft, Date: Day(2025, 10, 30)}, onZone("UKLV"), Landing, nil, Open, ""},
		{"Shanwick: a Russian aircraft", []string{shanwick}, civil("RU"), onZone("Shanwick Oceanic"), Overflight, nil, Blocked, "oca"},
		{"Shanwick: a Serbian one", []string{shanwick}, civil("RS"), onZone("Shanwick Oceanic"), Overflight, nil, Open, ""},
		{"Shanwick: not told", []string{shanwick}, Flight{Kind: CivilAircraft, Date: Day(2025, 10, 30)}, onZone("Shanwick Oceanic"), Overflight, nil, Unknown, ""},
		{"two names of one zone, one rule", []string{shanwick}, civil("RU"), onZone("Shanwick Oceanic", "UKLV"), Overflight, nil, Blocked, "oca"},
		{"two names of one zone, two rules", []string{shanwick, lvivClosed}, civil("RU"), onZone("Shanwick Oceanic", "UKLV"), Overflight, nil, Blocked, "lviv"},
		{"permission", []string{`{id: ask, issuer: UA, territory: ["zone:UKLV"], effect: require-permission, basis: law}`}, civil("RS"), onZone("UKLV"), Overflight, nil, Permission, "ask"},
		{"an enacted permit", []string{`{id: p, issuer: UA, territory: ["zone:UKLV"], effect: permit, basis: law}`}, statePlane(), onZone("UKLV"), Overflight, nil, Open, "p"},
		{"an announced permit does not touch what is open", []string{`{id: p, issuer: UA, territory: ["zone:UKLV"], effect: permit, standing: announced, basis: press}`}, statePlane(), onZone("UKLV"), Overflight, nil, Open, ""},
		{"an announced permit at case level lifts a refusal", []string{`{id: p, issuer: UA, territory: ["zone:UKLV"], effect: permit, standing: announced, basis: press, layer: case}`, `{id: b, issuer: UA, territory: ["zone:UKLV"], effect: ban, basis: law}`}, statePlane(), onZone("UKLV"), Overflight, nil, Permission, "p"},
		{"another scope", []string{`{id: l, issuer: UA, territory: ["zone:UKLV"], effect: ban, scope: [landing], basis: law}`}, civil("RS"), onZone("UKLV"), Overflight, nil, Open, ""},
		{"a rule on a State and a zone: the zone", []string{`{id: both, issuer: UA, territory: [UA, "zone:UKLV"], effect: ban, basis: law}`}, civil("RS"), onZone("UKLV"), Overflight, nil, Blocked, "both"},
		{"a rule on a State and a zone: the State", []string{`{id: both, issuer: UA, territory: [UA, "zone:UKLV"], effect: ban, basis: law}`}, civil("RS"), over("UA"), Overflight, nil, Blocked, "both"},
		{"the State is not its zone", []string{lvivClosed}, civil("RS"), over("UA"), Overflight, nil, Open, "DEFAULT-5"},
		{"an area with a State is no zone", []string{lvivClosed}, civil("RS"), Territory{Code: "UA", State: "UA", Zones: []string{"UKLV"}}, Overflight, nil, Open, "DEFAULT-5"},
		{"a State supposed to permit has no say in it", []string{lvivClosed}, civil("RS"), onZone("UKLV"), Overflight, []Override{Grant("UA")}, Blocked, "lviv"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := mustParse(t, zoneFile+ruleLines(c.rules)).With(c.with...)
			if err != nil {
				t.Fatal(err)
			}
			d := s.Decide(c.flight, c.over, At{}, c.scope)
			got := ""
			if w := d.Winner(); w != nil {
				got = w.ID
			}
			if d.Status != c.want || got != c.winner || d.Why() == "" || d.NotCovered {
				t.Errorf("%v by %q, want %v by %q: %+v", d.Status, got, c.want, c.winner, d)
			}
			e := s.Explain(c.flight, c.over, At{}, c.scope)
			if e.Decision.Status != c.want {
				t.Errorf("explained as %v", e.Decision.Status)
			}
			for _, st := range e.Steps {
				if st.Reason == "" || (st.Role == RoleDecides) != (st.Rule.ID == got) {
					t.Errorf("step %+v", st)
				}
			}
		})
	}
}

// A set that covers little speaks for the zones that its rules name all the same.
func TestZoneCovered(t *testing.T) {
	s := mustParse(t, strings.Replace(zoneFile, "rules:", "covers: [PL]\nrules:", 1)+ruleLines([]string{lvivClosed}))
	if d := s.Decide(civil("RS"), onZone("UKLV"), At{}, Overflight); d.Status != Blocked {
		t.Errorf("%+v", d)
	}
	before := civil("RS")
	before.Date = Day(2022, 2, 1)
	if d := s.Decide(before, onZone("UKLV"), At{}, Overflight); d.Status != Open || d.NotCovered {
		t.Errorf("%+v", d)
	}
}

func TestZoneSteps(t *testing.T) {
	s := mustParse(t, zoneFile+ruleLines([]string{
		`{id: p, issuer: UA, territory: ["zone:UKLV"], effect: permit, standing: announced, basis: press}`,
		`{id: n, issuer: UA, territory: ["zone:UKLV"], effect: ban, basis: law, subject: {kind: civil}}`,
		`{id: f, issuer: EASA, territory: ["zone:UKLV"], effect: advise, basis: notam}`,
	}))
	var got []string
	e := s.Explain(statePlane(), onZone("UKLV"), At{}, Overflight)
	for _, st := range e.Steps {
		got = append(got, st.Rule.ID+" "+string(st.Role)+": "+st.Reason)
	}
	want := []string{
		"p applies: only announced: does not touch what is open",
		"f flag: a flag: changes no status",
		"n not-met: kind is state, not civil",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if e.Decision.Why() != "no rule that names the zone stands against it" || len(e.Decision.Flags()) != 1 {
		t.Errorf("%+v", e.Decision)
	}
}

func TestZoneNames(t *testing.T) {
	s := mustParse(t, zoneFile+ruleLines([]string{lvivClosed}))
	if diff := cmp.Diff([]string{"5", "Shanwick Oceanic", "UKLV"}, s.Zones()); diff != "" {
		t.Error(diff)
	}
	r, _ := s.Rule("lviv")
	if diff := cmp.Diff([]string{"UKLV"}, r.Zones()); diff != "" {
		t.Error(diff)
	}
	d, _ := s.Rule("DEFAULT-5")
	if names := d.Zones(); names != nil || (*Set)(nil).Zones() != nil {
		t.Errorf("zones of the Convention: %v", names)
	}
}

func TestZoneFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"not declared", "version: 1\nrules:\n  - " + lvivClosed + "\n", `x.yaml:3:40: unknown zone "UKLV"; declare it: add it to zones`},
		{"misspelt", strings.Replace(zoneFile, "UKLV", "UKLW", 1) + "  - " + lvivClosed + "\n", `x.yaml:6:40: unknown zone "UKLV"; did you mean "UKLW"?`},
		{"without prefix", zoneFile + `  - {id: a, issuer: UA, territory: [UKLV], effect: ban, basis: law}`, `unknown State or area "UKLV"`},
		{"in except", zoneFile + `  - {id: a, issuer: UA, territory: [UA], except: ["zone:UKLV"], effect: ban, basis: law}`, `unknown State or area "zone:UKLV"`},
		{"as an origin", zoneFile + `  - {id: a, issuer: UA, territory: [UA], subject: {origin: ["zone:UKLV"]}, effect: ban, basis: law}`, `unknown State or area "zone:UKLV"`},
		{"with its prefix", "version: 1\nzones: [\"zone:UKLV\"]\nrules: []\n", `x.yaml:2:9: the zone "zone:UKLV" is named with its prefix; write the name alone here, and zone:NAME in territory`},
		{"twice", "version: 1\nzones: [UKLV, UKLV]\nrules: []\n", `x.yaml:2:15: zones names "UKLV" twice; leave one out`},
		{"space", "version: 1\nzones: [\"UKLV \"]\nrules: []\n", `the name of a zone "UKLV " has space at an end or control characters`},
		{"control", "version: 1\nzones: [\"UK\\nLV\"]\nrules: []\n", `has space at an end or control characters`},
		{"long", "version: 1\nzones: [" + strings.Repeat("é", 81) + "]\nrules: []\n", `is longer than 80 characters; name the zone by its id`},
		{"no list", "version: 1\nzones: UKLV\nrules: []\n", `x.yaml:2:8: zones must be a list; write [UKLV]`},
		{"empty name", "version: 1\nzones: [\"\"]\nrules: []\n", `an item of zones is empty`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Parse("x.yaml", []byte(c.text))
			if s != nil || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
}

// A zone may be declared in another layer, and in several.
func TestZonesOfLayers(t *testing.T) {
	rules, err := ParseLayer("rules.yaml", []byte("version: 1\nset: rules\nrules:\n  - "+lvivClosed+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := rules.Decide(civil("RS"), onZone("UKLV"), At{}, Overflight); d.Status != Unknown {
		t.Errorf("a layer that names what it does not declare decides: %+v", d)
	}
	names := mustParse(t, "version: 1\nset: names\nzones: [UKLV, UKBV]\nrules: []\n")
	more := mustParse(t, "version: 1\nset: more\nzones: [UKLV, UKDV]\nrules: []\n")
	s, err := Combine(rules, names, more)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"UKBV", "UKDV", "UKLV"}, s.Zones()); diff != "" {
		t.Error(diff)
	}
	if d := s.Decide(civil("RS"), onZone("UKLV"), At{}, Overflight); d.Status != Blocked {
		t.Errorf("%+v", d)
	}
	if _, err := Combine(rules, mustParse(t, "version: 1\nset: none\nrules: []\n")); err == nil || !strings.Contains(err.Error(), `rules.yaml:4:40: unknown zone "UKLV"`) {
		t.Errorf("no layer declares it: %v", err)
	}
}
