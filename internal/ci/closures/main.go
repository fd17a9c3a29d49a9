// Command closures compares two answers of flightcheck batch --mode find to the same
// pairs, and prints for each airport what lies between them, as a table of Markdown:
//
//	go run ./internal/ci/closures BEFORE.csv AFTER.csv
//
// It tells in how many pairs the way is longer afterwards, by how much in the mean of
// all pairs that have a way both before and after, and which is the worst.
package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: closures BEFORE.csv AFTER.csv")
		os.Exit(2)
	}
	var ways [2][]way
	for i := range ways {
		f, err := os.Open(os.Args[i+1])
		if err == nil {
			ways[i], err = read(f)
			f.Close()
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "closures: %s: %v\n", os.Args[i+1], err)
			os.Exit(1)
		}
	}
	if err := write(os.Stdout, ways[0], ways[1]); err != nil {
		fmt.Fprintln(os.Stderr, "closures:", err)
		os.Exit(1)
	}
}

// way is a row of an answer. Found is false if no way was found.
type way struct {
	from, to string
	found    bool
	km       float64
}

// read reads an answer of batch.
func read(r io.Reader) ([]way, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("it is empty")
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, name := range []string{"from", "to", "status", "distance_km"} {
		if _, ok := column[name]; !ok {
			return nil, fmt.Errorf("it has no column %q", name)
		}
	}
	var out []way
	for i, row := range rows[1:] {
		w := way{from: row[column["from"]], to: row[column["to"]]}
		if s := row[column["status"]]; s == "open" || s == "permission" {
			w.found = true
			if w.km, err = strconv.ParseFloat(row[column["distance_km"]], 64); err != nil {
				return nil, fmt.Errorf("row %d: %w", i+1, err)
			}
		}
		out = append(out, w)
	}
	return out, nil
}

// toll is what lies between before and after for one airport.
type toll struct {
	airport            string
	pairs, longer, cut int // cut: there is no way any more
	before, extra      float64
	worst              float64
	worstTo            string
}

// tolls adds up all pairs.
func tolls(before, after []way) ([]*toll, error) {
	if len(before) != len(after) {
		return nil, fmt.Errorf("%d pairs before and %d after", len(before), len(after))
	}
	all := map[string]*toll{}
	for i, b := range before {
		a := after[i]
		if a.from != b.from || a.to != b.to {
			return nil, fmt.Errorf("row %d is %s-%s before and %s-%s after", i+1, b.from, b.to, a.from, a.to)
		}
		for _, ends := range [...][2]string{{b.from, b.to}, {b.to, b.from}} {
			t := all[ends[0]]
			if t == nil {
				t = &toll{airport: ends[0]}
				all[ends[0]] = t
			}
			t.add(b, a, ends[1])
		}
	}
	var out []*toll
	for _, t := range all {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *toll) int {
		return cmp.Or(cmp.Compare(b.mean(), a.mean()), cmp.Compare(a.airport, b.airport))
	})
	return out, nil
}

// add adds one pair to an airport.
func (t *toll) add(before, after way, other string) {
	switch {
	case !before.found:
	case !after.found:
		t.cut++
	default:
		extra := after.km - before.km
		t.pairs++
		t.before += before.km
		t.extra += extra
		if extra >= 1 {
			t.longer++
		}
		if extra > t.worst {
			t.worst, t.worstTo = extra, other
		}
	}
}

func (t *toll) mean() float64 {
	if t.pairs == 0 {
		return 0
	}
	return t.extra / float64(t.pairs)
}

// write prints the table.
func write(w io.Writer, before, after []way) error {
	list, err := tolls(before, after)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "| airport | pairs | longer | no way | mean, km | of the way before | worst, km | to |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|")
	for _, t := range list {
		share := 0.0
		if t.before > 0 {
			share = 100 * t.extra / t.before
		}
		fmt.Fprintf(w, "| %s | %d | %d | %d | %.0f | %.1f %% | %.0f | %s |\n", t.airport, t.pairs, t.longer, t.cut, t.mean(), share, t.worst, t.worstTo)
	}
	return nil
}
