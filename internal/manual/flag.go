package manual

import (
	"strings"

	"github.com/urfave/cli/v2"
)

// Spelling shows how a flag is written: "--output FILE, -o".
func Spelling(f cli.Flag) string {
	var names []string
	for _, n := range f.Names() {
		names = append(names, Dashed(n))
	}
	if value := valueName(f); value != "" {
		names[0] += " " + value
	}
	if IsRepeated(f) {
		names[0] += " …"
	}
	return strings.Join(names, ", ")
}

// Dashed is the name of a flag as it is typed: "-o", "--output".
func Dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// IsRepeated reports whether a flag may be given more than once.
func IsRepeated(f cli.Flag) bool {
	s, ok := f.(cli.DocGenerationSliceFlag)
	return ok && s.IsSliceFlag()
}

// Formats reads the names of formats from the text about the flag --format,
// "FORMAT of the answer: text, json or csv".
func Formats(f cli.Flag) []string {
	_, list, ok := strings.Cut(usageOf(f), ": ")
	if !ok {
		return nil
	}
	list, _, _ = strings.Cut(list, ";")
	return strings.Fields(strings.NewReplacer(",", " ", " or ", " ").Replace(list))
}

// isFormat reports whether a flag is --format, whose values differ from command to
// command.
func isFormat(f cli.Flag) bool { return f.Names()[0] == "format" }

// isShown reports whether help shows a flag.
func isShown(f cli.Flag) bool {
	v, ok := f.(cli.VisibleFlag)
	return !ok || v.IsVisible()
}

// valueName is the word for the value of a flag, "" if it has none.
func valueName(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok || !d.TakesValue() {
		return ""
	}
	if parts := strings.Split(d.GetUsage(), "`"); len(parts) == 3 {
		return parts[1]
	}
	return "VALUE"
}

// usageOf is the whole text about a flag.
func usageOf(f cli.Flag) string {
	d, ok := f.(cli.DocGenerationFlag)
	if !ok {
		return ""
	}
	return strings.ReplaceAll(d.GetUsage(), "`", "")
}
