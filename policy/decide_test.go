package policy

import (
	"slices"
	"strings"
	"testing"
)

// decision is one sentence of the design, as a case.
type decision struct {
	name     string // the place, and what it shows
	rules    []string
	flight   Flight
	over     Territory
	scope    Scope
	with     []Override
	date     string // of the flight; the flight's own when empty
	asOf     string
	want     Status
	winner   string // id of the winner; "" for none
	standing Standing
	missing  []string
	behind   []string // the other rules that applied, in order
	flags    []string
}

// Rules that many cases use.
const (
	euBan     = `{id: eu-ban, issuer: EU, territory: ["bloc:EU"], except: [FO], subject: {registration: [RU]}, effect: ban, stated: 2022-02-28, from: 2022-02-28, basis: law}`
	bgSays    = `{id: bg-says, issuer: BG, territory: [BG], subject: {persons: [putin]}, effect: permit, scope: [overflight], stated: 2025-10-20, from: 2025-10-16, basis: statement, standing: announced, layer: case}`
	uaClosed  = `{id: ua-closed, issuer: UA, territory: [UA], effect: close, grantable: false, stated: 2022-02-24, from: 2022-02-24T00:45:00Z, basis: notam}`
	plLanding = `{id: pl-landing, issuer: PL, territory: [PL], subject: {persons: [putin]}, effect: force-landing, scope: [overflight], stated: 2025-10-21, from: 2025-10-16, basis: statement, standing: conditional, layer: case}`
	lvRefuses = `{id: lv-refuses, issuer: LV, territory: [LV], subject: {persons: [putin]}, effect: deny, scope: [overflight], stated: 2025-10-22, from: 2025-10-16, basis: statement, standing: announced, layer: case}`
	noBan     = `{id: no-ban, issuer: NO, territory: [NO], subject: {registration: [RU]}, effect: ban, from: 2022-02-28, basis: press}`
)

func runDecisions(t *testing.T, cases []decision) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := mustSet(t, c.rules...)
			if len(c.with) > 0 {
				var err error
				if s, err = s.With(c.with...); err != nil {
					t.Fatal(err)
				}
			}
			d := s.Decide(c.flight, c.over, At{Date: day(t, c.date), AsOf: day(t, c.asOf)}, c.scope)
			winner := ""
			if w := d.Winner(); w != nil {
				winner = w.ID
			}
			if d.Status != c.want || winner != c.winner || d.Standing != c.standing || !sameWords(d.Missing(), c.missing) {
				t.Errorf("got %v by %q (%s), missing %v; want %v by %q (%s), missing %v\n%s",
					d.Status, winner, d.Standing, d.Missing(), c.want, c.winner, c.standing, c.missing, d.Why())
			}
			if c.behind != nil && !slices.Equal(ids(d.Rules())[1:], c.behind) {
				t.Errorf("behind the winner: %v, want %v", ids(d.Rules())[1:], c.behind)
			}
			if !slices.Equal(ids(d.Flags()), c.flags) {
				t.Errorf("flags %v, want %v", ids(d.Flags()), c.flags)
			}
			if d.Why() == "" || strings.Contains(d.Why(), "%!") {
				t.Errorf("no sentence: %q", d.Why())
			}
		})
	}
}

func TestStatuses(t *testing.T) {
	runDecisions(t, []decision{
		{name: "Budapest: an enacted rule permits it", flight: statePlane(), over: over("HU"), want: Open, winner: "hu", rules: []string{
			`{id: hu, issuer: HU, territory: [HU], subject: {persons: [putin]}, effect: permit, basis: law, layer: case}`,
		}},
		{name: "Moscow: own aircraft at home", flight: statePlane(), over: over("RU"), want: Open, winner: "DEFAULT-HOME", behind: []string{"DEFAULT-3C"}},
		{name: "Moscow: own civil scheduled aircraft at home", flight: scheduled(civil("RU")), over: over("RU"), want: Open, winner: "DEFAULT-HOME", behind: []string{"DEFAULT-6"}},
		{name: "Hong Kong: an aircraft of China at home", flight: civil("CN"), over: Territory{Code: "HK", State: "CN"}, want: Open, winner: "DEFAULT-HOME"},
		{name: "Hong Kong: its own aircraft at home", flight: scheduled(civil("HK")), over: Territory{Code: "HK", State: "CN"}, want: Open, winner: "DEFAULT-HOME"},
		{name: "Kyiv: home does not open a closure", rules: []string{uaClosed}, flight: civil("UA"), over: over("UA"), want: Blocked, winner: "ua-closed"},
		{name: "Minsk: civil, not scheduled, no rule", flight: civil("RS"), over: over("BY"), want: Open, winner: "DEFAULT-5"},
		{name: "Ankara: state aircraft, no rule", flight: statePlane(), over: over("TR"), want: Permission, winner: "DEFAULT-3C", standing: NotAsked},
		{name: "Paris: a rule that says so", flight: civil("RS"), over: over("FR"), want: Permission, winner: "fr", standing: NotAsked, rules: []string{
			`{id: fr, issuer: FR, territory: [FR], effect: require-permission, basis: law}`,
		}},
		{name: "Minsk: scheduled, no rule", flight: scheduled(civil("DE")), over: over("BY"), want: Permission, winner: "DEFAULT-6", standing: NotAsked},
		{name: "Ankara: scheduled, both in the transit agreement", flight: scheduled(civil("DE")), over: over("TR"), want: Open, winner: "DEFAULT-TRANSIT", behind: []string{"DEFAULT-6"}},
		{name: "Hong Kong: in the agreement by itself", flight: scheduled(civil("DE")), over: Territory{Code: "HK", State: "CN"}, want: Open, winner: "DEFAULT-TRANSIT"},
		{name: "Beijing: not in the agreement", flight: scheduled(civil("DE")), over: over("CN"), want: Permission, winner: "DEFAULT-6", standing: NotAsked},
		{name: "Ankara: the agreement gives no landing", flight: scheduled(civil("DE")), over: over("TR"), scope: Landing, want: Permission, winner: "DEFAULT-6", standing: NotAsked},
		{name: "Ankara: the agreement gives technical stops", flight: scheduled(civil("DE")), over: over("TR"), scope: TechnicalStop, want: Open, winner: "DEFAULT-TRANSIT"},
		{name: "Sofia: announced", rules: []string{bgSays}, flight: statePlane(), over: over("BG"), want: Permission, winner: "bg-says", standing: Announced, behind: []string{"DEFAULT-3C"}},
		{name: "before the Convention nothing is known", flight: civil("RS"), over: over("BY"), date: "1946-01-01", want: Unknown},
		{name: "Oslo: banned", rules: []string{noBan}, flight: statePlane(), over: over("NO"), want: Blocked, winner: "no-ban"},
		{name: "Riga: announced refusal blocks", rules: []string{lvRefuses, euBan}, flight: statePlane(), over: over("LV"), want: Blocked, winner: "lv-refuses", behind: []string{"eu-ban", "DEFAULT-3C"}},
		{name: "Warsaw: conditional forced landing blocks", rules: []string{plLanding}, flight: statePlane(), over: over("PL"), want: Blocked, winner: "pl-landing"},
	})
}

func scheduled(f Flight) Flight {
	f.Scheduled = Yes
	return f
}

func TestPrecedence(t *testing.T) {
	bg := func(id, more string) string {
		return `{id: ` + id + `, issuer: BG, territory: [BG], basis: press, ` + more + `}`
	}
	eu := func(id, more string) string {
		return `{id: ` + id + `, issuer: EU, territory: ["bloc:EU"], basis: law, ` + more + `}`
	}
	f, sofia := statePlane(), over("BG")
	runDecisions(t, []decision{
		{name: "Kyiv: safety before a case permit", rules: []string{uaClosed, `{id: ua-permit, issuer: UA, territory: [UA], effect: permit, basis: law, layer: case}`}, flight: f, over: over("UA"), want: Blocked, winner: "ua-closed", behind: []string{"ua-permit", "DEFAULT-3C"}},
		{name: "Sofia: case before clearance", rules: []string{bg("c", "effect: deny, layer: case"), bg("s", "effect: permit, layer: clearance")}, flight: f, over: sofia, want: Blocked, winner: "c", behind: []string{"s", "DEFAULT-3C"}},
		{name: "Sofia: clearance before national and bloc", rules: []string{bg("s", "effect: permit, layer: clearance"), bg("n", "effect: ban"), euBan}, flight: f, over: sofia, want: Open, winner: "s", behind: []string{"n", "eu-ban", "DEFAULT-3C"}},
		{name: "Sofia: national before default", rules: []string{bg("n", "effect: ban")}, flight: civil("RS"), over: sofia, want: Blocked, winner: "n", behind: []string{"DEFAULT-5"}},
		{name: "Sofia: (a) a rule removes what it overrides on its level", rules: []string{bg("n", "effect: require-permission, overrides: [eu-ban]"), euBan}, flight: f, over: sofia, want: Permission, winner: "n", standing: NotAsked},
		{name: "Sofia: overriding does not reach another level", rules: []string{bg("n", "effect: ban"), bg("s", "effect: deny, layer: case"), bg("d", "effect: permit, overrides: [s]")}, flight: f, over: sofia, want: Blocked, winner: "s"},
		{name: "Sofia: (b) the later decision of a State replaces the earlier", rules: []string{bg("old", "effect: deny, layer: case, stated: 2025-10-01"), bg("new", "effect: permit, layer: case, stated: 2025-10-02")}, flight: f, over: sofia, want: Open, winner: "new"},
		{name: "Sofia: (b) the later refusal replaces the permit", rules: []string{bg("old", "effect: permit, layer: case, stated: 2025-10-01"), bg("new", "effect: deny, layer: case, stated: 2025-10-02")}, flight: f, over: sofia, want: Blocked, winner: "new"},
		{name: "Sofia: (b) a decision without a day replaces nothing", rules: []string{bg("old", "effect: deny, layer: case"), bg("new", "effect: permit, layer: case, stated: 2025-10-02")}, flight: f, over: sofia, want: Blocked, winner: "old"},
		{name: "Sofia: (b) is for the case level alone", rules: []string{bg("old", "effect: ban, stated: 2025-10-01"), bg("new", "effect: permit, stated: 2025-10-02")}, flight: f, over: sofia, want: Blocked, winner: "old"},
		{name: "Sofia: (b) not across issuers", rules: []string{eu("eu", "effect: deny, layer: case, stated: 2025-10-01"), bg("new", "effect: require-permission, layer: case, stated: 2025-10-02")}, flight: f, over: sofia, want: Blocked, winner: "eu"},
		{name: "Sofia: (b) refusal, then announced permit", rules: []string{bg("old", "effect: deny, layer: case, stated: 2025-10-01"), bg("new", "effect: permit, standing: announced, layer: case, stated: 2025-10-02")}, flight: f, over: sofia, want: Permission, winner: "new", standing: Announced},
		{name: "Sofia: (c) own enacted permit before the bloc's ban", rules: []string{bg("own", "effect: permit"), euBan}, flight: f, over: sofia, want: Open, winner: "own"},
		{name: "Sofia: (c) only before a refusal", rules: []string{bg("own", "effect: permit"), eu("eu", "effect: require-permission")}, flight: f, over: sofia, want: Permission, winner: "eu", standing: NotAsked},
		{name: "Sofia: (c) not an announced one", rules: []string{bg("own", "effect: permit, standing: announced"), euBan}, flight: f, over: sofia, want: Blocked, winner: "eu-ban"},
		{name: "Sofia: (c) not before its own ban", rules: []string{bg("own", "effect: permit"), bg("ban", "effect: ban"), euBan}, flight: f, over: sofia, want: Blocked, winner: "ban"},
		{name: "Warsaw: (c) not the permit of another State", rules: []string{`{id: bg-for-pl, issuer: BG, territory: [PL], effect: permit, basis: law}`, euBan}, flight: f, over: over("PL"), want: Blocked, winner: "eu-ban"},
		{name: "Sofia: (d) the strictest", rules: []string{bg("a", "effect: permit"), bg("b", "effect: require-permission"), bg("c", "effect: deny")}, flight: f, over: sofia, want: Blocked, winner: "c", behind: []string{"b", "a", "DEFAULT-3C"}},
		{name: "Sofia: (d) permission before open", rules: []string{bg("a", "effect: permit"), bg("b", "effect: require-permission")}, flight: f, over: sofia, want: Permission, winner: "b", standing: NotAsked},
		{name: "Sofia: own before bloc among equals", rules: []string{euBan, bg("z-own", "effect: ban, from: 2024-01-01")}, flight: f, over: sofia, want: Blocked, winner: "z-own"},
		{name: "Sofia: earliest from among equals", rules: []string{bg("a", "effect: ban, from: 2022-02-27"), bg("b", "effect: ban, from: 2022-02-26")}, flight: f, over: sofia, want: Blocked, winner: "b"},
		{name: "Sofia: always is the earliest", rules: []string{bg("a", "effect: ban, from: 2022-02-27"), bg("b", "effect: ban")}, flight: f, over: sofia, want: Blocked, winner: "b"},
		{name: "Sofia: law among equals", rules: []string{eu("z", "effect: ban"), `{id: a, issuer: EU, territory: [BG], basis: article, effect: ban}`}, flight: f, over: sofia, want: Blocked, winner: "z"},
		{name: "Sofia: smaller id among equals", rules: []string{bg("b", "effect: ban"), bg("a", "effect: deny")}, flight: f, over: sofia, want: Blocked, winner: "a"},
		{name: "Sofia: a case decision lifts the bloc's ban there", rules: []string{bg("own", "effect: permit, layer: case, scope: [overflight]"), euBan}, flight: f, over: sofia, want: Open, winner: "own", behind: []string{"eu-ban", "DEFAULT-3C"}},
		{name: "Sofia: for that scope alone", rules: []string{bg("own", "effect: permit, layer: case, scope: [overflight]"), euBan}, flight: f, over: sofia, scope: Landing, want: Blocked, winner: "eu-ban"},
		{name: "Warsaw: for that State alone", rules: []string{bg("own", "effect: permit, layer: case"), euBan}, flight: f, over: over("PL"), want: Blocked, winner: "eu-ban"},
		{name: "Sofia: announced permit makes permission of a ban", rules: []string{bgSays, euBan}, flight: f, over: sofia, want: Permission, winner: "bg-says", standing: Announced, behind: []string{"eu-ban", "DEFAULT-3C"}},
		{name: "Sofia: conditional permit makes permission of a ban", rules: []string{bg("own", "effect: permit, layer: case, standing: conditional"), euBan}, flight: f, over: sofia, want: Permission, winner: "own", standing: Conditional},
		{name: "Sofia: announced permit makes permission of the unknown", rules: []string{bg("own", "effect: permit, layer: case, standing: announced")}, flight: Flight{Date: Day(2025, 10, 30)}, over: sofia, want: Permission, winner: "own", standing: Announced},
		{name: "Sofia: announced permit does not touch open", rules: []string{bg("own", "effect: permit, layer: case, standing: announced")}, flight: civil("RS"), over: sofia, want: Open, winner: "DEFAULT-5", behind: []string{"own"}},
		{name: "Sofia: announced permit does not open by lifting a ban", rules: []string{bg("own", "effect: permit, standing: announced, overrides: [ban]"), bg("ban", "effect: ban")}, flight: civil("RS"), over: sofia, want: Permission, winner: "own", standing: Announced},
		{name: "Sofia: nor by lifting what stands before a permit", rules: []string{bg("soft", "effect: permit, standing: announced, layer: case, stated: 2025-10-01, overrides: [no]"), bg("yes", "effect: permit, layer: case, stated: 2025-10-02"), bg("no", "effect: deny, layer: case, stated: 2025-10-03")}, flight: f, over: sofia, want: Blocked, winner: "no"},
		{name: "Sofia: refusal and announced permit of one day", rules: []string{bg("yes", "effect: permit, standing: announced, layer: case"), bg("no", "effect: deny, layer: case")}, flight: f, over: sofia, want: Blocked, winner: "no"},
		{name: "Moscow: home overrides the other defaults", flight: f, over: over("RU"), want: Open, winner: "DEFAULT-HOME"},
		{name: "Moscow: higher levels still apply at home", rules: []string{`{id: ru, issuer: RU, territory: [RU], effect: ban, basis: law}`}, flight: f, over: over("RU"), want: Blocked, winner: "ru"},
		{name: "Minsk: unless is taken as not met", rules: []string{`{id: by, issuer: BY, territory: [BY], effect: ban, unless: [emergency, issuer-authorisation], basis: law}`}, flight: f, over: over("BY"), want: Blocked, winner: "by"},
		{name: "Warsaw: flags change nothing", rules: []string{`{id: arrest, issuer: PL, territory: [PL], subject: {persons: [putin]}, effect: arrest-risk, basis: law}`}, flight: f, over: over("PL"), want: Permission, winner: "DEFAULT-3C", standing: NotAsked, flags: []string{"arrest"}},
		{name: "Baghdad: advice to its own operators leaves others alone", rules: []string{`{id: sfar, issuer: US, territory: [IQ], subject: {operator_state: [US]}, effect: advise, binding_on: US operators, basis: law}`}, flight: civil("FR"), over: over("IQ"), want: Open, winner: "DEFAULT-5"},
	})
}
