package policy

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// The decider and the reference, with what fails made small.
func TestReference(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		s, w := parsed(t, drawn), c.whatIf(drawn.ids)
		q := newReference(s, w)
		s = supposing(t, s, w.overrides()...)
		for range questionsOfDraw {
			a := c.question(drawn)
			got, want := a.compare(s, q)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("(-reference +decided):\n%s\n%v\nwhat if: %+v\n%v", diff, drawn, w, a)
			}
		}
	})
}

// The order of the rules in a file, of the layers and of the what-ifs never
// matters, and Decide gives the same answer each time.
func TestOrderNeverMatters(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		s, w := parsed(t, drawn), c.whatIf(drawn.ids).overrides()
		s = supposing(t, s, w...)
		mixed := drawnSet{extend: !drawn.extend, files: shuffled(c, drawn.files)}
		for i, f := range mixed.files {
			mixed.files[i].rules = shuffled(c, f.rules)
		}
		other := supposing(t, parsed(t, mixed), shuffled(c, w)...)
		for range questionsOfDraw {
			a := c.question(drawn)
			if x, y := spoken(a.of(s)), spoken(a.of(s)); x != y {
				t.Fatalf("%v\n%v", x, y)
			}
			if x, y := silent(a.of(s)), silent(a.of(other)); x != y {
				t.Fatalf("%v\n%v\n%v\n%v", x, y, drawn, a)
			}
		}
	})
}

// A permit that overrides nothing never makes a status worse, on whatever level it
// stands, whoever gives it and however firm it is. One thing can happen where facts
// are missing: what was permission at best is open at best with it, so that an
// undecided rule that asks for permission now could make it worse.
func TestPermitsNeverWorsen(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		permit := `{id: extra, effect: permit, territory: ["*"], basis: law, issuer: ` + one(c, "BG", "EU", "PL", "FR") +
			", layer: " + one(c, "case", "national", "clearance", "default") + ", standing: " + one(c, "enacted", "announced", "conditional") +
			", stated: " + one(c, drawnDays...) + ", subject: " + c.subject(1, false) + "}"
		w := c.whatIf(drawn.ids).overrides()
		s, more := supposing(t, parsed(t, drawn), w...), supposing(t, parsed(t, drawn.more(permit)), w...)
		for range questionsOfDraw {
			a := c.question(drawn)
			before, after := a.of(s), a.of(more)
			if after.Status.Worse(before.Status) && len(after.Missing()) == 0 {
				t.Fatalf("%v\nand with %s\n%v\n%v\n%v", spoken(before), permit, spoken(after), drawn, a)
			}
		}
	})
}

// A permit of a State, and one that is supposed, changes that State only.
func TestPermitsStayAtHome(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		permit := "{id: extra, effect: permit, territory: [BG], basis: law, issuer: BG, layer: " + one(c, "case", "national") +
			", stated: " + one(c, drawnDays...) + ", subject: " + c.subject(1, false) + "}"
		s := parsed(t, drawn)
		others := []*Set{parsed(t, drawn.more(permit)), supposing(t, s, Grant("BG")), supposing(t, s, Ban("BG"))}
		for range questionsOfDraw {
			a := c.question(drawn)
			if a.over.State == "BG" || a.over.Code == "BG" {
				a.over = over("PL")
			}
			before := spoken(a.of(s))
			for _, other := range others {
				if after := spoken(a.of(other)); before != after {
					t.Fatalf("%v\n%v\n%v\n%v", before, after, drawn, a)
				}
			}
		}
	})
}

// A decision for a date depends only on the rules in force then: without all the
// others it is the same, to the sentence.
func TestOnlyRulesInForce(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		s := parsed(t, drawn)
		for range questionsOfDraw {
			a := c.question(drawn)
			day := a.at.Date
			if day.IsZero() {
				day = a.flight.Date
			}
			var gone []Override
			for r := range s.Rules() {
				begun := r.From.IsZero() || day.IsZero() || !r.From.Start().After(day.End())
				ended := !r.Until.IsZero() && !day.IsZero() && r.Until.End().Before(day.Start())
				if !begun || ended {
					gone = append(gone, Without(r.ID))
				}
			}
			if x, y := spoken(a.of(s)), spoken(a.of(supposing(t, s, gone...))); x != y {
				t.Fatalf("%v\nwithout %v\n%v\n%v\n%v", x, gone, y, drawn, a)
			}
		}
	})
}

// forgotten leave out the facts that have no default.
var forgotten = map[string]func(*Flight){
	"registration": func(f *Flight) { f.Registration = Registration{} }, "kind": func(f *Flight) { f.Kind = "" },
	"type": func(f *Flight) { f.Type = "" }, "mtow": func(f *Flight) { f.MTOW = 0 }, "base": func(f *Flight) { f.Base = "" },
	"origin": func(f *Flight) { f.Origin = Aerodrome{} }, "destination": func(f *Flight) { f.Destination = Aerodrome{} },
	"date": func(f *Flight) { f.Date = When{} },
	"purpose and cargo": func(f *Flight) {
		if f.Kind != CivilAircraft {
			f.Purpose, f.Cargo = "", ""
		}
	},
	"all": func(f *Flight) {
		*f = Flight{Persons: f.Persons, Scheduled: f.Scheduled, Level: f.Level, OperatorState: f.OperatorState, OwnerState: f.OwnerState, ChartererState: f.ChartererState}
	},
}

// Leaving out a fact that has no default never opens anything.
func TestForgottenFacts(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		s := supposing(t, parsed(t, drawn), c.whatIf(drawn.ids).overrides()...)
		for range questionsOfDraw {
			a := c.question(drawn)
			a.at.Date = When{}
			full := a.of(s)
			for name, forget := range forgotten {
				less := a
				forget(&less.flight)
				if d := less.of(s); full.Status != Open && d.Status == Open {
					t.Fatalf("%s forgotten: %v, then %v\n%v\n%v", name, spoken(full), spoken(d), drawn, a)
				}
			}
		}
	})
}

// A refusal that lifts nothing never makes a status better; flags never change
// one. (Where a fact is missing, a refusal that stands behind an announced permit
// can turn unknown into permission, since open is then out of reach.)
func TestMoreRules(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		refusal := `{id: extra, issuer: ` + one(c, "BG", "EU") + `, territory: ["*"], basis: law, effect: ` + one(c, "deny", "ban") +
			`, layer: ` + one(c, "case", "national", "clearance") + `, stated: ` + one(c, drawnDays...) + `}`
		flag := `{id: extra, issuer: BG, territory: ["*"], basis: law, effect: ` + one(c, "notify", "advise", "arrest-risk") + `}`
		s, refused, flagged := parsed(t, drawn), parsed(t, drawn.more(refusal)), parsed(t, drawn.more(flag))
		for range questionsOfDraw {
			a := c.question(drawn)
			x, y, z := a.of(s), a.of(refused), a.of(flagged)
			if x.Status.Worse(y.Status) && len(x.Missing()) == 0 {
				t.Fatalf("a refusal made it better: %v, then %v\n%v\n%v\n%v", spoken(x), spoken(y), refusal, drawn, a)
			}
			if x.Status != z.Status || !slices.Equal(ids(x.Rules()), ids(z.Rules())) || x.Effect != z.Effect {
				t.Fatalf("a flag changed it: %v, then %v", spoken(x), spoken(z))
			}
		}
	})
}

// A grant never lifts what cannot be granted, and never makes a status worse.
// (It may turn permission into unknown: a rule that is undecided, and that could
// not be granted away if it were met, then stands between permission and open.)
func TestGrantProperty(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		s := parsed(t, drawn)
		granted := supposing(t, s, Grant("BG"))
		for range questionsOfDraw {
			q := c.question(drawn)
			a, b := q.of(s), q.of(granted)
			if b.Status.Worse(a.Status) && len(b.Missing()) == 0 {
				t.Fatalf("worse: %v, then %v\n%v\n%v", spoken(a), spoken(b), drawn, q)
			}
			ungrantable := slices.ContainsFunc(a.Rules(), func(r *Rule) bool { return r.Effect.Refusal() && (!r.Grantable || r.Layer == LayerSafety) })
			if q.over.State == "BG" && ungrantable && (b.Status != a.Status || len(b.NotGrantable()) == 0) {
				t.Fatalf("lifted, or not said so: %v, then %v\n%v\n%v", spoken(a), spoken(b), drawn, q)
			}
		}
	})
}

// Every list of a decision is that of its explanation, and each rule has one role.
func TestExplainProperty(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		s := supposing(t, parsed(t, drawn), c.whatIf(drawn.ids).overrides()...)
		for range questionsOfDraw {
			a := c.question(drawn)
			e, d := s.Explain(a.flight, a.over, a.at, a.scope), a.of(s)
			if spoken(e.Decision) != spoken(d) {
				t.Fatalf("%v\n%v", spoken(e.Decision), spoken(d))
			}
			roles := map[Role][]string{}
			seen := map[string]bool{}
			for _, x := range e.Steps {
				roles[x.Role] = append(roles[x.Role], x.Rule.ID)
				if seen[x.Rule.ID] || x.Reason == "" {
					t.Fatalf("%s twice or without a reason: %+v\n%v\n%v", x.Rule.ID, x, drawn, a)
				}
				seen[x.Rule.ID] = true
			}
			applied := slices.Concat(roles[RoleDecides], roles[RoleApplies], roles[RoleLifted], roles[RoleBehind])
			if !sameWords(applied, ids(d.Rules())) || !sameWords(roles[RoleFlag], ids(d.Flags())) {
				t.Fatalf("%v, %v; %v\n%v\n%v", roles, ids(d.Rules()), ids(d.Flags()), drawn, a)
			}
			if w := d.Winner(); (w != nil) != (len(roles[RoleDecides]) == 1) || w != nil && (roles[RoleDecides][0] != w.ID || d.Rules()[0] != w) {
				t.Fatalf("%v decides, %v won\n%v\n%v", roles[RoleDecides], w, drawn, a)
			}
			checkLists(t, d, roles[RoleUndecided])
			if !slices.IsSortedFunc(e.Steps, func(a, b Step) int {
				return cmp.Compare(slices.Index(roleOrder, a.Role), slices.Index(roleOrder, b.Role))
			}) {
				t.Fatal("out of order")
			}
		}
	})
}

// checkLists checks the lists of a decision against each other; open are the rules
// that an explanation calls undecided.
func checkLists(t tester, d Decision, open []string) {
	t.Helper()
	for _, r := range d.Undecided() {
		if !slices.Contains(open, r.ID) {
			t.Fatalf("%s decides by what is missing, but is explained otherwise: %v", r.ID, spoken(d))
		}
	}
	if n := len(d.Missing()); (n > 0) != (len(d.Undecided()) > 0) || n > 0 && d.Status != Unknown {
		t.Fatalf("facts are missing, but no rule rests on them, or the status is known: %v", spoken(d))
	}
	for _, r := range d.NotGrantable() {
		if !slices.Contains(d.Rules(), r) || !r.Effect.Refusal() {
			t.Fatalf("%s is no refusal that applies: %v", r.ID, spoken(d))
		}
	}
	var unless []string
	for _, r := range d.Rules() {
		unless = append(unless, r.Unless...)
	}
	slices.Sort(unless)
	if !slices.Equal(slices.Compact(unless), d.Unless()) {
		t.Fatalf("unless is %v, of the rules %v", d.Unless(), unless)
	}
	for _, list := range [][]*Rule{d.Flags(), d.Undecided()} {
		if !slices.IsSortedFunc(list, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) }) {
			t.Fatalf("out of order: %v", ids(list))
		}
	}
}

// What Touches lets go never applies, in no territory and for no scope.
func TestTouchesProperty(t *testing.T) {
	forAll(t, func(t tester, c choice) {
		drawn := c.set()
		s := parsed(t, drawn)
		a := c.question(drawn)
		gone := map[string]bool{}
		for r := range s.Rules() {
			gone[r.ID] = !s.Touches(r, a.flight, a.at)
		}
		for range 4 {
			where := c.question(drawn).over
			for _, scope := range Scopes() {
				for _, x := range s.Explain(a.flight, where, a.at, scope).Steps {
					if gone[x.Rule.ID] && x.Role != RoleNotMet {
						t.Fatalf("%s touches nothing, and here it is %s: %+v, %v\n%v\n%v", x.Rule.ID, x.Role, where, scope, drawn, a)
					}
				}
			}
		}
	})
}
