package policy

import (
	"fmt"
	"slices"
	"sync"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/yamlform"
)

// Format writes a policy file in its canonical form: keys in the order of
// [Language], lists of codes and words sorted where they are sets, days and
// numbers without quotes, other text with quotes only where it could be read in
// another way, short lists and subjects on one line, rules, people, blocs and
// sources one below the other. Members of blocs keep their order, and so do any_of,
// between, extend and every list with a comment inside. Comments stay above, behind
// or under what they stood at; an empty line above an entry stays. Text in blocks
// (| and >) keeps its lines.
//
// The text may be a layer, as for [ParseLayer]; sets that it extends are not read. A
// text with faults is refused with all of them, as [Errors]. What comes out says the
// same as what went in, and is its own canonical form.
func Format(name string, src []byte) ([]byte, error) {
	if _, err := readAlone(name, src); err != nil {
		return nil, err
	}
	out, err := yamlform.Format(src, form())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", plain.Line(name), err)
	}
	if _, err := readAlone(name, out); err != nil {
		return nil, fmt.Errorf("%s: the canonical form cannot be read again; the file is left as it is: %w", plain.Line(name), err)
	}
	return out, nil
}

// readAlone reads one file and nothing that it refers to.
func readAlone(name string, src []byte) (*Set, error) {
	d := newReader(name)
	l, rules := d.document(d.Load(src))
	s, errs := assemble([]layer{l}, rules, d.refs)
	d.errs = append(d.errs, errs...)
	if err := d.err(src); err != nil {
		return nil, err
	}
	return s, nil
}

// styles says which kinds of values are written in a style of their own. Other
// mappings are written on one line, other lists too, and all the rest is text.
var styles = map[yamlform.Style][]string{
	yamlform.Bare: {"version", "day or instant", "end", "date of a source", "boolean", "tonnes", "tonnes above 0", "flight level", "flight level above 0", "hours"},
	yamlform.Set: {
		"place", "State", "rule id", "name of a zone", "holder", "type", "id of a person", "end of a flight", "State or bloc", "word", "coverage", "outline",
		"scope", "exception",
	},
	yamlform.List:   {"pair", "extension"},
	yamlform.Row:    {"group"},
	yamlform.Fill:   {"member"},
	yamlform.Below:  {"rule", "person", "bloc", "source"},
	yamlform.Inline: {"subject or any"},
}

// blockKinds are the mappings that are written with their keys one below the other.
var blockKinds = []string{"file", "rule", "person", "bloc"}

// form returns how each mapping of the language is written, from that of the file on.
var form = sync.OnceValue(func() *yamlform.Mapping {
	language := Language()
	forms := map[string]*yamlform.Mapping{}
	for _, m := range language {
		forms[m.Name] = &yamlform.Mapping{Block: slices.Contains(blockKinds, m.Name)}
	}
	for _, m := range language {
		for _, k := range m.Keys {
			forms[m.Name].Keys = append(forms[m.Name].Keys, yamlform.Key{Name: k.Name, Value: k.form(forms)})
		}
	}
	return forms[language[0].Name]
})

// form says how what stands behind a key is written, given the forms of the mappings.
func (k *Key) form(forms map[string]*yamlform.Mapping) yamlform.Value {
	out := yamlform.Value{Of: forms[k.Value]}
	switch {
	case out.Of != nil:
		out.Style = yamlform.Inline
	case k.List && k.Value == "text":
		out.Style = yamlform.Words
	case k.List:
		out.Style = yamlform.List
	}
	for style, kinds := range styles {
		if slices.Contains(kinds, k.Value) {
			out.Style = style
		}
	}
	switch k.Value {
	case "subject or any":
		out.Of = forms["subject"]
	case "scope":
		out.Order = scopeWords
	case "exception":
		out.Order = exceptions
	}
	return out
}
