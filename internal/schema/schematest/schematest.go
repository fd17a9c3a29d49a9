// Package schematest tells tests whether an answer of the command is what its schema
// says.
package schematest

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/flightcheck/flightcheck/internal/schema"
)

// Schema is a schema that is ready to check answers, as its readers use it or
// strictly.
type Schema struct{ compiled *jsonschema.Schema }

// Open returns a schema as it is published: it accepts keys that it does not name.
func Open(name string) (*Schema, error) { return compile(name, false) }

// Strict returns a schema that refuses keys that it does not name, so that none is
// printed without being described.
func Strict(name string) (*Schema, error) { return compile(name, true) }

func compile(name string, strict bool) (*Schema, error) {
	text, ok := schema.Of(name)
	if !ok {
		return nil, fmt.Errorf("there is no schema %q; go generate ./cmd/flightcheck makes those of its list", name)
	}
	if strict {
		text = []byte(strings.ReplaceAll(string(text), `"additionalProperties": true`, `"additionalProperties": false`))
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("schema %s: %w", name, err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	at := name + ".json"
	if err := c.AddResource(at, doc); err != nil {
		return nil, fmt.Errorf("schema %s: %w", name, err)
	}
	compiled, err := c.Compile(at)
	if err != nil {
		return nil, fmt.Errorf("schema %s: %w", name, err)
	}
	return &Schema{compiled}, nil
}

// Validate checks a value as encoding/json reads it.
func (s *Schema) Validate(value any) error { return s.compiled.Validate(value) }

// Check checks the text of one answer.
func (s *Schema) Check(text []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("the answer is not JSON: %w", err)
	}
	return s.Validate(value)
}
