package yamlform

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

var (
	// whenForm is a day, a month, a year or an instant as days are written.
	whenForm = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]+Z)?)?)?$`)
	// numberLike is what some reader of YAML takes for a number or a day.
	numberLike = regexp.MustCompile(`^[-+.]?[0-9][0-9_.,:xXoOa-fA-F+-]*([Tt ][0-9:.Zz+ -]*)?$|^[-+]?\.(inf|nan|NaN|Inf|INF|NAN)$`)
	// quotedSigns are signs of text that is put in quotes inside brackets.
	quotedSigns = ",[]{}()'\"#&*!|>%@`?"
)

// reserved are words that some reader of YAML takes for something else than text.
var reserved = []string{"null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"}

// scalar writes one value on one line. Inside brackets fewer values stand without quotes.
func scalar(e *entry, s Style, flow bool) string {
	n := e.node
	v := n.Value
	switch {
	case null(n):
		return "null"
	case s == Bare && n.Tag == "!!bool":
		return strings.ToLower(v)
	case s == Bare && (n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 && singleLine(v) || whenForm.MatchString(v)):
		return v
	case plainText(v, flow):
		return v
	case strings.ContainsFunc(v, needsEscape):
		return doubleQuoted(v)
	default:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
}

// singleLine reports whether a value can stand on one line as it is.
func singleLine(v string) bool { return v != "" && !strings.ContainsFunc(v, unicode.IsSpace) }

// plainText reports whether text stands without quotes.
func plainText(v string, flow bool) bool {
	switch {
	case v == "" || strings.TrimSpace(v) != v || strings.ContainsFunc(v, needsEscape):
		return false
	case slices.Contains(reserved, strings.ToLower(v)) || numberLike.MatchString(v):
		return false
	case strings.ContainsRune("-?:,[]{}#&*!|>'\"%@`=~<", rune(v[0])), strings.HasPrefix(v, "..."):
		return false
	case strings.Contains(v, ": ") || strings.HasSuffix(v, ":") || strings.Contains(v, " #"):
		return false
	default:
		return !flow || !strings.ContainsAny(v, quotedSigns) && !strings.Contains(v, ":")
	}
}

// needsEscape reports whether a sign can only be written with an escape.
func needsEscape(r rune) bool {
	return !unicode.IsPrint(r) || r == unicode.ReplacementChar
}

// doubleQuoted writes text with escapes.
func doubleQuoted(v string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range v {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case !needsEscape(r):
			b.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// keepsBlock reports whether the value stays text in a block, and with which sign.
func (e *entry) keepsBlock() (string, bool) {
	sign := ">"
	switch {
	case e.node.Style&yaml.LiteralStyle != 0:
		sign = "|"
	case e.node.Style&yaml.FoldedStyle == 0:
		return "", false
	}
	if !strings.HasSuffix(e.node.Value, "\n") {
		sign += "-"
	}
	lines := e.blockLines()
	if len(lines) == 0 || lines[0] == "" || strings.TrimLeft(lines[0], " \t") != lines[0] {
		return "", false
	}
	var probe yaml.Node
	if err := yaml.Load([]byte("k: "+sign+"\n  "+strings.Join(lines, "\n  ")+"\n"), &probe); err != nil || len(probe.Content) != 1 {
		return "", false
	}
	if c := probe.Content[0].Content; len(c) != 2 || c[1].Value != e.node.Value {
		return "", false
	}
	return sign, true
}

// blockLines returns the lines of text in a block, without space at their ends and
// without empty lines at the end.
func (e *entry) blockLines() []string {
	lines := slices.Clone(e.body)
	for i, l := range lines {
		if strings.TrimLeft(l, " ") == "" {
			lines[i] = ""
		}
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
