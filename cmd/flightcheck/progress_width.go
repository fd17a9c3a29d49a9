package main

import (
	"io"
	"os"
	"strconv"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

// leastWidth is the width below which tables are not made narrower.
const leastWidth = 72

// fitWidth makes text as wide as the terminal that it is printed on. Nothing is
// changed for a pipe, for a file, or on a terminal that is wide enough.
func fitWidth(c *cli.Context) {
	if n := columnsOf(c.App.Writer, os.Getenv("COLUMNS")); n > 0 && c.String("output") == "" {
		textWidth = widthFor(n)
	}
}

// columnsOf is the width of a terminal, 0 of what is none. The variable COLUMNS
// stands before what the terminal says of itself.
func columnsOf(w io.Writer, columns string) int {
	f, ok := w.(*os.File)
	if !ok || !isTerminal(f) {
		return 0
	}
	if n, err := strconv.Atoi(columns); err == nil && n > 0 {
		return n
	}
	n, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return n
}

// widthFor is the width of text on a terminal of so many columns.
func widthFor(columns int) int { return max(leastWidth, min(columns, fullWidth)) }
