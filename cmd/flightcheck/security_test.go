package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the top of the repository.
const root = "../.."

// ownModule begins the import paths of our packages.
const ownModule = "github.com/flightcheck/flightcheck"

// sources parses the Go files of the module by their paths from the top: tests, or all
// but them. Modules of their own and programs that are not shipped are left out.
func sources(t *testing.T, tests bool) map[string]*ast.File {
	t.Helper()
	out := map[string]*ast.File{}
	skipped := []string{"beam", "data/build", "internal/ci", "node_modules", "testdata"}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator)))
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || slices.Contains(skipped, name) || slices.Contains(skipped, d.Name())):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") != tests:
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		out[name] = f
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// declared returns the functions and the constants of files, as "folder.Name". A
// constant has its value as it is written.
func declared(t *testing.T, files map[string]*ast.File) map[string]string {
	t.Helper()
	out := map[string]string{}
	for name, f := range files {
		dir := filepath.ToSlash(filepath.Dir(name))
		src, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				out[dir+"."+fn.Name.Name] = ""
			}
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, s := range gen.Specs {
				v, ok := s.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, value := range v.Values {
					out[dir+"."+v.Names[i].Name] = string(src[value.Pos()-f.FileStart : value.End()-f.FileStart])
				}
			}
		}
	}
	return out
}

// rowsOf returns the cells of all rows of the table that has this heading.
func rowsOf(t *testing.T, page, heading string) [][]string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "\n"+heading+"\n")
	if !ok {
		t.Fatalf("the page has no table %s", heading)
	}
	var out [][]string
	for line := range strings.SplitSeq(rest, "\n") {
		if !strings.HasPrefix(line, "|") {
			break
		}
		if !strings.HasPrefix(line, "|---") {
			out = append(out, strings.Split(strings.Trim(line, "| "), " | "))
		}
	}
	return out
}

// Each promise of the page has a test that exists, and each limit the value that it has
// in the code.
func TestSecurityPage(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	tests, code := declared(t, sources(t, true)), declared(t, sources(t, false))
	var checks strings.Builder
	for _, name := range []string{"checks.sh", "checks_maps.sh"} {
		sh, err := os.ReadFile(filepath.Join(root, ".ci", name))
		if err != nil {
			t.Fatal(err)
		}
		checks.Write(sh)
	}
	exists := func(name string) bool {
		switch {
		case strings.HasSuffix(name, ".txtar"):
			return isFile(filepath.Join("testdata", "script", name))
		case strings.HasPrefix(name, "check_"):
			return strings.Contains(checks.String(), "\n"+name+"() {")
		case strings.HasPrefix(name, "internal/ci/"):
			return isFile(filepath.Join(root, name))
		}
		_, ok := tests[name]
		return ok && regexp.MustCompile(`\.(Test|Fuzz)[A-Z]`).MatchString(name)
	}
	promises := rowsOf(t, page, "| promise | held by |")
	for _, row := range promises {
		if len(row) != 2 || !strings.HasPrefix(row[1], "`") {
			t.Errorf("nothing holds the promise %q", row)
			continue
		}
		for name := range strings.SplitSeq(row[1], ", ") {
			if name = strings.Trim(name, "`"); !exists(name) {
				t.Errorf("%s is named and is not there", name)
			}
		}
	}
	limits := rowsOf(t, page, "| constant | value | of what |")
	for _, row := range limits {
		name, value := strings.Trim(row[0], "`"), strings.Trim(row[1], "`")
		if is, ok := code[name]; !ok || is != value {
			t.Errorf("%s is %q in the code, and %q on the page", name, is, value)
		}
	}
	if len(promises) < 10 || len(limits) < 20 {
		t.Errorf("the page has %d promises and %d limits", len(promises), len(limits))
	}
	for _, m := range regexp.MustCompile("`([a-z/]+\\.(?:Test|Fuzz)[A-Za-z]+)`").FindAllStringSubmatch(page, -1) {
		if !exists(m[1]) {
			t.Errorf("%s is named and is not there", m[1])
		}
	}
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// What the library is made of cannot reach the network or start a program. net/netip
// and net/url take addresses apart, and reach nothing.
func TestSecurityImports(t *testing.T) {
	library := []string{"route", "airspace", "policy", "place", "data", "internal/batch", "internal/track", "internal/outfile"}
	args := []string{"list", "-deps", "-f", "{{.ImportPath}}"}
	for _, p := range library {
		args = append(args, ownModule+"/"+p)
	}
	out, err := exec.CommandContext(t.Context(), "go", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Fields(string(out))
	if !slices.Contains(list, ownModule+"/route") {
		t.Fatalf("the list is %v", list)
	}
	for _, path := range list {
		if reaches.MatchString(path) {
			t.Errorf("%s is among what the library is made of", path)
		}
	}
}

// reaches matches packages that reach the network, start programs or load code.
var reaches = regexp.MustCompile(`^(net|net/(http|rpc|smtp|textproto)(/.*)?|crypto/tls|log/syslog|os/exec|plugin|text/template|html/template)$`)

// Our own code has what reaches out in the places that are named here and in no other,
// and where it has the network it listens and does not ask.
func TestSecurityOwnCode(t *testing.T) {
	allowed := map[string]*regexp.Regexp{
		"net":           regexp.MustCompile(`^(internal/serve/|cmd/flightcheck/serve\.go$)`),
		"net/http":      regexp.MustCompile(`^internal/serve/`),
		"html/template": regexp.MustCompile(`^(internal/serve|chart)/`),
		"unsafe":        regexp.MustCompile(`^airspace/snapshot\.go$`),
		"syscall":       regexp.MustCompile(`^(internal/batch/lock_|cmd/flightcheck/(stop|output|batch|serve))`),
	}
	asks := regexp.MustCompile(`^(net|http|template)\.(Dial.*|Lookup.*|Resolver|DefaultResolver|Get|Head|Post|PostForm|Client|DefaultClient|Transport|DefaultTransport|NewRequest.*|ParseFiles|ParseGlob)$`)
	files := sources(t, false)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f := files[name]
		for _, i := range f.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			where, known := allowed[path]
			if known && !where.MatchString(name) || !known && (reaches.MatchString(path) || path == "C") {
				t.Errorf("%s imports %s", name, path)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && asks.MatchString(x.Name+"."+s.Sel.Name) {
					t.Errorf("%s has %s.%s", name, x.Name, s.Sel.Name)
				}
			}
			return true
		})
	}
	if len(files) < 100 {
		t.Errorf("only %d files were looked at", len(files))
	}
}
