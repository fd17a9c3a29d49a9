// Command sources brings the table of data files up to date: it writes the hash
// of each file into sources.csv, and the table into README.md between its two
// markers. Run it in data/, or with go generate.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
)

const (
	begin = "<!-- sources: written by go generate -->\n"
	end   = "<!-- end of sources -->\n"
)

func main() {
	if err := update("sources.csv", "README.md"); err != nil {
		fmt.Fprintln(os.Stderr, "sources:", err)
		os.Exit(1)
	}
}

func update(table, readme string) error {
	rows, err := read(table)
	if err != nil {
		return err
	}
	for _, r := range rows[1:] {
		b, err := os.ReadFile(r[0])
		if err != nil {
			return fmt.Errorf("%s names a file that is not there: %w", table, err)
		}
		sum := sha256.Sum256(b)
		r[6] = hex.EncodeToString(sum[:])
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return err
	}
	if err := os.WriteFile(table, b.Bytes(), 0o644); err != nil {
		return err
	}
	return splice(readme, markdown(rows))
}

func read(table string) ([][]string, error) {
	f, err := os.Open(table)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", table, err)
	}
	if len(rows) < 2 || len(rows[0]) != 7 {
		return nil, fmt.Errorf("%s: want a header of 7 columns and a row", table)
	}
	return rows, nil
}

// markdown returns the rows as a table.
func markdown(rows [][]string) string {
	var b strings.Builder
	for i, r := range rows {
		cells := append([]string{}, r...)
		if i > 0 {
			cells[6] = "`" + cells[6] + "`"
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
		}
	}
	return b.String()
}

// splice replaces what stands between the markers of a file.
func splice(file, text string) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, rest, ok := strings.Cut(string(old), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s: the markers of the table are missing", file)
	}
	return os.WriteFile(file, []byte(head+begin+text+end+tail), 0o644)
}
