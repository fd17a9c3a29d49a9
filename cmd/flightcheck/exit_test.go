package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/serve"
)

// An error repeats the name of a file, and nothing of it acts on a terminal: not on
// stderr, and not in what the page of serve says.
func TestErrorsArePlain(t *testing.T) {
	name := strings.ReplaceAll(hostile, "\n", " ") + "\xff\xd0"
	got := runLine(t, "airspace", "lint", name)
	if got.code != exitFailure || !strings.Contains(got.stderr, `open Ev\x1b[2J`) || acting.MatchString(strings.TrimSuffix(got.stderr, "\n")) {
		t.Errorf("exit %d, stderr %q", got.code, got.stderr)
	}
	wrong, ok := errors.AsType[*serve.WrongError](verdictOf(t.Context(), usage("no file %s", name)))
	if !ok || !strings.HasSuffix(wrong.Words, `all is open\xff\xd0`) || acting.MatchString(wrong.Words) {
		t.Errorf("the page says %q", wrong)
	}
}
