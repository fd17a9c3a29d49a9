package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/flightcheck/flightcheck/internal/track"
)

// What it writes can be read, and has a gap where it was asked for.
func TestRun(t *testing.T) {
	for _, c := range []struct {
		args   string
		points int
		last   string
	}{
		{"moscow budapest", 667, "2025-10-30T11:50:59.609Z,47.498350,19.040450,ground"},
		{"-every 1m -kmh 600 -ground=false 52,11 52,12", 8, "2025-10-30T10:06:52.064Z,52.000000,12.000000,35000"},
		{"-gap 10:10:00,11:40:00 moscow budapest", 667 - 539, "2025-10-30T11:50:59.609Z,47.498350,19.040450,ground"},
	} {
		var out bytes.Buffer
		if err := run(strings.Fields(c.args), &out, io.Discard); err != nil {
			t.Errorf("%s: %v", c.args, err)
			continue
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if got := lines[len(lines)-1]; got != c.last {
			t.Errorf("%s: the last line is %s, want %s", c.args, got, c.last)
		}
		got, err := track.Parse(out.Bytes(), track.Options{})
		if err != nil || len(got.Points) != c.points {
			t.Errorf("%s: %d positions, want %d; %v", c.args, len(lines)-1, c.points, err)
		}
	}
}

func TestRunErrors(t *testing.T) {
	for args, want := range map[string]string{
		"moscow":                       "two places",
		"52,11 52.0,11":                "same point",
		"moscow nowhereatall":          "nowhereatall",
		"-kmh 0 moscow budapest":       "a speed and a step",
		"-every 0s moscow budapest":    "a speed and a step",
		"-depart noon moscow budapest": "noon",
		"-far moscow":                  "far",
	} {
		if err := run(strings.Fields(args), io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", args, err, want)
		}
	}
}
