package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/route"
)

// degreesMinutes writes a point in degrees, minutes and tenths of a minute, latitude
// first: N47 30.5 E019 15.2. A tenth is 185 m or less.
func degreesMinutes(p orb.Point) string {
	return angle(p[1], "N", "S", 2) + " " + angle(p[0], "E", "W", 3)
}

func angle(degrees float64, plus, minus string, digits int) string {
	sign := plus
	tenths := int(math.Round(math.Abs(degrees) * 600))
	if degrees < 0 && tenths > 0 {
		sign = minus
	}
	return fmt.Sprintf("%s%0*d %02d.%d", sign, digits, tenths/600, tenths%600/10, tenths%10)
}

// writePermits returns a table for [writeReport].
func writePermits(all []*permits) func(io.Writer, *route.Report, *citations) {
	return func(w io.Writer, _ *route.Report, cites *citations) {
		for i, p := range all {
			if i > 0 {
				fmt.Fprintln(w)
			}
			p.write(w, cites)
		}
	}
}

// write prints the rows of one route for a reader.
func (p *permits) write(w io.Writer, cites *citations) {
	para(w, "Route", fmt.Sprintf("%s (%s): %s", p.route.Name, p.route.ID, p.route.Status))
	if len(p.rows) == 0 {
		para(w, "", fmt.Sprintf("Nobody is to be asked: %.1f km over the high seas.", p.seasKm))
		return
	}
	timed, paced := p.known()
	header, width, wide, notice := table.Row{"State", "enters, leaves"}, 40, 24, p.countedFrom()
	if notice != "" {
		width, wide = width-6, wide-6
	}
	if timed {
		header, width = append(header, "UTC"), width-8
	}
	if header = append(header, "km"); paced {
		header, width = append(header, "min"), width-6
	}
	header = append(header, "status")
	if notice != "" {
		header = append(header, "ask by")
	}
	t := newTable(w, append(header, "words, rule, whom to ask")...)
	t.SetColumnConfigs([]table.ColumnConfig{{Name: "km", Align: text.AlignRight}, {Name: "min", Align: text.AlignRight}})
	for i := range p.rows {
		row := &p.rows[i]
		if i > 0 {
			t.AppendSeparator()
		}
		cells := table.Row{wrap(row.title(), wide), degreesMinutes(row.enterAt) + "\n" + degreesMinutes(row.exitAt)}
		if timed {
			cells = append(cells, p.clock(row.enterTime)+"\n"+p.clock(row.exitTime))
		}
		if cells = append(cells, fmt.Sprintf("%.1f", row.km)); paced {
			cells = append(cells, fmt.Sprintf("%.1f", row.minutes))
		}
		cells = append(cells, row.status.String())
		if notice != "" {
			cells = append(cells, p.firstAskBy(row))
		}
		t.AppendRow(append(cells, wrap(row.askLines(cites), width)))
	}
	t.Render()
	para(w, "Sum", fmt.Sprintf("%.1f km of these, %.1f km over the high seas: %.1f km", p.askedKm(), p.seasKm, p.route.DistanceKm))
	if notice != "" {
		para(w, "Ask by", "UTC, for each State the first, "+notice+".")
	}
}

// known reports whether the times and the minutes of the rows are.
func (p *permits) known() (timed, paced bool) {
	for i := range p.rows {
		timed = timed || !p.rows[i].enterTime.IsZero()
		paced = paced || p.rows[i].minutes > 0
	}
	return timed, paced
}

// clock writes a time to the minute for a reader, with the days since the first
// entry: 00:12+1.
func (p *permits) clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	const day = 24 * time.Hour
	t = t.UTC().Round(time.Minute)
	words := t.Format("15:04")
	if n := t.Truncate(day).Sub(p.rows[0].enterTime.UTC().Truncate(day)) / day; n > 0 {
		words += fmt.Sprintf("+%d", n)
	}
	return words
}

// askedKm is the sum of the rows.
func (p *permits) askedKm() float64 {
	sum := 0.0
	for i := range p.rows {
		sum += p.rows[i].km
	}
	return decimals(sum, 3)
}

// title names the State, which visit it is, and the kilometres in each zone.
func (row *permitRow) title() []string {
	name := row.name
	if row.state != "" {
		name += " (" + row.state + ")"
	}
	lines := []string{name}
	if row.visits > 1 {
		lines = append(lines, fmt.Sprintf("visit %d of %d", row.visit, row.visits))
	}
	for _, z := range row.zones {
		lines = append(lines, fmt.Sprintf("%s %.1f km", z.id, z.km))
	}
	return lines
}

// askLines says for each rule what it is about, how it was put, and whom to ask.
func (row *permitRow) askLines(cites *citations) []string {
	var lines []string
	for _, a := range row.asks {
		words := strings.Join(a.scopes, ", ")
		if a.put != "" {
			words += ": " + a.put
		}
		if a.rule != "" {
			words += ", " + a.rule + cites.mark(a.rule)
		}
		lines = append(lines, words)
		if ask := askWords(a.authority, a.hours); ask != "" {
			lines = append(lines, ask)
		}
	}
	return lines
}

// permitColumns are the columns of the CSV. Where a visit has several rules, those
// from scopes on hold a part for each, with " | " between them.
var permitColumns = []string{
	"route", "route_status", "route_km", "high_seas_km", "row", "state", "name", "visit", "visits",
	"enter", "exit", "enter_lat", "enter_lon", "exit_lat", "exit_lon", "enter_time", "exit_time", "km", "minutes", "zones_km", "status",
	"scopes", "authority", "notice_hours", "ask_by", "ask_by_from", "put", "rule",
}

// writePermitsCSV writes the rows of routes as CSV (RFC 4180): kilometres to the
// metre, degrees to a millionth.
func writePermitsCSV(w io.Writer, all []*permits) error {
	out := csv.NewWriter(w)
	if err := out.Write(permitColumns); err != nil {
		return err
	}
	for _, p := range all {
		for i := range p.rows {
			if err := out.Write(append(p.lead(), p.record(i)...)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// km3 writes kilometres to the metre.
func km3(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }

// lead is what the first columns say of the route.
func (p *permits) lead() []string {
	return []string{p.route.ID, p.route.Status.String(), km3(p.route.DistanceKm), km3(p.seasKm)}
}

// record is one row as the columns after those of [permits.lead] have it.
func (p *permits) record(i int) []string {
	row := &p.rows[i]
	deg := func(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	minutes := ""
	if row.minutes > 0 {
		minutes = strconv.FormatFloat(row.minutes, 'f', 1, 64)
	}
	var zones []string
	for _, z := range row.zones {
		zones = append(zones, z.id+" "+km3(z.km))
	}
	return []string{
		strconv.Itoa(i + 1),
		row.state, row.name, strconv.Itoa(row.visit), strconv.Itoa(row.visits),
		degreesMinutes(row.enterAt), degreesMinutes(row.exitAt), deg(row.enterAt[1]), deg(row.enterAt[0]), deg(row.exitAt[1]), deg(row.exitAt[0]),
		at(row.enterTime), at(row.exitTime), km3(row.km), minutes, strings.Join(zones, "; "), row.status.String(),
		row.parts(func(a ask) string { return strings.Join(a.scopes, " ") }),
		row.parts(func(a ask) string { return a.authority }),
		row.parts(func(a ask) string {
			if a.hours == 0 {
				return ""
			}
			return strconv.Itoa(a.hours)
		}),
		row.parts(func(a ask) string { return at(p.askBy(row, a)) }), p.askByFrom(row),
		row.parts(func(a ask) string { return a.put }),
		row.parts(func(a ask) string { return a.rule }),
	}
}

// parts is what the rules of a row say of one thing, "" if none says anything.
func (row *permitRow) parts(of func(ask) string) string {
	var all []string
	for _, a := range row.asks {
		all = append(all, of(a))
	}
	if strings.Join(all, "") == "" {
		return ""
	}
	return strings.Join(all, " | ")
}
