// Package policy answers one question: may this flight enter that State's
// airspace, which rule says so, and who published it.
//
// Rules are data. A policy set is a YAML file, read by [Parse] or [Builtin];
// several files become layers of one set with [Combine]. [Set.Decide] judges
// one flight over one territory for one scope and returns a [Decision]: a
// status, every rule that applied with the winner first, why it won, the flags,
// and the facts that were missing. [Set.Explain] gives the same decision rule
// by rule. [Set.With] asks "what if".
//
// Sets, decisions and rules do not change after they were made and may be used
// by many goroutines at once. The zero [Decision] and a nil [Set] are unknown,
// never open.
//
// # The file
//
// A file is YAML 1.2 in one document. Unknown keys, keys given twice, aliases
// and values of the wrong kind are errors; all errors of a file are reported
// at once, each with file, line and column. A plain NO is Norway.
//
//	version: 1                  # needed
//	set: budapest-2025          # name; the file's own name when left out
//	extend: [world-2025]        # sets that it builds on, as layers under it: built-in names, or paths from this file; optional
//	title: one line             # optional
//	note: anything              # optional
//	as_of: 2025-10-24           # the set holds what was known on that day
//	covers: [RU, UA, HU]        # States (and areas with a code) it speaks for; everywhere when left out
//	transit_agreement: IASTA    # the bloc whose members let scheduled services pass; optional
//	flight: {registration: RU, example: RA-96022, operator_state: RU, kind: state, type: IL96,
//	         scheduled: false, persons: [putin], date: 2025-10-30}     # the default flight; optional
//	people:
//	  - {id: putin, name: Vladimir Putin, note: anything, sources: [...]}
//	blocs:
//	  - id: EU
//	    name: European Union
//	    note: anything
//	    members: [{iso: BE, from: 1958-01-01}, {iso: GB, from: 1973-01-01, to: 2020-01-31}, {iso: "bloc:OTHER"}]
//	    sources: [...]
//	zones: [UKLV, Shanwick Oceanic]   # zones that rules may name, by id or by name; optional
//	rules:
//	  - id: EU-RU-3D
//	    ...
//
// The key when (of a rule) is reserved.
//
// # A rule
//
//	id            needed: letters, digits, "-", "." and "_"; ids that begin with DEFAULT- are the Convention's
//	issuer        needed: who speaks: a State (ISO 3166-1 alpha-2, XK allowed), EU, EASA, ECOWAS, ICC, ICAO, KFOR or a bloc of the file
//	territory     needed: list of States, areas with a code of their own (GF, FO, HK), bloc:NAME, zone:NAME, or "*" for
//	              every State; a rule on a State covers its areas, and none covers a zone that it does not name
//	except        list of States and areas that are taken out of territory
//	outline       name of a zone, or a list: the rule holds only where one of them lies over its territory; see below
//	subject       which flights: any (or left out) is every flight; see below
//	effect        needed: permit, require-permission, deny, ban, close, force-landing, or a flag: notify, advise, arrest-risk
//	scope         list of overflight, landing, departure, technical-stop; all when left out
//	unless        what the issuer excepts: emergency, humanitarian, medical, evacuation, search-and-rescue, fire-fighting,
//	              military, state-vip, diplomatic, light-private, issuer-authorisation; taken as not met, and printed
//	stated        day on which it was said, published or decided; null or left out: not known
//	from, until   when it holds: UTC days or instants (2022-02-24T00:45:00Z), both ends in; from null or left out: always;
//	              until null or left out: no end; until unknown: may have ended, undecided after the day it was stated
//	basis         needed: article, law, notam, statement, press, assumption
//	act           title of the law, notice or decision
//	standing      enacted (when left out), announced, conditional
//	says          how the issuer put it, in our words ("would have allowed")
//	layer         safety, case, clearance, national, bloc, default, advice; left out: safety for close, advice for flags,
//	              bloc for a rule of a bloc or organisation, else national
//	grantable     false: a supposed permission never lifts it; only for deny, ban, close and force-landing; true when left out
//	overrides     ids of rules that this one lifts where both apply on the same level
//	adds_to       id of the rule that this one adds a day, a speaker or a condition to
//	binding_on    whom an advice binds, in words
//	authority     whom to ask, in words
//	notice_hours  how many hours before the flight they want to be asked
//	sources       list of {publisher, date, link, mirror}: publisher is needed; date is a year, month or day; link begins with
//	              http:// or https://; mirror true marks a copy
//	unverified    list of what is general knowledge, a placeholder or our reading, in words
//	summary, note one line; anything
//
// # A subject
//
// All fields that are there must hold; within a list one is enough.
//
//	registration, operator_state, owner_state   list of States, bloc:NAME (its members on the day of the flight), or flown-over
//	                                            (the State whose airspace it is); owner_state is the owner's or the charterer's
//	registration_not, operator_state_not        the same; none of them
//	kind                                        state or civil
//	scheduled                                   true or false
//	type                                        list of ICAO type designators (IL96)
//	mtow                                        {from_t, to_t}: maximum take-off mass in tonnes, both in, one may be left out
//	persons, persons_not                        list of ids of people: one of them is, none of them is on board
//	origin, destination                         list of States, bloc:NAME or "aerodrome XXX" (IATA or ICAO)
//	origin_not, destination_not                 the same; none of them
//	between                                     two lists like origin: one end in the first and the other in the second
//	base                                        list of States or bloc:NAME where the aircraft is based
//	purpose, cargo                              list of words (victory-day-2025, defence_material)
//	levels                                      {from_fl, to_fl}: flight levels, both in, one may be left out
//	flight_plan_names                           list like origin: one end of the flight is there
//	carrier_list                                name of a list of carriers; such lists are not loaded, so it stays undecided
//	any_of                                      list of subjects (without any_of): at least one holds
//
// # Deciding
//
// Each scope is decided alone. Levels, highest first: safety; supposed
// ([Ban] before [Grant]); case; clearance; national and bloc; default. The
// highest level that has a rule with a status decides. Within a level (a) what
// a rule there overrides is removed; (b) at case level the later decision of
// an issuer replaces its earlier one; (c) a State's own enacted permit stands
// before the refusal of its bloc; (d) the strictest decides. Among equals the
// State's own rule comes first, then the earliest from, law before other
// bases, the smaller id.
//
// An announced or conditional permit counts as permission on its level and
// never turns open into anything else; an announced or conditional refusal is
// a refusal. A State that no layer covers, and an area without a sovereign,
// is unknown unless a rule refuses or the asker supposes; the Convention's
// default rules do not speak for it.
//
// A rule that rests on a fact which was not given is neither met nor unmet.
// If it could make the status worse, the status is unknown and
// [Decision.Missing] names the fact. There is no default for registration,
// kind, type, mass, base, origin, destination and date, nor for purpose and
// cargo of a state aircraft; the operator is that of the registration, and
// [Flight.Defaults] tells the rest. A day that a rule covers only in part
// misses the time; a rule with until: unknown misses its end; a person whom the
// set does not know may be anybody. A place that was given without a code is
// none of the aerodromes that a rule names.
//
// A zone is an area that the asker brings, such as a flight information region; it
// may lie over the high seas. zone:NAME stands for every zone with that id or name
// that is loaded, and NAME must be declared in zones of the set or of another
// layer. A zone belongs to nobody: only rules that name it speak for it, the
// Convention's do not, and without a rule that applies it is open.
//
// An outline is a zone as well. A rule with an outline speaks for its territory as
// far as the zone lies over it ([Territory.Within]); its name is declared in zones.
//
// Flags (advice) never change a status. A flag whose end is unknown is shown.
//
// # Limits
//
// A file holds at most 4 MB, a list 10,000 items, a list of words 1,000; the
// first 200 faults are reported and the others counted.
//
// # Compatibility
//
// Every later version reads files of version 1 and decides what they say in the same
// way. Until 1.0.0 a minor version may change what is exported here; see
// docs/compatibility.md.
package policy
