package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/route"
)

// mostDropped is how many positions that were left out are printed.
const mostDropped = 5

// writeAudit prints an audit for a reader.
func writeAudit(w io.Writer, a *route.Audit) {
	para(w, "Flight", flightWords(a.Flight))
	para(w, "Track", fmt.Sprintf("%s: %s, from %s to %s.", a.Track.Source, a.Track.Summary(), clockWords(a.Track.First), clockWords(a.Track.Last)))
	para(w, "Answer", a.Answer)
	for _, n := range a.Notes {
		para(w, "Note", n)
	}
	for i, d := range a.Track.Dropped {
		if i == mostDropped {
			para(w, "Dropped", fmt.Sprintf("and %d more; --format json has all", len(a.Track.Dropped)-i))
			break
		}
		para(w, "Dropped", droppedWords(a.Track.Format, d))
	}
	fmt.Fprintln(w)
	cites := &citations{rules: a.Rules, number: map[string]int{}}
	writeEntries(w, a, cites)
	writeAuditFlags(w, a, cites)
	fmt.Fprintln(w)
	cites.write(w)
	writePolicies(w, a.Policies)
	writeAirspace(w, a.Airspace)
	if len(a.Flight.Defaults) > 0 {
		para(w, "Taken", strings.Join(a.Flight.Defaults, "; ")+".")
	}
}

// writeAuditFlags prints the risks and notices of what was entered, one line a rule.
func writeAuditFlags(w io.Writer, a *route.Audit, cites *citations) {
	states := map[string][]string{}
	var order []route.Flag
	for _, f := range a.Flags {
		key := f.Kind + " " + f.Rule
		if states[key] == nil {
			order = append(order, f)
		}
		states[key] = append(states[key], a.Name(cmp.Or(f.State, f.Zone)))
	}
	if len(order) > 0 {
		fmt.Fprintln(w)
	}
	for _, f := range order {
		para(w, "Flag", fmt.Sprintf("%s: %s%s", f.Kind, strings.Join(states[f.Kind+" "+f.Rule], ", "), cites.mark(f.Rule)))
	}
}

// writeAirspace prints the airspace that an answer rests on.
func writeAirspace(w io.Writer, a route.Source) {
	date := ""
	if a.Date != "" {
		date = ", of " + a.Date
	}
	para(w, "Airspace", fmt.Sprintf("%s%s: %d areas, world view %s, sha256 %.12s", a.Source, date, a.Areas, a.Worldview, a.SHA256))
	writeZoneFiles(w, a.Zones)
}

// droppedWords tells of a position that was left out.
func droppedWords(format string, d route.DroppedFix) string {
	where := "a position"
	if d.Line > 0 {
		where = "line " + strconv.Itoa(d.Line)
		if format == "geojson" {
			where = "position " + strconv.Itoa(d.Line)
		}
	}
	if d.Lat != nil && d.Lon != nil {
		where += fmt.Sprintf(" (%.4f,%.4f)", *d.Lat, *d.Lon)
	}
	return where + " " + d.Why
}

// writeEntries prints one row for each entry.
func writeEntries(w io.Writer, a *route.Audit, cites *citations) {
	t := newTable(w, "from", "near", "airspace", "km", "min", "alt ft", "status", "why")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 4, Align: text.AlignRight}, {Number: 5, Align: text.AlignRight}, {Number: 6, Align: text.AlignRight}})
	for _, e := range a.Entries {
		t.AppendRow(table.Row{
			e.EnterTime.Format("2006-01-02\n15:04:05Z"), fmt.Sprintf("%.4f,\n%.4f", e.Enter[1], e.Enter[0]), wrap(entryNames(a, e), 20),
			entryKm(e), fmt.Sprintf("%.1f", e.Minutes), strings.ReplaceAll(feetWords(e.AltFt), "-", "-\n"), e.Status.String(), wrap(entryWhy(a, e, cites), 36),
		})
	}
	t.Render()
}

func entryKm(e route.AuditEntry) string {
	if e.Kind == route.EntryGap {
		return fmt.Sprintf(">= %.1f", e.Km)
	}
	return fmt.Sprintf("%.1f", e.Km)
}

// entryNames names what was entered.
func entryNames(a *route.Audit, e route.AuditEntry) []string {
	lines := []string{e.Name}
	for _, id := range e.Zones {
		lines = append(lines, "zone "+a.OutlineName(id))
	}
	return lines
}

// entryWhy says why an entry has its status, and what was not seen of it.
func entryWhy(a *route.Audit, e route.AuditEntry, cites *citations) []string {
	var lines []string
	for _, l := range a.CrossingLines(e) {
		lines = append(lines, l.Words+cites.mark(l.Rule))
	}
	if e.Kind == route.EntryGap {
		lines = append(lines, strings.TrimPrefix(e.Words, "unknown: "))
	}
	switch e.Begins {
	case route.AtTrack:
		lines = append(lines, "the track begins here")
	case route.AtGap:
		lines = append(lines, "entered before, in the gap")
	case route.AtInside:
		lines = append(lines, "goes on from the line before")
	}
	if e.BridgedKm > 0 {
		lines = append(lines, fmt.Sprintf("%.0f km of it bridged: nobody saw it", e.BridgedKm))
	}
	return lines
}

// auditColumns are the columns of the answer as CSV.
var auditColumns = []string{
	"kind", "state", "name", "status", "enter_time", "exit_time", "minutes", "km", "bridged_km", "enter_lat", "enter_lon", "exit_lat", "exit_lon",
	"begins", "ends", "alt_ft_min", "alt_ft_max", "areas", "rules", "words",
}

// writeAuditCSV writes one row for each entry. Lists are parted by blanks. A cell that
// a spreadsheet would take for a formula gets an apostrophe in front.
func writeAuditCSV(w io.Writer, a *route.Audit) error {
	out := csv.NewWriter(plain.Exact(w))
	if err := out.Write(auditColumns); err != nil {
		return err
	}
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	for _, e := range a.Entries {
		var rules []string
		for _, d := range e.Decisions {
			rules = append(rules, d.Rules...)
		}
		low, high := "", ""
		if e.AltFt != nil {
			low, high = number(decimals(e.AltFt.Min, 1)), number(decimals(e.AltFt.Max, 1))
		}
		err := out.Write([]string{
			e.Kind, e.State, textCell(e.Name), e.Status.String(), e.EnterTime.Format(time.RFC3339), e.ExitTime.Format(time.RFC3339),
			number(e.Minutes), number(e.Km), number(e.BridgedKm), number(e.Enter[1]), number(e.Enter[0]), number(e.Exit[1]), number(e.Exit[0]),
			e.Begins, e.Ends, low, high, textCell(strings.Join(e.Areas, " ")), textCell(strings.Join(rules, " ")), textCell(e.Words),
		})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func textCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n'", rune(s[0])) {
		return "'" + s
	}
	return s
}
