package strictyaml

import (
	"strings"
	"unicode/utf8"
)

// lineEnds are what the YAML library takes for the end of a line.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// split returns the lines of a text as the YAML library counts them.
func split(text string) []string { return strings.Split(lineEnds.Replace(text), "\n") }

// inText keeps a position inside the text: what is cut off ends on the last line.
func inText(src []byte, line, col int) (inLine, inCol int) {
	lines := split(strings.TrimRight(string(src), "\r\n\u0085\u2028\u2029"))
	if line > len(lines) {
		return len(lines), utf8.RuneCountInString(lines[len(lines)-1]) + 1
	}
	return line, max(col, 1)
}

// Lines are the lines of a text, to quote those of its faults.
type Lines struct {
	src   []byte
	lines []string
}

// NewLines returns the lines of a text; none if it is not UTF-8.
func NewLines(src []byte) *Lines {
	if !utf8.Valid(src) {
		return &Lines{}
	}
	return &Lines{src: src, lines: split(string(src))}
}

// Find returns the line of a place, and the place itself: what is missing at the end
// of a text may be found behind it, and is put on the last line. The line is "" if the
// text has none there.
func (l *Lines) Find(line, col int) (text string, inLine, inCol int) {
	if l.lines != nil && line > len(l.lines) {
		line, col = inText(l.src, line, col)
	}
	if line > 0 && line <= len(l.lines) {
		text = l.lines[line-1]
	}
	return text, line, col
}

// Caret returns a line with a caret under one of its columns, or at its end, as two
// lines. Of a long line it is the part around the column.
func Caret(text string, col int) string {
	line := []rune(text)
	col = min(max(col-1, 0), len(line))
	const most = 100
	if from := max(0, col-most*3/4); from > 0 {
		line, col = append([]rune("..."), line[from:]...), col-from+3
	}
	if len(line) > most {
		line = append(line[:most:most], []rune("...")...)
	}
	var pad strings.Builder
	for _, r := range line[:col] {
		if r != '\t' {
			r = ' '
		}
		pad.WriteRune(r)
	}
	return string(line) + "\n" + pad.String() + "^"
}
