//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// rows measures one row at a time: of check mode from its bytes to those of its
// answer, of find mode with the world set.
func (b *bench) rows(ctx context.Context) ([]figure, error) {
	const times = "20000x" // the first row makes ready what all others need
	r, err := benchmarks(ctx, "./internal/batch", "^BenchmarkRow$", times)
	if err != nil {
		return nil, err
	}
	out := r.figures(goBench("Row -benchtime "+times, "./internal/batch"),
		told{"a row of check mode, CSV, from bytes to bytes", "Row/csv", "ns/op", 1000, "µs", atMost(20)},
		told{"the same, NDJSON", "Row/ndjson", "ns/op", 1000, "µs", atMost(20)})
	r, err = benchmarks(ctx, "./internal/batch", "^BenchmarkFind$", b.scale.finds)
	if err != nil {
		return out, err
	}
	words := "a row of find mode, German civil flight of 5 March 2022, " + strings.TrimSuffix(b.scale.finds, "x") + " rows"
	return append(out, r.figures(goBench("Find -benchtime "+b.scale.finds, "./internal/batch"),
		told{words + ", median", "Find", "us/p50", 1000, "ms", wanted{}},
		told{"the same, 99 of 100", "Find", "us/p99", 1000, "ms", wanted{}},
		told{"the same, slowest", "Find", "us/worst", 1000, "ms", wanted{}})...), nil
}

// batches measures whole files with 1, 2 and 8 workers.
func (b *bench) batches(ctx context.Context) ([]figure, error) {
	check, err := b.workers(ctx, "check", b.scale.checkRows, "")
	if err != nil {
		return check, err
	}
	find, err := b.workers(ctx, "find", b.scale.findRows, "--registration DE --kind civil --date 2022-03-05")
	return append(check, find...), err
}

// workersLine is a line of internal/ci/batch.
var workersLine = regexp.MustCompile(`(?m)^(\d+) workers: (\d+) rows/s, .* peak (\d+) MB`)

// workers runs one file with 1, 2 and 8 workers. That their bytes are equal is seen
// to by the program that is run: it ends with 1 if they are not.
func (b *bench) workers(ctx context.Context, mode string, rows int, flags string) ([]figure, error) {
	args := []string{"-binary", b.command(), "-mode", mode, "-n", strconv.Itoa(rows), "-flags", flags, "-mb", "1e9"}
	c := exec.CommandContext(ctx, filepath.Join(b.dir, "batch"), args...) //nolint:gosec // what was built
	var said bytes.Buffer
	c.Stderr = &said
	text, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("internal/ci/batch -mode %s: %w: %s", mode, err, tail(append(text, said.Bytes()...)))
	}
	by := fmt.Sprintf("`go run ./internal/ci/batch -mode %s -n %d`", mode, rows)
	return batchFigures(string(text), mode, rows, by)
}

// batchFigures reads what internal/ci/batch says.
func batchFigures(text, mode string, rows int, by string) ([]figure, error) {
	found := workersLine.FindAllStringSubmatch(text, -1)
	if len(found) != 3 || !strings.Contains(text, "give the same bytes") {
		return nil, fmt.Errorf("internal/ci/batch -mode %s told of %d runs, not of 3 with the same bytes", mode, len(found))
	}
	var out []figure
	for _, m := range found {
		rate, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			return nil, err
		}
		mb, err := strconv.ParseFloat(m[3], 64)
		if err != nil {
			return nil, err
		}
		fast, small := wanted{}, wanted{}
		if mode == "check" {
			small = atMost(200)
			if m[1] == "2" {
				fast = atLeast(60_000)
			}
		}
		words := fmt.Sprintf("batch in %s mode, %s rows, %s workers", mode, number(float64(rows)), m[1])
		if m[1] == "1" {
			words = strings.TrimSuffix(words, "s")
		}
		out = append(out, figure{what: words, value: rate, unit: "rows/s", want: fast, by: by}, figure{what: "the same, most memory", value: mb, unit: "MB", want: small, by: by})
	}
	return append(out, figure{what: "the same, outputs of 1, 2 and 8 workers that differ", value: 0, want: atMost(0), by: by}), nil
}
