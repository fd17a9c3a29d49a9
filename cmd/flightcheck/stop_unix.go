//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// limitsAreErrors makes a file that has become too large for the limits of the process
// an error of the write, like a full disk.
func limitsAreErrors() { signal.Ignore(syscall.SIGXFSZ) }
