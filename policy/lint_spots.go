package policy

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/strictyaml"
)

// spot is something that a finding can stand at.
type spot struct{ file, kind, id, key string }

// place is a place in a file.
type place struct{ line, col int }

// locate notes where things stand in a file, if its text is at hand.
func (l *linter) locate(file string) {
	var src []byte
	if l.options.Source != nil {
		src = l.options.Source(file)
	}
	if text, ok := data.Policy(strings.TrimSuffix(path.Base(file), ".yaml")); src == nil && ok && strings.HasPrefix(file, "policies/") {
		src = []byte(text)
	}
	root := newReader(file).Load(src)
	if root == nil {
		return
	}
	for k, v := range strictyaml.Pairs(root) {
		l.spots[spot{file, "file", "", k.Value}] = place{k.Line, k.Column}
		kind, listed := map[string]string{"rules": "rule", "blocs": "bloc", "people": "person", "zones": "zone"}[k.Value]
		if !listed || v.Kind != yaml.SequenceNode {
			continue
		}
		for _, c := range v.Content {
			l.locateItem(file, kind, c)
		}
	}
}

// locateItem notes where one item and its keys stand.
func (l *linter) locateItem(file, kind string, n *yaml.Node) {
	id := n.Value
	for k, v := range strictyaml.Pairs(n) {
		if k.Value == "id" {
			id = v.Value
		}
	}
	l.spots[spot{file, kind, id, ""}] = place{n.Line, n.Column}
	for k := range strictyaml.Pairs(n) {
		l.spots[spot{file, kind, id, k.Value}] = place{k.Line, k.Column}
	}
}
