package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// dataFiles are the endings of files that hold data. Program text is under the
// project's licence.
var dataFiles = []string{".geojson", ".json", ".csv", ".tsv", ".gz", ".bin", ".yaml", ".txt"}

// notData are files with such an ending that are none.
var notData = []string{"sources.csv", "build/countries/package.json", "build/countries/package-lock.json"}

// unnamedFiles says which files of a folder its README.md does not name, or without a
// source and a licence. Those that lie in build/ are of this project: a name is enough.
func unnamedFiles(folder string) (faults []string, err error) {
	text, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		return nil, err
	}
	rows := dataRows(string(text))
	err = fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(dataFiles, filepath.Ext(name)) || slices.Contains(notData, name) {
			return err
		}
		if base, ok := strings.CutPrefix(name, "build/"); ok {
			if !strings.Contains(string(text), "`"+filepath.Base(base)+"`") {
				faults = append(faults, fmt.Sprintf("%s/README.md does not name %s", folder, name))
			}
			return nil
		}
		switch r, ok := rows[name]; {
		case !ok:
			faults = append(faults, fmt.Sprintf("the table of %s/README.md has no row for %s; add it to sources.csv and run go generate ./data", folder, name))
		case r.source == "" || r.licence == "":
			faults = append(faults, fmt.Sprintf("%s/README.md names no source or no licence for %s; add it to sources.csv and run go generate ./data", folder, name))
		}
		return nil
	})
	return faults, err
}

type dataRow struct{ source, licence string }

// dataRows reads the table whose first column is called file.
func dataRows(text string) map[string]dataRow {
	rows := map[string]dataRow{}
	var columns []string
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case !strings.HasPrefix(line, "|"):
			columns = nil
		case columns == nil:
			columns = cells
		case len(cells) == len(columns) && slices.Contains(columns, "licence") && columns[0] == "file":
			rows[cells[0]] = dataRow{cells[slices.Index(columns, "source")], cells[slices.Index(columns, "licence")]}
		}
	}
	return rows
}
