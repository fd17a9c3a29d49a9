package data

import (
	"embed"
	"slices"
	"strings"
)

//go:generate go run ./build/policies

//go:embed policies/*.yaml policies/*.tree
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
		name, ok := strings.CutSuffix(e.Name(), ".yaml")
		if ok && !strings.HasSuffix(e.Name(), casesSuffix) {
			names = append(names, name)
		}
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

// PolicyTree returns the built-in policy set of that name as the tree of its text, which
// internal/strictyaml reads.
func PolicyTree(name string) (tree string, ok bool) {
	b, err := policies.ReadFile("policies/" + name + ".tree")
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
