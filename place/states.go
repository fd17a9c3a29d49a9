package place

import (
	"strings"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// stateName returns the name of a State by its alpha-2 code, and the code itself
// if the table does not have it.
func stateName(code string) string {
	for line := range strings.SplitSeq(stateTable, "\n") {
		if line[:2] == code {
			name, _, _ := strings.Cut(line[3:], "|")
			return name
		}
	}
	return code
}

// stateCode returns the alpha-2 code of a State by its name or code, folded.
func stateCode(key string) (code string, ok bool) {
	for line := range strings.SplitSeq(stateTable, "\n") {
		if len(key) == 2 {
			if strings.EqualFold(line[:2], key) {
				return line[:2], true
			}
		}
		for name := range strings.SplitSeq(line[3:], "|") {
			if gazetteer.Fold(name) == key {
				return line[:2], true
			}
		}
	}
	return "", false
}
