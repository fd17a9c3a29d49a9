// Package schema holds the JSON Schemas, draft 2020-12, of what the command writes as
// JSON, and of the rows that batch reads. They are made of the Go types by go generate
// in cmd/flightcheck.
//
// Within a major version no key of an answer is renamed or removed, and none that is
// always there becomes optional; testdata/keys.txt has them all. Later versions may add
// keys, so the schemas of answers accept keys that they do not name.
package schema

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.json
var files embed.FS

// Report is the name of the schema of the main answer, that of routes and check.
const Report = "report"

// Names returns the names of all schemas, sorted.
func Names() []string {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil // cannot happen: the folder is embedded
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".json"))
	}
	slices.Sort(out)
	return out
}

// Of returns the text of a schema; false if there is none of that name.
func Of(name string) ([]byte, bool) {
	text, err := files.ReadFile(name + ".json")
	return text, err == nil
}
