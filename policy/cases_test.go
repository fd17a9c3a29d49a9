package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const casesHead = "version: 1\ncases:\n"

func mustCases(tb testing.TB, lines ...string) *Cases {
	tb.Helper()
	c, err := ParseCases("c.yaml", []byte(casesHead+ruleLines(lines)))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// caseRules are a ban, a permission that lifts it for one State, and a flag.
var caseRules = []string{
	`{id: eu, issuer: EU, territory: ["bloc:EU"], effect: ban, basis: law, subject: {registration: [RU]}}`,
	`{id: bg, issuer: BG, territory: [BG], effect: permit, basis: law, layer: case, subject: {persons: [putin]}}`,
	`{id: risk, issuer: ICC, territory: ["bloc:EU"], effect: arrest-risk, basis: law, subject: {persons: [putin]}}`,
	`{id: cargo, issuer: HU, territory: [HU], effect: deny, basis: law, subject: {cargo: [arms]}}`,
}

func TestCasesRun(t *testing.T) {
	s := mustSet(t, caseRules...)
	for name, c := range map[string]struct {
		line string
		want []string // faults
	}{
		"as wanted":     {`{name: a, flight: {registration: RU, kind: state, persons: [putin], date: 2025-10-30}, territory: BG, want: {status: open, rule: bg, behind: [eu], flags: [risk]}}`, nil},
		"status":        {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30}, territory: BG, want: {status: open}}`, []string{"status is blocked, not open"}},
		"rule":          {`{name: a, flight: {registration: RU, kind: state, persons: [putin], date: 2025-10-30}, territory: PL, want: {status: blocked, rule: bg}}`, []string{"the rule is eu, not bg"}},
		"behind, flags": {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30}, territory: PL, want: {status: blocked, behind: [bg], flags: [risk]}}`, []string{"bg is not behind it", "risk is not among the flags"}},
		"missing":       {`{name: a, flight: {registration: RS, kind: state, date: 2025-10-30}, territory: HU, want: {status: unknown, missing: [kind]}}`, []string{"missing is cargo, not kind"}},
		"missing cargo": {`{name: a, flight: {registration: RS, kind: state, date: 2025-10-30}, territory: HU, want: {status: unknown, missing: [cargo]}}`, nil},
		"no flags":      {`{name: a, flight: {registration: RU, kind: state, persons: [putin], date: 2025-10-30}, territory: BG, want: {status: open, behind: [], flags: []}}`, []string{"eu is behind it, and nothing is wanted there", "risk is among the flags, and nothing is wanted there"}},
		"no flight":     {`{name: a, territory: BG, want: {status: open}}`, []string{"the set has no flight of its own, and the case gives none"}},
		"no rule":       {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30}, territory: BG, want: {status: open, rule: bgg}}`, []string{`unknown rule "bgg"; did you mean "bg"?; flightcheck policy show lists the rules`}},
		"a stranger":    {`{name: a, flight: {registration: RU, kind: state, persons: [putn], date: 2025-10-30}, territory: BG, want: {status: open}}`, []string{`unknown person "putn"; did you mean "putin"?; the set knows lavrov, putin, zakharova`}},
		"a cargo":       {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30, cargo: amrs}, territory: BG, want: {status: blocked}}`, []string{`unknown cargo "amrs"; did you mean "arms"?; rules name arms; for any other write ordinary`}},
		"a purpose":     {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30, purpose: parade}, territory: BG, want: {status: blocked}}`, []string{`unknown purpose "parade"; no rule asks for the purpose; leave it out or write ordinary`}},
		"an outline":    {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30}, territory: {state: BG, within: [nowhere]}, want: {status: blocked}}`, []string{`unknown zone "nowhere"; the set's key zones declares them`}},
		"a zone":        {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30}, territory: {zone: nowhere}, want: {status: open}}`, []string{`unknown zone "nowhere"; the set's key zones declares them`}},
		"an area":       {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30}, territory: {state: FR, area: GF}, want: {status: blocked, rule: eu}}`, nil},
		"later known":   {`{name: a, flight: {registration: RU, kind: state, date: 2025-10-30, origin: RU, destination: aerodrome BUD, level: 350, mtow: 250.5}, territory: PL, scope: landing, as_of: 2020-01-01, want: {status: blocked}}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustCases(t, c.line).Run(s)
			if diff := cmp.Diff(c.want, got[0].Faults); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCoverageAndUnnoticed(t *testing.T) {
	s := mustSet(t, caseRules...)
	full := []string{
		`{name: lifted, flight: {registration: RU, kind: state, persons: [putin], date: 2025-10-30}, territory: BG, want: {status: open, rule: bg, flags: [risk]}}`,
		`{name: banned, flight: {registration: RU, kind: state, date: 2025-10-30}, territory: PL, want: {status: blocked, rule: eu}}`,
		`{name: cargo, flight: {registration: RS, kind: state, date: 2025-10-30}, territory: HU, want: {status: unknown, missing: [cargo]}}`,
	}
	for name, c := range map[string]struct {
		cases                []string
		uncovered, unnoticed []string
	}{
		"all":              {full, nil, nil},
		"without a flag":   {[]string{strings.Replace(full[0], ", flags: [risk]", "", 1), full[1], full[2]}, []string{"risk"}, []string{"risk"}},
		"without the last": {full[:2], []string{"cargo"}, []string{"cargo"}},
		"one fails":        {[]string{full[0], full[1], strings.Replace(full[2], "unknown, missing: [cargo]", "open", 1)}, []string{"cargo"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			x := mustCases(t, c.cases...)
			if diff := cmp.Diff(c.uncovered, ids(Uncovered(s, x.Run(s)))); diff != "" {
				t.Errorf("uncovered (-want +got):\n%s", diff)
			}
			if name == "one fails" {
				return // Unnoticed asks for cases that pass
			}
			rules, err := x.Unnoticed(s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.unnoticed, ids(rules)); diff != "" {
				t.Errorf("unnoticed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCaseFaults(t *testing.T) {
	const ok = "name: a, territory: BG, want: {status: open}"
	for name, c := range map[string][2]string{
		"nothing":            {"", "c.yaml: the file is empty"},
		"no cases":           {"version: 1\ncases: []\n", "c.yaml:2:8: cases is an empty list"},
		"an unknown key":     {casesHead + "  - {" + ok + ", flght: {}}\n", `unknown key "flght" in a case; did you mean "flight"?`},
		"an unknown status":  {casesHead + "  - {name: a, territory: BG, want: {status: opne}}\n", `c.yaml:3:45: unknown status "opne"; did you mean "open"?`},
		"an unknown scope":   {casesHead + "  - {" + ok + ", scope: fly}\n", `unknown scope "fly"`},
		"an unknown State":   {casesHead + "  - {name: a, territory: UK, want: {status: open}}\n", `unknown State or area "UK"; did you mean GB`},
		"no territory":       {casesHead + "  - {name: a, territory: {}, want: {status: open}}\n", "the territory names nothing"},
		"zone and State":     {casesHead + "  - {name: a, territory: {state: BG, zone: X}, want: {status: open}}\n", "a territory is a zone or a State"},
		"twice":              {casesHead + "  - {" + ok + "}\n  - {" + ok + "}\n", `c.yaml:4:5: the case "a" is given twice (first on line 3)`},
		"a winner of none":   {casesHead + "  - {name: a, territory: BG, want: {status: unknown, rule: x}}\n", "nothing decides what is unknown"},
		"missing, but known": {casesHead + "  - {name: a, territory: BG, want: {status: open, missing: [kind]}}\n", "write status: unknown"},
		"a part of a level":  {casesHead + "  - {" + ok + ", flight: {level: 95.5}}\n", "level is not a whole number; write a whole flight level, like 350"},
		"a bad aerodrome":    {casesHead + "  - {" + ok + ", flight: {origin: aerodrome Vnukovo}}\n", `"Vnukovo" is no IATA or ICAO code`},
		"a reference":        {casesHead + "  - &a {" + ok + "}\n  - *a\n", "c.yaml:4:5"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseCases("c.yaml", []byte(c[0]))
			if err == nil || got != nil || !strings.Contains(err.Error(), c[1]) {
				t.Errorf("got  %v\nwant %s", err, c[1])
			}
		})
	}
}

// FuzzParseCases reads anything; what it takes can be run.
func FuzzParseCases(f *testing.F) {
	f.Add([]byte(casesHead + "  - {name: a, territory: BG, want: {status: open}}\n"))
	f.Add([]byte(casesHead + "  - {name: a, flight: {registration: RU, kind: state, mtow: 1e3, origin: aerodrome VKO}, territory: {state: FR, area: GF, within: [x]}, want: {status: unknown, missing: [kind]}}\n"))
	f.Add([]byte("version: 1\npolicies: [budapest-2025]\ncases: [{name: z, territory: {zone: Z}, scope: landing, as_of: 2025-01-01, want: {status: blocked, rule: r, behind: [a], flags: [b]}}]\n"))
	for _, text := range hostileYAML {
		f.Add([]byte(strings.ReplaceAll(text, "rules:", "cases:")))
	}
	s := mustSet(f, caseRules...)
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := ParseCases("fuzz.yaml", src)
		if (c == nil) == (err == nil) {
			t.Fatalf("cases and an error, or neither: %v", err)
		}
		if err != nil {
			checkFaults(t, err, src)
		}
		if err == nil && len(c.Run(s)) != len(c.List) {
			t.Fatal("a case was not run")
		}
	})
}
