package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/invopop/jsonschema"
	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/batch"
	"github.com/flightcheck/flightcheck/internal/schema/schematest"
	"github.com/flightcheck/flightcheck/policy"
)

// batchRow is one row of the answers of batch, as a line of NDJSON. All its keys are
// always there. A row that could not be answered has its error, no status and no
// lengths.
type batchRow struct {
	// ID is that of the question.
	ID   string     `json:"id"`
	From batchPlace `json:"from"`
	To   batchPlace `json:"to"`
	// Status is that of the route; null if the row could not be answered.
	Status *policy.Status `json:"status" jsonschema:"nullable"`
	// BlockedBy says who blocks the route, by which rule; with --mode find, who blocks
	// the great circle.
	BlockedBy   []batchBlock      `json:"blocked_by"`
	Permissions []batchPermission `json:"permissions"`
	Unknown     []batchGap        `json:"unknown"`
	// DistanceKm is the length of the route in kilometres; null if there is none.
	DistanceKm *float64 `json:"distance_km" jsonschema:"nullable"`
	// DetourKm is by how many kilometres the route is longer than the great circle;
	// null if there is none.
	DetourKm *float64 `json:"detour_km" jsonschema:"nullable"`
	// States says how many kilometres of the route lie in each State, in the order of
	// entry.
	States []batchShare `json:"states"`
	// Error says why the row could not be answered; null if it was.
	Error *string `json:"error" jsonschema:"nullable"`
}

// batchPlace is an end of a route. Its name and its place are left out if it was not
// found.
type batchPlace struct {
	// Query is the place as it was asked for.
	Query string   `json:"query"`
	Name  string   `json:"name,omitempty"`
	Lat   *float64 `json:"lat,omitempty"`
	Lon   *float64 `json:"lon,omitempty"`
}

// batchBlock is who blocks a route, for what, by which rule.
type batchBlock struct {
	State string `json:"state"`
	Zone  string `json:"zone,omitempty"`
	Scope string `json:"scope"`
	Rule  string `json:"rule,omitempty"`
}

// batchPermission is a permission that a route takes.
type batchPermission struct {
	State    string `json:"state"`
	Zone     string `json:"zone,omitempty"`
	Scope    string `json:"scope"`
	Standing string `json:"standing"`
	Rule     string `json:"rule,omitempty"`
}

// batchGap is what is not known of a route.
type batchGap struct {
	State   string   `json:"state"`
	Area    string   `json:"area,omitempty"`
	Scope   string   `json:"scope,omitempty"`
	Missing []string `json:"missing"`
}

// batchShare is how much of a route lies in a State.
type batchShare struct {
	// State is the State, ISO 3166-1 alpha-2; empty for the high seas and for areas
	// without a sovereign.
	State string  `json:"state"`
	Km    float64 `json:"km"`
}

// batchQuestionJSON is one row that batch reads, as a line of NDJSON. What is left out,
// null or empty is that of the flags of the command, else of the policy set.
type batchQuestionJSON struct {
	// ID is the id by which the answer names the row; any text or number.
	ID batchCell `json:"id"`
	// From is the place where the flight begins: a name, a code or coordinates,
	// latitude first, like 55.75,37.62.
	From string `json:"from"`
	// To is the place where the flight ends.
	To string `json:"to"`
	// Via are the places between, with --mode check: a list, or a text with | between
	// them.
	Via batchVia `json:"via,omitzero"`
	// Registration is a whole mark, RA-96022, or the State of registration.
	Registration batchCell `json:"registration,omitzero"`
	// Operator is the State of the operator.
	Operator batchCell `json:"operator,omitzero"`
	// Kind is state or civil.
	Kind batchCell `json:"kind,omitzero"`
	// Type is the ICAO type designator.
	Type batchCell `json:"type,omitzero"`
	// Date is the day or the instant of the flight, UTC.
	Date batchCell `json:"date,omitzero"`
	// Policy are names of built-in policy sets, with | between them.
	Policy batchCell `json:"policy,omitzero"`
}

// batchCell is what a cell of a row may be, batchVia what its via may be.
type (
	batchCell struct{}
	batchVia  struct{}
)

// cellSchema is a text; numbers are read as the text that they are.
func cellSchema() *jsonschema.Schema {
	return &jsonschema.Schema{
		Description: "A text. A number is read as it is written; null is not given.",
		AnyOf:       []*jsonschema.Schema{{Type: "string"}, {Type: "number"}, {Type: "null"}},
	}
}

// viaSchema is a cell, or a list of them.
func viaSchema() *jsonschema.Schema {
	place := &jsonschema.Schema{
		Description: "One place.",
		AnyOf:       []*jsonschema.Schema{{Type: "string", Pattern: `^[^|]*$`}, {Type: "number"}, {Type: "null"}},
	}
	s := cellSchema()
	s.Description = "Places in their order: a list, or one text with | between them."
	s.AnyOf = append(s.AnyOf, &jsonschema.Schema{Type: "array", Items: place})
	return s
}

// The schema of questions takes and refuses what batch takes and refuses.
func TestBatchQuestionSchema(t *testing.T) {
	s, err := schematest.Open("batch-question")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]bool{
		`{"id": "1", "from": "moscow", "to": "budapest"}`:                                    true,
		`{"id": 1, "from": "moscow", "to": "budapest"}`:                                      true,
		`{"id": null, "from": "", "to": ""}`:                                                 true, // the places are judged later
		`{"id": 1e3, "from": "a", "to": "b", "via": []}`:                                     true,
		`{"id": 1, "from": "a", "to": "b", "via": ["minsk", "55.75,37.62"]}`:                 true,
		`{"id": 1, "from": "a", "to": "b", "via": "minsk|kyiv", "type": 320, "policy": ""}`:  true,
		`{"id": 1, "from": "a", "to": "b", "operator": null, "kind": "civil", "date": null}`: true,
		`{"id": 1, "from": "a"}`:                                                             false,
		`{"from": "a", "to": "b"}`:                                                           false,
		`{"id": 1, "from": "a", "to": "b", "vai": "c"}`:                                      false,
		`{"id": 1, "from": "a", "to": "b", "via": ["minsk|kyiv"]}`:                           false,
		`{"id": 1, "from": "a", "to": "b", "via": [["minsk"]]}`:                              false,
		`{"id": 1, "from": "a", "to": "b", "type": ["IL96"]}`:                                false,
		`{"id": true, "from": "a", "to": "b"}`:                                               false,
		`{"id": 1, "from": {"query": "a"}, "to": "b"}`:                                       false,
		`{"id": 1, "from": "a", "to": "b", "registration": {}}`:                              false,
		`[1, "a", "b"]`: false,
		`1`:             false,
	} {
		if row := batch.ParseNDJSON(line); (row.Fault == "") != want {
			t.Errorf("batch reads %s: %q, want taken %v", line, row.Fault, want)
		}
		if err := s.Check([]byte(line)); (err == nil) != want {
			t.Errorf("the schema says of %s: %v, want taken %v", line, err, want)
		}
	}
}

// expectedRows are the rows of batch.
type expectedRows struct {
	ndjson    bool   // asked for; else the answers may be CSV
	questions string // the file that was read
}

// expectedBatch says what batch writes.
func expectedBatch(c *cli.Context) []expected {
	output, summary := c.String("output"), c.String("summary")
	if toStdout(output) && summary == "-" {
		return nil // one after the other
	}
	asked, err := batchFormat(c, 0) // 0 if the input tells it
	var out []expected
	if err == nil && asked != batch.CSV {
		rows := &expectedRows{asked == batch.NDJSON, c.Args().First()}
		out = append(out, expected{schema: "batch", files: []string{output}, rows: rows})
	}
	if summary != "" {
		out = append(out, expected{schema: "batch-summary", files: []string{summary}})
	}
	return out
}

// check checks the answers, and of rows that were answered the questions.
func (e *expectedRows) check(answers *schematest.Schema, text []byte) error {
	if !e.ndjson && !bytes.HasPrefix(text, []byte("{")) {
		return nil
	}
	questions, err := schematest.Open(batchQuestionSchema)
	if err != nil {
		return err
	}
	asked := ndjsonOf(e.questions)
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if err := answers.Check(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if len(asked) < n || !bytes.HasSuffix(bytes.TrimSpace(line), []byte(`"error":null}`)) {
			continue
		}
		if err := questions.Check(asked[n-1]); err != nil {
			return fmt.Errorf("line %d of the questions was answered: %w", n, err)
		}
	}
	return nil
}

// ndjsonOf returns the rows of a file, nil if it is not NDJSON.
func ndjsonOf(file string) [][]byte {
	text, err := os.ReadFile(file)
	if text = bytes.TrimSpace(text); err != nil || !bytes.HasPrefix(text, []byte("{")) {
		return nil
	}
	return slices.DeleteFunc(bytes.Split(text, []byte("\n")), func(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 })
}
