package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
)

// Add returns the set with the rules of a file as one more layer: a what-if by
// rule. The file is a whole policy file, a list of rules, or one rule alone. The
// last two have no head: they cover what the set covers, may name its people,
// blocs and zones, and take part in nothing else. read returns the text of a file;
// its error is returned as it is. Faults are [Errors].
func (s *Set) Add(name string, read func(path string) ([]byte, error)) (*Set, error) {
	if s == nil || s.prog == nil {
		return nil, errors.New("policy: " + s.unready(Overflight))
	}
	if !IsPath(name) {
		return s.addLayer(name, read)
	}
	src, err := read(name)
	if err != nil {
		return nil, err
	}
	if !headless(src) {
		return s.addLayer(name, read)
	}
	bare, err := s.parseRules(name, src)
	if err != nil {
		return nil, err
	}
	return Combine(s, bare)
}

func (s *Set) addLayer(name string, read func(path string) ([]byte, error)) (*Set, error) {
	l, err := LoadLayer(name, read)
	if err != nil {
		return nil, err
	}
	return Combine(s, l)
}

// headless reports whether a text is a list, or a mapping that has an id and
// neither version nor rules.
func headless(src []byte) bool {
	root := newReader("").Load(src)
	switch {
	case root == nil:
		return false
	case root.Kind == yaml.MappingNode:
		var keys []string
		for k := range strictyaml.Pairs(root) {
			keys = append(keys, k.Value)
		}
		return slices.Contains(keys, "id") && !slices.Contains(keys, "version") && !slices.Contains(keys, "rules")
	default:
		return root.Kind == yaml.SequenceNode
	}
}

// parseRules reads a headless file as a layer that covers what the set covers.
func (s *Set) parseRules(name string, src []byte) (*Set, error) {
	d := newReader(name)
	root := d.Load(src)
	if root == nil {
		return nil, d.errs
	}
	if root.Kind == yaml.MappingNode {
		root = strictyaml.ListOf(root)
	}
	rules := d.rules(root)
	sum := sha256.Sum256(src)
	title := strings.TrimSuffix(strings.TrimSuffix(path.Base(slashed(name)), ".yaml"), ".yml")
	l := layer{file: name, name: title, covers: s.covered(), sha: hex.EncodeToString(sum[:])}
	for _, r := range rules {
		l.ids = append(l.ids, r.ID)
	}
	out, errs := assemble([]layer{l}, rules, d.refs)
	d.errs = append(d.errs, errs...)
	if err := d.err(src); err != nil {
		return nil, err
	}
	return out.ready(), nil
}

// covered returns all that the layers cover, sorted; nil is everywhere.
func (s *Set) covered() []string {
	var all []string
	for i := range s.layers {
		if s.layers[i].covers == nil {
			return nil
		}
		all = append(all, s.layers[i].covers...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
