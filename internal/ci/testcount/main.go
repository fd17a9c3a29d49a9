// Command testcount reads the events of "go test -json" from standard input,
// prints one line for each package and the output of what failed, and writes
// "PASSED FAILED SKIPPED" to the file that is its argument.
//
//	go test -json ./... | go run ./internal/ci/testcount counts.txt
//
// Tests, subtests, examples and seeds of fuzz targets count one each. A package
// that fails without a failed test (it does not build, it ran out of time)
// counts as one failure. It exits 1 if anything failed or no test ran, and 2 if
// it cannot read or write.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go test -json ./... | testcount FILE")
		os.Exit(2)
	}
	code, err := run(os.Stdin, os.Stdout, os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "testcount:", err)
	}
	os.Exit(code)
}

// run returns the exit code.
func run(events io.Reader, report io.Writer, file string) (int, error) {
	c := newCounter(report)
	if err := c.read(events); err != nil {
		return 2, err
	}
	counts := fmt.Sprintf("%d %d %d\n", c.passed, c.failed, c.skipped)
	if err := os.WriteFile(file, []byte(counts), 0o600); err != nil {
		return 2, fmt.Errorf("the counts were not written: %w", err)
	}
	if c.failed > 0 {
		return 1, nil
	}
	if c.passed == 0 {
		return 1, fmt.Errorf("no test ran")
	}
	return 0, nil
}
