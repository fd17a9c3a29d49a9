package route

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/internal/plural"
	"github.com/flightcheck/flightcheck/policy"

	"github.com/flightcheck/flightcheck/internal/antimeridian"
)

// FeatureCollection returns the audit as a map: RFC 7946, cut at 180 degrees. The
// property "kind" of a feature is
//
//	entry    a part of the track, with its status and reasons; what is bridged is a
//	         feature of its own with "bridged": true
//	gap      the two positions beside a stretch of which nothing is known: there is no line
//	point    where the flight entered a State's airspace, or a zone
//	dropped  a position that was left out
//
// Colours follow the simplestyle convention.
func (a *Audit) FeatureCollection() *geojson.FeatureCollection {
	fc := geojson.NewFeatureCollection()
	fc.ExtraMembers = geojson.Properties{
		"schema": a.Schema, "answer": a.Answer, "airspace": a.Airspace, "attribution": a.report.attribution,
	}
	for i := range a.Entries {
		a.appendEntry(fc, i)
	}
	for i, e := range a.Entries {
		if e.Kind != EntryEntered || e.Begins != "" {
			continue
		}
		f := geojson.NewFeature(e.Enter)
		f.Properties = geojson.Properties{
			"kind": "point", "entry": i + 1, "state": e.State, "status": e.Status, "time": e.EnterTime, "title": e.Words,
			"marker-color": Colour(e.Status), "marker-size": "small",
		}
		fc.Append(f)
	}
	for _, d := range a.Track.Dropped {
		if d.Lat == nil || d.Lon == nil || !isOnMap(*d.Lon, *d.Lat) {
			continue
		}
		f := geojson.NewFeature(orb.Point{*d.Lon, *d.Lat})
		f.Properties = geojson.Properties{"kind": "dropped", "title": d.Why, "line": d.Line, "marker-color": "#7a7a7a", "marker-size": "small"}
		fc.Append(f)
	}
	return fc
}

func isOnMap(lon, lat float64) bool { return lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90 }

// appendEntry adds the lines of one entry, what was seen and what is bridged apart.
func (a *Audit) appendEntry(fc *geojson.FeatureCollection, i int) {
	e := a.Entries[i]
	properties := func(bridged bool) geojson.Properties {
		p := geojson.Properties{
			"kind": "entry", "entry": i + 1, "state": e.State, "areas": e.Areas, "title": e.Name, "description": e.Words, "status": e.Status,
			"enter_time": e.EnterTime, "exit_time": e.ExitTime, "km": e.Km, "minutes": e.Minutes,
			"reasons": append([]string{}, wordsOf(a.report.CrossingLines(e.Crossing))...),
			"stroke":  Colour(e.Status), "stroke-width": 3, "stroke-opacity": 1,
		}
		if bridged {
			p["bridged"], p["stroke-opacity"], p["stroke-dasharray"] = true, 0.5, "6 6"
		}
		return p
	}
	if e.Kind == EntryGap {
		f := geojson.NewFeature(orb.MultiPoint{e.Enter, e.Exit})
		f.Properties = properties(false)
		f.Properties["kind"], f.Properties["marker-color"], f.Properties["marker-size"] = "gap", Colour(policy.Unknown), "small"
		delete(f.Properties, "reasons")
		fc.Append(f)
		return
	}
	for rest := e.pieces; len(rest) > 0; {
		n := 1
		for n < len(rest) && a.bridged(rest[n]) == a.bridged(rest[0]) {
			n++
		}
		lines := antimeridian.Line(a.route.draw(Crossing{pieces: rest[:n]}))
		if len(lines) > 0 {
			var g orb.Geometry = lines
			if len(lines) == 1 {
				g = lines[0]
			}
			f := geojson.NewFeature(g)
			f.Properties = properties(a.bridged(rest[0]))
			fc.Append(f)
		}
		rest = rest[n:]
	}
}

// bridged tells whether nobody saw a piece of the track.
func (a *Audit) bridged(p piece) bool { return a.spans[p.leg].bridged }

// Summary says in one line what became of the positions of a track.
func (t AuditTrack) Summary() string {
	var words []string
	add := func(n int, one, many string) {
		if n > 0 {
			words = append(words, plural.Form(n, "one ", strconv.Itoa(n)+" ")+plural.Form(n, one, many))
		}
	}
	add(t.Sorted, "put in order", "put in order")
	add(t.Doubled, "doubled", "doubled")
	add(t.Empty, "empty", "empty")
	add(len(t.Dropped), "dropped", "dropped")
	out := strconv.Itoa(t.Points) + " positions, " + strconv.Itoa(t.Used) + " used"
	if len(words) > 0 {
		out += " (" + strings.Join(words, ", ") + ")"
	}
	return out
}
