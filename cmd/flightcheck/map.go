package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/chart"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/route"
)

// mapFlags choose the form of a map and the files to write.
func mapFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the map: " + orList(chartFormats()) + "; without it the ending of the file says it"},
		&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the map to `FILE` instead of stdout; again: a further file"},
	}
}

// chartFormats returns the names of all formats of maps.
func chartFormats() []string {
	var names []string
	for _, f := range chart.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// orList joins words: "a, b or c".
func orList(words []string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
}

// sheet is one file of a map.
type sheet struct {
	file   string // "" is stdout
	format chart.Format
}

// sheetsOf reads which files are to be written, and as what.
func sheetsOf(c *cli.Context) ([]sheet, error) {
	asked, said := chart.Format{}, c.String("format")
	if said != "" {
		var ok bool
		if asked, ok = chart.FormatNamed(said); !ok {
			return nil, usage("unknown format %q for map; use %s", said, orList(chartFormats()))
		}
	}
	files := c.StringSlice("output")
	if len(files) == 0 {
		files = []string{""}
	}
	var out []sheet
	for i, file := range files {
		if file == "-" {
			file = ""
		}
		if slices.ContainsFunc(out, func(s sheet) bool { return s.file == file }) {
			return nil, usage("-o %s is said twice; name each file once", files[i])
		}
		format, err := formatFor(file, asked)
		if err != nil {
			return nil, err
		}
		out = append(out, sheet{file, format})
	}
	return out, nil
}

// formatFor returns the format of one file: what was asked, else what its ending says.
func formatFor(file string, asked chart.Format) (chart.Format, error) {
	if file == "" {
		if asked.Name == "" {
			asked = chart.Formats()[0]
		}
		return asked, nil
	}
	f, ok := chart.FormatOf(file)
	base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	switch {
	case asked.Name == "" && !ok:
		return f, usage("cannot tell the format of %s from its ending; name it %s.html, or say --format %s", filepath.Base(file), base, orList(chartFormats()))
	case asked.Name != "" && ok && f.Name != asked.Name:
		return f, usage("--format %s and -o %s contradict each other; leave out --format, or name the file %s%s", asked.Name, filepath.Base(file), base, asked.Ending)
	case asked.Name != "":
		return asked, nil
	}
	return f, nil
}

// drawn tells whether some sheet shows corridors.
func drawn(sheets []sheet) bool {
	return slices.ContainsFunc(sheets, func(s sheet) bool { return showsCorridors(s.format.Name) })
}

// mapAction draws the candidates.
func mapAction(c *cli.Context) error {
	sheets, err := sheetsOf(c)
	if err != nil {
		return err
	}
	if len(c.StringSlice("output")) == 0 && onTerminal(c.App.Writer) {
		return usage("a map is a long file and nothing to read on a terminal; name a file, -o map.html or map.png, or pipe it; -o - prints it here all the same")
	}
	format := "csv"
	if drawn(sheets) {
		format = "geojson"
	}
	x, err := searchOf(c, format)
	if err != nil {
		return err
	}
	r, err := x.candidates(c)
	if err != nil {
		return err
	}
	tellLeftOut(c, r)
	if err := writeSheets(c.App.Writer, sheets, r); err != nil {
		return err
	}
	if slices.ContainsFunc(sheets, func(s sheet) bool { return s.file != "" }) {
		fmt.Fprintf(c.App.ErrWriter, "flightcheck: %s\n", plain.Line(r.Answer))
		writeCorridors(c.App.ErrWriter, r)
	}
	return statusExit(r.Status())
}

// onTerminal tells whether what is written goes to a terminal, beside a watch or not.
func onTerminal(w io.Writer) bool {
	if a, ok := w.(*aside); ok {
		w = a.to
	}
	return isTerminal(w)
}

// writeSheets makes all files before it writes the first.
func writeSheets(stdout io.Writer, sheets []sheet, r *route.Report) error {
	made := make([]sheetText, len(sheets))
	for i, s := range sheets {
		var b bytes.Buffer
		if err := s.format.Write(&b, r); err != nil {
			return fmt.Errorf("the map as %s: %w", s.format.Name, err)
		}
		made[i] = sheetText{s.file, b.Bytes()}
	}
	return deliverAll(stdout, made)
}
