// Command track writes a synthetic track as CSV: a flight along great circles at a
// constant speed, of which it is known when it enters what.
//
//	go run ./internal/ci/track -kmh 850 -depart 2025-10-30T10:00:00Z moscow budapest > track.csv
//	go run ./internal/ci/track -gap 11:00,12:00 moscow budapest > gap.csv
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/flightcheck/flightcheck/internal/track/clean"
	"github.com/flightcheck/flightcheck/internal/track/tracktest"
	"github.com/flightcheck/flightcheck/place"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "track:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	f := flag.NewFlagSet("track", flag.ContinueOnError)
	f.SetOutput(stderr)
	plan := tracktest.Plan{AltFt: 35_000}
	f.Float64Var(&plan.Kmh, "kmh", 850, "speed over the ground")
	f.DurationVar(&plan.Every, "every", 10*time.Second, "time between positions")
	f.BoolVar(&plan.Ground, "ground", true, "the ends are on the ground")
	depart := f.String("depart", "2025-10-30T10:00:00Z", "instant of departure")
	gap := f.String("gap", "", "silence, 11:00,12:00 on the day of departure")
	if err := f.Parse(args); err != nil {
		return err
	}
	var err error
	if plan.Depart, err = time.Parse(time.RFC3339, *depart); err != nil {
		return err
	}
	if f.NArg() < 2 {
		return errors.New("say two places or more")
	}
	for _, word := range f.Args() {
		r, err := place.Lookup(word)
		if err != nil {
			return err
		}
		plan.Line = append(plan.Line, r.Point)
	}
	points, err := tracktest.Fly(plan)
	if err != nil {
		return err
	}
	if *gap != "" {
		from, to, _ := strings.Cut(*gap, ",")
		points = slices.DeleteFunc(points, func(p clean.Fix) bool {
			at := p.Time.UTC().Format("15:04:05")
			return at > from && at < to
		})
	}
	return tracktest.WriteCSV(stdout, points)
}
