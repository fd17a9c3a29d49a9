package chart

import (
	"encoding/xml"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/flightcheck/flightcheck/route"
)

// kmlSchema is the order of the elements in KML 2.2, of those that are written.
var kmlSchema = map[string]string{
	"kml":             "Document",
	"Document":        "name visibility open description *Style *Placemark *Folder",
	"Folder":          "name visibility open description *Placemark",
	"Placemark":       "name visibility open description styleUrl ExtendedData Point LineString Polygon MultiGeometry",
	"Style":           "IconStyle LabelStyle LineStyle PolyStyle",
	"IconStyle":       "color colorMode scale",
	"LabelStyle":      "color colorMode scale",
	"LineStyle":       "color colorMode width",
	"PolyStyle":       "color colorMode fill outline",
	"ExtendedData":    "*Data",
	"Data":            "value",
	"MultiGeometry":   "*LineString *Polygon",
	"Point":           "coordinates",
	"LineString":      "tessellate coordinates",
	"Polygon":         "tessellate outerBoundaryIs *innerBoundaryIs",
	"outerBoundaryIs": "LinearRing",
	"innerBoundaryIs": "LinearRing",
	"LinearRing":      "coordinates",
}

// kmlFile is what the test reads.
type kmlFile struct {
	XMLName  xml.Name `xml:"http://www.opengis.net/kml/2.2 kml"`
	Document struct {
		Name        string         `xml:"name"`
		Description string         `xml:"description"`
		Styles      []kmlStyleRead `xml:"Style"`
		Placemarks  []kmlPlacemark `xml:"Placemark"`
		Folders     []kmlFolder    `xml:"Folder"`
	}
}

type kmlStyleRead struct {
	ID     string `xml:"id,attr"`
	Line   string `xml:"LineStyle>color"`
	Width  string `xml:"LineStyle>width"`
	Fill   string `xml:"PolyStyle>color"`
	Marker string `xml:"IconStyle>color"`
}

type kmlFolder struct {
	Name        string         `xml:"name"`
	Open        int            `xml:"open"`
	Description string         `xml:"description"`
	Placemarks  []kmlPlacemark `xml:"Placemark"`
}

type kmlPlacemark struct {
	Name        string `xml:"name"`
	Visibility  string `xml:"visibility"`
	Description string `xml:"description"`
	Style       string `xml:"styleUrl"`
	Data        []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value"`
	} `xml:"ExtendedData>Data"`
	kmlShape
	Multi *kmlShape `xml:"MultiGeometry"`
}

type kmlShape struct {
	Point   string   `xml:"Point>coordinates"`
	Lines   []string `xml:"LineString>coordinates"`
	Polygon []struct {
		Outer string   `xml:"outerBoundaryIs>LinearRing>coordinates"`
		Inner []string `xml:"innerBoundaryIs>LinearRing>coordinates"`
	} `xml:"Polygon"`
}

// data returns one of the data of a placemark.
func (p *kmlPlacemark) data(name string) string {
	for _, d := range p.Data {
		if d.Name == name {
			return d.Value
		}
	}
	return ""
}

// kmlPoints reads coordinates.
func kmlPoints(t faults, s string) []orb.Point {
	t.Helper()
	var out []orb.Point
	for tuple := range strings.FieldsSeq(s) {
		parts := strings.Split(tuple, ",")
		var p orb.Point
		for i := range p {
			x, err := strconv.ParseFloat(parts[i], 64)
			if err != nil {
				t.Fatal(err)
			}
			p[i] = x
		}
		if len(parts) != 2 {
			t.Errorf("coordinates %q", tuple)
		}
		out = append(out, p)
	}
	return out
}

// geometry returns the shape of a placemark as the map has it.
func (p *kmlPlacemark) geometry(t faults) orb.Geometry {
	t.Helper()
	shape := p.kmlShape
	if p.Multi != nil {
		shape = *p.Multi
	}
	var lines orb.MultiLineString
	for _, l := range shape.Lines {
		lines = append(lines, kmlPoints(t, l))
	}
	var polygons orb.MultiPolygon
	for _, x := range shape.Polygon {
		polygon := orb.Polygon{kmlPoints(t, x.Outer)}
		for _, inner := range x.Inner {
			polygon = append(polygon, kmlPoints(t, inner))
		}
		polygons = append(polygons, polygon)
	}
	switch {
	case shape.Point != "":
		return kmlPoints(t, shape.Point)[0]
	case p.Multi != nil && lines != nil:
		return lines
	case p.Multi != nil:
		return polygons
	case lines != nil:
		return lines[0]
	case polygons != nil:
		return polygons[0]
	}
	return nil
}

// readKML reads a written file and returns its placemarks by the ids of their routes;
// "" has the areas and the ends.
func readKML(t faults, r *route.Report) (file kmlFile, marks map[string][]kmlPlacemark) {
	t.Helper()
	b := written(t, KML, r)
	checkOrder(t, b, kmlSchema)
	if err := xml.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	marks = map[string][]kmlPlacemark{"": file.Document.Placemarks}
	for i, f := range file.Document.Folders {
		id := ""
		if i < len(r.Routes) {
			id = r.Routes[i].ID
			if want := fmt.Sprintf("%d. %s", i+1, inXML(r.Routes[i].Name)); f.Name != want || f.Open != btoi(i == 0) {
				t.Errorf("folder %q, open %d, want %q", f.Name, f.Open, want)
			}
		}
		marks[id] = append(marks[id], f.Placemarks...)
	}
	return file, marks
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// kmlWants returns the colour that KML should have, aabbggrr.
func kmlWants(f *geojson.Feature, key, opacity string) string {
	s, ok := f.Properties[key].(string)
	if !ok {
		return ""
	}
	alpha := "ff"
	if x, ok := f.Properties[opacity].(float64); ok {
		alpha = fmt.Sprintf("%02x", int(x*255+0.5))
	}
	return alpha + s[5:7] + s[3:5] + s[1:3]
}

// checkKML reads a written file back and compares it with the map of the report,
// shape by shape.
func checkKML(t faults, r *route.Report) {
	t.Helper()
	file, marks := readKML(t, r)
	if want := inXML(r.From.Name + " to " + r.To.Name); file.Document.Name != want {
		t.Errorf("the document is called %q, want %q", file.Document.Name, want)
	}
	for _, want := range []string{r.Answer, r.Attribution()} {
		if !strings.Contains(html.UnescapeString(file.Document.Description), inXML(want)) {
			t.Errorf("the document does not say %q", want)
		}
	}
	styles := map[string]kmlStyleRead{}
	for _, s := range file.Document.Styles {
		styles["#"+s.ID] = s
	}
	if len(styles) != len(file.Document.Styles) {
		t.Errorf("two styles have one id")
	}
	next := map[string]int{}
	for _, f := range r.FeatureCollection().Features {
		kind, _ := f.Properties["kind"].(string)
		if kind == "strip" {
			continue
		}
		id, _ := f.Properties["route"].(string)
		i := slices.IndexFunc(marks[id][next[id]:], func(p kmlPlacemark) bool { return p.data("kind") == kind })
		if id == "" { // ends come first, areas last
			i = slices.IndexFunc(marks[id], func(p kmlPlacemark) bool { return p.data("kind") == kind && orb.Equal(p.geometry(t), f.Geometry) })
		} else if i >= 0 {
			i += next[id]
			next[id] = i + 1
		}
		if i < 0 {
			t.Errorf("no placemark for the %s %v of %q", kind, f.Properties["title"], id)
			continue
		}
		p := marks[id][i]
		title, _ := f.Properties["title"].(string)
		if p.Name != inXML(title) || !orb.Equal(p.geometry(t), f.Geometry) {
			t.Errorf("the %s %q of %q is called %q, or has another shape", kind, title, id, p.Name)
		}
		s, ok := styles[p.Style]
		if !ok || s.Line != kmlWants(f, "stroke", "stroke-opacity") || s.Fill != kmlWants(f, "fill", "fill-opacity") || s.Marker != kmlWants(f, "marker-color", "") {
			t.Errorf("the %s %q has the style %q %+v", kind, title, p.Style, s)
		}
		reasons, _ := f.Properties["reasons"].([]string)
		for _, why := range reasons {
			if !strings.Contains(html.UnescapeString(p.Description), inXML(why)) {
				t.Errorf("%q does not say %q: %s", title, why, p.Description)
			}
		}
		if strings.ContainsAny(kmlBare(p.Description), "<>") {
			t.Errorf("%q says more than words: %s", title, p.Description)
		}
		hidden := r.Best() != nil && id != r.Best().ID && (kind == "corridor" || kind == "point")
		if (p.Visibility == "0") != hidden {
			t.Errorf("the %s %q of %q: visibility %q", kind, title, id, p.Visibility)
		}
		if areas, ok := f.Properties["areas"].([]string); ok && p.data("areas") != inXML(strings.Join(areas, " ")) && !strings.Contains(p.data("areas"), `"`) {
			t.Errorf("the areas of %q are %q, want %q", title, p.data("areas"), areas)
		}
	}
	total := 0
	for _, list := range marks {
		total += len(list)
	}
	for _, f := range r.FeatureCollection().Features {
		if f.Properties["kind"] != "strip" {
			total--
		}
	}
	if total != 0 {
		t.Errorf("%+d placemarks too many", total)
	}
}

// kmlBare takes the elements of balloons away.
func kmlBare(s string) string {
	s = strings.NewReplacer("<p>", "", "</p>", "", "<br>", "", "</a>", "").Replace(s)
	for {
		i := strings.Index(s, `<a href="http`)
		if i < 0 {
			return s
		}
		length := strings.Index(s[i:], `">`)
		if length < 0 {
			return s
		}
		s = s[:i] + s[i+length+2:]
	}
}
