package main

import (
	"strings"

	"github.com/biter777/countries"

	"github.com/flightcheck/flightcheck/policy"
)

// stateOf reads a State: its code in any case, or its English name.
func stateOf(word string) (string, error) {
	if up := strings.ToUpper(word); policy.ValidState(up) {
		return up, nil
	}
	if len(word) > 3 {
		if code := countries.ByName(word).Alpha2(); policy.ValidState(code) {
			return code, nil
		}
	}
	return "", policy.UnknownState(word)
}
