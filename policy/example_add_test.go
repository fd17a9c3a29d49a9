package policy_test

import (
	"fmt"

	"github.com/flightcheck/flightcheck/policy"
)

// What if Bulgaria permitted it? A rule of one's own needs no head.
func ExampleSet_Add() {
	set, err := policy.Builtin("budapest-2025")
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := []byte("{id: BG-WHAT-IF, issuer: BG, territory: [BG], effect: permit, layer: case, stated: 2025-10-30, basis: assumption}")
	more, err := set.Add("what-if.yaml", func(string) ([]byte, error) { return rule, nil })
	if err != nil {
		fmt.Println(err)
		return
	}
	flight, _ := set.Flight()
	bulgaria := policy.Territory{Area: "BG", Code: "BG", State: "BG"}
	fmt.Println(set.Decide(flight, bulgaria, policy.At{}, policy.Overflight).Status)
	fmt.Println(more.Decide(flight, bulgaria, policy.At{}, policy.Overflight).Status)
	// Output:
	// permission
	// open
}
