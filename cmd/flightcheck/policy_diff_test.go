package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/place"
)

// Every two hubs are a pair once, and each hub is a place in a State.
func TestPairs(t *testing.T) {
	seen := map[[2]string]bool{}
	ends := map[string]int{}
	for i := range maxPairs {
		a, b := pairAt(i)
		if a == b || seen[[2]string{a, b}] || seen[[2]string{b, a}] {
			t.Fatalf("pair %d is %s to %s, which is no new pair", i, a, b)
		}
		seen[[2]string{a, b}] = true
		ends[a]++
		ends[b]++
	}
	for _, h := range hubs {
		if ends[h] != len(hubs)-1 {
			t.Errorf("%s is an end of %d pairs, want %d", h, ends[h], len(hubs)-1)
		}
		if p, err := place.Lookup(h); err != nil || p.Country == "" {
			t.Errorf("%s: %+v, %v", h, p, err)
		}
	}
}

// Progress is shown on a terminal only, not at once, and taken away.
func TestProgress(t *testing.T) {
	var b bytes.Buffer
	if p := newProgress(&b, 9); p != nil {
		t.Error("a buffer is taken for a terminal")
	}
	f, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	none := newProgress(f, 9)
	if none != nil {
		t.Error("a file is taken for a terminal")
	}
	none.show(3)
	none.clear()

	early := &progress{w: &b, of: 9, next: time.Now().Add(time.Hour)}
	early.show(3)
	early.clear()
	if b.Len() > 0 {
		t.Errorf("a short comparison tells %q", b.String())
	}
	p := &progress{w: &b, of: 9}
	p.show(3)
	p.show(4) // too soon after the last
	p.clear()
	if got, want := b.String(), "\r3 of 9 great circles\r\x1b[K"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
