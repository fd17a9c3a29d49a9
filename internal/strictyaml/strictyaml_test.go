package strictyaml

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// atlases are a made-up language.
var atlases = Language{
	Plural: "atlases", Reserved: []string{"moon"}, MaxBytes: 2000, MaxItems: 6, MaxWords: 3,
	Advice: Advice{TooLarge: "print less", ManyItems: "make two", ManyWords: "name a region", Empty: "begin", ManyDocuments: "bind them apart", TooDeep: "flatten it"},
}

// list keeps the first faults and counts the others.
type list struct {
	most, more int
	all        []Fault
}

func (l *list) Full() bool { return len(l.all) >= l.most }

func (l *list) Add(f Fault) {
	if l.Full() {
		l.more++
		return
	}
	l.all = append(l.all, f)
}

// lines are the faults, each on a line.
func (l *list) lines() []string {
	var out []string
	for _, f := range l.all {
		out = append(out, fmt.Sprintf("%d:%d %s; %s", f.Line, f.Col, f.Msg, f.Hint))
	}
	return out
}

// country is what an atlas says about one.
type country struct {
	code, capital, side string
	people              float64
	sea                 bool
	rivers              []string
}

// read reads an atlas: a mapping with a year and countries.
func read(src []byte, most int) ([]country, *list) {
	faults := &list{most: most}
	r := &Reader{Language: &atlases, Faults: faults}
	var out []country
	root := r.Load(src)
	if root == nil {
		return nil, faults
	}
	seen := map[string]int{}
	r.Mapping(root, "the atlas",
		Field{"year", func(n *yaml.Node) { r.Number(n, "year", 2100) }, true},
		Field{"title", func(n *yaml.Node) { r.Optional(n, "title") }, false},
		Field{"countries", func(n *yaml.Node) {
			r.Items(n, "countries", true, func(n *yaml.Node) {
				c := r.country(n)
				if r.Once(n, "country", c.code, seen) {
					out = append(out, c)
				}
			})
		}, false})
	return out, faults
}

func (r *Reader) country(n *yaml.Node) country {
	var c country
	rivers := func(n *yaml.Node) {
		c.rivers = r.Texts(n, "rivers", false, func(n *yaml.Node, s string) bool {
			if s == "Styx" {
				r.Fault(n, "", "no river of this world")
			}
			return s != "Styx"
		})
	}
	r.Mapping(n, "a country",
		Field{"code", func(n *yaml.Node) { c.code, _ = r.Text(n, "code") }, true},
		Field{"capital", func(n *yaml.Node) { c.capital = r.Optional(n, "capital") }, false},
		Field{"side", func(n *yaml.Node) { c.side = Word(r, n, "side", []string{"left", "right"}) }, false},
		Field{"people", func(n *yaml.Node) { c.people = r.Number(n, "people", 10) }, false},
		Field{"sea", func(n *yaml.Node) { c.sea, _ = r.Bool(n, "sea") }, false},
		Field{"rivers", rivers, false},
		Field{"river", func(n *yaml.Node) { rivers(ListOf(n)) }, false})
	return c
}

func TestRead(t *testing.T) {
	got, faults := read([]byte(`{year: 2100, title: ~, countries: [{code: AT, capital: Wien, side: right, people: 9e0, sea: False, rivers: [Inn, Mur]}, {code: HR, sea: true, river: Sava}]}`), 9)
	want := []country{
		{code: "AT", capital: "Wien", side: "right", people: 9, rivers: []string{"Inn", "Mur"}},
		{code: "HR", sea: true, rivers: []string{"Sava"}},
	}
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(country{})); diff != "" || len(faults.all) > 0 {
		t.Fatalf("(-want +got):\n%s\n%q", diff, faults.lines())
	}
}

// TestFaults: every fault has its place, what is wrong and what to do, and those after
// it are found too.
func TestFaults(t *testing.T) {
	wide := strings.Repeat("é", 70)
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"too large":           {strings.Repeat("#", 2001), []string{"0:0 the file has 2001 bytes, more than 2000; print less"}},
		"not UTF-8":           {"year: 1\ntitle: \xff\n", []string{"2:1 the text is not UTF-8; save the file as UTF-8"}},
		"nothing":             {"", []string{"0:1 the file is empty; begin"}},
		"a comment":           {"# a\n", []string{"0:1 the file is empty; begin"}},
		"two documents":       {"# a\nyear: 1\n---\nyear: 2\n", []string{"3:1 the file holds several documents; bind them apart"}},
		"an end and more":     {"%YAML 1.1\n---\nyear: 1\n...\nyear: 2\n", []string{"4:1 the file holds several documents; bind them apart"}},
		"a sign":              {"year: 1\ntitle: @a\n", []string{"2:8 not YAML: found character that cannot start any token; indent with spaces, not tabs, and quote text that begins with a sign"}},
		"cut off":             {"year: [1,\n\n", []string{"1:10 not YAML: did not find expected node content; "}},
		"a list":              {"- a\n", []string{"1:1 the atlas must be a mapping (key: value); "}},
		"a word":              {"a\n", []string{"1:1 the atlas must be a mapping (key: value); "}},
		"missing key":         {"title: a\n", []string{"1:1 the atlas has no year; add year:"}},
		"misspelt key":        {"yaer: 1\n", []string{`1:1 unknown key "yaer" in the atlas; did you mean "year"?`}},
		"unknown key":         {"year: 1\nzoo: 1\n", []string{`2:1 unknown key "zoo" in the atlas; the keys are year, title, countries`}},
		"long key":            {"year: 1\n" + wide + ": 1\n", []string{`2:1 unknown key "` + wide[:120] + `..." in the atlas; the keys are year, title, countries`}},
		"reserved key":        {"year: 1\nmoon: 1\n", []string{`2:1 the key "moon" is reserved; leave it out`}},
		"a list as a key":     {"year: 1\n? [a]\n: b\n", []string{"2:3 a key of the atlas is not a word; keys are words"}},
		"an alias":            {"year: 1\ntitle: &a b\ncountries: *a\n", []string{"3:12 countries is an alias, which atlases do not use; write the value out"}},
		"a tag":               {"year: 1\ntitle: !a b\n", []string{`2:8 title has the tag "!a", which atlases do not use; leave the tag out`}},
		"bytes":               {"year: 1\ntitle: !!binary aGk=\n", []string{`2:8 title has the tag "!!binary", which atlases do not use; leave the tag out`}},
		"a list for a word":   {"year: [1]\n", []string{"1:7 year must be one value; "}},
		"an empty word":       {"year: ' '\n", []string{"1:7 year is empty; give it a value or leave the key out"}},
		"a null":              {"year:\n", []string{"1:6 year is empty; give it a value or leave the key out"}},
		"a number in quotes":  {"year: '1998'\n", []string{`1:7 year "1998" is not a number from 0 to 2100; write a plain number`}},
		"too large a number":  {"year: 2101\n", []string{`1:7 year "2101" is not a number from 0 to 2100; write a plain number`}},
		"a number below none": {"year: -1\n", []string{`1:7 year "-1" is not a number from 0 to 2100; write a plain number`}},
		"no number":           {"year: .nan\n", []string{`1:7 year ".nan" is not a number from 0 to 2100; write a plain number`}},
		"a word for a list":   {"year: 1\ncountries: AT\n", []string{"2:12 countries must be a list; write [AT]"}},
		"a null for a list":   {"year: 1\ncountries: ~\n", []string{"2:12 countries must be a list; "}},
		"an empty list":       {"year: 1\ncountries: []\n", []string{"2:12 countries is an empty list; name something or leave the key out"}},
		"many items":          {"year: 1\ncountries: [1,2,3,4,5,6,7]\n", []string{"2:12 countries has 7 items, more than 6; make two"}},
		"many words":          {"year: 1\ncountries: [{code: A, rivers: [a,b,c,d]}]\n", []string{"2:31 rivers has 4 items, more than 3; name a region"}},
		"an unknown word":     {"year: 1\ncountries: [{code: A, side: rihgt}, {code: B, side: up}]\n", []string{`2:29 unknown side "rihgt"; did you mean "right"?`, `2:53 unknown side "up"; write left or right`}},
		"no truth value":      {"year: 1\ncountries: [{code: A, sea: yes}, {code: B, sea: 'true'}]\n", []string{`2:28 sea "yes" is neither true nor false; write true or false`, `2:49 sea "true" is neither true nor false; write true or false`}},
		"words":               {"year: 1\ncountries: [{code: A, rivers: [Styx, Inn, Inn]}, {code: B, rivers: [[a], ~]}]\n", []string{"2:32 no river of this world; ", `2:43 rivers names "Inn" twice; leave one out`, "2:69 an item of rivers must be one value; ", "2:74 an item of rivers is empty; give it a value or leave the key out"}},
		"a name twice":        {"year: 1\ncountries:\n- code: A\n- code: B\n- code: A\n", []string{`5:3 the country "A" is given twice (first on line 3); rename or remove one`}},
		"all at once": {"yaer: 1\ncountries: [{capital: [a]}, {code: A}, {code: A, code: B}, 3]\n", []string{
			`1:1 unknown key "yaer" in the atlas; did you mean "year"?`, "2:23 capital must be one value; ", "2:13 a country has no code; add code:",
			`2:50 the key "code" of a country is given twice (first on line 2); leave one out`, `2:40 the country "A" is given twice (first on line 2); rename or remove one`,
			"2:60 a country must be a mapping (key: value); ",
		}},
	} {
		_, faults := read([]byte(c.src), 50)
		if diff := gocmp.Diff(c.want, faults.lines()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestFaultsAreCounted: when no more faults are kept, the reader still tells how many
// there are, and makes no words for them.
func TestFaultsAreCounted(t *testing.T) {
	src := []byte("year: x\nzoo: 1\nboo: 2\nmoon: 3\ncountries: [{}, {}]\n")
	_, all := read(src, 50)
	_, some := read(src, 2)
	if len(all.all) != 6 || len(some.all) != 2 || some.more != 4 || !slices.Equal(some.all, all.all[:2]) {
		t.Fatalf("%q\n%q and %d more", all.lines(), some.lines(), some.more)
	}
}

func TestDepth(t *testing.T) {
	deep := "year: 1\ntitle: " + strings.Repeat("[", 900) + strings.Repeat("]", 900)
	if _, faults := read([]byte(deep), 9); len(faults.all) != 1 || faults.all[0].Line != 2 {
		t.Fatalf("%q", faults.lines())
	}
	large := atlases
	large.MaxBytes = 1 << 20
	faults := &list{most: 9}
	r := &Reader{Language: &large, Faults: faults}
	if r.Load([]byte(strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000))) != nil || len(faults.all) != 1 || faults.all[0].Hint != "flatten it" {
		t.Fatalf("%q", faults.lines())
	}
}

func TestCaret(t *testing.T) {
	long := strings.Repeat("0123456789", 30)
	for _, c := range []struct {
		text string
		col  int
		want string
	}{
		{"year: x", 7, "year: x\n      ^"},
		{"\tyear", 2, "\tyear\n\t^"},
		{"Čačak", 3, "Čačak\n  ^"},
		{"year", 5, "year\n    ^"},
		{"year", 9, "year\n    ^"},
		{"year", 300, "year\n    ^"},
		{"year", 0, "year\n^"},
		{long, 1, long[:100] + "...\n^"},
		{long, 200, "..." + long[124:221] + "...\n" + strings.Repeat(" ", 78) + "^"},
	} {
		if got := Caret(c.text, c.col); got != c.want {
			t.Errorf("%q at %d:\n%s\nwant\n%s", c.text, c.col, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		src       string
		line, col int
		want      string
	}{
		{"a: 1\r\nb: 2\n", 1, 4, "a: 1 1:4"},
		{"a: 1\r\nb: 2\n", 2, 1, "b: 2 2:1"},
		{"a: 1\nb: [\n\n\n", 9, 1, "b: [ 2:5"},
		{"a: 1\u2028b: 2", 2, 1, "b: 2 2:1"}, // lines are those of the YAML library, not of an editor
		{"a: 1\rb: 2\r\rc: [\r", 4, 4, "c: [ 4:4"},
		{"a: 1\rb: 2\r\rc: [\r", 5, 1, " 5:1"},
		{"a: 1\rb: 2\r\rc: [\r", 6, 1, "c: [ 4:5"},
		{"a: 1\n", 0, 0, " 0:0"},
		{"a: \xff\n", 1, 3, " 1:3"},
		{"a: \xff\n", 9, 3, " 9:3"},
	} {
		text, line, col := NewLines([]byte(c.src)).Find(c.line, c.col)
		if got := fmt.Sprintf("%s %d:%d", text, line, col); got != c.want {
			t.Errorf("%q: %s, want %s", c.src, got, c.want)
		}
	}
}

// FuzzRead reads anything: what is refused is refused at a place of the text, in a
// short line.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"year: 1\n", "{year: 1998, countries: [{code: AT, side: left, people: 1.5, sea: true, rivers: [Inn], river: Mur}]}", "yaer: 1\nmoon: 2\n? [a]\n: b\n", "a: &a [*a]\n",
		"year: 1\nyear: 2\n", "year: \xff\n", "\ufeffyear: 1\r\n", "year: 1\r\ttitle: 2", "---\nyear: 1\n---\n", "year: !a 1\ntitle: !!binary aGk=\n", "year: [[[[[[", "title: \"\\x1b[31m\\u202e\"\ncode: '\u2028'\n", "- - -", "<<: {year: 1}\n", "",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		got, faults := read(src, 20)
		if faults.more > 0 && len(faults.all) < 20 {
			t.Fatalf("%q: %d faults and %d more", src, len(faults.all), faults.more)
		}
		lines := NewLines(src)
		last := strings.Count(lineEnds.Replace(string(src)), "\n") + 1
		for _, x := range faults.all {
			text, line, col := lines.Find(x.Line, x.Col)
			said := x.Msg + x.Hint
			if x.Msg == "" || len(said) > 1000 || !utf8.ValidString(said) || strings.ContainsAny(x.Msg, "\n\r") {
				t.Fatalf("%q: %q", src, said)
			}
			if line < 0 || utf8.Valid(src) && line > last || line > 0 && col < 1 {
				t.Fatalf("%q: behind the end: %d:%d (%d:%d)", src, line, col, x.Line, x.Col)
			}
			if q := Caret(text, max(col, 1)); len(q) > 2000 || !strings.HasSuffix(q, "^") {
				t.Fatalf("%q: quoted as %q", src, q)
			}
		}
		again, _ := read(src, 20)
		if len(faults.all) == 0 && gocmp.Diff(got, again, gocmp.AllowUnexported(country{})) != "" {
			t.Fatalf("%q: read in two ways", src)
		}
		for i, c := range got {
			if c.code == "" || slices.ContainsFunc(got[:i], func(d country) bool { return d.code == c.code }) {
				t.Fatalf("%q: a country without a code, or twice: %+v", src, got)
			}
		}
	})
}
