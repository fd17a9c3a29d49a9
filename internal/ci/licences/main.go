// Command licences prints the licence of every module that is built into the command
// or its tests, and refuses those that docs/licences.md does not allow:
//
//	licences -rules docs/licences.md . beam
//
// It is run in the root of the checkout; its arguments are the modules of this
// repository. With -data it also wants each file of a folder named in the README.md
// there, and with -notices it writes the texts that an archive of the command has to
// carry. It exits 1 if something is refused, and 2 if it cannot read or write.
//
// It is a module of its own, so that its library is nobody else's.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
)

// options are what the command line says.
type options struct {
	rules, data, notices string
	modules              []string
}

func main() {
	var o options
	flag.StringVar(&o.rules, "rules", "docs/licences.md", "read what is allowed from `FILE`")
	flag.StringVar(&o.data, "data", "", "want each file of `FOLDER` named in its README.md")
	flag.StringVar(&o.notices, "notices", "", "write the licences of what the first module's programs hold to `FILE`")
	flag.Parse()
	o.modules = flag.Args()
	faults, err := run(os.Stdout, o)
	for _, f := range faults {
		fmt.Fprintln(os.Stderr, "FAIL:", f)
	}
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(2)
	case len(faults) > 0:
		os.Exit(1)
	}
}

// run prints the table and returns what is wrong.
func run(w io.Writer, o options) (faults []string, err error) {
	text, err := os.ReadFile(o.rules)
	if err != nil {
		return nil, err
	}
	rules, err := parseRules(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.rules, err)
	}
	if len(o.modules) == 0 {
		return nil, errors.New("name the folders of the modules, as in: licences . beam")
	}
	modules, err := listModules(o.modules)
	if err != nil {
		return nil, err
	}
	for _, m := range modules {
		if err := m.read(); err != nil {
			return nil, err
		}
	}
	if err := writeTable(w, modules); err != nil {
		return nil, err
	}
	faults = rules.judge(modules)
	if o.data != "" {
		unnamed, err := unnamedFiles(o.data)
		if err != nil {
			return nil, err
		}
		faults = append(faults, unnamed...)
	}
	if o.notices != "" {
		err = os.WriteFile(o.notices, notices(modules, o.modules[0]), 0o600)
	}
	return faults, err
}

// writeTable prints a line for each module.
func writeTable(w io.Writer, modules []*module) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, m := range modules {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", m.path, m.version, strings.Join(m.licences(), " and "), strings.Join(m.uses, ", "))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d modules\n", len(modules))
	return err
}

// notices joins the licences of the modules that the programs of a folder hold.
func notices(modules []*module, folder string) []byte {
	var b strings.Builder
	b.WriteString("The program holds these modules of others, under their licences.\n")
	for _, m := range modules {
		if !m.usedBy(folder) {
			continue
		}
		fmt.Fprintf(&b, "\n== %s %s\n", m.path, m.version)
		for _, t := range m.texts {
			fmt.Fprintf(&b, "\n-- %s\n\n%s\n", t.name, strings.TrimSpace(t.text))
		}
	}
	return []byte(b.String())
}
