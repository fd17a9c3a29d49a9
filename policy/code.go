package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/biter777/countries"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// code is an alpha-2 code as a small number; noCode is none.
type code int16

const (
	noCode    code = -1
	codeCount      = 26 * 26
)

// codeOf returns the number of two capital letters, and noCode for anything else.
func codeOf(s string) code {
	if len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z' {
		return noCode
	}
	return code(s[0]-'A')*26 + code(s[1]-'A')
}

func (c code) String() string {
	if c < 0 {
		return ""
	}
	return string([]byte{'A' + byte(c/26), 'A' + byte(c%26)})
}

// codeSet is a set of codes.
type codeSet [(codeCount + 63) / 64]uint64

func (s *codeSet) add(c code) {
	if c >= 0 {
		s[c/64] |= 1 << (c % 64)
	}
}

func (s *codeSet) has(c code) bool {
	return c >= 0 && s[c/64]&(1<<(c%64)) != 0
}

// join adds all codes of another set.
func (s *codeSet) join(t *codeSet) {
	for i := range s {
		s[i] |= t[i]
	}
}

func (s *codeSet) empty() bool { return *s == codeSet{} }

// stateTable holds the codes that are in use, with names and what they are asked for by.
type stateTable struct {
	valid  codeSet
	names  map[code]string
	list   []string        // all names, older ones too, sorted by code
	codes  map[string]code // of the names
	folded map[string]code // of the names as they are compared
}

// states returns the table of ISO 3166-1 and XK (user-assigned, Kosovo), built once.
var states = sync.OnceValue(func() *stateTable {
	t := &stateTable{names: map[code]string{}, codes: map[string]code{}, folded: map[string]code{}}
	for _, c := range countries.All() {
		k := codeOf(c.Alpha2())
		if k == noCode || !isoAssigned(c) {
			continue
		}
		t.valid.add(k)
		t.names[k] = nameOf(c.Alpha2(), c.String())
		t.codes[t.names[k]], t.codes[shortName(c.String())] = k, k
	}
	for name, k := range t.codes {
		t.folded[gazetteer.Fold(name)] = k
	}
	t.list = slices.SortedFunc(maps.Keys(t.codes), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.codes[a], t.codes[b]), cmp.Compare(a, b))
	})
	return t
})

// isoAssigned reports whether the code is one of ISO 3166-1 today, or XK. The
// table also holds AN (withdrawn in 2010) and YU (withdrawn in 2003).
func isoAssigned(c countries.CountryCode) bool {
	a2 := c.Alpha2()
	return a2 != "AN" && a2 != "YU"
}

// shortName leaves out what stands in brackets: Iran, not Iran (Islamic Republic of).
func shortName(s string) string {
	if i := strings.Index(s, " ("); i > 0 {
		return s[:i]
	}
	return s
}

// ValidState reports whether s is an alpha-2 code of ISO 3166-1 in capitals, or
// XK. Codes of areas that are no State (GF, FO, HK) are among them.
func ValidState(s string) bool { return states().valid.has(codeOf(s)) }

// StateName returns the English name of an alpha-2 code, and the code itself if
// it has none.
func StateName(s string) string {
	if n, ok := states().names[codeOf(s)]; ok {
		return n
	}
	return s
}

// stateHint proposes a code for something that is none.
func stateHint(s string) []string {
	if s == "" || len(s) > 60 {
		return nil
	}
	switch strings.ToUpper(s) { // in use for States elsewhere, but not alpha-2
	case "UK":
		return []string{"GB"}
	case "EL":
		return []string{"GR"}
	}
	if up := strings.ToUpper(s); ValidState(up) {
		return []string{up}
	}
	if len(s) > 2 {
		if c := countries.ByName(s); c.IsValid() && ValidState(c.Alpha2()) {
			return []string{c.Alpha2()}
		}
	}
	t := states()
	var out []string
	for _, name := range suggest.Near(s, t.list) {
		if word := t.codes[name].String(); len(s) > 2 && !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}
