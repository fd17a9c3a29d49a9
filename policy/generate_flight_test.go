package policy

import (
	"fmt"
	"math"
	"time"
)

// Moments of flights: days on which drawn rules begin and end, and the seconds
// around their instants.
var drawnMoments = []When{
	Day(2025, 10, 2), Day(2025, 10, 1), Day(2025, 10, 3), Day(2025, 10, 4),
	{},
	at(1, 23, 59, 59), at(2, 0, 0, 0), at(2, 11, 59, 59), at(2, 12, 0, 0), at(2, 12, 0, 1), at(2, 23, 59, 59), at(3, 0, 0, 0),
}

// at is an instant of October 2025.
func at(day, hour, minute, second int) When {
	return Instant(time.Date(2025, 10, day, hour, minute, second, 0, time.UTC))
}

var drawnEnds = []Aerodrome{
	{State: "RU", IATA: "VKO", ICAO: "UUWW"},
	{State: "HU", IATA: "BUD"},
	{},
	{State: "RU"},
	{State: "BG"},
	{State: "GB"},
	{State: "FR"},
	{ICAO: "UUWW"},
	{IATA: "BUD"},
	{IATA: "ZZZ"},
	{HighSeas: true},
	{State: "QQ"},
}

// flight draws a flight; every fact may be left out, and codes may be of no State.
func (c choice) flight() Flight {
	f := Flight{
		Registration: Registration{State: one(c, "RU", "RU", "RU", "BG", "RS", "TR", "GF", "", "QQ")},
		Kind:         one(c, CivilAircraft, StateAircraft, CivilAircraft, StateAircraft, CivilAircraft, StateAircraft, ""),
		Date:         one(c, drawnMoments...),
		Origin:       one(c, drawnEnds...), Destination: one(c, drawnEnds...),
		Scheduled: one(c, NotGiven, Yes, No),
		Type:      one(c, "IL96", "", "A320", "C172"),
		MTOW:      one(c, 230, 5.7, 5.6, 5.8, 99.9, 100, 100.1, 0, -1, math.NaN()),
		Persons:   one(c, nil, []string{"putin"}, []string{"lavrov"}, []string{"putin", "lavrov"}, []string{"stranger"}, []string{"stranger", "zakharova"}),
		Base:      one(c, "RU", "RW", "", "BG", "QQ"),
		Purpose:   one(c, "", "ordinary", "parade", "medical"),
		Cargo:     one(c, "", "ordinary", "arms"),
		Level:     one(c, 0, 94, 95, 96, 204, 205, 206, 349, 350, 351, -5),
	}
	if c.often(3) {
		f.OperatorState = one(c, "PL", "RU", "TR", "FR", "QQ")
	}
	if c.often(3) {
		f.OwnerState = one(c, "RU", "BG", "QQ")
	}
	if c.often(3) {
		f.ChartererState = one(c, "RU", "BG", "QQ")
	}
	return f
}

// where draws a territory: a State, an area, a zone, or none of them.
func (c choice) where() Territory {
	t := one(c,
		over("BG"), over("BG"), over("BG"), over("PL"), over("FR"), Territory{Area: "guiana", Code: "GF", State: "FR"}, over("RU"), over("GB"),
		Territory{Code: "FO", State: "DK"}, Territory{Code: "HK", State: "CN"}, Territory{Code: "XK", State: "RS"}, over("TR"),
		Territory{Area: "crimea", State: "UA"}, Territory{Code: "EH"}, Territory{Area: "bir-tawil", Claimants: []string{"EG", "SD"}}, over("QQ"),
		Territory{Zones: []string{"North"}}, Territory{Zones: []string{"Zeta FIR", "ZETA"}}, Territory{Zones: []string{"Far"}},
		Territory{Code: "BG", State: "BG", Zones: []string{"North"}}, Territory{Code: "QQ", Zones: []string{"North"}},
		Territory{Code: "EH", Zones: []string{"North"}})
	t.Within = one(c, nil, []string{"North"}, []string{"South", "North"}, []string{"East"})
	return t
}

// whatIf is what the asker changes.
type whatIf struct {
	grants, bans, without, bases []string
}

// whatIf draws what the asker supposes and leaves out.
func (c choice) whatIf(ids []string) whatIf {
	var w whatIf
	if c.often(4) {
		w.grants = append(w.grants, one(c, "BG", "GF", "EH", "RU"))
	}
	if len(w.grants) > 0 && c.often(2) {
		w.grants = append(w.grants, one(c, "FR", "HK"))
	}
	if c.often(1) {
		w.bans = append(w.bans, one(c, "BG", "FR", "EH"))
	}
	if c.often(2) {
		w.without = append(w.without, one(c, append([]string{"DEFAULT-5", "DEFAULT-TRANSIT"}, ids...)...))
	}
	if c.often(1) {
		w.bases = append(w.bases, one(c, "law", "press"), one(c, "notam", "article"))
	}
	return w
}

// overrides are the what-ifs as With takes them.
func (w whatIf) overrides() []Override {
	var out []Override
	for _, x := range w.grants {
		out = append(out, Grant(x))
	}
	for _, x := range w.bans {
		out = append(out, Ban(x))
	}
	for _, x := range w.without {
		out = append(out, Without(x))
	}
	if len(w.bases) > 0 {
		out = append(out, Basis(w.bases...))
	}
	return out
}

// asked is one question to a set.
type asked struct {
	flight Flight
	over   Territory
	at     At
	scope  Scope
}

// question draws a question to a set, mostly about where its rules meet.
func (c choice) question(s drawnSet) asked {
	out := asked{
		flight: c.flight(), over: c.where(), scope: one(c, Overflight, Overflight, Landing, Departure, TechnicalStop),
		at: At{Date: one(c, When{}, When{}, When{}, one(c, drawnMoments...)), AsOf: one(c, When{}, When{}, When{}, one(c, drawnMoments...))},
	}
	switch {
	case s.focus == "" || !c.often(7):
	case s.focus == "GF":
		out.over = Territory{Area: "guiana", Code: "GF", State: "FR"}
	default:
		out.over = over(s.focus)
	}
	return out
}

func (a asked) String() string {
	return fmt.Sprintf("%+v\nover %+v, %v, at %v, as of %v", a.flight, a.over, a.scope, a.at.Date, a.at.AsOf)
}

// compare asks the set and the reference and returns what is not the same.
func (a asked) compare(s *Set, q *reference) (decided, referred answer) {
	q.ask(a.flight, a.over, a.at, a.scope)
	return written(s.Decide(a.flight, a.over, a.at, a.scope)), q.answer()
}

// written writes a decision down as the reference does.
func written(d Decision) answer {
	out := answer{
		Status: d.Status, Standing: d.Standing, NotCovered: d.NotCovered, Applied: sortedIDs(d.Rules()), Flags: sortedIDs(d.Flags()),
		Undecided: sortedIDs(d.Undecided()), Missing: sortedWords(d.Missing()), Unless: d.Unless(), NotGrantable: sortedIDs(d.NotGrantable()),
	}
	if w := d.Winner(); w != nil {
		out.Winner = w.ID
	}
	return out
}
