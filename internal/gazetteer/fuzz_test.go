package gazetteer_test

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

// FuzzTables reads any rows of airports and cities. They are refused, with the line
// unless the rows are good each by itself, or made into tables that have the same
// places, each found by its name.
func FuzzTables(f *testing.F) {
	f.Add(vnukovo, moscow)
	f.Add(strings.Replace(vnukovo, "55.5915", "1e-400", 1), strings.Replace(moscow, "10381222", "-1", 1))
	f.Add(strings.Replace(vnukovo, "37.2615", "-180", 1), strings.Replace(moscow, "10381222", "4294967296", 1))
	f.Add(strings.Replace(vnukovo, "Moscow", "\"Mos\ncow\"", 1), strings.Replace(moscow, "MOW|", "||a|a|", 1))
	f.Add(strings.Replace(vnukovo, "Moscow", "\"Mos\tcow\"", 1), moscow+moscow)
	f.Add("\xff\xfe", "\x00\n\n")
	f.Add(strings.Replace(vnukovo, "Vnukovo", "\xff\u202e\x1b[31m", 1), strings.Replace(moscow, "Moscow", "", 1))
	f.Add(",,,,0,0,,,,\n", "0\t\t\t\t\t0\t0\t0\t\t\n")
	f.Fuzz(func(t *testing.T, airports, cities string) {
		var files gazetteer.Files
		var err error
		if files.Airports, err = gazetteer.ReadAirports(strings.NewReader(airportHead + airports)); err != nil {
			namesLine(t, err)
			return
		}
		if files.Cities, err = gazetteer.ReadCities(strings.NewReader(cityHead+cities), nil); err != nil {
			namesLine(t, err)
			return
		}
		_, text, err := files.Tables()
		if err != nil {
			return
		}
		table, err := gazetteer.Open(text)
		if err != nil || table.Len() != len(files.Cities) {
			t.Fatalf("%d cities made a table of %v, %v", len(files.Cities), table, err)
		}
		left := map[gazetteer.Place]int{}
		for _, c := range files.Cities {
			if c.Population < 0 || c.Population > math.MaxUint32 || !(math.Abs(c.Lat) <= 90 && math.Abs(c.Lon) <= 180) {
				t.Fatalf("%+v", c)
			}
			left[rounded(c.Place)]++
		}
		for id := range table.Len() {
			p := table.Place(id)
			if key := rounded(p); left[key] == 0 {
				t.Fatalf("the table has %+v, which is no row of %q", p, cities)
			} else {
				left[key]--
			}
			key := gazetteer.Fold(p.Name)
			if key == "" || !utf8.ValidString(p.Name) {
				continue
			}
			found := false
			for _, m := range table.Find(key) {
				found = found || m.ID == id
			}
			if !found {
				t.Fatalf("%q is not found by %q", p.Name, key)
			}
		}
	})
}

// rounded is a place as tables keep it, without what they add.
func rounded(p gazetteer.Place) gazetteer.Place {
	p.Lat, p.Lon = math.Round(p.Lat*1e3), math.Round(p.Lon*1e3)
	p.CityCode, p.IATA, p.Ident, p.City, p.AdminName = "", "", "", "", ""
	return p
}

// namesLine fails unless an error says on which line it is.
func namesLine(t *testing.T, err error) {
	t.Helper()
	if !strings.Contains(err.Error(), "line ") && !strings.Contains(err.Error(), "too long") {
		t.Fatalf("%v", err)
	}
}
