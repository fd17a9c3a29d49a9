// Command policies makes of each file of policies in data/policies its tree, the form in
// which it is read fast. It is run by go generate ./data.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/strictyaml"
)

func main() {
	if err := run("policies"); err != nil {
		fmt.Fprintln(os.Stderr, "policies:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	for _, name := range data.PolicyNames() {
		file := filepath.Join(folder, name)
		text, err := os.ReadFile(file + ".yaml")
		if err != nil {
			return err
		}
		tree, err := strictyaml.EncodeTree(text)
		if err != nil {
			return fmt.Errorf("%s.yaml: %w", file, err)
		}
		if err := maybe.WriteFile(file+".tree", tree, 0o644); err != nil {
			return err
		}
	}
	return nil
}
