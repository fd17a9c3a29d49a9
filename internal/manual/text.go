package manual

import (
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
)

// clipSign ends a text of which words had to be left out.
const clipSign = " …"

// Clipped is a text that fits: the whole, or its first clauses, or its first words
// and the sign that more was said. The man page has all of it.
func Clipped(s string, width int) string {
	for _, sep := range []string{"; ", ": ", ", "} {
		for utf8.RuneCountInString(s) > width {
			i := strings.LastIndex(s, sep)
			if i < width/3 {
				break
			}
			s = s[:i]
		}
	}
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	words := strings.Fields(s)
	for len(words) > 1 && utf8.RuneCountInString(strings.Join(words, " ")+clipSign) > width {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ") + clipSign
}

// Wrapped breaks a text into lines of a width; those after the first are indented.
func Wrapped(s string, width, indent int) string {
	lines := strings.Split(text.WrapSoft(s, width-indent), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n"+strings.Repeat(" ", indent))
}

// described are the lines of a description of a command, for a width. Lines that
// were full are one text with those that go on with them; tables stay tables.
func described(s string, width int) []string {
	var whole []string
	full := false
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimPrefix(line, "   ")
		if n := len(whole) - 1; full && goesOn(whole[n], line) {
			whole[n] += " " + strings.TrimSpace(line)
		} else {
			whole = append(whole, line)
		}
		full = utf8.RuneCountInString(line) > Width-10
	}
	var lines []string
	for _, line := range whole {
		column := columnOf(line, width/2)
		head := line[:column]
		for part := range strings.SplitSeq(Wrapped(line[column:], width-column, 0), "\n") {
			lines = append(lines, strings.TrimRight(head+part, " "))
			head = strings.Repeat(" ", column)
		}
	}
	return lines
}

// goesOn reports whether a line continues what stands in the one before: plain text
// goes on with plain text, the last column of a table below itself.
func goesOn(before, line string) bool {
	isTable := columnOf(before, len(before)) > 0
	isBelow := strings.HasPrefix(line, " ")
	if isTable {
		return isBelow && !strings.HasPrefix(before, " ")
	}
	return !isBelow && line != "" && columnOf(line, len(line)) == 0
}

// columnOf is where the last column of a line begins, in its first bytes.
func columnOf(line string, most int) int {
	if i := strings.LastIndex(line[:min(len(line), most)], "  "); i >= 0 {
		return i + 2
	}
	return 0
}
