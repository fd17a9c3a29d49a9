package yamlform

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// atlas is the form of a made-up atlas that has every style.
var atlas = func() *Mapping {
	toll := &Mapping{Keys: []Key{{"road", Value{}}, {"since", Value{Style: Bare}}}}
	seat := &Mapping{Keys: []Key{{"city", Value{}}, {"rivers", Value{Style: Set}}}}
	country := &Mapping{Block: true, Keys: []Key{
		{"code", Value{}},
		{"founded", Value{Style: Bare}},
		{"seat", Value{Style: Inline, Of: seat}},
		{"cities", Value{Style: Set}},
		{"seasons", Value{Style: Set, Order: []string{"spring", "summer", "autumn", "winter"}}},
		{"pairs", Value{Style: List}},
		{"remarks", Value{Style: Words}},
		{"choices", Value{Style: Row, Of: toll}},
		{"tolls", Value{Style: Fill, Of: toll}},
	}}
	return &Mapping{Block: true, Keys: []Key{
		{"edition", Value{Style: Bare}},
		{"title", Value{}},
		{"countries", Value{Style: Below, Of: country}},
		{"roads", Value{Style: Below, Of: toll}},
	}}
}()

// formatted formats a text and makes sure that the form is its own.
func formatted(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, src string,
) string {
	t.Helper()
	out, err := Format([]byte(src), atlas)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	again, err := Format(out, atlas)
	if err != nil || !bytes.Equal(out, again) {
		t.Fatalf("the second time: %v\n%s\n%s", err, out, again)
	}
	return string(out)
}

func TestFormat(t *testing.T) {
	long := strings.Repeat("along the Danube ", 4)
	for name, c := range map[string]struct{ src, want string }{
		"keys in their order": {"title: Danube\nedition: 2\n", "edition: 2\ntitle: Danube\n"},
		"bare values lose their quotes, others keep what they need": {
			"edition: \"2025-10-30\"\ntitle: \"2025-10-30\"\n", "edition: 2025-10-30\ntitle: '2025-10-30'\n",
		},
		"truth": {"edition: TRUE\ntitle: TRUE\n", "edition: true\ntitle: 'TRUE'\n"},
		"words that some reader takes for something else": {
			"countries: [{code: NO, cities: [Oslo, 'off', \"1e3\", 'a: b', 'a:b', \"tab\\there\", \"it's\", ~]}]\n",
			"countries:\n  - code: 'NO'\n    cities: ['1e3', Oslo, 'a: b', 'a:b', 'it''s', null, 'off', \"tab\\there\"]\n",
		},
		"sets are sorted, pairs keep their order": {
			"countries:\n- pairs: [[Wien, Bratislava], [Ruse, Giurgiu]]\n  cities: [Wien, Graz]\n  seasons: [winter, monsoon, spring]\n  code: AT\n",
			"countries:\n  - code: AT\n    cities: [Graz, Wien]\n    seasons: [spring, winter, monsoon]\n    pairs: [[Bratislava, Wien], [Giurgiu, Ruse]]\n",
		},
		"mappings on one line": {
			"countries:\n- code: HU\n  seat:\n    rivers: [Tisza, Danube]\n    city: Budapest\n- seat: {}\n- {}\nroads: [{since: 1964, road: M1}]\n",
			"countries:\n  - code: HU\n    seat: {city: Budapest, rivers: [Danube, Tisza]}\n  - seat: {}\n  - {}\nroads:\n  - {road: M1, since: 1964}\n",
		},
		"short remarks stand on one line, long ones below each other": {
			"countries:\n- {code: RO, remarks: [flat, hilly]}\n- {code: BG, remarks: [" + long + "east, " + long + "west]}\n- {remarks: [" + long + long + "]}\n",
			"countries:\n  - code: RO\n    remarks: [flat, hilly]\n  - code: BG\n    remarks:\n      - " + long + "east\n      - " + long + "west\n  - remarks: [" + strings.TrimSpace(long+long) + "]\n",
		},
		"text in blocks keeps its lines": {
			"title: >-   # why\n   one\n   two # no comment\n\n   three\n", "title: >- # why\n  one\n  two # no comment\n\n  three\n",
		},
		"an empty line stays, several are one": {"roads:\n- {road: M1}\n\n\n- {road: M7}\n- {road: M5}\n", "roads:\n  - {road: M1}\n\n  - {road: M7}\n  - {road: M5}\n"},
		"what only a reader needs goes":        {"\uFEFF---\ntitle: &a !!str \"Drava\"\n...\n", "title: Drava\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := gocmp.Diff(c.want, formatted(t, c.src)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFormatFills: a list that fills lines is broken where the next item would not fit,
// a row never.
func TestFormatFills(t *testing.T) {
	var items []string
	for i := range 30 {
		items = append(items, fmt.Sprintf("{road: E%d, since: %d}", 60+i, 1960+i))
	}
	list := "[" + strings.Join(items, ", ") + "]"
	lines := strings.Split(formatted(t, "countries: [{tolls: "+list+", choices: "+list+"}]\n"), "\n")
	if len(lines) < 6 || lines[1] != "  - choices: "+list || lines[2] != "    tolls: [" {
		t.Fatalf("%q", lines)
	}
	for i := 3; i < len(lines)-2; i++ {
		next := strings.SplitAfter(strings.TrimSpace(lines[i+1]), "},")[0]
		if n := len(lines[i]); n > fillWidth || n+1+len(next) <= fillWidth && strings.HasPrefix(next, "{") {
			t.Errorf("a line of %d signs before one that begins with %q", n, next)
		}
	}
}

func TestFormatComments(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"head of the text stays on top": {"# Danube\n\ntitle: a # what\nedition: 1\n", "# Danube\n\nedition: 1\ntitle: a # what\n"},
		"above, behind, below and at the end": {
			"countries:\n# Austria\n- cities: [Wien] # capital\n  # its code\n  code: AT\n  # no more\n# none\n",
			"countries:\n  # Austria\n  # its code\n  - code: AT\n    cities: [Wien] # capital\n    # no more\n  # none\n",
		},
		"a set with a comment keeps its order": {
			"countries: [{cities: [Wien, # capital\n Graz]}]\n", "countries:\n  - cities: [\n      Wien, # capital\n      Graz]\n",
		},
		"a mapping on one line opens": {
			"countries: [{seat: {rivers: [Danube], # blue\n city: Wien}}]\n", "countries:\n  - seat:\n      city: Wien\n      rivers: [Danube] # blue\n",
		},
		"a row opens": {
			"countries: [{choices: [{road: A1}, # west\n {road: A2}]}]\n", "countries:\n  - choices:\n      - {road: A1} # west\n      - {road: A2}\n",
		},
		"a list that fills keeps it behind its item": {
			"countries: [{tolls: [{road: A1}, # west\n {road: A2}]}]\n", "countries:\n  - tolls: [\n      {road: A1}, # west\n      {road: A2}]\n",
		},
		"a sign that only looks like one": {"title: a#b\nedition: '#1'\n", "edition: '#1'\ntitle: a#b\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := gocmp.Diff(c.want, formatted(t, c.src)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFormatRefuses: what has no place in the form is refused where it stands.
func TestFormatRefuses(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"nothing":                     {"", "no documents"},
		"a comment alone":             {"# a\n", "no documents"},
		"two documents":               {"title: a\n---\ntitle: b\n", "single document"},
		"no YAML":                     {"title: [\n", "L2.C1"},
		"a list":                      {"- a\n", "line 1, column 1: the document is not a mapping with keys"},
		"a mapping without keys":      {"{}\n", "line 1, column 1: the document is not a mapping with keys"},
		"an unknown key":              {"edition: 1\nmayor: a\n", `line 2, column 1: the key "mayor" has no place`},
		"a key twice":                 {"title: a\ntitle: b\n", `"title"`},
		"a list as a key":             {"? [a]\n: b\n", `line 1, column 3: the key "" has no place`},
		"an alias":                    {"title: &a b\nedition: *a\n", "line 2, column 10: an alias is not written"},
		"a tag":                       {"title: !river Sava\n", `line 1, column 8: the tag "!river" would be lost`},
		"bytes":                       {"title: !!binary aGk=\n", `line 1, column 8: the tag "!!binary" would be lost`},
		"a list instead of a word":    {"title: [a]\n", "line 1, column 8: a list stands where none is written"},
		"a mapping instead of a word": {"title: {a: b}\n", "line 1, column 8: a mapping stands where none is written"},
		"a list in a set":             {"countries: [{cities: [[a]]}]\n", "line 1, column 23: a list stands where none is written"},
		"a mapping in a set":          {"countries: [{cities: [{a: b}]}]\n", "line 1, column 23: a mapping stands where none is written"},
		"a list in a list in a list":  {"countries: [{pairs: [[[a]]]}]\n", "line 1, column 23: a list stands where none is written"},
		"a list instead of a mapping": {"countries: [{seat: [a]}]\n", "line 1, column 20: a list stands where none is written"},
	} {
		out, err := Format([]byte(c.src), atlas)
		if out != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q, %v, want %s", name, out, err, c.want)
		}
	}
}

// said are the words of a text with the keys under which they stand, sorted. Items of
// a list have their place, but in sets.
func said(t interface {
	Fatalf(format string, args ...any)
}, src []byte,
) []string {
	var doc yaml.Node
	if err := yaml.Load(src, &doc); err != nil {
		t.Fatalf("%v", err)
	}
	var out []string
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i < len(n.Content); i += 2 {
				walk(n.Content[i+1], path+"/"+n.Content[i].Value)
			}
		case yaml.SequenceNode:
			set := strings.HasSuffix(path, "cities") || strings.HasSuffix(path, "seasons") || strings.HasSuffix(path, "rivers") || strings.Contains(path, "pairs/")
			for i, c := range n.Content {
				if set {
					i = 0
				}
				walk(c, fmt.Sprint(path, "/", i))
			}
		default:
			v := n.Value
			switch n.Tag {
			case "!!bool":
				v = strings.ToLower(v)
			case "!!null":
				v = ""
			}
			out = append(out, fmt.Sprintf("%s = %q", path, v))
		}
	}
	walk(doc.Content[0], "")
	slices.Sort(out)
	return out
}

// TestFormatDrawn formats drawn texts with comments everywhere: nothing is lost.
func TestFormatDrawn(t *testing.T) {
	word := rapid.OneOf(
		rapid.SampledFrom([]string{"Wien", "NO", "yes", "null", "1_000", "2025-10-30", "a: b", " a", "a #b", "#", "-", "", "'", "\t", "é", "\u2028", "[", "a,b", "~", "0x1f", "<<", "..."}),
		rapid.StringMatching(`[a-z:#'" ,\[\]{}-]{0,8}`))
	rapid.Check(t, func(t *rapid.T) {
		comments := 0
		end := func() string { // of a line
			s := "\n"
			if rapid.IntRange(0, 3).Draw(t, "behind") == 0 {
				comments++
				s = " # behind\n"
			}
			for rapid.IntRange(0, 4).Draw(t, "below") == 0 {
				comments++
				s += strings.Repeat(" ", rapid.IntRange(0, 8).Draw(t, "indent")) + "# own\n"
			}
			return s
		}
		words := func(end func() string) string {
			list := "["
			for range rapid.IntRange(0, 4).Draw(t, "words") {
				list += doubleQuoted(word.Draw(t, "word")) + "," + end()
			}
			return list + "]"
		}
		none := func() string { return "" }
		inside := func() string { return end() + "      " }
		toll := func() string { return "{since: 2001, road: " + doubleQuoted(word.Draw(t, "road")) + "}" }
		src := "title: " + doubleQuoted(word.Draw(t, "title")) + end() + "edition: 3" + end() + "countries:" + end()
		for range rapid.IntRange(1, 3).Draw(t, "countries") {
			keys := rapid.Permutation([]string{"code", "cities", "seasons", "pairs", "remarks", "tolls", "choices", "seat"}).Draw(t, "keys")
			for i, k := range keys[:rapid.IntRange(1, len(keys)).Draw(t, "some")] {
				lead := "    "
				if i == 0 {
					lead = "  - "
				}
				var v string
				switch k {
				case "code":
					v = doubleQuoted(word.Draw(t, "code"))
				case "pairs":
					v = "[" + words(none) + "," + words(none) + "]"
				case "tolls", "choices":
					v = "[" + toll() + "," + end() + "     " + toll() + end() + "     ]"
				case "seat":
					v = "{rivers: " + words(none) + "," + end() + "     city: Graz}"
				default:
					v = words(inside)
				}
				src += lead + k + ": " + v + end()
			}
		}
		out := []byte(formatted(t, src))
		if diff := gocmp.Diff(said(t, []byte(src)), said(t, out)); diff != "" {
			t.Fatalf("(-before +after):\n%s\n%s\n%s", diff, src, out)
		}
		if n := strings.Count(string(out), "# behind") + strings.Count(string(out), "# own"); n != comments {
			t.Fatalf("%d of %d comments\n%s\n%s", n, comments, src, out)
		}
	})
}

// FuzzFormat formats anything. What it takes says the same afterwards, and is its own form.
func FuzzFormat(f *testing.F) {
	for _, s := range []string{
		"# Danube\ntitle: a # b\nedition: '1'\n", "{title: a, # b\n edition: 2 #c\n}\n", "? title\n:\n  a\n# e\n", "title: |2\n   a\n  b\n", "title: >+\n a\n\n\n # b\nedition: 1\n",
		"title: &a 'x' # c\nedition: !!str \"y\\u2028\"\n", "# a\u2028title: b\n", "countries: [#c\n]\n", "countries:\n- # a\n  code: b\n  #c\n - d\n", "title: *a\n", "title: !a b\n", "<<: {title: a}\n",
		"countries: [{code: NO, cities: [b, a,#c\n 'd' ], seat: {city: e, rivers: [[]]}, tolls: [{road: f}, {}], pairs: [[g],[h, i]], remarks: [j]}]\n", "\ufefftitle: a\r\nedition: \"\"\r\n", "title: '\n", "%YAML 1.2\n---\ntitle: a\n...\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		out, err := Format(src, atlas)
		if err != nil {
			if out != nil || strings.Contains(err.Error(), "canonical form") {
				t.Fatalf("%q: %q, %v", src, out, err)
			}
			return
		}
		formatted(t, string(out))
		if diff := gocmp.Diff(said(t, bytes.TrimPrefix(src, []byte("\uFEFF"))), said(t, out)); diff != "" {
			t.Fatalf("%q (-before +after):\n%s\n%s", src, diff, out)
		}
	})
}
