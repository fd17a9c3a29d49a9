package policy_test

import (
	"fmt"
	"time"

	"github.com/flightcheck/flightcheck/policy"
)

const exampleRules = `
version: 1
set: example
people: [{id: putin}]
blocs: [{id: EU, members: [{iso: BG}, {iso: PL}]}]
rules:
  - {id: eu-ban, issuer: EU, territory: ["bloc:EU"], subject: {registration: [RU]}, effect: ban, from: 2022-02-28, basis: law}
  - {id: bg-says, issuer: BG, territory: [BG], subject: {persons: [putin]}, effect: permit, scope: [overflight],
     stated: 2025-10-20, basis: statement, standing: announced, layer: case, says: would permit it}
`

var exampleFlight = policy.Flight{
	Registration: policy.Registration{State: "RU"}, Kind: policy.StateAircraft, Persons: []string{"putin"},
	Date: policy.Day(2025, time.October, 30),
}

func mainland(state string) policy.Territory { return policy.Territory{Code: state, State: state} }

func ExampleSet_Decide() {
	set, err := policy.Parse("example.yaml", []byte(exampleRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, state := range []string{"RU", "TR", "BG", "PL"} {
		d := set.Decide(exampleFlight, mainland(state), policy.At{}, policy.Overflight)
		fmt.Printf("%s: %v\n  %s\n", state, d.Status, d.Why())
	}
	// Output:
	// RU: open
	//   Chicago Convention Art. 1 and 3(c) (DEFAULT-HOME) lifts Chicago Convention Art. 3(c) (DEFAULT-3C) for Russia alone, for overflight
	// TR: permission
	//   Chicago Convention Art. 3(c) (DEFAULT-3C) decides where no rule speaks
	// BG: permission
	//   Bulgaria's statement of 20 Oct 2025 (bg-says) is only announced: it makes permission of what the Union's ban of 28 Feb 2022 (eu-ban) would block, for Bulgaria alone, for overflight
	// PL: blocked
	//   the Union's ban of 28 Feb 2022 (eu-ban) decides; Chicago Convention Art. 3(c) (DEFAULT-3C) stands behind it
}

func ExampleParse_faults() {
	_, err := policy.Parse("mine.yaml", []byte("version: 1\nrules:\n  - {id: a, issuer: PL, territory: [Polnad], effect: banned, basis: law}\n"))
	fmt.Println(err)
	// Output:
	// mine.yaml:3:37: unknown State or area "Polnad"; did you mean PL (Poland)?
	// mine.yaml:3:54: unknown effect "banned"; did you mean "ban"?
}

func ExampleSet_Explain() {
	set, err := policy.Parse("example.yaml", []byte(exampleRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range set.Explain(exampleFlight, mainland("BG"), policy.At{}, policy.Landing).Steps {
		fmt.Printf("%-8s %-12s %s\n", step.Role, step.Rule.ID, step.Reason)
	}
	// Output:
	// decides  eu-ban       decides: blocked
	// behind   DEFAULT-3C   stands behind eu-ban
	// not-met  bg-says      is about overflight, not landing
	// not-met  DEFAULT-5    kind is state, not civil
	// not-met  DEFAULT-6    kind is state, not civil
	// not-met  DEFAULT-HOME registration is RU, not flown-over
}

func ExampleSet_With() {
	set, err := policy.Parse("example.yaml", []byte(exampleRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	supposed, err := set.With(policy.Grant("PL"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(set.Decide(exampleFlight, mainland("PL"), policy.At{}, policy.Overflight).Status)
	fmt.Println(supposed.Decide(exampleFlight, mainland("PL"), policy.At{}, policy.Overflight).Status)
	_, err = set.With(policy.Without("eu-bann"))
	fmt.Println(err)
	// Output:
	// blocked
	// open
	// unknown rule "eu-bann"; did you mean "eu-ban"?; flightcheck policy show lists the rules
}

func ExampleParseRegistration() {
	for _, text := range []string{"RA-96022", "LV-ABC", "RA96022", "B-1234"} {
		r, err := policy.ParseRegistration(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(r.Mark, r.State)
	}
	// Output:
	// RA-96022 RU
	// LV-ABC AR
	// registration "RA96022" has no hyphen; write RA-96022
	// registration "B-1234" begins with B-, which China, Hong Kong, Macao and Taiwan use; write CN or HK or MO or TW
}
