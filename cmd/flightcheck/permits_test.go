package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/flightcheck/flightcheck/place"
	"github.com/flightcheck/flightcheck/route"
)

func TestDegreesMinutes(t *testing.T) {
	for _, c := range []struct {
		lat, lon float64
		want     string
	}{
		{47.508333, 19.253333, "N47 30.5 E019 15.2"},
		{-33.946111, 151.177222, "S33 56.8 E151 10.6"},
		{0, 0, "N00 00.0 E000 00.0"},
		{-0.00001, -0.00001, "N00 00.0 E000 00.0"}, // no south of nothing
		{-0.001, -0.001, "S00 00.1 W000 00.1"},
		{89.99999, 179.99999, "N90 00.0 E180 00.0"},
		{-89.99999, -179.99999, "S90 00.0 W180 00.0"},
		{59.99917, 9.99917, "N60 00.0 E010 00.0"}, // 59.95' is the next degree
		{51.9991, 4.0008, "N51 59.9 E004 00.0"},
	} {
		if got := degreesMinutes(orb.Point{c.lon, c.lat}); got != c.want {
			t.Errorf("%v,%v: %s, want %s", c.lat, c.lon, got, c.want)
		}
	}
}

// What is printed lies within half a tenth of a minute, and the command reads it.
func TestDegreesMinutesAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
		text := degreesMinutes(p)
		var ns, ew rune
		var lat, lon, latMin, lonMin float64
		if _, err := fmt.Sscanf(text, "%c%f %f %c%f %f", &ns, &lat, &latMin, &ew, &lon, &lonMin); err != nil {
			t.Fatal(text, err)
		}
		back := orb.Point{lon + lonMin/60, lat + latMin/60}
		if ns == 'S' {
			back[1] = -back[1]
		}
		if ew == 'W' {
			back[0] = -back[0]
		}
		if d := math.Max(math.Abs(back[0]-p[0]), math.Abs(back[1]-p[1])); d > 0.05001/60 || latMin >= 60 || lonMin >= 60 {
			t.Fatalf("%v is printed as %s", p, text)
		}
		read, err := place.ParsePoint(strings.Replace(text, " E", ", E", 1))
		if text = strings.Replace(text, " W", ", W", 1); ew == 'W' {
			read, err = place.ParsePoint(text)
		}
		if err != nil || math.Abs(read[0]-back[0]) > 1e-9 || math.Abs(read[1]-back[1]) > 1e-9 {
			t.Fatalf("%s is read as %v, %v", text, read, err)
		}
	})
}

// permitRows runs a question and returns its permits by column, and its report.
func permitRows(t *testing.T, question string) ([]map[string]string, *route.Report) {
	t.Helper()
	ask := func(format string) []byte {
		var stdout, stderr bytes.Buffer
		args := append(append([]string{"flightcheck"}, strings.Fields(question)...), "--format", format)
		if code := run(t.Context(), args, &stdout, &stderr); code != exitOK && code != exitBlocked && code != exitUnknown {
			t.Fatalf("%s: exit status %d, %s", question, code, stderr.String())
		}
		return stdout.Bytes()
	}
	table, err := csv.NewReader(bytes.NewReader(ask("permits-csv"))).ReadAll()
	if err != nil || len(table) < 2 {
		t.Fatalf("%s: %v, %d lines", question, err, len(table))
	}
	var rows []map[string]string
	for _, line := range table[1:] {
		row := map[string]string{}
		for i, name := range table[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	report := &route.Report{}
	if err := json.Unmarshal(ask("json"), report); err != nil {
		t.Fatal(err)
	}
	return rows, report
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// The kilometres of the rows and those over the high seas are the route, each State
// has those of the report, and a row begins where the one before it ended or after
// high seas.
func TestPermitsAddUp(t *testing.T) {
	for _, question := range []string{
		"check VKO BUD",
		"check VKO BUD --zones testdata/zones/fir.geojson",
		"check moscow 41.5,36 sofia budapest",
		"moscow budapest",
		"check SYD SCL --registration AU --kind civil",
		"check KEF ANC --registration IS --kind civil",
		"check 43.2,34 sofia",
		"check DEL URC --registration FR --kind civil",
		"check ATH VKO --registration FR --kind civil",
	} {
		rows, report := permitRows(t, question+" --policy budapest-2025")
		rt := report.Routes[0]
		sum, states := 0.0, map[string]float64{}
		for i, row := range rows {
			sum += number(t, row["km"])
			states[row["state"]] += number(t, row["km"])
			if row["route"] != rt.ID || row["route_status"] != rt.Status.String() || row["row"] != strconv.Itoa(i+1) {
				t.Errorf("%s: row %d is %v", question, i+1, row)
			}
			if i > 0 && number(t, row["high_seas_km"]) == 0 && (row["enter"] != rows[i-1]["exit"] || row["enter_lat"] != rows[i-1]["exit_lat"]) {
				t.Errorf("%s: row %d begins at %s, row %d ended at %s", question, i+1, row["enter"], i, rows[i-1]["exit"])
			}
		}
		seas := number(t, rows[0]["high_seas_km"])
		if math.Abs(sum+seas-rt.DistanceKm) > 1e-6 || number(t, rows[0]["route_km"]) != rt.DistanceKm {
			t.Errorf("%s: rows of %f km and %f km of high seas, the route has %f", question, sum, seas, rt.DistanceKm)
		}
		want := map[string]float64{}
		for _, c := range rt.Crossings {
			if !c.HighSeas() {
				want[c.State] += c.Km
			}
		}
		for state, km := range want {
			if math.Abs(states[state]-km) > 1e-6 {
				t.Errorf("%s: %s has %f km, the report %f", question, state, states[state], km)
			}
		}
	}
}

// The kilometres of a zone in all rows are those of the report.
func TestPermitsPerZone(t *testing.T) {
	rows, report := permitRows(t, "check VKO BUD --zones testdata/zones/fir.geojson --policy budapest-2025")
	got := map[string]float64{}
	for _, row := range rows {
		for part := range strings.SplitSeq(row["zones_km"], "; ") {
			if id, km, ok := strings.Cut(part, " "); ok {
				got[id] += number(t, km)
			}
		}
	}
	for _, z := range report.Routes[0].Zones {
		if math.Abs(got[z.ID]-z.Km) > 1e-6 {
			t.Errorf("%s: %f km in the rows, %f in the report", z.ID, got[z.ID], z.Km)
		}
		delete(got, z.ID)
	}
	if len(got) > 0 || len(report.Routes[0].Zones) < 3 {
		t.Errorf("zones of the rows that the report has not: %v", got)
	}
}

func TestTonnes(t *testing.T) {
	for text, want := range map[string]float64{
		"250": 250, "5.7": 5.7, "250t": 250, "250 T": 250, "250000kg": 250, "5700 kg": 5.7,
	} {
		if got, err := tonnesOf(text); err != nil || math.Abs(got-want) > 1e-12 {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "write tonnes, like 250", "heavy": `"heavy" is no mass`, "0": "no mass", "-5": "no mass", "NaN": "no mass", "250tkg": "no mass",
		"250000": "did you mean 250000kg?", "5000": "the heaviest aircraft had 640", "Inf": "more than 1000 tonnes",
	} {
		if got, err := tonnesOf(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want %q", text, got, err, want)
		}
	}
}
