package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/policy"
	"github.com/flightcheck/flightcheck/route"
)

// timeFlags say when a flight is where.
func timeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "depart", Usage: "`INSTANT` of departure, UTC, 2022-02-24T01:30Z; with --speed each crossing is judged at its own time"},
		&cli.StringFlag{Name: "speed", Usage: "speed over the ground in `KMH`, the same all the way, 850"},
	}
}

// planOf reads --depart and --speed. A departure gives the flight its date, unless
// --date was given too.
func planOf(c *cli.Context, flight *policy.Flight) (route.Plan, error) {
	var p route.Plan
	if v := c.String("speed"); v != "" {
		kmh, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.ToLower(v), "km/h")), 64)
		if err != nil || !(kmh > 0) {
			return p, usage("--speed: %q is no speed; write km/h, like 850", v)
		}
		p.SpeedKmh = kmh
	}
	at, err := dayOf(c, "depart")
	if err != nil || at.IsZero() {
		return p, err
	}
	if at.IsDay() {
		return p, usage("--depart: %s is a day; say the time of departure too, like %sT01:30Z", at, at)
	}
	if p.SpeedKmh == 0 {
		return p, usage("--depart needs the speed of the flight as well; say --speed 850")
	}
	p.Depart = at.Start()
	if !c.IsSet("date") {
		flight.Date = policy.Day(p.Depart.Date())
	}
	return p, nil
}

// days is a range of days; the zero value is none.
type days struct{ first, last policy.When }

func (d days) given() bool { return !d.first.IsZero() }

// dateOf reads --date: a day or an instant, or a range A..B, whose first day is then
// the date.
func dateOf(c *cli.Context) (policy.When, days, error) {
	v := c.String("date")
	from, to, isRange := strings.Cut(v, "..")
	if !isRange {
		w, err := dayOf(c, "date")
		return w, days{}, err
	}
	if name := c.Command.Name; name != "routes" && name != "check" {
		return policy.When{}, days{}, usage("--date: %s takes one day, not a range; flightcheck check and flightcheck routes take ranges", name)
	}
	var d days
	for _, x := range []struct {
		text string
		to   *policy.When
	}{{from, &d.first}, {to, &d.last}} {
		w, err := policy.ParseWhen(x.text)
		switch {
		case err != nil:
			return w, d, usage("--date: %v; a range is written 2022-01-01..2022-12-31", err)
		case !w.IsDay():
			return w, d, usage("--date: a range is one of days, and %s is none; write 2022-01-01..2022-12-31", x.text)
		}
		*x.to = w
	}
	return d.first, d, nil
}

// answerChanges delivers the days on which an answer changes.
func answerChanges(c *cli.Context, format string, x *route.Changes, err error) error {
	if err != nil {
		return err
	}
	if format != "text" && format != "json" {
		return usage("a range of days is answered as text or json, not as %s", format)
	}
	err = deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		if format == "json" {
			return writeJSON(w, x)
		}
		writeChanges(w, x)
		return nil
	})
	if err != nil {
		return err
	}
	return statusExit(x.Status())
}

// writeChanges prints the days on which an answer changes.
func writeChanges(w io.Writer, x *route.Changes) {
	flight := strings.TrimSuffix(flightWords(x.Flight), ".")
	para(w, "Flight", fmt.Sprintf("%s, any day from %s to %s.", strings.Replace(flight, ", on ", "", 1), x.First, x.Last))
	n := len(x.Changes) - 1
	words := fmt.Sprintf("changes on %d days", n)
	switch n {
	case 0:
		words = "is the same on all days"
	case 1:
		words = "changes on one day"
	}
	para(w, "Answer", fmt.Sprintf("From %s to %s the answer %s.", x.From.Name, x.To.Name, words))
	fmt.Fprintln(w)
	cites := &citations{rules: x.Rules, number: map[string]int{}}
	t := newTable(w, "from", "status", "best way", "km", "what changes")
	t.SetColumnConfigs([]table.ColumnConfig{{Number: 4, Align: text.AlignRight}})
	for i, ch := range x.Changes {
		if i > 0 {
			t.AppendSeparator()
		}
		t.AppendRow(table.Row{ch.Date, ch.Status.String(), wrap([]string{ch.Best.Name}, 24), fmt.Sprintf("%.0f", ch.Best.DistanceKm), wrap(changeLines(x, ch, cites), 52)})
	}
	t.Render()
	fmt.Fprintln(w)
	cites.write(w)
	writePolicies(w, x.Policies)
}

// changeLines says what changes on a day; for the first day, how things stand.
func changeLines(x *route.Changes, ch route.Change, cites *citations) []string {
	if ch.Before == nil {
		return []string{ch.Answer}
	}
	var lines []string
	for _, s := range ch.What {
		name := x.Name(s.State)
		if s.State == "" || s.Area != "" {
			name = x.Name(s.Area)
		}
		if len(s.Within) > 0 {
			var names []string
			for _, id := range s.Within {
				names = append(names, x.Name(id))
			}
			name += ", in " + strings.Join(names, " and ")
		}
		change := fmt.Sprintf("%s instead of %s", s.After, s.Before)
		if s.Before == s.After {
			change = s.After.String() + " by another rule"
		}
		line := fmt.Sprintf("%s, %s: %s", name, s.Scope, change)
		if s.Rule != "" {
			line += ", " + s.Rule + cites.mark(s.Rule)
		}
		lines = append(lines, line)
	}
	for _, x := range []struct {
		verb string
		ids  []string
	}{{"begins", ch.Begins}, {"ends", ch.Ends}} {
		for _, id := range x.ids {
			if !slices.ContainsFunc(ch.What, func(s route.StateChange) bool { return s.Rule == id }) {
				lines = append(lines, fmt.Sprintf("%s %s%s", id, x.verb, cites.mark(id)))
			}
		}
	}
	if len(lines) == 0 {
		lines = append(lines, "the ways that are found, or their lengths")
	}
	return lines
}

// clockWords writes an instant: "2022-02-24 01:30:00Z".
func clockWords(t time.Time) string { return t.Format("2006-01-02 15:04:05Z") }

// entryLines says where a crossing is entered, and when.
func entryLines(c route.Crossing) string {
	lines := fmt.Sprintf("%.4f,%.4f", c.Enter[1], c.Enter[0])
	if !c.EnterTime.IsZero() {
		lines += "\n" + clockWords(c.EnterTime)
	}
	return lines
}

// kmLines says how long a crossing is, and how long it takes.
func kmLines(c route.Crossing) string {
	lines := fmt.Sprintf("%.1f", c.Km)
	if c.Minutes > 0 {
		lines += fmt.Sprintf("\n%.1f min", c.Minutes)
	}
	return lines
}

// arrivalWords says when a route ends, "" if no departure was given.
func arrivalWords(rt *route.Route) string {
	last := rt.Crossings[len(rt.Crossings)-1]
	if last.ExitTime.IsZero() {
		return ""
	}
	took := last.ExitTime.Sub(rt.Crossings[0].EnterTime).Round(time.Minute)
	return fmt.Sprintf("arrives %s, after %d h %02d min", clockWords(last.ExitTime), int(took.Hours()), int(took.Minutes())%60)
}

// planWords says when a flight departs and how fast it is, "" if nothing was given.
func planWords(f route.Flight) string {
	var words []string
	if f.Depart != "" {
		words = append(words, "departing "+f.Depart)
	}
	if f.SpeedKmh > 0 {
		words = append(words, fmt.Sprintf("at %g km/h", f.SpeedKmh))
	}
	return strings.Join(words, " ")
}
