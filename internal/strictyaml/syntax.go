package strictyaml

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// validPrefix returns how many leading bytes are UTF-8.
func validPrefix(src []byte) int {
	n := 0
	for n < len(src) {
		r, size := utf8.DecodeRune(src[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		n += size
	}
	return n
}

// syntax turns an error of the YAML library into a fault.
func (r *Reader) syntax(src []byte, err error) Fault {
	f := Fault{Msg: "not YAML: " + err.Error()}
	le, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return f
	}
	f.Msg = "not YAML: " + le.Message
	f.Line, f.Col = inText(src, le.Mark.Line, le.Mark.Column)
	advice := &r.Language.Advice
	switch {
	case strings.Contains(le.Message, "no documents"):
		f.Msg, f.Hint = "the file is empty", advice.Empty
	case strings.Contains(le.Message, "single document"):
		f.Msg, f.Hint = "the file holds several documents", advice.ManyDocuments
		f.Line, f.Col = secondDocument(src), 1
	case strings.Contains(le.Message, "max depth"):
		f.Msg, f.Hint = "the file is nested too deep", advice.TooDeep
	case strings.Contains(le.Message, "cannot start any token"):
		f.Hint = "indent with spaces, not tabs, and quote text that begins with a sign"
	}
	return f
}

// secondDocument returns the line on which the second document of the text begins.
func secondDocument(src []byte) int {
	content := false
	for i, line := range bytes.Split(src, []byte("\n")) {
		line = bytes.TrimRight(line, " \r")
		mark := bytes.HasPrefix(line, []byte("---")) || bytes.Equal(line, []byte("..."))
		if mark && content {
			return i + 1
		}
		if !mark && len(line) > 0 && line[0] != '#' && line[0] != '%' {
			content = true
		}
	}
	return 1
}
