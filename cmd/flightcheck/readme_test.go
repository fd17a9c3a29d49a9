package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadmeShowsRealOutput wants the session in the README to be the beginning
// of what the command prints today.
func TestReadmeShowsRealOutput(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```\n$ flightcheck moscow budapest\n")
	session, _, ok2 := strings.Cut(rest, "```\n")
	if !ok || !ok2 {
		t.Fatal("README.md has no session of flightcheck moscow budapest")
	}
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"flightcheck", "moscow", "budapest"}, &stdout, &stderr); code != exitOK {
		t.Fatalf("exit status %d, %s", code, stderr.String())
	}
	if !strings.HasPrefix(stdout.String(), session) {
		t.Errorf("README.md shows\n%s\nthe command prints\n%s", session, stdout.String())
	}
}
