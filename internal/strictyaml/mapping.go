package strictyaml

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/suggest"
)

// Field says how one key of a mapping is read.
type Field struct {
	Key    string
	Read   func(n *yaml.Node)
	Needed bool
}

// Mapping reads a mapping. It reports unknown keys and keys given twice, and keys that
// are missing at the mapping itself.
func (r *Reader) Mapping(n *yaml.Node, what string, fields ...Field) {
	if !r.Kind(n, yaml.MappingNode, what, "a mapping (key: value)") {
		return
	}
	seen := map[string]int{}
	guessed := map[string]bool{} // a misspelt key stands for the one it is close to
	for k, v := range Pairs(n) {
		f := r.field(k, what, fields, guessed)
		if f == nil {
			continue
		}
		if line, twice := seen[f.Key]; twice {
			r.Fault(k, "leave one out", "the key %q of %s is given twice (first on line %d)", f.Key, what, line)
			continue
		}
		seen[f.Key] = k.Line
		f.Read(v)
	}
	for i := range fields {
		key := fields[i].Key
		if _, ok := seen[key]; fields[i].Needed && !ok && !guessed[key] {
			r.Fault(n, "add "+key+":", "%s has no %s", what, key)
		}
	}
}

// field finds the field of a key, or records a fault and returns nil.
func (r *Reader) field(k *yaml.Node, what string, fields []Field, guessed map[string]bool) *Field {
	if k.Kind != yaml.ScalarNode {
		r.Fault(k, "keys are words", "a key of %s is not a word", what)
		return nil
	}
	if slices.Contains(r.Language.Reserved, k.Value) {
		r.Fault(k, "leave it out", "the key %q is reserved", k.Value)
		return nil
	}
	if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == k.Value }); i >= 0 {
		return &fields[i]
	}
	if r.Faults.Full() {
		r.Faults.Add(Fault{})
		return nil
	}
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].Key
	}
	found := suggest.Near(k.Value, keys)
	for _, w := range found {
		guessed[w] = true
	}
	hint := suggest.DidYouMean(found)
	if hint == "" {
		hint = "the keys are " + strings.Join(keys, ", ")
	}
	r.Fault(k, hint, "unknown key %q in %s", suggest.Clip(k.Value), what)
	return nil
}
