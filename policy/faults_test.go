package policy

import (
	"errors"
	"strings"
	"testing"
)

// strangeName is a name that breaks a line, clears the screen and turns text round.
const strangeName = "a\nb\x1b[2J\u202ec.yaml"

// plainName is how it is shown.
const plainName = `a b\x1b[2J\u202ec.yaml`

// TestFaultsAreLines: whatever a file is called, each of its faults is one line of
// signs that do nothing to a terminal. The file keeps its name for programs.
func TestFaultsAreLines(t *testing.T) {
	read := func(src string) func(string) ([]byte, error) {
		return func(name string) ([]byte, error) {
			if name == "no\n.yaml" {
				return nil, errors.New("open " + name + ": no such file")
			}
			return []byte(src), nil
		}
	}
	twice := "version: 1\nrules: [{id: a, issuer: NO, territory: [NO], effect: close, basis: law, note: %}]\n"
	for name, try := range map[string]func() error{
		"a fault": func() error { _, err := Parse(strangeName, []byte("version: 2\nrules: []\n")); return err },
		"no YAML": func() error { _, err := Parse(strangeName, []byte("[")); return err },
		"a case":  func() error { _, err := ParseCases(strangeName, []byte("version: 1\n")); return err },
		"format":  func() error { _, err := Format(strangeName, []byte("version: 2\nrules: []\n")); return err },
		"extends itself": func() error {
			_, err := Load(strangeName, read("version: 1\nextend: "+`"a\nb\e[2J\u202Ec.yaml"`+"\nrules: []\n"))
			return err
		},
		"another file": func() error {
			_, err := Load(strangeName, read(`{version: 1, extend: "no\n.yaml", rules: []}`))
			return err
		},
		"many faults": func() error {
			_, err := Parse(strangeName, []byte("version: 1\nrules: ["+strings.Repeat("a, ", maxFaults+2)+"]\n"))
			return err
		},
		"another content": func() error {
			a, err := Parse(strangeName, []byte(strings.Replace(twice, "%", "a", 1)))
			if err != nil {
				return err
			}
			b, err := Parse("b"+strangeName, []byte(strings.Replace(twice, "%", "b", 1)))
			if err != nil {
				return err
			}
			_, err = Combine(a, b)
			return err
		},
	} {
		err := try()
		all, ok := errors.AsType[Errors](err)
		if !ok {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, e := range all {
			if s := e.Error(); strings.ContainsAny(s, "\n\x1b\u202e") || !strings.Contains(s, plainName) || !strings.HasSuffix(e.File, strangeName) {
				t.Errorf("%s: %q of %q", name, s, e.File)
			}
		}
		if n := strings.Count(err.Error(), "\n"); n != len(all)-1 {
			t.Errorf("%s: %d faults on %d lines", name, len(all), n+1)
		}
	}
}

// TestFindingsAreLines: the same of what is found in a set.
func TestFindingsAreLines(t *testing.T) {
	s, err := Parse(strangeName, []byte("version: 1\nrules: [{id: a, issuer: NO, territory: [NO], effect: close, basis: law}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	found := Lint(s, LintOptions{})
	if len(found) == 0 {
		t.Fatal("nothing is found")
	}
	for _, f := range found {
		if line := f.String(); strings.ContainsAny(line, "\n\x1b\u202e") || !strings.HasPrefix(line, plainName+":") || f.File != strangeName {
			t.Errorf("%q", line)
		}
	}
}

// TestUnknownWordsAreLines: a zone may be called what turns text round, and is
// suggested without doing so.
func TestUnknownWordsAreLines(t *testing.T) {
	e := &UnknownError{What: "zone", Value: "Nort\n", Suggestions: []string{"North\u202e"}, Hint: "a\nb"}
	if got, want := e.Error(), `unknown zone "Nort\n"; did you mean "North\u202e"?; a b`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
