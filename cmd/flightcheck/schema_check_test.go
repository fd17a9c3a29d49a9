package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/cliargs"
	"github.com/flightcheck/flightcheck/internal/schema"
	"github.com/flightcheck/flightcheck/internal/schema/schematest"
)

// wrongForm is the exit status if an answer is not what its schema says.
const wrongForm = 101

// runChecked is run for the scripts: what the command writes as JSON must be what its
// schema says. If it is not, that is told in place of the answer.
func runChecked(args []string) int {
	all := expectedOf(args)
	if len(all) == 0 {
		return run(context.Background(), args, os.Stdout, os.Stderr)
	}
	var out bytes.Buffer
	code := run(context.Background(), args, &out, os.Stderr)
	for _, e := range all {
		if err := e.check(code, out.Bytes()); err != nil {
			fmt.Fprintf(os.Stderr, "flightcheck %s: what it wrote is not what the schema %s says: %v\n", strings.Join(args[1:], " "), e.schema, err)
			return wrongForm
		}
	}
	if _, err := os.Stdout.Write(out.Bytes()); err != nil {
		return exitFailure
	}
	return code
}

// expected is what a command writes as JSON: its schema, and where it is written.
type expected struct {
	schema string
	files  []string // "" or "-" is stdout
	rows   *expectedRows
}

// check checks what was written to stdout, or to files. A question that is wrong has
// no answer; lint of a file that would be refused has one and ends alike.
func (e *expected) check(code int, stdout []byte) error {
	if code == exitFailure || code == exitInterrupted || code == exitUsage && len(stdout) == 0 {
		return nil
	}
	s, err := schematest.Strict(e.schema)
	if err != nil {
		return err
	}
	for _, file := range e.files {
		text := stdout
		if !toStdout(file) {
			if text, err = os.ReadFile(file); err != nil {
				return err
			}
		}
		check := s.Check
		if e.rows != nil {
			check = func(text []byte) error { return e.rows.check(s, text) }
		}
		if err := check(text); err != nil {
			return err
		}
	}
	return nil
}

// errAsked ends the command in place of an answer.
var errAsked = errors.New("asked")

// expectedOf reads a question as the command does; nil if it is not answered in JSON of
// this program.
func expectedOf(args []string) []expected {
	app := newApp(io.Discard, io.Discard)
	refuseQuietly(app)
	var out []expected
	var record func(list []*cli.Command, path string)
	record = func(list []*cli.Command, path string) {
		for _, c := range list {
			name := strings.TrimPrefix(path+"-"+c.Name, "-")
			record(c.Subcommands, name)
			if c.Action != nil {
				c.Action = func(c *cli.Context) error {
					out = expectedBy(name, c)
					return errAsked
				}
			}
		}
	}
	record(app.Commands, "")
	ordered, err := cliargs.Reorder(app, args, isPlace)
	if err != nil || !errors.Is(app.Run(ordered), errAsked) {
		return nil
	}
	return out
}

// expectedBy says which schemas what a command writes must have; nil if it is not
// JSON.
func expectedBy(name string, c *cli.Context) []expected {
	switch name {
	case "map":
		return expectedMaps(c)
	case "batch":
		return expectedBatch(c)
	case "schema", "policy-schema":
		return nil // a schema itself
	}
	format, e := c.String("format"), expected{schema: name, files: []string{c.String("output")}}
	if c.Bool("json") {
		format = "json"
	}
	report := name == "routes" || name == "check"
	switch {
	case report && format == "geojson":
		e.schema = "geojson"
	case format == "geojson":
		e.schema += "-geojson"
	case format != "json":
		return nil
	case report && strings.Contains(c.String("date"), ".."):
		e.schema = "changes"
	case report:
		e.schema = schema.Report
	}
	return []expected{e}
}

// expectedMaps says which files of a map are GeoJSON.
func expectedMaps(c *cli.Context) []expected {
	sheets, err := sheetsOf(c)
	if err != nil {
		return nil
	}
	e := expected{schema: "geojson"}
	for _, s := range sheets {
		if s.format.Name == "geojson" {
			e.files = append(e.files, s.file)
		}
	}
	if len(e.files) == 0 {
		return nil
	}
	return []expected{e}
}

// goodRow is an answer of batch.
const goodRow = `{"id":"1","from":{"query":"a"},"to":{"query":"b"},"status":"open","blocked_by":[],"permissions":[],"unknown":[],` +
	`"distance_km":1.000,"detour_km":0.000,"states":[],"error":null}` + "\n"

// What is checked in the scripts, and against what.
func TestExpectedAnswers(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"out.json": "[{}]", "rows.ndjson": "\n{\"id\": 1, \"from\": \"a\", \"two\": \"b\"}\n"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		line   string
		code   int
		answer string
		want   string // in the fault; "" for none
	}{
		{"moscow budapest", exitOK, "text", ""},
		{"moscow budapest --json", exitOK, "{}", "report.json"},
		{"--format json moscow budapest", exitBlocked, `{"schema": "flightcheck/1"}`, "missing properties"},
		{"check moscow budapest --json --date 2022-01-01..2022-12-31", exitUnknown, "{}", "changes.json"},
		{"moscow budapest --format geojson", exitOK, "{}", "geojson.json"},
		{"map moscow budapest", exitOK, "{}", "geojson.json"},
		{"map moscow budapest -o out.json", exitOK, "", "geojson.json"},
		{"map moscow budapest -o map.svg -o map.geojson", exitOK, "", "no such file"},
		{"map moscow budapest -o map.svg -o map.kml", exitOK, "", ""},
		{"map moscow budapest -o map", exitUsage, "", ""},
		{"map moscow budapest --format kml", exitOK, "<kml/>", ""},
		{"moscow budapest --json", exitFailure, "", ""},
		{"moscow nowhere --json", exitUsage, "", ""},
		{"moscow budapest --jsonn", exitUsage, "", ""},
		{"airspace lint --json x.geojson", exitUsage, "{}", "airspace-lint.json"},
		{"policy list --json", exitOK, "[]", ""},
		{"policy list --json", exitOK, "[", "not JSON"},
		{"policy list --json -o out.json", exitOK, "", "policy-list.json"},
		{"policy test --json", exitOK, `[{"more": 1}]`, "additional properties 'more'"},
		{"policy schema", exitOK, "{}", ""},
		{"audit t.csv", exitOK, "text", ""},
		{"audit t.csv --json", exitOK, "{}", "audit.json"},
		{"audit t.csv --format geojson", exitOK, "{}", "audit-geojson.json"},
		{"batch pairs.csv", exitOK, "id,from,to\n", ""},
		{"batch pairs.csv", exitOK, "{}\n", "batch.json"},
		{"batch pairs.csv --format ndjson", exitOK, "id,from,to\n", "not JSON"},
		{"batch pairs.csv --format csv", exitOK, "{}\n", ""},
		{"batch pairs.csv --format ndjson", exitOK, goodRow, ""},
		{"batch pairs.csv --format ndjson", exitOK, goodRow + goodRow + "{}\n", "line 3"},
		{"batch pairs.csv --format ndjson", exitOK, strings.Replace(goodRow, "{", `{"more":1,`, 1), "additional properties 'more'"},
		{"batch rows.ndjson", exitOK, goodRow, "line 1 of the questions"},
		{"batch rows.ndjson --format csv", exitOK, "id,from,to\n", ""},
		{"batch rows.ndjson", exitOK, strings.Replace(goodRow, "null}", `"no place"}`, 1), ""},
		{"batch pairs.csv -o out.json --format ndjson", exitOK, "", "batch.json"},
		{"batch pairs.csv -o out.csv --summary out.json", exitOK, "", "batch-summary.json"},
		{"batch pairs.csv -o out.csv --summary none.json", exitInterrupted, "", ""},
		{"schema --json", exitOK, "{}", ""},
	} {
		var err error
		for _, e := range expectedOf(append([]string{"flightcheck"}, strings.Fields(c.line)...)) {
			err = errors.Join(err, e.check(c.code, []byte(c.answer)))
		}
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.line, err, c.want)
		}
	}
}

// Every answer of the command in JSON has a schema, and every schema an answer.
func TestEveryAnswerHasASchema(t *testing.T) {
	// What no command line alone tells apart, and what serve answers.
	named := map[string]bool{"changes": true, batchQuestionSchema: true, "batch-summary": true, "serve-error": true}
	var walk func(list []*cli.Command, path []string)
	walk = func(list []*cli.Command, path []string) {
		for _, c := range list {
			line := append(slices.Clone(path), c.Name)
			walk(c.Subcommands, line)
			if name := strings.Join(line[1:], "-"); c.Action == nil || name == "schema" || name == "policy-schema" {
				continue
			}
			for _, format := range jsonFormats(c) {
				all := expectedOf(append(slices.Clone(line), "--format", format, "x", "y"))
				if len(all) == 0 {
					t.Errorf("%s --format %s is not checked", strings.Join(line, " "), format)
				}
				for _, e := range all {
					named[e.schema] = true
				}
			}
		}
	}
	walk(newApp(io.Discard, io.Discard).Commands, []string{"flightcheck"})
	if diff := cmp.Diff(slices.Sorted(maps.Keys(named)), schema.Names()); diff != "" {
		t.Errorf("schemas (-needed +there):\n%s", diff)
	}
}

// jsonFormats returns the formats of a command that are JSON.
func jsonFormats(c *cli.Command) []string {
	var out []string
	for _, f := range c.Flags {
		switch f := f.(type) {
		case *cli.BoolFlag:
			if f.Name == "json" {
				out = append(out, "json")
			}
		case *cli.StringFlag:
			if f.Name == "format" {
				out = append(out, regexp.MustCompile(`\b(geo|nd)json\b`).FindAllString(f.Usage, -1)...)
			}
		}
	}
	return out
}
