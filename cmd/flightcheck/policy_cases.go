package main

import (
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"
)

// casesCommand is a subcommand of policy.
func casesCommand() *cli.Command {
	return &cli.Command{
		Name: "test", Usage: "run cases: flight, State and date to status and rule; those of the built-in sets without a file", ArgsUsage: "[CASES.yaml …]",
		Description: "Exit status 0: all is as wanted; 3: a case fails, fewer rules are covered than --threshold wants, or --mutate finds a rule that\n" +
			"no case would miss; 2: a file is wrong; 1: a file cannot be read or written.",
		Flags: append(outputFlags("text or json"),
			&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "list the cases that pass as well"},
			&cli.Float64Flag{Name: "threshold", Usage: "fail if less than `PERCENT` of the rules are named by a case that passes"},
			&cli.BoolFlag{Name: "mutate", Usage: "fail if a rule can be removed without a case failing"}),
		Action: policyTest,
	}
}

// casesReport is what one file of cases comes to.
type casesReport struct {
	File      string       `json:"file"`
	Policies  []string     `json:"policies"`
	Cases     []caseReport `json:"cases"`
	Failed    int          `json:"failed"`
	Rules     int          `json:"rules"`               // of all layers; one that two of them have is one rule
	Uncovered []string     `json:"uncovered"`           // rules that no passing case names
	Mutated   bool         `json:"mutated"`             // rules were removed one by one
	Unnoticed []string     `json:"unnoticed,omitempty"` // rules that can be removed without a case failing
}

type caseReport struct {
	Name   string        `json:"name"`
	Line   int           `json:"line"`
	Status policy.Status `json:"status"`
	Rule   string        `json:"rule,omitempty"`
	Why    string        `json:"why"`
	Faults []string      `json:"faults"`
}

func policyTest(c *cli.Context) error {
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	least := c.Float64("threshold")
	if !(least >= 0 && least <= 100) {
		return usage("--threshold %v: it must be from 0 to 100", least)
	}
	files, err := readCases(c.Args().Slice())
	if err != nil {
		return err
	}
	var reports []*casesReport
	good := true
	for _, f := range files {
		r, err := runCases(f, c.Bool("mutate"))
		if err != nil {
			return fmt.Errorf("%s: %w", f.File, err)
		}
		reports = append(reports, r)
		good = good && r.Failed == 0 && len(r.Unnoticed) == 0 && r.covered() >= least
	}
	err = deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, reports)
		}
		for _, r := range reports {
			r.write(w, c.Bool("verbose"), c.Bool("mutate"))
		}
		return nil
	})
	if err == nil && !good {
		return statusError(exitFindings)
	}
	return err
}

// readCases reads files of cases, or those of the built-in sets. The faults of all
// files are reported at once.
func readCases(names []string) ([]*policy.Cases, error) {
	if len(names) == 0 {
		return builtinCases()
	}
	var out []*policy.Cases
	var faults policy.Errors
	for _, n := range names {
		src, err := readText(n)
		if err != nil {
			return nil, err
		}
		cases, err := policy.ParseCases(n, src)
		if found, ok := errors.AsType[policy.Errors](err); ok {
			faults = append(faults, found...)
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, cases)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return out, nil
}

func builtinCases() ([]*policy.Cases, error) {
	var out []*policy.Cases
	for _, n := range policy.BuiltinNames() {
		text, ok := data.PolicyCases(n)
		if !ok {
			continue
		}
		cases, err := policy.ParseCases("policies/"+n+".cases.yaml", []byte(text))
		if err != nil {
			return nil, err
		}
		out = append(out, cases)
	}
	return out, nil
}

// setOf reads the layers that a file of cases is about.
func setOf(c *policy.Cases) (*policy.Set, error) {
	if len(c.Policies) == 0 {
		return policy.Default()
	}
	var sets []*policy.Set
	for _, n := range c.Policies {
		if policy.IsPath(n) && !filepath.IsAbs(n) {
			n = path.Join(filepath.ToSlash(filepath.Dir(c.File)), filepath.ToSlash(n))
		}
		read := readLayer
		if len(c.Policies) == 1 {
			read = readPolicy
		}
		if !policy.IsPath(n) {
			n = path.Base(n)
		}
		s, err := read(n)
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	if len(sets) == 1 {
		return sets[0], nil
	}
	return policy.Combine(sets...)
}

func runCases(c *policy.Cases, mutate bool) (*casesReport, error) {
	set, err := setOf(c)
	if err != nil {
		return nil, err
	}
	out := &casesReport{File: c.File, Cases: []caseReport{}, Uncovered: []string{}}
	for _, i := range set.Info() {
		out.Policies = append(out.Policies, i.Name)
	}
	for r := range set.Rules() {
		if r.Layer != policy.LayerDefault {
			out.Rules++
		}
	}
	results := c.Run(set)
	for i := range results {
		r := &results[i]
		x := caseReport{Name: r.Case.Name, Line: r.Case.Line, Status: r.Decision.Status, Why: r.Decision.Why(), Faults: append([]string{}, r.Faults...)}
		if w := r.Decision.Winner(); w != nil {
			x.Rule = w.ID
		}
		if len(x.Faults) > 0 {
			out.Failed++
		}
		out.Cases = append(out.Cases, x)
	}
	for _, r := range policy.Uncovered(set, results) {
		out.Uncovered = append(out.Uncovered, r.ID)
	}
	if out.Mutated = mutate && out.Failed == 0; out.Mutated {
		rules, err := c.Unnoticed(set)
		if err != nil {
			return nil, err
		}
		for _, r := range rules {
			out.Unnoticed = append(out.Unnoticed, r.ID)
		}
	}
	return out, nil
}

// covered returns how many percent of the rules are covered.
func (r *casesReport) covered() float64 {
	if r.Rules == 0 {
		return 100
	}
	return 100 * float64(r.Rules-len(r.Uncovered)) / float64(r.Rules)
}

// write prints what failed, the rules that no case names or misses, and a line of
// counts. A share of rules is rounded down: 100 % is all of them.
func (r *casesReport) write(w io.Writer, all, mutate bool) {
	for _, c := range r.Cases {
		if len(c.Faults) > 0 {
			fmt.Fprintf(w, "%s:%d: FAILED: %s: %s; %s\n", r.File, c.Line, plain.Line(c.Name), strings.Join(c.Faults, "; "), plain.Line(c.Why))
		} else if all {
			fmt.Fprintf(w, "%s:%d: passed: %s: %s\n", r.File, c.Line, plain.Line(c.Name), plain.Line(c.Why))
		}
	}
	if len(r.Uncovered) > 0 {
		fmt.Fprintf(w, "%s: no case that passes names %s\n", r.File, strings.Join(r.Uncovered, ", "))
	}
	if len(r.Unnoticed) > 0 {
		fmt.Fprintf(w, "%s: no case fails without %s\n", r.File, strings.Join(r.Unnoticed, ", "))
	}
	line := fmt.Sprintf("%s: %s, %d failed; %d of %s covered (%d %%)", r.File, plural.Count(len(r.Cases), "case", "cases"), r.Failed,
		r.Rules-len(r.Uncovered), plural.Count(r.Rules, "rule", "rules"), int(r.covered()))
	switch {
	case r.Mutated:
		line += fmt.Sprintf("; %d could be removed unnoticed", len(r.Unnoticed))
	case mutate:
		line += "; rules were not removed, since cases fail"
	}
	fmt.Fprintln(w, line)
}
