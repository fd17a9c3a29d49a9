package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A case that wants what the set decides passes, and one that wants another status
// fails: a file of cases says what Decide is asked, and nothing else.
func TestCasesAskWhatDecideIsAsked(t *testing.T) {
	s := mustSet(t, slices.Concat(caseRules, []string{
		`{id: low, issuer: RS, territory: [RS], effect: deny, basis: law, subject: {levels: {to_fl: 95}}}`,
		`{id: heavy, issuer: RO, territory: [RO], effect: deny, basis: law, scope: [landing], subject: {mtow: {from_t: 100}, origin: [RU]}}`,
	})...)
	rapid.Check(t, func(t *rapid.T) {
		pick := func(what string, words ...string) string { return rapid.SampledFrom(words).Draw(t, what) }
		f := Flight{
			Registration: Registration{State: pick("registration", "RU", "RS", "DE")}, Kind: Kind(pick("kind", "state", "civil")),
			Date: Day(2025, 10, 30), GivenBy: GivenByQuestion,
		}
		facts := []string{"registration: " + f.Registration.State, "kind: " + string(f.Kind), "date: 2025-10-30"}
		if x := pick("person", "", "putin", "lavrov"); x != "" {
			f.Persons, facts = []string{x}, append(facts, "persons: ["+x+"]")
		}
		if f.Cargo = pick("cargo", "", "arms", "ordinary"); f.Cargo != "" {
			facts = append(facts, "cargo: "+f.Cargo)
		}
		if f.Level = rapid.IntRange(0, 999).Draw(t, "level"); f.Level > 0 {
			facts = append(facts, fmt.Sprintf("level: %d", f.Level))
		}
		if f.MTOW = float64(rapid.IntRange(0, 2000).Draw(t, "mtow")) / 10; f.MTOW > 0 {
			facts = append(facts, fmt.Sprintf("mtow: %v", f.MTOW))
		}
		if f.Origin.State = pick("origin", "", "RU", "DE"); f.Origin.State != "" {
			facts = append(facts, "origin: "+f.Origin.State)
		}
		over, scope := over(pick("territory", "BG", "PL", "HU", "RS", "RO", "RU")), rapid.SampledFrom([]Scope{Overflight, Landing}).Draw(t, "scope")
		d := s.Decide(f, over, At{}, scope)
		want := "status: " + d.Status.String()
		if r := d.Winner(); r != nil {
			want += ", rule: " + r.ID
		}
		want += ", flags: [" + strings.Join(ids(d.Flags()), ", ") + "], missing: [" + strings.Join(d.Missing(), ", ") + "]"
		line := fmt.Sprintf("{name: a, flight: {%s}, territory: %s, scope: %s, want: {%s}}", strings.Join(facts, ", "), over.Code, scope, want)
		x, err := ParseCases("c.yaml", []byte(casesHead+ruleLines([]string{line})))
		if err != nil {
			t.Fatalf("%s\n%v", line, err)
		}
		if faults := x.Run(s)[0].Faults; faults != nil {
			t.Fatalf("%s\n%v", line, faults)
		}
		other := rapid.SampledFrom([]Status{Open, Permission, Unknown, Blocked}).Draw(t, "another status")
		x.List[0].Want = Want{Status: other}
		if faults := x.Run(s)[0].Faults; (faults == nil) != (other == d.Status) {
			t.Fatalf("%s\nwith status %s: %v", line, other, faults)
		}
	})
}
