package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/policy"
)

const (
	open       = policy.Open
	permission = policy.Permission
	blocked    = policy.Blocked
)

// budapestStates is what each State that the set covers must come to for the
// default flight, in overflight, and which rule decides.
var budapestStates = []struct {
	state    string
	status   policy.Status
	winner   string
	standing policy.Standing
}{
	{"AL", blocked, "AL-RU", ""},
	{"AM", permission, "DEFAULT-3C", policy.NotAsked},
	{"AT", blocked, "EU-RU-3D", ""},
	{"AZ", permission, "DEFAULT-3C", policy.NotAsked},
	{"BA", permission, "DEFAULT-3C", policy.NotAsked},
	{"BG", permission, "ART-BG-PERMISSION", policy.Announced},
	{"BY", permission, "DEFAULT-3C", policy.NotAsked},
	{"CH", blocked, "CH-RU", ""},
	{"CY", blocked, "EU-RU-3D", ""},
	{"CZ", blocked, "EU-RU-3D", ""},
	{"DE", blocked, "EU-RU-3D", ""},
	{"DK", blocked, "EU-RU-3D", ""},
	{"EE", blocked, "EU-RU-3D", ""},
	{"FI", blocked, "EU-RU-3D", ""},
	{"GB", blocked, "GB-RU-SI183", ""},
	{"GE", permission, "DEFAULT-3C", policy.NotAsked},
	{"GR", blocked, "EU-RU-3D", ""},
	{"HR", blocked, "EU-RU-3D", ""},
	{"HU", permission, "HU-PUTIN-2025", policy.Announced},
	{"IR", permission, "DEFAULT-3C", policy.NotAsked},
	{"IT", blocked, "EU-RU-3D", ""},
	{"KZ", permission, "DEFAULT-3C", policy.NotAsked},
	{"LT", blocked, "LT-PUTIN-2025", ""},
	{"LV", blocked, "ART-LV-REFUSAL", ""},
	{"MD", permission, "DEFAULT-3C", policy.NotAsked},
	{"ME", blocked, "ME-RU", ""},
	{"MK", blocked, "MK-RU", ""},
	{"NO", blocked, "NO-RU", ""},
	{"PL", blocked, "ART-PL-FORCED-LANDING", ""},
	{"RO", blocked, "EU-RU-3D", ""},
	{"RS", permission, "RS-PUTIN-2025", policy.Announced},
	{"RU", open, "DEFAULT-HOME", ""},
	{"SE", blocked, "EU-RU-3D", ""},
	{"SI", blocked, "EU-RU-3D", ""},
	{"SK", blocked, "EU-RU-3D", ""},
	{"TR", permission, "DEFAULT-3C", policy.NotAsked},
	{"UA", blocked, "UA-CLOSED-STATE", ""},
	{"XK", permission, "DEFAULT-3C", policy.NotAsked},
}

// budapest returns the built-in set and its default flight.
func budapest(t *testing.T) (*policy.Set, policy.Flight) {
	t.Helper()
	s, err := policy.Builtin("budapest-2025")
	if err != nil {
		t.Fatal(err)
	}
	f, ok := s.Flight()
	if !ok {
		t.Fatal("the set has no default flight")
	}
	return s, f
}

// changed returns the set with overrides.
func changed(t *testing.T, s *policy.Set, o ...policy.Override) *policy.Set {
	t.Helper()
	out, err := s.With(o...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// civil returns a civil flight from Moscow to Budapest on the day of the set.
func civil(s *policy.Set, registration string) policy.Flight {
	return policy.Flight{
		Registration: policy.Registration{State: registration},
		Kind:         policy.CivilAircraft,
		Origin:       policy.Aerodrome{State: "RU", IATA: "VKO"},
		Destination:  policy.Aerodrome{State: "HU", IATA: "BUD"},
		Date:         s.Date(),
		GivenBy:      policy.GivenByQuestion,
	}
}

// over decides the overflight of a State, decided any scope at any time.
func over(s *policy.Set, f policy.Flight, state string) policy.Decision {
	return decided(s, f, state, policy.Overflight, policy.At{})
}

func decided(s *policy.Set, f policy.Flight, state string, scope policy.Scope, at policy.At) policy.Decision {
	return s.Decide(f, policy.Territory{Area: state, Code: state, State: state}, at, scope)
}

func winner(d policy.Decision) string {
	if r := d.Winner(); r != nil {
		return r.ID
	}
	return ""
}

func ids(rules []*policy.Rule) []string {
	var out []string
	for _, r := range rules {
		out = append(out, r.ID)
	}
	return out
}

func isDefault(id string) bool { return strings.HasPrefix(id, "DEFAULT-") }

// blockers returns the covered States over which the flight is blocked.
func blockers(s *policy.Set, f policy.Flight) []string {
	var out []string
	for _, x := range budapestStates {
		if over(s, f, x.state).Status == blocked {
			out = append(out, x.state)
		}
	}
	return out
}

func TestBudapestStates(t *testing.T) {
	s, f := budapest(t)
	var states []string
	for _, x := range budapestStates {
		states = append(states, x.state)
		t.Run(x.state, func(t *testing.T) {
			d := over(s, f, x.state)
			if d.Status != x.status || winner(d) != x.winner || d.Standing != x.standing {
				t.Errorf("got %v by %q (%q), want %v by %q (%q); rules %v, missing %v",
					d.Status, winner(d), d.Standing, x.status, x.winner, x.standing, ids(d.Rules()), d.Missing())
			}
			if d.NotCovered {
				t.Error("not covered")
			}
		})
	}
	if diff := cmp.Diff(states, s.Info()[0].Covers); diff != "" {
		t.Errorf("the table is not what the set covers (-table +set):\n%s", diff)
	}
}

func TestBudapestRulesBehind(t *testing.T) {
	union := []string{"EU-RU-3D", "ART-EU-BAN", "EU-RU-3D-CONTROL"}
	s, f := budapest(t)
	for _, x := range []struct {
		name, state string
		scope       policy.Scope
		effect      policy.Effect
		standing    policy.Standing // of the winner
		rules       []string        // the winner and what stands behind it, without the defaults
		flags       []string
	}{
		{
			"Poland may force a landing", "PL", policy.Overflight, policy.ForceLanding, policy.Conditional,
			append([]string{"ART-PL-FORCED-LANDING", "PL-PUTIN-2025"}, union...),
			[]string{"ART-PL-ARREST", "ICC-PUTIN-RISK"},
		},
		{"Slovakia is in the Union", "SK", policy.Overflight, policy.BanEffect, policy.Enacted, union, []string{"ICC-PUTIN-RISK"}},
		{
			"Latvia refused", "LV", policy.Overflight, policy.Deny, policy.Announced,
			append([]string{"ART-LV-REFUSAL", "LV-PUTIN-2025"}, union...),
			[]string{"ICC-PUTIN-RISK"},
		},
		{
			"Bulgaria lets the flight over", "BG", policy.Overflight, policy.Permit, policy.Announced,
			append([]string{"ART-BG-PERMISSION", "BG-PUTIN-2025", "BG-RU-2022"}, union...),
			[]string{"ICC-PUTIN-RISK"},
		},
		{"but not down", "BG", policy.Landing, policy.BanEffect, policy.Enacted, append([]string{"BG-RU-2022"}, union...), []string{"ICC-PUTIN-RISK"}},
		{"Hungary lets it land", "HU", policy.Landing, policy.Permit, policy.Announced, append([]string{"HU-PUTIN-2025"}, union...), []string{"ICC-PUTIN-RISK"}},
		{"Romania asked to be asked", "RO", policy.Overflight, policy.BanEffect, policy.Enacted, union, []string{"ICC-PUTIN-RISK", "RO-PUTIN-2025"}},
		{"Ukraine is closed", "UA", policy.Overflight, policy.Close, policy.Enacted, []string{"UA-CLOSED-STATE", "UA-RU-2015-STATE"}, []string{"ICC-PUTIN-RISK"}},
		{"a part of Moldova is closed", "MD", policy.Overflight, policy.RequirePermission, policy.Enacted, nil, []string{"ICC-PUTIN-RISK", "MD-PARTIAL"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := decided(s, f, x.state, x.scope, policy.At{})
			if d.Effect != x.effect || d.Winner() == nil || d.Winner().Standing != x.standing {
				t.Errorf("effect %q by %v, want %q (%s)", d.Effect, d.Winner(), x.effect, x.standing)
			}
			rules := slices.DeleteFunc(ids(d.Rules()), isDefault)
			if diff := cmp.Diff(x.rules, rules); len(x.rules)+len(rules) > 0 && diff != "" {
				t.Errorf("rules (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(x.flags, ids(d.Flags())); diff != "" {
				t.Errorf("flags (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBudapestSafety(t *testing.T) {
	s, f := budapest(t)
	r, ok := s.Rule("UA-CLOSED-STATE")
	if !ok || r.Layer != policy.LayerSafety || r.Grantable {
		t.Fatalf("UA-CLOSED-STATE is %+v, want layer safety and not grantable", r)
	}
	d := over(changed(t, s, policy.Grant("UA")), f, "UA")
	if d.Status != blocked || winner(d) != "UA-CLOSED-STATE" {
		t.Errorf("with UA granted: %v by %q, want blocked by the closure", d.Status, winner(d))
	}
	if diff := cmp.Diff([]string{"UA-CLOSED-STATE"}, ids(d.NotGrantable())); diff != "" {
		t.Errorf("not grantable (-want +got):\n%s", diff)
	}
}

func TestBudapestGrant(t *testing.T) {
	s, f := budapest(t)
	g := changed(t, s, policy.Grant("LV"))
	for _, x := range budapestStates {
		for _, scope := range policy.Scopes() {
			before, after := decided(s, f, x.state, scope, policy.At{}), decided(g, f, x.state, scope, policy.At{})
			if x.state == "LV" {
				if after.Status != open || after.Winner().Basis != policy.Supposed {
					t.Errorf("LV, %v: %v by %q, want open by what is supposed", scope, after.Status, winner(after))
				}
				continue
			}
			if diff := cmp.Diff(ids(before.Rules()), ids(after.Rules())); before.Status != after.Status || diff != "" {
				t.Errorf("%s, %v: %v became %v, rules:\n%s", x.state, scope, before.Status, after.Status, diff)
			}
		}
	}
}

func TestBudapestBasisArticle(t *testing.T) {
	s, f := budapest(t)
	s = changed(t, s, policy.Basis("article"))
	left := slices.DeleteFunc(ids(slices.Collect(s.Rules())), isDefault)
	want := []string{"ART-EU-BAN", "ART-PL-FORCED-LANDING", "ART-PL-ARREST", "ART-LV-REFUSAL", "ART-BG-PERMISSION"}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Errorf("rules of the article (-want +got):\n%s", diff)
	}
	for _, x := range []struct {
		state  string
		scope  policy.Scope
		status policy.Status
		winner string
	}{
		{"HU", policy.Overflight, blocked, "ART-EU-BAN"},
		{"HU", policy.Landing, blocked, "ART-EU-BAN"},
		{"BG", policy.Overflight, permission, "ART-BG-PERMISSION"},
		{"BG", policy.Landing, blocked, "ART-EU-BAN"},
		{"RS", policy.Overflight, permission, "DEFAULT-3C"},
		{"TR", policy.Overflight, permission, "DEFAULT-3C"},
		{"UA", policy.Overflight, permission, "DEFAULT-3C"},
		{"PL", policy.Overflight, blocked, "ART-PL-FORCED-LANDING"},
		{"LV", policy.Overflight, blocked, "ART-LV-REFUSAL"},
		{"SK", policy.Overflight, blocked, "ART-EU-BAN"},
		{"RU", policy.Overflight, open, "DEFAULT-HOME"},
	} {
		if d := decided(s, f, x.state, x.scope, policy.At{}); d.Status != x.status || winner(d) != x.winner {
			t.Errorf("%s, %v: %v by %q, want %v by %q", x.state, x.scope, d.Status, winner(d), x.status, x.winner)
		}
	}
}

// A civil flight from Moscow meets the British ban on flight plans that name a
// Russian aerodrome, whatever its nationality; no way to Budapest is near.
func TestBudapestCivilFlights(t *testing.T) {
	s, _ := budapest(t)
	for _, x := range []struct {
		registration string
		blockers     map[string]string
	}{
		{"RS", map[string]string{"GB": "GB-RU-SI183-PLAN", "UA": "UA-CLOSED"}},
		{"HU", map[string]string{"GB": "GB-RU-SI183-PLAN", "RU": "RU-RECIPROCAL-36", "UA": "UA-CLOSED"}},
	} {
		t.Run(x.registration, func(t *testing.T) {
			f := civil(s, x.registration)
			got := map[string]string{}
			for _, state := range blockers(s, f) {
				got[state] = winner(over(s, f, state))
			}
			if diff := cmp.Diff(x.blockers, got); diff != "" {
				t.Errorf("who blocks (-want +got):\n%s", diff)
			}
			for _, state := range []string{"PL", "SK", "BY", "XK"} {
				if d := over(s, f, state); d.Status != open {
					t.Errorf("%s: %v (missing %v), want open", state, d.Status, d.Missing())
				}
			}
		})
	}
}

func TestBudapestDays(t *testing.T) {
	s, f := budapest(t)
	day := func(text string) policy.When {
		w, err := policy.ParseWhen(text)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	for _, x := range []struct {
		name, state, date, asOf string
		status                  policy.Status
		winner                  string
	}{
		{"Serbia had not spoken", "RS", "2025-10-30", "2025-10-22", permission, "DEFAULT-3C"},
		{"Serbia spoke", "RS", "2025-10-30", "2025-10-23", permission, "RS-PUTIN-2025"},
		{"Serbia's word holds from the first day", "RS", "2025-10-16", "", permission, "RS-PUTIN-2025"},
		{"and not before", "RS", "2025-10-15", "", permission, "DEFAULT-3C"},
		{"Bulgaria had not spoken", "BG", "2025-10-30", "2025-10-19", blocked, "BG-RU-2022"},
		{"Bulgaria spoke", "BG", "2025-10-30", "2025-10-20", permission, "ART-BG-PERMISSION"},
		{"Poland had not spoken", "PL", "2025-10-30", "2025-10-20", blocked, "EU-RU-3D"},
		{"Hungary before the summit was announced", "HU", "2025-10-15", "", blocked, "EU-RU-3D"},
		{"the day before the Union's ban", "SK", "2022-02-27", "", permission, "DEFAULT-3C"},
		{"the Union's first day", "SK", "2022-02-28", "", blocked, "EU-RU-3D"},
		{"Bulgaria was two days ahead", "BG", "2022-02-26", "", blocked, "BG-RU-2022"},
		{"Ukraine in the night", "UA", "2022-02-24T00:44:59Z", "", blocked, "UA-RU-2015-STATE"},
		{"Ukraine closes", "UA", "2022-02-24T00:45:00Z", "", blocked, "UA-CLOSED-STATE"},
	} {
		t.Run(x.name, func(t *testing.T) {
			at := policy.At{Date: day(x.date)}
			if x.asOf != "" {
				at.AsOf = day(x.asOf)
			}
			if d := decided(s, f, x.state, policy.Overflight, at); d.Status != x.status || winner(d) != x.winner {
				t.Errorf("%v by %q, want %v by %q", d.Status, winner(d), x.status, x.winner)
			}
		})
	}
}

// Areas of a State: Greenland is not the Union's territory, Åland is; over
// Kosovo Serbia's word does not count.
func TestBudapestAreas(t *testing.T) {
	s, f := budapest(t)
	for _, x := range []struct {
		code, state string
		status      policy.Status
		winner      string
	}{
		{"GL", "DK", permission, "DEFAULT-3C"},
		{"FO", "DK", permission, "DEFAULT-3C"},
		{"AX", "FI", blocked, "EU-RU-3D"},
		{"SJ", "NO", blocked, "NO-RU"},
		{"XK", "RS", permission, "DEFAULT-3C"},
		{"", "UA", blocked, "UA-CLOSED-STATE"},
	} {
		d := s.Decide(f, policy.Territory{Code: x.code, State: x.state}, policy.At{}, policy.Overflight)
		if d.Status != x.status || winner(d) != x.winner {
			t.Errorf("%s of %s: %v by %q, want %v by %q", x.code, x.state, d.Status, winner(d), x.status, x.winner)
		}
	}
}

func TestBudapestBlocs(t *testing.T) {
	s, _ := budapest(t)
	got := map[string]int{}
	for _, b := range s.Blocs() {
		for _, m := range b.Members {
			if m.To.IsZero() || m.To.End().After(s.Date().Start()) {
				got[b.ID]++
			} else if m.ISO != "GB" || m.To.String() != "2020-01-31" {
				t.Errorf("%s: %s left on %s", b.ID, m.ISO, m.To)
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"EU": 27, "ICC": 125, "IASTA": 132}, got); diff != "" {
		t.Errorf("members on %s (-want +got):\n%s", s.Date(), diff)
	}
}

// Every rule must carry what a reader needs to check it.
func TestBudapestRulesAreSourced(t *testing.T) {
	s, _ := budapest(t)
	for r := range s.Rules() {
		if isDefault(r.ID) {
			continue
		}
		if len(r.Sources) == 0 || r.Says == "" || r.Stated.IsZero() || r.From.IsZero() {
			t.Errorf("%s lacks sources, says, stated or from", r.ID)
		}
		if !strings.HasSuffix(r.Summary, ".") || strings.Contains(strings.TrimSuffix(r.Summary, "."), ". ") || strings.ContainsAny(r.Summary, `"“”`) {
			t.Errorf("%s: the summary is not one sentence of ours: %s", r.ID, r.Summary)
		}
		if r.Basis == policy.Assumption && len(r.Unverified) == 0 {
			t.Errorf("%s is an assumption and does not say of what", r.ID)
		}
	}
}
