package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// own is the path of this repository; its modules need no licence of others.
const own = "github.com/flightcheck/flightcheck"

// systems are those for which archives are made: each may bring in modules.
var systems = []string{"linux", "darwin", "windows"}

// module is a module of others, with the packages of it that are used.
type module struct {
	path, version, dir string
	packages           []string // their folders
	uses               []string // folders of this repository whose programs hold it, or their tests
	texts              []licence
}

// usedBy tells whether the programs of a folder hold the module.
func (m *module) usedBy(folder string) bool { return slices.Contains(m.uses, useOf(folder, false)) }

// useOf names the use that a folder makes of a module.
func useOf(folder string, tests bool) string {
	if folder == "." {
		folder = "flightcheck"
	}
	if tests {
		return folder + " (tests)"
	}
	return folder
}

// listModules finds the modules of others behind some modules of this repository.
func listModules(folders []string) ([]*module, error) {
	known := map[string]*module{}
	for _, folder := range folders {
		for _, system := range systems {
			if err := addModules(known, folder, system, false); err != nil {
				return nil, err
			}
		}
		if err := addModules(known, folder, systems[0], true); err != nil {
			return nil, err
		}
	}
	var out []*module
	for _, m := range known {
		slices.Sort(m.packages)
		m.packages = slices.Compact(m.packages)
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b *module) int { return strings.Compare(a.path+" "+a.version, b.path+" "+b.version) })
	return out, nil
}

// listed is what go list says of a package.
type listed struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Path, Version, Dir string }
	}
}

// addModules adds the modules behind one folder on one system.
func addModules(known map[string]*module, folder, system string, tests bool) error {
	args := []string{"list", "-deps", "-json=Dir,Standard,Module"}
	if tests {
		args = append(args, "-test")
	}
	cmd := exec.Command("go", append(args, "./...")...) //nolint:gosec,noctx // arguments of this program; it ends with go list
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	var said bytes.Buffer
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go list in %s for %s: %w\n%s", folder, system, err, said.Bytes())
	}
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("what go list says in %s: %w", folder, err)
		}
		if p.Standard || p.Module == nil || p.Module.Main || isOwn(p.Module.Path) {
			continue
		}
		use := useOf(folder, tests)
		m := p.found(known)
		m.packages = append(m.packages, p.Dir)
		if !slices.Contains(m.uses, use) && !m.usedBy(folder) {
			m.uses = append(m.uses, use)
		}
	}
}

func isOwn(path string) bool { return path == own || strings.HasPrefix(path, own+"/") }

// found returns the module of a package. One that is replaced is the one that stands
// for it.
func (p *listed) found(known map[string]*module) *module {
	m := &module{path: p.Module.Path, version: p.Module.Version, dir: p.Module.Dir}
	if r := p.Module.Replace; r != nil {
		m.path, m.version, m.dir = r.Path, r.Version, r.Dir
	}
	key := m.path + "@" + m.version
	if known[key] == nil {
		known[key] = m
	}
	return known[key]
}

// folders returns the folders from the root of the module to its packages, in which a
// licence may lie.
func (m *module) folders() []string {
	var out []string
	for _, dir := range m.packages {
		for strings.HasPrefix(dir, m.dir) && len(dir) > len(m.dir) {
			out = append(out, dir)
			dir = filepath.Dir(dir)
		}
	}
	out = append(out, m.dir)
	slices.Sort(out)
	return slices.Compact(out)
}
