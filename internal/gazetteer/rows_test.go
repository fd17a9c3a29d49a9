package gazetteer_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/flightcheck/flightcheck/internal/gazetteer"
)

const (
	airportHead = "ident,iata,name,type,lat,lon,iso_country,region,municipality,elev_ft\n"
	cityHead    = "geonameid\tname\tascii\tcountry\tadmin1\tlat\tlon\tpopulation\tfcode\talternates\n"
	codeHead    = "code,city,country,geonameid,airports,basis\n"
	vnukovo     = "UUWW,VKO,Vnukovo International Airport,large_airport,55.5915,37.2615,RU,RU-MOW,Moscow,685\n"
	moscow      = "524901\tMoscow\tMoskva\tRU\t48\t55.75222\t37.61556\t10381222\tPPLC\tMOW|Moskva\n"
	mow         = "MOW,Moscow,RU,524901,VKO,gazetteer\n"
)

// A file that is damaged is refused with its line, whatever the fault.
func TestReadersNameTheLine(t *testing.T) {
	t.Parallel()
	airports := func(s string) error {
		_, err := gazetteer.ReadAirports(strings.NewReader(s))
		return err
	}
	cities := func(s string) error {
		_, err := gazetteer.ReadCities(strings.NewReader(s), nil)
		return err
	}
	codes := func(s string) error {
		_, err := gazetteer.ReadCityCodes(strings.NewReader(s))
		return err
	}
	divisions := func(s string) error {
		_, err := gazetteer.ReadDivisions(strings.NewReader(s))
		return err
	}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"another header":     {airports("a,b,c,d,e,f,g,h,i,j\n"), "line 1: the header"},
		"a column too few":   {airports(airportHead + "UUWW,VKO\n"), "line 2"},
		"no latitude":        {airports(airportHead + vnukovo + strings.Replace(vnukovo, "55.5915", "x", 1)), "line 3"},
		"no longitude":       {airports(airportHead + strings.Replace(vnukovo, "37.2615", "", 1)), "line 2"},
		"off the earth":      {airports(airportHead + strings.Replace(vnukovo, "55.5915", "95", 1)), "line 2: no point on earth"},
		"NaN":                {airports(airportHead + strings.Replace(vnukovo, "55.5915", "NaN", 1)), "line 2: no point on earth"},
		"cities, header":     {cities("x\n"), "line 1: the header"},
		"cities, columns":    {cities(cityHead + "1\t2\n"), "line 2: 2 columns, not 10"},
		"cities, id":         {cities(cityHead + strings.Replace(moscow, "524901", "?", 1)), "line 2"},
		"cities, population": {cities(cityHead + strings.Replace(moscow, "10381222", "many", 1)), "line 2"},
		"cities, point":      {cities(cityHead + strings.Replace(moscow, "37.61556", "200", 1)), "line 2"},
		"codes, id":          {codes(codeHead + "MOW,Moscow,RU,x,VKO,general\n"), "line 2"},
		"divisions":          {divisions("code\tname\nUS.ID\n"), "line 2: 1 columns, not 2"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, c.err, c.want)
		}
	}
}

// A list of city codes that does not fit the other files is refused.
func TestCityCodesMustFit(t *testing.T) {
	t.Parallel()
	airports, err := gazetteer.ReadAirports(strings.NewReader(airportHead + vnukovo))
	if err != nil {
		t.Fatal(err)
	}
	cities, err := gazetteer.ReadCities(strings.NewReader(cityHead+moscow), map[string]string{"RU.48": "Moscow"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, row, want string }{
		{"as it is", mow, ""},
		{"another airport", strings.Replace(mow, "VKO", "XXX", 1), "MOW names the airport XXX"},
		{"one airport twice", mow + strings.Replace(mow, "MOW", "MOX", 1), "VKO is in MOW and in MOX"},
		{"another city", strings.Replace(mow, "524901", "1", 1), "MOW names the city 1"},
		{"another name", strings.Replace(mow, "Moscow", "Minsk", 1), "Minsk, RU in the list"},
		{"another basis", strings.Replace(mow, "gazetteer", "general", 1), `the basis "general" is wrong`},
	} {
		codes, err := gazetteer.ReadCityCodes(strings.NewReader(codeHead + c.row))
		if err != nil {
			t.Fatal(err)
		}
		files := gazetteer.Files{Airports: airports, Cities: cities, CityCodes: codes}
		_, text, err := files.Tables()
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", c.name, err, c.want)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got := open(t, text).Place(0)
		if got.Name != "Moscow" || got.CityCode != "MOW" || got.AdminName != "Moscow" {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func TestReadFilesNamesTheFile(t *testing.T) {
	t.Parallel()
	full := fstest.MapFS{
		"airports.csv":      {Data: []byte(airportHead + vnukovo)},
		"citycodes.csv":     {Data: []byte(codeHead + mow)},
		"cities-admin1.tsv": {Data: []byte("code\tname\n")},
		"cities.tsv.gz":     {Data: []byte("no gzip")},
	}
	for _, c := range []struct{ name, missing string }{
		{"cities.tsv.gz", ""},
		{"airports.csv", "airports.csv"},
		{"citycodes.csv", "citycodes.csv"},
	} {
		files := fstest.MapFS{}
		for k, v := range full {
			if k != c.missing {
				files[k] = v
			}
		}
		if _, err := gazetteer.ReadFiles(files); err == nil || !strings.HasPrefix(err.Error(), c.name+": ") {
			t.Errorf("without %q: %v, want it to name %s", c.missing, err, c.name)
		}
	}
}
