package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"testing"
)

// What is delivered as text cannot act on a terminal, whoever writes it; what programs
// read arrives as it is.
func TestDeliverIsPlain(t *testing.T) {
	for _, c := range []struct {
		name   string
		render func(io.Writer) error
		check  func([]byte) bool
	}{
		{"text", func(w io.Writer) error {
			_, err := fmt.Fprint(w, hostile+"\xff\xd0")
			return err
		}, func(b []byte) bool { return !acting.Match(b) && bytes.HasSuffix(b, []byte(`open\xff\xd0`)) }},
		{"JSON", func(w io.Writer) error { return writeJSON(w, hostile) }, func(b []byte) bool {
			var name string
			return json.Unmarshal(b, &name) == nil && name == hostile && bytes.ContainsRune(b, '\u202e')
		}},
	} {
		var out bytes.Buffer
		if err := deliver(&out, "", c.render); err != nil || !c.check(out.Bytes()) {
			t.Errorf("%s: %q, %v", c.name, &out, err)
		}
	}
}
