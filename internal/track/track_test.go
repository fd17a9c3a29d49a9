package track_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flightcheck/flightcheck/internal/track"
)

// told writes a track in short: positions, then what is left out.
func told(t *track.Track) []string {
	var out []string
	for _, p := range t.Points {
		s := fmt.Sprintf("%d %s %g,%g", p.Line, p.Time.UTC().Format("15:04:05.999"), p.Point[1], p.Point[0])
		if p.HasAlt {
			s += fmt.Sprintf(" %.0fft", p.AltFt)
		}
		if p.Ground {
			s += " ground"
		}
		out = append(out, s)
	}
	for _, d := range t.Dropped {
		out = append(out, fmt.Sprintf("drop %d %s", d.Line, d.Why))
	}
	if t.Empty > 0 {
		out = append(out, fmt.Sprintf("empty %d", t.Empty))
	}
	return out
}

// sources are what programs and sites write, in short.
var sources = []struct {
	name, text string
	format     track.Format
	want       []string
}{
	{"plain", "time,lat,lon,alt\n2025-10-30T10:00:00Z,52,11,35000\n", track.CSV, []string{"2 10:00:00 52,11 35000ft"}},
	{"no altitude", "time,lat,lon\n2025-10-30T10:00:00Z,52,11\n", track.CSV, []string{"2 10:00:00 52,11"}},
	{"order and case", "LON, Lat ,Time\n11,52,2025-10-30T10:00:00Z\n", track.CSV, []string{"2 10:00:00 52,11"}},
	{
		"readsb", "timestamp,hex,flight,alt_baro,alt_geom,gs,lat,lon\n1761818400.25,4ca2d1,RYR1,ground,,5,53.42,-6.27\n1761818410,4ca2d1,RYR1,1200,1300,180,,\n1761818420,4ca2d1,RYR1,1500,1600,190,53.43,-6.2\n",
		track.CSV,
		[]string{"2 10:00:00.25 53.42,-6.27 ground", "4 10:00:20 53.43,-6.2 1500ft", "empty 1"},
	},
	{
		"OpenSky: metres, and the time of the position", "time,icao24,lat,lon,velocity,onground,baroaltitude,geoaltitude,lastposupdate\n1761818410,3c6444,50,8.5,200,False,10668.0,10700,1761818401.5\n1761818420,3c6444,50,8.5,0,True,,,1761818419\n1761818430,3c6444,NULL,NULL,0,True,,,\n",
		track.CSV,
		[]string{"2 10:00:01.5 50,8.5 35000ft", "3 10:00:19 50,8.5 ground", "empty 1"},
	},
	{
		"Flightradar24", "Timestamp,UTC,Callsign,Position,Altitude,Speed,Direction\r\n1761818400,2025-10-30T10:00:00Z,BA1,\"51.47,-0.45\",0,12,90\r\n",
		track.CSV,
		[]string{"2 10:00:00 51.47,-0.45 0ft"},
	},
	{"FlightAware", "Time,Latitude,Longitude,Altitude (ft)\n2025-10-30T12:00:00+02:00,52,11,\"35,000\"\n", track.CSV, []string{"2 10:00:00 52,11 35000ft"}},
	{"traffic", "timestamp,icao24,latitude,longitude,altitude,onground\n2025-10-30 10:00:00+00:00,abc,52,11,35000,False\n", track.CSV, []string{"2 10:00:00 52,11 35000ft"}},
	{"a spreadsheet", "\ufefftime;lat;lon\r\n2025-10-30 10:00:00 UTC;52,5;-11,25\r\n", track.CSV, []string{"2 10:00:00 52.5,-11.25"}},
	{"tabs and offsets", "time\tlat\tlon\n2025-10-30T05:30:00-0430\t52\t11\n2025-10-30T10:00Z\t52\t12\n", track.CSV, []string{"2 10:00:00 52,11", "3 10:00:00 52,12"}},
	{"milliseconds", "time,lat,lon\n1761818400500,52,11\n", track.CSV, []string{"2 10:00:00.5 52,11"}},
	{"quotes, blank lines and cells at the end", "\"time\",\"lat\",\"lon\",\"note\"\n\n\"2025-10-30T10:00:00Z\",\"52\",\"11\",\"a, \"\"b\"\"\nc\",,\n2025-10-30T10:00:01Z,52,11.1\n", track.CSV, []string{"3 10:00:00 52,11", "5 10:00:01 52,11.1"}},
	{"a typographic minus", "time,lat,lon\n2025-10-30T10:00:00Z,\u221252,11\n", track.CSV, []string{"2 10:00:00 -52,11"}},
	{
		"what cannot be used", "time,lat,lon,alt\n2025-10-30T10:00:00Z,52,11,x\n2025-10-30T10:00:01Z,north,11,1\n2025-10-30T10:00:02Z,52,,1\n,52,11,1\n2025-10-30T10:00:03Z,91,999,NaN\n2025-10-30T10:00:04Z,0x10,1_0,1\n",
		track.CSV,
		[]string{"2 10:00:00 52,11", "6 10:00:03 91,999", `drop 3 has the latitude "north", which is no number`, "drop 4 has no longitude", "drop 5 has no time", `drop 7 has the latitude "0x10", which is no number`},
	},
	{
		"GPX", `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><metadata><time>2020-01-01T00:00:00Z</time></metadata>
<wpt lat="1" lon="2"><time>2020-01-01T00:00:00Z</time></wpt><rte><rtept lat="3" lon="4"/></rte>
<trk><name>x</name><trkseg><trkpt lat="52" lon="11"><ele>10668</ele><time>2025-10-30T10:00:00Z</time><extensions><time>no</time><ele>1</ele></extensions></trkpt>
<trkpt lat="52.5" lon="11.5"><time>2025-10-30T10:00:10.5Z</time></trkpt></trkseg>
<trkseg><trkpt lat="NaN" lon="999"><time>2025-10-30T10:00:20Z</time></trkpt><trkpt lat="1" lon="1"/><trkpt/></trkseg></trk></gpx>`,
		track.GPX,
		[]string{"4 10:00:00 52,11 35000ft", "5 10:00:10.5 52.5,11.5", "6 10:00:20 NaN,999", "drop 6 has no time", "empty 1"},
	},
	{
		"KML: gx:Track", `<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Placemark><gx:Track>
<when>2025-10-30T10:00:00Z</when>
<when>2025-10-30T10:00:10Z</when>
<gx:coord>11 52 10668</gx:coord>
<gx:coord></gx:coord></gx:Track></Placemark></Document></kml>`,
		track.KML,
		[]string{"4 10:00:00 52,11 35000ft", "empty 1"},
	},
	{
		"KML: points, and lines without times", `<kml><Folder><Placemark><TimeStamp><when>2025-10-30T10:00:00+00:00</when></TimeStamp><Point><coordinates>11,52,0</coordinates></Point></Placemark>
<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>
<Placemark><LineString><coordinates>11,52 12,52</coordinates></LineString></Placemark></Folder></kml>`,
		track.KML,
		[]string{"1 10:00:00 52,11 0ft"},
	},
	{
		"KML: a line with times", `<kml><Placemark><when>2025-10-30T10:00:00Z</when><when>2025-10-30T10:00:10Z</when><LineString><coordinates>
11,52
12,52,100 </coordinates></LineString></Placemark></kml>`,
		track.KML,
		[]string{"1 10:00:00 52,11", "1 10:00:10 52,12 328ft"},
	},
	{
		"GeoJSON: coordTimes", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":null},
{"type":"Feature","properties":{"coordTimes":["2025-10-30T10:00:00Z",1761818410]},"geometry":{"type":"LineString","coordinates":[[11,52,10668],[12,52]]}}]}`,
		track.GeoJSON,
		[]string{"1 10:00:00 52,11 35000ft", "2 10:00:10 52,12"},
	},
	{
		"GeoJSON: times of several lines", `{"type":"Feature","properties":{"coordinateProperties":{"times":[["2025-10-30T10:00:00Z"],["2025-10-30T10:00:10Z",null]]}},"geometry":{"type":"MultiLineString","coordinates":[[[11,52]],[[12,52],[null,null]]]}}`,
		track.GeoJSON,
		[]string{"1 10:00:00 52,11", "2 10:00:10 52,12", "empty 1"},
	},
	{"GeoJSON: times", `{"type":"Feature","properties":{"times":["2025-10-30T10:00:00Z"]},"geometry":{"type":"LineString","coordinates":[[11,52]]}}`, track.GeoJSON, []string{"1 10:00:00 52,11"}},
	{"GeoJSON: a fourth number", ` {"type":"LineString","coordinates":[[11,52,0,1761818400],[12,52,100]]}`, track.GeoJSON, []string{"1 10:00:00 52,11 0ft", "drop 2 has no time"}},
}

func TestSources(t *testing.T) {
	for _, c := range sources {
		t.Run(c.name, func(t *testing.T) {
			got, err := track.Read(strings.NewReader(c.text), track.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Format != c.format {
				t.Errorf("format is %s, want %s", got.Format, c.format)
			}
			if diff := cmp.Diff(c.want, told(got)); diff != "" {
				t.Errorf("track (-want +got):\n%s", diff)
			}
		})
	}
}

// hostile are files that are refused, with what is said of them.
var hostile = []struct{ name, text, want string }{
	{"nothing", "", "the file is empty"},
	{"blanks", "\ufeff \r\n", "the file is empty"},
	{"gzip", "\x1f\x8b\x08", "gunzip"},
	{"KMZ", "PK\x03\x04", "doc.kml"},
	{"UTF-16", "\xff\xfet\x00", "save it as UTF-8"},
	{"zero bytes", "time\x00,lat,lon", "zero bytes"},
	{"a list", "[1]", "a list in JSON"},
	{"no header", "2025-10-30T10:00:00Z,52,11\n", "line 1: no column is called time, lat, lon"},
	{"half a header", "time,lat,x1\n", "line 1: no column is called lon; "},
	{"no rows", "time,lat,lon\n", "a header and no rows"},
	{"no zone", "time,lat,lon\n2025-10-30T10:00:00Z,52,11\n2025-10-30 10:00:10,52,11\n2025-10-30T10:00,52,11\n", `line 3: the time "2025-10-30 10:00:10" has no zone; write it with Z or an offset, or say with --utc`},
	{"no zone, the second fault", "time,lat,lon\n2025-10-30 10:00:10,52,11\n2025-10-30T10:00,52,11\n", "\nline 3: "},
	{"many faults", "time,lat,lon\n" + strings.Repeat("noon,52,11\n", 50), "and 30 more"},
	{"a day", "time,lat,lon\n2025-10-30,52,11\n", "is a day, not a time"},
	{"another calendar", "time,lat,lon\n30/10/2025 10:00,52,11\n", "is no time that can be read"},
	{"seconds since the start", "time,lat,lon\n0,52,11\n10,52,11\n", "line 2: \"0\" is no time of Unix"},
	{"a time of nobody", "time,lat,lon\n0001-01-01T00:00:00Z,52,11\n", "is not from 1940"},
	{"NaN for a time", "time,lat,lon\nNaN,52,11\n", "no time of Unix"},
	{"an endless number", "time,lat,lon\n1e999,52,11\n", "no time of Unix"},
	{"decimal commas among commas", "time,lat,lon,alt\n2025-10-30T10:00:00Z,52,5,11,25\n", "line 2: 5 cells where the header has 4; if commas part decimals"},
	{"a row cut off", "time,lat,lon,alt\n2025-10-30T10:00:00Z,52\n", "line 2: 2 cells where the header has 4; the row is cut off"},
	{"an open quote", "time,lat,lon\n\"2025-10-30T10:00:00Z,52,11\n", "this is no CSV"},
	{"two aircraft", "time,icao24,lat,lon\n1761818400,abc,52,11\n1761818400,def,52,11\n", `line 3: the aircraft is "def" here and "abc" before`},
	{"no place at all", "time,lat,lon\n2025-10-30T10:00:00Z,x,y\n", "line 2: the position has the latitude \"x\""},
	{"all empty", "time,lat,lon\n2025-10-30T10:00:00Z,,\n", "all 1 positions are empty"},
	{"HTML", "<html></html>", `root is "html"`},
	{"XML that breaks off", "<gpx><trk>", "line 1: this is no XML: unexpected EOF"},
	{"XML of two minds", "<gpx>\n<trk></gpx>", "line 2: this is no XML"},
	{"only a comment", "<!-- x -->", "the file ends before its root does"},
	{"another encoding", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><gpx/>", `the file is in "ISO-8859-1"; save it as UTF-8`},
	{"an entity", "<gpx>&bomb;</gpx>", "this is no XML"},
	{"nested without end", "<kml>" + strings.Repeat("<Folder>", 200), "deeper than 100"},
	{"GPX without a track", `<gpx><wpt lat="1" lon="2"><time>2025-10-30T10:00:00Z</time></wpt></gpx>`, "the file has no track (trk)"},
	{"GPX without times", "<gpx><trk><trkseg>\n<trkpt lat=\"1\" lon=\"2\"/></trkseg></trk></gpx>", "line 2: the position has no time, and so it is with all 1"},
	{"GPX without a zone", "<gpx><trk><trkseg>\n<trkpt lat=\"1\" lon=\"2\">\n<time>2025-10-30T10:00:00</time></trkpt></trkseg></trk></gpx>", "line 2: the time \"2025-10-30T10:00:00\" has no zone"},
	{"KML with more times than places", "<kml>\n<Track><when>2025-10-30T10:00:00Z</when></Track></kml>", "line 2: the gx:Track has 1 times (when) and 0 places"},
	{"KML with more places than times", "<kml><Placemark><when>2025-10-30T10:00:00Z</when><when>2025-10-30T10:00:00Z</when><LineString><coordinates>1,2</coordinates></LineString></Placemark></kml>", "the LineString has 1 places and 2 times"},
	{"KML without times", "<kml><Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></kml>", "no line has times"},
	{"an empty KML", "<kml/>", "the file has no track"},
	{"broken JSON", "{\n\"type\": }", "line 2: this is no GeoJSON"},
	{"JSON of another kind", `{"now": 1, "aircraft": []}`, "not GeoJSON"},
	{"a point", `{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}`, "the feature is no LineString"},
	{"no lines", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}`, "no feature is a LineString"},
	{"a line without times", `{"type":"LineString","coordinates":[[1,2],[3,4]]}`, "no line has times; they are read from the properties coordTimes"},
	{"fewer times", `{"type":"Feature","properties":{"times":[1]},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}`, "2 positions and 1 times"},
	{"times of fewer lines", `{"type":"Feature","properties":{"times":[]},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}}`, "1 lines and times of 0"},
	{"words for places", `{"type":"LineString","coordinates":[["a","b"]]}`, "its coordinates are no line"},
	{"an object for times", `{"type":"Feature","properties":{"times":{}},"geometry":{"type":"LineString","coordinates":[[1,2]]}}`, "its times are no list"},
	{"a feature that is none", `{"type":"FeatureCollection","features":[7]}`, "feature 1: "},
	{"too large", strings.Repeat(" ", track.MaxFile+1), "larger than 64 MB"},
	{"too long", "time,lat,lon\n" + strings.Repeat("1761818400,52,11\n", track.MaxPoints+2), "more than 250000 positions"},
}

func TestHostile(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			_, err := track.Read(strings.NewReader(c.text), track.Options{})
			faults, ok := errors.AsType[*track.FaultsError](err)
			if !ok {
				t.Fatalf("got %v, want faults", err)
			}
			if !strings.Contains(faults.Error(), c.want) {
				t.Errorf("got %q, want %q in it", faults, c.want)
			}
		})
	}
}

// With --utc times without a zone are UTC, and nothing else changes.
func TestUTC(t *testing.T) {
	got, err := track.Parse([]byte("time,lat,lon\n2025-10-30 10:00:00.5,52,11\n2025-10-30T12:01+02:00,52,12\n2025-10-30T10:02,52,13\n"), track.Options{UTC: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2 10:00:00.5 52,11", "3 10:01:00 52,12", "4 10:02:00 52,13"}, told(got)); diff != "" {
		t.Errorf("track (-want +got):\n%s", diff)
	}
	if _, err := track.Parse([]byte("time,lat,lon\n2025-10-30,52,11\n"), track.Options{UTC: true}); err == nil {
		t.Error("a day is taken for a time")
	}
}

// A reader that fails is no fault of the track.
func TestReaderFails(t *testing.T) {
	broken := errors.New("broken")
	if _, err := track.Read(&failing{broken}, track.Options{}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }
