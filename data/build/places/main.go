// Command places makes the forms in which airports and cities are embedded, from
// the files in data/. Run it in data/, or with go generate. ../places.sh says
// where those files come from.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

func main() {
	if err := build("."); err != nil {
		fmt.Fprintln(os.Stderr, "places:", err)
		os.Exit(1)
	}
}

func build(folder string) error {
	files, err := gazetteer.ReadFiles(os.DirFS(folder))
	if err != nil {
		return err
	}
	airports, cities, err := files.Tables()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "airports.bin"), []byte(airports), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "cities.bin"), []byte(cities), 0o644)
}
