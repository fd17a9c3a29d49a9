package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/track"
	"github.com/flightcheck/flightcheck/route"
)

// An hour without signal, in the words of programs (dev-14).
func TestAuditJSON(t *testing.T) {
	for _, c := range []struct {
		flags    string
		code     int
		entries  string
		dropped  int
		gapOver  string
		bridgeKm float64
	}{
		{"", exitBlocked, "DE:blocked:track:gap :unknown:: BY:permission:gap:track", 0, "PL BY", 0},
		{"--bridge", exitBlocked, "DE:blocked:track: :open:: PL:blocked:: :open:: BY:permission::track", 0, "PL BY", 548.432},
		{"--kind civil --registration RS", exitUnknown, "DE:open:track:gap :unknown:: BY:open:gap:track", 0, "PL BY", 0},
		{"--kind civil --registration RS --max-speed 700", exitUnknown, "", 30, "", 0},
	} {
		t.Run(c.flags, func(t *testing.T) {
			var out, stderr bytes.Buffer
			args := append([]string{"flightcheck", "audit", "testdata/cases/dev-14-gap.csv", "--countries", "testdata/cases/dev-14-world.geojson", "--json"}, strings.Fields(c.flags)...)
			if code := run(t.Context(), args, &out, &stderr); code != c.code {
				t.Fatalf("exit status %d, want %d: %s", code, c.code, stderr.String())
			}
			var a route.Audit
			if err := json.Unmarshal(out.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
			var entries []string
			bridged := 0.0
			for _, e := range a.Entries {
				entries = append(entries, fmt.Sprintf("%s:%s:%s:%s", e.State, e.Status, e.Begins, e.Ends))
				if e.State == "PL" {
					bridged = e.BridgedKm
				}
			}
			if got := strings.Join(entries, " "); c.entries != "" && got != c.entries {
				t.Errorf("entries are %q, want %q", got, c.entries)
			}
			if bridged != c.bridgeKm {
				t.Errorf("%v km are bridged, want %v", bridged, c.bridgeKm)
			}
			if a.Schema != "flightcheck-audit/1" || a.Track.Format != "csv" || len(a.Track.SHA256) != 64 || a.Track.Points != 32 {
				t.Errorf("%s, %+v", a.Schema, a.Track)
			}
			if c.gapOver != "" && (len(a.Track.Gaps) != 1 || strings.Join(a.Track.Gaps[0].Over, " ") != c.gapOver || a.Track.Gaps[0].Km != 754.737) {
				t.Errorf("gaps are %+v", a.Track.Gaps)
			}
		})
	}
}

// The same question gives the same bytes.
func TestAuditRepeats(t *testing.T) {
	var outs [2]bytes.Buffer
	for i := range outs {
		run(t.Context(), []string{"flightcheck", "audit", "testdata/cases/dev-14-gap.csv", "--countries", "testdata/cases/dev-14-world.geojson", "--json"}, &outs[i], io.Discard)
	}
	if !bytes.Equal(outs[0].Bytes(), outs[1].Bytes()) {
		t.Error("two answers differ")
	}
}

// A file that is too large is refused, and a source that breaks is a failure.
func TestAuditLimits(t *testing.T) {
	name := filepath.Join(t.TempDir(), "large.csv")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(track.MaxFile + 1); err != nil {
		t.Fatal(err)
	}
	f.Close()
	var stderr bytes.Buffer
	if code := run(t.Context(), []string{"flightcheck", "audit", name}, io.Discard, &stderr); code != exitUsage || !strings.Contains(stderr.String(), "larger than 64 MB") {
		t.Errorf("exit status %d: %s", code, stderr.String())
	}
	app := newApp(io.Discard, io.Discard)
	app.Reader = brokenReader{}
	if code := exitOf(app.Run([]string{"flightcheck", "audit", "-"}), &stderr); code != exitFailure {
		t.Errorf("exit status %d: %s", code, stderr.String())
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("broken") }

func TestTextCell(t *testing.T) {
	for text, want := range map[string]string{"": "", "Poland": "Poland", "=1": "'=1", "'a": "''a", "a=1": "a=1", "-": "'-"} {
		if got := textCell(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
