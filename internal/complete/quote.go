package complete

import "strings"

// unquote returns the word that bash and zsh make of what was typed, and the quote
// that is still open at its end: ', " or 0.
func unquote(raw string) (word string, open rune) {
	var b strings.Builder
	escaped := false
	for _, r := range raw {
		switch {
		case escaped:
			if open == '"' && !strings.ContainsRune("\"\\$`", r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
			escaped = false
		case r == '\\' && open != '\'':
			escaped = true
		case open == 0 && (r == '\'' || r == '"'):
			open = r
		case r == open:
			open = 0
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), open
}

// quoted writes a word as a shell reads it back. In zsh and fish the shell does
// it; bash closes a quote that is open itself.
func quoted(shell, word string, open rune) string {
	switch {
	case shell == "powershell":
		if strings.ContainsAny(word, " \"'`$(){}[],;&|<>@#%*?") {
			return "'" + strings.ReplaceAll(word, "'", "''") + "'"
		}
		return word
	case shell != "bash":
		return word
	case open == '\'':
		return strings.ReplaceAll(word, "'", `'\''`)
	}
	special := " \t'\"\\$`!*?[](){}<>|&;#~^"
	if open == '"' {
		special = "\"\\$`"
	}
	var b strings.Builder
	for _, r := range word {
		if strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
