// Command places makes the forms in which airports and cities are embedded, from
// the files in data/. Run it in data/, or with go generate. ../places.sh says
// where those files come from.
package main

import (
	"fmt"
	"os"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

func main() {
	if err := build("."); err != nil {
		fmt.Fprintln(os.Stderr, "places:", err)
		os.Exit(1)
	}
}

func build(folder string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()

	files, err := gazetteer.ReadFiles(root.FS())
	if err != nil {
		return err
	}
	airports, cities, err := files.Tables()
	if err != nil {
		return err
	}
	if err := root.WriteFile("airports.bin", []byte(airports), 0o644); err != nil {
		return err
	}
	return root.WriteFile("cities.bin", []byte(cities), 0o644)
}
