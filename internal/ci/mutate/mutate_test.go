package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// root is the folder of the module, from this package.
var root = filepath.Join("..", "..", "..")

// TestMutationsAreFresh holds the lists against the code: each text that is replaced
// stands there once, and what it becomes is still Go.
func TestMutationsAreFresh(t *testing.T) {
	list, err := mutations()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 30 {
		t.Errorf("there are %d mutations, fewer than 30", len(list))
	}
	form := regexp.MustCompile(`^[a-z]+/[a-z0-9-]+$`)
	seen := map[string]bool{}
	for _, m := range list {
		if !form.MatchString(m.name) || seen[m.name] {
			t.Errorf("%q is no name, or that of another mutation too", m.name)
		}
		seen[m.name] = true
		if m.old == m.text {
			t.Errorf("%s changes nothing", m.name)
		}
		src, err := m.mutated(root)
		if err != nil {
			t.Errorf("%s: %v", m.name, err)
			continue
		}
		if _, err := parser.ParseFile(token.NewFileSet(), m.file, src, 0); err != nil {
			t.Errorf("%s is no Go: %v", m.name, err)
		}
		if _, err := regexp.Compile(m.run); err != nil {
			t.Errorf("%s: %v", m.name, err)
		}
		for p := range strings.FieldsSeq(m.tests) {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(p))); err != nil {
				t.Errorf("%s: %v", m.name, err)
			}
		}
	}
}

func TestParse(t *testing.T) {
	list, err := parse("# a remark\n[sum/slip]\nfile  sum.go\ntests . ./more\nrun   TestAdd\n- \treturn a +\n- \t\tb\n+ \treturn a\n")
	want := mutation{name: "sum/slip", file: "sum.go", old: "\treturn a +\n\t\tb", text: "\treturn a", tests: ". ./more", run: "TestAdd"}
	if err != nil || len(list) != 1 || list[0] != want {
		t.Errorf("got %#v, %v", list, err)
	}
	for _, x := range []struct{ name, src, want string }{
		{"a word that is none", "[sum/slip]\nfiles sum.go\n", `line 2: "files sum.go" is no part`},
		{"no name before", "file sum.go\n", "line 1:"},
		{"nothing that goes", "[sum/slip]\nfile sum.go\ntests .\n+ a\n", "sum/slip has no file, no tests or no text"},
	} {
		if _, err := parse(x.src); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: got %v, want %s", x.name, err, x.want)
		}
	}
}

// module writes a module with one function and its test, and returns its folder.
func module(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.org/sum\n\ngo 1.26\n",
		"sum.go": "// Package sum adds.\npackage sum\n\nfunc add(a, b int) int {\n\tfor a < 0 {\n\t\ta, b = a+1, b-1\n\t}\n\treturn a + b\n}\n",
		"sum_test.go": "package sum\n\nimport \"testing\"\n\nfunc TestAdd(t *testing.T) {\n\tt.Run(\"two and three\", func(t *testing.T) {\n" +
			"\t\tif add(2, 3) != 5 {\n\t\t\tt.Error(\"the sum is wrong\")\n\t\t}\n\t})\n}\n\nfunc TestBelow(t *testing.T) { _ = add(-1, 1) }\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestVerdicts(t *testing.T) {
	folder := module(t)
	before, err := os.ReadFile(filepath.Join(folder, "sum.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name      string
		old, text string
		run       string
		want      verdict
		words     string
	}{
		{"a sign", "return a + b", "return a - b", "", caught, "TestAdd/two_and_three"},
		{"an end without a word", "return a + b", "panic(1)", "", caught, "TestAdd"},
		{"a sum turned round", "return a + b", "return b + a", "", survived, "no test failed"},
		{"no such name", "return a + b", "return a + c", "", notBuilt, "does not compile"},
		{"no such test", "return a + b", "return a - b", "TestNothing", notBuilt, "no test has such a name"},
		{"text that is gone", "return a * b", "return a - b", "", stale, "0 times, not once"},
		{"text that stands twice", "a", "b", "", stale, "not once"},
		{"a loop without end", "a, b = a+1, b-1", "a, b = a, b-1", "TestBelow", late, "no verdict"},
	} {
		limit := time.Minute
		if x.want == late {
			limit = time.Second
		}
		w := tester{root: folder, work: t.TempDir(), options: options{limit: limit}}
		m := &mutation{name: "sum/slip", file: "sum.go", old: x.old, text: x.text, tests: ".", run: x.run}
		if r := w.try(t.Context(), m); r.verdict != x.want || !strings.Contains(r.words, x.words) {
			t.Errorf("%s: %s (%s), want %s (%s)\n%s", x.name, r.verdict, r.words, x.want, x.words, r.output)
		}
	}
	after, err := os.ReadFile(filepath.Join(folder, "sum.go"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was touched: %s %v", after, err)
	}
}

// TestProgramThatEnds: a test that ends the program without a word has failed.
func TestProgramThatEnds(t *testing.T) {
	r := judge([]byte(`{"Action":"run","Package":"example.org/sum","Test":"TestAdd"}`+"\n"), "exit status 2", true)
	if r.verdict != caught || r.words != "TestAdd ended the program" {
		t.Errorf("%s (%s)", r.verdict, r.words)
	}
}

// TestSound: what fails already catches nothing.
func TestSound(t *testing.T) {
	folder := module(t)
	m := &mutation{name: "sum/slip", file: "sum.go", old: "return a + b", text: "return a - b", tests: "."}
	w := tester{root: folder, work: t.TempDir(), options: options{limit: time.Minute}}
	if err := w.sound(t.Context(), []mutation{*m}); err != nil {
		t.Error(err)
	}
	broken, err := m.mutated(folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "sum.go"), broken, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := w.sound(t.Context(), []mutation{*m}); err == nil || !strings.Contains(err.Error(), "must pass before") {
		t.Errorf("tests that fail are taken for good ones: %v", err)
	}
}
