package policy

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// The zero values and a nil set are unknown, never open.
func TestZeroValues(t *testing.T) {
	var none *Set
	var d Decision
	if d.Status != Unknown || d.Winner() != nil {
		t.Error("the zero decision decides")
	}
	if d := none.Decide(civil("RS"), over("BY"), At{}, Overflight); d.Status != Unknown || !d.NotCovered || d.Why() != "there is no policy set" {
		t.Errorf("a nil set decides: %+v", d)
	}
	if d := mustSet(t).Decide(civil("RS"), over("BY"), At{}, Scope(9)); d.Status != Unknown || d.Why() != "there is no such scope" {
		t.Errorf("a scope that is none: %+v", d)
	}
	_, flight := none.Flight()
	_, rule := none.Rule("a")
	if flight || rule || none.Covers("RU") || none.Info() != nil || none.People() != nil || none.Blocs() != nil || !none.Date().IsZero() {
		t.Error("a nil set holds something")
	}
	for r := range none.Rules() {
		t.Errorf("a nil set has the rule %s", r.ID)
	}
	if err := none.Validate(Flight{Persons: []string{"putin"}}); err == nil {
		t.Error("a nil set knows people")
	}
	if d := mustSet(t).Decide(Flight{}, Territory{}, At{}, Overflight); d.Status != Unknown {
		t.Errorf("zero flight and territory: %v", d.Status)
	}
}

func TestStatusOrder(t *testing.T) {
	order := []Status{Open, Permission, Unknown, Blocked}
	for i, a := range order {
		for j, b := range order {
			if a.Worse(b) != (i > j) {
				t.Errorf("%v worse than %v: %v", a, b, a.Worse(b))
			}
		}
		text, err := a.MarshalText()
		var back Status
		if err != nil || back.UnmarshalText(text) != nil || back != a {
			t.Errorf("%v does not come back: %s, %v", a, text, err)
		}
	}
	if Status(9).String() != "unknown" || Status(9).Worse(Unknown) {
		t.Error("a status that there is not is unknown")
	}
	var s Status
	var u *UnknownError
	if err := s.UnmarshalText([]byte("opne")); !errors.As(err, &u) || u.Error() != `unknown status "opne"; did you mean "open"?` {
		t.Errorf("%v", err)
	}
	var sc Scope
	if err := sc.UnmarshalText([]byte("landing")); err != nil || sc != Landing {
		t.Errorf("%v, %v", sc, err)
	}
	if err := sc.UnmarshalText([]byte("land")); err == nil || err.Error() != `unknown scope "land"; did you mean "landing"?` {
		t.Errorf("%v", err)
	}
	if _, err := Scope(9).MarshalText(); err == nil || Scope(9).String() != "scope 9" {
		t.Error("a scope that is none was written")
	}
	if b, err := json.Marshal(map[string]any{"a": TechnicalStop, "b": Blocked}); err != nil || string(b) != `{"a":"technical-stop","b":"blocked"}` {
		t.Errorf("%s, %v", b, err)
	}
}

func TestWhen(t *testing.T) {
	for _, text := range []string{"2025-10-30", "2025-10-30T08:00:00Z", ""} {
		var w When
		if err := w.UnmarshalText([]byte(text)); err != nil || w.String() != text {
			t.Errorf("%q: %v, %v", text, w, err)
		}
		if b, err := w.MarshalText(); err != nil || string(b) != text {
			t.Errorf("%q: %s, %v", text, b, err)
		}
	}
	if w := day(t, "2025-10-30T08:00Z"); !w.Equal(Instant(time.Date(2025, 10, 30, 10, 0, 0, 0, time.FixedZone("", 7200)))) || w.IsDay() {
		t.Errorf("%v", w)
	}
	d := Day(2025, time.October, 30)
	if !d.IsDay() || d.End().Sub(d.Start()) != 24*time.Hour-time.Second || d.Equal(Instant(d.Start())) || !Instant(time.Time{}).IsZero() {
		t.Errorf("%v", d)
	}
	for _, text := range []string{"30.10.2025", "2025-13-01", "2025-10-30T08:00:00.5Z", "1066-10-14", "2025-10-30T08:00:00+01:00"} {
		var w When
		if err := w.UnmarshalText([]byte(text)); err == nil || !w.IsZero() {
			t.Errorf("%q was taken: %v", text, w)
		}
	}
}

func TestDateOfASet(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"of its flight", "as_of: 2025-10-24\nflight: {registration: RU, date: 2025-10-30}\nrules: []\n", "2025-10-30"},
		{"as_of", "as_of: 2025-10-24\nflight: {registration: RU}\nrules: []\n", "2025-10-24"},
		{"the latest day of its rules", "rules:\n  - {id: a, issuer: RU, territory: [RU], effect: ban, stated: 2022-02-28, from: 2022-03-01T10:00:00Z, until: 2030-01-01, basis: law}\n", "2022-03-01"},
		{"none", "rules: []\n", ""},
	}
	for _, c := range cases {
		if got := mustParse(t, "version: 1\n"+c.text).Date().String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestValidate(t *testing.T) {
	s := mustSet(t)
	ok := with(statePlane(), func(f *Flight) {
		f.Type, f.Purpose, f.Cargo, f.Level, f.MTOW, f.OperatorState = "IL96", "visit", "ordinary", 350, 250, "RU"
	})
	if err := s.Validate(ok); err != nil {
		t.Errorf("%v", err)
	}
	bad := Flight{
		Registration: Registration{State: "ru"}, OperatorState: "Russia", OwnerState: "XX", ChartererState: "UK", Base: "?",
		Origin: Aerodrome{State: "rus"}, Destination: Aerodrome{State: "12"}, Kind: "military", Type: "Il-96", Persons: []string{"puttin", "nobody at all"},
		Purpose: "Visit!", Cargo: "a b", Level: 35000, MTOW: -1,
	}
	err := s.Validate(bad)
	want := []string{
		`unknown State of registration "ru"; did you mean "RU"?`, `unknown operator's State "Russia"; did you mean "RU"?`, `unknown owner's State "XX"`,
		`unknown charterer's State "UK"; did you mean "GB"?`, `unknown State of the base "?"`, `unknown State of origin "rus"; did you mean "RU"?`,
		`unknown State of destination "12"`, `unknown kind "military"; write "state" or "civil"`, `unknown type "Il-96"; write an ICAO type designator, like IL96`,
		`unknown person "puttin"; did you mean "putin"?; the set knows lavrov, putin, zakharova`, `unknown person "nobody at all"; the set knows lavrov, putin, zakharova`,
		`unknown purpose "Visit!"; write one word in small letters, like ordinary`, `unknown cargo "a b"; write one word in small letters, like ordinary`,
		`flight level 35000 is not between 1 and 999`, `maximum take-off mass -1 is not a number of tonnes`,
	}
	if err == nil || err.Error() != strings.Join(want, "\n") {
		t.Errorf("%v\nwant\n%s", err, strings.Join(want, "\n"))
	}
}

func TestFlightDefaults(t *testing.T) {
	got := civil("RS").Defaults()
	want := []string{
		"operator of RS, as the registration", "owner of RS, as the registration", "charterer of RS, as the registration",
		"not scheduled", "no named persons", "ordinary purpose", "ordinary cargo", "cruise level (FL350)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	full := Flight{
		Registration: Registration{State: "RU", Mark: "RA-96022"}, OperatorState: "RU", OwnerState: "RU", ChartererState: "RU", Kind: StateAircraft,
		Scheduled: No, Persons: []string{"putin"}, Level: 390,
	}
	if d := full.Defaults(); d != nil || full.Operator() != "RU" || full.Registration.String() != "RA-96022" || civil("RS").Registration.String() != "RS" {
		t.Errorf("%q", d)
	}
	if Yes.String() != "yes" || No.String() != "no" || NotGiven.String() != "not given" {
		t.Error("the words of a Tri")
	}
}

// A set hands out copies: nobody can change its flight, people or blocs.
func TestSetsStayAsTheyAre(t *testing.T) {
	s := mustParse(t, "version: 1\npeople: [{id: putin}]\nblocs: [{id: EU, members: [{iso: PL}]}]\ncovers: [RU]\nflight: {registration: RU, persons: [putin]}\nrules: []\n")
	f, _ := s.Flight()
	f.Persons[0] = "x"
	s.People()[0].ID = "x"
	s.Blocs()[0].ID = "x"
	s.Info()[0].Covers[0] = "x"
	if g, _ := s.Flight(); g.Persons[0] != "putin" || s.People()[0].ID != "putin" || s.Blocs()[0].ID != "EU" || s.Info()[0].Covers[0] != "RU" {
		t.Error("the set was changed from outside")
	}
}

func TestUnless(t *testing.T) {
	s := mustSet(t, `{id: a, issuer: PL, territory: [PL], effect: ban, unless: [medical, emergency], basis: law}`,
		`{id: b, issuer: PL, territory: [PL], effect: deny, unless: [emergency, diplomatic], basis: law}`)
	if d := s.Decide(civil("RS"), over("PL"), At{}, Overflight); !slices.Equal(d.Unless(), []string{"diplomatic", "emergency", "medical"}) {
		t.Errorf("%v", d.Unless())
	}
}

func TestStateNames(t *testing.T) {
	for code, name := range map[string]string{"XK": "Kosovo", "IR": "Iran", "GF": "French Guiana", "zz": "zz", "AN": "AN", "": ""} {
		if StateName(code) != name {
			t.Errorf("%s: %q", code, StateName(code))
		}
	}
	n := 0
	for k := range code(codeCount) {
		if ValidState(k.String()) {
			n++
		}
	}
	if n != 250 || ValidState("AN") || ValidState("YU") || ValidState("EU") || ValidState("no") || noCode.String() != "" {
		t.Errorf("%d codes, want the 249 of ISO 3166-1 and XK", n)
	}
}

// Sets may be used by many goroutines at once.
func TestConcurrentUse(t *testing.T) {
	s := mustSet(t, euBan, bgSays, uaClosed, lvRefuses)
	states := []string{"BG", "UA", "LV", "PL", "RU", "TR"}
	want := map[string]string{}
	for _, x := range states {
		want[x] = s.Decide(statePlane(), over(x), At{}, Overflight).Why()
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, x := range states {
				if got := s.Decide(statePlane(), over(x), At{}, Overflight).Why(); got != want[x] {
					t.Errorf("%s: %q, want %q", x, got, want[x])
				}
				s.Explain(statePlane(), over(x), At{}, Landing)
				if _, err := s.With(Grant(x)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func TestStateNamed(t *testing.T) {
	var u *UnknownError
	if _, err := StateNamed("Norwey"); !errors.As(err, &u) || u.What != "State" || !slices.Equal(u.Suggestions, []string{"NO"}) {
		t.Errorf("%v", err)
	}
}
