package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// verdict is what came of a mutation.
type verdict string

const (
	caught   verdict = "caught"
	survived verdict = "SURVIVED"
	notBuilt verdict = "NOT BUILT"
	stale    verdict = "STALE"
	late     verdict = "LATE"
)

// result is what is told of a mutation.
type result struct {
	verdict verdict
	words   string
	output  string // of what failed
	took    time.Duration
}

// tester runs the tests of a module.
type tester struct {
	root string // folder of the module
	work string // folder for files that may go
	options
}

// sound runs the tests of all mutations on the code as it is. What passed before is
// not run again.
func (t *tester) sound(ctx context.Context, list []mutation) error {
	var done []string
	for i := range list {
		m := &list[i]
		key := m.tests + " " + m.run
		if slices.Contains(done, key) || t.all && slices.Contains(done, m.tests) {
			continue
		}
		done = append(done, key, m.tests)
		if r := t.test(ctx, m); r.verdict != survived {
			return fmt.Errorf("the tests of %s must pass before anything is broken: %s %s\n%s", m.name, r.verdict, r.words, r.output)
		}
	}
	return nil
}

// try tries one mutation.
func (t *tester) try(ctx context.Context, m *mutation) result {
	begin := time.Now()
	overlay, err := t.overlay(m)
	if err != nil {
		return result{verdict: stale, words: err.Error()}
	}
	r := t.test(ctx, m, "-overlay", overlay, "-count=1", "-failfast="+fmt.Sprint(!t.verbose))
	r.took = time.Since(begin)
	return r
}

// overlay writes the mutated file, and the file that tells the go command of it.
func (t *tester) overlay(m *mutation) (string, error) {
	src, err := m.mutated(t.root)
	if err != nil {
		return "", err
	}
	original, err := filepath.Abs(filepath.Join(t.root, filepath.FromSlash(m.file)))
	if err != nil {
		return "", err
	}
	mutant := filepath.Join(t.work, "mutant"+filepath.Ext(m.file))
	if err := os.WriteFile(mutant, src, 0o600); err != nil {
		return "", err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {original: mutant}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(t.work, "overlay.json")
	return overlay, os.WriteFile(overlay, list, 0o600)
}

// test runs the tests of a mutation, package by package, until one fails.
func (t *tester) test(ctx context.Context, m *mutation, flags ...string) result {
	args := append([]string{"test", "-json", "-vet=off", "-timeout", t.limit.String()}, flags...)
	if m.run != "" && !t.all {
		args = append(args, "-run", m.run)
	}
	var r result
	for p := range strings.FieldsSeq(m.tests) {
		of := slices.Concat(args, []string{p})
		rapid, err := t.usesRapid(ctx, p)
		if err != nil {
			return result{verdict: notBuilt, words: err.Error()}
		}
		if rapid {
			of = append(of, "-rapid.nofailfile") // it would leave a file in the checkout
		}
		if r = t.goTest(ctx, of); r.verdict != survived {
			break
		}
	}
	return r
}

// usesRapid tells whether the tests of a package know the flags of rapid.
func (t *tester) usesRapid(ctx context.Context, p string) (bool, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-test", "-deps", "-f", "{{.ImportPath}}", p) //nolint:gosec // the table is our own
	cmd.Dir = t.root
	out, err := cmd.Output()
	if err != nil {
		return false, fmt.Errorf("the package %s cannot be listed: %w", p, err)
	}
	return slices.Contains(strings.Fields(string(out)), "pgregory.net/rapid"), nil
}

// goTest runs the go command once.
func (t *tester) goTest(ctx context.Context, args []string) result {
	ctx, cancel := context.WithTimeout(ctx, 2*t.limit) // tests end themselves before
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", args...) //nolint:gosec // the table is our own
	cmd.Dir = t.root
	cmd.WaitDelay = 10 * time.Second // a test of a test that was killed may hold the pipe
	var said, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &fault
	err := cmd.Run()
	if ctx.Err() != nil || bytes.Contains(said.Bytes(), []byte("panic: test timed out")) {
		return result{verdict: late, words: fmt.Sprintf("no verdict after %v", t.limit)}
	}
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		return result{verdict: notBuilt, words: err.Error()}
	}
	return judge(said.Bytes(), fault.String(), err != nil)
}

// event is a line of "go test -json".
type event struct {
	Action, Package, Test, Output, FailedBuild string
}

// record is what the go command said of one run.
type record struct {
	unbuilt bool
	running string   // the test that began last
	failed  []string // tests
	output  strings.Builder
}

// read reads the events of a run.
func (r *record) read(said []byte) {
	lines := bufio.NewScanner(bytes.NewReader(said))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			r.output.WriteString(lines.Text() + "\n")
			continue
		}
		switch {
		case e.Action == "build-fail" || e.FailedBuild != "":
			r.unbuilt = true
		case e.Action == "fail" && e.Test != "":
			r.failed = append(r.failed, e.Test)
		case e.Action == "run":
			r.running = e.Test
		case e.Action == "output" && strings.HasPrefix(e.Output, "    "), e.Action == "build-output":
			r.output.WriteString(e.Output)
		}
	}
}

// judge reads what the go command said. failed tells that it did not end well.
func judge(said []byte, fault string, failed bool) result {
	var r record
	r.read(said)
	r.output.WriteString(fault)
	out := result{verdict: caught, words: named(r.failed), output: r.output.String()}
	switch {
	case r.unbuilt || failed && r.running == "":
		out.verdict, out.words = notBuilt, "the code does not compile, or the tests cannot run"
	case r.running == "":
		out.verdict, out.words = notBuilt, "no test has such a name"
	case !failed:
		out.verdict, out.words = survived, "no test failed"
	case len(r.failed) == 0:
		out.words = r.running + " ended the program"
	}
	return out
}

// named names the tests that failed, without those that failed for a part of them.
func named(tests []string) string {
	var out []string
	for _, name := range tests {
		if !slices.ContainsFunc(tests, func(o string) bool { return strings.HasPrefix(o, name+"/") }) {
			out = append(out, name)
		}
	}
	const most = 3
	if n := len(out) - most; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(out[:most], ", "), n)
	}
	return strings.Join(out, ", ")
}
