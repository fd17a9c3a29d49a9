package policy

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// skeletons are files with one mapping left open, by its name; %s is where keys go.
var skeletons = map[string]string{
	"file":    "{%s}",
	"rule":    "{version: 1, rules: [{%s}]}",
	"subject": "{version: 1, rules: [{subject: {%s}}]}",
	"group":   "{version: 1, rules: [{subject: {any_of: [{%s}]}}]}",
	"mtow":    "{version: 1, rules: [{subject: {mtow: {%s}}}]}",
	"levels":  "{version: 1, rules: [{subject: {levels: {%s}}}]}",
	"source":  "{version: 1, rules: [{sources: [{%s}]}]}",
	"flight":  "{version: 1, flight: {%s}}",
	"person":  "{version: 1, people: [{%s}]}",
	"bloc":    "{version: 1, blocs: [{%s}]}",
	"member":  "{version: 1, blocs: [{members: [{%s}]}]}",
}

// faultsOf returns the faults of a text as the decoder tells them.
func faultsOf(t *testing.T, text string) Errors {
	t.Helper()
	_, err := ParseLayer("x.yaml", []byte(text))
	var errs Errors
	if err != nil && !errors.As(err, &errs) {
		t.Fatalf("%T: %v", err, err)
	}
	return errs
}

// The decoder knows the keys of the table, all of them and no other, and needs
// those that the table says it does.
func TestTableIsWhatIsRead(t *testing.T) {
	if len(Language()) != len(skeletons) {
		t.Errorf("the table has %d mappings, %d are tested", len(Language()), len(skeletons))
	}
	for _, m := range Language() {
		file, ok := skeletons[m.Name]
		if !ok {
			t.Errorf("%s has no skeleton", m.Name)
			continue
		}
		var keys, needed []string
		for _, k := range m.Keys {
			keys = append(keys, k.Name)
			if k.Needed {
				needed = append(needed, k.Name)
			}
		}
		var read, missed []string
		for _, e := range faultsOf(t, fmt.Sprintf(file, "qqqqqqqqqqqqqqqq: 1")) {
			if e.Msg == `unknown key "qqqqqqqqqqqqqqqq" in `+m.Title {
				read = strings.Split(strings.TrimPrefix(e.Hint, "the keys are "), ", ")
			}
			if key, ok := strings.CutPrefix(e.Msg, m.Title+" has no "); ok {
				missed = append(missed, key)
			}
		}
		slices.Sort(keys)
		slices.Sort(read)
		if diff := cmp.Diff(keys, read); diff != "" {
			t.Errorf("%s: keys (-table +decoder):\n%s", m.Name, diff)
		}
		slices.Sort(needed)
		slices.Sort(missed)
		if diff := cmp.Diff(needed, missed); diff != "" {
			t.Errorf("%s: needed (-table +decoder):\n%s", m.Name, diff)
		}
	}
}

// Every value that a key names is in the table, and every one there is named.
func TestTableIsWhole(t *testing.T) {
	used, known := map[string]bool{"file": true, "subject": true}, map[string]bool{}
	for _, v := range Values() {
		if known[v.Name] || v.Doc == "" || len(v.schema) == 0 {
			t.Errorf("the value %q is there twice, or says nothing", v.Name)
		}
		known[v.Name] = true
	}
	for _, m := range Language() {
		if known[m.Name] || m.Doc == "" {
			t.Errorf("the mapping %q is there twice, or says nothing", m.Name)
		}
		known[m.Name] = true
		for _, k := range m.Keys {
			used[k.Value] = true
			if !strings.HasSuffix(k.Doc, ".") {
				t.Errorf("%s of %s: %q is no sentence", k.Name, m.Name, k.Doc)
			}
		}
	}
	text := string(JSONSchema())
	if text != string(JSONSchema()) {
		t.Error("the schema is not the same each time")
	}
	for name := range known {
		if !used[name] && strings.Count(text, `"#/$defs/`+defName(name)+`"`) == 0 {
			t.Errorf("nothing uses %q", name)
		}
	}
	for name := range used {
		if !known[name] {
			t.Errorf("a key names %q, which is not in the table", name)
		}
	}
}

// compiledSchema returns the schema as a validator of another hand reads it.
func compiledSchema(tb testing.TB) *jsonschema.Schema {
	tb.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(JSONSchema())))
	if err != nil {
		tb.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("policy.json", doc); err != nil {
		tb.Fatal(err)
	}
	s, err := c.Compile("policy.json")
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// failer is a test, of the library for random ones too.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// valueOf returns a YAML text as an editor sees it: days are text.
func valueOf(tb failer, text []byte) any {
	tb.Helper()
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil {
		tb.Fatal(err)
	}
	return plainValue(tb, doc.Content[0])
}

func plainValue(tb failer, n *yaml.Node) any {
	tb.Helper()
	switch {
	case n.Kind == yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			out[n.Content[i].Value] = plainValue(tb, n.Content[i+1])
		}
		return out
	case n.Kind == yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, plainValue(tb, c))
		}
		return out
	case n.Tag == "!!str" || n.Tag == "!!timestamp":
		return n.Value
	}
	var v any
	if err := n.Decode(&v); err != nil {
		tb.Fatal(err)
	}
	return v
}

// The sets that are built in, the Convention's rules and a file with every key are
// accepted.
func TestSchemaAcceptsTheSets(t *testing.T) {
	schema := compiledSchema(t)
	files, err := filepath.Glob("../data/policies/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no sets", err)
	}
	files = append(files, "testdata/whole.yaml", "testdata/dev-10-norway.yaml")
	for _, name := range files {
		if strings.HasSuffix(name, ".cases.yaml") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(valueOf(t, b)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// refusedFiles are faults that the schema and the decoder both find.
var refusedFiles = []string{
	"testdata/dev-11-misspelt.yaml",
	"testdata/faults.yaml",
}

func TestSchemaRefusesFaults(t *testing.T) {
	schema := compiledSchema(t)
	for _, name := range refusedFiles {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(valueOf(t, b)) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	const r = "{version: 1, zones: [UKLV], rules: [{id: a, issuer: RU, territory: [RU], effect: ban, basis: law}]}"
	if err := schema.Validate(valueOf(t, []byte(r))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new string }{
		{"another version", "version: 1", "version: 2"},
		{"no version", "version: 1, ", ""},
		{"no rules", "rules:", "note:"},
		{"an unknown key", "basis: law", "basis: law, colour: red"},
		{"no basis", ", basis: law", ""},
		{"an unknown effect", "effect: ban", "effect: forbid"},
		{"an unknown basis", "basis: law", "basis: rumour"},
		{"a State in small letters", "issuer: RU", "issuer: ru"},
		{"UK is Ukraine's mark, not a code", "territory: [RU]", "territory: [UK]"},
		{"no territory", "territory: [RU]", "territory: []"},
		{"a word for a list", "territory: [RU]", "territory: RU"},
		{"twice the same", "territory: [RU]", "territory: [RU, RU]"},
		{"a day of no month", "basis: law", "basis: law, from: 2025-13-01"},
		{"a day turned round", "basis: law", "basis: law, from: 30.10.2025"},
		{"not in UTC", "basis: law", "basis: law, until: '2025-10-30T08:00:00+03:00'"},
		{"an unknown beginning", "basis: law", "basis: law, from: unknown"},
		{"an unknown scope", "basis: law", "basis: law, scope: [overfly]"},
		{"an unknown exception", "basis: law", "basis: law, unless: [weather]"},
		{"a quoted truth", "basis: law", "basis: law, grantable: 'no'"},
		{"a permit that cannot be granted", "effect: ban", "effect: permit, grantable: false"},
		{"a ban for safety", "basis: law", "basis: law, layer: safety"},
		{"a ban as advice", "basis: law", "basis: law, layer: advice"},
		{"a flag on another layer", "effect: ban", "effect: notify, layer: national"},
		{"a State's bloc", "basis: law", "basis: law, layer: bloc"},
		{"an outline in a zone", "territory: [RU]", "territory: ['zone:UKLV'], outline: UKLV"},
		{"a prefix in zones", "zones: [UKLV]", "zones: ['zone:UKLV']"},
		{"half an hour", "basis: law", "basis: law, notice_hours: 0.5"},
		{"the Convention's name", "id: a", "id: DEFAULT-3C"},
		{"an id with a space", "id: a", "id: a b"},
		{"a source without publisher", "basis: law", "basis: law, sources: [{link: 'https://example.org'}]"},
		{"no address", "basis: law", "basis: law, sources: [{publisher: x, link: example.org}]"},
		{"a subject that names nothing", "basis: law", "basis: law, subject: {}"},
		{"a subject of one word", "basis: law", "basis: law, subject: all"},
		{"a type with a hyphen", "basis: law", "basis: law, subject: {type: [Il-96]}"},
		{"an unknown kind", "basis: law", "basis: law, subject: {kind: military}"},
		{"one list of two", "basis: law", "basis: law, subject: {between: [[UA]]}"},
		{"an aerodrome of two letters", "basis: law", "basis: law, subject: {origin: [aerodrome AB]}"},
		{"a level above all", "basis: law", "basis: law, subject: {levels: {to_fl: 1000}}"},
		{"a level in feet", "basis: law", "basis: law, subject: {levels: {from_fl: FL95}}"},
		{"a band without ends", "basis: law", "basis: law, subject: {mtow: {}}"},
		{"a group in a group", "basis: law", "basis: law, subject: {any_of: [{any_of: [{kind: civil}]}]}"},
		{"a bloc without members", "zones: [UKLV]", "blocs: [{id: EU, members: []}]"},
		{"a bloc called as a State", "zones: [UKLV]", "blocs: [{id: FR, members: [{iso: FR}]}]"},
		{"an unknown member", "zones: [UKLV]", "blocs: [{id: EU, members: [{iso: EU}]}]"},
		{"covers nothing", "zones: [UKLV]", "covers: []"},
		{"a person with capitals", "zones: [UKLV]", "people: [{id: Putin}]"},
	} {
		text := strings.Replace(r, c.old, c.new, 1)
		if text == r {
			t.Errorf("%s: nothing was changed", c.name)
		}
		if schema.Validate(valueOf(t, []byte(text))) == nil {
			t.Errorf("%s: the schema accepts %s", c.name, text)
		}
		if len(faultsOf(t, text)) == 0 {
			t.Errorf("%s: the decoder accepts %s", c.name, text)
		}
	}
}

// What the decoder accepts the schema accepts: an editor marks nothing that is
// right. The files are made from the table, key by key, some of them wrong.
func TestSchemaAcceptsWhatIsAccepted(t *testing.T) {
	schema := compiledSchema(t)
	both := 0
	rapid.Check(t, func(t *rapid.T) {
		text := drawMapping(t, Language()[0])
		_, err := ParseLayer("x.yaml", []byte(text))
		if err != nil {
			return
		}
		both++
		if err := schema.Validate(valueOf(t, []byte(text))); err != nil {
			t.Fatalf("the decoder accepts\n%s\nthe schema does not: %v", text, err)
		}
	})
	if both == 0 {
		t.Error("no file was accepted: nothing was compared")
	}
}

// samples are values of each kind, mostly right.
var samples = map[string][]string{
	"State": {"RU", "XK", "'NO'", "FO"}, "issuer": {"RU", "EU", "ICAO", "SOME-BLOC"}, "State or bloc": {"HU", "'bloc:SOME-BLOC'"},
	"place": {"RU", "'bloc:SOME-BLOC'", "'zone:UKLV'", "'*'"}, "holder": {"RU", "flown-over", "'bloc:SOME-BLOC'"},
	"end of a flight": {"HU", "aerodrome VKO", "aerodrome UUWW", "'bloc:SOME-BLOC'"}, "pair": {"[[RU], [HU, BY]]", "[[RU], [aerodrome VKO]]"},
	"coverage": {"'*'", "['*']", "[RU, HU]", "[XK]"}, "name of a bloc": {"SOME-BLOC", "OTHER"}, "name of a zone": {"UKLV", "Shanwick Oceanic", "12"},
	"extension": {"budapest-2025", "[budapest-2025]", "other.yaml"}, "outline": {"UKLV", "[UKLV, Shanwick Oceanic]", "12"}, "day or instant": {"2025-10-30", "2022-02-24T00:45:00Z", "'2022-02-24T00:45Z'", "1900-01-01"},
	"end": {"unknown", "2200-12-31", "2025-10-30T08:00:00Z"}, "date of a source": {"2025", "2025-10", "2025-10-20"},
	"link": {"'https://example.org/a'", "'HTTP://example.org'"}, "text": {"words", "12", "true", "'a: b'"}, "word": {"defence_material", "victory-day-2025", "2025"},
	"id": {"SOME", "12", "a.b"}, "id of a rule": {"A", "B-2", "c"}, "id of a bloc": {"SOME-BLOC", "OTHER"}, "rule id": {"A", "Z"},
	"id of a person": {"putin", "lavrov"}, "type": {"IL96", "B77W"}, "registration": {"RU", "RA-96022", "ra-96022", "N123AB"},
	"subject or any": {"any", "null"}, "boolean": {"true", "false", "True"}, "version": {"1"}, "hours": {"72", "0", "8784"},
	"tonnes": {"0", "5.7", "10000"}, "tonnes above 0": {"5.7", "250"}, "flight level": {"0", "95", "95.0"}, "flight level above 0": {"1", "999"},
}

var tableOfMappings, tableOfValues = Language(), Values()

// drawMapping writes a mapping of the table with some of its keys.
func drawMapping(t *rapid.T, m Mapping) string {
	var parts []string
	for _, k := range m.Keys {
		if !k.Needed && rapid.IntRange(0, 3).Draw(t, k.Name) != 0 {
			continue
		}
		parts = append(parts, k.Name+": "+drawKey(t, k))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func drawKey(t *rapid.T, k Key) string {
	if k.Null && rapid.IntRange(0, 7).Draw(t, "null") == 0 {
		return "null"
	}
	if !k.List {
		return drawValue(t, k.Value)
	}
	var items []string
	for range rapid.IntRange(k.Least, 2).Draw(t, "items") {
		items = append(items, drawValue(t, k.Value))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func drawValue(t *rapid.T, name string) string {
	if name == "subject or any" && rapid.Bool().Draw(t, "subject") {
		name = "subject"
	}
	if i := slices.IndexFunc(tableOfMappings, func(m Mapping) bool { return m.Name == name }); i >= 0 {
		return drawMapping(t, tableOfMappings[i])
	}
	if i := slices.IndexFunc(tableOfValues, func(v Value) bool { return v.Name == name && len(v.Words) > 0 }); i >= 0 {
		return rapid.SampledFrom(tableOfValues[i].Words).Draw(t, name)
	}
	return rapid.SampledFrom(samples[name]).Draw(t, name)
}
