package policy

import (
	"slices"
	"strings"
	"testing"
)

// file is a policy file around rules, with what tests need in every one.
const file = `version: 1
set: test
people:
  - {id: putin}
  - {id: lavrov}
  - {id: zakharova}
transit_agreement: IASTA
blocs:
  - id: EU
    members: [{iso: PL}, {iso: LV}, {iso: FR}, {iso: DK}, {iso: BG, from: 2007-01-01}, {iso: GB, from: 1973-01-01, to: 2020-01-31}, {iso: HU}]
  - id: EEA
    members: [{iso: "bloc:EU", from: 1994-01-01}, {iso: NO, from: 1994-01-01}]
  - id: IASTA
    members: [{iso: DE}, {iso: TR}, {iso: HK}, {iso: HU}]
rules:
`

// mustSet parses a file around the rules, one rule a line in flow style.
func mustSet(tb testing.TB, rules ...string) *Set {
	tb.Helper()
	return mustParse(tb, file+ruleLines(rules))
}

func ruleLines(rules []string) string {
	if len(rules) == 0 {
		return "  []\n"
	}
	var b strings.Builder
	for _, r := range rules {
		b.WriteString("  - " + r + "\n")
	}
	return b.String()
}

func mustParse(tb testing.TB, text string) *Set {
	tb.Helper()
	s, err := Parse("test.yaml", []byte(text))
	if err != nil {
		tb.Fatalf("Parse: %v", err)
	}
	return s
}

// over is the main territory of a State.
func over(state string) Territory { return Territory{Area: state, Code: state, State: state} }

// day reads a day or an instant.
func day(tb testing.TB, s string) When {
	tb.Helper()
	if s == "" {
		return When{}
	}
	w, err := ParseWhen(s)
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// ids returns the ids of rules.
func ids(rules []*Rule) []string {
	var out []string
	for _, r := range rules {
		out = append(out, r.ID)
	}
	return out
}

// statePlane is a state aircraft of Russia with the president on board.
func statePlane() Flight {
	return Flight{
		Registration: Registration{State: "RU"}, Kind: StateAircraft, Scheduled: No, Persons: []string{"putin"},
		Date: Day(2025, 10, 30),
	}
}

// civil is an ordinary civil flight of that registration.
func civil(state string) Flight {
	return Flight{Registration: Registration{State: state}, Kind: CivilAircraft, Date: Day(2025, 10, 30)}
}

func sameWords(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
