package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

// Error is one fault of a policy file.
type Error struct {
	File string // name of the file, as given to [Parse]
	Line int    // from 1; 0: the file as a whole
	Col  int    // from 1, in characters
	Msg  string // what is wrong
	Hint string // what to do about it; may be empty

	quoted string // the line, for Quote
}

// Quote returns the line of the fault with a caret under its place, as two lines;
// "" if the text is not known.
func (e *Error) Quote() string {
	if e.quoted == "" {
		return ""
	}
	line, col := []rune(e.quoted), e.Col-1
	const most = 100
	if from := max(0, col-most*3/4); from > 0 {
		line, col = append([]rune("..."), line[from:]...), col-from+3
	}
	if len(line) > most {
		line = append(line[:most:most], []rune("...")...)
	}
	var pad strings.Builder
	for _, r := range line[:min(col, len(line))] {
		if r != '\t' {
			r = ' '
		}
		pad.WriteRune(r)
	}
	return string(line) + "\n" + pad.String() + "^"
}

// Error returns file:line:col, what is wrong, and the hint.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Col)
	}
	b.WriteString(": ")
	b.WriteString(e.Msg)
	if e.Hint != "" {
		b.WriteString("; ")
		b.WriteString(e.Hint)
	}
	return b.String()
}

// Errors are all faults of one or more policy files, in order of file, line and column.
type Errors []*Error

// Error returns one line for each fault.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// lineEnds are what the YAML reader takes for the end of a line.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// quote notes the lines of the faults of a file. A fault of what is missing at the
// end may stand behind it: it is put on the last line.
func (e Errors) quote(file string, src []byte) {
	if !utf8.Valid(src) {
		return
	}
	lines := strings.Split(string(src), "\n")
	most := strings.Count(lineEnds.Replace(string(src)), "\n") + 1
	for _, x := range e {
		if x.File == file && x.Line > most {
			x.Line, x.Col = inText(src, x.Line, x.Col)
		}
		if x.File == file && x.Line > 0 && x.Line <= len(lines) {
			x.quoted = strings.TrimRight(lines[x.Line-1], "\r")
		}
	}
}

// Unwrap returns the faults one by one.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, x := range e {
		out[i] = x
	}
	return out
}

// sort puts the errors in order of file (as they first come), line and column.
func (e Errors) sort() {
	file := map[string]int{}
	for _, x := range e {
		if _, ok := file[x.File]; !ok {
			file[x.File] = len(file)
		}
	}
	slices.SortStableFunc(e, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(file[a.File], file[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}

// counted cuts the errors, which are not empty, to those that are reported and
// says at the end how many more there are.
func (e Errors) counted(more int) Errors {
	if over := len(e) - maxFaults; over > 0 {
		e, more = e[:maxFaults:maxFaults], more+over
	}
	if more > 0 {
		e = append(e, &Error{File: e[0].File, Msg: fmt.Sprintf("%d more faults", more), Hint: "mend these first"})
	}
	return e
}

// UnknownError says that a word of a question is none that the set knows.
type UnknownError struct {
	What        string   // what it should have been: "State", "rule", "person", "basis" ...
	Value       string   // what was given
	Suggestions []string // what may have been meant, best first
	Hint        string   // what to do; may be empty
}

// Error returns what is unknown and what may have been meant.
func (e *UnknownError) Error() string {
	msg := fmt.Sprintf("unknown %s %q", e.What, clip(e.Value))
	if h := didYouMean(e.Suggestions); h != "" {
		msg += "; " + h
	}
	if e.Hint != "" {
		msg += "; " + e.Hint
	}
	return msg
}

// didYouMean turns suggestions into a question; "" for none.
func didYouMean(words []string) string {
	if len(words) == 0 {
		return ""
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + w + `"`
	}
	return "did you mean " + strings.Join(quoted, " or ") + "?"
}

// clip shortens what somebody wrote, so that an error stays one readable line.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "..."
}

// near returns up to two of the words that are close to word: the same but for
// case, one the beginning of the other, or within a third of the length by
// optimal string alignment distance.
func near(word string, words []string) []string {
	if word == "" || len(word) > 100 {
		return nil
	}
	type hit struct {
		word string
		dist int
	}
	var hits []hit
	low := strings.ToLower(word)
	for _, w := range words {
		d := edlib.OSADamerauLevenshteinDistance(low, strings.ToLower(w))
		if lw := strings.ToLower(w); min(len(lw), len(low)) >= 3 && (strings.HasPrefix(lw, low) || strings.HasPrefix(low, lw)) {
			d = min(d, 1)
		}
		if d <= max(1, min(len(w), len(word))/3) && d < len(w) {
			hits = append(hits, hit{w, d})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		if a.dist != b.dist {
			return a.dist - b.dist
		}
		return strings.Compare(a.word, b.word)
	})
	var out []string
	for _, h := range hits {
		if len(out) < 2 && !slices.Contains(out, h.word) && h.dist <= hits[0].dist+1 {
			out = append(out, h.word)
		}
	}
	return out
}

// unknownState is the error for a word that should be a State and is none.
func unknownState(word string) error {
	return &UnknownError{What: "State", Value: word, Suggestions: stateHint(word), Hint: "write two letters, like BG, or the English name"}
}
