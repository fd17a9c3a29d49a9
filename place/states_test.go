package place

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// The table of States is sorted, no name stands for two, and every State of the
// gazetteer is in it.
func TestStateTable(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	var codes []string
	for line := range strings.SplitSeq(stateTable, "\n") {
		code := line[:2]
		codes = append(codes, code)
		names := map[string]bool{}
		for name := range strings.SplitSeq(line[3:], "|") {
			names[gazetteer.Fold(name)] = true
		}
		for name := range names {
			if other, ok := seen[name]; ok || name == "" {
				t.Errorf("%q stands for %s and for %s", name, other, code)
			}
			seen[name] = code
		}
	}
	if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Errorf("the codes are not sorted, or one is there twice: %v", codes)
	}
	f := tables(t)
	for _, table := range []*gazetteer.Table{f.airports, f.cities} {
		for id := range table.Len() {
			if p := table.Place(id); !slices.Contains(codes, p.Country) {
				t.Fatalf("%s is in %q, which the table does not have", p.Name, p.Country)
			}
		}
	}
}

// A State is refused with a place in it, or it is a city of that name in it.
func TestEveryState(t *testing.T) {
	t.Parallel()
	without := 0
	for line := range strings.SplitSeq(stateTable, "\n") {
		code := line[:2]
		for name := range strings.SplitSeq(line[3:], "|") {
			r, err := Lookup(name)
			if err == nil {
				if r.Country != code || r.Kind != City {
					t.Errorf("%s is %v", name, r)
				}
				continue
			}
			e, ok := errors.AsType[*StateError](err)
			if !ok || e.Code != code || e.Name != stateName(code) {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if len(e.Suggestions) == 0 || e.Suggestions[0].Country != code {
				without++
			}
		}
	}
	if without > 35 { // uninhabited islands, and territories without a seat
		t.Errorf("%d names of States without a place to propose", without)
	}
}
