package main

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// mutation is one slip.
type mutation struct {
	// name is the part of the program, a slash, and what is broken.
	name string
	// file is where, from the root of the module.
	file string
	// old is the text that is replaced by text. It stands in the file exactly once.
	old, text string
	// tests are the packages of which a test must fail, parted by blanks.
	tests string
	// run is the pattern of the tests that are known to fail, so that a run takes
	// little time; empty for all of the packages.
	run string
}

//go:embed lists/*.txt
var lists embed.FS

// mutations returns all of them, in the order of the lists.
func mutations() ([]mutation, error) {
	files, err := lists.ReadDir("lists")
	if err != nil {
		return nil, err
	}
	var out []mutation
	for _, f := range files {
		src, err := lists.ReadFile("lists/" + f.Name())
		if err != nil {
			return nil, err
		}
		list, err := parse(string(src))
		if err != nil {
			return nil, fmt.Errorf("%s, %w", f.Name(), err)
		}
		out = append(out, list...)
	}
	return out, nil
}

// parse reads a list. A mutation is its name in brackets, a line each for file, tests
// and run, and as in a diff the lines that go and those that come; the first and the
// last of them may be parts of lines. A line that begins with # is a remark.
func parse(src string) ([]mutation, error) {
	var out []mutation
	for i, line := range strings.Split(src, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			out = append(out, mutation{name: strings.Trim(line, "[]")})
			continue
		}
		key, value, ok := strings.Cut(line, " ")
		if !ok || len(out) == 0 || !out[len(out)-1].set(key, value) {
			return nil, fmt.Errorf("line %d: %q is no part of a mutation", i+1, line)
		}
	}
	for i := range out {
		m := &out[i]
		m.old, m.text = strings.TrimSuffix(m.old, "\n"), strings.TrimSuffix(m.text, "\n")
		if m.file == "" || m.tests == "" || m.old == "" {
			return nil, fmt.Errorf("%s has no file, no tests or no text", m.name)
		}
	}
	return out, nil
}

// set takes one line. It returns false if there is no such part.
func (m *mutation) set(key, value string) bool {
	switch key {
	case "file":
		m.file = strings.TrimSpace(value)
	case "tests":
		m.tests = strings.TrimSpace(value)
	case "run":
		m.run = strings.TrimSpace(value)
	case "-":
		m.old += value + "\n"
	case "+":
		m.text += value + "\n"
	default:
		return false
	}
	return true
}

// mutated returns the file with the slip in it. The error says why the mutation is
// stale.
func (m *mutation) mutated(root string) ([]byte, error) {
	src, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.file)))
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(src, []byte(m.old)); n != 1 {
		return nil, fmt.Errorf("%s has the text %d times, not once; bring the mutation up to date: %s", m.file, n, m.old)
	}
	return bytes.Replace(src, []byte(m.old), []byte(m.text), 1), nil
}
