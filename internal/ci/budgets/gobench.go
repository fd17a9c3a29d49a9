//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// results are what benchmarks told: by the name without "Benchmark", then by unit.
type results map[string]map[string]float64

// benchmarks runs benchmarks of a package.
func benchmarks(ctx context.Context, pkg, pattern, benchtime string) (results, error) {
	processors := runtime.NumCPU()
	args := []string{"test", "-run", "^$", "-bench", pattern, "-benchmem", "-benchtime", benchtime, "-cpu", strconv.Itoa(processors), pkg}
	c := exec.CommandContext(ctx, "go", args...) //nolint:gosec // the words are above
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w: %s", strings.Join(args, " "), err, tail(append(out, said.Bytes()...)))
	}
	r := parseBenchmarks(string(out), processors)
	if len(r) == 0 {
		return nil, fmt.Errorf("go %s: no benchmark has that name", strings.Join(args, " "))
	}
	return r, nil
}

// parseBenchmarks reads the lines of go test -bench. With more than one processor a
// name ends with their number.
func parseBenchmarks(text string, processors int) results {
	out := results{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if processors > 1 {
			name = strings.TrimSuffix(name, "-"+strconv.Itoa(processors))
		}
		units := map[string]float64{}
		for i := 2; i+1 < len(fields); i += 2 {
			if v, err := strconv.ParseFloat(fields[i], 64); err == nil {
				units[fields[i+1]] = v
			}
		}
		out[name] = units
	}
	return out
}

// under returns the names that begin so, sorted.
func (r results) under(prefix string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(r)), func(n string) bool { return !strings.HasPrefix(n, prefix) })
}

// most returns the greatest value of a unit among the benchmarks whose names begin
// so, and the name that has it.
func (r results) most(prefix, unit string) (name string, v float64, err error) {
	for _, n := range r.under(prefix) {
		if x, ok := r[n][unit]; ok && (name == "" || x > v) {
			name, v = n, x
		}
	}
	if name == "" {
		return "", 0, fmt.Errorf("no benchmark %s… told %s", prefix, unit)
	}
	return name, v, nil
}

// told is a figure that one benchmark told; of 1/scale of its unit.
type told struct {
	what, name, unit string
	scale            float64 // 0 is 1
	in               string  // unit of the figure
	want             wanted
}

// figures reads what benchmarks told. What one did not tell is a figure that could
// not be measured.
func (r results) figures(by string, list ...told) []figure {
	out := make([]figure, len(list))
	for i, t := range list {
		out[i] = figure{what: t.what, unit: t.in, want: t.want, by: by}
		v, ok := r[t.name][t.unit]
		if !ok {
			out[i].err = fmt.Errorf("benchmark %s told no %s", t.name, t.unit)
			continue
		}
		if t.scale != 0 {
			v /= t.scale
		}
		out[i].value = v
	}
	return out
}

// goBench names a run of benchmarks for the last column.
func goBench(name, pkg string) string { return "`go test -run '^$' -bench " + name + " " + pkg + "`" }
