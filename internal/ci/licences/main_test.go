package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const mit = `MIT License

Copyright (c) 2020 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`

const onlyMIT = "# Licences\n\n## Allowed\n\n| licence | asks |\n|---|---|\n| MIT | little |\n\n## Exceptions\n\n| module | licence | text | why |\n|---|---|---|---|\n"

// folder writes files and returns where they are.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// judged reads a module of some files, of which two packages are used, and judges it.
func judged(t *testing.T, document string, files map[string]string) (faults []string, m *module) {
	t.Helper()
	dir := folder(t, files)
	m = &module{path: "example.org/m", version: "v1.2.3", dir: dir, packages: []string{filepath.Join(dir, "a"), filepath.Join(dir, "b", "c")}}
	for _, p := range m.packages {
		if err := os.MkdirAll(p, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.read(); err != nil {
		t.Fatal(err)
	}
	r, err := parseRules(document)
	if err != nil {
		t.Fatal(err)
	}
	return r.judge([]*module{m}), m
}

func TestJudge(t *testing.T) {
	wtfpl := "DO WHAT THE FUCK YOU WANT TO PUBLIC LICENSE\nTERMS AND CONDITIONS FOR COPYING, DISTRIBUTION AND MODIFICATION\n0. You just DO WHAT THE FUCK YOU WANT TO.\n"
	for _, x := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"allowed", map[string]string{"LICENSE": mit}, ""},
		{"other names", map[string]string{"a/LICENCE.md": mit, "COPYING.txt": mit, "MIT-LICENSE": mit}, ""},
		{"none", map[string]string{"README.md": mit}, "no licence file"},
		{"program text is none", map[string]string{"license.go": mit}, "no licence file"},
		{"in a package alone that is not used", map[string]string{"d/LICENSE": mit}, "no licence file"},
		{"another", map[string]string{"LICENSE": wtfpl}, "WTFPL is not among the allowed licences (LICENSE)"},
		{"another in a package", map[string]string{"LICENSE": mit, "b/c/COPYING": wtfpl}, "WTFPL is not among the allowed licences (b/c/COPYING)"},
		{"another between", map[string]string{"LICENSE": mit, "b/COPYING": wtfpl}, "WTFPL"},
		{"another in a package that is not used", map[string]string{"LICENSE": mit, "d/COPYING": wtfpl}, ""},
		{"unknown", map[string]string{"LICENSE": "You may look at this on Sundays."}, "unknown text is not"},
		{"known, but much is added", map[string]string{"LICENSE": mit + strings.Repeat("You may not fly over it without asking the landlord first. ", 20)}, "unknown text is not"},
	} {
		t.Run(x.name, func(t *testing.T) {
			faults, m := judged(t, onlyMIT, x.files)
			if x.want == "" {
				if len(faults) > 0 {
					t.Errorf("refused: %v", faults)
				}
				return
			}
			if len(faults) != 1 || !strings.Contains(faults[0], x.want) || !strings.Contains(faults[0], "example.org/m v1.2.3") {
				t.Fatalf("got %v, want %q", faults, x.want)
			}
			// The row that it asks for lets the module pass, until its text is another.
			_, row, _ := strings.Cut(faults[0], "docs/licences.md: ")
			if faults, _ := judged(t, onlyMIT+row, x.files); len(faults) > 0 {
				t.Errorf("with the row %s it is refused: %v", row, faults)
			}
			row = strings.Replace(row, m.hash()+" |", "0123456789ab |", 1)
			if faults, _ := judged(t, onlyMIT+row, x.files); len(faults) != 2 || !strings.Contains(faults[1], "fits no module any more") {
				t.Errorf("with the row %s: %v", row, faults)
			}
		})
	}
}

func TestRulesRefused(t *testing.T) {
	for _, text := range []string{"", "# Licences\n", "## Exceptions\n| a | b | c | d |\n", onlyMIT + "| a | b | c |\n", onlyMIT + "| a | b | c | |\n"} {
		if r, err := parseRules(text); err == nil {
			t.Errorf("%q is read as %+v", text, r)
		}
	}
}

// This repository's own modules: what they use is found, and told apart.
func TestListModules(t *testing.T) {
	modules, err := listModules([]string{"."})
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) != 1 || modules[0].path != "github.com/google/licensecheck" || !modules[0].usedBy(".") || !slices.Equal(modules[0].uses, []string{"flightcheck"}) {
		t.Fatalf("got %+v", modules)
	}
	if err := modules[0].read(); err != nil || !slices.Equal(modules[0].licences(), []string{"BSD-3-Clause"}) {
		t.Errorf("%v: %v", modules[0].licences(), err)
	}
	if text := string(notices(modules, ".")); !strings.Contains(text, "licensecheck v0.3.1") || !strings.Contains(text, "Redistribution") {
		t.Errorf("the notices are %s", text)
	}
	if _, err := listModules([]string{t.TempDir()}); err == nil {
		t.Error("a folder without a module is taken")
	}
}

func TestUnnamedFiles(t *testing.T) {
	const table = "# Data\n\n| file | content | source | licence |\n|---|---|---|---|\n| a.csv | x | the press | MIT |\n| sub/b.yaml | x | | MIT |\n| c.bin | x | y | |\n\n| file | says |\n|---|---|\n| `e.csv` | x |\n"
	dir := folder(t, map[string]string{
		"README.md": table, "a.csv": "", "sub/b.yaml": "", "c.bin": "", "d.geojson": "", "code.go": "", "sources.csv": "", "build/x/e.csv": "", "build/x/f.csv": "",
	})
	got, err := unnamedFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"does not name build/x/f.csv", "no licence for c.bin", "no row for d.geojson", "no licence for sub/b.yaml"}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i, w := range want {
		if !strings.Contains(got[i], w) {
			t.Errorf("got %q, want %q", got[i], w)
		}
	}
}
