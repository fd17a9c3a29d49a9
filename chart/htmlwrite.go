package chart

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"unicode"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

//go:embed web/*.tmpl
var webFiles embed.FS

// webTemplates reads the templates once.
var webTemplates = sync.OnceValues(func() (*template.Template, error) {
	return template.New("flightcheck").Funcs(template.FuncMap{"symbol": symbol}).ParseFS(webFiles, "web/*.tmpl")
})

// symbol is the sign of a status, for those who do not see colours.
func symbol(s policy.Status) string {
	switch s {
	case policy.Open:
		return "✓"
	case policy.Permission:
		return "◐"
	case policy.Blocked:
		return "✕"
	default:
		return "?"
	}
}

// pageOf makes the pieces of a page of a report and its drawing.
func pageOf(r *route.Report, d *Drawing) (*PageParts, error) {
	page := newPage(r, d)
	svg, err := fragment("svg", page.Map)
	if err != nil {
		return nil, err
	}
	body, err := fragment("main", page)
	if err != nil {
		return nil, err
	}
	title := fmt.Sprintf("%s to %s: %s", page.From, page.To, page.Status)
	return &PageParts{Title: title, Main: body, SVG: svg}, nil
}

// fragment runs a template, which escapes all that it is given.
func fragment(name string, data any) (template.HTML, error) {
	t, err := webTemplates()
	if err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	return template.HTML(allowed(b.String())), nil //nolint:gosec // the output of html/template, escaped there
}

// allowed replaces the characters that no document may hold.
func allowed(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0xfffe || c == 0xffff {
			return unicode.ReplacementChar
		}
		return c
	}, s)
}

// writeFile writes the parts as one file. Its policy names the hashes of the one
// style and the one script that it holds, and forbids all else.
func writeFile(w io.Writer, p *PageParts) error {
	t, err := webTemplates()
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	if strings.Contains(style, "</") || strings.Contains(script, "</") {
		return fmt.Errorf("page: the style or the script holds %q, which would end it", "</")
	}
	var b bytes.Buffer
	err = t.ExecuteTemplate(&b, "file", map[string]any{
		"Parts":  p,
		"Policy": filePolicy(style, script),
		// Both are part of the program; the templates must not touch them, or the
		// hashes would be of something else.
		"Style":  template.HTML("<style>" + style + "</style>"),    //nolint:gosec // embedded, not from outside
		"Script": template.HTML("<script>" + script + "</script>"), //nolint:gosec // embedded, not from outside
	})
	if err != nil {
		return fmt.Errorf("page: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// filePolicy is the content security policy of a file.
func filePolicy(style, script string) string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'",
		hashOf(style), hashOf(script))
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
