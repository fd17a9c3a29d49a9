// Command coast makes data/coast.bin of a TopoJSON file of land, the first
// argument. ../coast.sh says where that file comes from.
package main

import (
	"fmt"
	"os"

	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/coast"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "coast:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("want two arguments, the TopoJSON file and the file to write; got %d", len(args))
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	polygons, err := readTopology(text)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	var land orb.MultiPolygon
	for _, p := range polygons {
		pieces, err := cut(p)
		if err != nil {
			return fmt.Errorf("%s: the polygon at %v: %w", args[0], p[0][0], err)
		}
		land = append(land, pieces...)
	}
	packed, err := coast.Append(nil, land)
	if err != nil {
		return err
	}
	if _, err := coast.Decode(string(packed)); err != nil {
		return fmt.Errorf("what was made cannot be read: %w", err)
	}
	fmt.Printf("%d polygons, %d after the cut at 180 degrees, %d bytes\n", len(polygons), len(land), len(packed))
	return os.WriteFile(args[1], packed, 0o644)
}
