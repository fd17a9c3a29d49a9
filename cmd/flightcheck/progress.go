package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/plain"
)

// patience is how long a command may take before it shows that it is at work.
const patience = time.Second

// atWork says what a command does while one waits for it. Commands that are not
// here are done at once, are not waited for, or count themselves how far they are.
var atWork = map[string]string{
	"routes": "searching ways", "check": "judging the route", "map": "searching ways for the map",
	"why": "reading the rules", "policy lint": "trying the rules", "policy test": "running the cases",
	"airspace lint": "looking at the borders", "airspace list": "reading the borders",
	"audit": "reading the track", "airspace at": "reading the borders",
}

// A watch is kept while a command runs: it shows on a terminal that the command is
// at work, and tells what took how long if that is asked for. It is silent
// otherwise.
type watch struct {
	mu      sync.Mutex
	out     io.Writer // the terminal; nil shows nothing
	verbose io.Writer // nil tells nothing
	what    string
	bar     *spinner
	timer   *time.Timer
	begun   time.Time
	done    bool
}

// watched keeps a watch while an action runs, and sees to --quiet.
func watched(action cli.ActionFunc) cli.ActionFunc {
	return func(c *cli.Context) error {
		quiet, stderr := inRoot(c).Bool("quiet"), c.App.ErrWriter
		if quiet && inRoot(c).Bool("verbose") {
			return usage("--quiet and --verbose contradict each other; leave one out")
		}
		fitWidth(c)
		w := &watch{what: atWork[commandName(c)], begun: time.Now()}
		if quiet {
			c.App.ErrWriter = io.Discard
		} else if isTerminal(stderr) && w.what != "" {
			w.out = plain.Exact(stderr)
			c.App.ErrWriter = &aside{w: w, to: stderr}
			c.App.Writer = &aside{w: w, to: c.App.Writer, last: true}
			w.timer = time.AfterFunc(patience, w.show)
		}
		if inRoot(c).Bool("verbose") {
			w.verbose = c.App.ErrWriter
		}
		if c.App.Metadata == nil {
			c.App.Metadata = map[string]any{}
		}
		c.App.Metadata[watchKey] = w
		defer w.end()
		return action(c)
	}
}

// watchKey is where the watch of a command is kept.
const watchKey = "watch"

// inRoot returns the context of the application: a command may have a flag of the
// same name that means something else.
func inRoot(c *cli.Context) *cli.Context {
	for _, above := range slices.Backward(c.Lineage()) {
		if above.Command != nil {
			return above
		}
	}
	return c
}

// step says what a command is doing now, and returns what to call when that is
// done, with a word on what came of it or "".
func step(c *cli.Context, what string) (done func(result string)) {
	w, ok := c.App.Metadata[watchKey].(*watch)
	if !ok {
		return func(string) {}
	}
	begun := time.Now()
	w.mu.Lock()
	before := w.what
	w.what = what
	if w.bar != nil {
		w.bar.describe(what)
	}
	w.mu.Unlock()
	return func(result string) {
		w.mu.Lock()
		w.what = before
		w.mu.Unlock()
		if result != "" {
			result = ": " + result
		}
		w.tell("%s%s, %s", what, result, took(begun))
	}
}

// took says how long it is since an instant.
func took(begun time.Time) string {
	return fmt.Sprintf("%.0f ms", time.Since(begun).Seconds()*1000)
}

// tell prints a line if that was asked for.
func (w *watch) tell(format string, args ...any) {
	if w.verbose != nil {
		fmt.Fprintf(w.verbose, "flightcheck: "+format+"\n", args...)
	}
}

// show begins to show that the command is at work.
func (w *watch) show() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done || w.bar != nil {
		return
	}
	w.bar = newSpinner(w.out, w.what)
}

// hide takes away what show put on the terminal.
func (w *watch) hide() {
	if w.bar != nil {
		w.bar.stop()
		w.bar = nil
	}
}

// end ends the watch: nothing of it stays on the terminal.
func (w *watch) end() {
	w.mu.Lock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.done = true
	w.hide()
	w.mu.Unlock()
	w.tell("all of it, %s", took(w.begun))
}

// aside writes beside a watch: what the watch shows is taken away first.
type aside struct {
	w    *watch
	to   io.Writer
	last bool // the answer: nothing is shown after it
}

// Write takes away what is shown, then writes.
func (a *aside) Write(p []byte) (int, error) {
	a.w.mu.Lock()
	a.w.hide()
	if a.last {
		a.w.done = true
	} else if !a.w.done && a.w.timer != nil {
		a.w.timer.Reset(patience)
	}
	a.w.mu.Unlock()
	return a.to.Write(p)
}
