package cliargs_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/cliargs"
)

// FuzzReorder gives any words, one a line, and demands an answer that the
// library reads without an error and a second pass leaves as it is, with every
// word after the shield still a place.
func FuzzReorder(f *testing.F) {
	for _, seed := range []string{
		"moscow budapest --kind civil --json",
		"--json check -33.9,151.2 −36.8,174.7",
		"check -x,1 0,0", "polcy list", "policy --json list", "help policy list", "-h", "--version",
		"map a b -o - --output=- -- --json", "airspace at --countries -- -54.8,-68.3", "-- help map", "- -- --",
		"--=x a", "-=", "---", "—json a", "check --kind= a", "a b --grant=UA,PL --grant --json", "data --help=false",
	} {
		f.Add(strings.ReplaceAll(seed, " ", "\n"))
	}
	f.Fuzz(func(t *testing.T, text string) {
		args := append([]string{"flightcheck"}, strings.Split(text, "\n")...)
		app, parsed := newApp(io.Discard)
		got, err := cliargs.Reorder(app, args, isKnownPlace)
		if err != nil {
			var usage *cliargs.Error
			if !errors.As(err, &usage) || got != nil || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%q: got %q beside the error %q", args, got, err)
			}
			return
		}
		again, err := cliargs.Reorder(app, got, isKnownPlace)
		if err != nil || !slices.Equal(again, got) {
			t.Fatalf("%q: became %q, then %q, %v", args, got, again, err)
		}
		if err := app.Run(got); err != nil {
			t.Fatalf("%q: became %q, which the library refuses: %v", args, got, err)
		}
		shield := slices.Index(args, "--")
		if shield < 0 || parsed.Command == "" {
			return
		}
		places := args[shield+1:]
		if from := len(parsed.Places) - len(places); from < 0 || !slices.Equal(parsed.Places[from:], places) {
			t.Fatalf("%q: the places are %q, want them to end in %q", args, parsed.Places, places)
		}
	})
}
