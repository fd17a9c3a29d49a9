package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Of each kind the first findings are printed, fewer of remarks, and how many more
// there are; kinds of other severities are counted apart.
func TestWriteFindings(t *testing.T) {
	var list []finding
	for n := range 25 {
		list = append(list, finding{"error", "gap", fmt.Sprintf("gap %d.", n)}, finding{"info", "gap", fmt.Sprintf("small gap %d.", n)})
	}
	for n := range mostFaults {
		list = append(list, finding{"error", "hole", fmt.Sprintf("hole %d.", n)})
	}
	var b bytes.Buffer
	writeFindings(&b, list, "info")
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	for want, is := range map[string]bool{
		"error gap 19.": true, "error gap 20.": false, "info small gap 4.": true, "info small gap 5.": false, "error hole 19.": true,
		"and 5 more of this kind (gap); --format json has all": true, "and 20 more of this kind (gap); --format json has all": true,
		"and 0 more of this kind (hole); --format json has all": false,
	} {
		if slices.Contains(lines, want) != is {
			t.Errorf("%q is printed: %v, want %v", want, !is, is)
		}
	}
	if len(lines) != mostFaults+mostRemarks+2+mostFaults+1 {
		t.Errorf("%d lines", len(lines))
	}
}
