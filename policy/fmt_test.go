package policy

import (
	"bytes"
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// format formats a text that has no faults, and makes sure that the form is its own.
func format(tb testing.TB, src string) string {
	tb.Helper()
	out, err := Format("test.yaml", []byte(src))
	if err != nil {
		tb.Fatalf("%v\n%s", err, src)
	}
	again, err := Format("test.yaml", out)
	if err != nil {
		tb.Fatalf("the second time: %v\n%s", err, out)
	}
	if diff := gocmp.Diff(string(out), string(again)); diff != "" {
		tb.Fatalf("(-once +twice):\n%s\nof:\n%s", diff, src)
	}
	return string(out)
}

// contents are what a set says, places in the file left aside.
func contents(tb testing.TB, src string) any {
	tb.Helper()
	s, err := readAlone("test.yaml", []byte(src))
	if err != nil {
		tb.Fatal(err)
	}
	type all struct {
		Rules  []Rule
		People []Person
		Blocs  []Bloc
		Zones  []string
		Info   []SetInfo
		Flight Flight
	}
	a := all{People: s.People(), Blocs: s.Blocs(), Zones: s.Zones(), Info: s.Info()}
	a.Flight, _ = s.Flight()
	for _, r := range s.rules {
		a.Rules = append(a.Rules, *r)
	}
	return a
}

var sameSet = gocmp.Options{
	cmpopts.IgnoreFields(Rule{}, "File", "Line", "Col"), cmpopts.IgnoreFields(SetInfo{}, "SHA256"),
	cmpopts.SortSlices(cmp.Compare[string]),
}

func TestFormatForms(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"keys in order, sets sorted, days bare": {
			`rules:
- {effect: ban, basis: law, issuer: PL, id: a, territory: [SE, "bloc:EU", NO], from: "2022-02-28", scope: [landing, overflight],
   unless: [diplomatic, emergency], subject: {kind: civil, registration: [RU, BY]}}
version: 1
blocs: [{members: [{to: 2020-01-31, iso: GB}], id: EU}]
`,
			`version: 1
blocs:
  - id: EU
    members: [{iso: GB, to: 2020-01-31}]
rules:
  - id: a
    issuer: PL
    territory: ['NO', SE, 'bloc:EU']
    subject: {registration: [BY, RU], kind: civil}
    effect: ban
    scope: [overflight, landing]
    unless: [emergency, diplomatic]
    from: 2022-02-28
    basis: law
`,
		},
		"text": {
			`version: 1
title: "42 plain words"
note: 'one: two'
rules:
  - {id: a, issuer: US, territory: ['*'], effect: notify, basis: law, stated: null, until: unknown, act: 'null', says: "tab	inside",
     summary: "two\nlines", note: 'it''s', unverified: ["one", 'a, b'], binding_on: ~, sources: [{publisher: 'A', date: "2022", link: "https://example.org/a"}]}
`,
			`version: 1
title: 42 plain words
note: 'one: two'
rules:
  - id: a
    issuer: US
    territory: ['*']
    effect: notify
    stated: null
    until: unknown
    basis: law
    act: 'null'
    says: "tab\tinside"
    binding_on: null
    sources:
      - {publisher: A, date: 2022, link: 'https://example.org/a'}
    unverified: [one, 'a, b']
    summary: "two\nlines"
    note: it's
`,
		},
		"text in blocks keeps its lines": {
			"version: 1\nnote: >-   # why\n   one\n   two # no comment\n\n   three\ntitle: |\n line\n\n\n# end\nrules: []\n",
			"version: 1\ntitle: |\n  line\nnote: >- # why\n  one\n  two # no comment\n\n  three\n\n# end\nrules: []\n",
		},
		"empty collections": {
			"version: 1\npeople: []\nblocs: [ ]\nzones: []\nflight: {}\nrules: [\n]\n",
			"version: 1\nflight: {}\npeople: []\nblocs: []\nzones: []\nrules: []\n",
		},
		"line ends and marks": {
			"\uFEFF--- # first\r\nversion: 1\r\nrules: [] # last\r\n...\n# after\n",
			"# first\nversion: 1\nrules: [] # last\n# after\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := gocmp.Diff(c.want, format(t, c.src)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFormatComments(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"head of the file, apart":       {"# head\n\n# more\n\nversion: 1\nrules: []\n", "# head\n\n# more\n\nversion: 1\nrules: []\n"},
		"head of the file stays on top": {"# head\nrules: [] # none\nversion: 1 # one\n", "# head\nversion: 1 # one\nrules: [] # none\n"},
		"above, behind and below": {
			"version: 1\nrules:\n  # above\n  - id: a # behind\n    # above issuer\n    issuer: PL\n    basis: law\n    territory: [PL]\n    effect: ban\n    # below the rule\n  # below the rules\n# end\n",
			"version: 1\nrules:\n  # above\n  - id: a # behind\n    # above issuer\n    issuer: PL\n    territory: [PL]\n    effect: ban\n    basis: law\n    # below the rule\n  # below the rules\n# end\n",
		},
		"between rules": {
			"version: 1\nrules:\n- {id: a, issuer: PL, territory: [PL], effect: ban, basis: law} # behind a\n\n\n# Two.\n\n- # dash\n  id: b # behind b\n  issuer: PL\n  territory: [PL]\n  effect: ban\n  basis: law\n",
			"version: 1\nrules:\n  # behind a\n  - id: a\n    issuer: PL\n    territory: [PL]\n    effect: ban\n    basis: law\n\n  # Two.\n\n  # dash\n  - id: b # behind b\n    issuer: PL\n    territory: [PL]\n    effect: ban\n    basis: law\n",
		},
		"in a list of words: the order stays": {
			"version: 1\ncovers: [SE, # Sweden\n  # the south\n  AT, DE\n  # no more\n  ]\nrules: [] # a\n",
			"version: 1\ncovers: [\n  SE, # Sweden\n  # the south\n  AT, DE\n  # no more\n  ]\nrules: [] # a\n",
		},
		"in members": {
			"version: 1\nblocs:\n  - id: EU\n    members: # who\n      - iso: PL\n        from: 2004-05-01 # day\n      # then\n      - {iso: GB} # left\n    # under\nrules: []\n",
			"version: 1\nblocs:\n  - id: EU\n    members: [\n      # day\n      {iso: PL, from: 2004-05-01},\n      # then\n      {iso: GB} # left\n      ] # who\n    # under\nrules: []\n",
		},
		"in a subject": {
			"version: 1\nrules:\n  - id: a\n    issuer: PL\n    territory: [PL]\n    subject: {registration: [RU], # Russia\n      # and\n      any_of: [{kind: civil}, {kind: state} # both\n      ]} # all\n    effect: ban\n    basis: law\n",
			"version: 1\nrules:\n  - id: a\n    issuer: PL\n    territory: [PL]\n    subject: # all\n      registration: [RU] # Russia\n      # and\n      any_of:\n        - {kind: civil}\n        - {kind: state} # both\n    effect: ban\n    basis: law\n",
		},
		"between a key and its value": {"version:\n  # why\n  1\ntitle: # what\n  a\nrules: []\n", "# why\nversion: 1\ntitle: a # what\nrules: []\n"},
		"in empty collections":        {"version: 1\nflight: { # none\n }\nrules: [ # nothing\n ]\n", "version: 1\nflight: {\n  # none\n  }\nrules: [\n  # nothing\n  ]\n"},
		"no comments":                 {"version: 1\ntitle: a#b\nnote: '# no' # yes\nrules: []\n", "version: 1\ntitle: a#b\nnote: '# no' # yes\nrules: []\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := gocmp.Diff(c.want, format(t, c.src)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		})
	}
}

// files are all policy files of the repository that have no faults.
func files(tb testing.TB) map[string]string {
	tb.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"testdata/*.yaml", "../data/policies/*.yaml", "*.yaml"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			tb.Fatal(err)
		}
		for _, n := range names {
			b, err := os.ReadFile(n)
			if err != nil {
				tb.Fatal(err)
			}
			if _, err := readAlone(n, b); err == nil {
				out[n] = string(b)
			}
		}
	}
	return out
}

func TestFormatFiles(t *testing.T) {
	all := files(t)
	if len(all) < 3 {
		t.Fatalf("only %d files", len(all))
	}
	for name, src := range all {
		if diff := gocmp.Diff(contents(t, src), contents(t, format(t, src)), sameSet); diff != "" {
			t.Errorf("%s (-before +after):\n%s", name, diff)
		}
	}
}

// A comment may stand on every line, at every indent, and behind everything.
func TestFormatCommentEverywhere(t *testing.T) {
	b, err := os.ReadFile("testdata/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []string{string(b), format(t, string(b))} {
		lines := strings.Split(strings.TrimRight(src, "\n"), "\n")
		for i := range lines {
			for _, indent := range []int{0, 5} {
				text := slices.Insert(slices.Clone(lines), i, strings.Repeat(" ", indent)+"# added")
				if out := format(t, strings.Join(text, "\n")+"\n"); strings.Count(out, "# added") != 1 {
					t.Fatalf("line %d, indent %d:\n%s", i+1, indent, out)
				}
			}
			text := slices.Clone(lines)
			text[i] += " # added"
			out := format(t, strings.Join(text, "\n")+"\n")
			if strings.Count(out, "# added") != 1 {
				t.Fatalf("behind line %d:\n%s", i+1, out)
			}
			if diff := gocmp.Diff(contents(t, src), contents(t, out), sameSet); diff != "" {
				t.Fatalf("behind line %d (-before +after):\n%s", i+1, diff)
			}
		}
	}
}

func TestFormatGenerated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		lines := strings.SplitAfter(file+ruleLines(drawRules(t)), "\n")
		for _, l := range lines[:len(lines)-1] {
			switch rapid.IntRange(0, 9).Draw(t, "comment") {
			case 0:
				b.WriteString(strings.Repeat(" ", rapid.IntRange(0, 6).Draw(t, "indent")) + "# above " + rapid.StringMatching(`[a-z:'"# ]{0,6}`).Draw(t, "words") + "\n")
			case 1:
				l = strings.TrimRight(l, "\n") + " # behind\n"
			case 2:
				l += "\n"
			}
			b.WriteString(l)
		}
		// contents and format fail through the test that they are given
		before, err := Parse("test.yaml", []byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		out, err := Format("test.yaml", []byte(b.String()))
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		again, err := Format("test.yaml", out)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("%v\n%s\n%s\n%s", err, b.String(), out, again)
		}
		after, err := Parse("test.yaml", out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(before.rules, after.rules, sameSet); diff != "" {
			t.Fatal(diff)
		}
		f, where := drawFlight(t), drawTerritory(t)
		if a, b := before.Decide(f, where, At{}, Overflight), after.Decide(f, where, At{}, Overflight); a.Status != b.Status {
			t.Fatalf("%v, then %v", a.Status, b.Status)
		}
	})
}

func TestFormatFaults(t *testing.T) {
	b, err := os.ReadFile("testdata/faults.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, want := ParseLayer("faults.yaml", b)
	out, got := Format("faults.yaml", b)
	var all Errors
	if out != nil || !errors.As(got, &all) || len(all) < 10 || got.Error() != want.Error() {
		t.Fatalf("%s\n%v\n%v", out, got, want)
	}
}

// FuzzFormat formats anything that can be parsed.
func FuzzFormat(f *testing.F) {
	for _, src := range files(f) {
		if len(src) < 8000 { // large texts only slow it down
			f.Add([]byte(src))
		}
	}
	f.Add([]byte(lintHead + "zones: [A] # zone\nrules:\n" + ruleLines([]string{euBan, bgSays, "# own\n    " + plLanding, used + " # behind"})))
	for _, s := range []string{
		"{version: 1, # a\n rules: [] #b\n}\n", "version: 1\nnote: |2\n   a\n  b\nrules: []\n", "? version\n: 1\nrules:\n  []\n# e\n",
		"version: 1\ntitle: &a 'x' # c\nnote: !!str \"y\\u2028\"\nrules: []\n", "# a\u2028version: 1\nrules: []\n", "version: 1\nnote: >+\n a\n\n\n # b\nrules: [#c\n]\n",
		"version: 1\nzones: ['a',#b\n 'c']\ncovers: '*'\nextend: world-2025\nrules: [{id: a, issuer: NO, territory: ['zone:a'], outline: c, effect: ban, basis: law}]\n",
	} {
		f.Add([]byte(s))
	}
	for _, s := range hostileYAML {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		before, err := readAlone("fuzz.yaml", src)
		out, ferr := Format("fuzz.yaml", src)
		if (err == nil) != (ferr == nil) {
			t.Fatalf("reading: %v\nFormat: %v", err, ferr)
		}
		if err != nil {
			return
		}
		again, err := Format("fuzz.yaml", out)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("%v\n%q\n%q", err, out, again)
		}
		after, err := readAlone("fuzz.yaml", out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(before.rules, after.rules, sameSet); diff != "" {
			t.Fatalf("%s\n%s", diff, out)
		}
	})
}
