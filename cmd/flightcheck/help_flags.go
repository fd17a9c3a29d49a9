package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"
)

// groupOf is the title under which help shows a flag of a command.
func groupOf(command string, f cli.Flag) string {
	name := f.Names()[0]
	if _, own := briefs[command+" --"+name]; own {
		return ownGroup
	}
	for _, g := range flagGroups {
		if slices.Contains(g.flags, name) {
			return g.title
		}
	}
	return ownGroup
}

// inGroup returns the flags of a command that help shows under a title, in the
// order of the group.
func inGroup(command string, flags []cli.Flag, title string) []cli.Flag {
	var order []string
	for _, g := range flagGroups {
		if g.title == title {
			order = g.flags
		}
	}
	out := slices.DeleteFunc(slices.Clone(flags), func(f cli.Flag) bool { return groupOf(command, f) != title })
	slices.SortStableFunc(out, func(a, b cli.Flag) int {
		return slices.Index(order, a.Names()[0]) - slices.Index(order, b.Names()[0])
	})
	return out
}

// flagBrief is what help says of a flag of a command.
func flagBrief(command string, f cli.Flag) string {
	name := f.Names()[0]
	if s, ok := briefs[command+" --"+name]; ok {
		return s
	}
	if name == "format" {
		if values := formatsIn(usageOfFlag(f)); len(values) > 0 {
			return strings.Join(values, ", ")
		}
	}
	if s, ok := briefs["--"+name]; ok && groupOf(command, f) != ownGroup {
		return s
	}
	return usageOfFlag(f)
}

// briefOf is what help says of a command.
func briefOf(command, usage string) string {
	if s, ok := briefs[command]; ok {
		return s
	}
	return usage
}

// formatsIn reads the names of formats from the text about the flag --format,
// "FORMAT of the answer: text, json or csv".
func formatsIn(usage string) []string {
	_, list, ok := strings.Cut(usage, ": ")
	if !ok {
		return nil
	}
	list, _, _ = strings.Cut(list, ";")
	return strings.Fields(strings.NewReplacer(",", " ", " or ", " ").Replace(list))
}

// spelling shows how a flag is written: "--output FILE, -o".
func spelling(f cli.Flag) string {
	var names []string
	for _, n := range f.Names() {
		names = append(names, dashed(n))
	}
	if value := placeholder(f); value != "" {
		names[0] += " " + value
	}
	if isRepeated(f) {
		names[0] += " …"
	}
	return strings.Join(names, ", ")
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// placeholder is the word for the value of a flag, "" if it has none.
func placeholder(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok || !d.TakesValue() {
		return ""
	}
	if parts := strings.Split(d.GetUsage(), "`"); len(parts) == 3 {
		return parts[1]
	}
	return "VALUE"
}

// usageOfFlag is the whole text about a flag.
func usageOfFlag(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return ""
	}
	return strings.ReplaceAll(d.GetUsage(), "`", "")
}

func isRepeated(f cli.Flag) bool {
	s, ok := f.(cli.DocGenerationSliceFlag)
	return ok && s.IsSliceFlag()
}

// clipped is a text that fits: the whole, or its first clauses, or its first words
// and the sign that more was said. The man page has all of it.
func clipped(s string, width int) string {
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

// clipSign ends a text of which words had to be left out.
const clipSign = " …"

// wrapped breaks a text into lines of a width.
func wrapped(s string, width int) string {
	lines := strings.Split(text.WrapSoft(s, width), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
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
		full = utf8.RuneCountInString(line) > helpWidth-10
	}
	var lines []string
	for _, line := range whole {
		column := columnOf(line, width/2)
		head := line[:column]
		for part := range strings.SplitSeq(wrapped(line[column:], width-column), "\n") {
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
