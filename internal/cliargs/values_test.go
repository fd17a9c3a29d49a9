package cliargs_test

import (
	"io"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/cliargs"
)

// TestFlagIsNoValue: a flag that follows another is not its value, whatever stands
// behind the two.
func TestFlagIsNoValue(t *testing.T) {
	for _, line := range []string{
		"check a b --kind --json", "check --kind --json a b", "--kind --json check a b", "check a --kind -r RU b", "check --kind --kind=civil a b",
	} {
		app, _ := newApp(io.Discard)
		got, err := cliargs.Reorder(app, append([]string{"flightcheck"}, strings.Fields(line)...), nil)
		if err == nil || !strings.Contains(err.Error(), `the flag "--kind" has no value`) {
			t.Errorf("%s: %q, %v", line, got, err)
		}
	}
}
