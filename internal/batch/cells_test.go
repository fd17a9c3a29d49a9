package batch

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

// TestCellsForOtherReaders: what a cell holds is read back by a reader of CSV that is
// not ours, and by ours; a line break in it ends no row.
func TestCellsForOtherReaders(t *testing.T) {
	for text, want := range map[string]string{
		"moscow": "moscow", "55.75,37.62": `"55.75,37.62"`, `51°28'39"N`: `"51°28'39""N"`, `"`: `""""`,
		"two\nlines": "\"two\nlines\"", "old\rMac": "\"old\rMac\"", "ends\r": "\"ends\r\"", "": "",
	} {
		cell := string(appendCell(nil, text))
		if cell != want {
			t.Errorf("%q is written as %q, want %q", text, cell, want)
		}
		line := "id," + cell + ",sofia," + cell
		cells := []string{"id", text, "sofia", text}
		if got, err := csv.NewReader(strings.NewReader(line + "\n")).Read(); err != nil || !slices.Equal(got, cells) {
			t.Errorf("%q is read as %q, %v", line, got, err)
		}
		if got, fault := splitCells(nil, line, ','); fault != "" || !slices.Equal(got, cells) {
			t.Errorf("%q is read as %q by ourselves: %s", line, got, fault)
		}
	}
}
