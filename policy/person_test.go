package policy

import "testing"

// People are asked for by the names that they have in rules, and told when the name
// that they have in life is given.
func TestPersonByName(t *testing.T) {
	set, err := Parse("x.yaml", []byte("version: 1\nset: x\npeople:\n  - id: herzog\n    name: Isaac Herzog\nrules: []\n"))
	if err != nil {
		t.Fatal(err)
	}
	err = set.Validate(Flight{Persons: []string{"isaac herzog"}})
	if want := `unknown person "isaac herzog"; did you mean "herzog"?; rules name people so`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
