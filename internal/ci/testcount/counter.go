package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// An event is one line of "go test -json"; see "go doc test2json" and, for the
// output of the compiler, "go help buildjson".
type event struct {
	Action      string
	Package     string
	Test        string
	Elapsed     float64
	Output      string
	ImportPath  string // of build-output
	FailedBuild string // of a fail: the ImportPath that did not build
}

// A counter adds up events. Output is kept until its test has passed.
type counter struct {
	report                  io.Writer
	passed, failed, skipped int
	output                  map[string]*strings.Builder // by package and test, or by import path
	failedIn                map[string]int              // failed tests by package
}

func newCounter(report io.Writer) *counter {
	return &counter{report: report, output: map[string]*strings.Builder{}, failedIn: map[string]int{}}
}

// read takes all events. A line that is no event is printed and counts as a
// failure: it can only be an accident.
func (c *counter) read(r io.Reader) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil || e.Action == "" {
				c.failed++
				c.printf("no test event: %s\n", strings.TrimSpace(string(line)))
			} else {
				c.add(e)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the test events end early: %w", err)
		}
	}
}

func (c *counter) add(e event) {
	key := e.Package + "\x00" + e.Test
	switch e.Action {
	case "output":
		c.keep(key, e.Output)
		return
	case "build-output":
		c.keep(e.ImportPath, e.Output)
		return
	case "pass", "fail", "skip":
	default:
		return // start, run, pause, cont, bench, build-fail
	}
	if e.Test == "" {
		c.endPackage(e)
		return
	}
	switch e.Action {
	case "pass":
		c.passed++
	case "skip":
		c.skipped++
	case "fail":
		c.failed++
		c.failedIn[e.Package]++
		c.printf("%s", c.kept(key))
	}
	delete(c.output, key)
}

func (c *counter) endPackage(e event) {
	word := map[string]string{"pass": "ok", "fail": "FAIL", "skip": "-"}[e.Action]
	c.printf("%-4s %s %.1f s\n", word, e.Package, e.Elapsed)
	if e.Action != "fail" || c.failedIn[e.Package] > 0 {
		return
	}
	c.failed++
	c.printf("%s%s", c.kept(e.FailedBuild), c.kept(e.Package+"\x00"))
}

func (c *counter) keep(key, text string) {
	if c.output[key] == nil {
		c.output[key] = &strings.Builder{}
	}
	c.output[key].WriteString(text)
}

func (c *counter) kept(key string) string {
	if c.output[key] == nil {
		return ""
	}
	return c.output[key].String()
}

// printf writes to the report. Whether that worked shows at the end: the
// counts are in the file.
func (c *counter) printf(format string, args ...any) {
	_, _ = fmt.Fprintf(c.report, format, args...)
}
