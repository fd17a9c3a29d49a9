package place

import (
	"strings"
	"sync"

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
	code, ok = stateCodes()[key]
	return code, ok
}

// stateCodes returns the codes by all folded names, and by the codes.
var stateCodes = sync.OnceValue(func() map[string]string {
	out := make(map[string]string, 1024)
	for line := range strings.SplitSeq(stateTable, "\n") {
		code := line[:2]
		out[strings.ToLower(code)] = code
		for name := range strings.SplitSeq(line[3:], "|") {
			out[gazetteer.Fold(name)] = code
		}
	}
	return out
})
