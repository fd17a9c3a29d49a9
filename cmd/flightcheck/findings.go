package main

import (
	"fmt"
	"io"
)

// How many findings of a kind are printed for a reader, of faults and of remarks.
const (
	mostFaults  = 20
	mostRemarks = 5
)

// finding is what a check found, as it is printed for a reader.
type finding struct{ severity, kind, words string }

// writeFindings prints findings in their order; of many of a kind only the first ones,
// the fewer of those that are mere remarks.
func writeFindings(w io.Writer, list []finding, remark string) {
	type sort struct{ severity, kind string }
	of := func(f finding) sort { return sort{f.severity, f.kind} }
	all, printed := map[sort]int{}, map[sort]int{}
	for _, f := range list {
		all[of(f)]++
	}
	for _, f := range list {
		most := mostFaults
		if f.severity == remark {
			most = mostRemarks
		}
		if printed[of(f)]++; printed[of(f)] > most {
			continue
		}
		para(w, f.severity, f.words)
		if rest := all[of(f)] - most; printed[of(f)] == most && rest > 0 {
			para(w, "", fmt.Sprintf("and %d more of this kind (%s); --format json has all", rest, f.kind))
		}
	}
}
