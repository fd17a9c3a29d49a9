package chart

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-gpx"

	"github.com/flightcheck/flightcheck/route"
)

// gpxNoTime is what the library writes for a time that is not known. No text can hold
// it, for there "<" is escaped.
const gpxNoTime = "<time>0001-01-01T00:00:00Z</time>"

// GPX writes the routes of a report as GPX 1.1: a route (rte) for each candidate, the
// best first, its waypoints named "begin: …", "route 1, turn 2" and "end: …"; and a
// waypoint (wpt) for each place where one enters a State's airspace, or a zone. The
// legs are great circles. There are no elevations and no times.
func GPX(w io.Writer, r *route.Report) error {
	if err := checkFile(r, "GPX"); err != nil {
		return err
	}
	words := []string{r.Answer, fileFlight(r.Flight), "The legs of all routes are great circles."}
	file := gpx.GPX{
		Version: "1.1", Creator: "flightcheck",
		Metadata: &gpx.MetadataType{Name: fileTitle(r), Desc: strings.Join(append(words, fileCredits(r)...), " ")},
		Wpt:      gpxEntries(r),
	}
	if a := r.Attribution(); a != "" {
		file.Metadata.Copyright = &gpx.CopyrightType{Author: a}
	}
	for i, rt := range r.Routes {
		file.Rte = append(file.Rte, gpxRoute(r, rt, i+1))
	}
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if err := file.WriteIndent(&b, "", " "); err != nil {
		return fmt.Errorf("GPX: %w", err)
	}
	b.WriteByte('\n')
	_, err := w.Write(bytes.Replace(b.Bytes(), []byte("\n  "+gpxNoTime), nil, 1))
	return err
}

// gpxRoute makes one route.
func gpxRoute(r *route.Report, rt *route.Route, number int) *gpx.RteType {
	out := &gpx.RteType{Name: rt.Name, Cmt: rt.Note, Desc: fileRoute(r, rt), Src: "flightcheck", Number: number, Type: rt.Status.String()}
	last := len(rt.Waypoints) - 1
	for i, p := range rt.Waypoints {
		pt := gpxPoint(p)
		switch i {
		case 0:
			pt.Name, pt.Type = "begin: "+r.From.Name, "begin"
		case last:
			pt.Name, pt.Type = "end: "+r.To.Name, "end"
		default:
			pt.Name, pt.Type = "route "+strconv.Itoa(number)+", turn "+strconv.Itoa(i), "turn"
		}
		out.RtePt = append(out.RtePt, pt)
	}
	return out
}

// gpxEntries makes the waypoints where routes enter.
func gpxEntries(r *route.Report) []*gpx.WptType {
	names := map[string]string{}
	for i, rt := range r.Routes {
		names[rt.ID] = fmt.Sprintf("Route %d, %s", i+1, rt.Name)
	}
	var out []*gpx.WptType
	for _, f := range r.FeatureCollection().Features {
		p, ok := f.Geometry.(orb.Point)
		if !ok || fileText(f, "kind") != "point" {
			continue
		}
		pt := gpxPoint(p)
		pt.Name, pt.Type = fileText(f, "title"), "entry"
		pt.Desc = fmt.Sprintf("%s: %v", names[fileText(f, "route")], f.Properties["status"])
		out = append(out, pt)
	}
	return out
}

// gpxPoint makes a waypoint. GPX has no longitude of 180 degrees, only -180.
func gpxPoint(p orb.Point) *gpx.WptType {
	if p[0] == 180 {
		p[0] = -180
	}
	return &gpx.WptType{Lon: p[0] + 0, Lat: p[1] + 0} // no -0
}
