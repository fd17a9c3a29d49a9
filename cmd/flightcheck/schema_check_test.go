package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

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
	a := expectedOf(args)
	if a == nil {
		return run(context.Background(), args, os.Stdout, os.Stderr)
	}
	var out bytes.Buffer
	code := run(context.Background(), args, &out, os.Stderr)
	if err := a.check(code, out.Bytes()); err != nil {
		fmt.Fprintf(os.Stderr, "flightcheck %s: the answer is not what its schema says: %v\n", strings.Join(args[1:], " "), err)
		return wrongForm
	}
	if _, err := os.Stdout.Write(out.Bytes()); err != nil {
		return exitFailure
	}
	return code
}

// expected is the answer of a question in JSON: its schema, and where it is written.
type expected struct {
	schema string
	files  []string // "" or "-" is stdout
}

// check checks what was written to stdout, or to files. A question that is wrong has
// no answer; lint of a file that would be refused has one and ends alike.
func (e *expected) check(code int, stdout []byte) error {
	if code == exitFailure || code == exitUsage && len(stdout) == 0 {
		return nil
	}
	s, err := schematest.Strict(e.schema)
	if err != nil {
		return err
	}
	for _, file := range e.files {
		text := stdout
		if file != "" && file != "-" {
			if text, err = os.ReadFile(file); err != nil {
				return err
			}
		}
		if err := s.Check(text); err != nil {
			return err
		}
	}
	return nil
}

// errAsked ends the command in place of an answer.
var errAsked = errors.New("asked")

// expectedOf reads a question as the command does; nil if it is not answered in JSON of
// this program.
func expectedOf(args []string) *expected {
	app := newApp(io.Discard, io.Discard)
	refuseQuietly(app)
	var out *expected
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

// expectedBy says which schema the answer of a command must have; nil if it is not
// JSON.
func expectedBy(name string, c *cli.Context) *expected {
	if name == "map" {
		return expectedMaps(c)
	}
	format, e := c.String("format"), &expected{schema: name, files: []string{c.String("output")}}
	if c.Bool("json") {
		format = "json"
	}
	report := name == "routes" || name == "check"
	switch {
	case name == "schema" || name == "policy-schema":
		return nil // a schema itself
	case report && format == "geojson":
		e.schema = "geojson"
	case format != "json":
		return nil
	case report && strings.Contains(c.String("date"), ".."):
		e.schema = "changes"
	case report:
		e.schema = schema.Report
	}
	return e
}

// expectedMaps says which files of a map are GeoJSON.
func expectedMaps(c *cli.Context) *expected {
	sheets, err := sheetsOf(c)
	if err != nil {
		return nil
	}
	e := &expected{schema: "geojson"}
	for _, s := range sheets {
		if s.format.Name == "geojson" {
			e.files = append(e.files, s.file)
		}
	}
	if len(e.files) == 0 {
		return nil
	}
	return e
}

// What is checked in the scripts, and against what.
func TestExpectedAnswers(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("out.json", []byte("[{}]"), 0o644); err != nil {
		t.Fatal(err)
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
		{"schema --json", exitOK, "{}", ""},
	} {
		var err error
		e := expectedOf(append([]string{"flightcheck"}, strings.Fields(c.line)...))
		if e != nil {
			err = e.check(c.code, []byte(c.answer))
		}
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.line, err, c.want)
		}
	}
}
