package policy

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readFile(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// dev-10: NO is Norway.
func TestNorway(t *testing.T) {
	s, err := Parse("dev-10-norway.yaml", readFile(t, "dev-10-norway.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r, ok := s.Rule("nordic-ban")
	if !ok || r.Issuer != "NO" || !cmp.Equal(r.Territory, []string{"NO", "SE"}) {
		t.Fatalf("%+v", r)
	}
	f := Flight{Registration: Registration{State: "RU"}, Kind: CivilAircraft, Date: s.Date()}
	for _, state := range []string{"NO", "SE"} {
		if d := s.Decide(f, over(state), At{}, Overflight); d.Status != Blocked || d.Winner().ID != "nordic-ban" {
			t.Errorf("%s: %v by %v", state, d.Status, ids(d.Rules()))
		}
	}
	if s.Date() != Day(2022, 2, 28) || s.Info()[0].Name != "dev-10-norway" {
		t.Errorf("date %v, name %q", s.Date(), s.Info()[0].Name)
	}
}

// dev-11: a misspelt key, and a key given twice.
func TestMisspelt(t *testing.T) {
	for name, want := range map[string]string{
		"dev-11-misspelt.yaml": `dev-11-misspelt.yaml:8:5: unknown key "efect" in a rule; did you mean "effect"?`,
		"dev-11-twice.yaml":    `dev-11-twice.yaml:11:5: the key "effect" of a rule is given twice (first on line 8); leave one out`,
	} {
		if _, err := Parse(name, readFile(t, name)); err == nil || err.Error() != want {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
}

// All faults of a file come at once, each with its place.
func TestAllFaults(t *testing.T) {
	want := strings.TrimSpace(string(readFile(t, "faults.txt")))
	_, err := Parse("faults.yaml", readFile(t, "faults.yaml"))
	var errs Errors
	if !errors.As(err, &errs) {
		t.Fatalf("%T: %v", err, err)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	var one *Error
	if !errors.As(err, &one) || one.Line != errs[0].Line {
		t.Errorf("the faults cannot be reached one by one: %v", one)
	}
}

func TestFaults(t *testing.T) {
	const r = "version: 1\nrules:\n  - {id: a, issuer: RU, territory: [RU], effect: ban, basis: law, "
	cases := []struct{ name, text, want string }{
		{"empty", "", `x.yaml: the file is empty; begin with version: 1`},
		{"a comment", "# nothing\n", `x.yaml: the file is empty; begin with version: 1`},
		{"null", "~\n", `x.yaml:1:1: the set must be a mapping (key: value)`},
		{"a list", "- a\n", `x.yaml:1:1: the set must be a mapping (key: value)`},
		{"no version", "rules: []\n", `x.yaml:1:1: the set has no version; add version:`},
		{"another version", "version: 2\nrules: []\n", `x.yaml:1:10: version "2" is not known; write version: 1`},
		{"version in quotes", "version: '1'\nrules: []\n", `x.yaml:1:10: version "1" is not known; write version: 1`},
		{"no rules", "version: 1\n", `x.yaml:1:1: the set has no rules; add rules:`},
		{"rules left empty", "version: 1\nrules:\n", `x.yaml:2:7: rules is empty; write rules: [] for none`},
		{"two documents", "version: 1\nrules: []\n---\nversion: 1\n", `x.yaml:3:1: the file holds several documents; make each a file of its own; layers are given one by one`},
		{"a tab", "version: 1\nrules:\n\t- a\n", `x.yaml:3:1: not YAML: found character that cannot start any token; indent with spaces, not tabs, and quote text that begins with a sign`},
		{"cut off", "version: 1\nrules: [", `x.yaml:2:9: not YAML: did not find expected node content`},
		{"not UTF-8", "version: 1\n# \xff\n", `x.yaml:2:1: the text is not UTF-8; save the file as UTF-8`},
		{"an alias", "version: 1\nrules: &x []\nblocs: *x\n", `x.yaml:3:8: blocs is an alias, which policies do not use; write the value out`},
		{"a merge", "version: 1\nrules: []\n<<: {note: a}\n", `x.yaml:3:1: unknown key "<<" in the set; the keys are version, set, extend, title, note, as_of, covers, transit_agreement, flight, people, blocs, zones, rules`},
		{"a tag", "version: 1\nnote: !secret a\nrules: []\n", `x.yaml:2:7: note has the tag "!secret", which policies do not use; leave the tag out`},
		{"a reserved key", r + "when: x}\n", `x.yaml:3:67: the key "when" is reserved; leave it out`},
		{"an unknown set to extend", "version: 1\nextend: x\nrules: []\n", `x.yaml:2:9: extend: unknown built-in policy "x"; there is budapest-2025, world-2025`},
		{"a key that is a list", "version: 1\nrules: []\n? [a]\n: b\n", `x.yaml:3:3: a key of the set is not a word; keys are words`},
		{"small letters", "version: 1\ncovers: [no]\nrules: []\n", `x.yaml:2:10: unknown State or area "no"; did you mean NO (Norway)?`},
		{"a name for a code", "version: 1\ncovers: [Bulgaria]\nrules: []\n", `x.yaml:2:10: unknown State or area "Bulgaria"; did you mean BG (Bulgaria)?`},
		{"false is no State", "version: 1\ncovers: [false]\nrules: []\n", `x.yaml:2:10: unknown State or area "false"; write the code of ISO 3166-1 (two capital letters) or XK`},
		{"null is no State", "version: 1\ncovers: [NO, ~]\nrules: []\n", `x.yaml:2:14: an item of covers is empty; give it a value or leave the key out`},
		{"one State, no list", "version: 1\ncovers: NO\nrules: []\n", `x.yaml:2:9: covers must be a list; write [NO]`},
		{"twice in a list", "version: 1\ncovers: [NO, NO]\nrules: []\n", `x.yaml:2:14: covers names "NO" twice; leave one out`},
		{"the date out of order", r + "from: 2025-02-01, until: 2025-01-31}\n", `x.yaml:3:92: from (2025-02-01) is later than until (2025-01-31); turn them round`},
		{"no such day", r + "from: 2025-02-30}\n", `x.yaml:3:73: from: "2025-02-30" is neither a day nor an instant; write 2025-10-30 or 2025-10-30T08:00:00Z`},
		{"a local time", r + "from: '2025-02-03T01:00:00+02:00'}\n", `x.yaml:3:73: from: "2025-02-03T01:00:00+02:00" is not in UTC; write 2025-02-02T23:00:00Z`},
		{"another century", r + "from: 0205-02-03}\n", `x.yaml:3:73: from: the year of "0205-02-03" is not between 1900 and 2200`},
		{"overrides nothing", r + "overrides: [b]}\n", `x.yaml:3:79: the rule "a" refers to the rule "b", which does not exist; write the id of a rule, or give the layer that holds it`},
		{"adds to nothing", r + "adds_to: aa}\n", `x.yaml:3:76: the rule "a" refers to the rule "aa", which does not exist; write the id of a rule, or give the layer that holds it`},
		{"adds to itself", r + "adds_to: a}\n", `x.yaml:3:5: the rule "a" refers to itself; name another rule`},
		{"a person nobody knows", r + "subject: {persons: [putin]}}\n", `x.yaml:3:87: unknown person "putin"; add the person to people`},
		{"a safety permit", "version: 1\nrules:\n  - {id: a, issuer: RU, territory: [RU], effect: permit, layer: safety, basis: law}\n", `x.yaml:3:65: layer safety holds closures only, not permit; write effect: close, or another layer`},
		{"a permit with grantable", "version: 1\nrules:\n  - {id: a, issuer: RU, territory: [RU], effect: permit, grantable: true, basis: law}\n", `x.yaml:3:69: grantable belongs to refusals (deny, ban, close, force-landing), not to permit; leave it out`},
		{"a flag on a level", "version: 1\nrules:\n  - {id: a, issuer: RU, territory: [RU], effect: advise, layer: case, basis: law}\n", `x.yaml:3:65: advise is a flag, which changes no status, and cannot stand in layer case; write layer: advice or leave it out`},
		{"a ban as advice", r + "layer: advice}\n", `x.yaml:3:74: layer advice holds flags only, not ban; write notify, advise or arrest-risk as effect, or another layer`},
		{"a State in layer bloc", r + "layer: bloc}\n", `x.yaml:3:74: layer bloc is for rules of blocs and organisations, not of the State RU; write layer: national`},
		{"an advice that binds nobody's", r + "binding_on: all}\n", `x.yaml:3:79: binding_on belongs to rules of layer advice; leave it out`},
		{"a bloc without members", "version: 1\nblocs: [{id: EU, members: []}]\nrules: []\n", `x.yaml:2:27: members is an empty list; name something or leave the key out`},
		{"a bloc in itself", "version: 1\nblocs: [{id: AA1, members: [{iso: 'bloc:BB1'}]}, {id: BB1, members: [{iso: 'bloc:AA1'}]}]\nrules: []\n", `x.yaml: a bloc contains itself: AA1 > BB1 > AA1; take one of the members out`},
		{"a bloc that is a State", "version: 1\nblocs: [{id: RU, members: [{iso: RU}]}]\nrules: []\n", `x.yaml:2:14: the id of a bloc "RU" already means something else; choose another id`},
		{"a membership out of order", "version: 1\nblocs: [{id: EU, members: [{iso: RU, from: 2020-01-02, to: 2020-01-01}]}]\nrules: []\n", `x.yaml:2:28: from (2020-01-02) is later than to (2020-01-01); turn them round`},
		{"no such bloc", "version: 1\nblocs: [{id: EEA, members: [{iso: NO}]}]\nrules:\n  - {id: a, issuer: RU, territory: ['bloc:EEE'], effect: ban, basis: law}\n", `x.yaml:4:37: unknown bloc "EEE"; did you mean "EEA"?`},
		{"a bloc without bloc:", "version: 1\nrules:\n  - {id: a, issuer: RU, territory: [EU], effect: ban, basis: law}\n", `x.yaml:3:37: unknown State or area "EU"; did you mean "bloc:EU"?`},
		{"no such issuer", "version: 1\nrules:\n  - {id: a, issuer: KFORR, territory: [XK], effect: ban, basis: law}\n", `x.yaml:3:21: unknown issuer "KFORR"; did you mean "KFOR"?`},
		{"a rule of the Convention", "version: 1\nrules:\n  - {id: DEFAULT-3C, issuer: ICAO, territory: ['*'], effect: ban, basis: law}\n", `x.yaml:3:10: ids that begin with DEFAULT- belong to the Convention's rules, which always apply; leave the rule out or rename it`},
		{"everything and more", "version: 1\nrules:\n  - {id: a, issuer: RU, territory: ['*', RU], effect: ban, basis: law}\n", `x.yaml:3:36: territory names "*" and more; write ["*"] alone`},
		{"a subject of nothing", r + "subject: {}}\n", `x.yaml:3:76: subject names nothing; write any for every flight`},
		{"a subject that is a word", r + "subject: all}\n", `x.yaml:3:76: subject "all" is neither any nor a mapping; write any, or {registration: [RU]}`},
		{"any_of in any_of", r + "subject: {any_of: [{any_of: [{kind: civil}]}]}}\n", `x.yaml:3:87: unknown key "any_of" in a group of any_of; the keys are registration, registration_not, operator_state, operator_state_not, owner_state, kind, scheduled, type, mtow, persons, persons_not, origin, destination, origin_not, destination_not, between, base, purpose, cargo, levels, flight_plan_names, carrier_list`},
		{"yes is not true", r + "subject: {scheduled: yes}}\n", `x.yaml:3:88: scheduled "yes" is neither true nor false; write true or false`},
		{"levels upside down", r + "subject: {levels: {from_fl: 245, to_fl: 95}}}\n", `x.yaml:3:85: levels: the lower end (245) is above the upper (95); turn them round`},
		{"levels in feet", r + "subject: {levels: {from_fl: 24500}}}\n", `x.yaml:3:95: from_fl "24500" is not a number from 0 to 999; write a plain number`},
		{"no levels", r + "subject: {levels: {}}}\n", `x.yaml:3:85: levels has no ends; give one end or both`},
		{"half a level", r + "subject: {levels: {to_fl: 95.5}}}\n", `x.yaml:3:85: levels are not whole numbers; write whole hundreds of feet, like 245`},
		{"one list between", r + "subject: {between: [[UA]]}}\n", `x.yaml:3:86: between holds 1 lists, not two; write [[UA], [BY]]`},
		{"an aerodrome without a code", r + "subject: {origin: [aerodrome Vnukovo]}}\n", `x.yaml:3:86: "Vnukovo" is no IATA or ICAO code; write "aerodrome VKO" or "aerodrome UUWW"`},
		{"a link that is none", r + "sources: [{publisher: a, link: www.example.org}]}\n", `x.yaml:3:98: link "www.example.org" is not an address; write an address that begins with https:// or http://`},
		{"a source without publisher", r + "sources: [{date: 2025-10}]}\n", `x.yaml:3:77: a source has no publisher; add publisher:`},
		{"a source of a bad day", r + "sources: [{publisher: a, date: 2025-13}]}\n", `x.yaml:3:98: date "2025-13" is not a year, month or day; write 2025, 2025-10 or 2025-10-20`},
		{"a mark in capitals only", "version: 1\nflight: {registration: ru}\nrules: []\n", `x.yaml:2:24: unknown State or area "ru"; did you mean RU (Russia)?`},
		{"an ambiguous mark", "version: 1\nflight: {registration: B-1234}\nrules: []\n", `x.yaml:2:24: registration "B-1234" begins with B-, which China, Hong Kong, Macao and Taiwan use; write CN or HK or MO or TW`},
		{"an example of another State", "version: 1\nflight: {registration: RU, example: LV-ABC}\nrules: []\n", `x.yaml:2:37: example "LV-ABC" is no mark of the registration "RU"; write a whole mark of RU`},
		{"a person without an id", "version: 1\npeople: [{name: V}]\nrules: []\n", `x.yaml:2:10: a person has no id; add id:`},
		{"a person whose id is null", "version: 1\npeople: [{id: null, name: V}]\nrules: []\n", `x.yaml:2:15: id of a person is empty; give it a value or leave the key out`},
		{"a person whose id is left empty", "version: 1\npeople:\n  - id:\n    name: V\nrules: []\n", `x.yaml:3:8: id of a person is empty; give it a value or leave the key out`},
		{"a person whose id is no word", "version: 1\npeople: [{id: V V}]\nrules: []\n", `x.yaml:2:15: id of a person "V V" is not a word; write small letters, digits, - and _`},
		{"a stranger on board", "version: 1\npeople: [{id: putin}]\nflight: {persons: [puttin]}\nrules: []\n", `x.yaml:3:20: unknown person "puttin"; did you mean "putin"?`},
		{"no such transit agreement", "version: 1\ntransit_agreement: IASTA\nrules: []\n", `x.yaml:2:20: unknown bloc "IASTA"; add the bloc to blocs`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, err := Parse("x.yaml", []byte(c.text))
			if s != nil || err == nil {
				t.Fatalf("it was taken: %v", err)
			}
			if err.Error() != c.want {
				t.Errorf("\n got %s\nwant %s", err, c.want)
			}
		})
	}
}

func TestHeavyFiles(t *testing.T) {
	deep := strings.Repeat("[", 200_000)
	bomb := "version: 1\nrules: []\nnote: &a x\ntitle: [" + strings.Repeat("*a,", 100_000) + "]\n"
	for name, text := range map[string]string{
		"nested too deep":        "version: 1\nnote: " + deep,
		"must be one":            bomb,
		"split it":               strings.Repeat("#", MaxFile+1),
		"8800 more faults; mend": "version: 1\nrules:\n" + strings.Repeat("- a\n", 9_000),
		"has 500000 items":       "version: 1\nrules:\n" + strings.Repeat("- a\n", 500_000),
		"has 100000 items":       "version: 1\nrules: [{id: a, subject: {purpose: [" + strings.Repeat("a,", 100_000) + "]}}]\n",
		"99800 more faults":      "version: 1\nrules: []\n" + strings.Repeat("a: b\n", 100_000),
		"the tag \"!!binary\"":   "version: 1\nnote: !!binary aGVsbG8=\nrules: []\n",
	} {
		s, err := Parse("x.yaml", []byte(text))
		if s != nil || err == nil || len(err.Error()) > 50_000 || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}

func TestLeftOut(t *testing.T) {
	s := mustSet(t,
		`{id: close, issuer: UA, territory: [UA], effect: close, basis: notam}`,
		`{id: flag, issuer: US, territory: [UA], effect: notify, basis: law}`,
		`{id: bloc, issuer: EU, territory: [PL], effect: ban, basis: law}`,
		`{id: blocs, issuer: EEA, territory: [PL], effect: ban, basis: law}`,
		`{id: state, issuer: PL, territory: [PL], effect: ban, basis: law}`,
		`{id: kfor, issuer: KFOR, territory: [XK], effect: permit, layer: national, basis: press}`)
	for id, want := range map[string]Layer{"close": LayerSafety, "flag": LayerAdvice, "bloc": LayerBloc, "blocs": LayerBloc, "state": LayerNational, "kfor": LayerNational} {
		r, _ := s.Rule(id)
		if r.Layer != want || !cmp.Equal(r.Scope, Scopes()) || r.Standing != Enacted || !r.Grantable {
			t.Errorf("%s: layer %s, scope %v, standing %s, grantable %v", id, r.Layer, r.Scope, r.Standing, r.Grantable)
		}
	}
}

// Every field of the format reaches the rule.
func TestWholeRule(t *testing.T) {
	s, err := Parse("whole.yaml", readFile(t, "whole.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	got, _ := s.Rule("WHOLE")
	want := &Rule{
		ID: "WHOLE", Issuer: "EU", Territory: []string{"bloc:EU", "NO"}, Except: []string{"FO"},
		Subject: Subject{
			Registration: []string{"RU", "NO"}, OperatorState: []string{"bloc:EU"}, OwnerState: []string{"flown-over"},
			Kind: CivilAircraft, Scheduled: No, Type: []string{"IL96"}, MTOW: Mass{Given: true, FromT: 5.7, UpToT: 250},
			Persons: []string{"putin"}, PersonsNot: []string{"lavrov"}, Origin: []string{"RU", "aerodrome VKO"},
			Destination: []string{"HU"}, OriginNot: []string{"BY"}, DestinationNot: []string{"TR"},
			Between: [][]string{{"RU"}, {"bloc:EU"}}, Base: []string{"RU"}, Purpose: []string{"parade"}, Cargo: []string{"arms"},
			Levels: Levels{Given: true, FromFL: 95, ToFL: 660}, FlightPlanNames: []string{"RU"}, CarrierList: "EU-ASL",
			AnyOf: []Subject{{Registration: []string{"RU"}}, {Kind: StateAircraft}},
		},
		Effect: BanEffect, Scope: []Scope{Overflight, TechnicalStop}, Unless: []string{"emergency"},
		Stated: Day(2022, 2, 27), From: Day(2022, 2, 28), Until: Instant(Day(2030, 1, 1).Start()), Basis: Law, Act: "Reg.",
		Standing: Conditional, Says: "would", Layer: LayerCase, Grantable: false, Overrides: []string{"OTHER"}, AddsTo: "OTHER",
		Sources:    []Source{{Publisher: "OJ", Date: "2022-02", Link: "https://example.org/a", Mirror: true}},
		Unverified: []string{"all of it"}, Summary: "One line.", Note: "Two.", File: "whole.yaml", Line: 12, Col: 5,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if o, _ := s.Rule("OTHER"); !o.UntilOpen || o.BindingOn != "US operators" {
		t.Errorf("%+v", o)
	}
	f, ok := s.Flight()
	if !ok || f.Registration != (Registration{State: "RU"}) || f.Example != "RA-96022" || f.Purpose != "visit" || f.GivenBy != GivenBySet {
		t.Errorf("%+v", f)
	}
}
