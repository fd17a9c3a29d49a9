package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/flightcheck/flightcheck/policy"
)

// Exit statuses.
const (
	exitOK      = 0 // a route exists that is open or needs permission
	exitFailure = 1 // a file cannot be read or written
	exitUsage   = 2 // the question was wrong
	exitBlocked = 3 // every route is blocked
	exitUnknown = 4 // the best that is left is unknown

	exitInterrupted = 130 // what shells give to a command that Ctrl-C ended
)

// statusError ends the command with a status and no message: the answer has
// been printed.
type statusError int

func (s statusError) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// usageError is a question that cannot be answered as it was put.
type usageError struct{ msg string }

func (u *usageError) Error() string { return u.msg }

func usage(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// exitOf returns the exit status for an error, and prints it unless it is a
// bare status. An error may repeat names of others as they are: what stderr writes to
// is behind a plain.Writer.
func exitOf(err error, stderr io.Writer) int {
	if err == nil {
		return exitOK
	}
	if status, ok := errors.AsType[statusError](err); ok {
		return int(status)
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, "flightcheck: stopped before the answer was complete; nothing was written to a file")
		return exitInterrupted
	}
	fmt.Fprintf(stderr, "flightcheck: %s\n", strings.TrimRight(words(err), "\n"))
	if unreadable(err) {
		return exitFailure
	}
	return exitUsage
}

// unreadable tells whether an error is of the machine, not of the question.
func unreadable(err error) bool {
	var path *fs.PathError
	var write *writeError
	return errors.As(err, &path) || errors.As(err, &write)
}

// statusExit turns the best status of a report into the command's end.
func statusExit(s policy.Status) error {
	switch s {
	case policy.Open, policy.Permission:
		return nil
	case policy.Blocked:
		return statusError(exitBlocked)
	default:
		return statusError(exitUnknown)
	}
}

// words returns the text of an error; faults of policy files come with the line and
// a caret.
func words(err error) string {
	faults, ok := errors.AsType[policy.Errors](err)
	if !ok || len(faults) == 0 {
		return err.Error()
	}
	var b strings.Builder
	for _, f := range faults {
		b.WriteString(f.Error() + "\n")
		if q := f.Quote(); q != "" {
			b.WriteString("    " + strings.ReplaceAll(q, "\n", "\n    ") + "\n")
		}
	}
	return b.String()
}
