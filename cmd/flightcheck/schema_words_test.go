package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

const module = "github.com/flightcheck/flightcheck/"

// goWords are the comments of types and of their fields: "route.Report" and
// "route.Report.From", with the path of the package in the module before them.
type goWords map[string]string

// readWords reads the comments of some packages.
func readWords(t *testing.T, packages ...string) goWords {
	t.Helper()
	w := goWords{}
	for _, path := range packages {
		dir := "../../" + path
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && name != ".":
				return fs.SkipDir
			case d.IsDir() || !strings.HasSuffix(name, ".go"):
				return nil
			}
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.ParseComments)
			if err != nil {
				return err
			}
			for _, decl := range f.Decls {
				if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.TYPE {
					w.add(module+path, g)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// add takes the comments of a declaration of types.
func (w goWords) add(path string, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		s, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		name := path + "." + s.Name.Name
		w[name] = s.Doc.Text()
		if w[name] == "" {
			w[name] = g.Doc.Text()
		}
		if st, ok := s.Type.(*ast.StructType); ok {
			w.addFields(name, st)
		}
	}
}

// addFields takes the comments of fields. A comment before a group of fields may name
// several; a field without one has that of its type if that begins a sentence with it.
func (w goWords) addFields(name string, st *ast.StructType) {
	shared := ""
	for _, f := range st.Fields.List {
		own := f.Doc.Text()
		if own == "" {
			own = f.Comment.Text()
		}
		if own != "" {
			shared = own
		}
		for _, id := range f.Names {
			text := own
			if text == "" && wordOf(id.Name).MatchString(firstSentence(shared)) {
				text = shared
			}
			if text == "" {
				text = sentenceOn(id.Name, w[name])
			}
			w[name+"."+id.Name] = text
		}
	}
}

func wordOf(name string) *regexp.Regexp { return regexp.MustCompile(`\b` + name + `\b`) }

func firstSentence(text string) string {
	first, _, _ := strings.Cut(text, ". ")
	return first
}

// sentenceOn returns the sentence of a comment that begins with a name, "" if none
// does.
func sentenceOn(name, text string) string {
	for s := range strings.SplitSeq(unlinked(text), ". ") {
		if strings.HasPrefix(s, name+" is ") || strings.HasPrefix(s, name+" says ") {
			return strings.TrimSuffix(s, ".") + "."
		}
	}
	return ""
}

// unlinked puts a comment on one line, without links to other Go code.
func unlinked(text string) string {
	text = regexp.MustCompile(`;\s+see \[[^]]*\]|\s+\(see \[[^]]*\]\)`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`\[\*?([A-Z][A-Za-z.]*)\]`).ReplaceAllString(text, "$1")
	return strings.Join(strings.Fields(text), " ")
}

// of returns the words about a type, or about a field of it, with the keys of the
// JSON for the names of fields where these can be told from plain words.
func (w goWords) of(t reflect.Type, field string) string {
	key := t.PkgPath() + "." + t.Name()
	if field != "" {
		key += "." + field
	}
	text := unlinked(w[key])
	if field == "" {
		return regexp.MustCompile(`^(\w+)JSON\b`).ReplaceAllString(text, "$1")
	}
	if t.Kind() != reflect.Struct {
		return text
	}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		switch {
		case len(regexp.MustCompile(`[A-Z][a-z]`).FindAllString(f.Name, 2)) == 2: // no word of English
			text = wordOf(f.Name).ReplaceAllString(text, name)
		case f.Name == field:
			text = regexp.MustCompile(`^`+f.Name+`\b`).ReplaceAllString(text, name)
		}
	}
	return text
}
