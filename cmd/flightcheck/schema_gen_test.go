package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/internal/schema"
	"github.com/flightcheck/flightcheck/route"
)

var update = flag.Bool("update", false, "write the schemas of the answers")

// showJSON is the answer of policy show.
type showJSON struct {
	Sets  []setJSON  `json:"sets"`
	Rules []ruleJSON `json:"rules"`
}

// schemas are the answers that have a schema: of what command, and of what Go type.
var schemas = []struct {
	name, title string
	value       any
}{
	{schema.Report, "The answer of flightcheck routes and flightcheck check", route.Report{}},
	{"changes", "The answer of flightcheck routes and flightcheck check for a range of days", route.Changes{}},
	{"geojson", "The map of flightcheck map, and of --format geojson", mapJSON{}},
	{"why", "The answer of flightcheck why", whyJSON{}},
	{"data", "The answer of flightcheck data", []data.Source{}},
	{"audit", "The answer of flightcheck audit", route.Audit{}},
	{"airspace-list", "The answer of flightcheck airspace list", []areaJSON{}},
	{"airspace-at", "The answer of flightcheck airspace at", []atJSON{}},
	{"airspace-lint", "The answer of flightcheck airspace lint", lintJSON{}},
	{"policy-list", "The answer of flightcheck policy list", []setJSON{}},
	{"policy-show", "The answer of flightcheck policy show", showJSON{}},
	{"policy-lint", "The answer of flightcheck policy lint", policyLintJSON{}},
	{"policy-test", "The answer of flightcheck policy test", []casesReport{}},
	{"policy-diff", "The answer of flightcheck policy diff", diffJSON{}},
	{"audit-geojson", "The map of flightcheck audit --format geojson", auditMapJSON{}},
	{"batch", "One row of the answers of flightcheck batch as NDJSON", batchRow{}},
	{batchQuestionSchema, "One row that flightcheck batch reads as NDJSON", batchQuestionJSON{}},
	{"batch-summary", "The summary of flightcheck batch --summary FILE", batch.Summary{}},
	{"serve-error", "An error of the API of flightcheck serve, whose answers are those of routes and of why", serveError{}},
}

// documented are the schemas that are in docs, too.
var documented = []string{schema.Report, "batch", batchQuestionSchema}

// batchQuestionSchema is the one schema of what the command reads. A key that it does
// not name is refused there.
const batchQuestionSchema = "batch-question"

// What may change, as each schema says.
const (
	answersStay   = "Within version 1 no key is renamed or removed and none that is always there becomes optional. Later releases may add keys: let those pass that you do not know."
	questionsStay = "Within version 1 no key is renamed or removed and none becomes needed that is not. A key that is not named here is refused; later releases may name more."
)

// TestSchemas compares the schemas with the Go types; with -update it writes them.
// docs has those that other programs need most.
func TestSchemas(t *testing.T) {
	r := &reflection{t: t, words: readWords(t, "route", "data", "internal/batch", "cmd/flightcheck"), used: map[string]bool{}}
	var files []string
	for _, s := range schemas {
		text := r.text(s.name, s.title, s.value)
		name := s.name + ".json"
		files = append(files, name)
		compareFile(t, "../../internal/schema/"+name, text)
		if slices.Contains(documented, s.name) {
			compareFile(t, "../../docs/"+s.name+".schema.json", text)
		}
	}
	for _, key := range slices.Concat(slices.Collect(maps.Keys(keyWords)), slices.Collect(maps.Keys(keyLimits))) {
		if !r.used[key] {
			t.Errorf("no answer has the key %q, or the Go code says what it is", key)
		}
	}
	there, err := filepath.Glob("../../internal/schema/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for i := range there {
		there[i] = filepath.Base(there[i])
	}
	slices.Sort(files)
	if diff := cmp.Diff(files, there); diff != "" {
		t.Errorf("files of schemas (-list +folder):\n%s", diff)
	}
}

func compareFile(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is not what the Go types say; run go generate ./cmd/flightcheck (-types +file):\n%s", filepath.Base(name), diff)
	}
}

// text makes the schema of a value.
func (r *reflection) text(name, title string, value any) []byte {
	r.t.Helper()
	r.types = map[string]reflect.Type{}
	s := r.reflect(value)
	r.share(s)
	s.ID = jsonschema.ID("urn:flightcheck:" + name + ":1")
	s.Title, s.Comments = title+", version 1", answersStay
	if name == batchQuestionSchema {
		s.Comments = questionsStay
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		r.t.Fatal(err)
	}
	return b.Bytes()
}

// reflection makes one schema.
type reflection struct {
	t     *testing.T
	words goWords
	types map[string]reflect.Type // by the name of their definition
	used  map[string]bool         // keys of keyWords and keyLimits
}

// reflect makes the schema of a value without the definitions of mapped types.
func (r *reflection) reflect(value any) *jsonschema.Schema {
	reflector := &jsonschema.Reflector{
		Anonymous: true, ExpandedStruct: true, AllowAdditionalProperties: true,
		Namer: r.name, LookupComment: r.words.of, Mapper: mapped,
	}
	s := reflector.Reflect(value)
	if s.Type == "object" {
		r.object(r.name(reflect.TypeOf(value)), s)
	}
	for name, def := range s.Definitions {
		r.object(name, def)
	}
	return s
}

// name names the definition of a type: "setJSON" and "Set" are "set".
func (r *reflection) name(t reflect.Type) string {
	name := strings.TrimSuffix(t.Name(), "JSON")
	name = strings.ReplaceAll(jsonschema.ToSnakeCase(name), "_", "-")
	if old := r.types[name]; old != nil && old != t && t.Kind() == reflect.Struct {
		r.t.Errorf("%v and %v are both called %q in a schema", old, t, name)
	}
	r.types[name] = t
	return name
}

// object adds to the schema of a struct what Go cannot say. Keys may be added later.
func (r *reflection) object(name string, s *jsonschema.Schema) {
	if s.Properties == nil {
		return
	}
	if s.AdditionalProperties = jsonschema.TrueSchema; name == batchQuestionSchema {
		s.AdditionalProperties = jsonschema.FalseSchema
	}
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		if or := p.Value.OneOf; or != nil { // or null
			p.Value.Description, or[0].Description = or[0].Description, ""
		}
		if words, ok := keyWords[name+"."+p.Key]; ok {
			p.Value.Description, r.used[name+"."+p.Key] = words, true
		}
		if p.Value.Description == "" {
			p.Value.Description, _ = factOn(r.used, keyWords, name, p.Key)
		}
		if p.Value.Description == "" {
			r.t.Errorf("nothing says what %q of %s is", p.Key, name)
		}
		r.bound(name, p.Key, p.Value)
	}
}

// share adds the definitions that mapped types refer to.
func (r *reflection) share(s *jsonschema.Schema) {
	if s.Definitions == nil {
		s.Definitions = jsonschema.Definitions{}
	}
	all := r.shared()
	for added := true; added; {
		added = false
		text, err := json.Marshal(s)
		if err != nil {
			r.t.Fatal(err)
		}
		for name, def := range all {
			if s.Definitions[name] == nil && bytes.Contains(text, []byte(`"#/$defs/`+name+`"`)) {
				s.Definitions[name], added = def, true
			}
		}
	}
}
