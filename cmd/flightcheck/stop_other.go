//go:build !unix

package main

// limitsAreErrors does nothing where processes have no such limits.
func limitsAreErrors() {}
