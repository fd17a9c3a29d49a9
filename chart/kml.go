package chart

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/twpayne/go-kml/v3"

	"github.com/flightcheck/flightcheck/route"
)

// KML writes a report as KML 2.2, for Google Earth and flight planners: one folder
// for the areas that block, and one for each route, the best first and open. A
// route's folder holds its corridor, its crossings and the places where it enters a
// State; corridors and places of other routes than the best are hidden at first.
// Shapes and colours are those of [route.Report.FeatureCollection], cut at 180
// degrees as these are. Balloons say why, with the sources; the description of the
// document has the answer and what it rests on.
func KML(w io.Writer, r *route.Report) error {
	if err := checkFile(r, "KML"); err != nil {
		return err
	}
	b := kmlBook{report: r, routes: map[string]*route.Route{}, folders: map[string][]kml.Element{}, rules: kmlRules(r)}
	for _, rt := range r.Routes {
		b.routes[rt.ID] = rt
	}
	for _, f := range r.FeatureCollection().Features {
		b.add(f)
	}
	if err := kml.KML(b.document()).WriteIndent(w, "", " "); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// kmlBook gathers what a document holds.
type kmlBook struct {
	report      *route.Report
	routes      map[string]*route.Route // by id
	rules       map[string]string       // the rule behind a reason, by its words
	styles      []kmlStyle
	ends, areas []kml.Element
	folders     map[string][]kml.Element // by the id of the route
}

// add makes a placemark of a feature. Strips are left out: a corridor says more.
func (b *kmlBook) add(f *geojson.Feature) {
	id := fileText(f, "route")
	switch fileText(f, "kind") {
	case "end":
		b.ends = append(b.ends, b.placemark(f, false))
	case "area":
		b.areas = append(b.areas, b.placemark(f, false))
	case "crossing":
		b.folders[id] = append(b.folders[id], b.placemark(f, false))
	case "corridor", "point":
		best := b.report.Best()
		b.folders[id] = append(b.folders[id], b.placemark(f, best == nil || id != best.ID))
	}
}

// document puts all together.
func (b *kmlBook) document() kml.Element {
	r := b.report
	var says kmlBalloon
	says.paragraphs(r.Answer, r.NoWay, fileFlight(r.Flight))
	says.paragraphs(r.Notes...)
	says.paragraphs(r.LeftOut...)
	says.paragraphs(fileCredits(r)...)
	doc := kml.Document(kml.Name(fileTitle(r)), kml.Open(true), kml.Description(says.String()))
	for i := range b.styles {
		doc.Append(b.styles[i].element())
	}
	doc.Append(b.ends...)
	for i, rt := range r.Routes {
		folder := kml.Folder(kml.Name(strconv.Itoa(i+1)+". "+rt.Name), kml.Open(i == 0), kml.Description(b.routeBalloon(rt)))
		doc.Append(folder.Append(b.folders[rt.ID]...))
	}
	if len(b.areas) > 0 {
		doc.Append(kml.Folder(kml.Name("Areas that block a route"), kml.Open(false)).Append(b.areas...))
	}
	return doc
}

// placemark makes one of a feature.
func (b *kmlBook) placemark(f *geojson.Feature, hidden bool) kml.Element {
	p := kml.Placemark(kml.Name(fileText(f, "title")))
	if hidden {
		p.Append(kml.Visibility(false))
	}
	if says := b.balloon(f); says != "" {
		p.Append(kml.Description(says))
	}
	p.Append(kml.StyleURL("#" + b.style(f)))
	if data := kmlData(f); len(data) > 0 {
		p.Append(kml.ExtendedData(data...))
	}
	return p.Append(kmlGeometry(f.Geometry))
}

// balloon says why a crossing or an area is as it is.
func (b *kmlBook) balloon(f *geojson.Feature) string {
	var says kmlBalloon
	reasons, _ := f.Properties["reasons"].([]string)
	var rules []string
	switch fileText(f, "kind") {
	case "crossing":
		says.paragraphs(fmt.Sprintf("%v, from %.0f to %.0f km", f.Properties["status"], f.Properties["from_km"], f.Properties["to_km"]))
		number, _ := f.Properties["number"].(int)
		if rt := b.routes[fileText(f, "route")]; rt != nil && number >= 1 && number <= len(rt.Crossings) {
			for _, l := range b.report.CrossingLines(rt.Crossings[number-1]) {
				rules = append(rules, l.Rule)
			}
		}
	case "area":
		for _, why := range reasons {
			rules = append(rules, b.rules[why])
		}
	}
	says.paragraphs(reasons...)
	says.sources(b.report, rules)
	return says.String()
}

// routeBalloon tells of a route.
func (b *kmlBook) routeBalloon(rt *route.Route) string {
	var says kmlBalloon
	says.paragraphs(fileRoute(b.report, rt), rt.Note)
	if c := rt.Corridor; c != nil {
		says.paragraphs("The corridor is narrowest " + c.Words() + ".")
	}
	var rules []string
	for _, l := range slices.Concat(b.report.Lines(rt), b.report.PassageLines(rt)) {
		rules = append(rules, l.Rule)
	}
	for _, f := range rt.Flags {
		says.paragraphs(fmt.Sprintf("Flag %s: %s.", f.Kind, b.report.Name(f.State+f.Zone))) // a flag has one of the two
		rules = append(rules, f.Rule)
	}
	says.sources(b.report, rules)
	return says.String()
}

// kmlRules finds the rule behind each reason that a crossing has.
func kmlRules(r *route.Report) map[string]string {
	rules := map[string]string{}
	for _, rt := range r.Routes {
		for _, c := range rt.Crossings {
			for _, l := range r.CrossingLines(c) {
				rules[l.Words] = l.Rule
			}
		}
	}
	return rules
}

// kmlProperties are the properties of features that programs may want.
var kmlProperties = []string{
	"kind", "id", "route", "number", "state", "areas", "zones", "status", "km", "from_km", "to_km", "enter_time", "exit_time",
	"slack", "narrowest_km", "area_km2",
}

// kmlData returns the properties of a feature as they are in the GeoJSON; lists are
// joined as in [CSV].
func kmlData(f *geojson.Feature) []kml.Element {
	var out []kml.Element
	for _, key := range kmlProperties {
		var text string
		switch v := f.Properties[key].(type) {
		case nil:
			continue
		case float64:
			text = strconv.FormatFloat(v, 'f', -1, 64)
		case []string:
			text = csvJoin(v)
		case time.Time:
			text = csvTime(v)
		default:
			text = fmt.Sprint(v)
		}
		if text != "" {
			out = append(out, kml.Data(key, kml.Value(text)))
		}
	}
	return out
}

// kmlGeometry turns a geometry of a map into KML.
func kmlGeometry(g orb.Geometry) kml.Element {
	switch x := g.(type) {
	case orb.Point:
		return kml.Point(kmlCoordinates([]orb.Point{x}))
	case orb.LineString:
		return kml.LineString(kml.Tessellate(true), kmlCoordinates(x))
	case orb.MultiLineString:
		many := kml.MultiGeometry()
		for _, l := range x {
			many.Append(kmlGeometry(l))
		}
		return many
	case orb.Polygon:
		polygon := kml.Polygon(kml.Tessellate(true))
		for i, ring := range x {
			line := kml.LinearRing(kmlCoordinates(ring))
			if i == 0 {
				polygon.Append(kml.OuterBoundaryIs(line))
			} else {
				polygon.Append(kml.InnerBoundaryIs(line))
			}
		}
		return polygon
	case orb.MultiPolygon:
		many := kml.MultiGeometry()
		for _, p := range x {
			many.Append(kmlGeometry(p))
		}
		return many
	default:
		return kml.MultiGeometry()
	}
}

func kmlCoordinates(points []orb.Point) kml.Element {
	out := make([]kml.Coordinate, len(points))
	for i, p := range points {
		out[i] = kml.Coordinate{Lon: p[0] + 0, Lat: p[1] + 0} // no -0
	}
	return kml.Coordinates(out...)
}
