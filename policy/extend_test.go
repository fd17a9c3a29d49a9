package policy

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shelf is a few files in memory.
type shelf map[string]string

func (s shelf) read(name string) ([]byte, error) {
	if text, ok := s[name]; ok {
		return []byte(text), nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

const rulesOfPoland = `version: 1
set: poland
blocs: [{id: TRIO, members: [{iso: PL}, {iso: LV}]}]
rules:
  - {id: pl, issuer: PL, territory: [PL], effect: ban, basis: law}
`

func TestLoadExtends(t *testing.T) {
	files := shelf{
		"sets/poland.yaml": rulesOfPoland,
		"sets/mine.yaml":   "version: 1\nextend: poland.yaml\nrules:\n  - {id: lv, issuer: TRIO, territory: [\"bloc:TRIO\"], effect: permit, basis: law, overrides: [pl]}\n",
		"top/top.yaml":     "version: 1\nextend: [../sets/mine.yaml, budapest-2025]\nas_of: 2030-01-01\nrules: []\n",
	}
	s, err := Load("sets/mine.yaml", files.read)
	if err != nil {
		t.Fatal(err)
	}
	if d := s.Decide(civil("RS"), over("PL"), At{}, Overflight); d.Status != Open || d.Winner().ID != "lv" {
		t.Errorf("Poland: %v: %s", d.Status, d.Why())
	}
	s, err = Load("top/top.yaml", files.read)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, i := range s.Info() {
		names = append(names, i.Name)
	}
	if diff := cmp.Diff([]string{"top", "mine", "poland", "budapest-2025"}, names); diff != "" {
		t.Errorf("layers (-want +got):\n%s", diff)
	}
	if s.Date() != Day(2030, 1, 1) {
		t.Errorf("the date is %v, not that of the file itself", s.Date())
	}
}

func TestExtendFaults(t *testing.T) {
	file := func(extend string) string { return "version: 1\nextend: " + extend + "\nrules: []\n" }
	for name, c := range map[string]struct {
		files shelf
		want  string
	}{
		"itself":  {shelf{"a.yaml": file("a.yaml")}, "a.yaml:2:9: the file extends itself: a.yaml > a.yaml"},
		"a ring":  {shelf{"a.yaml": file("d/b.yaml"), "d/b.yaml": file("../a.yaml")}, "d/b.yaml:2:9: the file extends itself: a.yaml > d/b.yaml > a.yaml"},
		"no file": {shelf{"a.yaml": file("b.yaml")}, `a.yaml:2:9: extend: "b.yaml" cannot be read`},
		"no set":  {shelf{"a.yaml": file("budapest-2024")}, `did you mean "budapest-2025"?`},
		"empty":   {shelf{"a.yaml": file("[]")}, "extend"},
		"null":    {shelf{"a.yaml": file("null")}, "extend"},
		"a fault in the other": {
			shelf{"a.yaml": file("b.yaml"), "b.yaml": "version: 1\nrules: [{id: x}]\n"}, "b.yaml:2:9: a rule has no issuer",
		},
		"other content": {
			shelf{
				"a.yaml": "version: 1\nextend: b.yaml\nrules: [{id: pl, issuer: PL, territory: [PL], effect: deny, basis: law}]\n",
				"b.yaml": rulesOfPoland,
			}, `the rule "pl" says something else than in a.yaml`,
		},
		"a rule that is nowhere": {
			shelf{
				"a.yaml": "version: 1\nextend: b.yaml\nrules: [{id: x, issuer: PL, territory: [PL], effect: deny, basis: law, overrides: [pll]}]\n",
				"b.yaml": rulesOfPoland,
			}, `did you mean "pl"?`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Load("a.yaml", c.files.read)
			if err == nil || s != nil {
				t.Fatalf("no error, or a set beside it: %v", err)
			}
			if _, ok := errors.AsType[Errors](err); !ok {
				t.Errorf("the error is a %T", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %s\nwant %s", err, c.want)
			}
		})
	}
}

func TestLoadNeedsAFile(t *testing.T) {
	if _, err := Load("none.yaml", shelf{}.read); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if _, err := Parse("a.yaml", []byte("version: 1\nextend: b.yaml\nrules: []\n")); err == nil || !strings.Contains(err.Error(), "policy.Load") {
		t.Errorf("Parse reads files: %v", err)
	}
}

func TestQuote(t *testing.T) {
	_, err := Parse("x.yaml", []byte("version: 1\nrules:\n\t- {id: x}\n"))
	_, bad := Parse("x.yaml", []byte("version: 1\nrules:\n  - {id: x, issuer: PL, territory: [PL], effect: banned, basis: law}\n"))
	for _, e := range []error{err, bad} {
		faults, ok := errors.AsType[Errors](e)
		if !ok || faults[0].Quote() == "" {
			t.Errorf("%v has no line", e)
		}
	}
	faults, _ := errors.AsType[Errors](bad)
	want := "  - {id: x, issuer: PL, territory: [PL], effect: banned, basis: law}\n" + strings.Repeat(" ", 49) + "^"
	if diff := cmp.Diff(want, faults[0].Quote()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
