package policy_test

import (
	"fmt"

	"github.com/flightcheck/flightcheck/policy"
)

// A set with its cases: what fails, which rule no case names, and which none would miss.
func ExampleParseCases() {
	set, err := policy.Parse("maghreb.yaml", []byte(`
version: 1
rules:
  - {id: DZ-MOROCCO, issuer: DZ, territory: [DZ], effect: ban, basis: law, from: 2021-09-22, subject: {registration: [MA]}}
  - {id: DZ-MALI, issuer: DZ, territory: [DZ], effect: ban, basis: statement, from: 2025-04-07, subject: {origin: [ML]}}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	cases, err := policy.ParseCases("maghreb.cases.yaml", []byte(`
version: 1
cases:
  - name: a Moroccan aircraft
    flight: {registration: MA, kind: civil, date: 2025-06-01}
    territory: DZ
    want: {status: blocked, rule: DZ-MOROCCO}
  - name: from Bamako to Tunis
    flight: {registration: TN, kind: civil, date: 2025-06-01, origin: ML, destination: TN}
    territory: DZ
    want: {status: open}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	results := cases.Run(set)
	for _, r := range results {
		fmt.Printf("line %d, %s: %q\n", r.Case.Line, r.Case.Name, r.Faults)
	}
	for _, r := range policy.Uncovered(set, results) {
		fmt.Println("no case that passes names", r.ID)
	}
	// Output:
	// line 4, a Moroccan aircraft: []
	// line 8, from Bamako to Tunis: ["status is blocked, not open"]
	// no case that passes names DZ-MALI
}

// What changes between two sets, by what they say.
func ExampleDiff() {
	parse := func(text string) *policy.Set {
		set, err := policy.Parse("rules.yaml", []byte("version: 1\n"+text))
		if err != nil {
			fmt.Println(err)
		}
		return set
	}
	change := policy.Diff(
		parse("covers: [DZ, MA]\nrules: [{id: DZ-MOROCCO, issuer: DZ, territory: [DZ], effect: ban, basis: law, from: 2021-09-22}]"),
		parse("covers: [DZ]\nrules: [{id: DZ-MOROCCO, issuer: DZ, territory: [DZ], effect: ban, basis: law, from: 2021-09-22, until: unknown}]"))
	for _, w := range change.Set {
		fmt.Printf("%s: %s -> %s\n", w.Name, w.Old, w.New)
	}
	for _, r := range change.Changed {
		for _, w := range r.Fields {
			fmt.Printf("%s, %s: %s -> %s\n", r.ID, w.Name, w.Old, w.New)
		}
	}
	// Output:
	// covers: DZ, MA -> DZ
	// DZ-MOROCCO, until: unknown: false -> true
}
