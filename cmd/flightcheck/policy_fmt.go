package main

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/policy"
)

// exitFindings is the exit status of a check that found something: a file that is
// not in canonical form, or findings of policy lint.
const exitFindings = 3

// fmtCommand is a subcommand of policy.
func fmtCommand() *cli.Command {
	return &cli.Command{
		Name: "fmt", Usage: "policy files in canonical form, comments kept; on stdout unless a flag says otherwise", ArgsUsage: "FILE …",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "write", Aliases: []string{"w"}, Usage: "rewrite the files that differ"},
			&cli.BoolFlag{Name: "list", Aliases: []string{"l"}, Usage: "list the files that differ"},
			&cli.BoolFlag{Name: "diff", Aliases: []string{"d"}, Usage: "show what would change"},
			&cli.BoolFlag{Name: "check", Usage: "exit status 3 if a file differs; lists them, or shows them with --diff; writes nothing"},
		},
		Action: policyFmt,
	}
}

// formatted is a policy file before and after.
type formatted struct {
	name          string
	before, after []byte
}

// differs reports whether the file is not in canonical form.
func (f formatted) differs() bool { return !bytes.Equal(f.before, f.after) }

func policyFmt(c *cli.Context) error {
	write, check := c.Bool("write"), c.Bool("check")
	switch {
	case c.NArg() == 0:
		return usage("say which file: flightcheck policy fmt my-rules.yaml")
	case check && write:
		return usage("--check writes nothing; leave out --check or --write")
	}
	files, err := formatFiles(c.Args().Slice())
	if err != nil {
		return err
	}
	changed := slices.DeleteFunc(slices.Clone(files), func(f formatted) bool { return !f.differs() })
	if write {
		if err := rewriteAll(c.App.Writer, changed); err != nil {
			return err
		}
	}
	err = deliver(c.App.Writer, "", func(w io.Writer) error {
		switch {
		case c.Bool("diff"):
			return writeDiffs(w, changed)
		case c.Bool("list") || check:
			return writeNames(w, changed)
		case write:
			return nil
		default:
			return writeTexts(w, files)
		}
	})
	if err == nil && check && len(changed) > 0 {
		return statusError(exitFindings)
	}
	return err
}

// formatFiles formats all files, or returns the faults of all of them.
func formatFiles(names []string) ([]formatted, error) {
	var out []formatted
	var errs []error
	for _, name := range names {
		src, err := readText(name)
		if err != nil {
			return nil, err
		}
		after, err := policy.Format(name, src)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, formatted{name, src, after})
	}
	return out, errors.Join(errs...)
}

// rewriteAll replaces files, or leaves all as they were.
func rewriteAll(stdout io.Writer, files []formatted) error {
	all := make([]sheetText, len(files))
	for i, f := range files {
		all[i] = sheetText{f.name, f.after}
	}
	return deliverAll(stdout, all)
}

func writeTexts(w io.Writer, files []formatted) error {
	for _, f := range files {
		if _, err := plain.Exact(w).Write(f.after); err != nil {
			return err
		}
	}
	return nil
}

func writeNames(w io.Writer, files []formatted) error {
	for _, f := range files {
		if _, err := io.WriteString(w, f.name+"\n"); err != nil {
			return err
		}
	}
	return nil
}

func writeDiffs(w io.Writer, files []formatted) error {
	for _, f := range files {
		if _, err := w.Write(diff.Diff(f.name, f.before, f.name+" (canonical)", f.after)); err != nil {
			return err
		}
	}
	return nil
}
