package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/data"
	"github.com/flightcheck/flightcheck/internal/plain"
)

// dataAction lists what is embedded.
func dataAction(c *cli.Context) error {
	if err := noPlaces(c); err != nil {
		return err
	}
	format, err := formatOf(c, "text", "json")
	if err != nil {
		return err
	}
	return deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, data.Sources())
		}
		for i, s := range data.Sources() {
			if i > 0 {
				fmt.Fprintln(w)
			}
			para(w, "File", s.File)
			para(w, "What", s.Content)
			para(w, "From", fileSourceWords(s))
			para(w, "Licence", s.Licence)
			para(w, "sha256", s.SHA256)
		}
		return nil
	})
}

// fileSourceWords says where a file is from.
func fileSourceWords(s data.Source) string {
	words := s.Source
	if s.Version != "" {
		words += ", version " + s.Version
	}
	return words + ", of " + s.Date
}

// writeJSON writes one value, indented, without escaping of <, > and &.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(plain.Exact(w))
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
