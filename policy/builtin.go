package policy

import (
	"slices"
	"sync"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// defaultNames are the built-in sets that answer when none is named: a case, and the
// world under it.
var defaultNames = []string{"budapest-2025", "world-2025"}

// BuiltinNames returns the names of the built-in sets, sorted.
func BuiltinNames() []string { return data.PolicyNames() }

// DefaultNames returns the names of the layers of [Default], in order.
func DefaultNames() []string { return slices.Clone(defaultNames) }

// Builtin returns the built-in set of that name. An unknown name is an
// [*UnknownError]. A set is read once.
func Builtin(name string) (*Set, error) {
	text, ok := data.Policy(name)
	if !ok {
		return nil, &UnknownError{What: "built-in policy", Value: name, Suggestions: suggest.Near(name, BuiltinNames()), Hint: knownHint("there is", BuiltinNames())}
	}
	known, _ := builtins.LoadOrStore(name, &builtin{read: sync.OnceValues(func() (*Set, error) {
		file := "policies/" + name + ".yaml"
		tree, _ := data.PolicyTree(name)
		return parse(file, []byte(text), &reading{alone: true, stack: []string{file}, tree: tree})
	})})
	if b, ok := known.(*builtin); ok {
		return b.read()
	}
	return nil, nil //nolint:nilnil // cannot happen: the map holds nothing else
}

// builtin reads a built-in set once.
type builtin struct{ read func() (*Set, error) }

// builtins are the built-in sets that were asked for, each read once.
var builtins sync.Map

// Default returns the built-in set that answers when none is named: the layers of
// [DefaultNames]. It is read once.
func Default() (*Set, error) { return defaultSet() }

var defaultSet = sync.OnceValues(func() (*Set, error) {
	var wait sync.WaitGroup
	for _, name := range defaultNames { // at the same time
		wait.Go(func() { _, _ = Builtin(name) })
	}
	wait.Wait()
	sets := make([]*Set, len(defaultNames))
	for i, name := range defaultNames {
		s, err := Builtin(name)
		if err != nil {
			return nil, err
		}
		sets[i] = s
	}
	return Combine(sets...)
})
