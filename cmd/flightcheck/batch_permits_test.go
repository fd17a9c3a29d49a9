package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// permitTable runs a command and returns the lines of its CSV, the header first.
func permitTable(t *testing.T, args ...string) [][]string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), append([]string{"flightcheck"}, args...), &stdout, &stderr); code != exitOK && code != exitBlocked && code != exitUnknown {
		t.Fatalf("%v: exit status %d, %s", args, code, &stderr)
	}
	table, err := csv.NewReader(&stdout).ReadAll()
	if err != nil || len(table) == 0 {
		t.Fatalf("%v: %v, %d lines", args, err, len(table))
	}
	return table
}

// A row of many gives what the same flight gives alone, behind its id and date: by the
// great circle that of check, by a search that of the list of ways.
func TestBatchPermitsAreThoseOfOne(t *testing.T) {
	flights := []struct{ from, to, date string }{
		{"ESB", "GYD", "2025-11-04"},
		{"GYD", "BER", "2025-11-05"}, // blocked on the great circle
		{"moscow", "budapest", "2025-10-30"},
		{"41 29", "41 36", "2025-11-07"}, // along a coast
		{"ATH", "VKO", "2025-10-30"},     // a rule on a part of a State
		{"BER", "GYD", "2025-11-05T08:30Z"},
	}
	input := "id,from,to,date\n"
	for _, f := range flights {
		input += "F," + f.from + "," + f.to + "," + f.date + "\n"
	}
	file := filepath.Join(t.TempDir(), "week.csv")
	if err := os.WriteFile(file, []byte(input), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := []string{"--registration", "DE", "--kind", "state", "--zones", "testdata/zones/fir.geojson", "--quiet", "--format", "permits-csv"}
	for mode, command := range map[string][]string{"check": {"check"}, "find": {}} {
		got := permitTable(t, append([]string{"batch", file, "--mode", mode}, flags...)...)
		var want [][]string
		for i, f := range flights {
			alone := permitTable(t, slices.Concat(command, []string{f.from, f.to, "--date", f.date}, flags)...)
			if i == 0 {
				want = append(want, slices.Concat([]string{"id", "date"}, alone[0], []string{"error"}))
			}
			date := strings.Replace(f.date, "30Z", "30:00Z", 1)
			for _, line := range alone[1:] {
				want = append(want, slices.Concat([]string{"F", date}, line, []string{""}))
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: -alone +many:\n%s", mode, d)
		}
	}
}

// Nobody can go on with permits, so a run that is stopped leaves none.
func TestBatchPermitsStopped(t *testing.T) {
	dir := t.TempDir()
	input, output := filepath.Join(dir, "pairs.csv"), filepath.Join(dir, "out.csv")
	if err := os.WriteFile(input, []byte("id,from,to\n1,moscow,budapest\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-o", output}, "nothing is written, since permits-csv cannot be gone on with"},
		{nil, "permits-csv cannot be gone on with"},
	} {
		var out, said bytes.Buffer
		args := append([]string{"flightcheck", "batch", input, "--format", "permits-csv"}, c.args...)
		if code := run(stopped, args, &out, &said); code != exitInterrupted || !strings.Contains(said.String(), c.want) || strings.Contains(said.String(), "--resume") {
			t.Errorf("exit %d: %s%s", code, &out, &said)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("it leaves %v, %v", left, err)
	}
}
