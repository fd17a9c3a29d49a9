package policy

import (
	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
)

// Limits of a policy file. The largest sets that we know have a quarter of a
// megabyte and some hundred rules.
const (
	MaxFile   = 4 << 20 // bytes of a file
	maxItems  = 10_000  // of one list
	maxWords  = 1_000   // of one list of words
	maxFaults = 200     // that are reported; more are counted
)

// language is what the strict reader knows of ours.
var language = strictyaml.Language{
	Plural:   "policies",
	Reserved: []string{"when"},
	MaxBytes: MaxFile,
	MaxItems: maxItems,
	MaxWords: maxWords,
	Advice: strictyaml.Advice{
		TooLarge:      "split it into layers",
		ManyItems:     "split the file into layers",
		ManyWords:     "name a bloc instead, or split the rule",
		Empty:         "begin with version: 1",
		ManyDocuments: "make each a file of its own; layers are given one by one",
		TooDeep:       "a policy needs no more than six levels",
	},
}

// ref is a reference to something that may stand in another layer.
type ref struct {
	kind  string // "rule", "bloc" or "person"
	value string
	by    string // id of the rule that makes it
	file  string
	line  int
	col   int
}

// reader turns the nodes of one file into values and collects all faults.
type reader struct {
	strictyaml.Reader
	*faults
	refs []ref
}

// newReader returns a reader of the file of that name.
func newReader(file string) *reader {
	all := &faults{file: file}
	return &reader{Reader: strictyaml.Reader{Language: &language, Faults: all}, faults: all}
}

// refer records a reference at a node.
func (d *reader) refer(n *yaml.Node, kind, value, by string) {
	d.refs = append(d.refs, ref{kind: kind, value: value, by: by, file: d.file, line: n.Line, col: n.Column})
}

// may says how a key is read that a mapping may have.
func may(key string, read func(n *yaml.Node)) strictyaml.Field {
	return strictyaml.Field{Key: key, Read: read}
}

// need says how a key is read that a mapping must have.
func need(key string, read func(n *yaml.Node)) strictyaml.Field {
	return strictyaml.Field{Key: key, Read: read, Needed: true}
}

// when reads a day or an instant and takes null for "not given".
func (d *reader) when(n *yaml.Node, what string) When {
	s := d.Optional(n, what)
	if s == "" {
		return When{}
	}
	w, err := ParseWhen(s)
	if err != nil {
		d.Fault(n, "", "%s: %v", what, err)
	}
	return w
}
