package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/flightcheck/flightcheck/internal/plain"
	"github.com/flightcheck/flightcheck/internal/track"
	"github.com/flightcheck/flightcheck/route"
)

// auditCommand tells where a recorded flight was.
func auditCommand() *cli.Command {
	return &cli.Command{
		Name: "audit", Usage: "what a recorded track entered, when, and what the policies said of it", ArgsUsage: "TRACK|-",
		Description: auditText,
		Flags:       slices.Concat(auditFlags(), undated(questionFlags()), outputFlags(orList(auditFormats))),
		Action:      auditAction,
	}
}

const auditText = `TRACK is CSV as sources of ADS-B give it, GPX, KML or GeoJSON; what it is, its content says.
   CSV      a header that names time, lat, lon and, perhaps, alt, in any order and by the usual
            names (timestamp, latitude, alt_baro, position …), parted by comma, semicolon or tab
   GPX      the points of all tracks (trk)
   KML      gx:Track, points with a TimeStamp, LineString with a when for each place
   GeoJSON  LineString with coordTimes or times, or with the time as fourth number
   Times are RFC 3339 with a zone, or seconds of Unix. Altitudes are shown and not judged: say
   --level for that. Altitudes of GPX, KML and GeoJSON, and of columns whose names say so, are metres.

   Positions are put in order, and each is taken once. One that takes more than --max-speed from
   the position before and to the next is dropped and told, like one that is no place. Less than
   1 km is never too far.
   Between two positions the flight goes straight. If they are farther apart in time than --gap,
   what lies between is unknown, whatever lies on both sides, unless --bridge.
   Each entry is judged for overflight by the rules at its time; departure and landing where the
   first or last position is on the ground ("ground", or an altitude of 0).

   Exit: 0 if nothing blocked was entered, 3 if something was, 4 if not and something is unknown,
   2 for a wrong question or a track that cannot be used, 1 for a failure.`

// auditFormats are the forms of the answer.
var auditFormats = []string{"text", "json", "geojson", "csv"}

// auditFlags say how a track is read.
func auditFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "gap", Value: "10m", Usage: "the longest `TIME` between two positions that is no gap, 10m, 90s, 1h"},
		&cli.BoolFlag{Name: "bridge", Usage: "take the great circle for what happened in a gap, and mark it"},
		&cli.BoolFlag{Name: "utc", Usage: "times without a zone are UTC"},
		&cli.StringFlag{Name: "max-speed", Value: "1250", Usage: "the greatest speed over the ground, in `KMH`, that is believed"},
	}
}

// undated hides --date, which is refused: the track has its dates.
func undated(flags []cli.Flag) []cli.Flag {
	for _, f := range flags {
		if s, ok := f.(*cli.StringFlag); ok && s.Name == "date" {
			s.Hidden = true
		}
	}
	return flags
}

func auditAction(c *cli.Context) error {
	if c.NArg() != 1 {
		return usage("say which file: flightcheck audit track.csv, or - for stdin; got %s", filesWords(c.NArg()))
	}
	if c.IsSet("date") {
		return usage("--date: an audit takes its dates from the track; leave it out")
	}
	format, err := formatOf(c, auditFormats...)
	if err != nil {
		return err
	}
	o, err := auditOptions(c)
	if err != nil {
		return err
	}
	fixes, err := readTrack(c, &o)
	if err != nil {
		return err
	}
	if err := c.Set("date", firstOf(fixes).UTC().Format(time.DateOnly)); err != nil {
		return err
	}
	q, err := newQuestion(c)
	if err != nil {
		return err
	}
	a, err := q.Audit(c.Context, q.flight, fixes, o)
	if err != nil {
		return err
	}
	return answerAudit(c, a, format)
}

func filesWords(n int) string {
	if n == 0 {
		return "no file"
	}
	return fmt.Sprintf("%d words", n)
}

// auditOptions reads the flags of auditFlags.
func auditOptions(c *cli.Context) (o route.AuditOptions, err error) {
	o.Bridge = c.Bool("bridge")
	text := strings.ReplaceAll(strings.TrimSpace(c.String("gap")), " ", "")
	text = strings.TrimSuffix(strings.ReplaceAll(text, "min", "m"), "utes")
	if o.Gap, err = time.ParseDuration(text); err != nil || o.Gap <= 0 {
		return o, usage("--gap: %q is no time; write it with its unit, like 10m, 90s or 1h", c.String("gap"))
	}
	text = strings.TrimSpace(strings.TrimSuffix(strings.ToLower(c.String("max-speed")), "km/h"))
	if o.MaxSpeedKmh, err = strconv.ParseFloat(text, 64); err != nil || !(o.MaxSpeedKmh >= 50 && o.MaxSpeedKmh <= 10_000) {
		return o, usage("--max-speed: %q is no speed of an aircraft; write km/h from 50 to 10000, like 1250", c.String("max-speed"))
	}
	return o, nil
}

// readTrack reads the file, and notes in the options what is known of it.
func readTrack(c *cli.Context, o *route.AuditOptions) ([]route.Fix, error) {
	name := c.Args().First()
	o.Track.Source = name
	src, err := trackText(c)
	if err != nil {
		return nil, err
	}
	t, err := track.Parse(src, track.Options{UTC: c.Bool("utc")})
	if err != nil {
		return nil, trackError(name, err)
	}
	hash := sha256.Sum256(src)
	o.Track.Format, o.Track.SHA256, o.Track.Empty = string(t.Format), hex.EncodeToString(hash[:]), t.Empty
	for _, d := range t.Dropped {
		o.Track.Dropped = append(o.Track.Dropped, route.DropFix(route.Fix{Line: d.Line, Time: d.Time, Point: d.Point}, d.Why))
	}
	fixes := make([]route.Fix, len(t.Points))
	for i, p := range t.Points {
		fixes[i] = route.Fix(p)
	}
	return fixes, nil
}

// trackText reads the named file, or stdin, or so much of it that package track sees
// that it is too large.
func trackText(c *cli.Context) ([]byte, error) {
	in, name := io.Reader(os.Stdin), c.Args().First()
	if c.App.Reader != nil {
		in = c.App.Reader
	}
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(io.LimitReader(in, track.MaxFile+1)); err != nil {
		return nil, &readError{name, causeOf(err)}
	}
	return b.Bytes(), nil
}

// trackError puts the name of the file before each fault.
func trackError(name string, err error) error {
	faults, ok := errors.AsType[*track.FaultsError](err)
	if !ok {
		return err
	}
	words := strings.ReplaceAll(faults.Error(), "\n", "\n  ")
	if len(faults.List)+faults.More > 1 {
		return usage("%s cannot be used as a track:\n  %s", name, words)
	}
	return usage("%s cannot be used as a track: %s", name, words)
}

// firstOf returns the first time of a track.
func firstOf(fixes []route.Fix) time.Time {
	return slices.MinFunc(fixes, func(a, b route.Fix) int { return a.Time.Compare(b.Time) }).Time
}

// answerAudit delivers an audit and ends with its status.
func answerAudit(c *cli.Context, a *route.Audit, format string) error {
	for _, n := range a.LeftOut {
		fmt.Fprintln(c.App.ErrWriter, "flightcheck: "+plain.Line(n))
	}
	err := deliver(c.App.Writer, c.String("output"), func(w io.Writer) error {
		switch format {
		case "json":
			return writeJSON(w, a)
		case "geojson":
			return writeJSON(w, a.FeatureCollection())
		case "csv":
			return writeAuditCSV(w, a)
		}
		writeAudit(w, a)
		return nil
	})
	if err != nil {
		return err
	}
	return statusExit(a.Status)
}

// feetWords writes the altitudes of an entry.
func feetWords(r *route.AltRange) string {
	switch {
	case r == nil:
		return ""
	case math.Round(r.Min) == math.Round(r.Max):
		return fmt.Sprintf("%.0f", r.Max)
	}
	return fmt.Sprintf("%.0f-%.0f", r.Min, r.Max)
}
