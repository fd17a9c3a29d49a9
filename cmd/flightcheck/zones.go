package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/airspace"
	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// zoneJSON is what an area has as a zone.
type zoneJSON struct {
	Floor   string `json:"floor,omitempty"`
	Ceiling string `json:"ceiling,omitempty"`
	From    string `json:"from,omitempty"`
	Until   string `json:"until,omitempty"`
	Source  string `json:"source"`

	zone *airspace.Zone
}

func toZoneJSON(z *airspace.Zone) *zoneJSON {
	if z == nil {
		return nil
	}
	j := &zoneJSON{Floor: z.Floor.String(), Ceiling: z.Ceiling.String(), Source: z.Source.Name, zone: z}
	const second = "2006-01-02T15:04:05Z"
	if !z.From.IsZero() {
		j.From = z.From.Format(second)
	}
	if !z.Until.IsZero() {
		j.Until = z.Until.Format(second)
	}
	return j
}

// words says that an area is a zone, where and when.
func (z *zoneJSON) words() string {
	words := []string{"zone", z.zone.Limits(), z.zone.Period()}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), ", ")
}

// levelOf reads the flight level; 0 if it was not given.
func levelOf(c *cli.Context) (int, error) {
	v := c.String("level")
	if v == "" {
		return 0, nil
	}
	a, err := airspace.ParseAltitude(v)
	switch {
	case err != nil:
		return 0, usage("--level: %v", err)
	case a.Unit != airspace.FlightLevel || a.Value == 0:
		return 0, usage("--level: %q is no flight level; write FL350", v)
	}
	return int(a.Value), nil
}

// zoneTerritory is the zone that rules name so.
func zoneTerritory(set *policy.Set, name string) (policy.Territory, error) {
	known := set.Zones()
	if slices.Contains(known, name) {
		return policy.Territory{Area: name, Zones: []string{name}}, nil
	}
	if len(known) == 0 {
		return policy.Territory{}, usage("unknown zone %q; the policies name none", name)
	}
	return policy.Territory{}, usage("unknown zone %q; the policies name %s", name, strings.Join(known, ", "))
}

// zoneWords says in one line how far a route flies in each zone.
func zoneWords(rt *route.Route) string {
	var words []string
	for _, z := range rt.Zones {
		words = append(words, fmt.Sprintf("%s %.0f km", z.Name, z.Km))
	}
	if len(words) == 0 {
		return ""
	}
	return "zones: " + strings.Join(words, ", ")
}

// placeLines names the airspace of a crossing, then its zones.
func placeLines(r *route.Report, c route.Crossing) []string {
	lines := []string{c.Name}
	for _, id := range c.Zones {
		lines = append(lines, "zone "+r.OutlineName(id))
	}
	return lines
}

// writeShares prints the kilometres of a route in each State and in each zone.
func writeShares(w io.Writer, r *route.Report, rt *route.Route) {
	right := []table.ColumnConfig{{Number: 1, Align: text.AlignRight}}
	fmt.Fprintln(w)
	t := newTable(w, "km", "State", "id")
	t.SetColumnConfigs(right)
	for _, s := range rt.StateKm() {
		t.AppendRow(table.Row{fmt.Sprintf("%.1f", s.Km), plain.Line(stateName(r, s.State)), s.State})
	}
	t.Render()
	fmt.Fprintln(w)
	t = newTable(w, "km", "zone", "id", "of this, km in")
	t.SetColumnConfigs(right)
	for _, z := range rt.Zones {
		t.AppendRow(table.Row{fmt.Sprintf("%.1f", z.Km), wrap([]string{z.Name}, 32), plain.Line(z.ID), wrap([]string{within(r, z)}, 50)})
	}
	if km := rt.OutsideZonesKm(); km > 0 {
		t.AppendRow(table.Row{fmt.Sprintf("%.1f", km), "in no zone", "", ""})
	}
	t.Render()
}

// within says over which States a route flies in a zone.
func within(r *route.Report, z route.ZoneKm) string {
	var words []string
	for _, s := range z.States {
		words = append(words, fmt.Sprintf("%s %.1f", stateName(r, s.State), s.Km))
	}
	return strings.Join(words, ", ")
}

func stateName(r *route.Report, state string) string {
	if state == "" {
		return "no State"
	}
	return r.Name(state)
}

// writeZoneFiles prints the files of zones that the answer rests on.
func writeZoneFiles(w io.Writer, files []route.ZoneSource) {
	for _, f := range files {
		date := ""
		if f.Date != "" {
			date = ", of " + f.Date
		}
		para(w, "Zones", fmt.Sprintf("%s%s: %d zones, sha256 %.12s", f.Source, date, f.Zones, f.SHA256))
	}
}
