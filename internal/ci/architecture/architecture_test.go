package architecture_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

const (
	module = "github.com/flightcheck/flightcheck"
	page   = "docs/architecture.md"
	top    = "../../../" // of the repository
)

func textOf(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(top + page))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// section is what stands under a heading.
func section(t *testing.T, text, heading string) string {
	t.Helper()
	_, after, ok := strings.Cut(text, "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("%s has no heading %q", page, heading)
	}
	own, _, _ := strings.Cut(after, "\n## ")
	return own
}

// own returns the packages of the project among some imports, sorted, without the
// name of the module.
func own(imports []string) []string {
	out := []string{}
	for _, i := range imports {
		if p, ok := strings.CutPrefix(i, module+"/"); ok {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// imports returns what each package imports of the project, as the go command tells
// it for one system. beam is a module of its own; its files are read, so that nobody
// needs what it needs.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	all, err := readImports()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var readImports = sync.OnceValues(func() (map[string][]string, error) {
	c := exec.CommandContext(context.Background(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	c.Dir = filepath.FromSlash(top)
	c.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	text, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	out := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		out[strings.TrimPrefix(fields[0], module+"/")] = own(fields[1:])
	}
	system := build.Default
	system.GOOS, system.GOARCH, system.CgoEnabled = "linux", "amd64", false
	beam, err := system.ImportDir(filepath.FromSlash(top+"beam"), 0)
	if err != nil {
		return nil, fmt.Errorf("beam: %w", err)
	}
	out["beam"] = own(beam.Imports)
	return out, nil
})

// row is how the table has a package.
func row(pkg string, imports []string) string {
	quoted := make([]string, len(imports))
	for i, p := range imports {
		quoted[i] = "`" + p + "`"
	}
	return "| `" + pkg + "` | " + strings.Join(quoted, ", ") + " |"
}

var quoted = regexp.MustCompile("`([^`]+)`")

func TestImports(t *testing.T) {
	want := imports(t)
	got := map[string][]string{}
	for line := range strings.Lines(section(t, textOf(t), "The imports")) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.Contains(cells[1], "`") {
			continue
		}
		pkg := quoted.FindStringSubmatch(cells[1])[1]
		if _, twice := got[pkg]; twice {
			t.Errorf("%s stands in the table twice", pkg)
		}
		got[pkg] = []string{}
		for _, m := range quoted.FindAllStringSubmatch(cells[2], -1) {
			got[pkg] = append(got[pkg], m[1])
		}
	}
	for pkg, list := range want {
		if drawn, ok := got[pkg]; !ok || !slices.Equal(drawn, list) {
			t.Errorf("%s, The imports: %s is not as it is; write\n%s", page, pkg, row(pkg, list))
		}
	}
	for pkg := range got {
		if _, ok := want[pkg]; !ok {
			t.Errorf("%s, The imports: there is no package %s", page, pkg)
		}
	}
}

// floors returns the floor of each package in the picture.
func floors(t *testing.T, known map[string][]string) map[string]int {
	t.Helper()
	parts := strings.Split(section(t, textOf(t), "The picture"), "```")
	if len(parts) != 5 { // the floors and the arrows
		t.Fatalf("the picture has %d parts", len(parts))
	}
	out := map[string]int{}
	floor := 0
	for line := range strings.Lines(parts[1]) {
		if len(line) > 0 && line[0] >= '1' && line[0] <= '9' {
			floor = int(line[0] - '0')
		}
		for box := range strings.SplitSeq(line, "|") {
			words := strings.Fields(box)
			for _, w := range words {
				_, is := known[w]
				if !is && strings.Contains(w, "/") {
					t.Errorf("the picture has %s, which is no package", w)
				}
				if !is || len(words) > 1 && !strings.Contains(w, "/") { // a word in a sentence
					continue
				}
				if out[w] != 0 {
					t.Errorf("the picture has %s twice", w)
				}
				out[w] = floor
			}
		}
	}
	return out
}

func TestPicture(t *testing.T) {
	all := imports(t)
	at := floors(t, all)
	for pkg, list := range all {
		if at[pkg] == 0 {
			t.Errorf("%s, The picture: %s is missing", page, pkg)
		}
		for _, p := range list {
			if at[p] >= at[pkg] {
				t.Errorf("%s, The picture: %s on floor %d imports %s on floor %d; arrows point down", page, pkg, at[pkg], p, at[p])
			}
		}
	}
}

// The arrows beside the picture are imports.
func TestArrows(t *testing.T) {
	all := imports(t)
	parts := strings.Split(section(t, textOf(t), "The picture"), "```")
	arrows := 0
	for line := range strings.Lines(parts[len(parts)-2]) {
		row := strings.Split(line, "-->")
		for i := 1; i < len(row); i++ {
			from, to := strings.TrimSpace(row[i-1]), strings.TrimSpace(row[i])
			arrows++
			if !slices.Contains(all[from], to) {
				t.Errorf("%s, The picture: %s does not import %s", page, from, to)
			}
		}
	}
	if arrows < 20 {
		t.Errorf("%d arrows were read", arrows)
	}
}

// Each package is told of once.
func TestParagraphs(t *testing.T) {
	text := section(t, textOf(t), "What each alone knows")
	told := map[string]int{}
	for _, m := range regexp.MustCompile("\\*\\*`([^`]+)`\\*\\*").FindAllStringSubmatch(text, -1) {
		told[m[1]]++
	}
	all := imports(t)
	for pkg := range all {
		if told[pkg] != 1 {
			t.Errorf("%s, What each alone knows: %s is told of %d times", page, pkg, told[pkg])
		}
	}
	for pkg := range told {
		if _, ok := all[pkg]; !ok {
			t.Errorf("%s, What each alone knows: there is no package %s", page, pkg)
		}
	}
}

// What must not be imported is not, not even by a way round.
func TestMustNot(t *testing.T) {
	all := imports(t)
	rows := 0
	for line := range strings.Lines(section(t, textOf(t), "What must not be")) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.Contains(cells[1], "`") {
			continue
		}
		rows++
		for _, m := range quoted.FindAllStringSubmatch(cells[1], -1) {
			pkg := m[1]
			below := map[string]bool{}
			reach(all, pkg, below)
			if strings.TrimSpace(cells[2]) == "anything" && len(below) > 0 {
				t.Errorf("%s must not import anything: %v", pkg, below)
			}
			for _, never := range quoted.FindAllStringSubmatch(cells[2], -1) {
				if _, is := all[never[1]]; !is {
					t.Errorf("there is no package %s", never[1])
				}
				// chart draws reports, which stand on the rest.
				if pkg == "chart" || pkg == "internal/serve" {
					if slices.Contains(all[pkg], never[1]) {
						t.Errorf("%s must not import %s", pkg, never[1])
					}
				} else if below[never[1]] {
					t.Errorf("%s must not import %s, be it by others", pkg, never[1])
				}
			}
		}
	}
	if rows < 5 {
		t.Errorf("%d rows were read", rows)
	}
}

// reach adds all that a package imports, straight or by others.
func reach(all map[string][]string, pkg string, to map[string]bool) {
	for _, p := range all[pkg] {
		if !to[p] {
			to[p] = true
			reach(all, p, to)
		}
	}
}

var (
	named = regexp.MustCompile("`([\\w./-]+\\.go): ([\\w.]+)`")
	file  = regexp.MustCompile("`([\\w.-]+(?:/[\\w.-]+)+\\.\\w+)`")
)

// The files and the names that the page mentions are there.
func TestNames(t *testing.T) {
	text := textOf(t)
	known := map[string]map[string]bool{}
	walks := 0
	for _, heading := range []string{"The way of one flight", "The way of one border"} {
		walks += len(named.FindAllString(section(t, text, heading), -1))
	}
	if walks < 80 {
		t.Errorf("the walks have %d names", walks)
	}
	for _, m := range named.FindAllStringSubmatch(text, -1) {
		path, name := m[1], m[2]
		if known[path] == nil {
			known[path] = declared(t, path)
		}
		if !known[path][name] {
			t.Errorf("%s: %s has no %s", page, path, name)
		}
	}
	for _, m := range file.FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.FromSlash(top + m[1])); err != nil {
			t.Errorf("%s names %s: %v", page, m[1], err)
		}
	}
}

// declared returns the functions, methods (Type.Name), types and variables of a file.
func declared(t *testing.T, path string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(top+path), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return out
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			out[receiver(d)+d.Name.Name] = true
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					out[s.Name.Name] = true
				case *ast.ValueSpec:
					for _, n := range s.Names {
						out[n.Name] = true
					}
				}
			}
		}
	}
	return out
}

// receiver is the type of a method with a dot; empty for a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return ""
	}
	of := d.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if generic, ok := of.(*ast.IndexExpr); ok {
		of = generic.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name + "."
	}
	return ""
}
