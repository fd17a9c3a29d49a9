package policy

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// pick draws one of the values.
func pick[T any](t *rapid.T, name string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, name)
}

// drawSubject writes a subject in flow style.
func drawSubject(t *rapid.T, depth int) string {
	var parts []string
	add := func(chance int, s string) {
		if rapid.IntRange(0, 9).Draw(t, "has") < chance {
			parts = append(parts, s)
		}
	}
	add(3, "registration: ["+pick(t, "reg", "RU", "RS", `"bloc:EU"`, "flown-over")+"]")
	add(1, "operator_state: ["+pick(t, "oper", "RU", "PL")+"]")
	add(2, "kind: "+pick(t, "kind", "state", "civil"))
	add(1, "scheduled: "+pick(t, "scheduled", "true", "false"))
	add(2, "persons: [putin]")
	add(1, "persons_not: [lavrov]")
	add(1, "type: [IL96]")
	add(1, "base: [RW]")
	if depth == 0 && rapid.IntRange(0, 9).Draw(t, "any") == 0 {
		parts = append(parts, "any_of: ["+drawSubject(t, 1)+", "+drawSubject(t, 1)+"]")
	}
	if len(parts) == 0 {
		if depth > 0 {
			return "{kind: civil}"
		}
		return "any"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// drawRule writes the rule number n; it overrides only rules before it.
func drawRule(t *rapid.T, n int) string {
	effect := pick(t, "effect", "permit", "permit", "require-permission", "deny", "ban", "close", "force-landing", "advise")
	issuer := pick(t, "issuer", "BG", "BG", "EU", "EU", "PL", "KFOR", "RU")
	layers := []string{"case", "case", "national", "clearance", "default"}
	switch {
	case effect == "close":
		layers = append(layers, "safety", "safety")
	case effect == "advise":
		layers = []string{"advice"}
	case issuer == "EU":
		layers = append(layers, "bloc", "bloc")
	}
	parts := []string{
		fmt.Sprintf("id: r%d", n), "issuer: " + issuer, "effect: " + effect,
		"territory: [" + pick(t, "territory", "BG", "BG", `"bloc:EU"`, `"*"`, "PL", "GF", "EH") + "]",
		"basis: " + pick(t, "basis", "law", "press", "article"), "layer: " + pick(t, "layer", layers...),
		"standing: " + pick(t, "standing", "enacted", "enacted", "announced", "conditional"),
		"subject: " + drawSubject(t, 0),
	}
	if rapid.Bool().Draw(t, "scoped") {
		parts = append(parts, "scope: ["+pick(t, "scope", "overflight", "landing")+"]")
	}
	parts = append(parts,
		pick(t, "stated", "stated: null", "stated: 2025-10-01", "stated: 2025-10-02", "stated: 2025-10-03"),
		pick(t, "from", "from: null", "from: null", "from: 2025-10-02", "from: 2025-10-02T12:00:00Z"),
		pick(t, "until", "until: null", "until: null", "until: 2025-10-02", "until: 2025-10-02T12:00:00Z", "until: unknown"))
	if rapid.IntRange(0, 3).Draw(t, "grantable") == 0 && Effect(effect).Refusal() {
		parts = append(parts, "grantable: false")
	}
	if n > 0 && rapid.IntRange(0, 3).Draw(t, "overrides") == 0 {
		parts = append(parts, fmt.Sprintf("overrides: [r%d]", rapid.IntRange(0, n-1).Draw(t, "over")))
	}
	if rapid.IntRange(0, 5).Draw(t, "except") == 0 {
		parts = append(parts, "except: [GF]")
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// drawRules writes up to eight rules that can be parsed.
func drawRules(t *rapid.T) []string {
	out := make([]string, rapid.IntRange(0, 8).Draw(t, "rules"))
	for i := range out {
		out[i] = drawRule(t, i)
	}
	return out
}

func drawFlight(t *rapid.T) Flight {
	return Flight{
		Registration: Registration{State: pick(t, "registration", "RU", "RU", "RS", "BG", "")}, Kind: pick(t, "kind", StateAircraft, CivilAircraft, ""),
		OperatorState: pick(t, "operator", "", "", "PL"), Scheduled: pick(t, "scheduled", NotGiven, Yes, No),
		Persons: pick(t, "persons", nil, []string{"putin"}, []string{"putin", "lavrov"}, []string{"stranger"}),
		Type:    pick(t, "type", "", "IL96", "A320"), Base: pick(t, "base", "", "RW", "RU"),
		Date: pick(t, "date", Day(2025, 10, 2), Day(2025, 10, 3), Instant(Day(2025, 10, 2).Start()), When{}),
	}
}

func drawTerritory(t *rapid.T) Territory {
	return pick(t, "over", over("BG"), over("BG"), over("PL"), over("RU"), Territory{Code: "GF", State: "FR"}, Territory{Code: "EH"}, over("TR"))
}

var headers = []string{"", "", "covers: [BG, PL]\n"}

// drawSet writes a set and parses it.
func drawSet(t *rapid.T, rules []string) *Set {
	s, err := Parse("drawn.yaml", []byte(rapid.SampledFrom(headers).Draw(t, "covers")+file+ruleLines(rules)))
	if err != nil {
		t.Fatalf("%v\n%s", err, strings.Join(rules, "\n"))
	}
	return s
}

func drawOverrides(t *rapid.T) (grants, bans []string, all []Override) {
	if rapid.IntRange(0, 2).Draw(t, "grant") == 0 {
		grants = []string{pick(t, "granted", "BG", "GF", "EH")}
		all = append(all, Grant(grants[0]))
	}
	if rapid.IntRange(0, 5).Draw(t, "ban") == 0 {
		bans = []string{"BG"}
		all = append(all, Ban("BG"))
	}
	return grants, bans, all
}

// TestMain makes rapid try more than its hundred cases, and leave no files; both
// can be set by its flags.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "500", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

func TestReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawRules(t))
		grants, bans, all := drawOverrides(t)
		s, err := s.With(all...)
		if err != nil {
			t.Fatal(err)
		}
		f, where := drawFlight(t), drawTerritory(t)
		at := At{AsOf: pick(t, "as of", When{}, When{}, Day(2025, 10, 1), Day(2025, 10, 2))}
		scope := pick(t, "scope", Overflight, Landing)
		want := reference{set: s, grants: grants, bans: bans, flight: f, over: where, date: f.Date, asOf: at.AsOf, scope: scope}.answer()
		d := s.Decide(f, where, at, scope)
		got := answer{status: d.Status, applied: ids(d.Rules()), flags: ids(d.Flags()), missing: len(d.Missing()) > 0}
		if w := d.Winner(); w != nil {
			got.winner = w.ID
		}
		slices.Sort(got.applied)
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(answer{})); diff != "" {
			t.Fatalf("(-reference +decided):\n%s\n%s", diff, d.Why())
		}
		if got.missing && (d.Status != Unknown || len(d.Undecided()) == 0) || d.Why() == "" {
			t.Fatalf("%+v", d)
		}
	})
}

// The order of the rules in a file never matters, and Decide gives the same answer each time.
func TestOrderNeverMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		f, where := drawFlight(t), drawTerritory(t)
		a := drawSet(t, rules)
		text := file + ruleLines(rapid.Permutation(rules).Draw(t, "order"))
		if a.Info()[0].Covers != nil {
			text = headers[2] + text
		}
		b, err := Parse("drawn.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, scope := range Scopes() {
			x, y, z := a.Decide(f, where, At{}, scope), b.Decide(f, where, At{}, scope), a.Decide(f, where, At{}, scope)
			if plain(x) != plain(y) || plain(x) != plain(z) {
				t.Fatalf("%v\n%v\n%v", plain(x), plain(y), plain(z))
			}
		}
	})
}

// plain writes a decision down, rules by id.
func plain(d Decision) string {
	return fmt.Sprint(d.Status, d.Scope, d.Effect, d.Layer, ids(d.Rules()), d.Why(), d.Standing, ids(d.Flags()), d.Missing(), ids(d.Undecided()), d.Unless(), ids(d.NotGrantable()), d.NotCovered)
}

// A refusal that lifts nothing never makes a status better; flags never change
// one. (Where a fact is missing, a refusal that stands behind an announced permit
// can turn unknown into permission, since open is then out of reach.)
func TestMoreRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t)
		f, where := drawFlight(t), drawTerritory(t)
		without := drawSet(t, rules)
		more := func(r string) *Set {
			extra, err := ParseLayer("extra.yaml", []byte("version: 1\ncovers: [EH]\nrules: ["+r+"]\n"))
			if err != nil {
				t.Fatal(err)
			}
			s, err := Combine(without, extra)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		refusal := `{id: extra, issuer: ` + pick(t, "issuer", "BG", "EU") + `, territory: ["*"], basis: law, effect: ` + pick(t, "effect", "deny", "ban") +
			`, layer: ` + pick(t, "layer", "case", "national", "clearance") + `, ` + pick(t, "stated", "stated: null", "stated: 2025-10-02") + `}`
		a, b := without.Decide(f, where, At{}, Overflight), more(refusal).Decide(f, where, At{}, Overflight)
		if a.Status.Worse(b.Status) && len(a.Missing()) == 0 {
			t.Fatalf("a refusal made it better: %v, then %v", plain(a), plain(b))
		}
		c := more(`{id: extra, issuer: BG, territory: ["*"], basis: law, effect: `+pick(t, "flag", "notify", "advise", "arrest-risk")+`}`).Decide(f, where, At{}, Overflight)
		if a.Status != c.Status || !slices.Equal(ids(a.Rules()), ids(c.Rules())) || a.Effect != c.Effect {
			t.Fatalf("a flag changed it: %v, then %v", plain(a), plain(c))
		}
	})
}

// A grant never lifts what cannot be granted, and never makes a status worse.
// (It may turn permission into unknown: a rule that is undecided, and that could
// not be granted away if it were met, then stands between permission and open.)
func TestGrantProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawRules(t))
		f, where := drawFlight(t), drawTerritory(t)
		g, err := s.With(Grant("BG"))
		if err != nil {
			t.Fatal(err)
		}
		a, b := s.Decide(f, where, At{}, Overflight), g.Decide(f, where, At{}, Overflight)
		if b.Status.Worse(a.Status) && len(b.Missing()) == 0 {
			t.Fatalf("worse: %v, then %v", plain(a), plain(b))
		}
		ungrantable := slices.ContainsFunc(a.Rules(), func(r *Rule) bool { return r.Effect.Refusal() && (!r.Grantable || r.Layer == LayerSafety) })
		if where.State == "BG" && ungrantable && b.Status != a.Status {
			t.Fatalf("lifted: %v, then %v", plain(a), plain(b))
		}
		if where.State == "BG" && ungrantable && len(b.NotGrantable()) == 0 {
			t.Fatalf("it does not say so: %v", plain(b))
		}
		if where.State != "BG" && plain(a) != plain(b) {
			t.Fatalf("another State: %v, then %v", plain(a), plain(b))
		}
	})
}

// Leaving out a fact that has no default never opens anything.
func TestForgottenFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawRules(t))
		f, where := drawFlight(t), drawTerritory(t)
		full := s.Decide(f, where, At{}, Overflight)
		if len(full.Missing()) > 0 {
			return // facts are missing already
		}
		for name, forget := range map[string]func(*Flight){
			"kind": func(f *Flight) { f.Kind = "" }, "type": func(f *Flight) { f.Type = "" }, "base": func(f *Flight) { f.Base = "" },
			"registration": func(f *Flight) { f.Registration = Registration{} }, "date": func(f *Flight) { f.Date = When{} },
			"all": func(f *Flight) {
				*f = Flight{Persons: f.Persons, Scheduled: f.Scheduled, OperatorState: f.OperatorState}
			},
		} {
			g := f
			forget(&g)
			if d := s.Decide(g, where, At{}, Overflight); full.Status != Open && d.Status == Open {
				t.Fatalf("%s forgotten: %v, then %v", name, plain(full), plain(d))
			}
		}
	})
}

// Every status that Explain gives is that of Decide, and each rule has one role.
func TestExplainProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawRules(t))
		f, where := drawFlight(t), drawTerritory(t)
		e, d := s.Explain(f, where, At{}, Overflight), s.Decide(f, where, At{}, Overflight)
		if plain(e.Decision) != plain(d) {
			t.Fatalf("%v\n%v", plain(e.Decision), plain(d))
		}
		roles := map[Role][]string{}
		seen := map[string]bool{}
		for _, x := range e.Steps {
			roles[x.Role] = append(roles[x.Role], x.Rule.ID)
			if seen[x.Rule.ID] || x.Reason == "" {
				t.Fatalf("%s twice or without a reason: %+v", x.Rule.ID, x)
			}
			seen[x.Rule.ID] = true
		}
		applied := slices.Concat(roles[RoleDecides], roles[RoleApplies], roles[RoleLifted], roles[RoleBehind])
		if !sameWords(applied, ids(d.Rules())) || !sameWords(roles[RoleFlag], ids(d.Flags())) {
			t.Fatalf("%v, %v; %v", roles, ids(d.Rules()), ids(d.Flags()))
		}
		if w := d.Winner(); (w != nil) != (len(roles[RoleDecides]) == 1) || w != nil && roles[RoleDecides][0] != w.ID {
			t.Fatalf("%v decides, %v won", roles[RoleDecides], w)
		}
		if !slices.IsSortedFunc(e.Steps, func(a, b Step) int {
			return cmp.Compare(slices.Index(roleOrder, a.Role), slices.Index(roleOrder, b.Role))
		}) {
			t.Fatal("out of order")
		}
	})
}
