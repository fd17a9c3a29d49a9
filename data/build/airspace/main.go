// Command airspace makes data/airspace.bin, the snapshot of the airspace index
// that is embedded, of data/countries.geojson. It is run by go generate ./data.
package main

import (
	"fmt"
	"os"

	"github.com/google/renameio/v2/maybe"

	"github.com/flightcheck/flightcheck/airspace"
)

func main() {
	if err := run("countries.geojson", "airspace.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "airspace:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	x, err := airspace.ReadGeoJSON(f, airspace.Options{})
	if err != nil {
		return err
	}
	snapshot, err := x.AppendSnapshot(nil)
	if err != nil {
		return err
	}
	return maybe.WriteFile(to, snapshot, 0o644)
}
