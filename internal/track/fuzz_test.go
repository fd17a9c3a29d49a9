package track_test

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/flightcheck/flightcheck/internal/track"
	"github.com/flightcheck/flightcheck/internal/track/clean"
)

// odd are numbers and times at the ends of what is read, as rows of time,lat,lon,alt.
var odd = []string{
	"1761818400,NaN,Inf,1e999", "1761818400,-0,180,-0", "1761818400,1e309,-1e309,0", "1e9,90,-180.0000000000001,999999", "99999999,0,0,0", "1e11,0,0,0",
	"7e12,0,0,1e6", "7000000000001,0,0,0", "1940-01-01T00:00:00Z,0,0,0", "2199-12-31T23:59:59.999999999-23:59,0,0,0", "2024-02-30T00:00:00Z,0,0,0",
	"2016-12-31T23:59:60Z,0,0,0", "2025-10-30T10:00:00.1234567891Z,0,0,0", "2025-10-30 10:00:00 +0200,0,0,0", "2025-10-30t10:00:00z,0,0,0", "1761818400,\u221252,11,0",
	"1761818400,\"52,5\",\"11,25\",\"35,000\"", "1761818400,0x1p4,1_0,1", "1761818400,\u202e52,1\u200f1,0", "1761818400,52\x1b[31m,11,0", "1761818400,٣,11,0", "17618184000,52,11,ground",
}

func fuzzSeeds(f *testing.F, of ...track.Format) {
	f.Helper()
	for _, c := range sources {
		for _, format := range of {
			if c.format == format {
				f.Add([]byte(c.text), true)
				f.Add([]byte(strings.ReplaceAll(c.text, "\n", "\r\n")), false)
			}
		}
	}
	for _, c := range hostile {
		if len(c.text) < 10_000 {
			f.Add([]byte(c.text), false)
		}
	}
}

// samePoint takes coordinates that are no numbers for the same.
var samePoint = cmp.Comparer(func(a, b orb.Point) bool {
	one := func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }
	return one(a[0], b[0]) && one(a[1], b[1])
})

// fuzz reads anything: a track whose numbers are in their bounds and which is read
// alike when it is written as plain CSV, or faults that a person can read.
func fuzz(t *testing.T, src []byte, utc bool) {
	t.Helper()
	got, err := track.Parse(src, track.Options{UTC: utc})
	if err != nil {
		faults, ok := errors.AsType[*track.FaultsError](err)
		if !ok || got != nil {
			t.Fatalf("the error is %#v beside %v", err, got)
		}
		checkFaults(t, faults, src)
		return
	}
	checkTrack(t, got, src)
	if !utc { // every time has its zone, so that it does not matter
		same(t, got, src, true)
	}
	if !bytes.HasPrefix(src, []byte("\ufeff")) {
		same(t, got, append([]byte("\ufeff"), src...), utc)
	}
	again, err := track.Parse(written(got), track.Options{})
	if err != nil || len(again.Points) != len(got.Points) {
		t.Fatalf("written and read again: %v, %v", again, err)
	}
	for i, p := range again.Points {
		p.Line = got.Points[i].Line
		if d := cmp.Diff(got.Points[i], p, samePoint); d != "" {
			t.Fatalf("written and read again: %s", d)
		}
	}
	checkClean(t, got)
}

// same fails unless another text, or another option, gives the same track.
func same(t *testing.T, want *track.Track, src []byte, utc bool) {
	t.Helper()
	got, err := track.Parse(src, track.Options{UTC: utc})
	if d := cmp.Diff(want, got, samePoint); d != "" || err != nil {
		t.Fatalf("%v: %s", err, d)
	}
}

// checkFaults fails if faults are too many, too long, or no lines of text.
func checkFaults(t *testing.T, faults *track.FaultsError, src []byte) {
	t.Helper()
	text := faults.Error()
	if len(faults.List) == 0 || len(faults.List) > 20 || len(text) > 20_000 || !utf8.ValidString(text) {
		t.Fatalf("%d faults in %d bytes: %q", len(faults.List), len(text), text)
	}
	for _, x := range faults.List {
		if x.Msg == "" || x.Line < 0 || strings.ContainsFunc(x.Msg, unprintable) {
			t.Fatalf("the fault %+v", x)
		}
		if faults.Format != track.GeoJSON && x.Line > bytes.Count(src, []byte("\n"))+1 {
			t.Fatalf("the fault %+v is behind the end", x)
		}
	}
}

func unprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// checkTrack fails if a track is not what every track must be.
func checkTrack(t *testing.T, got *track.Track, src []byte) {
	t.Helper()
	if n := len(got.Points) + len(got.Dropped) + got.Empty; len(got.Points) == 0 || n > track.MaxPoints || n > len(src) {
		t.Fatalf("%d positions of %d bytes", n, len(src))
	}
	before := 0
	first, last := time.Date(1939, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(2200, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, p := range got.Points {
		if p.Time.Before(first) || p.Time.After(last) || !p.HasAlt && p.AltFt != 0 || !(math.Abs(p.AltFt) <= 1e6) {
			t.Fatalf("got %+v", p)
		}
		if p.Line <= before && got.Format == track.CSV || p.Line < before && got.Format == track.GPX || p.Line < 1 {
			t.Fatalf("line %d comes after %d", p.Line, before)
		}
		before = p.Line
	}
	for _, d := range got.Dropped {
		if d.Line < 1 || d.Why == "" || strings.ContainsFunc(d.Why, unprintable) || len(d.Why) > 400 {
			t.Fatalf("dropped %+v", d)
		}
	}
}

// written is a track as CSV.
func written(got *track.Track) []byte {
	b := []byte("time,lat,lon,alt,onground\n")
	for _, p := range got.Points {
		b = p.Time.UTC().AppendFormat(b, time.RFC3339Nano)
		b = strconv.AppendFloat(append(b, ','), p.Point[1], 'g', -1, 64)
		b = append(strconv.AppendFloat(append(b, ','), p.Point[0], 'g', -1, 64), ',')
		if p.HasAlt {
			b = strconv.AppendFloat(b, p.AltFt, 'g', -1, 64)
		}
		b = append(strconv.AppendBool(append(b, ','), p.Ground), '\n')
	}
	return b
}

// checkClean puts the track right, and wants every position to be kept or left out,
// and those that are kept to be places in the order of time.
func checkClean(t *testing.T, got *track.Track) {
	t.Helper()
	list := got.Points
	r := clean.Clean(list, 1250)
	if len(r.Kept)+len(r.Dropped)+r.Doubled != len(list) {
		t.Fatalf("%d positions became %d kept, %d dropped, %d doubled", len(list), len(r.Kept), len(r.Dropped), r.Doubled)
	}
	for i, k := range r.Kept {
		p := list[k]
		if !(math.Abs(p.Point[0]) <= 180 && math.Abs(p.Point[1]) <= 90) {
			t.Fatalf("kept %+v", p)
		}
		if i > 0 && p.Time.Before(list[r.Kept[i-1]].Time) {
			t.Fatalf("kept out of order: %+v", p)
		}
	}
}

func FuzzCSV(f *testing.F) {
	fuzzSeeds(f, track.CSV)
	for _, row := range odd {
		f.Add([]byte("time,lat,lon,alt\n"+row+"\n1761818401,52,11,0\n"), true)
	}
	f.Fuzz(func(t *testing.T, src []byte, utc bool) {
		fuzz(t, src, utc)
		got, err := track.Parse(src, track.Options{UTC: utc})
		if err == nil && got.Format == track.CSV && !bytes.ContainsAny(src, "\r\"") {
			same(t, got, bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n")), utc)
		}
	})
}

func FuzzXML(f *testing.F) {
	fuzzSeeds(f, track.GPX, track.KML)
	f.Add([]byte("<"+strings.Repeat("a\xd2", 3000)+" "), false)
	f.Add([]byte("<gpx>\n<trk \u202e\x1b=></gpx>"), false)
	f.Add([]byte("<!DOCTYPE gpx [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><gpx><trk>&c;</trk></gpx>"), false)
	f.Add([]byte("<gpx><trk><trkseg><trkpt lat=\"1\" lat=\"2\" lon=\"3\"><time>2025-10-30T10:00:00Z</time><time>2025-10-31T10:00:00Z</time><ele>&#x1b;</ele></trkpt></trkseg></trk></gpx>"), false)
	f.Add([]byte("<kml xmlns:gx=\"x\"><gx:Track><when>2025-10-30T10:00:00Z</when><gx:coord>NaN Inf 1e999</gx:coord><when/><gx:coord/></gx:Track></kml>"), true)
	f.Add([]byte("<kml><Placemark><TimeStamp><when>2025-10-30T10:00:00Z</when></TimeStamp><Point><coordinates>181,91,-1e9 1,2</coordinates></Point></Placemark></kml>"), true)
	f.Add([]byte("<kml><!-- --><![CDATA[<gpx>]]><Placemark><Point><coordinates>\u202e1,2</coordinates></Point><TimeSpan><begin>2025-10-30</begin></TimeSpan></Placemark></kml>"), true)
	f.Fuzz(fuzz)
}

func FuzzGeoJSON(f *testing.F) {
	fuzzSeeds(f, track.GeoJSON)
	for _, s := range []string{
		`{"type":"LineString","type":"Feature","coordinates":[[1,2,3,1761818400]],"coordinates":[[4,5,6,1761818400]]}`,
		`{"type":"LineString","coordinates":[[1` + strings.Repeat("0", 3000) + `,2,3,1761818400]]}`, `{"type":"Feature","geometry":{"type":"LineString","coordinates":9` + strings.Repeat("9", 30000) + `}}`,
		`{"type":"LineString","coordinates":[[1e309,2,3,1761818400]]}`, `{"type":"LineString","coordinates":[[181,-91,1e300,1.7618184e9,5,6]]}`,
		`{"type":"LineString","coordinates":[[],[1],[1,2],null,[null,null,null,1761818400],[1,2,null,1761818400]]}`,
		`{"type":"Feature","geometry":` + strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 200) + strings.Repeat("]}", 200) + "}",
		`{"type":"LineString","coordinates":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + "}",
		`{"type":"Feature","properties":{"times":["\u202e","\u001b[31m",{},[],true,-1e999,null]},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4],[5,6],[7,8],[9,1],[2,3],[4,5]]}}`,
		`{"type":"Feature","properties":{"coordTimes":[["2025-10-30T10:00:00Z"]]},"geometry":{"type":"MultiLineString","coordinates":[[[1,2]],[]]}}`,
	} {
		f.Add([]byte(s), true)
	}
	f.Fuzz(fuzz)
}
