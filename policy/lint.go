package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/flightcheck/flightcheck/internal/plain"
)

// Severity is how much a finding of [Lint] matters.
type Severity string

// The severities. An error is a rule that cannot mean what it says; a warning is
// most likely one; a note is something to know.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityNote    Severity = "note"
)

// Finding is something that [Lint] found in a set.
type Finding struct {
	Severity Severity
	Code     string   // what kind it is: one of [LintCodes]
	File     string   // name of the file, as given to [Parse]
	Line     int      // from 1; 0: the file as a whole
	Col      int      // from 1, in characters
	Rule     string   // id of the rule; "" if it is about something else
	Others   []string // ids of the other rules that it is about, sorted
	What     string   // what was found
	Hint     string   // what to do about it; may be empty
}

// String returns file:line:col, severity, code, rule, what was found, and the hint, on
// one line.
func (f Finding) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", f.Line, f.Col)
	}
	fmt.Fprintf(&b, ": %s: %s: ", f.Severity, f.Code)
	if f.Rule != "" {
		b.WriteString(f.Rule + ": ")
	}
	b.WriteString(f.What)
	if f.Hint != "" {
		b.WriteString("; " + f.Hint)
	}
	return plain.Line(b.String())
}

// LintOptions say what [Lint] knows besides the set. The zero value is good: what
// it would need is then left aside.
type LintOptions struct {
	// Date is the day on which rules must still hold: those that ended before are
	// warnings. Without it, those that ended before the as_of of their file are notes.
	Date When
	// Territories are all territories there are, of which Code and State are read. If
	// there are any, codes that none of them has are found.
	Territories []Territory
	// Zones are the names of the zones that can be loaded; nil: not known.
	Zones []string
	// Source returns the text of a file of the set, so that findings stand at the very
	// key; nil, and files of which it returns nil: at the beginning of the rule.
	// Built-in files need none.
	Source func(file string) []byte
}

// LintCodes returns the kinds of findings, sorted, each with what it means.
func LintCodes() [][2]string { return slices.Clone(lintCodes) }

var lintCodes = [][2]string{
	{"case-only", "two ids or names differ in nothing but capital and small letters"},
	{"contradiction", "two rules of one issuer on one level permit and refuse the same flight, and neither overrides the other"},
	{"dead-group", "a group of any_of can never hold"},
	{"empty-subject", "no flight can meet the subject"},
	{"empty-territory", "nothing is left of the territory"},
	{"except-idle", "an exception takes nothing out of the territory"},
	{"expired", "the rule has ended"},
	{"missing-link", "a source has no link"},
	{"missing-source", "a rule that is no assumption, a bloc or a person has no source"},
	{"notice-without-authority", "notice_hours without an authority to ask"},
	{"outside-covers", "the set does not speak for any part of the territory"},
	{"overlapping-dates", "two rules say the same of the same flights, and their dates overlap"},
	{"override-higher", "the rule that is overridden stands on a higher level"},
	{"override-idle", "no flight can meet both the rule and the one that it overrides"},
	{"override-lower", "the rule that is overridden stands on a lower level, so it is behind without being lifted"},
	{"redundant", "another rule of the same issuer says as much wherever the rule applies"},
	{"soft-closure", "a closure for safety is not enacted, and closes all the same"},
	{"stated-after-as-of", "the rule was stated after the day on which the set holds what was known"},
	{"stated-after-from", "the rule was stated after it began to hold"},
	{"unknown-code", "no area has the code"},
	{"unknown-zone", "no zone of that name is loaded"},
	{"unreachable", "the rule can never decide"},
	{"until-unknown", "the end of the rule is not known"},
	{"unused-bloc", "no rule and no other bloc names the bloc"},
	{"unused-person", "no rule names the person"},
	{"unused-zone", "no rule names the zone"},
}

// Lint looks for what is wrong or strange in a set that was read without faults:
// rules that contradict each other, that can never decide or never hold, that have
// ended or have no source, names that nothing knows or nothing uses. What it calls
// a contradiction or unreachable it can prove: there is a flight that meets both
// rules, or a rule that beats the other wherever it applies. The findings are in
// order of file, line and column.
func Lint(s *Set, o LintOptions) []Finding {
	if s == nil || s.prog == nil {
		return nil
	}
	l := newLinter(s, o)
	for _, r := range l.rules {
		l.rule(r)
	}
	l.pairs()
	l.names()
	l.sort()
	return l.found
}

// linter looks through one set.
type linter struct {
	set     *Set
	options LintOptions
	rules   []*compiled // those of the files, in their order
	asOf    map[string]When
	lands   []land
	known   codeSet // codes that a territory has; empty: not known
	lists   *compiler
	spots   map[spot]place
	found   []Finding
}

// land is a territory as two codes.
type land struct{ state, area code }

func newLinter(s *Set, o LintOptions) *linter {
	l := &linter{set: s, options: o, asOf: map[string]When{}, lists: &compiler{set: s, blocs: map[string]*members{}}, spots: map[spot]place{}}
	for _, r := range s.rules {
		l.rules = append(l.rules, s.prog.rules[r])
	}
	for i := range s.layers {
		l.asOf[s.layers[i].file] = s.layers[i].asOf
		l.locate(s.layers[i].file)
	}
	var listed codeSet
	for _, t := range o.Territories {
		at := land{codeOf(t.State), codeOf(t.Code)}
		l.lands = append(l.lands, at)
		listed.add(at.area)
		l.known.add(at.state)
		l.known.add(at.area)
	}
	for k := range code(codeCount) {
		if states().valid.has(k) && !listed.has(k) {
			l.lands = append(l.lands, land{k, k})
		}
	}
	return l
}

// add records a finding about a rule, at one of its keys.
func (l *linter) add(s Severity, code string, r *compiled, key, hint, format string, args ...any) *Finding {
	at, ok := l.spots[spot{r.File, "rule", r.ID, key}]
	if !ok {
		at = place{r.Line, r.Col}
	}
	l.found = append(l.found, Finding{
		Severity: s, Code: code, File: r.File, Line: at.line, Col: at.col, Rule: r.ID, What: fmt.Sprintf(format, args...), Hint: hint,
	})
	return &l.found[len(l.found)-1]
}

// addNamed records a finding about a bloc, a person, a zone or the file.
func (l *linter) addNamed(s Severity, code, file, kind, id, hint, format string, args ...any) {
	at := l.spots[spot{file, kind, id, ""}]
	l.found = append(l.found, Finding{
		Severity: s, Code: code, File: file, Line: at.line, Col: at.col, What: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// sort puts the findings in order of file (as the layers come), line, column and code.
func (l *linter) sort() {
	file := map[string]int{}
	for i := range l.set.layers {
		if _, ok := file[l.set.layers[i].file]; !ok {
			file[l.set.layers[i].file] = i
		}
	}
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(file[a.File], file[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.What, b.What))
	})
}
