package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
)

// policyLintCommand is a subcommand of policy.
func policyLintCommand() *cli.Command {
	return &cli.Command{
		Name: "lint", Usage: "what is wrong or strange in policy sets; exit status 2 if one would be refused, 3 if there are errors",
		ArgsUsage: "[SET|FILE …], several are layers; the built-in default if left out",
		Flags: slices.Concat([]cli.Flag{
			&cli.BoolFlag{Name: "strict", Usage: "exit status 3 for warnings too; notes never count"},
			&cli.StringFlag{Name: "date", Usage: "`DAY` on which rules must still hold, 2025-10-30; without it rules that ended before the set's as_of are notes"},
			&cli.BoolFlag{Name: "all", Usage: "also what is found in the sets that the files extend"},
		}, airspaceFlags(), outputFlags("text or json")),
		Action: policyLint,
	}
}

// policyFindingJSON is one finding in JSON.
type policyFindingJSON struct {
	Severity string   `json:"severity"`
	Code     string   `json:"code"`
	File     string   `json:"file"`
	Line     int      `json:"line,omitempty"`
	Col      int      `json:"col,omitempty"`
	Rule     string   `json:"rule,omitempty"`
	Others   []string `json:"others,omitempty"`
	What     string   `json:"what"`
	Hint     string   `json:"hint,omitempty"`
}

// policyLintJSON is the whole answer.
type policyLintJSON struct {
	Sets     []setJSON           `json:"sets"`
	Passed   bool                `json:"passed"`
	Errors   int                 `json:"errors"`
	Warnings int                 `json:"warnings"`
	Notes    int                 `json:"notes"`
	Findings []policyFindingJSON `json:"findings"`
}

func policyLint(c *cli.Context) error {
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	options, err := lintOptions(c)
	if err != nil {
		return err
	}
	set, files, err := lintedSet(c.Args().Slice())
	if err != nil {
		return err
	}
	findings := policy.Lint(set, options)
	if len(files) > 0 && !c.Bool("all") {
		findings = slices.DeleteFunc(findings, func(f policy.Finding) bool { return !slices.Contains(files, f.File) })
	}
	out := toPolicyLintJSON(set, findings, c.Bool("strict"))
	err = deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, out)
		}
		writePolicyLint(w, out)
		return nil
	})
	if err == nil && !out.Passed {
		return statusError(exitFindings)
	}
	return err
}

// lintOptions gathers what is known besides the set: areas, zones, and texts.
func lintOptions(c *cli.Context) (policy.LintOptions, error) {
	o := policy.LintOptions{Source: func(file string) []byte {
		text, err := readText(file)
		if err != nil {
			return nil // a built-in file, or one that is gone: findings stand at their rules
		}
		return text
	}}
	if word := c.String("date"); word != "" {
		day, err := policy.ParseWhen(word)
		if err != nil {
			return o, usage("--date: %v", err)
		}
		o.Date = day
	}
	idx, err := loadAirspace(c)
	if err != nil {
		return o, err
	}
	if o.Zones, err = builtinOutlines(); err != nil {
		return o, err
	}
	for _, a := range idx.All() {
		if a.Zone != nil {
			o.Zones = append(o.Zones, a.ID, a.Name)
			continue
		}
		o.Territories = append(o.Territories, policy.Territory{Area: a.ID, Code: a.Code, State: a.Sovereign})
	}
	return o, nil
}

// builtinOutlines returns the ids and the names of the built-in outlines.
func builtinOutlines() ([]string, error) {
	var file struct {
		Features []struct {
			Properties struct{ ID, Name string }
		}
	}
	if err := json.Unmarshal([]byte(data.Areas()), &file); err != nil {
		return nil, fmt.Errorf("the built-in outlines cannot be read: %w", err)
	}
	var out []string
	for _, f := range file.Features {
		out = append(out, f.Properties.ID, f.Properties.Name)
	}
	return out, nil
}

// lintedSet reads the sets that are named, as layers, and tells their files; none
// named is the built-in default with all its files.
func lintedSet(names []string) (*policy.Set, []string, error) {
	if len(names) == 0 {
		set, err := policy.Default()
		return set, nil, err
	}
	read := readPolicy
	if len(names) > 1 {
		read = readLayer
	}
	var sets []*policy.Set
	var files []string
	for _, name := range names {
		s, err := read(name)
		if err != nil {
			return nil, nil, err
		}
		sets = append(sets, s)
		files = append(files, s.Info()[0].File)
	}
	if len(sets) == 1 {
		return sets[0], files, nil
	}
	set, err := policy.Combine(sets...)
	return set, files, err
}

func toPolicyLintJSON(set *policy.Set, findings []policy.Finding, strict bool) policyLintJSON {
	out := policyLintJSON{Findings: []policyFindingJSON{}}
	for _, i := range set.Info() {
		out.Sets = append(out.Sets, toSetJSON(i))
	}
	for _, f := range findings {
		switch f.Severity {
		case policy.SeverityError:
			out.Errors++
		case policy.SeverityWarning:
			out.Warnings++
		case policy.SeverityNote:
			out.Notes++
		}
		out.Findings = append(out.Findings, policyFindingJSON{
			Severity: string(f.Severity), Code: f.Code, File: f.File, Line: f.Line, Col: f.Col, Rule: f.Rule, Others: f.Others, What: f.What, Hint: f.Hint,
		})
	}
	out.Passed = out.Errors == 0 && (!strict || out.Warnings == 0)
	return out
}

// severities are what findings may be, worst first.
var severities = []string{string(policy.SeverityError), string(policy.SeverityWarning), string(policy.SeverityNote)}

// writePolicyLint prints the findings for a reader, worst first and then in order of
// place; of many of a kind only the first ones.
func writePolicyLint(w io.Writer, r policyLintJSON) {
	findings := slices.SortedStableFunc(slices.Values(r.Findings), func(a, b policyFindingJSON) int {
		return slices.Index(severities, a.Severity) - slices.Index(severities, b.Severity)
	})
	var list []finding
	for _, f := range findings {
		list = append(list, finding{f.Severity, f.Code, f.words()})
	}
	writeFindings(w, list, string(policy.SeverityNote))
	for _, s := range r.Sets {
		para(w, "Set", fmt.Sprintf("%s: no faults, %s", s.Name, plural.Count(s.Rules, "rule", "rules")))
	}
	verdict := "it passes"
	if !r.Passed {
		verdict = "it does not pass"
	}
	para(w, "Found", fmt.Sprintf("%s, %s, %s; %s", plural.Count(r.Errors, "error", "errors"), plural.Count(r.Warnings, "warning", "warnings"),
		plural.Count(r.Notes, "note", "notes"), verdict))
}

// words is a finding in one paragraph: where, kind, rule, what, hint.
func (f policyFindingJSON) words() string {
	where := f.File
	if f.Line > 0 {
		where += fmt.Sprintf(":%d:%d", f.Line, f.Col)
	}
	words := []string{where, f.Code}
	if f.Rule != "" {
		words = append(words, f.Rule)
	}
	s := strings.Join(append(words, f.What), ": ")
	if f.Hint != "" {
		s += "; " + f.Hint
	}
	return s + "."
}
