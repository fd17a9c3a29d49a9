package gazetteer

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// City is a row of cities.tsv.
type City struct {
	Place
	GeonameID int
	ASCII     string
	Others    []string // other names
}

// CityCode is a row of citycodes.csv: an IATA metropolitan area.
type CityCode struct {
	Code      string
	City      string
	Country   string
	GeonameID int      // of the city
	Airports  []string // IATA codes
	// Basis is "gazetteer" if GeoNames gives the city this code, else "general".
	Basis string
}

// ReadAirports reads airports.csv. An error names the line.
func ReadAirports(r io.Reader) ([]Place, error) {
	var out []Place
	header := []string{
		"ident", "iata", "name", "type", "lat", "lon", "iso_country",
		"region", "municipality", "elev_ft",
	}
	err := eachCSV(r, header, func(f []string) error {
		p := Place{Ident: f[0], IATA: f[1], Name: f[2], Type: f[3], Country: f[6], City: f[8]}
		p.Admin = strings.TrimPrefix(f[7], p.Country+"-")
		var err error
		p.Lat, p.Lon, err = point(f[4], f[5])
		out = append(out, p)
		return err
	})
	return out, err
}

// ReadCities reads cities.tsv, with the names of divisions that ReadDivisions
// returns.
func ReadCities(r io.Reader, divisions map[string]string) ([]City, error) {
	var out []City
	const header = "geonameid\tname\tascii\tcountry\tadmin1\tlat\tlon\tpopulation\tfcode\talternates"
	err := eachTSV(r, header, func(f []string) error {
		c := City{ASCII: f[2], Place: Place{Name: f[1], Country: f[3], Admin: f[4], Type: f[8]}}
		c.AdminName = divisions[c.Country+"."+c.Admin]
		if f[9] != "" {
			c.Others = strings.Split(f[9], "|")
		}
		var err error
		if c.GeonameID, err = strconv.Atoi(f[0]); err != nil {
			return err
		}
		population, err := strconv.ParseUint(f[7], 10, 32) // as a table holds it
		if err != nil {
			return err
		}
		c.Population = int(population)
		c.Lat, c.Lon, err = point(f[5], f[6])
		out = append(out, c)
		return err
	})
	return out, err
}

// ReadDivisions reads cities-admin1.tsv: names of first-level divisions by
// "US.ID".
func ReadDivisions(r io.Reader) (map[string]string, error) {
	out := map[string]string{}
	err := eachTSV(r, "code\tname", func(f []string) error {
		out[f[0]] = f[1]
		return nil
	})
	return out, err
}

// ReadCityCodes reads citycodes.csv.
func ReadCityCodes(r io.Reader) ([]CityCode, error) {
	var out []CityCode
	header := []string{"code", "city", "country", "geonameid", "airports", "basis"}
	err := eachCSV(r, header, func(f []string) error {
		id, err := strconv.Atoi(f[3])
		out = append(out, CityCode{
			Code: f[0], City: f[1], Country: f[2], GeonameID: id,
			Airports: strings.Fields(f[4]), Basis: f[5],
		})
		return err
	})
	return out, err
}

func eachCSV(r io.Reader, header []string, row func([]string) error) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = len(header)
	c.ReuseRecord = true
	for first := true; ; first = false {
		f, err := c.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		line, _ := c.FieldPos(0)
		if first {
			if !slices.Equal(f, header) {
				return fmt.Errorf("line %d: the header is not %s", line, strings.Join(header, ","))
			}
			continue
		}
		if err := row(f); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

func eachTSV(r io.Reader, header string, row func([]string) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	columns := strings.Count(header, "\t") + 1
	for line := 1; s.Scan(); line++ {
		if line == 1 {
			if s.Text() != header {
				return fmt.Errorf("line 1: the header is not %q", header)
			}
			continue
		}
		f := strings.Split(s.Text(), "\t")
		if len(f) != columns {
			return fmt.Errorf("line %d: %d columns, not %d", line, len(f), columns)
		}
		if err := row(f); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
	return s.Err()
}

func point(lat, lon string) (y, x float64, err error) {
	if y, err = strconv.ParseFloat(lat, 64); err != nil {
		return 0, 0, err
	}
	if x, err = strconv.ParseFloat(lon, 64); err != nil {
		return 0, 0, err
	}
	if !(math.Abs(y) <= 90 && math.Abs(x) <= 180) {
		return 0, 0, fmt.Errorf("no point on earth: %s, %s", lat, lon)
	}
	return y, x, nil
}
