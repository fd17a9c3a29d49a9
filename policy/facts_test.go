package policy

import (
	"slices"
	"strings"
	"testing"
)

// rule writes a ban of XX on XX with more keys; over is that State.
func rule(state, more string) string {
	return `{id: r, issuer: ` + state + `, territory: [` + state + `], basis: press, effect: ban, ` + more + `}`
}

func subject(state, s string) []string { return []string{rule(state, "subject: {"+s+"}")} }

func TestMissingFacts(t *testing.T) {
	by := over("BY")
	stateRS := Flight{Registration: Registration{State: "RS"}, Kind: StateAircraft, Date: Day(2025, 10, 30)}
	runDecisions(t, []decision{
		{name: "no registration", rules: subject("BY", "registration: [RU]"), flight: Flight{Kind: CivilAircraft, Date: Day(2025, 10, 30)}, over: by, want: Unknown, missing: []string{"registration"}},
		{name: "no registration, so no operator", rules: subject("BY", "operator_state: [RU]"), flight: Flight{Kind: CivilAircraft, Date: Day(2025, 10, 30)}, over: by, want: Unknown, missing: []string{"registration"}},
		{name: "a registration that is no State", rules: subject("BY", "registration: [RU]"), flight: Flight{Registration: Registration{State: "ru"}, Kind: CivilAircraft, Date: Day(2025, 10, 30)}, over: by, want: Unknown, missing: []string{"registration"}},
		{name: "operator as the registration", rules: subject("BY", "operator_state: [RS]"), flight: civil("RS"), over: by, want: Blocked, winner: "r"},
		{name: "owner as the registration", rules: subject("BY", "owner_state: [RS]"), flight: civil("RS"), over: by, want: Blocked, winner: "r"},
		{name: "owner of its own", rules: subject("BY", "owner_state: [RU]"), flight: with(civil("RS"), func(f *Flight) { f.OwnerState = "RU" }), over: by, want: Blocked, winner: "r"},
		{name: "charterer counts as owner", rules: subject("BY", "owner_state: [RU]"), flight: with(civil("RS"), func(f *Flight) { f.ChartererState = "RU" }), over: by, want: Blocked, winner: "r"},
		{name: "no kind", flight: Flight{Registration: Registration{State: "RS"}, Date: Day(2025, 10, 30)}, over: by, want: Unknown, missing: []string{"kind"}},
		{name: "no kind, banned all the same", rules: []string{rule("BY", "from: 2020-01-01")}, flight: Flight{Registration: Registration{State: "RS"}, Date: Day(2025, 10, 30)}, over: by, want: Blocked, winner: "r"},
		{name: "nothing given", flight: Flight{}, over: by, want: Unknown, missing: []string{"registration", "kind", "date"}},
		{name: "not scheduled unless said", rules: subject("BY", "scheduled: true"), flight: civil("RS"), over: by, want: Open, winner: "DEFAULT-5"},
		{name: "nobody named on board", rules: subject("BY", "persons: [putin]"), flight: civil("RS"), over: by, want: Open, winner: "DEFAULT-5"},
		{name: "somebody whom the set does not know", rules: subject("BY", "persons: [putin]"), flight: with(civil("RS"), func(f *Flight) { f.Persons = []string{"Putin"} }), over: by, want: Unknown, missing: []string{"person Putin"}},
		{name: "civil: ordinary purpose and cargo", rules: subject("BY", "purpose: [parade], cargo: [arms]"), flight: civil("RS"), over: by, want: Open, winner: "DEFAULT-5"},
		{name: "state: purpose and cargo have no default", rules: subject("BY", "purpose: [parade], cargo: [arms]"), flight: stateRS, over: by, want: Unknown, missing: []string{"purpose", "cargo"}},
		{name: "state: the purpose settles it", rules: subject("BY", "purpose: [parade], cargo: [arms]"), flight: with(stateRS, func(f *Flight) { f.Purpose = "ordinary" }), over: by, want: Permission, winner: "DEFAULT-3C", standing: NotAsked},
		{name: "cruise level", rules: subject("BY", "levels: {from_fl: 0, to_fl: 95}"), flight: civil("RS"), over: by, want: Open, winner: "DEFAULT-5"},
		{name: "cruise level in the band", rules: subject("BY", "levels: {from_fl: 205}"), flight: civil("RS"), over: by, want: Blocked, winner: "r"},
		{name: "a landing passes the low band", rules: subject("BY", "levels: {to_fl: 95}"), flight: civil("RS"), over: by, scope: Landing, want: Blocked, winner: "r"},
		{name: "low band, low flight", rules: subject("BY", "levels: {to_fl: 95}"), flight: with(civil("RS"), func(f *Flight) { f.Level = 95 }), over: by, want: Blocked, winner: "r"},
		{name: "no type", rules: subject("BY", "type: [IL96]"), flight: civil("RS"), over: by, want: Unknown, missing: []string{"type"}},
		{name: "another type", rules: subject("BY", "type: [IL96]"), flight: with(civil("RS"), func(f *Flight) { f.Type = "A320" }), over: by, want: Open, winner: "DEFAULT-5"},
		{name: "no mass", rules: subject("BY", "mtow: {from_t: 5.7}"), flight: civil("RS"), over: by, want: Unknown, missing: []string{"mtow"}},
		{name: "light", rules: subject("BY", "mtow: {from_t: 5.7, to_t: 100}"), flight: with(civil("RS"), func(f *Flight) { f.MTOW = 2 }), over: by, want: Open, winner: "DEFAULT-5"},
		{name: "no base", rules: subject("BY", "base: [RW]"), flight: civil("RS"), over: by, want: Unknown, missing: []string{"base"}},
		{name: "no destination", rules: subject("BY", "destination: [IL]"), flight: civil("RS"), over: by, want: Unknown, missing: []string{"destination"}},
		{name: "no ends", rules: subject("BY", "between: [[UA], [BY]]"), flight: civil("RS"), over: by, want: Unknown, missing: []string{"origin", "destination"}},
		{name: "a list of carriers is never loaded", rules: subject("BY", "registration: [RS], carrier_list: EU-ASL"), flight: civil("RS"), over: by, want: Unknown, missing: []string{"carrier_list"}},
		{name: "a list of carriers of other States", rules: subject("BY", "registration: [AF], carrier_list: EU-ASL"), flight: civil("RS"), over: by, want: Open, winner: "DEFAULT-5"},
		{name: "any_of: one group holds, the other is not known", rules: subject("BY", "any_of: [{registration: [RS]}, {base: [RW]}]"), flight: civil("RS"), over: by, want: Blocked, winner: "r"},
		{name: "any_of: none holds, one is not known", rules: subject("BY", "any_of: [{registration: [RW]}, {base: [RW]}]"), flight: civil("RS"), over: by, want: Unknown, missing: []string{"base"}},
		{name: "what could only better is let alone", rules: []string{`{id: r, issuer: BY, territory: [BY], effect: permit, subject: {base: [RW]}, basis: law}`, `{id: b, issuer: BY, territory: [BY], effect: ban, basis: law}`}, flight: civil("RS"), over: by, want: Blocked, winner: "b"},
		{name: "what stands behind is let alone", rules: []string{`{id: c, issuer: BY, territory: [BY], effect: permit, layer: case, basis: law}`, rule("BY", "subject: {base: [RW]}")}, flight: civil("RS"), over: by, want: Open, winner: "c"},
		{name: "what is lifted anyway is let alone", rules: []string{`{id: c, issuer: BG, territory: [BG], effect: permit, basis: law}`, `{id: e, issuer: EU, territory: ["bloc:EU"], effect: ban, subject: {base: [RW]}, basis: law}`}, flight: civil("RS"), over: over("BG"), want: Open, winner: "c"},
		{name: "two that are worse only together", rules: []string{
			`{id: p, issuer: BY, territory: [BY], effect: permit, layer: case, stated: 2025-10-02, basis: law}`,
			`{id: q, issuer: BY, territory: [BY], effect: permit, layer: case, stated: 2025-10-01, overrides: [p], subject: {base: [RW]}, basis: law}`,
			`{id: r, issuer: BY, territory: [BY], effect: deny, layer: case, stated: 2025-10-01, subject: {type: [IL96]}, basis: law}`,
		}, flight: civil("RS"), over: by, want: Unknown, missing: []string{"base", "type"}},
		{name: "two that are worse only together: one keeps the supposed permission from lifting, the other refuses", rules: []string{
			`{id: p, issuer: BG, territory: [BG], effect: permit, layer: case, basis: law}`,
			`{id: q, issuer: EU, territory: [BG], effect: ban, layer: case, grantable: false, subject: {base: [RW]}, basis: law}`,
			`{id: r, issuer: BG, territory: [BG], effect: deny, layer: case, subject: {type: [IL96]}, basis: law}`,
		}, flight: civil("RS"), over: over("BG"), with: []Override{Grant("BG")}, want: Unknown, missing: []string{"base", "type"}},
		{name: "a permit beside what could make it worse names nothing", rules: []string{
			`{id: c, issuer: BY, territory: [BY], effect: close, layer: case, subject: {type: [IL96]}, overrides: [p], basis: law}`,
			`{id: p, issuer: BY, territory: [BY], effect: permit, subject: {base: [RW]}, basis: law}`,
		}, flight: civil("RS"), over: by, want: Unknown, missing: []string{"type"}},
		{name: "an end in a State that does not exist was not given", rules: subject("BY", "origin: [RU]"), flight: with(civil("RS"), func(f *Flight) { f.Origin = Aerodrome{State: "QQ"} }), over: by, want: Unknown, missing: []string{"origin"}},
	})
}

// What is only announced never touches what is open, even as a later decision.
func TestAnnouncedNeverTouchesOpen(t *testing.T) {
	own := `{id: own, issuer: BG, territory: [BG], effect: permit, layer: case, stated: 2025-10-01, basis: law}`
	ban := `{id: ban, issuer: EU, territory: [BG], effect: ban, layer: case, stated: 2025-10-01, basis: law}`
	later := `{id: later, issuer: BG, territory: [BG], effect: permit, standing: announced, layer: case, stated: 2025-10-02, basis: press}`
	lifts := `{id: lifts, issuer: KFOR, territory: [BG], effect: permit, standing: conditional, layer: case, overrides: [own], basis: press}`
	runDecisions(t, []decision{
		{name: "Sofia: its permit before the ban", rules: []string{own, ban}, flight: civil("RS"), over: over("BG"), want: Open, winner: "own", behind: []string{"ban", "DEFAULT-5"}},
		{name: "Sofia: announced again later", rules: []string{own, ban, later}, flight: civil("RS"), over: over("BG"), want: Open, winner: "own", behind: []string{"ban", "later", "DEFAULT-5"}},
		{name: "Sofia: lifted by what is conditional", rules: []string{own, ban, lifts}, flight: civil("RS"), over: over("BG"), want: Open, winner: "own", behind: []string{"ban", "lifts", "DEFAULT-5"}},
		{name: "Sofia: announced, and no permit before", rules: []string{ban, later}, flight: civil("RS"), over: over("BG"), want: Blocked, winner: "ban", behind: []string{"later", "DEFAULT-5"}},
	})
}

// with returns a flight that was changed.
func with(f Flight, change func(*Flight)) Flight {
	change(&f)
	return f
}

func TestSubjects(t *testing.T) {
	ends := func(from, to Aerodrome) Flight {
		return with(civil("RS"), func(f *Flight) { f.Origin, f.Destination = from, to })
	}
	at := func(s string) Aerodrome { return Aerodrome{State: s} }
	sea := Aerodrome{HighSeas: true}
	aboard := func(p ...string) Flight { return with(statePlane(), func(f *Flight) { f.Persons = p }) }
	cases := []struct {
		name, subject string
		flight        Flight
		met           bool
	}{
		{"Sofia: Lavrov alone", "persons: [lavrov], persons_not: [zakharova]", aboard("lavrov"), true},
		{"Sofia: Lavrov with Zakharova", "persons: [lavrov], persons_not: [zakharova]", aboard("lavrov", "zakharova"), false},
		{"Minsk: from Algiers", "origin: [DZ]", ends(at("DZ"), at("RU")), true},
		{"Minsk: to Algiers is not from there", "origin: [DZ]", ends(at("RU"), at("DZ")), false},
		{"Minsk: from the high seas", "origin: [DZ]", ends(sea, at("DZ")), false},
		{"Yerevan: not to Turkey", "origin_not: [TR], destination_not: [TR]", ends(at("AM"), at("RU")), true},
		{"Yerevan: to Turkey", "origin_not: [TR], destination_not: [TR]", ends(at("AM"), at("TR")), false},
		{"Minsk: between Ukraine and Belarus", "between: [[UA], [BY]]", ends(at("UA"), at("BY")), true},
		{"Minsk: the other way round", "between: [[UA], [BY]]", ends(at("BY"), at("UA")), true},
		{"Minsk: one end only", "between: [[UA], [BY]]", ends(at("BY"), at("RU")), false},
		{"Moscow: to a closed aerodrome", "destination: [aerodrome BZK]", ends(at("BY"), Aerodrome{State: "RU", IATA: "BZK"}), true},
		{"Moscow: by its ICAO code", "destination: [aerodrome UUBP]", ends(at("BY"), Aerodrome{State: "RU", ICAO: "UUBP"}), true},
		{"Moscow: another aerodrome", "destination: [aerodrome BZK]", ends(at("BY"), Aerodrome{State: "RU", IATA: "VKO"}), false},
		{"Moscow: a city is no aerodrome", "destination: [aerodrome BZK]", ends(at("BY"), at("RU")), false},
		{"London: a flight plan that names Russia", "flight_plan_names: [RU]", ends(at("BY"), at("RU")), true},
		{"London: a flight plan that does not", "flight_plan_names: [RU]", ends(at("BY"), at("FR")), false},
		{"Vilnius: the Union's members", `destination: ["bloc:EU"]`, ends(at("BY"), at("FR")), true},
		{"Vilnius: no member any more", `destination: ["bloc:EU"]`, ends(at("BY"), at("GB")), false},
		{"Vilnius: a bloc in a bloc", `registration: ["bloc:EEA"]`, civil("FR"), true},
		{"Madrid: cargo", "destination: [IL], cargo: [defence_material]", with(ends(at("US"), at("IL")), func(f *Flight) { f.Cargo = "defence_material" }), true},
		{"Minsk: scheduled", "scheduled: true", scheduled(civil("RS")), true},
		{"Minsk: kind", "kind: state", civil("RS"), false},
		{"Minsk: base", "base: [RW]", with(civil("RS"), func(f *Flight) { f.Base = "RW" }), true},
		{"Minsk: registered where it flies", "registration: [flown-over]", civil("BY"), true},
		{"Minsk: any", "", civil("RS"), true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := "subject: {" + c.subject + "}"
			if c.subject == "" {
				text = "subject: any"
			}
			s := mustSet(t, rule("BY", text))
			d := s.Decide(c.flight, over("BY"), At{}, Overflight)
			if got := d.Status == Blocked; got != c.met || len(d.Missing()) > 0 {
				t.Errorf("met %v, want %v (%v, missing %v)", got, c.met, d.Status, d.Missing())
			}
		})
	}
}

func TestScopes(t *testing.T) {
	r := []string{rule("BY", "scope: [landing, technical-stop]")}
	for scope, want := range map[Scope]Status{Overflight: Open, Landing: Blocked, Departure: Open, TechnicalStop: Blocked} {
		if d := mustSet(t, r...).Decide(civil("RS"), over("BY"), At{}, scope); d.Status != want || d.Scope != scope {
			t.Errorf("%v: %v (%v), want %v", scope, d.Status, d.Scope, want)
		}
	}
}

func TestDates(t *testing.T) {
	const closure = "subject: any, from: 2023-02-14T09:24:00Z, until: 2023-02-14T12:47:00Z"
	days := "from: 2025-10-16, until: 2025-10-20"
	unknownEnd := "stated: 2022-03-21, from: 2022-03-01, until: unknown"
	runDecisions(t, []decision{
		{name: "the day before", rules: []string{rule("MD", days)}, flight: civil("RS"), over: over("MD"), date: "2025-10-15", want: Open, winner: "DEFAULT-5"},
		{name: "the first day", rules: []string{rule("MD", days)}, flight: civil("RS"), over: over("MD"), date: "2025-10-16", want: Blocked, winner: "r"},
		{name: "the last day", rules: []string{rule("MD", days)}, flight: civil("RS"), over: over("MD"), date: "2025-10-20", want: Blocked, winner: "r"},
		{name: "its last second", rules: []string{rule("MD", days)}, flight: civil("RS"), over: over("MD"), date: "2025-10-20T23:59:59Z", want: Blocked, winner: "r"},
		{name: "the day after", rules: []string{rule("MD", days)}, flight: civil("RS"), over: over("MD"), date: "2025-10-21", want: Open, winner: "DEFAULT-5"},
		{name: "from null is always", rules: []string{rule("MD", "from: null, until: 2025-10-20")}, flight: civil("RS"), over: over("MD"), date: "1950-01-01", want: Blocked, winner: "r"},
		{name: "until null has no end", rules: []string{rule("MD", "from: 2025-10-16, until: null")}, flight: civil("RS"), over: over("MD"), date: "2100-01-01", want: Blocked, winner: "r"},
		{name: "until unknown, on the day it was stated", rules: []string{rule("MD", unknownEnd)}, flight: civil("RS"), over: over("MD"), date: "2022-03-21", want: Blocked, winner: "r"},
		{name: "until unknown, the day after", rules: []string{rule("MD", unknownEnd)}, flight: civil("RS"), over: over("MD"), date: "2022-03-22", want: Unknown, missing: []string{"end of r"}},
		{name: "until unknown, before it began", rules: []string{rule("MD", unknownEnd)}, flight: civil("RS"), over: over("MD"), date: "2022-02-28", want: Open, winner: "DEFAULT-5"},
		{name: "until unknown, never stated", rules: []string{rule("MD", "from: 2022-03-01, until: unknown")}, flight: civil("RS"), over: over("MD"), date: "2022-03-02", want: Unknown, missing: []string{"end of r"}},
		{name: "until unknown, no day at all", rules: []string{rule("MD", "until: unknown")}, flight: civil("RS"), over: over("MD"), date: "2022-03-02", want: Unknown, missing: []string{"end of r"}},
		{name: "Chisinau: the first second", rules: []string{rule("MD", closure)}, flight: civil("RS"), over: over("MD"), date: "2023-02-14T09:24:00Z", want: Blocked, winner: "r"},
		{name: "Chisinau: the last second", rules: []string{rule("MD", closure)}, flight: civil("RS"), over: over("MD"), date: "2023-02-14T12:47:00Z", want: Blocked, winner: "r"},
		{name: "Chisinau: a second later", rules: []string{rule("MD", closure)}, flight: civil("RS"), over: over("MD"), date: "2023-02-14T12:47:01Z", want: Open, winner: "DEFAULT-5"},
		{name: "Chisinau: that day, no time", rules: []string{rule("MD", closure)}, flight: civil("RS"), over: over("MD"), date: "2023-02-14", want: Unknown, missing: []string{"time"}},
		{name: "the date of the flight itself", rules: []string{rule("MD", "from: 2025-10-30, until: 2025-10-30")}, flight: civil("RS"), over: over("MD"), want: Blocked, winner: "r"},
		{name: "no date", rules: []string{rule("MD", "until: 2025-10-30")}, flight: Flight{Kind: CivilAircraft, Registration: Registration{State: "RS"}}, over: over("MD"), want: Unknown, missing: []string{"date"}},
		{name: "no date, no end known", rules: []string{rule("MD", "until: unknown")}, flight: Flight{Kind: CivilAircraft, Registration: Registration{State: "RS"}}, over: over("MD"), want: Unknown, missing: []string{"date"}},
		{name: "as of the day before it was stated", rules: []string{bgSays}, flight: statePlane(), over: over("BG"), asOf: "2025-10-19", want: Permission, winner: "DEFAULT-3C", standing: NotAsked},
		{name: "as of the day on which it was stated", rules: []string{bgSays}, flight: statePlane(), over: over("BG"), asOf: "2025-10-20", want: Permission, winner: "bg-says", standing: Announced},
		{name: "stated later than it holds, date before stated", rules: []string{bgSays}, flight: statePlane(), over: over("BG"), date: "2025-10-17", want: Permission, winner: "bg-says", standing: Announced},
		{name: "never stated is known always", rules: []string{rule("MD", "from: 2020-01-01")}, flight: civil("RS"), over: over("MD"), asOf: "1990-01-01", want: Blocked, winner: "r"},
		{name: "London: a member of the Union then", rules: []string{euBan}, flight: statePlane(), over: over("GB"), date: "2022-03-01", want: Permission, winner: "DEFAULT-3C", standing: NotAsked},
		{name: "London: membership ends with its last day", rules: []string{`{id: eu, issuer: EU, territory: ["bloc:EU"], effect: ban, basis: law}`}, flight: civil("RU"), over: over("GB"), date: "2020-01-31", want: Blocked, winner: "eu"},
		{name: "London: the day after", rules: []string{`{id: eu, issuer: EU, territory: ["bloc:EU"], effect: ban, basis: law}`}, flight: civil("RU"), over: over("GB"), date: "2020-02-01", want: Open, winner: "DEFAULT-5"},
		{name: "London: no date, so a member perhaps", rules: []string{`{id: eu, issuer: EU, territory: ["bloc:EU"], effect: ban, basis: law}`}, flight: Flight{Kind: CivilAircraft, Registration: Registration{State: "RU"}}, over: over("GB"), want: Unknown, missing: []string{"date"}},
		{name: "a flag whose end is not known is still shown", rules: []string{`{id: md, issuer: MD, territory: [MD], effect: advise, stated: 2022-03-21, until: unknown, basis: press}`}, flight: civil("RS"), over: over("MD"), want: Open, winner: "DEFAULT-5", flags: []string{"md"}},
	})
}

func TestTerritory(t *testing.T) {
	runDecisions(t, []decision{
		{name: "Cayenne: a rule on the Union covers French Guiana", rules: []string{euBan}, flight: statePlane(), over: Territory{Code: "GF", State: "FR"}, want: Blocked, winner: "eu-ban"},
		{name: "Thorshavn: unless it is excepted", rules: []string{euBan}, flight: statePlane(), over: Territory{Code: "FO", State: "DK"}, want: Permission, winner: "DEFAULT-3C", standing: NotAsked},
		{name: "Copenhagen: the State itself is not", rules: []string{euBan}, flight: statePlane(), over: over("DK"), want: Blocked, winner: "eu-ban"},
		{name: "Cayenne: a rule on France covers it", rules: []string{rule("FR", "")}, flight: statePlane(), over: Territory{Code: "GF", State: "FR"}, want: Blocked, winner: "r"},
		{name: "Cayenne: a rule on it by its own code", rules: []string{`{id: gf, issuer: FR, territory: [GF], effect: ban, basis: law}`}, flight: statePlane(), over: Territory{Code: "GF", State: "FR"}, want: Blocked, winner: "gf"},
		{name: "Paris: a rule on French Guiana is not one on France", rules: []string{`{id: gf, issuer: FR, territory: [GF], effect: ban, basis: law}`}, flight: statePlane(), over: over("FR"), want: Permission, winner: "DEFAULT-3C", standing: NotAsked},
		{name: "Cayenne: both rules, once each", rules: []string{`{id: both, issuer: FR, territory: [FR, GF], effect: ban, basis: law}`}, flight: statePlane(), over: Territory{Code: "GF", State: "FR"}, want: Blocked, winner: "both", behind: []string{"DEFAULT-3C"}},
		{name: "Pristina: its own permit before a bloc's ban under either view", rules: []string{`{id: xk, issuer: XK, territory: [XK], effect: permit, basis: law}`, `{id: k, issuer: KFOR, territory: [XK], effect: ban, basis: law}`}, flight: statePlane(), over: Territory{Code: "XK", State: "RS"}, want: Open, winner: "xk"},
		{name: "Simferopol: an area without a code, of Ukraine", rules: []string{uaClosed}, flight: statePlane(), over: Territory{Area: "crimea", State: "UA"}, want: Blocked, winner: "ua-closed"},
		{name: "Bir Tawil: no sovereign", rules: []string{`{id: star, issuer: ICAO, territory: ["*"], effect: ban, basis: law}`}, flight: statePlane(), over: Territory{Area: "bir-tawil", Claimants: []string{"EG", "SD"}}, want: Unknown},
		{name: "Laayoune: no sovereign, defaults do not speak for it", flight: civil("MA"), over: Territory{Code: "EH"}, want: Unknown},
		{name: "Laayoune: a permit by its code does not open it", rules: []string{`{id: eh, issuer: MA, territory: [EH], effect: permit, basis: law}`}, flight: civil("MA"), over: Territory{Code: "EH"}, want: Unknown},
		{name: "Laayoune: a refusal by its code counts", rules: []string{`{id: eh, issuer: MA, territory: [EH], effect: ban, basis: law}`}, flight: civil("FR"), over: Territory{Code: "EH"}, want: Blocked, winner: "eh"},
		{name: "Laayoune: supposed", flight: civil("FR"), over: Territory{Code: "EH"}, with: []Override{Grant("EH")}, want: Open, winner: "supposed-permit-EH"},
		{name: "a code that is no State", flight: civil("FR"), over: over("QQ"), want: Unknown},
		{name: "everywhere but Russia", rules: []string{`{id: star, issuer: ICAO, territory: ["*"], except: [RU], effect: ban, basis: law}`}, flight: civil("FR"), over: over("RU"), want: Open, winner: "DEFAULT-5"},
		{name: "everywhere", rules: []string{`{id: star, issuer: ICAO, territory: ["*"], except: [RU], effect: ban, basis: law}`}, flight: civil("FR"), over: over("AU"), want: Blocked, winner: "star"},
		{name: "nowhere at all", flight: civil("FR"), over: Territory{}, want: Unknown},
	})
}

func TestCovers(t *testing.T) {
	head := "version: 1\nset: small\ncovers: [PL, BG, FR]\npeople: [{id: putin}]\nblocs: [{id: EU, members: [{iso: PL}, {iso: BG}, {iso: ES}]}]\nrules:\n"
	s := mustParse(t, head+"  - "+euBan+"\n  - {id: md, issuer: MD, territory: [MD], effect: permit, basis: law}\n"+
		"  - {id: rs, issuer: RS, territory: [RS], effect: permit, standing: announced, basis: press, layer: case}\n")
	cases := []struct {
		name   string
		flight Flight
		over   Territory
		with   []Override
		want   Status
	}{
		{"Warsaw: covered", civil("RS"), over("PL"), nil, Open},
		{"Cayenne: covered with France", civil("RS"), Territory{Code: "GF", State: "FR"}, nil, Open},
		{"Sydney: outside", civil("NZ"), over("AU"), nil, Unknown},
		{"Sydney: its own aircraft outside", civil("AU"), over("AU"), nil, Unknown},
		{"Sydney: a state aircraft outside", statePlane(), over("AU"), nil, Unknown},
		{"Chisinau: a permit does not open what is outside", civil("RS"), over("MD"), nil, Unknown},
		{"Belgrade: nor an announced one", statePlane(), over("RS"), nil, Unknown},
		{"Madrid: a ban reaches outside", civil("RU"), over("ES"), nil, Blocked},
		{"Madrid: a ban that is not met", civil("RS"), over("ES"), nil, Unknown},
		{"Sydney: supposed permit", civil("NZ"), over("AU"), []Override{Grant("AU")}, Open},
		{"Sydney: supposed ban", civil("NZ"), over("AU"), []Override{Ban("AU")}, Blocked},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, err := s.With(c.with...)
			if err != nil {
				t.Fatal(err)
			}
			d := s.Decide(c.flight, c.over, At{}, Overflight)
			if d.Status != c.want {
				t.Errorf("%v, want %v: %s", d.Status, c.want, d.Why())
			}
			if outside := !slices.Contains([]string{"PL", "FR"}, c.over.State); d.NotCovered != outside {
				t.Errorf("NotCovered is %v", d.NotCovered)
			}
		})
	}
	if d := s.Decide(civil("NZ"), over("AU"), At{}, Overflight); !strings.Contains(d.Why(), "small does not cover AU") {
		t.Errorf("the sentence does not name the set: %q", d.Why())
	}
	if !s.Covers("PL") || s.Covers("AU") || s.Covers("") || !mustSet(t).Covers("AU") {
		t.Error("Covers is wrong")
	}
	world := mustParse(t, "version: 1\nset: world\nrules: []\n")
	both, err := Combine(s, world)
	if err != nil {
		t.Fatal(err)
	}
	if d := both.Decide(civil("NZ"), over("AU"), At{}, Overflight); d.Status != Open {
		t.Errorf("a layer that covers the world: %v", d.Status)
	}
}
