package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/flightcheck/flightcheck/internal/plain"
)

// A spinner turns on a terminal beside a word on what is being done.
type spinner struct{ bar *progressbar.ProgressBar }

// newSpinner begins to show one.
func newSpinner(w io.Writer, what string) *spinner {
	bar := progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what), progressbar.OptionSpinnerType(9),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(false), progressbar.OptionSetWidth(10),
		progressbar.OptionUseANSICodes(os.Getenv("TERM") != "dumb"))
	_ = bar.RenderBlank() // a terminal that takes nothing more is no failure of the answer
	return &spinner{bar}
}

// describe says what is being done now.
func (s *spinner) describe(what string) { s.bar.Describe(what) }

// stop takes it away: the line is empty, and the cursor at its beginning.
func (s *spinner) stop() { _ = s.bar.Finish() }

// isTerminal reports whether a writer is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := plain.Exact(w).(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
