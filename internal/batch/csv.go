package batch

import "strings"

// splitCells appends the cells of a record of CSV. A fault says that a quote stands
// where none may.
func splitCells(cells []string, text string, comma byte) ([]string, string) {
	for {
		if !strings.HasPrefix(text, `"`) { // quotes inside mean themselves: 51°28'39"N
			cell, rest, more := cutByte(text, comma)
			cells = append(cells, cell)
			if !more {
				return cells, ""
			}
			text = rest
			continue
		}
		n := quotedCell([]byte(text))
		if n == 0 {
			return cells, unclosed
		}
		cell := text[1 : n-1]
		if strings.Contains(cell, `"`) {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		cells = append(cells, cell)
		switch text = text[n:]; {
		case text == "":
			return cells, ""
		case text[0] != comma:
			return cells, unclosed
		}
		text = text[1:]
	}
}

func cutByte(s string, sep byte) (before, after string, found bool) {
	if i := strings.IndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}
