package data

import (
	"embed"
	"slices"
	"strings"
)

//go:embed policies/*.yaml
var policies embed.FS

// casesSuffix ends the names of files that say what a policy set is to answer.
const casesSuffix = ".cases.yaml"

// PolicyNames returns the names of the built-in policy sets, sorted.
func PolicyNames() []string {
	entries, err := policies.ReadDir("policies")
	if err != nil {
		return nil // cannot happen: the folder is embedded
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), casesSuffix) {
			continue
		}
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	slices.Sort(names)
	return names
}

// Policy returns the YAML text of the built-in policy set of that name.
func Policy(name string) (text string, ok bool) {
	b, err := policies.ReadFile("policies/" + name + ".yaml")
	if err != nil {
		return "", false
	}
	return string(b), true
}

// PolicyCases returns the YAML text of the cases of the built-in policy set of that
// name.
func PolicyCases(name string) (text string, ok bool) {
	b, err := policies.ReadFile("policies/" + name + casesSuffix)
	if err != nil {
		return "", false
	}
	return string(b), true
}
