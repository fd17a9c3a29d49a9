package track_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/flightcheck/flightcheck/internal/track/clean"

	"github.com/google/go-cmp/cmp"
	"github.com/twpayne/go-gpx"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/track"
)

// What another library writes is read as it was meant.
func TestGPXOfOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want []string
		trk := &gpx.TrkType{Name: rapid.String().Draw(t, "name")}
		at := time.Date(2025, 10, 30, 10, 0, 0, 0, time.UTC)
		wanted := &track.Track{}
		for range rapid.IntRange(1, 3).Draw(t, "segments") {
			seg := &gpx.TrkSegType{}
			for range rapid.IntRange(1, 5).Draw(t, "points") {
				at = at.Add(time.Duration(rapid.IntRange(0, 1e6).Draw(t, "ms")) * time.Millisecond)
				p := &gpx.WptType{
					Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon"),
					Ele: float64(rapid.IntRange(1, 13_000).Draw(t, "ele")), Time: at,
				}
				seg.TrkPt = append(seg.TrkPt, p)
				wanted.Points = append(wanted.Points, clean.Fix{Time: at, Point: [2]float64{p.Lon, p.Lat}, AltFt: p.Ele / 0.3048, HasAlt: true})
			}
			trk.TrkSeg = append(trk.TrkSeg, seg)
		}
		var b bytes.Buffer
		if err := (&gpx.GPX{Version: "1.1", Creator: "test", Trk: []*gpx.TrkType{trk}}).Write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := track.Parse(b.Bytes(), track.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Points {
			got.Points[i].Line = 0
		}
		want = told(wanted)
		if diff := cmp.Diff(want, told(got)); diff != "" {
			t.Fatalf("track (-want +got):\n%s", diff)
		}
	})
}
