package data

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

//go:generate go run ./build/sources

//go:embed sources.csv
var sources string

// Source says of one file in this folder what it holds and where that is from.
type Source struct {
	File    string `json:"file"`
	Content string `json:"content"`
	Source  string `json:"source"`
	Version string `json:"version"`
	// Date is the day, month or year of the facts, not of the file.
	Date    string `json:"date"`
	Licence string `json:"licence"`
	SHA256  string `json:"sha256"`
}

// Sources returns the table sources.csv: one entry for each data file. It is
// nil only if the embedded table is damaged.
func Sources() []Source { return readSources() }

var readSources = sync.OnceValue(func() []Source {
	rows, err := csv.NewReader(strings.NewReader(sources)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil
	}
	var out []Source
	for _, r := range rows[1:] {
		out = append(out, Source{File: r[0], Content: r[1], Source: r[2], Version: r[3], Date: r[4], Licence: r[5], SHA256: r[6]})
	}
	return out
})
