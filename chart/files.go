package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/route"
)

// checkFile refuses a report that no file can hold: its points must be degrees. The
// libraries for KML and GPX would write them as they are.
func checkFile(r *route.Report, kind string) error {
	if r == nil {
		return errors.New(kind + ": there is no report; ask for one with package route")
	}
	check := func(where string, points ...orb.Point) error {
		for _, p := range points {
			if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) { // false for what is not a number
				return fmt.Errorf("%s: %s: %v,%v is no longitude and latitude; check the report", kind, where, p[0], p[1])
			}
		}
		return nil
	}
	if err := errors.Join(check("the begin", r.From.Point()), check("the end", r.To.Point())); err != nil {
		return err
	}
	for i, rt := range r.Routes {
		if rt == nil {
			return fmt.Errorf("%s: route %d is missing; check the report", kind, i+1)
		}
		points := slices.Clone(rt.Waypoints)
		for _, c := range rt.Crossings {
			points = append(points, c.Enter, c.Exit)
		}
		if err := check(fmt.Sprintf("the route %q", rt.Name), points...); err != nil {
			return err
		}
	}
	return nil
}

// fileTitle names the question.
func fileTitle(r *route.Report) string { return r.From.Name + " to " + r.To.Name }

// fileFlight describes the flight in a sentence.
func fileFlight(f route.Flight) string {
	var words []string
	add := func(format string, value string) {
		if value != "" {
			words = append(words, fmt.Sprintf(format, value))
		}
	}
	add("registration %s", f.Registration)
	add("%s aircraft", f.Kind)
	add("type %s", f.Type)
	add("operator of %s", f.Operator)
	add("with %s on board", strings.Join(f.Persons, ", "))
	add("at %s", f.Level)
	add("on %s", f.Date)
	add("departure %s", f.Depart)
	s := "Flight: " + strings.Join(words, ", ")
	if f.GivenBy == "set" {
		s += " (the flight of the policy set)"
	}
	return s + "."
}

// fileCredits says what the answer rests on, one sentence for each source, and what
// the publisher of the borders wants to be said.
func fileCredits(r *route.Report) []string {
	var out []string
	for _, s := range r.Policies {
		asOf := ""
		if s.AsOf != "" {
			asOf = ", as of " + s.AsOf
		}
		out = append(out, fmt.Sprintf("Policy set %s: %s%s, sha256 %s.", s.Name, plural.Count(s.Rules, "rule", "rules"), asOf, s.SHA256))
	}
	source := func(what, name, date, sha256 string) {
		if date != "" {
			date = ", of " + date
		}
		out = append(out, fmt.Sprintf("%s: %s%s, sha256 %s.", what, name, date, sha256))
	}
	if a := r.Airspace; a.SHA256 != "" {
		source("Airspace", a.Source, a.Date, a.SHA256)
	}
	for _, z := range r.Airspace.Zones {
		source("Zones", z.Source, z.Date, z.SHA256)
	}
	for _, o := range r.Airspace.Outlines {
		out = append(out, fmt.Sprintf("Outline %s: %s.", o.Name, o.Source))
	}
	if a := r.Attribution(); a != "" {
		out = append(out, a)
	}
	return out
}

// fileRoute tells of a route in a sentence, with the States that it enters.
func fileRoute(r *route.Report, rt *route.Route) string {
	s := fmt.Sprintf("%s: %.0f km", rt.Status, rt.DistanceKm)
	var over []string
	for _, c := range rt.Crossings {
		if !c.HighSeas() && !slices.Contains(over, c.Name) {
			over = append(over, c.Name)
		}
	}
	if len(over) > 0 {
		s += " over " + strings.Join(over, ", ")
	}
	var reasons []string
	for _, l := range slices.Concat(r.Lines(rt), r.PassageLines(rt)) {
		reasons = append(reasons, l.Words)
	}
	if len(reasons) > 0 {
		s += ": " + strings.Join(reasons, "; ")
	}
	return s + "."
}

// fileText returns a property of a feature that is a text, "" if it is not.
func fileText(f *geojson.Feature, key string) string {
	s, _ := f.Properties[key].(string)
	return s
}
