package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/route"
)

// alternativeFlags ask what remains if a State refuses.
func alternativeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "margin", Usage: "the distance in `KM` that found ways keep from all that is closed, up to 1000"},
		&cli.StringFlag{Name: "alternatives", Usage: "the best ways without one of the States on the shortest, at most `N` of them, up to 20"},
		&cli.StringFlag{Name: "max-detour", Usage: "how long an alternative may be: a `FACTOR` of the great circle (2.5), or so much longer (1500km)"},
	}
}

// alternativesOf reads the flags for alternatives into the options of a search.
func alternativesOf(c *cli.Context, opts *route.SearchOptions) error {
	if c.IsSet("margin") {
		km, err := strconv.ParseFloat(c.String("margin"), 64)
		if err != nil || !(km >= 0 && km <= 1000) {
			return usage("--margin takes kilometres from 0 to 1000, not %q", c.String("margin"))
		}
		opts.MarginKm = km
	}
	if c.IsSet("alternatives") {
		n, err := strconv.Atoi(c.String("alternatives"))
		if err != nil || n < 0 || n > route.MaxAlternatives {
			return usage("--alternatives takes a number from 0 to %d, not %q", route.MaxAlternatives, c.String("alternatives"))
		}
		opts.Alternatives = n
	}
	if !c.IsSet("max-detour") {
		return nil
	}
	if opts.Alternatives == 0 {
		return usage("--max-detour bounds the alternatives; ask for some with --alternatives 5")
	}
	most, err := route.ParseMaxDetour(c.String("max-detour"))
	if err != nil {
		return usage("--max-detour: %v", err)
	}
	opts.MaxDetour = most
	return nil
}

// writeAlternatives prints what remains if a State refuses, one sentence each.
func writeAlternatives(w io.Writer, r *route.Report) {
	if len(r.Alternatives) == 0 {
		return
	}
	fmt.Fprintln(w, "\nIf a State refuses")
	for _, a := range r.Alternatives {
		words := a.Words + "."
		if i := slices.Index(r.Routes, a.Route); a.Route != nil && i >= 0 {
			words += fmt.Sprintf(" Row %d.", i+1)
		}
		hang(w, indent, "", words)
	}
}

// remarkLines says of a route what decides it by little, and that it is too long for
// the aircraft. The nearest miss is left to [clearanceWords].
func remarkLines(r *route.Report, rt *route.Route) []string {
	var lines, near []string
	for _, s := range rt.Sensitivity {
		if s.Kind != route.Near {
			lines = append(lines, s.Words)
			continue
		}
		if c := rt.Clearance; c == nil || s.Area != cmp.Or(c.Area, c.State) {
			near = append(near, strings.TrimPrefix(s.Words, "passes "))
		}
	}
	if len(near) > 0 {
		lines = append(lines, "also passes "+strings.Join(near, ", "))
	}
	if words := r.RangeWords(rt); words != "" {
		lines = append(lines, words)
	}
	return lines
}

// writeRemarks prints below a route what decides it by little.
func writeRemarks(w io.Writer, r *route.Report, rt *route.Route) {
	var lines []string
	for _, s := range rt.Sensitivity {
		lines = append(lines, s.Words)
	}
	if words := r.RangeWords(rt); words != "" {
		lines = append(lines, words)
	}
	if len(lines) == 0 {
		return
	}
	fmt.Fprintln(w)
	for _, l := range lines {
		hang(w, 2, "", l)
	}
}
