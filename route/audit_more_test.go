package route_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/internal/track/tracktest"
	"github.com/flightcheck/flightcheck/route"
)

// A flight that is recorded without noise enters what a check of the same legs says,
// at the same times to within one step.
func TestAuditFindsKnownEntries(t *testing.T) {
	c, flight := builtin(t)
	for _, x := range []struct {
		places []string
		every  time.Duration
	}{
		{[]string{"moscow", "budapest"}, 10 * time.Second},
		{[]string{"lisbon", "helsinki"}, 10 * time.Second},
		{[]string{"HND", "LAX"}, 10 * time.Second},
		{[]string{"new york", "singapore"}, 30 * time.Second}, // near the pole
		{[]string{"durban", "-26,27"}, 10 * time.Second},      // over an enclave
		{[]string{"moscow", "41.5,36", "istanbul", "sofia", "budapest"}, 10 * time.Second},
		{[]string{"49,-115", "49,-100"}, 10 * time.Second}, // near a border
	} {
		t.Run(strings.Join(x.places, "-"), func(t *testing.T) {
			const kmh = 850
			way := stops(t, x.places...)
			var line orb.LineString
			for _, s := range way {
				line = append(line, s.Point)
			}
			fixes := flownAlong(t, tracktest.Plan{Line: line, Depart: noon, Kmh: kmh, Every: x.every, AltFt: 35_000, Ground: true})
			a := audit(t, c, flight, fixes, route.AuditOptions{})
			timed := c
			timed.Plan = route.Plan{Depart: noon, SpeedKmh: kmh}
			r, err := timed.CheckStops(t.Context(), flight, way)
			if err != nil {
				t.Fatal(err)
			}
			crossings := r.Routes[0].Crossings
			if len(a.Entries) != len(crossings) {
				t.Fatalf("%d entries, want %d:\n%s", len(a.Entries), len(crossings), cmp.Diff(told(r.Routes[0]), toldEntries(a)))
			}
			corners := 0.001 // a track with steps cuts corners, up to a step each
			if len(line) > 2 {
				corners = kmh * x.every.Hours()
			}
			for i, want := range crossings {
				e := a.Entries[i]
				if !slices.Equal(e.Areas, want.Areas) || !slices.Equal(e.Along, want.Along) || e.Status != want.Status {
					t.Errorf("entry %d is %v %v, want %v %v", i, e.Areas, e.Status, want.Areas, want.Status)
				}
				if d := e.EnterTime.Sub(want.EnterTime).Abs(); d > x.every {
					t.Errorf("%s is entered %v from its time", want.Name, d)
				}
				if d := math.Abs(e.Km - want.Km); d > 0.01+2*corners {
					t.Errorf("%s is %v km long, want %v", want.Name, e.Km, want.Km)
				}
			}
			if a.Status != r.Status() {
				t.Errorf("status is %v, want %v", a.Status, r.Status())
			}
		})
	}
}

// A track with a gap of an hour over Poland says that it is not known what was there.
func TestAuditGapOverPoland(t *testing.T) {
	c, flight := builtin(t)
	berlin, minsk := orb.Point{11, 52}, orb.Point{28, 53}
	fixes := flownAlong(t, tracktest.Plan{Line: orb.LineString{berlin, minsk}, Depart: noon, Kmh: 800, Every: 10 * time.Second, AltFt: 35_000})
	whole := audit(t, c, flight, fixes, route.AuditOptions{})
	if !strings.Contains(whole.Answer, "entered Poland at 2025-10-30T12:") {
		t.Fatal(whole.Answer)
	}
	silent := dropTime(fixes, "12:12:00", "13:12:00")
	a := audit(t, c, flight, silent, route.AuditOptions{})
	for _, e := range a.Entries {
		if e.State == "PL" {
			t.Errorf("%s", e.Words)
		}
	}
	if len(a.Track.Gaps) != 1 || a.Track.Gaps[0].Minutes != 60 || !slices.Contains(a.Track.Gaps[0].Over, "PL") || a.Track.Gaps[0].Why != route.GapSilence {
		t.Errorf("%+v", a.Track.Gaps)
	}
	if !strings.Contains(a.Answer, "no positions from 2025-10-30T12:12:00Z to 2025-10-30T13:12:00Z") || !strings.Contains(a.Answer, "may have crossed") {
		t.Error(a.Answer)
	}
	bridged := audit(t, c, flight, silent, route.AuditOptions{Bridge: true})
	i := slices.IndexFunc(bridged.Entries, func(e route.AuditEntry) bool { return e.State == "PL" })
	if i < 0 || bridged.Entries[i].BridgedKm < 500 || !strings.Contains(bridged.Entries[i].Words, "bridged: nobody saw it there") {
		t.Errorf("%+v", bridged.Entries)
	}
	if d := bridged.Km - whole.Km; math.Abs(d) > 0.1 {
		t.Errorf("bridged it is %v km longer", d)
	}
}

// One wrong position makes no entry, wherever it is.
func TestAuditWrongPosition(t *testing.T) {
	c, flight := builtin(t)
	fixes := flownAlong(t, tracktest.Plan{Line: orb.LineString{{20, 44}, {20, 40}}, Depart: noon, Kmh: 800, Every: 10 * time.Second})
	want := toldEntries(audit(t, c, flight, fixes, route.AuditOptions{}))
	for _, i := range []int{0, 1, len(fixes) / 2, len(fixes) - 2, len(fixes) - 1} {
		wrong := slices.Clone(fixes)
		wrong[i].Point = orb.Point{wrong[i].Point[0], wrong[i].Point[1] + 6.3} // 700 km to the north: Slovakia, Poland
		a := audit(t, c, flight, wrong, route.AuditOptions{})
		if diff := cmp.Diff(want, toldEntries(a)); diff != "" && i > 0 && i < len(fixes)-1 {
			t.Errorf("with %d wrong (-want +got):\n%s", i, diff)
		}
		d := a.Track.Dropped
		if len(d) != 1 || d[0].Line != wrong[i].Line || *d[0].Lat < 45 || !strings.Contains(d[0].Why, "over 1250 km/h") {
			t.Errorf("dropped are %+v", d)
		}
		if len(a.Entries) != len(want) {
			t.Errorf("with %d wrong: %v", i, toldEntries(a))
		}
	}
}

// The order of positions and how often each comes change no entry.
func TestAuditOrderIsNoMatter(t *testing.T) {
	ch := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t, closedFrom("r", "DE", "2025-10-30T13:00Z", "null"))}
	base := flownAlong(t, tracktest.Plan{Line: orb.LineString{{-3.5, 45}, {13.5, 45}, {13.5, 53}}, Depart: noon, Kmh: 830, Every: 2 * time.Minute})
	rapid.Check(t, func(t *rapid.T) {
		list := slices.DeleteFunc(slices.Clone(base), func(route.Fix) bool { return rapid.IntRange(0, 3).Draw(t, "lost") == 0 })
		for i := range list {
			if rapid.IntRange(0, 9).Draw(t, "wrong") == 0 {
				list[i].Point = orb.Point{rapid.Float64Range(-30, 30).Draw(t, "lon"), rapid.Float64Range(30, 60).Draw(t, "lat")}
			}
			list[i].HasAlt = rapid.Bool().Draw(t, "alt")
			list[i].AltFt = float64(rapid.IntRange(0, 2).Draw(t, "feet")) * 1000
		}
		mixed := slices.Clone(list)
		for _, f := range list {
			if rapid.IntRange(0, 3).Draw(t, "again") == 0 {
				mixed = append(mixed, f)
			}
		}
		mixed = rapid.Permutation(mixed).Draw(t, "order")
		o := route.AuditOptions{Gap: 5 * time.Minute, Bridge: rapid.Bool().Draw(t, "bridge")}
		a, err := ch.Audit(t.Context(), civilFlight, list, o)
		b, err2 := ch.Audit(t.Context(), civilFlight, mixed, o)
		if (err == nil) != (err2 == nil) {
			t.Fatalf("%v and %v", err, err2)
		}
		if err != nil {
			return
		}
		checkAudit(t, a)
		checkAudit(t, b)
		words := func(a *route.Audit) (out []string) {
			for _, e := range a.Entries {
				out = append(out, fmt.Sprintf("%s %+v %v", e.Words, e.AltFt, e.Km))
			}
			return append(out, a.Answer)
		}
		if diff := cmp.Diff(words(a), words(b)); diff != "" {
			t.Fatalf("entries (-in order +mixed):\n%s", diff)
		}
	})
}

// Departure and landing are judged where the aircraft was on the ground.
func TestAuditEnds(t *testing.T) {
	ch := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t,
		`{id: dep, issuer: DE, territory: [DE], scope: [departure], effect: ban, basis: law, summary: Closed}`,
		`{id: to, issuer: PL, territory: [PL], subject: {destination: [PL]}, effect: ban, basis: law, summary: Closed}`,
	)}
	fixes := flownAlong(t, tracktest.Plan{Line: orb.LineString{{1, 45}, {13.5, 45}}, Depart: noon, Kmh: 830, Every: 10 * time.Second, AltFt: 1000})
	last := len(fixes) - 1
	for _, c := range []struct {
		name   string
		change func(f []route.Fix)
		want   []string
		note   string
	}{
		{"in the air", func([]route.Fix) {}, []string{"open", "unknown"}, "Neither the first nor the last"},
		{"departs", func(f []route.Fix) { f[0].Ground = true }, []string{"blocked", "unknown"}, "The last position is not said"},
		{"lands", func(f []route.Fix) { f[last].AltFt = 0 }, []string{"open", "blocked"}, "The first position is not said"},
		{"both", func(f []route.Fix) { f[0].Ground, f[last].Ground = true, true }, []string{"blocked", "blocked"}, ""},
		{"altitudes were not recorded", func(f []route.Fix) {
			for i := range f {
				f[i].AltFt = 0
			}
		}, []string{"open", "unknown"}, "Neither the first nor the last"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := slices.Clone(fixes)
			c.change(list)
			a := audit(t, ch, civilFlight, list, route.AuditOptions{})
			var got []string
			for _, e := range a.Entries {
				got = append(got, e.Status.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("status (-want +got):\n%s", diff)
			}
			if notes := strings.Join(a.Notes, "\n"); c.note == "" && strings.Contains(notes, "on the ground") || !strings.Contains(notes, c.note) {
				t.Errorf("notes are %q", a.Notes)
			}
		})
	}
}

// What stands still, jumps, or is somewhere twice.
func TestAuditOddTracks(t *testing.T) {
	ch := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t)}
	at := func(minute int, lon float64) route.Fix {
		return route.Fix{Time: noon.Add(time.Duration(minute) * time.Minute), Point: orb.Point{lon, 45}}
	}
	for _, c := range []struct {
		name    string
		fixes   []route.Fix
		options route.AuditOptions
		want    []string
		km      float64
	}{
		{"parked", []route.Fix{at(0, 5), at(5, 5), at(9, 5)}, route.AuditOptions{}, []string{"Germany [DE] open 12:00-12:09 begins:track ends:track"}, 0},
		{"parked, then silent", []route.Fix{at(0, 5), at(5, 5), at(60, 5)}, route.AuditOptions{}, []string{
			"Germany [DE] open 12:00-12:05 begins:track ends:gap", "no positions [] unknown 12:05-13:00", "Germany [DE] open 13:00-13:00 begins:gap ends:track",
		}, 0},
		{"parked, then silent, bridged", []route.Fix{at(0, 5), at(60, 5)}, route.AuditOptions{Bridge: true}, []string{"Germany [DE] open 12:00-13:00 begins:track ends:track"}, 0},
		{"stops on the way", []route.Fix{at(0, 9), at(5, 9.5), at(9, 9.5), at(14, 10.5)}, route.AuditOptions{}, []string{"Germany [DE] open 12:00-12:11 begins:track", "Poland [PL] open 12:11-12:14 ends:track"}, 118.26},
		{"once an hour", []route.Fix{at(0, 5), at(60, 9), at(120, 12)}, route.AuditOptions{}, []string{
			"Germany [DE] open 12:00-12:00 begins:track ends:gap", "no positions [] unknown 12:00-13:00", "Germany [DE] open 13:00-13:00 begins:gap ends:gap",
			"no positions [] unknown 13:00-14:00", "Poland [PL] open 14:00-14:00 begins:gap ends:track",
		}, 551.9},
		{"a jump", []route.Fix{at(0, 1), at(1, 1.1), at(2, 1.2), at(3, 11), at(4, 11.1), at(5, 11.2)}, route.AuditOptions{Bridge: true}, []string{
			"Germany [DE] open 12:00-12:02 begins:track ends:gap", "no positions [] unknown 12:02-12:03", "Poland [PL] open 12:03-12:05 begins:gap ends:track",
		}, 803.8},
		{"opposite places", []route.Fix{at(0, 1), {Time: noon.Add(100 * time.Hour), Point: orb.Point{-179, -45}}}, route.AuditOptions{Bridge: true}, []string{
			"Germany [DE] open 12:00-12:00 begins:track ends:gap", "no positions [] unknown 12:00-16:00", "high seas [] open 16:00-16:00 begins:gap ends:track",
		}, 20015.1},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := audit(t, ch, civilFlight, c.fixes, c.options)
			if diff := cmp.Diff(c.want, toldEntries(a)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
			if math.Abs(a.Km-c.km) > 0.1 {
				t.Errorf("%v km, want %v", a.Km, c.km)
			}
		})
	}
}

func TestAuditErrors(t *testing.T) {
	ch := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t)}
	planned := ch
	planned.Plan = route.Plan{SpeedKmh: 800}
	good := []route.Fix{{Time: noon, Point: orb.Point{1, 45}}, {Time: noon.Add(time.Minute), Point: orb.Point{1.1, 45}}}
	for _, c := range []struct {
		name  string
		c     route.Checker
		fixes []route.Fix
		o     route.AuditOptions
		want  string
	}{
		{"nothing", ch, nil, route.AuditOptions{}, "0 of 0 can be used"},
		{"one", ch, good[:1], route.AuditOptions{}, "1 of 1 can be used"},
		{"one, twice", ch, []route.Fix{good[0], good[0]}, route.AuditOptions{}, "1 of 2 can be used"},
		{"two at once", ch, []route.Fix{good[0], {Time: noon, Point: orb.Point{9, 45}}}, route.AuditOptions{}, "a track takes two positions at different times"},
		{"no places", ch, []route.Fix{good[0], {Time: noon, Point: orb.Point{math.NaN(), 91}}}, route.AuditOptions{}, "is no place: latitude 91, longitude NaN"},
		{"a plan", planned, good, route.AuditOptions{}, "leave Checker.Plan empty"},
		{"no airspace", route.Checker{}, good, route.AuditOptions{}, "has no airspace"},
		{"a negative gap", ch, good, route.AuditOptions{Gap: -1}, "a gap of -1ns"},
		{"no speed", ch, good, route.AuditOptions{MaxSpeedKmh: math.NaN()}, "a greatest speed of NaN km/h"},
	} {
		_, err := c.c.Audit(t.Context(), civilFlight, c.fixes, c.o)
		if input, ok := errors.AsType[*route.InputError](err); !ok || !strings.Contains(input.Msg, c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// The map has a line for what was seen, and none for a gap.
func TestAuditMap(t *testing.T) {
	ch := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t, closedFrom("r", "PL", "null", "null"))}
	fixes := dropTime(overTwo(t), "13:00:00", "13:20:00")
	fixes[100].Point = orb.Point{20, 44}
	count := func(o route.AuditOptions) map[string]int {
		n := map[string]int{}
		for _, f := range audit(t, ch, civilFlight, fixes, o).FeatureCollection().Features {
			kind := fmt.Sprint(f.Properties["kind"])
			if f.Properties["bridged"] == true {
				kind += " bridged"
			}
			n[kind+" "+f.Geometry.GeoJSONType()]++
		}
		return n
	}
	if diff := cmp.Diff(map[string]int{"entry LineString": 3, "gap MultiPoint": 1, "point Point": 1, "dropped Point": 1}, count(route.AuditOptions{})); diff != "" {
		t.Errorf("features (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"entry LineString": 3, "entry bridged LineString": 2, "point Point": 2, "dropped Point": 1}, count(route.AuditOptions{Bridge: true})); diff != "" {
		t.Errorf("features, bridged (-want +got):\n%s", diff)
	}
	var far *geojson.Feature
	pacific := audit(t, ch, civilFlight, flownAlong(t, tracktest.Plan{Line: orb.LineString{{170, 40}, {-170, 40}}, Depart: noon, Kmh: 800, Every: time.Minute}), route.AuditOptions{})
	for _, f := range pacific.FeatureCollection().Features {
		far = f
	}
	lines, ok := far.Geometry.(orb.MultiLineString)
	if !ok || len(lines) != 2 || lines[0][len(lines[0])-1][0] != 180 || lines[1][0][0] != -180 {
		t.Errorf("over 180 degrees: %v", far.Geometry)
	}
}

// A zone is named as what was entered, over whatever it lies; a short blocked entry is
// said to be within the error of the borders.
func TestAuditWords(t *testing.T) {
	zones := featuresOf(`"id":"EDWW","name":"North Zone"`, [4]float64{-2, 40, 4, 50}, `"id":"EDMM","name":"Thin Zone"`, [4]float64{6, 40, 6.01, 50})
	ch := route.Checker{Airspace: indexWith(t, twoStates, zones), Policy: setOf(t, banOn("n", "zone:EDWW", ""), banOn("s", "zone:EDMM", ""))}
	a := audit(t, ch, civilFlight, overTwo(t), route.AuditOptions{})
	want := []string{
		"over the high seas from 2025-10-30T12:00:00Z near 45,-3.5, where the track begins, for 119 km and 9 min",
		"entered North Zone over the high seas at 2025-10-30T12:08:35Z near 45.1,-2, for 158 km and 11 min: blocked: North Zone: Germany's ban",
		"entered Germany (North Zone) at 2025-10-30T12:19:59Z near 45.21,0, for 314 km and 23 min: blocked: North Zone: Germany's ban",
		"was still in Germany at 2025-10-30T12:42:41Z near 45.31,4, for 157 km and 11 min: open",
		"entered Thin Zone over Germany at 2025-10-30T12:54:02Z near 45.31,6, for 0.8 km and 3 s: blocked: Thin Zone: Germany's ban",
		"was still in Germany at 2025-10-30T12:54:05Z near 45.31,6.01, for 313 km and 23 min: open",
		"entered Poland at 2025-10-30T13:16:44Z near 45.21,10, for 276 km and 20 min: open",
	}
	var got []string
	for _, e := range a.Entries {
		got = append(got, e.Words)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	if notes := strings.Join(a.Notes, "\n"); !strings.Contains(notes, "Within the error of the borders, being shorter than 1 km: Thin Zone at 2025-10-30T12:54:02Z (784 m).") {
		t.Error(notes)
	}
}

// What was left out when the track was read is told with the rest.
func TestAuditOfSource(t *testing.T) {
	ch := route.Checker{Airspace: indexWith(t, twoStates), Policy: setOf(t)}
	fixes := overTwo(t)
	fixes[5].Point[1] = 91
	o := route.AuditOptions{Track: route.AuditTrack{
		Source: "flight.csv", Format: "csv", Empty: 2, Dropped: []route.DroppedFix{route.DropFix(route.Fix{Line: 3, Point: orb.Point{1, math.NaN()}}, "has no latitude")},
	}}
	a := audit(t, ch, civilFlight, fixes, o)
	want := []route.DroppedFix{
		{Line: 3, Lon: new(1.0), Why: "has no latitude"},
		{Line: 7, Time: noon.Add(50 * time.Second), Lat: new(91.0), Lon: a.Track.Dropped[1].Lon, Why: a.Track.Dropped[1].Why},
	}
	if diff := cmp.Diff(want, a.Track.Dropped); diff != "" {
		t.Errorf("dropped (-want +got):\n%s", diff)
	}
	if a.Track.Source != "flight.csv" || a.Track.Empty != 2 || a.Track.Points != len(fixes)+3 {
		t.Errorf("%+v", a.Track)
	}
	if len(o.Track.Dropped) != 1 {
		t.Error("the options were changed")
	}
	if want := fmt.Sprintf("%d positions, %d used (2 empty, 2 dropped)", len(fixes)+3, len(fixes)-1); a.Track.Summary() != want {
		t.Errorf("summary is %q, want %q", a.Track.Summary(), want)
	}
}
