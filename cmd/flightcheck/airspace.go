package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/place"
)

func airspaceCommand() *cli.Command {
	return &cli.Command{
		Name: "airspace", Usage: "the areas: list them, or ask what lies over a point",
		Subcommands: []*cli.Command{
			{
				Name: "list", Usage: "all areas",
				Flags: slices.Concat(airspaceFlags(), outputFlags("text or json")), Action: airspaceList,
			},
			{
				Name: "at", Usage: "whose airspace is over a place", ArgsUsage: "PLACE …",
				Flags: slices.Concat(airspaceFlags(), outputFlags("text or json")), Action: airspaceAt,
			},
			lintCommand(),
		},
	}
}

// maxZoneFiles is how many files of zones are read.
const maxZoneFiles = 100

// loadAirspace returns the embedded areas or those of --countries, in the
// chosen world view, joined by those of --zones.
func loadAirspace(c *cli.Context) (*airspace.Index, error) {
	view := airspace.Worldview(c.String("worldview"))
	if view != airspace.UN && view != airspace.DeFacto {
		return nil, usage("unknown world view %q; use un or defacto", string(view))
	}
	idx, err := loadStates(c, view)
	if err != nil {
		return nil, err
	}
	files := c.StringSlice("zones")
	if len(files) > maxZoneFiles {
		return nil, usage("--zones names %d files; %d are the most, put some into one", len(files), maxZoneFiles)
	}
	for _, name := range files {
		zones, err := readAreas(c.App.ErrWriter, name, view, airspace.ReadZones)
		if err != nil {
			return nil, err
		}
		idx = idx.Join(zones)
	}
	return idx, nil
}

func loadStates(c *cli.Context, view airspace.Worldview) (*airspace.Index, error) {
	if name := c.String("countries"); name != "" {
		return readAreas(c.App.ErrWriter, name, view, airspace.ReadGeoJSON)
	}
	idx, err := airspace.World()
	if err != nil {
		return nil, err
	}
	return idx.WithWorldview(view)
}

// readAreas reads a file of areas. Warnings go to stderr.
func readAreas(
	stderr io.Writer, name string, view airspace.Worldview, read func(io.Reader, airspace.Options) (*airspace.Index, error),
) (*airspace.Index, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	idx, err := read(f, airspace.Options{Name: name, Worldview: view})
	if err != nil {
		if _, ok := errors.AsType[*airspace.InputError](err); ok {
			return nil, err
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, w := range idx.Warnings() {
		fmt.Fprintf(stderr, "flightcheck: %s: %s\n", plain.Line(name), plain.Line(w))
	}
	return idx, nil
}

// areaJSON is one area in JSON.
type areaJSON struct {
	ID        string    `json:"id"`
	Code      string    `json:"code"`
	Name      string    `json:"name"`
	State     string    `json:"state"`
	Claimants []string  `json:"claimants,omitempty"`
	Note      string    `json:"note,omitempty"`
	Outline   bool      `json:"outline"`
	Zone      *zoneJSON `json:"zone,omitempty"`
}

func toAreaJSON(a airspace.Area) areaJSON {
	return areaJSON{
		ID: a.ID, Code: a.Code, Name: a.Name, State: a.Sovereign, Claimants: a.Claimants, Note: a.Note, Outline: a.HasOutline(),
		Zone: toZoneJSON(a.Zone),
	}
}

func airspaceList(c *cli.Context) error {
	if err := noPlaces(c); err != nil {
		return err
	}
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	idx, err := loadAirspace(c)
	if err != nil {
		return err
	}
	var areas []areaJSON
	for _, a := range idx.All() {
		areas = append(areas, toAreaJSON(a))
	}
	slices.SortStableFunc(areas, func(a, b areaJSON) int { return strings.Compare(a.ID, b.ID) })
	return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, areas)
		}
		t := newTable(w, "id", "State", "name", "remarks")
		for _, a := range areas {
			t.AppendRow([]any{plain.Line(a.ID), a.State, plain.Line(a.Name), plain.Line(a.remarks())})
		}
		t.Render()
		return nil
	})
}

// remarks says what is special about an area.
func (a areaJSON) remarks() string {
	var words []string
	if len(a.Claimants) > 0 {
		words = append(words, "claimed by "+strings.Join(a.Claimants, ", "))
	}
	if a.Zone != nil {
		words = append(words, a.Zone.words())
	} else if a.State == "" {
		words = append(words, "no sovereign")
	}
	if !a.Outline {
		words = append(words, "no outline")
	}
	return strings.Join(words, "; ")
}

// atJSON is the answer for one place.
type atJSON struct {
	Name  string     `json:"name"`
	Lat   float64    `json:"lat"`
	Lon   float64    `json:"lon"`
	Areas []areaJSON `json:"areas"`
}

func airspaceAt(c *cli.Context) error {
	if c.NArg() == 0 {
		return usage(`say where: flightcheck airspace at 43.36,28.78`)
	}
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	idx, err := loadAirspace(c)
	if err != nil {
		return err
	}
	var out []atJSON
	for _, word := range c.Args().Slice() {
		r, err := lookup(c.App.ErrWriter, word)
		if err != nil {
			return err
		}
		at := atJSON{Name: r.Name, Lat: r.Point[1], Lon: r.Point[0], Areas: []areaJSON{}}
		for _, id := range idx.At(r.Point) {
			at.Areas = append(at.Areas, toAreaJSON(idx.Area(id)))
		}
		out = append(out, at)
	}
	return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, out)
		}
		for _, at := range out {
			fmt.Fprintln(w, plain.Line(at.words()))
		}
		return nil
	})
}

// words says whose airspace it is.
func (a atJSON) words() string {
	var words []string
	if !slices.ContainsFunc(a.Areas, func(area areaJSON) bool { return area.Zone == nil }) {
		words = append(words, "high seas, no State's airspace")
	}
	for _, area := range a.Areas {
		if area.Zone != nil {
			words = append(words, fmt.Sprintf("%s (%s)", area.Name, area.Zone.words()))
			continue
		}
		state := area.State
		if state == "" {
			state = "no State"
		}
		s := fmt.Sprintf("%s, %s", state, area.Name)
		if len(area.Claimants) > 0 {
			s += " (claimed by " + strings.Join(area.Claimants, ", ") + ")"
		}
		words = append(words, s)
	}
	return a.Name + ": " + strings.Join(words, "; ")
}

// lookup finds a place; what else the word could mean goes to stderr.
func lookup(stderr io.Writer, word string) (place.Result, error) {
	r, err := place.Lookup(word)
	if err != nil {
		return place.Result{}, err
	}
	if n := r.Note(); n != "" {
		fmt.Fprintln(stderr, "flightcheck: "+plain.Line(n))
	}
	return r, nil
}
