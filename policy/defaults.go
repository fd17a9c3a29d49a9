package policy

import (
	_ "embed" // the default rules
	"sync"
)

// defaultsFile is the name that rules of the Convention carry as their file.
const defaultsFile = "policy/defaults.yaml"

//go:embed defaults.yaml
var defaultsText []byte

// readDefaults reads the Convention's rules, once. The file is part of the
// package and a test reads it; should it ever be broken, there are no default
// rules and what rests on them is unknown.
var readDefaults = sync.OnceValues(func() ([]*Rule, error) {
	d := newReader(defaultsFile)
	_, rules := d.document(d.Load(defaultsText))
	if len(d.errs) > 0 {
		return nil, d.errs
	}
	return rules, nil
})

// defaultRules returns the Convention's rules in a new slice.
func defaultRules() []*Rule {
	rules, err := readDefaults()
	if err != nil {
		return nil
	}
	return append([]*Rule(nil), rules...)
}
