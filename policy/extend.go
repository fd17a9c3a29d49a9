package policy

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/flightcheck/flightcheck/internal/strictyaml"
	"github.com/flightcheck/flightcheck/internal/suggest"
)

// maxExtend is how many sets may build on each other.
const maxExtend = 16

// extension is one item of a file's extend.
type extension struct {
	name      string
	line, col int
}

// Load reads a set: a built-in one by its name, or a file by its path. Sets that
// it extends are read with it, and become layers under it: built-in ones by their
// name, files by their path from that of the file that names them. A name with one
// of the signs "/", "\" and "." is a path. read returns the text of a file; its
// error is returned as it is. A set that extends itself is an error of [Errors].
func Load(name string, read func(path string) ([]byte, error)) (*Set, error) {
	return load(name, read, true)
}

// LoadLayer is like [Load], but the file may refer to rules, blocs and people of
// other layers, as with [ParseLayer].
func LoadLayer(name string, read func(path string) ([]byte, error)) (*Set, error) {
	return load(name, read, false)
}

func load(name string, read func(path string) ([]byte, error), alone bool) (*Set, error) {
	if !IsPath(name) {
		return Builtin(name)
	}
	src, err := read(name)
	if err != nil {
		return nil, err
	}
	return parse(name, src, &reading{read: read, alone: alone, stack: []string{clean(name)}})
}

// IsPath tells whether the name of a set is that of a file.
func IsPath(name string) bool { return strings.ContainsAny(name, `/\.`) }

// reading is how a file is read, and which files extend each other.
type reading struct {
	read  func(path string) ([]byte, error) // nil: no file can be read
	alone bool                              // all references must be resolved
	stack []string                          // the files that are being read
	tree  string                            // of the text, if it is known
}

// extend reads the names of the sets that a file builds on: one, or a list.
func (d *reader) extend(n *yaml.Node) []extension {
	var out []extension
	if n.Kind == yaml.ScalarNode && !strictyaml.Null(n) {
		n = strictyaml.ListOf(n)
	}
	d.Texts(n, "extend", true, func(c *yaml.Node, s string) bool {
		out = append(out, extension{s, c.Line, c.Column})
		return true
	})
	return out
}

// extended reads the sets under a layer. Faults are given at the place that names
// the set.
func (d *reader) extended(list []extension, how *reading) []*Set {
	var out []*Set
	for _, x := range list {
		at := &yaml.Node{Line: x.line, Column: x.col}
		s, err := d.extendedOne(x.name, how, at)
		if err != nil {
			if faults, ok := errors.AsType[Errors](err); ok { // in the other file
				d.errs = append(d.errs, faults...)
			} else {
				d.Fault(at, "", "extend: %v", err)
			}
		}
		if s != nil {
			out = append(out, s)
		}
	}
	return out
}

// extendedOne reads one set; nil and no error after a fault at the place that names it.
//
//nolint:nilnil // the fault is noted
func (d *reader) extendedOne(name string, how *reading, at *yaml.Node) (*Set, error) {
	file := name
	if IsPath(name) {
		file = clean(path.Join(path.Dir(slashed(d.file)), slashed(name)))
		if strings.HasPrefix(slashed(name), "/") {
			file = clean(name)
		}
	}
	switch {
	case slices.Contains(how.stack, file):
		i := slices.Index(how.stack, file)
		d.Fault(at, "take one of the extends out", "the file extends itself: %s", strings.Join(append(slices.Clone(how.stack[i:]), file), " > "))
		return nil, nil
	case len(how.stack) >= maxExtend:
		d.Fault(at, "join some of them", "more than %d sets extend each other", maxExtend)
		return nil, nil
	case !IsPath(name):
		return Builtin(name)
	case how.read == nil:
		d.Fault(at, "read the set with policy.Load, or give the files as layers", "the file extends another file, %q, and only its own text was given", suggest.Clip(name))
		return nil, nil
	}
	src, err := how.read(file)
	if err != nil {
		return nil, fmt.Errorf("%q cannot be read: %w", suggest.Clip(name), err)
	}
	return parse(file, src, &reading{read: how.read, stack: append(slices.Clone(how.stack), file)})
}

func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

func clean(name string) string { return path.Clean(slashed(name)) }
