package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-gpx"

	"github.com/flightcheck/flightcheck/route"
)

// gpxSchema is the order of the elements in GPX 1.1.
var gpxSchema = map[string]string{
	"gpx":       "metadata *wpt *rte *trk extensions",
	"metadata":  "name desc author copyright *link time keywords bounds extensions",
	"wpt":       gpxPointSchema,
	"rtept":     gpxPointSchema,
	"rte":       "name cmt desc src *link number type extensions *rtept",
	"copyright": "year license",
}

const gpxPointSchema = "ele time magvar geoidheight name cmt desc src *link sym type fix sat hdop vdop pdop ageofdgpsdata dgpsid extensions"

// gpxFile is what the test reads, with nothing of the library that wrote it.
type gpxFile struct {
	XMLName  xml.Name `xml:"http://www.topografix.com/GPX/1/1 gpx"`
	Version  string   `xml:"version,attr"`
	Creator  string   `xml:"creator,attr"`
	Metadata struct {
		Name      string `xml:"name"`
		Desc      string `xml:"desc"`
		Copyright struct {
			Author string `xml:"author,attr"`
		} `xml:"copyright"`
	} `xml:"metadata"`
	Wpt []readPoint `xml:"wpt"`
	Rte []struct {
		Name   string      `xml:"name"`
		Desc   string      `xml:"desc"`
		Number int         `xml:"number"`
		Type   string      `xml:"type"`
		Points []readPoint `xml:"rtept"`
	} `xml:"rte"`
}

type readPoint struct {
	Lat  float64 `xml:"lat,attr"`
	Lon  float64 `xml:"lon,attr"`
	Name string  `xml:"name"`
	Desc string  `xml:"desc"`
	Type string  `xml:"type"`
}

// is tells whether a point of GPX is a place; the meridian of 180 degrees is -180.
func (p readPoint) is(q orb.Point) bool {
	if q[0] == 180 {
		q[0] = -180
	}
	return p.Lon == q[0] && p.Lat == q[1] && p.Lon >= -180 && p.Lon < 180 && p.Lat >= -90 && p.Lat <= 90
}

// checkGPX reads a written file back and compares it with the report.
func checkGPX(t faults, r *route.Report) {
	t.Helper()
	b := written(t, GPX, r)
	checkOrder(t, b, gpxSchema)
	var file gpxFile
	if err := xml.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if file.Version != "1.1" || file.Creator == "" {
		t.Errorf("version %q by %q", file.Version, file.Creator)
	}
	if want := inXML(r.From.Name + " to " + r.To.Name); file.Metadata.Name != want || !strings.HasPrefix(file.Metadata.Desc, inXML(r.Answer)) {
		t.Errorf("the file is called %q, want %q; it says %q", file.Metadata.Name, want, file.Metadata.Desc)
	}
	if file.Metadata.Copyright.Author != inXML(r.Attribution()) {
		t.Errorf("copyright %q, want %q", file.Metadata.Copyright.Author, r.Attribution())
	}
	if len(file.Rte) != len(r.Routes) {
		t.Errorf("%d routes, want %d", len(file.Rte), len(r.Routes))
		return
	}
	for i, rt := range r.Routes {
		got := file.Rte[i]
		if got.Name != inXML(rt.Name) || got.Number != i+1 || got.Type != rt.Status.String() || len(got.Points) != len(rt.Waypoints) {
			t.Errorf("route %d: %q, number %d, %s, %d points", i+1, got.Name, got.Number, got.Type, len(got.Points))
			continue
		}
		for k, p := range rt.Waypoints {
			want := fmt.Sprintf("route %d, turn %d", i+1, k)
			switch k {
			case 0:
				want = "begin: " + inXML(r.From.Name)
			case len(rt.Waypoints) - 1:
				want = "end: " + inXML(r.To.Name)
			}
			if got.Points[k].Name != want || !got.Points[k].is(p) {
				t.Errorf("route %d: point %+v, want %q at %v", i+1, got.Points[k], want, p)
			}
		}
		for _, c := range rt.Crossings {
			if !c.HighSeas() && !strings.Contains(got.Desc, inXML(c.Name)) {
				t.Errorf("route %d does not tell of %q: %q", i+1, c.Name, got.Desc)
			}
		}
	}
	var entries []readPoint
	for _, f := range r.FeatureCollection().Features {
		if p, ok := f.Geometry.(orb.Point); ok && f.Properties["kind"] == "point" {
			title, _ := f.Properties["title"].(string)
			entries = append(entries, readPoint{Lon: p[0], Lat: p[1], Name: inXML(title)})
		}
	}
	if len(entries) != len(file.Wpt) {
		t.Errorf("%d waypoints, want %d", len(file.Wpt), len(entries))
		return
	}
	for i, want := range entries {
		if got := file.Wpt[i]; got.Name != want.Name || !got.is(orb.Point{want.Lon, want.Lat}) {
			t.Errorf("waypoint %+v, want %+v", got, want)
		}
	}
}

// Elevations and times are not known, and zeros would be wrong.
func TestGPXHasNoElevationAndNoTime(t *testing.T) {
	for name, r := range map[string]*route.Report{"Moscow-Budapest": moscowBudapest(t), "with times": timed(t), "a name": squares(t, "<time>0001-01-01T00:00:00Z</time>", "b")} {
		b := written(t, GPX, r)
		for _, element := range []string{"<ele", "<time", "<bounds"} {
			if bytes.Contains(b, []byte(element)) {
				t.Errorf("%s: there is a %s>", name, element)
			}
		}
	}
}

// The library's own reader takes the file.
func TestGPXReadByItsLibrary(t *testing.T) {
	r := moscowBudapest(t)
	file, err := gpx.Read(bytes.NewReader(written(t, GPX, r)))
	if err != nil {
		t.Fatal(err)
	}
	if len(file.Rte) != len(r.Routes) || len(file.Trk) != 0 || len(file.Wpt) < len(r.Routes) {
		t.Errorf("%d routes, %d tracks, %d waypoints", len(file.Rte), len(file.Trk), len(file.Wpt))
	}
	for i, rt := range r.Routes {
		for k, p := range rt.Waypoints {
			if got := file.Rte[i].RtePt[k]; got.Lon != p[0] || got.Lat != p[1] || got.Ele != 0 || !got.Time.IsZero() {
				t.Errorf("route %d, point %d: %+v", i+1, k, got)
			}
		}
	}
	if desc := file.Rte[0].Desc; !strings.HasPrefix(desc, "permission: 2946 km over Russia, Bulgaria, Serbia, Hungary: Bulgaria (announced") {
		t.Errorf("the best route: %q", desc)
	}
}

// GPX counts longitudes from -180, included, to 180, excluded.
func TestGPXHasNoLongitudeOf180(t *testing.T) {
	b := written(t, GPX, candidates(t, openSky, orb.Point{180, 60}, orb.Point{170, 50}))
	if !bytes.Contains(b, []byte(`<rtept lat="60" lon="-180">`)) || bytes.Contains(b, []byte(`lon="180"`)) {
		t.Errorf("%s", b)
	}
}
